//! Logging: for people by default, as JSON for machines.

use tracing_subscriber::EnvFilter;

/// Starts logging with these filters; a broken filter falls back to `info`.
///
/// renetcode reports every stray packet as an error, so anybody could fill the disk: it is off.
pub fn start(filter: &str, json: bool) {
    let filter = format!("{filter},renetcode=off,renet_netcode=error,bevy_replicon=warn,sqlx=warn");
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info,renetcode=off"));
    let started = if json {
        tracing_subscriber::fmt().with_env_filter(filter).json().with_writer(std::io::stderr).try_init()
    } else {
        tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).try_init()
    };
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
