//! The one background thread that runs every WebSocket of the process.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime; `None` when the system gives no thread.
pub fn handle() -> Option<&'static Handle> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        let built = Builder::new_multi_thread().worker_threads(1).thread_name("sockets").enable_all().build();
        built.inspect_err(|cause| tracing::error!(%cause, "no runtime for sockets")).ok()
    });
    runtime.as_ref().map(Runtime::handle)
}
