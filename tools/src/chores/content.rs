//! The content check: every public file under `assets/client` parses and refers only to what is there.

use std::path::Path;

use anyhow::{Result, bail};
use shared::content::shipped::ShippedFiles;
use shared::content::{Problem, pictures};

/// Checks the content of a repository and prints every problem as `file:line:column: message`.
///
/// # Errors
/// When there is a problem.
pub fn check(root: &Path) -> Result<()> {
    let found = problems(&root.join("assets/client"));
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

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
