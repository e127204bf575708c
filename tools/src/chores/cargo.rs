//! Cargo as the chores call it: one set of packages, profile and environment, so that nothing compiles twice.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{child, root};

/// What play, talk, shot and the tests build together: Cargo unites features over the packages it is given,
/// so another selection would compile much of the engine again.
pub const TOWN: [&str; 4] = ["-p", "server", "-p", "client"];

/// A `cargo` command in the repository's root, with the target folder and toolchain of this one.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    // Said relative to where the reader stands, not to the root we run it in.
    if let Some(folder) = std::env::var_os("CARGO_TARGET_DIR").and_then(|dir| std::path::absolute(dir).ok()) {
        command.env("CARGO_TARGET_DIR", folder);
    }
    scrub(&mut command);
    command
}

/// A program that we built, run in the repository's root.
pub fn built(path: &std::path::Path) -> Command {
    let mut command = Command::new(path);
    command.current_dir(root());
    scrub(&mut command);
    command
}

/// Takes away what `cargo run` tells this program about its own package; a child would take it for its own.
fn scrub(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
            .iter()
            .any(|p| text.starts_with(p))
        {
            command.env_remove(&name);
        }
    }
}

/// Builds in the development profile, where the engine is optimised and our own crates compile fast.
///
/// # Errors
/// When the build fails; the compiler has said why.
pub fn build(arguments: &[&str]) -> Result<()> {
    child::run("cargo build", cargo(&["build", "--locked"]).args(arguments))
}

/// Builds in the release profile, for measurements.
///
/// # Errors
/// When the build fails; the compiler has said why.
pub fn build_release(arguments: &[&str]) -> Result<()> {
    child::run("cargo build --release", cargo(&["build", "--locked", "--release"]).args(arguments))
}

/// Where the development build of a program lies.
///
/// # Errors
/// When this program can't tell where it lies itself.
pub fn program(name: &str) -> Result<PathBuf> {
    Ok(own_folder()?.join(file_name(name)))
}

/// Where the release build of a program lies.
///
/// # Errors
/// When this program can't tell where it lies itself.
pub fn release_program(name: &str) -> Result<PathBuf> {
    Ok(target_folder()?.join("release").join(file_name(name)))
}

/// The folder that holds all build outputs.
///
/// # Errors
/// When this program can't tell where it lies itself.
pub fn target_folder() -> Result<PathBuf> {
    let own = own_folder()?;
    Ok(own.parent().map(ToOwned::to_owned).unwrap_or(own))
}

/// `target/debug`, however the target folder was chosen: the program beside which all others are built.
fn own_folder() -> Result<PathBuf> {
    let program = std::env::current_exe().context("asking where this program lies")?;
    program.parent().map(ToOwned::to_owned).context("this program lies in no folder")
}

fn file_name(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
