//! What a web build needs beside Cargo: a target, the binder of the lockfile's version, and what makes it small.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::super::setup::{self, Consent, Purpose};
use super::super::{cargo, child, root};
use super::Kind;

/// What browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The crate `wasm-opt`, whose Binaryen reads what the compiler writes; Debian's is too old for it.
const WASM_OPT: &str = "0.116.1";

/// Debian's Rust for browsers, where rustup has no target to give.
const DEBIAN: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// Brings the machine to where a bundle of this kind can be made.
///
/// # Errors
/// When something is missing and can't be installed; the message says what to do.
pub fn prepare(kind: Kind) -> Result<()> {
    setup::prepare(Purpose::Web, Consent::Ask)?;
    if !has_target() && !add_target() {
        println!("rustup has no {TARGET} here: trying the system's Rust for browsers");
        setup::packages(&DEBIAN, Consent::Ask)?;
    }
    install("wasm-bindgen-cli", "wasm-bindgen", &locked_version("wasm-bindgen")?)?;
    if kind == Kind::Release {
        install("wasm-opt", "wasm-opt", WASM_OPT)?;
    }
    Ok(())
}

/// The command as it is where the toolchain has the target; otherwise with the system's compiler, which builds the
/// standard library itself.
///
/// # Errors
/// When rustc can't be asked.
pub fn as_target(command: &mut Command) -> Result<&mut Command> {
    if has_target() {
        return Ok(command);
    }
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let mut other = Command::new("/usr/bin/cargo");
    other.args(arguments).arg("-Zbuild-std=std,panic_abort").current_dir(root());
    other.env("CARGO_TARGET_DIR", cargo::target_folder()?).env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
    other.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld").env_remove("RUSTUP_TOOLCHAIN");
    *command = other;
    Ok(command)
}

/// The binder.
///
/// # Errors
/// When this program can't tell where build outputs lie.
pub fn wasm_bindgen() -> Result<PathBuf> {
    installed("wasm-bindgen")
}

/// The optimiser.
///
/// # Errors
/// When this program can't tell where build outputs lie.
pub fn wasm_opt() -> Result<PathBuf> {
    installed("wasm-opt")
}

/// Whether the toolchain of this project has the standard library for browsers.
fn has_target() -> bool {
    let folder =
        child::output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).current_dir(root()));
    folder.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}

fn add_target() -> bool {
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET]).current_dir(root());
    child::run("rustup", &mut add).is_ok() && has_target()
}

/// Installs a program of crates.io into the target folder, unless this version is there.
fn install(package: &str, program: &str, version: &str) -> Result<()> {
    let told = child::output(Command::new(installed(program)?).arg("--version"));
    let marker = folder()?.join(format!("{package}-{version}"));
    if told.is_ok() && marker.exists() {
        return Ok(());
    }
    println!("Installing {package} {version}, once: some minutes.");
    let mut install = cargo::cargo(&["install", package, "--version", &format!("={version}"), "--force", "--root"]);
    install.arg(folder()?);
    // A folder of its own: the workspace's profiles and the tool's don't share anything.
    install.env("CARGO_TARGET_DIR", folder()?.join("build"));
    child::run("cargo install", &mut install)?;
    std::fs::write(&marker, "").with_context(|| format!("writing {}", marker.display()))
}

fn folder() -> Result<PathBuf> {
    Ok(cargo::target_folder()?.join("tools"))
}

fn installed(program: &str) -> Result<PathBuf> {
    Ok(folder()?.join("bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}

/// The version of a package in `Cargo.lock`; the binder must be of the very same.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("reading Cargo.lock")?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock holds no {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = {package:?}");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_from_the_lockfile() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.9"));
        assert_eq!(version_in(lock, "wasm"), None);
        assert!(locked_version("wasm-bindgen").is_ok_and(|version| version.split('.').count() == 3));
    }
}
