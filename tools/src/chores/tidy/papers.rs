//! Rules about documents: what they name exists, and every invariant says what holds it.

use clap::CommandFactory as _;

use super::Finding;
use super::tree::Tree;
use crate::Cli;

/// How many invariants the house has.
const INVARIANTS: usize = 9;

/// Where they are written down.
const ARCHITECTURE: &str = "docs/architecture.md";

/// Top folders whose paths documents and code may name.
const TOP: [&str; 11] =
    ["assets/", "bench/", "client/", "docs/", "fuzz/", "minds/", "server/", "shared/", "tools/", ".github/", ".ci/"];

/// Files that documents link to or name in backticks, and assets that code names, are there.
pub fn references(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in text.lines().enumerate() {
            let links =
                between(line, "](", ')').into_iter().filter(|link| !link.contains("://") && !link.starts_with('#'));
            let links = links.map(|link| resolved(folder, link.split('#').next().unwrap_or_default()));
            let named = between(line, "`", '`').into_iter().filter(|name| is_path(name)).map(ToOwned::to_owned);
            for missing in links.chain(named).filter(|name| !tree.has(name)) {
                found.push(finding(path, number + 1, format!("{missing} isn't there")));
            }
        }
    }
    for (path, text) in tree.ending(".rs") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let named =
                between(line, "\"", '"').into_iter().filter(|name| name.starts_with("assets/") && is_path(name));
            for missing in named.filter(|name| !tree.has(name)) {
                found.push(finding(path, number + 1, format!("{missing} isn't there")));
            }
        }
    }
}

/// Every `cargo x …` in a document is a command that exists.
pub fn commands(tree: &Tree, found: &mut Vec<Finding>) {
    let cli = Cli::command();
    for (path, text) in tree.ending(".md") {
        for (number, line) in text.lines().enumerate() {
            for after in line.split("cargo x ").skip(1) {
                let words = after.split(|c: char| !c.is_ascii_lowercase() && c != '-').collect::<Vec<_>>();
                let Some(command) = cli.find_subcommand(words[0]) else {
                    found.push(finding(path, number + 1, format!("there is no `cargo x {}`", words[0])));
                    continue;
                };
                let second = words.get(1).filter(|word| after[words[0].len()..].starts_with(&format!(" {word}")));
                if let Some(second) = second.filter(|word| command.has_subcommands() && !word.is_empty())
                    && command.find_subcommand(second).is_none()
                {
                    found.push(finding(path, number + 1, format!("there is no `cargo x {} {second}`", words[0])));
                }
            }
        }
    }
}

/// The invariants are numbered without a gap, and each is followed by what holds it.
pub fn invariants(tree: &Tree, found: &mut Vec<Finding>) {
    let lines: Vec<&str> = tree.text(ARCHITECTURE).unwrap_or_default().lines().collect();
    for number in 1..=INVARIANTS {
        let opening = format!("**Invariant {number}.**");
        let Some(at) = lines.iter().position(|line| line.starts_with(&opening)) else {
            found.push(finding(
                ARCHITECTURE,
                1,
                format!("names no invariant {number}: a line that starts with {opening}"),
            ));
            continue;
        };
        let paragraph = lines[at..].iter().take_while(|line| !line.trim().is_empty());
        let held = paragraph.skip(1).find_map(|line| line.strip_prefix("Held by: "));
        if held.is_none_or(|by| between(by, "`", '`').is_empty()) {
            found.push(finding(
                ARCHITECTURE,
                at + 1,
                format!("invariant {number} needs a line `Held by: …` that names a file or command"),
            ));
        }
    }
}

/// What stands between `open` and `close`, from left to right.
fn between<'a>(line: &'a str, open: &str, close: char) -> Vec<&'a str> {
    let mut inside = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(open) {
        let tail = &rest[at + open.len()..];
        let Some(end) = tail.find(close) else { break };
        inside.push(&tail[..end]);
        rest = &tail[end + close.len_utf8()..];
    }
    inside
}

/// Whether a word is the path of one file or folder of ours, not a pattern for many.
fn is_path(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c);
    TOP.iter().any(|top| word.starts_with(top))
        && (word.chars().all(plain) || word.ends_with(".md"))
        && !word.contains("..")
}

/// A link as it stands in a document of `folder`, from the root.
fn resolved(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn finding(path: &str, line: usize, message: String) -> Finding {
    Finding { file: path.to_owned(), line: Some(line), message }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn documents_name_what_is_there() {
        let page = "[a](../README.md) [b](gone.md) [c](https://example.org/x) [d](#here)\n`server/src/main.rs` `server/NAME.rs` `cargo x`\n";
        let files = [("docs/a.md", page), ("README.md", "![p](docs/images/p.png)")];
        let found = found(references, &files);
        assert_eq!(
            found,
            [
                "README.md:1: docs/images/p.png isn't there",
                "docs/a.md:1: docs/gone.md isn't there",
                "docs/a.md:2: server/src/main.rs isn't there"
            ]
        );
    }

    #[test]
    fn assets_that_code_names_are_there() {
        let code = "load(\"assets/client/gone.ron\");\nload(\"assets/client/here.ron\"); join(\"assets/{name}.ron\");\n#[cfg(test)]\nload(\"assets/never.ron\");";
        let found = found(references, &[("server/src/a.rs", code), ("assets/client/here.ron", "")]);
        assert_eq!(found, ["server/src/a.rs:1: assets/client/gone.ron isn't there"]);
    }

    #[test]
    fn commands_exist() {
        let page = "Run `cargo x test --quick`, `cargo x assets build`, or cargo x alone.\n`cargo x fly` `cargo x assets paint`\n";
        let found = found(commands, &[("README.md", page)]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[1].contains("cargo x fly") && found[2].contains("cargo x assets paint"), "{found:?}");
    }

    #[test]
    fn invariants_say_what_holds_them() {
        let whole: String =
            (1..=9).map(|n| format!("**Invariant {n}.** So it is.\nHeld by: `cargo x tidy`.\n\n")).collect();
        assert!(found(invariants, &[(ARCHITECTURE, &whole)]).is_empty());
        let idle = whole.replacen("Held by: `cargo x tidy`.", "Held by: good will.", 1);
        assert_eq!(found(invariants, &[(ARCHITECTURE, &idle)]).len(), 1);
        let short = whole.replace("**Invariant 7.**", "**Habit 7.**");
        assert_eq!(found(invariants, &[(ARCHITECTURE, &short)]).len(), 1);
        assert_eq!(found(invariants, &[]).len(), 9);
    }
}
