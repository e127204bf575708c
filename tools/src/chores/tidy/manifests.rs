//! Dependencies between our own crates point one way.

use super::Finding;
use super::tree::Tree;

/// Our crates, and which of our crates each may build on.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("shared", &[]),
    ("minds", &["shared"]),
    ("questions", &["shared"]),
    ("server", &["shared", "minds", "questions"]),
    ("client", &["shared"]),
    ("tools", &["shared", "minds", "questions"]),
    ("bench", &["shared", "minds", "questions", "server", "client"]),
    ("fuzz", &["shared", "minds", "questions"]),
];

/// Client and server meet only in the server's tests; everything else builds towards `shared`.
pub fn directions(tree: &Tree, found: &mut Vec<Finding>) {
    for (name, may_use) in MAY_USE {
        let path = format!("{name}/Cargo.toml");
        let Some(text) = tree.text(&path) else { continue };
        let mut section = "";
        for (number, line) in text.lines().enumerate() {
            if let Some(header) = line.strip_prefix('[') {
                section = header.trim_end_matches(']');
            }
            let used = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let is_ours = MAY_USE.iter().any(|(ours, _)| *ours == used);
            let for_tests = section == "dev-dependencies" && name == "server" && used == "client";
            if section.ends_with("dependencies") && is_ours && !may_use.contains(&used) && !for_tests {
                let message = format!("{name} may not build on {used}");
                found.push(Finding { file: path.clone(), line: Some(number + 1), message });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn dependencies_point_one_way() {
        #[track_caller]
        fn check(name: &str, manifest: &str, expected: usize) {
            let found = found(directions, &[(&format!("{name}/Cargo.toml"), manifest)]);
            assert_eq!(found.len(), expected, "{found:?}");
        }
        check("client", "[dependencies]\nshared = { workspace = true }\nserde.workspace = true\n", 0);
        check("client", "[dependencies]\nserver.workspace = true\n", 1);
        check("server", "[dependencies]\nclient.workspace = true\n", 1);
        check("server", "[dev-dependencies]\nclient.workspace = true\n", 0);
        check("shared", "[dev-dependencies]\nminds.workspace = true\n", 1);
        check("client", "[features]\nserver = []\n", 0);
    }
}
