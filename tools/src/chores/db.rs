//! `cargo x db`: the storage chores of the server's own program, on the database that its settings name.

use anyhow::Result;

use super::{cargo, child};

/// Builds the server and runs `parlor-server db` with `arguments`.
///
/// # Errors
/// When the build or the chore fails; nothing was changed in the database then.
pub fn db(arguments: &[String]) -> Result<()> {
    cargo::build(&["-p", "server"])?;
    let mut server = cargo::built(&cargo::program("parlor-server")?);
    child::run("parlor-server db", server.arg("db").args(arguments))
}
