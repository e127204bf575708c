//! Files that a file names: only those beside it or below are read, whatever the name says.

use std::path::{Component, Path, PathBuf};

use super::names::shown;
use super::{Bad, bad, read};

/// How far up a folder with a `.tiled-project` is looked for.
const UP: usize = 8;

/// Where a map's references may lead.
#[derive(Debug, Clone)]
pub struct Outside {
    folder: PathBuf,
    root: PathBuf,
}

impl Outside {
    /// References of `file`: into its folder, or into the folder above that holds a `.tiled-project`.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let root = folder.ancestors().take(UP).find(|above| holds_project(above)).unwrap_or(&folder).to_owned();
        Self { folder, root }
    }

    /// The bytes of a file that is named from the map's folder, and where it lies.
    ///
    /// # Errors
    /// When the name is absolute, leads out of the folder (also through a link) or to a file of another kind, or the
    /// file can't be read within `max` bytes.
    pub fn read(&self, name: &str, endings: &[&str], max: usize) -> Result<(Vec<u8>, PathBuf), Bad> {
        let name = name.replace('\\', "/");
        let path = Path::new(&name);
        let is_ours =
            |part: Component<'_>| matches!(part, Component::Normal(_) | Component::ParentDir | Component::CurDir);
        if name.is_empty() || name.contains(':') || name.contains('\0') || !path.components().all(is_ours) {
            return bad(format!("names the file {}, expected one by its way from here", shown(&name)));
        }
        if !endings.iter().any(|ending| name.to_lowercase().ends_with(ending)) {
            return bad(format!("names the file {}, expected one that ends in {}", shown(&name), endings.join(" or ")));
        }
        let out_of_it = || {
            Bad::new(format!(
                "names the file {}, which lies outside of its folder: put it beside the map, or a .tiled-project above both",
                shown(&name)
            ))
        };
        // Told before the file is looked for: whether something is there is nobody's business.
        let mut steps = self.folder.clone();
        for part in path.components() {
            match part {
                Component::ParentDir => {
                    steps.pop();
                }
                Component::Normal(part) => steps.push(part),
                _ => {}
            }
        }
        if !steps.starts_with(&self.root) {
            return Err(out_of_it());
        }
        let Ok(real) = steps.canonicalize() else {
            return bad(format!("names the file {}, which isn't there", shown(&name)));
        };
        if !real.starts_with(&self.root) {
            return Err(out_of_it());
        }
        let bytes = read::file(&real, max)
            .map_err(|bad| Bad::new(format!("names the file {}: it {}", shown(&name), bad.message)))?;
        Ok((bytes, real))
    }
}

fn holds_project(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.take(1000).flatten().any(|entry| entry.path().extension().is_some_and(|ending| ending == "tiled-project"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(outside: &Outside, name: &str) -> String {
        outside
            .read(name, &[".tsx"], 1000)
            .map_or_else(|bad| bad.message, |(bytes, _)| String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn references_stay_in_their_folder_or_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("maps/sets")).expect("new");
        std::fs::write(at("secret.tsx"), "secret").expect("written");
        std::fs::write(at("maps/sets/a.tsx"), "a").expect("written");
        let outside = Outside::of(&at("maps/town.tmx"));
        assert_eq!(said(&outside, "sets/a.tsx"), "a");
        assert_eq!(said(&outside, "sets\\..\\sets/a.tsx"), "a");
        let refused = [
            ("../secret.tsx", "lies outside of its folder"),
            ("sets/../../secret.tsx", "lies outside of its folder"),
            ("../nothing.tsx", "lies outside of its folder"),
            ("/etc/passwd", "expected one by its way from here"),
            ("C:\\a.tsx", "expected one by its way from here"),
            ("https://example.org/a.tsx", "expected one by its way from here"),
            ("sets/a.png", "expected one that ends in .tsx"),
            ("b.tsx", "which isn't there"),
        ];
        for (name, expected) in refused {
            assert!(said(&outside, name).contains(expected), "{name}: {}", said(&outside, name));
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("secret.tsx"), at("maps/link.tsx")).expect("a link");
            assert!(said(&outside, "link.tsx").contains("lies outside of its folder"));
        }
        std::fs::write(at("town.tiled-project"), "{}").expect("written");
        assert_eq!(said(&Outside::of(&at("maps/town.tmx")), "../secret.tsx"), "secret");
    }
}
