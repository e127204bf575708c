//! What a browser keeps of a visit: files that are named by their content, and nothing of what the town says.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use crate::driver::{Driver, Screen};
use crate::page::{Page, rest};
use crate::support::Server;
use crate::visit::{bundle, walked_in};

/// The paths of everything in the page's caches.
const KEPT: &str = "return (async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
  return paths;
})()";

/// What the page has loaded since it was opened.
const LOADED: &str = "return performance.getEntriesByType('resource').map((entry) => (
  { path: new URL(entry.name).pathname, sent: entry.transferSize, by_worker: entry.workerStart > 0 }))";

/// Something that a page has loaded.
#[derive(Debug, Deserialize)]
struct Loaded {
    path: String,
    /// Bytes that came over the network.
    sent: u64,
    by_worker: bool,
}

fn is_hashed(path: &str) -> bool {
    path.starts_with("/w/") || path.starts_with("/a/")
}

fn is_game(file: &Loaded) -> bool {
    file.path.ends_with("/parlor_bg.wasm")
}

fn kept(page: &Page) -> BTreeSet<String> {
    serde_json::from_value(page.run(KEPT)).expect("paths")
}

/// The files named by their content that the page has loaded.
fn loaded(page: &Page) -> Vec<Loaded> {
    let loaded: Vec<Loaded> = serde_json::from_value(page.run(LOADED)).expect("what was loaded");
    loaded.into_iter().filter(|file| is_hashed(&file.path)).collect()
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_later_visit_loads_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "keeping", Screen::Desktop(400, 300));
    page.arrive(&server.address);
    let first = loaded(&page);
    assert!(first.iter().any(|file| is_game(file) && file.sent > 0), "{first:?}");
    page.run("return navigator.serviceWorker.ready.then(() => true)");

    walked_in(&mut page, &server.address, "Wanda");
    let second = loaded(&page);
    let again: Vec<_> = second.iter().filter(|file| file.sent > 0).collect();
    assert!(again.is_empty() && second.iter().any(is_game), "{again:?} of {}", second.len());
    let needed: BTreeSet<String> = second.into_iter().map(|file| file.path).collect();
    let mut patience = 200;
    while !kept(&page).is_superset(&needed) {
        assert!(patience > 0, "{:?}", needed.difference(&kept(&page)));
        patience -= 1;
        rest(20);
    }
    let secret: Vec<String> = kept(&page).into_iter().filter(|path| !is_hashed(path)).collect();
    assert_eq!(secret, Vec::<String>::new(), "what the town says is nobody's to keep");

    // Browsers throw away what they keep by themselves, the largest first; the worker's they leave alone.
    page.ask_tools("Network.clearBrowserCache", json!({}));
    page.arrive(&server.address);
    let third = loaded(&page);
    assert!(third.iter().all(|file| file.by_worker && file.sent == 0), "{third:?}");
    assert!(third.iter().any(is_game), "{third:?}");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
