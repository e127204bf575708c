//! From Rust to a folder that the server can serve: compile, bind, shrink, compress.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::super::{cargo, child, root};
use super::needs;

/// WebAssembly that every browser of the last years runs. Named one by one: `--all-features` would also allow
/// what none of them does.
const FEATURES: [&str; 6] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Which bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As small as it gets; what players load.
    Release,
    /// Fast to compile, with the hook for tests; what `cargo x test` loads.
    Quick,
}

impl Kind {
    /// The Cargo profile, which also names the folder.
    const fn profile(self) -> &'static str {
        match self {
            Self::Release => "web",
            Self::Quick => "web-quick",
        }
    }
}

/// Where a bundle is put.
///
/// # Errors
/// When this program can't tell where build outputs lie.
pub fn folder(kind: Kind) -> Result<PathBuf> {
    Ok(cargo::target_folder()?.join("bundle").join(kind.profile()))
}

/// Makes a bundle and returns its folder; an older one stays whole until the new one is.
///
/// # Errors
/// When a tool is missing and can't be set up, or a step fails.
pub fn build(kind: Kind) -> Result<PathBuf> {
    needs::prepare(kind)?;
    compile(kind)?;
    let made = folder(kind)?;
    if is_fresh(kind, &made)? {
        copy(&root().join("wasm/page"), &made)?;
        return Ok(made);
    }
    let fresh = made.with_extension("new");
    remove(&fresh)?;
    fs::create_dir_all(&fresh).with_context(|| format!("creating {}", fresh.display()))?;
    bind(kind, &fresh)?;
    let wasm = fresh.join("parlor_bg.wasm");
    if kind == Kind::Release {
        println!("Shrinking the game: some minutes.");
        let mut shrink = Command::new(needs::wasm_opt()?);
        shrink.args(["-Oz", "--strip-debug", "--strip-producers"]).args(FEATURES).arg(&wasm).arg("-o").arg(&wasm);
        child::run("wasm-opt", &mut shrink)?;
    }
    copy(&root().join("wasm/page"), &fresh)?;
    if kind == Kind::Release {
        for name in ["parlor_bg.wasm", "parlor.js"] {
            compress(&fresh.join(name))?;
        }
    }
    remove(&made)?;
    fs::rename(&fresh, &made).with_context(|| format!("moving the bundle to {}", made.display()))?;
    Ok(made)
}

fn compile(kind: Kind) -> Result<()> {
    let mut build = cargo::cargo(&["build", "--locked", "-p", "wasm", "--target", needs::TARGET, "--profile"]);
    build.arg(kind.profile());
    if kind == Kind::Quick {
        build.args(["--features", "hook"]);
    }
    child::run("cargo build for browsers", needs::as_target(&mut build)?)
}

/// What the compiler wrote.
fn compiled(kind: Kind) -> Result<PathBuf> {
    Ok(cargo::target_folder()?.join(needs::TARGET).join(kind.profile()).join("parlor_web.wasm"))
}

/// Whether a bundle was made of what the compiler wrote last; shrinking takes minutes.
fn is_fresh(kind: Kind, made: &Path) -> Result<bool> {
    let changed = |file: &Path| fs::metadata(file).and_then(|about| about.modified());
    let compiled = compiled(kind)?;
    let compiled = changed(&compiled).with_context(|| format!("looking at {}", compiled.display()))?;
    Ok(changed(&made.join("parlor_bg.wasm")).is_ok_and(|made| made > compiled))
}

/// What lies between the game and the browser's own functions.
fn bind(kind: Kind, to: &Path) -> Result<()> {
    let game = compiled(kind)?;
    let mut bind = Command::new(needs::wasm_bindgen()?);
    bind.args(["--target", "web", "--no-typescript", "--out-name", "parlor", "--out-dir"]).arg(to).arg(game);
    child::run("wasm-bindgen", &mut bind)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("listing {}", from.display()))? {
        let file = entry?.path();
        if let Some(name) = file.file_name() {
            fs::copy(&file, to.join(name)).with_context(|| format!("copying {}", file.display()))?;
        }
    }
    Ok(())
}

/// Writes a brotli and a gzip copy beside a file, each as small as its program makes it.
fn compress(file: &Path) -> Result<()> {
    child::run("brotli", Command::new("brotli").args(["--force", "--best", "--keep"]).arg(file))?;
    child::run("gzip", Command::new("gzip").args(["--force", "--best", "--keep", "--no-name"]).arg(file))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}
