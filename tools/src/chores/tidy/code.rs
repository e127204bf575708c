//! Rules about source files: size, opening sentence, nothing unfinished, and what the rules of the game may know.

use super::Finding;
use super::blank::blank;
use super::tree::Tree;

/// Most lines of a source file; 300 is the aim.
const MOST_LINES: usize = 500;

/// Code that means somebody isn't done, or that a reader isn't told why.
const UNFINISHED: [(&str, &str); 6] = [
    ("todo!", "write it"),
    ("unimplemented!", "write it"),
    ("dbg!", "take it out"),
    ("#[ignore", "a test that doesn't run holds nothing; one that another test starts says \"run by …\""),
    ("#[allow(", "say #[expect(…, reason = \"…\")]"),
    ("#![allow(", "say #![expect(…, reason = \"…\")]"),
];

/// Folders whose code takes time and chance as arguments, and words it may not use.
const PURE: [(&[&str], &[&str]); 2] = [
    (
        &["shared/src/", "minds/src/"],
        &["bevy", "bevy_replicon", "SystemTime", "Instant", "rand", "tokio", "thread_rng"],
    ),
    (
        &["minds/src/", "shared/src/world/", "shared/src/rooms/", "server/src/sim/"],
        &["HashMap", "HashSet", "SystemTime"],
    ),
];

/// Where the shared words meet the engine.
const MEETS_THE_ENGINE: &str = "shared/src/protocol/";

/// What would make a tick wait for something outside of it.
const WAITS: [&str; 9] =
    ["block_on", "blocking_recv", "blocking_send", "Mutex", "RwLock", "TcpStream", "sqlx", "sleep", "read_to_string"];

/// The folder that is never shipped to players.
const SERVER_ASSETS: &str = "assets/server";

/// Every file opens with one sentence that says what it is for.
pub fn headed(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs") {
        let first = text.lines().next().unwrap_or_default();
        if first.strip_prefix("//! ").is_none_or(|sentence| sentence.split_whitespace().count() < 2) {
            found.push(finding(path, 1, "opens with a //! sentence that says what the file is for"));
        }
    }
}

/// No file is too long to be read in one go.
pub fn short(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs") {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            found.push(finding(path, lines, &format!("{lines} lines, at most {MOST_LINES}: split it by what it does")));
        }
    }
}

/// Nothing unfinished, and no silent exception from a lint.
pub fn finished(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs") {
        for (number, (line, whole)) in blank(text).lines().zip(text.lines()).enumerate() {
            let is_started_by_another_test = whole.contains("#[ignore = \"run by ");
            for (word, instead) in UNFINISHED.iter().filter(|(word, _)| begins_in(line, word)) {
                if *word == "#[ignore" && is_started_by_another_test {
                    continue;
                }
                found.push(finding(path, number + 1, &format!("{word} may not stay: {instead}")));
            }
        }
    }
}

/// The rules of the game know no engine, clock or chance, and iterate in one order everywhere.
pub fn pure(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs").filter(|(path, _)| !path.starts_with(MEETS_THE_ENGINE)) {
        for (folders, words) in PURE {
            if folders.iter().any(|folder| path.starts_with(folder)) {
                forbid(path, text, words, "rules take time and chance as arguments and iterate in order", found);
            }
        }
    }
}

/// Nothing in a tick waits.
pub fn never_waits(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs").filter(|(path, _)| path.starts_with("server/src/sim/")) {
        forbid(path, text, &WAITS, "nothing in a tick waits: send it over the bridge", found);
    }
}

/// The client never reads what characters think and know.
pub fn apart(tree: &Tree, found: &mut Vec<Finding>) {
    for (path, text) in tree.ending(".rs").filter(|(path, _)| path.starts_with("client/")) {
        for (number, _) in text.lines().enumerate().filter(|(_, line)| line.contains(SERVER_ASSETS)) {
            found.push(finding(path, number + 1, &format!("{SERVER_ASSETS} is for the server alone")));
        }
    }
}

/// Reports every use of `words` in the code of a file, its tests left aside.
fn forbid(path: &str, text: &str, words: &[&str], why: &str, found: &mut Vec<Finding>) {
    if path.ends_with("tests.rs") {
        return;
    }
    let code = blank(text);
    let lines: Vec<&str> = code.lines().collect();
    let tests = lines.windows(2).position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].trim_end().ends_with('{'));
    for (number, line) in lines.iter().enumerate().take(tests.unwrap_or(lines.len())) {
        // A derive that only the engine's side of the house sees.
        if line.contains("cfg_attr(feature") {
            continue;
        }
        for word in words.iter().filter(|word| uses(line, word)) {
            found.push(finding(path, number + 1, &format!("{word} may not be used here: {why}")));
        }
    }
}

/// Whether `word` stands in the line as a whole name.
fn uses(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        ![before, after].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Whether `word` stands in the line and no longer name ends with it.
fn begins_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn finding(path: &str, line: usize, message: &str) -> Finding {
    Finding { file: path.to_owned(), line: Some(line), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn files_open_with_a_sentence() {
        let files = [("a.rs", "//! Says why.\n"), ("b.rs", "use x;\n"), ("c.rs", "//! x\n"), ("d.rs", "")];
        let found = found(headed, &files);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("b.rs:1: "), "{found:?}");
    }

    #[test]
    fn long_files_are_found() {
        let (fits, long) = ("x\n".repeat(500), "x\n".repeat(501));
        assert_eq!(found(short, &[("a.rs", &fits), ("b.rs", &long)]).len(), 1);
    }

    #[test]
    fn unfinished_code_is_found_but_not_in_words() {
        let code = "fn f() {\n    todo!()\n}\n#[ignore = \"slow\"]\nfn g() { mydbg!(); }\n#[allow(dead_code)]\n";
        let lines: Vec<String> = found(finished, &[("a.rs", code)]);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("a.rs:2: todo!"), "{lines:?}");
        assert!(found(finished, &[("a.rs", "#[ignore = \"run by the test that kills it\"]")]).is_empty());
        assert!(found(finished, &[("a.rs", "// todo!() later\nlet x = \"dbg!\";\n#[expect(dead_code)]")]).is_empty());
    }

    #[test]
    fn rules_know_no_engine_clock_or_chance() {
        #[track_caller]
        fn check(path: &str, line: &str, expected: usize) {
            let found = found(pure, &[(path, line)]);
            assert_eq!(found.len(), expected, "{found:?}");
        }
        check("shared/src/world/walls.rs", "use bevy::prelude::*;", 1);
        check("shared/src/protocol/facts.rs", "use bevy::prelude::*;", 0);
        check("shared/src/world/movement.rs", "#[cfg_attr(feature = \"ecs\", derive(bevy::prelude::Component))]", 0);
        check("shared/src/clock.rs", "use std::time::SystemTime;", 1);
        check("minds/src/lib.rs", "let x = rand::rng();", 1);
        check("minds/src/lib.rs", "let brand = random_of(seed);", 0);
        check("minds/src/memory.rs", "use std::collections::HashMap;", 1);
        check("shared/src/content/town.rs", "use std::collections::HashMap;", 0);
        check("server/src/sim/mod.rs", "use std::collections::HashSet;", 1);
        check("server/src/http/mod.rs", "use std::collections::HashSet;", 0);
        check("minds/src/talk.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\nuse std::collections::HashMap;\n}", 0);
        check("minds/src/talk.rs", "#[cfg(test)]\nmod tests;\nuse std::collections::HashMap;", 1);
    }

    #[test]
    fn the_client_leaves_the_servers_assets_alone() {
        let code = "load(\"assets/server/characters\");";
        assert_eq!(found(apart, &[("client/src/a.rs", code), ("server/src/a.rs", code)]).len(), 1);
    }

    #[test]
    fn ticks_do_not_wait() {
        assert_eq!(found(never_waits, &[("server/src/sim/mod.rs", "runtime.block_on(save());")]).len(), 1);
        assert_eq!(found(never_waits, &[("server/src/sim/mod.rs", "std::thread::sleep(tick);")]).len(), 1);
        assert_eq!(found(never_waits, &[("server/src/storage/mod.rs", "use sqlx::Pool;")]).len(), 0);
    }
}
