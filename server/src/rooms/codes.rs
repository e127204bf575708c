//! Codes for rooms: of chance, free, and no word that anybody would mind.

use rustrict::{CensorStr as _, Type};
use shared::rooms::code::{LENGTH, RoomCode, SYMBOLS};

/// Digits that read like letters, and the letters.
const LOOKS_LIKE: [(char, char); 4] = [('3', 'E'), ('4', 'A'), ('5', 'S'), ('7', 'T')];

/// Three letters that are a word by themselves somewhere, which a filter for sentences lets pass.
const SHORT_WORDS: [&str; 14] =
    ["ASS", "BUM", "CUM", "DAM", "DYK", "FAG", "FAT", "FUC", "FUK", "GAY", "JEW", "KKK", "NAZ", "SEX"];

/// A code of chance that is free; `chance` gives numbers that nobody can foretell.
pub(super) fn draw(mut chance: impl FnMut() -> u64, is_free: impl Fn(RoomCode) -> bool) -> RoomCode {
    let all = (SYMBOLS.len() as u64).pow(LENGTH as u32);
    loop {
        let code = RoomCode::of_number(chance() % all);
        if is_free(code) && is_harmless(code) {
            return code;
        }
    }
}

fn is_harmless(code: RoomCode) -> bool {
    let read: String = code.as_str().chars().map(as_read).collect();
    [code.as_str(), read.as_str()]
        .into_iter()
        .all(|text| !SHORT_WORDS.iter().any(|word| text.contains(word)) && !text.is(Type::ANY))
}

fn as_read(symbol: char) -> char {
    LOOKS_LIKE.iter().find(|(digit, _)| *digit == symbol).map_or(symbol, |(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_anybody_would_mind_are_no_codes() {
        for bad in ["FUCK23", "K7ASSP", "X5EX9Q", "NAZEEE"] {
            assert!(!is_harmless(RoomCode::parse(bad).expect("a code")), "{bad}");
        }
        assert!(is_harmless(RoomCode::parse("K7PMQ3").expect("a code")));
    }

    #[test]
    fn a_code_is_free() {
        let mut numbers = [5, 5, 5, 6].into_iter();
        let taken = RoomCode::of_number(5);
        let code = draw(|| numbers.next().expect("enough"), |code| code != taken);
        assert_eq!(code, RoomCode::of_number(6));
    }
}
