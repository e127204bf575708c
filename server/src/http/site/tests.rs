//! A small build in a folder of its own, and what a browser gets of it.

use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue};

use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        Self(folder)
    }

    fn read(&self) -> Result<Site, SiteError> {
        Site::read(Some(self.0.path()), &content())
    }
}

fn content() -> ShippedFiles {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/client");
    ShippedFiles::read(&shipped).expect("the town's content is fine")
}

const PAGE: &str = "<script src={{boot.js}}></script>";

fn text(site: &Site, path: &str) -> String {
    String::from_utf8_lossy(&site.0.get(path).unwrap_or_else(|| panic!("{path} is there")).plain).into_owned()
}

#[test]
fn names_change_with_what_they_name() {
    let read = |game: &str| {
        let boot = "load('{{game.wasm}}', {{bytes:game.wasm}})";
        Folder::new(&[("index.html", PAGE), ("boot.js", boot), ("game.wasm", game)]).read().expect("a site")
    };
    let (old, new) = (read("one"), read("three"));
    assert_ne!(text(&old, "/"), text(&new, "/"), "the page names a boot script that names the game");
    let boot = new.0.keys().find(|path| path.ends_with("/boot.js")).expect("a boot script").clone();
    assert!(text(&new, "/").contains(&boot));
    let game = new.0.keys().find(|path| path.ends_with("/game.wasm")).expect("a game");
    assert_eq!(text(&new, &boot), format!("load('{game}', 5)"));
    assert!(!old.0.contains_key(game) && new.0[game].is_hashed && !new.0["/"].is_hashed);
    assert_eq!(new.0[game].mime, "application/wasm");
}

#[test]
fn a_page_names_what_there_is_and_keeps_its_font() {
    let site = Folder::new(&[("index.html", PAGE)]);
    // The page names a boot script that isn't there.
    assert!(matches!(site.read(), Err(SiteError::UnknownName { .. })));
    let site = Folder::new(&[("index.html", "{{content:font/parlor.ttf}}")]).read().expect("a site");
    let font = &site.0[&text(&site, "/")];
    assert_eq!((font.mime, font.plain.as_ref()), ("font/ttf", content().0[FONT].bytes.as_ref()));
    assert!(site.0.keys().all(|path| !path.contains("..") && !path.contains("server")));
}

#[test]
fn a_folder_without_a_page_is_named() {
    let message = Folder::new(&[("boot.js", "")]).read().expect_err("no page").to_string();
    assert!(message.contains("holds no index.html: make it with `cargo x web build`"), "{message}");
}

#[test]
fn the_smallest_encoding_that_is_taken() {
    let files = [("index.html", ""), ("game.wasm", "plain"), ("game.wasm.br", "b"), ("game.wasm.gz", "gz")];
    let site = Folder::new(&files).read().expect("a site");
    let game = &site.0[site.0.keys().find(|path| path.ends_with("/game.wasm")).expect("a game")];
    assert!(site.0.keys().all(|path| !path.ends_with(".br")), "they are forms, not files");
    let check = |accepts: Option<&'static str>, length: &str, encoding: Option<&str>| {
        let mut asked = HeaderMap::new();
        asked.extend(accepts.map(|list| (ACCEPT_ENCODING, HeaderValue::from_static(list))));
        let response = answer::send(game, &asked, false);
        assert_eq!(response.headers()["content-length"], length);
        assert_eq!(response.headers().get(CONTENT_ENCODING).map(HeaderValue::as_bytes), encoding.map(str::as_bytes));
        response.headers()["etag"].clone()
    };
    let tag = check(Some("gzip, deflate, br, zstd"), "1", Some("br"));
    check(Some("gzip"), "2", Some("gzip"));
    check(Some("br;q=0, gzip;q=0.5"), "2", Some("gzip"));
    check(None, "5", None);
    let mut asked = HeaderMap::new();
    asked.insert(ACCEPT_ENCODING, HeaderValue::from_static("br"));
    asked.insert(IF_NONE_MATCH, tag);
    assert_eq!(answer::send(game, &asked, true).status(), 304);
}

#[test]
fn the_page_may_speak_with_its_own_server_only() {
    let site = Folder::new(&[("index.html", "")]).read().expect("a site");
    let policy = |host: &'static str| {
        let mut asked = HeaderMap::new();
        asked.insert("host", HeaderValue::from_static(host));
        let response = answer::send(&site.0["/"], &asked, true);
        assert_eq!(response.headers()["cache-control"], "no-cache");
        response.headers()["content-security-policy"].to_str().expect("text").to_owned()
    };
    let good = policy("town.example:7777");
    assert!(good.contains("connect-src 'self' ws://town.example:7777 wss://town.example:7777;"), "{good}");
    assert!(good.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
    assert!(policy("x; script-src *").contains("connect-src 'self';"));
}
