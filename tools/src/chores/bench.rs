//! `cargo x bots` and `cargo x bench`: measurements, always of the release build.

use anyhow::Result;

use super::setup::{self, Consent, Purpose};
use super::{cargo, child, web};

/// Builds server and benchmarks for release and runs `parlor-bench` with `arguments`; for those in a browser the release
/// bundle, too.
///
/// The last line of standard output is the result, which is JSON under `--json`.
///
/// # Errors
/// When the build or the measurement fails.
pub fn bench(arguments: &[String]) -> Result<()> {
    cargo::build_release(&["-p", "server", "-p", "bench"])?;
    let program = cargo::release_program("parlor-bench")?;
    let mut measure = cargo::built(&program);
    if is_in_browser(arguments) {
        setup::prepare(Purpose::Browse, Consent::Ask)?;
        measure.env("PARLOR_WEB", web::build(web::Kind::Release)?);
    }
    child::run("parlor-bench", measure.args(arguments))
}

/// Whether a browser is going to be opened, and not only the flags told.
fn is_in_browser(arguments: &[String]) -> bool {
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    names.starts_with(&["bench", "web"]) && !names.iter().any(|name| ["--help", "-h"].contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_benchmark_in_a_browser_needs_the_bundle() {
        let needs = |line: &str| is_in_browser(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(needs("bench web --minutes 10 --json"));
        assert!(!needs("bench talk") && !needs("bots --clients 3") && !needs("bench web --help"));
    }
}
