//! Child processes: each is ended by its own id, also when ctrl-c or a signal ends the chore itself.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Set once somebody asked the chore to end.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// How often a waiting chore looks again.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a child may take to end by itself before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// From now on ctrl-c and SIGTERM end the running children first, then the chore with an error.
///
/// # Errors
/// When the operating system refuses the handler.
pub fn catch_signals() -> Result<()> {
    ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst)).context("listening for ctrl-c")
}

/// Whether somebody asked the chore to end.
pub fn is_stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// A running process that is ended when this value goes out of scope.
pub struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts `command` in a process group of its own, so that ctrl-c reaches it only through this chore.
    ///
    /// # Errors
    /// When the program can't be started.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        own_group(command);
        let child = command.spawn().with_context(|| format!("starting {name}"))?;
        Ok(Self { name: name.to_owned(), child })
    }

    /// The piped standard output, once.
    pub fn take_output(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// When the operating system doesn't say.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().with_context(|| format!("asking after {}", self.name))
    }

    /// Waits until it ends.
    ///
    /// # Errors
    /// When the chore was stopped meanwhile; the child has ended then, too.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return if is_stopped() { bail!("stopped") } else { Ok(status) };
            }
            pause(&self.name)?;
        }
    }

    /// Asks it to end, and kills it when it doesn't.
    fn stop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        ask_to_end(self.child.id());
        let deadline = Instant::now() + PATIENCE;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                eprintln!("{} doesn't end by itself: killing it", self.name);
                let killed = self.child.kill().and_then(|()| self.child.wait());
                if let Err(cause) = killed {
                    eprintln!("{} can't be killed: {cause}", self.name);
                }
                return;
            }
            rest();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Waits a moment while something named `what` is under way.
///
/// # Errors
/// When somebody asked the chore to end.
pub fn pause(what: &str) -> Result<()> {
    if is_stopped() {
        bail!("stopped while waiting for {what}");
    }
    rest();
    Ok(())
}

/// Waits a moment before looking again.
#[expect(clippy::disallowed_methods, reason = "the standard library tells of a child's end only to those who ask")]
pub fn rest() {
    std::thread::sleep(GLANCE);
}

/// Runs a command to its end, with everything it prints going where ours goes.
///
/// # Errors
/// When it can't be started, fails, or is stopped.
pub fn run(name: &str, command: &mut Command) -> Result<()> {
    finished(name, Running::start(name, command)?.wait()?)
}

/// Runs a command to its end in our own process group, so that it can read the keyboard.
///
/// # Errors
/// When it can't be started or fails.
pub fn run_in_foreground(name: &str, command: &mut Command) -> Result<()> {
    finished(name, command.status().with_context(|| format!("starting {name}"))?)
}

/// Runs a command to its end, shows each line of its standard output to `look` and prints it.
///
/// # Errors
/// When it can't be started, fails, or is stopped.
pub fn run_watched(name: &str, command: &mut Command, mut look: impl FnMut(&str)) -> Result<()> {
    let mut running = Running::start(name, command.stdout(Stdio::piped()))?;
    if let Some(output) = running.take_output() {
        for line in lines_until_stopped(output) {
            look(&line);
            println!("{line}");
        }
    }
    finished(name, running.wait()?)
}

/// Lines as they come, read on a thread so that a stopped chore needn't wait for the next one.
fn lines_until_stopped(output: std::process::ChildStdout) -> impl Iterator<Item = String> {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    std::iter::from_fn(move || {
        loop {
            match receive.recv_timeout(GLANCE) {
                Ok(line) => return Some(line),
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) if !is_stopped() => {}
                Err(_) => return None,
            }
        }
    })
}

/// What a command prints, for commands that are over in a moment.
///
/// # Errors
/// When it can't be started or fails; the message holds what it said.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("starting {name}"))?;
    if !output.status.success() {
        bail!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command can be started and succeeds; it prints nothing.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn finished(name: &str, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{name} ended with {status}")
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Sends SIGTERM to the group that the child leads; a shell does it, as the standard library can't.
#[cfg(unix)]
fn ask_to_end(id: u32) {
    let signal = Command::new("sh").args(["-c", &format!("kill -TERM -{id}")]).stderr(Stdio::null()).status();
    if let Err(cause) = signal {
        eprintln!("process {id} can't be asked to end: {cause}");
    }
}

/// Windows has no such request; `taskkill` ends the child and what it started.
#[cfg(not(unix))]
fn ask_to_end(id: u32) {
    let ended = Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]).stdout(Stdio::null()).status();
    if let Err(cause) = ended {
        eprintln!("process {id} can't be ended: {cause}");
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_child_ends_with_its_value() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 600 & echo $!; wait"]).stdout(Stdio::piped());
        let mut running = Running::start("a shell", &mut shell).expect("sh starts");
        let output = running.take_output().expect("piped");
        let mut grandchild = String::new();
        BufReader::new(output).read_line(&mut grandchild).expect("one line");
        assert!(succeeds("kill", &["-0", grandchild.trim()]), "it runs");
        let begun = Instant::now();
        drop(running);
        assert!(begun.elapsed() < PATIENCE, "asked, not killed");
        let gone = (0..100).any(|_| {
            rest();
            !succeeds("sh", &["-c", &format!("kill -0 {}", grandchild.trim())])
        });
        assert!(gone, "what the child started ends as well");
    }

    #[test]
    fn failures_and_lines_are_seen() {
        let mut seen = Vec::new();
        let failed =
            run_watched("sh", Command::new("sh").args(["-c", "echo one; exit 3"]), |l| seen.push(l.to_owned()));
        assert_eq!(seen, ["one"]);
        assert!(failed.expect_err("exit 3").to_string().contains('3'));
        assert_eq!(output(Command::new("echo").arg("hello")).expect("echo"), "hello\n");
        assert!(!succeeds("false", &[]));
    }
}
