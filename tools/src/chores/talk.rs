//! `cargo x talk`: speak with one character in the terminal.

use anyhow::Result;

use super::{cargo, child};

/// Builds the server and lets it talk as one character, without a town around.
///
/// # Errors
/// When the server can't be built or ends with an error.
pub fn talk(character: &str) -> Result<()> {
    cargo::build(&["-p", "server"])?;
    child::run_in_foreground("the talk", cargo::built(&cargo::program("parlor-server")?).args(["talk", character]))
}
