//! The content check: every public file under `assets/client` parses and refers only to what is there, and everything
//! that is asked in the Game Hall is fair to ask.

use std::path::Path;

use anyhow::{Result, bail};
use questions::bank::Bank;
use questions::boards::Boards;
use questions::patter::Patter;
use shared::content::shipped::ShippedFiles;
use shared::content::{Problem, pictures};

/// Checks the content of a repository and prints every problem as `file:line:column: message`.
///
/// # Errors
/// When there is a problem.
pub fn check(root: &Path) -> Result<()> {
    let mut found = problems(&root.join("assets/client"));
    found.extend(asked(&root.join("assets/server")));
    for problem in &found {
        println!("{}", problem.clone().named_from(root));
    }
    match found.len() {
        0 => Ok(()),
        1 => bail!("the content has a problem"),
        count => bail!("the content has {count} problems"),
    }
}

/// Every problem under an `assets/client` folder.
fn problems(assets: &Path) -> Vec<Problem> {
    let checked = ShippedFiles::read(assets).and_then(|files| pictures::check(&files, assets));
    checked.err().unwrap_or_default()
}

/// Every problem of the questions, the boards and what hosts say under an `assets/server` folder.
fn asked(assets: &Path) -> Vec<Problem> {
    let bank = Bank::load_if_there(&assets.join("questions")).err();
    let boards = Boards::load_if_there(&assets.join("boards")).err();
    let patter = Patter::load_if_there(&assets.join("patter")).err();
    [bank, boards, patter].into_iter().flatten().flatten().collect()
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
