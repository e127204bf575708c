//! `cargo x tidy`: the rules of this house that a compiler can't hold.

mod blank;
mod code;
mod manifests;
mod papers;
mod tree;

use anyhow::{Result, bail};

use super::root;
use tree::Tree;

/// Something out of order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: Option<usize>,
    message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// One rule: adds what it finds.
type Rule = fn(&Tree, &mut Vec<Finding>);

const RULES: [Rule; 10] = [
    code::headed,
    code::short,
    code::finished,
    code::pure,
    code::never_waits,
    code::apart,
    manifests::directions,
    papers::references,
    papers::commands,
    papers::invariants,
];

/// Checks every rule and prints what is out of order.
///
/// # Errors
/// When something is.
pub fn tidy() -> Result<()> {
    let tree = Tree::read(&root())?;
    let mut found: Vec<Finding> = tree.odd_names();
    for rule in RULES {
        rule(&tree, &mut found);
    }
    found.sort();
    for finding in &found {
        println!("{finding}");
    }
    match found.len() {
        0 => Ok(()),
        count => bail!("{count} things are out of order"),
    }
}

/// What one rule finds in a tree of a few files.
#[cfg(test)]
fn found(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    rule(&Tree::of(files), &mut found);
    found.iter().map(ToString::to_string).collect()
}
