//! `cargo x web`: the game for browsers, its server, and how large it may be.

mod build;
pub mod needs;
mod size;

use anyhow::Result;

use super::play;

pub use build::{Kind, build, folder};

/// The chores of the web build.
#[derive(Debug, clap::Subcommand)]
pub enum Chore {
    /// Make the page, the game and their compressed copies.
    Build {
        /// Compile fast instead of small, with the hook that tests in a browser look at.
        #[arg(long)]
        quick: bool,
    },
    /// Build what is missing and serve it until ctrl-c.
    Serve {
        /// The bundle that compiles fast.
        #[arg(long)]
        quick: bool,
    },
    /// Say how large the game is, and fail when it is over its budget.
    Size {
        /// Print one JSON object as the last line.
        #[arg(long)]
        json: bool,
    },
}

/// Does one of them.
///
/// # Errors
/// When something is missing, doesn't compile, can't be served, or is too large.
pub fn web(chore: &Chore) -> Result<()> {
    match chore {
        Chore::Build { quick } => {
            let made = build(kind(*quick))?;
            println!("{}", made.display());
            Ok(())
        }
        Chore::Serve { quick } => play::serve_web(kind(*quick), play::Browser::Leave),
        Chore::Size { json } => size::size(*json),
    }
}

const fn kind(quick: bool) -> Kind {
    if quick { Kind::Quick } else { Kind::Release }
}
