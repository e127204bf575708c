//! Placeholders of a web build: `{{NAME}}` becomes the address of that file, which changes with its content, and
//! `{{content:PATH}}` that of a file of the town's content.

use std::collections::BTreeMap;
use std::path::Path;

use bytes::Bytes;
use shared::content::shipped::{self, ShippedFiles};

use super::{File, SiteError, hash};

/// Files whose text may hold placeholders. `sw.js` speaks of the whole build, so it comes last.
const FILLED: [&str; 5] = ["style.css", "boot.js", "manifest.webmanifest", "index.html", "sw.js"];

/// Files that stand at the root, under their own names: browsers look for them there.
const AT_ROOT: [(&str, &str); 3] =
    [("index.html", "/"), ("manifest.webmanifest", "/manifest.webmanifest"), ("sw.js", "/sw.js")];

/// The files of a build by their addresses.
pub(super) fn pages(
    mut files: BTreeMap<String, Bytes>,
    web: &Path,
    content: &ShippedFiles,
) -> Result<BTreeMap<String, File>, SiteError> {
    if !files.contains_key("index.html") {
        return Err(SiteError::NoPage(web.to_owned()));
    }
    let version = hash(files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_ref()]));
    let mut addresses: BTreeMap<String, String> = BTreeMap::new();
    for (name, bytes) in &files {
        if !FILLED.contains(&name.as_str()) {
            addresses.insert(name.clone(), address(name, bytes));
        }
    }
    for name in FILLED {
        let Some(bytes) = files.get(name) else { continue };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let filled: Bytes = fill(name, &text, |word| match word.split_once(':') {
            None if word == "version" => Some(version.clone()),
            None => addresses.get(word).cloned(),
            Some(("content", path)) => content.0.get(path).map(|file| shipped::address(&file.hash, path)),
            Some(("bytes", of)) => files.get(of).map(|bytes| bytes.len().to_string()),
            Some(_) => None,
        })?
        .into();
        addresses.insert(name.to_owned(), address(name, &filled));
        files.insert(name.to_owned(), filled);
    }
    let mut pages = BTreeMap::new();
    for (name, bytes) in &files {
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let at_root = AT_ROOT.iter().find(|(known, _)| known == name).map(|(_, path)| (*path).to_owned());
        let is_hashed = at_root.is_none();
        let Some(path) = at_root.or_else(|| addresses.get(name).cloned()) else { continue };
        let mut file = File::new(name, bytes.clone(), is_hashed);
        if !FILLED.contains(&name.as_str()) {
            file.brotli = files.get(&format!("{name}.br")).cloned();
            file.gzip = files.get(&format!("{name}.gz")).cloned();
        }
        pages.insert(path, file);
    }
    Ok(pages)
}

fn address(name: &str, bytes: &[u8]) -> String {
    format!("/w/{}/{name}", hash([bytes]))
}

/// Replaces every `{{word}}`.
fn fill(file: &str, text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, SiteError> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((word, after)) = after.split_once("}}") else { break };
        let unknown = || SiteError::UnknownName { file: file.to_owned(), name: word.to_owned() };
        filled.push_str(before);
        filled.push_str(&value(word).ok_or_else(unknown)?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}
