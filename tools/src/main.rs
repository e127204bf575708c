//! `cargo x`: every chore of the project as one command, for people and for CI.

mod chores;

use std::process::ExitCode;

use anyhow::Result;
use chores::{assets, bench, child, db, fuzz, play, shot, talk, test, tidy, web};
use clap::{CommandFactory as _, Parser};

/// Every chore of Parlor.
#[derive(Debug, Parser)]
#[command(name = "cargo x", bin_name = "cargo x", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    chore: Option<Chore>,
}

#[derive(Debug, clap::Subcommand)]
enum Chore {
    /// Walk into the town: sets up what is missing, starts a server and opens the game.
    Play(play::Options),
    /// Set up what is missing and run every check and test.
    Test(test::Options),
    /// Check the house rules.
    Tidy,
    /// Art and content: build, check, sheet, scene, import, export.
    #[command(subcommand)]
    Assets(assets::Chore),
    /// Save what a player would see as a PNG.
    Shot(shot::Options),
    /// Speak with one character in the terminal.
    Talk {
        /// Which character.
        character: String,
    },
    /// The game for browsers: build, serve, size.
    #[command(subcommand)]
    Web(web::Chore),
    /// Storage chores: migrate, backup, restore, copy.
    #[command(disable_help_flag = true)]
    Db {
        /// Passed on; `cargo x db --help` lists them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Throw growing inputs at everything that parses; without a target, all of them.
    Fuzz(fuzz::Options),
    /// Send headless players to a real server and report what they met.
    #[command(disable_help_flag = true)]
    Bots {
        /// Passed on; `cargo x bots --help` lists them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Measure; without a name, everything.
    #[command(disable_help_flag = true)]
    Bench {
        /// Passed on; `cargo x bench --help` lists them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
}

fn main() -> ExitCode {
    match Cli::parse().chore.map_or_else(list, run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    child::catch_signals()?;
    match chore {
        Chore::Play(options) => play::play(&options),
        Chore::Test(options) => test::test(&options),
        Chore::Tidy => tidy::tidy(),
        Chore::Assets(chore) => assets::assets(&chore),
        Chore::Shot(options) => shot::shot(&options),
        Chore::Talk { character } => talk::talk(&character),
        Chore::Web(chore) => web::web(&chore),
        Chore::Db { options } => db::db(&options),
        Chore::Fuzz(options) => fuzz::fuzz(&options),
        Chore::Bots { options } => bench::bench(&[vec!["bots".into()], options].concat()),
        Chore::Bench { options } => bench::bench(&[vec!["bench".into()], options].concat()),
    }
}

/// One line for each chore.
fn list() -> Result<()> {
    for chore in Cli::command().get_subcommands() {
        let about = chore.get_about().map(ToString::to_string).unwrap_or_default();
        println!("cargo x {:<8} {about}", chore.get_name());
    }
    println!("\n`cargo x CHORE --help` says more.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn benchmarks_get_their_own_flags() {
        let cli = Cli::try_parse_from(["x", "bots", "--clients", "3", "--json"]).expect("passed on");
        assert!(matches!(cli.chore, Some(Chore::Bots { options }) if options == ["--clients", "3", "--json"]));
    }
}
