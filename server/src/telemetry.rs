//! Logging: for people by default, as JSON for machines.

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::EnvFilter;

/// Keeps the log flowing; when it is dropped, what is left is written.
#[must_use = "without it nothing is logged"]
pub struct Log(#[expect(dead_code, reason = "works by being dropped")] WorkerGuard);

/// Starts logging with these filters; a broken filter falls back to `info`.
///
/// Lines are written by a thread of their own: a terminal or a pipe that takes none must not hold up the town. A hundred
/// thousand lines wait there; more are left out.
///
/// renetcode reports every stray packet as an error, so anybody could fill the disk: it is off.
pub fn start(filter: &str, json: bool) -> Log {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let filter = format!("{filter},renetcode=off,renet_netcode=error,bevy_replicon=warn,sqlx=warn");
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info,renetcode=off"));
    let started = if json {
        tracing_subscriber::fmt().with_env_filter(filter).json().with_writer(writer).try_init()
    } else {
        tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(writer).try_init()
    };
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
    Log(guard)
}
