//! Displays: whether there is one, and a private one for pictures where there is none.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::child::Running;

/// Whether a window could open here.
pub fn is_there() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// A virtual screen that nobody sees; it is gone when this value goes out of scope.
pub struct Private {
    number: String,
    _server: Running,
}

impl Private {
    /// Starts an X server that picks a free display number by itself.
    ///
    /// # Errors
    /// When Xvfb isn't there or doesn't come up.
    pub fn start() -> Result<Self> {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "2560x1600x24", "-nolisten", "tcp"]);
        let mut server = Running::start("Xvfb", xvfb.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let output = server.take_output().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).context("reading the display number of Xvfb")?;
        let number = number.trim().to_owned();
        if number.is_empty() {
            bail!("Xvfb didn't come up: run `Xvfb -displayfd 1` to see why");
        }
        Ok(Self { number, _server: server })
    }

    /// Points a command at this screen.
    pub fn show_on(&self, command: &mut Command) {
        command.env("DISPLAY", format!(":{}", self.number)).env_remove("WAYLAND_DISPLAY");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_private_screen_comes_and_goes() {
        let screen = Private::start().expect("Xvfb is set up by `cargo x test`");
        let socket = std::path::PathBuf::from(format!("/tmp/.X11-unix/X{}", screen.number));
        assert!(socket.exists(), "{}", socket.display());
        let mut client = Command::new("client");
        screen.show_on(&mut client);
        let shown = client.get_envs().find(|(name, _)| *name == "DISPLAY").and_then(|(_, value)| value);
        assert_eq!(shown, Some(format!(":{}", screen.number).as_ref()));
        drop(screen);
        assert!(!socket.exists(), "{}", socket.display());
    }
}
