//! `cargo x play`: from a fresh clone to the town, with one command.

use std::io::{Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::child::{self, Running};
use super::live_art::LiveArt;
use super::setup::{self, Purpose};
use super::web::{self, Kind};
use super::{cargo, display, root};

/// Where the server listens when nobody says otherwise; also its own default.
const HERE: &str = "127.0.0.1:7777";

/// Who plays here designs here: what is saved is seen, and what is broken is told.
const LIVE: [&str; 4] = ["--set", "watch=true", "--set", "designers=everyone"];

/// How long a server may take from its start to its first answer, on a slow disk.
const START_UP: Duration = Duration::from_secs(60);

/// How long one question to a server may take.
const ANSWER: Duration = Duration::from_secs(2);

/// Whether to open the reader's browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Where there is one.
    Open,
    /// Only print the address.
    Leave,
}

/// What `cargo x play` was asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Serve the game to a browser.
    #[arg(long)]
    web: bool,
    /// Join the town at this address instead of starting one.
    #[arg(long, value_name = "ADDR")]
    server: Option<String>,
    /// Begin in this scene, in a town that is forgotten afterwards: to look at what one draws.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["server", "web"])]
    scene: Option<String>,
    /// Install missing system packages with sudo without asking.
    #[arg(long)]
    yes: bool,
}

/// Sets up, builds, starts the server unless one is named or running, and opens the client.
///
/// # Errors
/// When something is missing, doesn't compile, or ends with an error.
pub fn play(options: &Options) -> Result<()> {
    let window = display::is_there();
    if let Some(address) = options.server.as_deref().filter(|_| options.web || !window) {
        bail!("a browser walks in at http://{address}/ without this command; for a window, this needs a display");
    }
    if options.web || !window {
        return serve_web(Kind::Release, if window { Browser::Open } else { Browser::Leave });
    }
    setup::prepare(Purpose::Play, options.yes.into())?;
    announce_build()?;
    cargo::build(&cargo::TOWN)?;
    let look = options.scene.as_deref().map(Look::at).transpose()?;
    let mut town = match (&options.server, &look) {
        (Some(_), _) => None,
        (None, None) => start_town::<&str>(&[])?,
        (None, Some(look)) => Some(start_town(&look.settings())?.with_context(|| taken("--scene"))?),
    };
    let _art = town.is_some().then(|| LiveArt::start(root()));
    let address = options.server.as_deref().unwrap_or(HERE);
    let mut parlor = cargo::built(&cargo::program("parlor")?);
    parlor.args(["--server", address]);
    if let Some(look) = &look {
        // Its own settings, so that the player whom one really is stays where they are.
        parlor.env("PARLOR_CONFIG", look.folder.path().join("client.toml")).args(["--name", "Designer", "--join"]);
    }
    let mut client = Running::start("the game", &mut parlor)?;
    while !child::is_stopped() {
        if let Some(status) = client.ended()? {
            return finished("the game", status);
        }
        if let Some(status) = town.as_mut().map(Running::ended).transpose()?.flatten() {
            bail!("the server ended with {status}");
        }
        child::rest();
    }
    Ok(())
}

/// Builds the game for browsers and a server, and serves one with the other until ctrl-c.
///
/// # Errors
/// When something is missing, doesn't compile, or another server holds the port.
pub fn serve_web(kind: Kind, browser: Browser) -> Result<()> {
    if !web::folder(kind)?.exists() {
        println!("Compiling the town and the game for browsers: about half an hour on two cores, the first time only.");
    }
    let bundle = web::build(kind)?;
    cargo::build(&["-p", "server"])?;
    let setting = format!("web={}", bundle.display());
    let Some(mut town) = start_town(&["--set", &setting])? else {
        bail!(taken("the game for browsers"));
    };
    let _art = LiveArt::start(root());
    println!("The town is open: http://{HERE}/");
    if !display::is_there() {
        println!("There is no display here. To walk in from a machine with a browser or a window:");
        println!(
            "  ssh -L 7777:{HERE} THIS-MACHINE, and there open http://{HERE}/ or run cargo x play --server {HERE}"
        );
        println!("To let others in, name an address in a copy of server.example.toml.");
    }
    println!("Ctrl-c closes the town.");
    if browser == Browser::Open {
        open_browser();
    }
    // Ctrl-c is the way to end here, so it is no failure.
    while !child::is_stopped() {
        if let Some(status) = town.ended()? {
            return finished("the server", status);
        }
        child::rest();
    }
    Ok(())
}

/// Opens the page; where nothing opens it, the address was printed.
fn open_browser() {
    let page = format!("http://{HERE}/");
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    let arguments: Vec<&str> = before.iter().copied().chain([page.as_str()]).collect();
    if !child::succeeds(program, &arguments) {
        println!("No browser opened by itself: open the address by hand.");
    }
}

/// What to say when somebody else has the address.
fn taken(what: &str) -> String {
    format!("a server is already running at {HERE}: end it first, so that one with {what} can start")
}

/// A town for looking at one scene, which is gone afterwards.
struct Look {
    folder: tempfile::TempDir,
    scene: String,
}

impl Look {
    fn at(scene: &str) -> Result<Self> {
        let known = root().join("assets/client/scenes").join(scene);
        if !known.is_dir() {
            let mut names: Vec<String> = std::fs::read_dir(root().join("assets/client/scenes"))?
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect();
            names.sort();
            bail!("there is no scene {scene:?}; there are: {}", names.join(", "));
        }
        Ok(Self { folder: tempfile::tempdir().context("a folder for the look")?, scene: scene.to_owned() })
    }

    fn settings(&self) -> Vec<String> {
        let database = self.folder.path().join("look.db");
        let settings = [format!("arrival_scene={}", self.scene), format!("database={}", database.display())];
        settings.into_iter().flat_map(|setting| ["--set".to_owned(), setting]).collect()
    }
}

fn finished(what: &str, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { bail!("{what} ended with {status}") }
}

/// A silent ten minutes would look like a fault.
fn announce_build() -> Result<()> {
    if !cargo::program("parlor-server")?.exists() {
        println!("Compiling the town: about ten minutes on two cores, the first time only.");
    }
    Ok(())
}

/// Starts a server with its embedded defaults and waits until it answers; `None` when one answers already.
fn start_town<S: AsRef<std::ffi::OsStr>>(settings: &[S]) -> Result<Option<Running>> {
    if is_healthy(HERE) {
        return Ok(None);
    }
    let mut command = cargo::built(&cargo::program("parlor-server")?);
    let mut server = Running::start("the server", command.arg("serve").args(LIVE).args(settings))?;
    let deadline = Instant::now() + START_UP;
    while !is_healthy(HERE) {
        if let Some(status) = server.ended()? {
            bail!("the server ended with {status} before it answered; its last line says why");
        }
        if Instant::now() > deadline {
            bail!("the server hasn't answered at {HERE} for {} s", START_UP.as_secs());
        }
        child::pause("the server")?;
    }
    Ok(Some(server))
}

/// Whether a Parlor server answers at `address`.
fn is_healthy(address: &str) -> bool {
    let path = format!("{}/health", shared::api::PREFIX);
    get(address, &path).is_ok_and(|answer| answer.starts_with("HTTP/") && answer.split(' ').nth(1) == Some("200"))
}

/// The whole answer to a plain GET; the one request of these chores isn't worth an HTTP library.
fn get(address: &str, path: &str) -> Result<String> {
    let to = address.to_socket_addrs()?.next().context("no such address")?;
    let mut stream = TcpStream::connect_timeout(&to, ANSWER)?;
    stream.set_read_timeout(Some(ANSWER))?;
    let question = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes())?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A server that answers every connection with `answer`.
    fn listening(answer: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound").to_string();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut question = [0; 512];
                let read = stream.read(&mut question).unwrap_or(0);
                assert!(question[..read].starts_with(b"GET /api/v1/health HTTP/1.1\r\n"));
                stream.write_all(answer.as_bytes()).expect("the client reads");
            }
        });
        address
    }

    #[test]
    fn health_is_told_from_its_absence() {
        assert!(is_healthy(&listening("HTTP/1.1 200 OK\r\n\r\nok")));
        assert!(!is_healthy(&listening("HTTP/1.1 404 Not Found\r\n\r\n")));
        assert!(!is_healthy(&listening("SSH-2.0-other\r\n")));
        let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
        assert!(!is_healthy(&closed.to_string()));
    }
}
