//! `cargo x test`: every check, in the same order on a laptop and in CI.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tools::art;

use super::setup::{self, Purpose};
use super::{cargo, child, content, fuzz, graph, root, shot, tidy, web};

/// What `cargo x test` was asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Run only these steps, such as `lints` or `tests`.
    steps: Vec<String>,
    /// Leave out the slow end: fuzzing, the documentation, the pictures and the browser.
    #[arg(long)]
    quick: bool,
    /// Install missing system packages with sudo without asking.
    #[arg(long)]
    yes: bool,
}

/// Tests counted over all steps.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

/// One step: its name, what it runs in words, and how.
struct Step {
    name: &'static str,
    words: &'static str,
    run: fn(&mut Tally) -> Result<()>,
}

/// Cheap steps first, so that most mistakes show within a second.
const STEPS: [Step; 9] = [
    Step { name: "format", words: "cargo fmt --all --check", run: |_| format() },
    Step { name: "tidy", words: "cargo x tidy", run: |_| tidy::tidy() },
    Step { name: "dependencies", words: "the dependency graph", run: |_| dependencies() },
    Step { name: "art", words: "the atlases are what their sources give", run: |_| art::check(&root()) },
    Step { name: "content", words: "scenes, characters and props", run: |_| content::check(&root()) },
    Step { name: "lints", words: "cargo clippy --workspace --all-targets", run: |_| lints() },
    Step { name: "rules", words: "cargo test -p shared --no-default-features", run: rules },
    Step { name: "minds", words: "cargo test -p minds", run: minds },
    Step { name: "tests", words: "cargo test --workspace", run: workspace },
];

/// What `--quick` leaves out.
const SLOW_STEPS: [Step; 5] = [
    Step { name: "fuzz", words: "every parser, a moment each", run: |_| fuzz::step() },
    Step { name: "docs", words: "cargo doc --workspace --no-deps", run: |_| docs() },
    Step { name: "pictures", words: "cargo x shot, every view", run: |_| shot::all(&pictures()?) },
    Step { name: "web", words: "cargo x web build --quick", run: |_| web::build(web::Kind::Quick).map(drop) },
    Step { name: "browser", words: "the game in Chromium", run: browser },
];

/// Sets up what is missing and runs every step; the last line is `N passed, M failed`.
///
/// # Errors
/// At the first step that fails.
pub fn test(options: &Options) -> Result<()> {
    setup::prepare(Purpose::Test, options.yes.into())?;
    let steps = chosen(&options.steps, options.quick)?;
    let begun = Instant::now();
    let mut tally = Tally::default();
    let mut done = Vec::new();
    for step in steps {
        println!("── {}: {}", step.name, step.words);
        let step_begun = Instant::now();
        let outcome = (step.run)(&mut tally);
        done.push((step.name, step_begun.elapsed()));
        if let Err(cause) = outcome {
            println!("\n{}", summary(&done, Some(step.name)));
            println!("{} passed, {} failed", tally.passed, tally.failed);
            return Err(cause.context(format!("the step `{}` failed", step.name)));
        }
        println!("   ok, {}", seconds(step_begun.elapsed()));
    }
    println!("\n{}", summary(&done, None));
    println!("All of it in {}.", seconds(begun.elapsed()));
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(())
}

/// The steps to run, in the house's order.
fn chosen(names: &[String], quick: bool) -> Result<Vec<&'static Step>> {
    let all = || STEPS.iter().chain(&SLOW_STEPS);
    if let Some(unknown) = names.iter().find(|name| !all().any(|step| step.name == name.as_str())) {
        let known: Vec<&str> = all().map(|step| step.name).collect();
        bail!("there is no step {unknown:?}; the steps are {}", known.join(", "));
    }
    let slow = if quick { &[][..] } else { &SLOW_STEPS[..] };
    let is_chosen = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    Ok(STEPS.iter().chain(slow).filter(is_chosen).collect())
}

fn plain(arguments: &[&str]) -> Result<()> {
    child::run(&format!("cargo {}", arguments[0]), &mut cargo::cargo(arguments))
}

fn format() -> Result<()> {
    plain(&["fmt", "--all", "--check"])?;
    // The fuzz targets are a workspace of their own.
    plain(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])
}

fn dependencies() -> Result<()> {
    graph::check()?;
    // What the fuzz targets link has a lockfile of its own, which grows old unnoticed.
    let arguments = ["metadata", "--locked", "--format-version", "1", "--manifest-path", "fuzz/Cargo.toml"];
    child::output(&mut cargo::cargo(&arguments)).map(drop).context("fuzz/Cargo.lock is out of date: run `cargo x fuzz`")
}

fn lints() -> Result<()> {
    plain(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
}

fn rules(tally: &mut Tally) -> Result<()> {
    counted(&["test", "-p", "shared", "--no-default-features", "--locked", "--no-fail-fast"], tally)
}

fn minds(tally: &mut Tally) -> Result<()> {
    counted(&["test", "-p", "minds", "--locked", "--no-fail-fast"], tally)
}

fn workspace(tally: &mut Tally) -> Result<()> {
    counted(&["test", "--workspace", "--locked", "--no-fail-fast"], tally)
}

/// Runs the tests that the others leave out because they need the bundle; one browser after the other, as one
/// processor draws them all.
fn browser(tally: &mut Tally) -> Result<()> {
    let mut test = cargo::cargo(&["test", "--workspace", "--locked", "--test", "browser", "--"]);
    test.args(["--ignored", "--nocapture", "--test-threads=1"]);
    test.env("PARLOR_WEB", web::folder(web::Kind::Quick)?);
    test.env("PARLOR_PICTURES", pictures()?.join("browser")).env("PARLOR_VIEWS", pictures()?);
    child::run_watched("cargo test", &mut test, |line| tally.add(line))
}

/// Where the step `pictures` leaves the views, for people and for the step `browser`.
fn pictures() -> Result<std::path::PathBuf> {
    Ok(cargo::target_folder()?.join("pictures"))
}

fn docs() -> Result<()> {
    let mut doc = cargo::cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    child::run("cargo doc", doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Runs `cargo test` and adds up what its result lines say.
fn counted(arguments: &[&str], tally: &mut Tally) -> Result<()> {
    child::run_watched("cargo test", &mut cargo::cargo(arguments), |line| tally.add(line))
}

impl Tally {
    /// Adds a line like `test result: ok. 12 passed; 0 failed; …`; other lines change nothing.
    fn add(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else { return };
        let words: Vec<&str> = counts.split([' ', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            match (pair[0].parse::<u64>(), pair[1]) {
                (Ok(count), "passed") => self.passed += count,
                (Ok(count), "failed") => self.failed += count,
                _ => {}
            }
        }
    }
}

fn summary(done: &[(&str, Duration)], failed: Option<&str>) -> String {
    let lines = done.iter().map(|(name, took)| {
        let verdict = if failed == Some(*name) { "FAILED" } else { "ok" };
        format!("{name:<14}{verdict:<8}{:>10}", seconds(*took))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        whole @ 60.. => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test passed ... ok",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ] {
            tally.add(line);
        }
        assert_eq!(tally, Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let names = |chosen: Vec<&Step>| chosen.iter().map(|step| step.name).collect::<Vec<_>>();
        assert_eq!(chosen(&[], false).map(|all| all.len()).ok(), Some(STEPS.len() + SLOW_STEPS.len()));
        assert_eq!(chosen(&[], true).map(|all| all.len()).ok(), Some(STEPS.len()));
        assert_eq!(chosen(&["tidy".into(), "format".into()], false).map(names).ok(), Some(vec!["format", "tidy"]));
        assert!(chosen(&["tydi".into()], false).is_err());
    }

    #[test]
    fn a_summary_names_the_step_that_failed() {
        let text =
            summary(&[("format", Duration::from_millis(400)), ("lints", Duration::from_secs(75))], Some("lints"));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains("ok") && lines[0].ends_with("0.4 s"), "{text}");
        assert!(lines[1].contains("FAILED") && lines[1].ends_with("1 min 15 s"), "{text}");
    }
}
