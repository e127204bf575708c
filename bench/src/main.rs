//! `parlor-bench`: load and speed, measured on the real server; each run ends with one line of JSON.

mod bots;
mod buzzer;
mod characters;
#[path = "../../server/tests/browser/driver.rs"]
mod driver;
mod headless;
mod journal;
mod judge;
#[path = "../../server/tests/storage/postgres.rs"]
#[expect(dead_code, reason = "the storage tests use the rest of it")]
mod postgres;
mod reload;
mod report;
mod rooms;
#[path = "../../server/tests/town/stepper.rs"]
#[expect(dead_code, reason = "the stepper of the town tests, of which a benchmark needs a part")]
mod stepper;
#[path = "../../server/tests/browser/tab.rs"]
#[expect(dead_code, reason = "the tab of the tests in a browser, of which a benchmark needs a part")]
mod tab;
mod talk;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Parlor's benchmarks and headless players.
#[derive(Parser)]
#[command(name = "parlor-bench")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Headless players against a real server.
    Bots(bots::Options),
    /// A benchmark by name.
    Bench {
        #[command(subcommand)]
        name: Benchmark,
    },
}

#[derive(Subcommand)]
enum Benchmark {
    /// From saving a file to a client that has it.
    Reload(reload::Options),
    /// Tick time and memory with many active characters.
    Characters(characters::Options),
    /// From pressing Talk to the first bubble.
    Talk(talk::Options),
    /// How often the judge of typed answers agrees with fair hosts.
    Judge(judge::Options),
    /// Entries of rooms' journals that are durable in a second, and a kill with 500 rooms open.
    Journal(journal::Options),
    /// Many rooms at quiz pace, and ten thousand seats in one.
    Rooms(rooms::Options),
    /// Who wins the buzzer over unequal lines, and what a forging client gains.
    Buzzer(buzzer::Options),
    /// From navigation to the first frame and to walking in a browser, and what a long stay costs.
    Web(web::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Bots(options) => bots::run(&options),
        Command::Bench { name: Benchmark::Judge(options) } => judge::run(&options),
        Command::Bench { name: Benchmark::Journal(options) } => journal::run(&options),
        Command::Bench { name: Benchmark::Rooms(options) } => rooms::run(&options),
        Command::Bench { name: Benchmark::Buzzer(options) } => buzzer::run(&options),
        Command::Bench { name: Benchmark::Characters(options) } => characters::run(&options),
        Command::Bench { name: Benchmark::Reload(options) } => reload::run(&options),
        Command::Bench { name: Benchmark::Talk(options) } => talk::run(&options),
        Command::Bench { name: Benchmark::Web(options) } => web::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::note(&format!("parlor-bench: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
