//! Finding memories by the last words and the person, with variety.

use super::score::{ONE, Score, score};
use super::{Memories, Memory, MemoryId};
use crate::people::Person;
use crate::words::tokens::{WORD, features};
use shared::clock::TownTime;

/// Share of the score against sameness when several memories are wanted, in hundredths.
const LAMBDA: i32 = 70;

/// What is looked for: the last words and who is there.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    features: Box<[u32]>,
    person: Option<&'a Person>,
    now: TownTime,
}

/// A memory that was found, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub id: MemoryId,
    /// The parts of its score.
    pub score: Score,
}

impl<'a> Query<'a> {
    /// Asks with the last lines (two are enough) and the person spoken with.
    #[must_use]
    pub fn new(lines: &[&str], person: Option<&'a Person>, now: TownTime) -> Self {
        Self { features: features(&lines.join(" ")), person, now }
    }

    fn rate(&self, memory: &Memory) -> Score {
        let relevance = overlap(&self.features, &memory.features);
        let with_them = self.person.is_some_and(|person| memory.concerns(person));
        score(memory, relevance, with_them, self.now)
    }
}

/// How much two sets of features share, of the smaller one, 0..=[`ONE`]; a word counts as four letter triples.
fn overlap(a: &[u32], b: &[u32]) -> i32 {
    let weight = |feature: u32| if feature & WORD == 0 { 1 } else { 4 };
    let total = |list: &[u32]| list.iter().map(|f| weight(*f)).sum::<i32>();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        if x == y {
            shared += weight(x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let smaller = total(a).min(total(b));
    if smaller == 0 { 0 } else { shared * ONE / smaller }
}

impl Memories {
    /// The best `count` memories, the best first. The order is by score, then by id, so that equal scores never hide
    /// each other; a memory much like a better one stands back for a different one.
    #[must_use]
    pub fn find(&self, query: &Query<'_>, count: usize) -> Vec<Found> {
        let mut rated: Vec<Found> = self.all.values().map(|m| Found { id: m.id, score: query.rate(m) }).collect();
        rated.sort_unstable_by_key(|f| (-f.score.total(), f.id));
        rated.truncate(count * 4);
        let mut chosen: Vec<Found> = Vec::new();
        while chosen.len() < count && !rated.is_empty() {
            let best = rated
                .iter()
                .enumerate()
                .max_by_key(|(_, f)| {
                    let like = chosen.iter().map(|c| self.likeness(c.id, f.id)).max().unwrap_or(0);
                    (LAMBDA * f.score.total() - (100 - LAMBDA) * like, std::cmp::Reverse(f.id))
                })
                .map_or(0, |(at, _)| at);
            chosen.push(rated.remove(best));
        }
        chosen
    }

    fn likeness(&self, a: MemoryId, b: MemoryId) -> i32 {
        match (self.all.get(&a), self.all.get(&b)) {
            (Some(a), Some(b)) => overlap(&a.features, &b.features),
            _ => 0,
        }
    }
}
