//! What has become of work that was given away.

/// What a task has to show for itself.
#[derive(Debug, PartialEq, Eq)]
pub enum Done<T> {
    /// Nothing yet.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "a tab does its work at once"))]
    NotYet,
    /// The result, once.
    Yes(T),
    /// The work died; there will be no result.
    Never,
}
