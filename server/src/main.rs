//! `parlor-server`: the one binary that operators run.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::ops::{Finding, admin, check, db, doctor};
use server::run;
use server::settings::Settings;
use server::telemetry;
use tracing::info;

/// Parlor's server: the town, its characters, and the doors players come in by.
#[derive(Parser)]
#[command(name = "parlor-server", version)]
struct Arguments {
    /// Settings file (TOML); without it, server.toml in this folder if there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// A setting as NAME=VALUE, stronger than file and environment; may be repeated.
    #[arg(long = "set", global = true, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Open the town until ctrl-c; what happens without a command, too.
    Serve,
    /// Check settings, content and database, and say what is wrong; changes nothing.
    Check,
    /// Say what would go wrong on this machine: everything that check does, ports, folder, disk.
    Doctor,
    /// Look after the database.
    #[command(subcommand)]
    Db(db::Work),
    /// Look after the players and the questions.
    #[command(subcommand)]
    Admin(admin::Work),
    /// Talk with a character here in the terminal.
    Talk {
        /// The character's name, as its folder is called.
        character: String,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let settings = match Settings::load(arguments.config.as_deref(), &arguments.set) {
        Ok(settings) => settings,
        Err(error) => return fail(&error),
    };
    let outcome = match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => on_runtime(serve(settings)).map(|()| ExitCode::SUCCESS),
        Command::Check => on_runtime(async { Ok(tell(&check::check(&settings).await)) }),
        Command::Doctor => on_runtime(async { Ok(tell(&doctor::examine(&settings).await)) }),
        Command::Db(work) => on_runtime(db::work(&settings, &work)).map(say),
        Command::Admin(work) => on_runtime(admin::work(&settings, &work)).map(say),
        Command::Talk { character } => server::talk::in_terminal(&settings, &character).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|error| fail(&error))
}

fn on_runtime<T>(work: impl Future<Output = Result<T, run::StartError>>) -> Result<T, run::StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(anyhow::Error::from)?.block_on(work)
}

async fn serve(settings: Settings) -> Result<(), run::StartError> {
    let _log = telemetry::start(&settings.log, settings.log_json);
    let running = run::start(&settings).await?;
    wait_for_the_end().await;
    info!("saving and closing the town");
    running.stop().await;
    Ok(())
}

async fn wait_for_the_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}

/// One line for each finding, and whether something is wrong.
#[expect(clippy::print_stdout, reason = "the answer of these commands")]
fn tell(found: &[Finding]) -> ExitCode {
    for finding in found {
        println!("{finding}");
    }
    if found.iter().any(Finding::is_wrong) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[expect(clippy::print_stdout, reason = "the answer of these commands")]
fn say(words: String) -> ExitCode {
    println!("{words}");
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "the one clear line that says why nothing started")]
fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("parlor-server: {error}");
    ExitCode::FAILURE
}
