//! ChromeDriver on a port of its own, and sessions of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};

/// A running ChromeDriver; it ends, and its browsers with it, when dropped.
pub struct Driver {
    process: Child,
    address: String,
}

/// What kind of screen a browser has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A window of so many CSS pixels, without touch.
    Desktop(u32, u32),
    /// A phone held upright, with touch. Its CSS pixels are physical ones: Chromium tells canvases the size that they
    /// would have without an emulated ratio.
    Phone,
}

impl Driver {
    pub fn start() -> Self {
        let mut command = Command::new("chromedriver");
        command.args(["--port=0", "--log-level=WARNING"]);
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = spawned.expect("ChromeDriver is set up by `cargo x test`");
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok());
        // What it goes on to say has to go somewhere.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { process, address: format!("http://127.0.0.1:{}", port.expect("it says its port")) }
    }

    /// Opens a browser with a profile of its own, and with more flags.
    pub async fn browser(&self, screen: Screen, flags: &[&str]) -> Client {
        let (width, height) = match screen {
            Screen::Desktop(width, height) => (width, height),
            Screen::Phone => (500, 900),
        };
        let size = format!("--window-size={width},{height}");
        let usual = [
            "--headless=new",
            "--no-sandbox",
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            // Two windows are both looked at, whichever of them has the focus.
            "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
            "--autoplay-policy=document-user-activation-required",
            size.as_str(),
        ];
        let flags = [&usual[..], flags].concat();
        let mut options = json!({ "args": flags });
        if screen == Screen::Phone {
            options["mobileEmulation"] = json!({
                "deviceMetrics": { "width": 720, "height": 1280, "pixelRatio": 1.0, "touch": true, "mobile": true },
                "userAgent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) \
                              Chrome/140.0.0.0 Mobile Safari/537.36",
            });
        }
        let Value::Object(wanted) = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        }) else {
            unreachable!("an object was written")
        };
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
            match builder.capabilities(wanted.clone()).connect(&self.address).await {
                Ok(client) => return client,
                Err(cause) => {
                    assert!(Instant::now() < patience, "no browser: {cause}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A command that ChromeDriver has beside those of the standard.
#[derive(Debug)]
pub struct Extra {
    path: &'static str,
    body: Value,
}

impl Extra {
    /// What the console got since it was last asked.
    pub fn console() -> Self {
        Self { path: "se/log", body: json!({ "type": "browser" }) }
    }

    /// A command of the browser's developer tools.
    pub fn tools(command: &str, parameters: Value) -> Self {
        Self { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": parameters }) }
    }
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.to_string()))
    }
}
