//! A reply or an answer as a list of words that can be compared.

use super::tokens::{Token, tokens};
use super::{numbers, spelling};

/// A word to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was typed, abbreviations written out.
    pub text: String,
    /// In the spelling and number that all forms of it share.
    pub key: String,
    /// What it counts, in millionths, if it is a number.
    pub number: Option<i128>,
    /// Whether it began with a capital letter.
    pub capital: bool,
    /// Whether it is made of letters that stood alone.
    pub initials: bool,
}

impl Word {
    /// Its value as a Roman numeral; a single letter is one only after another word.
    pub fn roman(&self, place: usize) -> Option<i128> {
        let alone = self.text.len() == 1;
        if alone && (place == 0 || !matches!(self.text.as_str(), "i" | "v" | "x")) {
            return None;
        }
        numbers::roman(&self.text)
    }

    /// Letters in it.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }
}

/// Words in order, without articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// One or more, if the text showed anything.
    pub words: Vec<Word>,
    /// Whether it is a name with an epithet: "Catherine the Great".
    pub epithet: bool,
}

impl Phrase {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        Self::from_tokens(&tokens(text))
    }

    /// The words of what a text was taken apart into.
    pub fn from_tokens(tokens: &[Token]) -> Self {
        let tokens = join_initials(tokens);
        let epithet = matches!(&*tokens, [name, the, rest, ..] if the.text == "the" && name.capital && rest.capital && name.text != "the");
        let mut words = Vec::with_capacity(tokens.len());
        let mut i = 0;
        while i < tokens.len() {
            let texts: Vec<&str> = tokens[i..].iter().take(17).map(|t| t.text.as_str()).collect();
            let after_per = i > 0 && tokens[i - 1].text == "per";
            let number = numbers::read(&texts).filter(|_| !after_per);
            let taken = number.map_or(1, |(_, taken)| taken);
            words.extend(to_words(&tokens[i..i + taken], number.map(|(value, _)| value)));
            i += taken;
        }
        let mut phrase = Self { words, epithet };
        phrase.drop_articles();
        phrase
    }

    /// The very same thing by its other name: "United States" for "USA".
    pub fn by_other_name(&self) -> Option<Self> {
        let same = spelling::same_thing(&self.text())?;
        Some(Self { words: same.split(' ').map(|text| word(text, None, true)).collect(), epithet: false })
    }

    /// These words only.
    pub fn part(&self, words: &[Word]) -> Self {
        Self { words: words.to_vec(), epithet: false }
    }

    /// The words with a space between.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The words without a space between, numbers in digits.
    pub fn joined(&self) -> String {
        let number = |(i, word): (usize, &Word)| word.number.or_else(|| word.roman(i).filter(|_| i > 0));
        self.words.iter().enumerate().map(|place| number(place).map_or_else(|| place.1.key.clone(), digits)).collect()
    }

    /// The words without a space between, as typed.
    pub fn joined_text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect()
    }

    fn drop_articles(&mut self) {
        let last = self.words.len().saturating_sub(1);
        let is_article =
            |i: usize, word: &Word| word.text == "the" || (i < last && matches!(word.text.as_str(), "a" | "an"));
        let kept: Vec<Word> = self
            .words
            .iter()
            .enumerate()
            .filter(|(i, word)| !is_article(*i, word))
            .map(|(_, word)| word.clone())
            .collect();
        if kept.is_empty() {
            self.words.truncate(1);
        } else {
            self.words = kept;
        }
    }
}

fn digits(micros: i128) -> String {
    let (whole, part) = (micros / numbers::ONE, micros % numbers::ONE);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:06}") }
}

/// "J R R" and "J.R.R." are "jrr".
fn join_initials(tokens: &[Token]) -> Vec<Token> {
    let mut list: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut single = false;
    for token in tokens {
        let letter = token.text.chars().count() == 1 && token.text.chars().all(char::is_alphabetic);
        match list.last_mut() {
            Some(last) if letter && single => {
                last.text.push_str(&token.text);
                last.initials = true;
            }
            _ => list.push(token.clone()),
        }
        single = letter;
    }
    list
}

fn to_words(tokens: &[Token], number: Option<i128>) -> Vec<Word> {
    let Some(first) = tokens.first() else { return Vec::new() };
    if tokens.len() > 1 {
        let text: String = tokens.iter().map(|t| t.text.as_str()).collect();
        return vec![word(&text, number, first.capital)];
    }
    if number.is_some() {
        return vec![word(&first.text, number, first.capital)];
    }
    if let Some(rest) = first.text.strip_prefix("ww") {
        let which = numbers::roman(rest).or_else(|| numbers::read(&[rest]).map(|(value, _)| value));
        if rest.is_empty() || which.is_some() {
            let mut list = vec![word("world", None, true), word("war", None, true)];
            list.extend(which.map(|value| word(rest, Some(value), true)));
            return list;
        }
    }
    // "sixtyfour"
    let tens = first.text.find("ty").map(|at| first.text.split_at(at + 2)).filter(|(_, rest)| !rest.is_empty());
    let joined = tens.and_then(|(tens, rest)| numbers::read(&[tens, rest])).filter(|(_, taken)| *taken == 2);
    let written = word(&spelling::written_out(&first.text), joined.map(|(value, _)| value), first.capital);
    vec![Word { initials: first.initials, ..written }]
}

fn word(text: &str, number: Option<i128>, capital: bool) -> Word {
    Word { text: text.to_owned(), key: spelling::key(text), number, capital, initials: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_leave_articles_and_write_out() {
        for (text, expected) in [
            ("The Lord of the Rings", "lord of rings"),
            ("Mt. Everest", "mount everest"),
            ("J. R. R. Tolkien", "jrr tolkien"),
            ("Vitamin A", "vitamin a"),
            ("The The", "the"),
            ("WWII", "world war ii"),
            ("the U.S.A.", "usa"),
            ("Dr Jekyll & Mr Hyde", "doctor jekyll and mister hyde"),
        ] {
            assert_eq!(Phrase::of(text).text(), expected, "{text}");
        }
        assert_eq!(Phrase::of("U.S.").by_other_name(), Phrase::of("America").by_other_name());
        assert!(Phrase::of("Catherine the Great").epithet);
        assert!(!Phrase::of("The Great Gatsby").epithet);
        assert_eq!(Phrase::of("sixtyfour").words[0].number, Some(64 * numbers::ONE));
    }
}
