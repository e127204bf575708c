//! The game in a real browser: headless Chromium with WebGL in software, driven through ChromeDriver, on a real
//! server. `cargo x test browser` makes the bundle and runs these.

mod driver;
mod page;
mod phone;
#[path = "../process/support.rs"]
#[expect(dead_code, reason = "the process tests use the rest of it")]
mod support;
mod together;
mod visit;
