//! `cargo x fuzz`: inputs that grow where they reach new code, thrown at everything that parses.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{cargo, child, root};

/// Every target, one program each under `fuzz/targets`.
const TARGETS: [&str; 7] = ["ws_frame", "scene", "character", "storylets", "atlas", "talk", "questions"];

/// How long the step of `cargo x test` tries each of them.
const STEP_SECONDS: u32 = 5;

/// Compiler flags that count which code ran and what was compared, as libFuzzer reads them. All are stable, so the
/// toolchain of everything else does; the sanitizers that aren't have nothing to find where `unsafe` is refused.
const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// What `cargo x fuzz` was asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Only this target; all of them, one after the other, when left out.
    target: Option<String>,
    /// How long each target runs.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

/// Where a run finds and leaves its inputs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Corpus {
    /// What earlier runs found is used and added to.
    Kept,
    /// Only the committed inputs, so that every run of the tests starts alike.
    Fresh,
}

/// Builds the targets and runs them; what they find stays in the target folder.
///
/// # Errors
/// When a target doesn't exist, can't be built, or found an input that crashes, hangs or takes too much memory.
pub fn fuzz(options: &Options) -> Result<()> {
    let targets: Vec<&str> = match &options.target {
        None => TARGETS.to_vec(),
        Some(name) => match TARGETS.iter().find(|target| *target == name) {
            Some(target) => vec![target],
            None => bail!("there is no target {name:?}; the targets are {}", TARGETS.join(", ")),
        },
    };
    let programs = build()?;
    targets.iter().try_for_each(|target| run(&programs, target, options.seconds, Corpus::Kept))
}

/// The step of `cargo x test`: every target for a moment, from the committed inputs.
///
/// # Errors
/// As for [`fuzz`].
pub fn step() -> Result<()> {
    if cfg!(windows) {
        println!("libFuzzer is built on Linux and macOS: nothing to do here");
        return Ok(());
    }
    let programs = build()?;
    TARGETS.iter().try_for_each(|target| run(&programs, target, STEP_SECONDS, Corpus::Fresh))
}

/// Builds all targets and returns the folder they lie in.
fn build() -> Result<PathBuf> {
    let folder = folder()?;
    // With a target named, the flags don't reach build scripts and macros, which have nothing to count.
    let host = host()?;
    let manifest = root().join("fuzz/Cargo.toml");
    let mut build = cargo::cargo(&["build", "--release", "--bins", "--target", &host, "--manifest-path"]);
    build.arg(manifest).env("CARGO_TARGET_DIR", &folder).env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    child::run("cargo build of the fuzz targets", &mut build)?;
    Ok(folder.join(host).join("release"))
}

/// Runs one target with libFuzzer's own options.
fn run(programs: &std::path::Path, target: &str, seconds: u32, corpus: Corpus) -> Result<()> {
    let folder = folder()?;
    let kept = match corpus {
        Corpus::Kept => folder.join("corpus").join(target),
        Corpus::Fresh => folder.join("fresh").join(target),
    };
    if corpus == Corpus::Fresh && kept.exists() {
        std::fs::remove_dir_all(&kept).with_context(|| format!("emptying {}", kept.display()))?;
    }
    let crashes = folder.join("crashes").join(target);
    for needed in [&kept, &crashes] {
        std::fs::create_dir_all(needed).with_context(|| format!("creating {}", needed.display()))?;
    }
    let verbosity = u8::from(corpus == Corpus::Kept);
    let mut command = cargo::built(&programs.join(target));
    command.arg(&kept).arg(root().join("fuzz/corpus").join(target)).args([
        format!("-max_total_time={seconds}"),
        format!("-artifact_prefix={}/", crashes.display()),
        format!("-verbosity={verbosity}"),
        "-print_final_stats=1".to_owned(),
        "-max_len=32768".to_owned(),
        // A parser that needs more than this for 32 KiB would not survive many clients.
        "-rss_limit_mb=512".to_owned(),
        "-timeout=5".to_owned(),
    ]);
    println!("fuzzing {target} for {seconds} s");
    let outcome = child::run(target, &mut command);
    outcome.with_context(|| format!("the input that did it lies in {}", crashes.display()))
}

/// A folder of its own inside the target folder: other flags would build everything else anew.
fn folder() -> Result<PathBuf> {
    Ok(cargo::target_folder()?.join("fuzz"))
}

/// The platform that rustc builds for, as it names it.
fn host() -> Result<String> {
    let told = child::output(Command::new("rustc").arg("-vV").current_dir(root()))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc doesn't say which platform it builds for")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_program_and_inputs_to_start_from() {
        let fuzz = root().join("fuzz");
        let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).expect("the manifest");
        for target in TARGETS {
            assert!(manifest.contains(&format!("name = {target:?}")), "{target} isn't in the manifest");
            assert!(fuzz.join(format!("targets/{target}.rs")).is_file(), "{target} has no program");
            let inputs = std::fs::read_dir(fuzz.join("corpus").join(target)).map_or(0, Iterator::count);
            assert!(inputs > 0, "{target} has no inputs");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len(), "a target that nobody runs");
    }
}
