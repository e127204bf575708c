//! What the host of the games says about them: lines by occasion, read from `*.patter.ron` and checked as a whole.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use shared::content::locate::Step;
use shared::content::{Problem, Source, hint, nearest_name};
use shared::ids::Key;
use shared::text::MAX_NAME;

use crate::boards::format::MAX_CATEGORY;

/// The end of the names of the files.
pub const SUFFIX: &str = ".patter.ron";

/// Most characters of a line as it is written.
pub const MAX_LINE: usize = 110;

/// Most characters of a line with its slots filled.
pub const MAX_SAID: usize = 160;

/// Most digits of a number in a line, with its sign.
const MAX_NUMBER: usize = 6;

/// Most characters of a game's name.
const MAX_GAME: usize = 16;

macro_rules! occasions {
    ($($(#[$doc:meta])* $name:ident [$($slot:literal),*],)*) => {
        /// What the host has something to say about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Occasion {
            $($(#[$doc])* $name,)*
        }

        impl Occasion {
            /// Every occasion.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name, as it is written.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// What a line about it may name in `{…}`.
            #[must_use]
            pub const fn slots(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($slot),*],)*
                }
            }
        }
    };
}

occasions! {
    /// Somebody came into the room.
    Came ["name"],
    /// A game begins.
    Begins ["game"],
    /// A question is asked.
    Question ["n", "of", "category"],
    /// The last question is asked.
    LastQuestion ["category"],
    /// Everybody was right.
    AllRight [],
    /// Nobody was right.
    NobodyRight [],
    /// One was right.
    OneRight ["name"],
    /// Some were right.
    SomeRight ["count"],
    /// Somebody was right several times in a row.
    Streak ["name", "count"],
    /// Somebody has taken the lead.
    Leads ["name"],
    /// The first two are close together.
    Tight [],
    /// A round of the board begins.
    Round ["n"],
    /// Somebody picks a clue.
    Picks ["name"],
    /// Somebody found a double.
    Double ["name", "category"],
    /// Somebody was first at the buzzer.
    First ["name", "ms"],
    /// Nobody pressed.
    NobodyBuzzed [],
    /// Somebody answered a clue.
    Right ["name", "points"],
    /// Somebody didn't know a clue.
    Wrong ["name"],
    /// Somebody has to be more specific.
    AskedBack ["name"],
    /// Somebody appealed.
    Appealed ["name"],
    /// An appeal was granted.
    Granted ["name"],
    /// An appeal was denied.
    Denied ["name"],
    /// The last clue's category is known.
    LastClue ["category"],
    /// Somebody climbed a grade.
    GradeUp ["name", "grade"],
    /// Somebody went down a grade.
    GradeDown ["name", "grade"],
    /// Somebody looked at a classmate's answer.
    Peeked ["name"],
    /// Somebody answered what a classmate did.
    Copied ["name"],
    /// The game stands still.
    Paused [],
    /// The game goes on.
    GoesOn [],
    /// Somebody else is host.
    NewHost ["name"],
    /// A game was won.
    Over ["name"],
    /// A game ended with two first.
    OverTie [],
    /// A game that one played alone is over.
    OverAlone ["name", "points"],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatterDef {
    #[serde(deserialize_with = "shared::content::unique::map")]
    lines: BTreeMap<Occasion, Vec<String>>,
}

/// What one host says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patter {
    lines: BTreeMap<Occasion, Vec<String>>,
}

impl Patter {
    /// Parses and checks a text that was read: every occasion has a line, and every line fits.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn of(source: &Source) -> Result<Self, Vec<Problem>> {
        let PatterDef { lines } = source.parse().map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        for occasion in Occasion::ALL {
            match lines.get(occasion).map(Vec::as_slice) {
                None => {
                    let message = format!("has no lines for `{}`, expected some for every occasion", occasion.name());
                    problems.push(source.problem(&[Step::Word("lines")], message));
                }
                Some([]) => {
                    let message = format!("`{}` has no lines, expected at least one", occasion.name());
                    problems.push(source.problem(&[Step::Word("lines"), Step::Word(occasion.name())], message));
                }
                Some(list) => {
                    for (n, line) in list.iter().enumerate() {
                        let place = [Step::Word("lines"), Step::Word(occasion.name()), Step::NthText(n)];
                        let faults = faults(*occasion, line, &list[..n]);
                        problems.extend(faults.into_iter().map(|fault| source.problem(&place, fault)));
                    }
                }
            }
        }
        if problems.is_empty() { Ok(Self { lines }) } else { Err(problems) }
    }

    /// Reads every `NAME.patter.ron` of a folder that may not be there; what every host says, and the texts that it was
    /// read from, one after the other.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn load_if_there(folder: &Path) -> Result<(BTreeMap<Key, Self>, String), Vec<Problem>> {
        let (sources, texts) = crate::read_if_there(folder, SUFFIX)?;
        let (mut hosts, mut problems) = (BTreeMap::new(), Vec::new());
        for (host, source) in &sources {
            match Self::of(source) {
                Ok(patter) => drop(hosts.insert(host.clone(), patter)),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok((hosts, texts)) } else { Err(problems) }
    }

    /// The lines for an occasion; none where there is no host.
    #[must_use]
    pub fn lines(&self, occasion: Occasion) -> &[String] {
        self.lines.get(&occasion).map_or(&[], Vec::as_slice)
    }
}

/// A line with its slots filled; what isn't given stays as it is.
#[must_use]
pub fn fill(line: &str, given: &[(&str, String)]) -> String {
    let mut said = String::with_capacity(line.len() + 32);
    for part in parts(line) {
        match part {
            Part::Text(text) => said.push_str(text),
            Part::Slot(slot) => match given.iter().find(|(name, _)| *name == slot) {
                Some((_, value)) => said.push_str(value),
                None => said.extend(["{", slot, "}"]),
            },
            Part::Stray => {}
        }
    }
    said
}

enum Part<'a> {
    Text(&'a str),
    Slot(&'a str),
    /// A bracket without its other half.
    Stray,
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), line);
    while let Some(at) = rest.find(['{', '}']) {
        parts.push(Part::Text(&rest[..at]));
        let (is_open, after) = (rest[at..].starts_with('{'), &rest[at + 1..]);
        match after.split_once('}').filter(|(slot, _)| is_open && !slot.contains('{')) {
            Some((slot, behind)) => {
                parts.push(Part::Slot(slot));
                rest = behind;
            }
            None => {
                parts.push(Part::Stray);
                rest = after;
            }
        }
    }
    parts.push(Part::Text(rest));
    parts
}

/// What is wrong with a line, beside those before it.
fn faults(occasion: Occasion, line: &str, before: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let name = occasion.name();
    let mut longest = 0;
    for part in parts(line) {
        match part {
            Part::Text(text) => longest += text.chars().count(),
            Part::Slot(slot) if occasion.slots().contains(&slot) => longest += most(slot),
            Part::Slot(slot) => {
                let known = occasion.slots();
                let expected = if known.is_empty() { "none".to_owned() } else { known.join(" or ") };
                let near = hint(nearest_name(slot, known.iter().copied()));
                faults.push(format!("{name}: there is no slot {slot:?} to fill here, expected {expected}{near}"));
            }
            Part::Stray => faults.push(format!("{name}: a bracket lacks its other half in {line:?}")),
        }
    }
    let count = line.chars().count();
    if !(1..=MAX_LINE).contains(&count) {
        faults.push(format!("{name}: a line has {count} characters, expected 1 to {MAX_LINE}"));
    } else if longest > MAX_SAID {
        faults.push(format!("{name}: a line may get {longest} characters long with names in it, at most {MAX_SAID}"));
    }
    if line.trim() != line || line.chars().any(char::is_control) {
        faults.push(format!("{name}: a line begins or ends with a space, or holds a line break: {line:?}"));
    }
    if before.iter().any(|other| other == line) {
        faults.push(format!("{name}: {line:?} is there twice, expected every line once"));
    }
    faults
}

/// Most characters that a slot is filled with.
fn most(slot: &str) -> usize {
    match slot {
        "name" => MAX_NAME,
        "category" => MAX_CATEGORY,
        "game" => MAX_GAME,
        _ => MAX_NUMBER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_only_once() {
        let given = [("name", "{count}".to_owned()), ("count", "3".to_owned())];
        assert_eq!(fill("{name} has {count}, {other}", &given), "{count} has 3, {other}");
        assert_eq!(fill("no slots", &given), "no slots");
    }
}
