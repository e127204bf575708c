//! Set-up: what a machine needs before anything compiles, installed or asked for in words.

use std::io::{IsTerminal as _, Write as _};
use std::process::Command;

use anyhow::{Result, bail};

use super::child;

/// Debian packages without which the client doesn't compile or open a window.
const FOR_PLAY: [&str; 11] = [
    "pkg-config",
    "libasound2-dev",
    "libudev-dev",
    "libwayland-dev",
    "libxkbcommon-dev",
    "libxkbcommon-x11-0",
    "libx11-dev",
    "libxcursor1",
    "libxi6",
    "libxrandr2",
    "mesa-vulkan-drivers",
];

/// What the tests need on top: a screen nobody sees, a database, lossy networks, and a compiler for the fuzzer.
const FOR_TESTS: [&str; 4] = ["xvfb", "postgresql", "iproute2", "g++"];

/// What makes a web build small; the game for browsers links nothing of the system.
const FOR_WEB: [&str; 2] = ["brotli", "gzip"];

/// What tests in a real browser drive.
const BROWSER: [&str; 2] = ["chromium", "chromium-driver"];

/// What is about to be done on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Compile the client and open its window.
    Play,
    /// Make the game for browsers and serve it.
    Web,
    /// Open that game in a browser that nobody sees.
    Browse,
    /// Run every test.
    Test,
}

/// Whether `sudo` may be used without a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Ask first, on a terminal.
    Ask,
    /// The reader said `--yes`.
    Given,
}

impl From<bool> for Consent {
    fn from(yes: bool) -> Self {
        if yes { Self::Given } else { Self::Ask }
    }
}

impl Purpose {
    fn packages(self) -> Vec<&'static str> {
        match self {
            Self::Play => FOR_PLAY.to_vec(),
            Self::Web => FOR_WEB.to_vec(),
            Self::Browse => FOR_WEB.into_iter().chain(BROWSER).collect(),
            Self::Test => FOR_PLAY.into_iter().chain(FOR_TESTS).chain(FOR_WEB).chain(BROWSER).collect(),
        }
    }
}

/// Brings the machine to where `purpose` works.
///
/// # Errors
/// When something is missing and can't be installed without the reader; the message says what to type.
pub fn prepare(purpose: Purpose, consent: Consent) -> Result<()> {
    if purpose == Purpose::Test {
        toolchain()?;
    }
    if cfg!(target_os = "linux") { linux(purpose, consent) } else { elsewhere(purpose) }
}

/// The compiler's own helpers that the tests run.
fn toolchain() -> Result<()> {
    let missing: Vec<&str> = [("clippy", "cargo-clippy"), ("rustfmt", "rustfmt")]
        .into_iter()
        .filter(|(_, program)| !child::succeeds(program, &["--version"]))
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Adding to the Rust toolchain: {}", missing.join(", "));
    child::run("rustup", Command::new("rustup").args(["component", "add"]).args(missing))
}

fn linux(purpose: Purpose, consent: Consent) -> Result<()> {
    if !child::succeeds("dpkg-query", &["--version"]) {
        return elsewhere(purpose);
    }
    packages(&purpose.packages(), consent)
}

/// Installs the Debian packages among `needed` that aren't there.
///
/// # Errors
/// When they can't be installed without the reader; the message says what to type.
pub fn packages(needed: &[&str], consent: Consent) -> Result<()> {
    let missing: Vec<&str> = needed.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get update && apt-get install --yes --no-install-recommends {}", missing.join(" "));
    let by_hand = format!("sudo sh -c '{install}'");
    if child::output(Command::new("id").arg("-u"))?.trim() == "0" {
        println!("Installing: {}", missing.join(", "));
        let mut apt = Command::new("sh");
        return child::run("apt-get", apt.args(["-c", &install]).env("DEBIAN_FRONTEND", "noninteractive"));
    }
    println!("Parlor needs these system packages: {}", missing.join(", "));
    let asked = || std::io::stdin().is_terminal() && agreed(&format!("Run `{by_hand}` now? [y/N] ")).unwrap_or(false);
    if consent == Consent::Given || asked() {
        return child::run_in_foreground("sudo", Command::new("sudo").args(["sh", "-c", &install]));
    }
    bail!("run this, then start again:\n  {by_hand}")
}

/// Whether dpkg has the package installed, not only its left-over configuration.
fn is_installed(package: &str) -> bool {
    let asked = child::output(Command::new("dpkg-query").args(["--show", "--showformat=${Status}", package]));
    // The same words twice where two architectures are installed.
    asked.is_ok_and(|status| status.starts_with("install ok installed"))
}

/// Asks on the terminal; only a plain yes counts.
fn agreed(question: &str) -> Result<bool> {
    print!("{question}");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// On systems whose packages have other names: says what is needed when it can tell that it is missing.
fn elsewhere(purpose: Purpose) -> Result<()> {
    let mut needed: Vec<&str> = Vec::new();
    if purpose != Purpose::Play && !child::succeeds("brotli", &["--version"]) {
        needed.push("brotli, for the web build (macOS: brew install brotli)");
    }
    if !cfg!(windows) && !child::succeeds("cc", &["--version"]) {
        needed.push("a C compiler (macOS: xcode-select --install)");
    }
    if cfg!(target_os = "linux") && matches!(purpose, Purpose::Play | Purpose::Test) {
        if !child::succeeds("pkg-config", &["--version"]) {
            needed.push("pkg-config");
        }
        for (library, words) in [
            ("alsa", "the ALSA headers (alsa-lib-devel)"),
            ("libudev", "the udev headers (systemd-devel)"),
            ("wayland-client", "the Wayland headers (wayland-devel)"),
            ("xkbcommon", "the xkbcommon headers (libxkbcommon-devel)"),
        ] {
            if !child::succeeds("pkg-config", &["--exists", library]) {
                needed.push(words);
            }
        }
    }
    if purpose == Purpose::Test {
        if !child::succeeds("postgres", &["--version"]) && !child::succeeds("pg_config", &["--version"]) {
            needed.push("PostgreSQL 14 or newer, for the storage tests (macOS: brew install postgresql)");
        }
        if cfg!(target_os = "linux") && !child::succeeds("sh", &["-c", "command -v Xvfb"]) {
            needed.push("Xvfb, for pictures without a screen (xorg-x11-server-Xvfb)");
        }
    }
    if matches!(purpose, Purpose::Test | Purpose::Browse) && !child::succeeds("chromedriver", &["--version"]) {
        needed.push("Chromium and its driver, for the game in a browser (macOS: brew install chromedriver)");
    }
    if needed.is_empty() {
        return Ok(());
    }
    bail!("this system lacks something that can't be installed from here:\n  {}", needed.join("\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_need_all_that_play_needs() {
        let play = Purpose::Play.packages();
        let test = Purpose::Test.packages();
        assert!(play.iter().all(|package| test.contains(package)));
        assert!(test.contains(&"postgresql") && !play.contains(&"postgresql"));
    }

    #[test]
    fn an_unknown_package_is_missing() {
        assert!(!is_installed("parlor-no-such-package"));
    }
}
