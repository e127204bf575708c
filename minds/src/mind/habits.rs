//! Habits: what was said lately, so that it isn't said again, also not after a restart.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use shared::dice::hash;

/// How many lines, own and heard from characters, are kept in mind so as not to repeat them.
const SPOKEN_KEPT: u32 = 300;
/// How many templates' last use is kept in mind.
const USED_KEPT: usize = 1_000;

/// What was said lately.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Habits {
    /// Counts up with every choice.
    turn: u32,
    /// When each template was last chosen, by its hash.
    used: BTreeMap<u32, u32>,
    /// Hashes of the last spoken lines by their numbers, which count up.
    spoken: BTreeMap<u32, u32>,
    #[serde(skip)]
    changed: BTreeSet<Changed>,
}

/// What isn't written down yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Changed {
    Template(u32),
    Line(u32),
}

impl Habits {
    /// How many choices were made so far.
    pub const fn turn(&self) -> u32 {
        self.turn
    }

    /// Whether these very words were spoken lately.
    pub fn said_lately(&self, text: &str) -> bool {
        let said = hash(text);
        self.spoken.values().any(|known| *known == said)
    }

    /// When a template was last chosen; 0 for never.
    pub fn last_use(&self, template: &str) -> u32 {
        self.used.get(&hash(template)).copied().unwrap_or(0)
    }

    /// These templates, by their hashes, were chosen now.
    pub fn chose(&mut self, templates: &[u32]) {
        self.turn += 1;
        for template in templates {
            self.used.insert(*template, self.turn);
            self.changed.insert(Changed::Template(*template));
        }
        if self.used.len() > USED_KEPT {
            let oldest = self.used.values().copied().min().unwrap_or(0);
            let (used, changed) = (&mut self.used, &mut self.changed);
            used.retain(|template, turn| {
                let stays = *turn > oldest + 100;
                if !stays {
                    changed.insert(Changed::Template(*template));
                }
                stays
            });
        }
    }

    /// These words were spoken now.
    pub fn spoke(&mut self, text: &str) {
        let number = self.spoken.last_key_value().map_or(0, |(last, _)| last + 1);
        self.spoken.insert(number, hash(text));
        self.changed.insert(Changed::Line(number));
        while self.spoken.len() > SPOKEN_KEPT as usize {
            self.spoken.pop_first();
        }
    }

    /// Rows that changed since the last call, by name; `None` for one to delete. A line takes the row of the one that
    /// is forgotten for it.
    pub fn take_rows(&mut self) -> impl Iterator<Item = (String, Option<String>)> {
        std::mem::take(&mut self.changed).into_iter().filter_map(|changed| match changed {
            Changed::Template(template) => {
                Some((format!("u:{template:08x}"), self.used.get(&template).map(u32::to_string)))
            }
            Changed::Line(number) => {
                let words = self.spoken.get(&number)?;
                Some((format!("w:{:03}", number % SPOKEN_KEPT), Some(format!("[{number},{words}]"))))
            }
        })
    }

    /// Takes back a row that [`Habits::take_rows`] gave; `None` when it can't be read.
    pub fn put_back(&mut self, row: &str, json: &str) -> Option<()> {
        if let Some(template) = row.strip_prefix("u:") {
            let turn = serde_json::from_str(json).ok()?;
            self.used.insert(u32::from_str_radix(template, 16).ok()?, turn);
            self.turn = self.turn.max(turn);
        } else {
            let (number, words) = serde_json::from_str(json).ok()?;
            self.spoken.insert(number, words);
        }
        Some(())
    }

    /// The same with nothing left to write down.
    pub fn written(&self) -> Self {
        Self { changed: BTreeSet::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies rows to what is stored, and brings habits back from it.
    fn stored(habits: &mut Habits, rows: &mut BTreeMap<String, String>) -> Habits {
        for (row, json) in habits.take_rows().collect::<Vec<_>>() {
            match json {
                Some(json) => rows.insert(row, json),
                None => rows.remove(&row),
            };
        }
        let mut back = Habits::default();
        for (row, json) in rows {
            back.put_back(row, json).expect("a row of its own");
        }
        back
    }

    #[test]
    fn whatever_is_written_down_comes_back_the_same() {
        let (mut habits, mut rows) = (Habits::default(), BTreeMap::new());
        for n in 0..2_500_u32 {
            habits.spoke(&format!("line {n}"));
            habits.chose(&[hash(&format!("template {}", n % 1_400)), hash("lead")]);
            // At times nothing is written for longer than the list is.
            if n % 7 == 0 && !(900..1_300).contains(&n) {
                assert_eq!(stored(&mut habits, &mut rows), habits.written(), "after {n}");
            }
        }
        assert_eq!(stored(&mut habits, &mut rows), habits);
        assert!(rows.len() <= USED_KEPT + SPOKEN_KEPT as usize, "{} rows", rows.len());
        assert!(habits.said_lately("line 2499") && !habits.said_lately("line 2000"));
        assert_eq!(habits.take_rows().count(), 0);
    }
}
