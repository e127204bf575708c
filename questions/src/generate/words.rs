//! Questions that follow from a table of words: what they mean, their opposites, plurals and spelling.

use serde::Deserialize;
use shared::content::locate::Step;
use shared::content::{Problem, Source};
use shared::dice::Dice;

use super::{Generator, checked, choice, key};
use crate::bank::format::{LEVELS, QuestionDef};

/// What a word is in a sentence; only words of one part are offered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Part {
    /// Names something.
    Noun,
    /// Says what is done.
    Verb,
    /// Says how something is.
    Adjective,
    /// Says how something is done.
    Adverb,
    /// Joins.
    Conjunction,
}

/// A word of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordDef {
    /// As it is spelt.
    pub word: String,
    /// What it is in a sentence.
    pub part: Part,
    /// How well it is known, 1 to 5.
    pub level: u8,
    /// What it is about: words of one field are too near to each other to be offered as wrong.
    pub field: String,
    /// What it means, without the word itself.
    pub meaning: String,
    /// Another word for it.
    #[serde(default)]
    pub synonym: Option<String>,
    /// A word for the contrary.
    #[serde(default)]
    pub opposite: Option<String>,
    /// More than one of it.
    #[serde(default)]
    pub plural: Option<String>,
    /// What some take for its plural.
    #[serde(default)]
    pub misplural: Vec<String>,
    /// How some spell it.
    #[serde(default)]
    pub misspelt: Vec<String>,
}

/// The table.
#[derive(Debug, Clone)]
pub struct Words(Vec<WordDef>);

impl Words {
    /// Reads the table.
    ///
    /// # Errors
    /// Every problem found, with its place.
    pub fn of(source: &Source) -> Result<Self, Vec<Problem>> {
        let table: Vec<WordDef> = source.parse().map_err(|problem| vec![problem])?;
        let problems = problems(source, &table);
        checked(Self(table), problems)
    }

    /// What is offered beside the right answer: of words of the same part and of other fields.
    fn others(&self, word: &WordDef, what: impl Fn(&WordDef) -> Option<String>) -> Vec<String> {
        let own = [Some(&word.word), word.synonym.as_ref(), word.opposite.as_ref()];
        let fits = |other: &&WordDef| other.part == word.part && other.field != word.field;
        let mut all: Vec<String> = self.0.iter().filter(fits).filter_map(what).collect();
        all.retain(|text| !own.contains(&Some(text)));
        all
    }
}

impl Generator for Words {
    fn category(&self) -> &'static str {
        "Words"
    }

    fn roll(&self, level: u8, dice: &mut Dice) -> Option<QuestionDef> {
        let def = dice.pick(&self.0)?;
        let WordDef { word, meaning, .. } = def;
        let (kind, ask, right, mut wrong, why) = match dice.below(5) {
            0 => {
                let right = def.synonym.clone()?;
                let why = format!("Both \"{word}\" and \"{right}\" stand for this: {meaning}.");
                let ask = format!("Which word means nearly the same as \"{word}\"?");
                ("synonym", ask, right, self.others(def, |other| other.synonym.clone()), why)
            }
            1 => {
                let right = def.opposite.clone()?;
                let why = format!("\"{word}\" stands for this: {meaning}. The contrary of that is \"{right}\".");
                let ask = format!("What is the opposite of \"{word}\"?");
                ("opposite", ask, right, self.others(def, |other| other.opposite.clone()), why)
            }
            2 => {
                let right = def.plural.clone()?;
                let why = format!("It is one {word} and two {right}.");
                ("plural", format!("What is the plural of \"{word}\"?"), right, def.misplural.clone(), why)
            }
            3 if !def.misspelt.is_empty() => {
                let why = format!("It is written {}.", spelt(word));
                let ask = format!("How does one spell the word for \"{meaning}\"?");
                ("spelling", ask, word.clone(), def.misspelt.clone(), why)
            }
            _ => {
                let why = format!("That is what \"{word}\" stands for.");
                let ask = format!("Which word stands for \"{meaning}\"?");
                ("meaning", ask, word.clone(), self.others(def, |other| Some(other.word.clone())), why)
            }
        };
        dice.shuffle(&mut wrong);
        (def.level == level).then_some(())?;
        Some(QuestionDef {
            id: key(&format!("{kind}-{word}"))?,
            level,
            ask,
            answer: choice(right, wrong)?,
            why,
            source: format!("Dictionary: {word}"),
        })
    }
}

/// A word letter by letter.
fn spelt(word: &str) -> String {
    word.to_uppercase().chars().map(|c| c.to_string()).collect::<Vec<_>>().join("-")
}

fn problems(source: &Source, table: &[WordDef]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (n, def) in table.iter().enumerate() {
        let place = [Step::NthWord("word", n), Step::Text(&def.word)];
        let mut at = |message: String| problems.push(source.problem(&place, message));
        if table[..n].iter().any(|other| other.word == def.word) {
            at(format!("the word {:?} is there twice, expected each once", def.word));
        }
        if def.level < LEVELS.0 || def.level > LEVELS.1 {
            at(format!("level {} is unknown, expected {} to {}", def.level, LEVELS.0, LEVELS.1));
        }
        for (what, wrong, right) in
            [("misplural", &def.misplural, def.plural.as_ref()), ("misspelt", &def.misspelt, Some(&def.word))]
        {
            let is_needed = what == "misspelt" || right.is_some();
            if !wrong.is_empty() && wrong.len() != 3 || what == "misplural" && wrong.is_empty() == is_needed {
                at(format!("`{what}` has {} entries, expected three, or none where nothing is asked", wrong.len()));
            }
            if right.is_some_and(|right| wrong.contains(right)) {
                at(format!("`{what}` holds what is right"));
            }
        }
        if crate::likeness::contains_words(&def.meaning, &def.word) {
            at(format!("the meaning gives {:?} away", def.word));
        }
    }
    problems
}
