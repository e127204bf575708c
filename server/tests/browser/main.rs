//! The game in a real browser: headless Chromium with WebGL in software, driven through ChromeDriver, on a real
//! server. `cargo x test browser` makes the bundle and runs these.

mod alike;
mod clipboard;
mod compare;
mod designing;
mod driver;
#[path = "../town/edits.rs"]
#[expect(dead_code, reason = "the town tests use the rest of it")]
mod edits;
mod games;
mod keeping;
mod lacking;
mod page;
mod phone;
mod reading;
mod reloading;
mod sound;
#[path = "../process/support.rs"]
#[expect(dead_code, reason = "the process tests use the rest of it")]
mod support;
mod tab;
mod together;
mod visit;
