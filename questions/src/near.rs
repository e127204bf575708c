//! Finds, among a hundred thousand questions, one that asks what a new one asks, without comparing it with all of them.
//!
//! Two sets of words that have most in common share one of their few rarest words (prefix filtering: Chaudhuri, Ganti
//! and Kaushik 2006). So only questions that share such a word are compared; longer words are taken to be rarer.

use std::collections::HashMap;

use crate::bank::format::{AnswerDef, QuestionDef};
use crate::likeness::words;

/// A share of words, as numerator and denominator.
type Share = (usize, usize);

/// From this likeness on, two questions of the same answer are one question.
const SAME: Share = (3, 5);

/// From this likeness on, two questions are one question, whatever their answers.
const SAME_WORDS: Share = (17, 20);

/// Most questions that one word makes us look at: files in which every question has the same rare words are hostile.
const MOST_COMPARED: usize = 1500;

/// What a question asks, as it is compared.
#[derive(Debug, Clone)]
pub struct Asks {
    /// The rarest first.
    words: Vec<String>,
    answer: String,
    /// Whether the answer tells such questions apart, even where all of their words are the same.
    is_open: bool,
}

impl Asks {
    /// What this question asks.
    #[must_use]
    pub fn of(question: &QuestionDef) -> Self {
        let mut asked: Vec<String> = words(&question.ask).into_iter().collect();
        asked.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let answer = words(&right_words(&question.answer)).into_iter().collect::<Vec<_>>().join(" ");
        Self { words: asked, answer, is_open: matches!(question.answer, AnswerDef::Order(_)) }
    }
}

fn right_words(answer: &AnswerDef) -> String {
    match answer {
        AnswerDef::Choice { right, .. } => right.clone(),
        AnswerDef::Typed { answer, .. } => answer.clone(),
        AnswerDef::Order(things) => things.join(" "),
        AnswerDef::Claim(_) => String::new(),
        AnswerDef::Estimate { value, .. } => value.to_string(),
    }
}

/// Questions with a label each, to be asked whether they ask what another one asks.
#[derive(Debug, Clone)]
pub struct Near<T> {
    numbers: HashMap<String, u32>,
    entries: Vec<Entry<T>>,
    by_word: HashMap<u32, Vec<Candidate>>,
    by_answer: HashMap<(u32, u32), Vec<Candidate>>,
    by_all: HashMap<Vec<u32>, usize>,
}

/// An entry, and a bit for each of its words, so that most of those that aren't alike are never looked up.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    at: usize,
    bits: u64,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    /// In rising order.
    words: Vec<u32>,
    label: T,
}

impl<T> Default for Near<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            entries: Vec::new(),
            by_word: HashMap::new(),
            by_answer: HashMap::new(),
            by_all: HashMap::new(),
        }
    }
}

impl<T> Near<T> {
    /// The label of the first question that asks the same: with 85 % of its words, or with 60 % and the same answer.
    #[must_use]
    pub fn find(&self, asks: &Asks) -> Option<&T> {
        let known: Vec<Option<u32>> = asks.words.iter().map(|word| self.numbers.get(word).copied()).collect();
        let mut sorted: Vec<u32> = known.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let mut first: Option<usize> = None;
        let (len, bits) = (asks.words.len(), bits(&sorted));
        let mut look = |candidates: Option<&Vec<Candidate>>, share: Share| {
            let candidates = candidates.map_or(&[][..], Vec::as_slice);
            let newest = &candidates[candidates.len().saturating_sub(MOST_COMPARED)..];
            let found = newest.iter().find(|one| {
                // Each bit that it lacks is a word that isn't shared.
                let most_shared = sorted.len() - (bits & !one.bits).count_ones() as usize;
                most_shared * share.1 >= len * share.0
                    && first.is_none_or(|first| one.at < first)
                    && is_alike(&sorted, len, &self.entries[one.at].words, share)
            });
            first = found.map(|one| one.at).or(first);
        };
        if let Some(answer) = self.numbers.get(&format!("={}", asks.answer)).filter(|_| !asks.answer.is_empty()) {
            for word in known.iter().take(prefix(known.len(), SAME)).flatten() {
                look(self.by_answer.get(&(*answer, *word)), SAME);
            }
        }
        if !asks.is_open {
            for word in known.iter().take(prefix(known.len(), SAME_WORDS)).flatten() {
                look(self.by_word.get(word), SAME_WORDS);
            }
            let exactly = self.by_all.get(&sorted).copied().filter(|_| sorted.len() == asks.words.len());
            first = first.into_iter().chain(exactly.filter(|_| !sorted.is_empty())).min();
        }
        first.map(|at| &self.entries[at].label)
    }

    /// Adds a question, whatever is there already.
    pub fn add(&mut self, asks: Asks, label: T) {
        let at = self.entries.len();
        let answer = (!asks.answer.is_empty()).then(|| self.number(format!("={}", asks.answer)));
        let mut numbers: Vec<u32> = asks.words.into_iter().map(|word| self.number(word)).collect();
        let one = Candidate { at, bits: bits(&numbers) };
        for word in numbers.iter().take(prefix(numbers.len(), SAME_WORDS)) {
            self.by_word.entry(*word).or_default().push(one);
        }
        if let Some(answer) = answer {
            for word in numbers.iter().take(prefix(numbers.len(), SAME)) {
                self.by_answer.entry((answer, *word)).or_default().push(one);
            }
        }
        numbers.sort_unstable();
        self.by_all.entry(numbers.clone()).or_insert(at);
        self.entries.push(Entry { words: numbers, label });
    }

    /// How many questions were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn number(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(text).or_insert(next)
    }
}

fn bits(words: &[u32]) -> u64 {
    words.iter().fold(0, |bits, word| bits | 1 << (word % 64))
}

/// Of how many words at least one is shared with every set that is alike, when both have their rarest first.
fn prefix(words: usize, (share, of): Share) -> usize {
    if words == 0 { 0 } else { words - (words * share).div_ceil(of) + 1 }
}

/// Whether two sets have this share of all their words in common; `len` counts words of `a` that aren't known, too.
fn is_alike(a: &[u32], len: usize, b: &[u32], (share, of): Share) -> bool {
    // The smaller one is a share of the larger one at best.
    if len.min(b.len()) * of < len.max(b.len()) * share {
        return false;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    let all = len + b.len() - shared;
    all > 0 && shared * of >= all * share
}

#[cfg(test)]
#[path = "near_tests.rs"]
mod tests;
