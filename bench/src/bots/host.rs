//! The server under test: started and stopped here, or one that runs already.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

/// A server, and its process if it was started here.
pub struct Host {
    /// As `http://HOST:PORT`.
    pub address: String,
    process: Option<Child>,
    /// How it is started again; nothing for a server that ran already.
    command: Option<Command>,
    _folder: Option<tempfile::TempDir>,
}

/// Percentiles of tick times in milliseconds, as the server tells them.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct TickTimes {
    p50: f64,
    p99: f64,
}

/// Load of the server process.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Stats {
    /// CPU time of a tick.
    pub tick_cpu_ms: TickTimes,
    /// CPU seconds since the process started.
    pub cpu_s: f64,
    /// Resident memory in MiB.
    pub rss_mb: f64,
    /// Bytes sent to clients since the start, without headers of the network.
    pub bytes_out: u64,
    /// Bytes received from clients since the start, likewise.
    pub bytes_in: u64,
}

impl Host {
    /// A server that runs already; it is left running.
    pub fn running(address: &str) -> Self {
        Self { address: address.trim_end_matches('/').to_owned(), process: None, command: None, _folder: None }
    }

    /// Starts the server binary that was built beside this one, on free ports with an empty database and some settings more.
    pub fn start(assets: &Path, characters: u32, more: &[&str]) -> anyhow::Result<Self> {
        let binary = std::env::current_exe()?.with_file_name("parlor-server");
        let folder = tempfile::tempdir()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let setting = |name: &str, value: &str| format!("--set={name}={value}");
        let mut command = Command::new(&binary);
        command
            .arg("serve")
            .arg(setting("listen", &format!("127.0.0.1:{port}")))
            .arg(setting("udp_port", "0"))
            .arg(setting("database", &folder.path().join("bots.db").to_string_lossy()))
            .arg(setting("assets", &assets.to_string_lossy()))
            .arg(setting("crowd", &characters.saturating_sub(4).to_string()))
            .arg(setting("crowd_scene", "plaza"))
            .arg(setting("guests_per_hour", "1000000"))
            .arg(setting("log", "warn"))
            .args(more.iter().map(|setting| format!("--set={setting}")))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let process = command.spawn().with_context(|| format!("starting {}", binary.display()))?;
        let address = format!("http://127.0.0.1:{port}");
        let mut host = Self { address, process: Some(process), command: Some(command), _folder: Some(folder) };
        host.wait()?;
        Ok(host)
    }

    /// Kills the server without warning, and starts it again on the same port and database; returns when it answers.
    pub fn kill_and_restart(&mut self) -> anyhow::Result<()> {
        let (Some(process), Some(command)) = (&mut self.process, &mut self.command) else {
            bail!("this server was not started here");
        };
        process.kill()?;
        process.wait()?;
        self.process = Some(command.spawn().context("starting the server again")?);
        self.wait()
    }

    #[expect(clippy::disallowed_methods, reason = "waits for a real process")]
    fn wait(&mut self) -> anyhow::Result<()> {
        let patience = Instant::now() + Duration::from_secs(20);
        while ureq::get(format!("{}/api/v1/health", self.address)).call().is_err() {
            if let Some(Some(status)) = self.process.as_mut().map(Child::try_wait).transpose()? {
                bail!("the server ended at once: {status}");
            }
            if Instant::now() > patience {
                bail!("the server did not answer within 20 s");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// The server's load now.
    pub fn stats(&self) -> anyhow::Result<Stats> {
        let url = format!("{}/api/v1/stats", self.address);
        Ok(ureq::get(url).call()?.body_mut().read_json()?)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            // Its database goes with its folder, so there is nothing to save.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
