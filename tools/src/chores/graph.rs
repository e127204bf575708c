//! The dependency graph: what the server must not hold, and that there is one Bevy.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};

use super::{cargo, child, root};

/// A tree and the crates that may not be in it.
struct Ban {
    what: &'static str,
    tree: &'static [&'static str],
    crates: &'static [&'static str],
}

const BANS: [Ban; 3] = [
    Ban {
        what: "the server",
        tree: &["-p", "server"],
        crates: &["wgpu", "winit", "egui", "bevy_render", "bevy_winit", "bevy_audio", "bevy_egui", "client"],
    },
    Ban {
        what: "the plain rules (shared without default features)",
        tree: &["-p", "shared", "--no-default-features"],
        crates: &["bevy", "bevy_ecs", "bevy_replicon", "rand", "tokio"],
    },
    Ban {
        what: "the minds",
        tree: &["-p", "minds"],
        crates: &["bevy", "bevy_ecs", "bevy_replicon", "rand", "tokio", "sqlx", "server", "client"],
    },
];

/// Crates that may not be in the lockfile at all, and why.
const NOWHERE: [(&str, &str); 4] = [
    ("bincode", "unmaintained; its last release refuses to compile"),
    ("openssl-sys", "needs a system library; TLS is rustls"),
    ("native-tls", "TLS is rustls"),
    ("aws-lc-sys", "needs CMake; rustls runs on ring"),
];

/// The Bevy line that every plugin is pinned to.
const BEVY: &str = "0.19.";

/// Checks the trees of the server, the rules and the minds, and the lockfile.
///
/// # Errors
/// When a crate stands where it may not, or `cargo tree` fails.
pub fn check() -> Result<()> {
    let mut problems = Vec::new();
    for ban in &BANS {
        let mut tree = cargo::cargo(&["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        let listed = child::output(tree.args(ban.tree))?;
        problems.extend(banned(ban, &listed));
    }
    let lock = root().join("Cargo.lock");
    let text = std::fs::read_to_string(&lock).with_context(|| format!("reading {}", lock.display()))?;
    problems.extend(lock_problems(&locked_versions(&text)));
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{}", problems.join("\n"))
}

/// What of a `cargo tree` listing the ban forbids.
fn banned(ban: &Ban, listed: &str) -> Vec<String> {
    let names: BTreeSet<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    let found = ban.crates.iter().filter(|name| names.contains(*name));
    found
        .map(|name| {
            format!(
                "{} may not depend on {name}: `cargo tree {} -i {name}` says why it does",
                ban.what,
                ban.tree.join(" ")
            )
        })
        .collect()
}

/// Every package of a lockfile with its versions.
fn locked_versions(lock: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut name = "";
    for line in lock.lines() {
        let value = |key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
        if let Some(found) = value("name") {
            name = found;
        } else if let Some(version) = value("version") {
            versions.entry(name).or_default().insert(version);
        }
    }
    versions
}

fn lock_problems(versions: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, found) in versions.iter().filter(|(name, _)| **name == "bevy" || name.starts_with("bevy_")) {
        if found.len() > 1 {
            let list: Vec<&str> = found.iter().copied().collect();
            problems.push(format!("there are {} versions of {name}: {}", found.len(), list.join(", ")));
        }
    }
    for core in ["bevy", "bevy_ecs", "bevy_app"] {
        for version in versions.get(core).into_iter().flatten().filter(|version| !version.starts_with(BEVY)) {
            problems.push(format!("{core} is {version}, but every plugin is pinned to the {BEVY}x line"));
        }
    }
    for (name, why) in NOWHERE.iter().filter(|(name, _)| versions.contains_key(name)) {
        problems.push(format!("{name} may not be used: {why}"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn lock(text: &str, expected: &[&str]) {
        let problems = lock_problems(&locked_versions(text));
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for (problem, words) in problems.iter().zip(expected) {
            assert!(problem.contains(words), "{problem}");
        }
    }

    #[test]
    fn a_lockfile_with_one_bevy_is_fine() {
        lock(
            "[[package]]\nname = \"bevy\"\nversion = \"0.19.1\"\n[[package]]\nname = \"bevy_ecs\"\nversion = \"0.19.1\"\n",
            &[],
        );
    }

    #[test]
    fn two_bevys_a_newer_one_and_banned_crates_are_found() {
        lock(
            "name = \"bevy_ecs\"\nversion = \"0.19.1\"\nname = \"bevy_ecs\"\nversion = \"0.20.1\"\n",
            &["2 versions of bevy_ecs: 0.19.1, 0.20.1", "bevy_ecs is 0.20.1"],
        );
        lock("name = \"bincode\"\nversion = \"2.0.1\"\n", &["bincode may not be used"]);
    }

    #[test]
    fn a_renderer_in_the_server_is_found() {
        let problems = banned(&BANS[0], "server v0.1.0 (…)\nbevy v0.19.1\nwgpu v29.0.0\nwgpu-types v29.0.0");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("the server may not depend on wgpu"));
        assert!(banned(&BANS[0], "server v0.1.0\nwgpu-types v29.0.0").is_empty());
    }
}
