//! `cargo x bots` and `cargo x bench`: measurements, always of the release build.

use anyhow::Result;

use super::{cargo, child};

/// Builds server and benchmarks for release and runs `parlor-bench` with `arguments`.
///
/// The last line of standard output is the result, which is JSON under `--json`.
///
/// # Errors
/// When the build or the measurement fails.
pub fn bench(arguments: &[String]) -> Result<()> {
    cargo::build_release(&["-p", "server", "-p", "bench"])?;
    let program = cargo::release_program("parlor-bench")?;
    child::run("parlor-bench", cargo::built(&program).args(arguments))
}
