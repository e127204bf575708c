//! Text taken apart: small letters without marks, in words, with what punctuation means kept as words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word as it was typed, but for case, marks and punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Small letters and digits.
    pub text: String,
    /// Whether it began with a capital letter.
    pub capital: bool,
    /// Whether it is made of letters that stood alone.
    pub initials: bool,
}

/// Takes a text apart. Never empty for a text that shows anything.
pub fn tokens(text: &str) -> Vec<Token> {
    let spaced = spell_out(&fold(text));
    let mut list: Vec<Token> = spaced.split_whitespace().flat_map(split_unit).map(|word| token(&word)).collect();
    join_thousands(&mut list);
    if let Some(at) = list.windows(2).position(|two| two[0].text == "per" && two[1].text == "cent") {
        list.remove(at);
        list[at].text = "percent".to_owned();
    }
    if list.is_empty() {
        let shown: String = text.nfkd().filter(|c| !c.is_whitespace()).collect();
        if !shown.is_empty() {
            list.push(Token { text: shown.to_lowercase(), capital: false, initials: false });
        }
    }
    list
}

fn token(word: &str) -> Token {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    Token { text: word.to_lowercase().replace('ς', "σ"), capital, initials: false }
}

/// Compatibility forms unfolded, marks and apostrophes gone, letters of their own kind in two letters.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_apostrophe(*c)).nfkd() {
        match c {
            _ if is_combining_mark(c) || is_apostrophe(c) => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' | 'ð' => out.push('d'),
            'Đ' | 'Ð' => out.push('D'),
            'þ' => out.push_str("th"),
            'Þ' => out.push_str("Th"),
            'ı' => out.push('i'),
            _ => out.push(c),
        }
    }
    out
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | '`' | '´' | '′')
}

/// Signs that mean a word become that word; all else that is neither letter nor digit becomes a space.
fn spell_out(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = if i == 0 { ' ' } else { at(i - 1) };
        let after = at(i + 1);
        let word = match c {
            _ if c.is_alphanumeric() => {
                out.push(c);
                continue;
            }
            '.' if before.is_ascii_digit() && after.is_ascii_digit() => ".",
            ',' if before.is_ascii_digit() && group_of_three(&chars[i + 1..]) => "",
            '-' | '−' | '–' if !before.is_alphanumeric() && after.is_ascii_digit() => " minus ",
            '/' | '⁄' if before.is_ascii_digit() && after.is_ascii_digit() => "/",
            '/' if is_unit(chars[..i].iter().rev()) && is_unit(chars[i + 1..].iter()) => " per ",
            '+' | '&' if !before.is_alphanumeric() || after.is_alphanumeric() => " and ",
            '&' => " and ",
            '+' => " plus ",
            '#' if before.is_alphabetic() => " sharp ",
            '^' if before.is_alphabetic() && after.is_ascii_digit() => "",
            '%' => " percent ",
            '°' => " degree ",
            '$' => " dollar ",
            '€' => " euro ",
            '£' => " pound ",
            _ => " ",
        };
        // A second plus directly after the first says "plus" as well, as in the language's name.
        out.push_str(if c == '+' && before == '+' { " plus " } else { word });
    }
    out
}

/// Whether the letters next to a place are a unit in short; of at most four letters, backwards if they come so.
fn is_unit<'a>(letters: impl DoubleEndedIterator<Item = &'a char>) -> bool {
    let mut word: String = letters.take_while(|c| c.is_alphabetic()).take(5).collect();
    let known = |word: &str| super::units::short(&word.to_lowercase()).is_some();
    known(&word) || {
        word = word.chars().rev().collect();
        known(&word)
    }
}

fn group_of_three(rest: &[char]) -> bool {
    rest.iter().take(3).filter(|c| c.is_ascii_digit()).count() == 3 && !rest.get(3).is_some_and(char::is_ascii_digit)
}

/// "42km" is two words, "21st", "1980s" and "H2O" are one.
fn split_unit(word: &str) -> Vec<String> {
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let (number, rest) = word.split_at(digits);
    let unit = rest.to_lowercase();
    if number.is_empty() || super::units::short(&unit).is_none() || unit == "s" {
        return vec![word.to_owned()];
    }
    vec![number.to_owned(), rest.to_owned()]
}

/// "300 000" is one number.
fn join_thousands(list: &mut Vec<Token>) {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let mut i = 0;
    while i + 1 < list.len() {
        let (a, b) = (&list[i].text, &list[i + 1].text);
        let joins = digits(a) && digits(b) && b.len() == 3 && (a.len() <= 3 || a.len() % 3 != 1) && a.len() <= 15;
        if joins && !a.starts_with('0') {
            let tail = list.remove(i + 1).text;
            list[i].text.push_str(&tail);
        } else {
            i += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_taken_apart() {
        for (text, expected) in [
            ("Reykjavík!", "reykjavik"),
            ("  The  Nile. ", "the nile"),
            ("Côte d’Ivoire", "cote divoire"),
            ("Straße Ærø Łódź", "strasse aero lodz"),
            ("300,000 km/s", "300000 km per s"),
            ("300 000", "300000"),
            ("42km", "42 km"),
            ("1980s", "1980s"),
            ("H₂O", "h2o"),
            ("3.14.", "3.14"),
            ("½", "1/2"),
            ("-7", "minus 7"),
            ("T-rex", "t rex"),
            ("salt & pepper", "salt and pepper"),
            ("C++", "c plus plus"),
            ("50%", "50 percent"),
            ("50 per cent", "50 percent"),
            ("?!", "?!"),
            ("", ""),
            ("ΣΟΦΟΣ", "σοφοσ"),
        ] {
            let words: Vec<String> = tokens(text).into_iter().map(|t| t.text).collect();
            assert_eq!(words.join(" "), expected, "{text}");
        }
    }
}
