//! The game for browsers, served by the town itself: the page and the build, read once at start.

mod answer;
mod fill;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use shared::content::shipped::{FONT, ShippedFile, ShippedFiles, address};

pub(super) use answer::answer;

/// What a browser gets where no web build is.
const NO_BUILD: &str = include_str!("no_build.html");

/// Largest file that is served, in bytes.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Every file a browser can ask for, by the path of its address. Nothing else can be reached.
#[derive(Debug, Default)]
pub struct Site(BTreeMap<String, File>);

/// One file as it is sent.
#[derive(Debug, Clone)]
struct File {
    mime: &'static str,
    /// Named by its content, so it may be kept for ever.
    is_hashed: bool,
    /// The first letters of its hash.
    tag: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// Why the web build can't be served, in one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A file or folder can't be read.
    #[error("web: {} can't be read: {cause}", .file.display())]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The folder isn't a web build.
    #[error("web: {} holds no index.html: make it with `cargo x web build`, or leave `web` empty", .0.display())]
    NoPage(PathBuf),
    /// A file names another that isn't there.
    #[error("web: {file} names {{{{{name}}}}}, which isn't there: make the build anew with `cargo x web build`")]
    UnknownName {
        /// The file.
        file: String,
        /// What it names.
        name: String,
    },
}

impl Site {
    /// Reads a web build, if there is one. Its page may name files of the content as they are now.
    ///
    /// # Errors
    /// [`SiteError`] when something of it is missing or can't be read.
    pub fn read(web: Option<&Path>, content: &ShippedFiles) -> Result<Self, SiteError> {
        let mut site = Self::default();
        match web {
            Some(web) => {
                site.0.extend(fill::pages(files_under(web)?, web, content)?);
                // The page keeps its font also when the town gets another one.
                if let Some(font) = content.0.get(FONT) {
                    site.0.insert(address(&font.hash, FONT), File::of_content(FONT, font.clone()));
                }
            }
            None => {
                site.0.insert("/".to_owned(), File::new("index.html", NO_BUILD.into(), false));
            }
        }
        Ok(site)
    }

    /// The web build that stands beside the server's program, if there is one.
    #[must_use]
    pub fn beside_program() -> Option<PathBuf> {
        let folder = std::env::current_exe().ok()?.parent()?.join("web");
        folder.join("index.html").is_file().then_some(folder)
    }
}

impl File {
    fn new(name: &str, plain: Bytes, is_hashed: bool) -> Self {
        let tag = hash([plain.as_ref()]);
        Self { mime: mime(name), is_hashed, tag, plain, brotli: None, gzip: None }
    }

    /// A file of the content, under the address that holds its hash.
    fn of_content(path: &str, file: ShippedFile) -> Self {
        let plain = Bytes::from_owner(file.bytes);
        Self { mime: mime(path), is_hashed: true, tag: file.hash, plain, brotli: None, gzip: None }
    }
}

/// Every file under a folder by its name from there on, with slashes.
fn files_under(folder: &Path) -> Result<BTreeMap<String, Bytes>, SiteError> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let unreadable = |cause| SiteError::Unreadable { file: next.clone(), cause };
        for entry in std::fs::read_dir(&next).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let unreadable = |cause| SiteError::Unreadable { file: path.clone(), cause };
            let about = std::fs::metadata(&path).map_err(unreadable)?;
            if about.is_dir() {
                open.push(path);
            } else if about.len() > MAX_FILE {
                return Err(unreadable(std::io::ErrorKind::FileTooLarge.into()));
            } else if let Ok(name) = path.strip_prefix(folder) {
                let name = name.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).map_err(unreadable)?.into());
            }
        }
    }
    Ok(files)
}

/// The first 16 hexadecimal digits of the SHA-256 of all parts, each with its length.
fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ttf" => "font/ttf",
        _ => "text/plain; charset=utf-8",
    }
}
