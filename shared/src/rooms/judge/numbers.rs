//! Numbers however they are written: in digits, in words, as ordinals, as years are said, in Roman numerals.

/// The number one, as numbers are kept: in millionths, so that decimals compare exactly.
pub const ONE: i128 = 1_000_000;

const SMALL: &str = "\
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen";

const SMALL_ORDINALS: &str = "\
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";

const TENS: &[(&str, &str, i128)] = &[
    ("twenty", "twentieth", 20),
    ("thirty", "thirtieth", 30),
    ("forty", "fortieth", 40),
    ("fourty", "fourtieth", 40),
    ("fifty", "fiftieth", 50),
    ("sixty", "sixtieth", 60),
    ("seventy", "seventieth", 70),
    ("eighty", "eightieth", 80),
    ("ninety", "ninetieth", 90),
];

const SCALES: &[(&str, i128)] =
    &[("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)];

/// Other words for numbers, when they stand alone.
const OTHER: &[(&str, i128)] = &[
    ("nil", 0),
    ("nought", 0),
    ("naught", 0),
    ("none", 0),
    ("dozen", 12 * ONE),
    ("half", ONE / 2),
    ("quarter", ONE / 4),
];

/// A piece of a number in words.
enum Piece {
    /// 0 to 19, or a multiple of ten up to 90; and whether an ordinal, which ends a number.
    Plain(i128, bool),
    Hundred(bool),
    Scale(i128, bool),
}

fn piece(word: &str) -> Option<Piece> {
    let at = |list: &str| list.split(' ').position(|name| name == word).and_then(|i| i128::try_from(i).ok());
    if let Some(value) = at(SMALL) {
        return Some(Piece::Plain(value, false));
    }
    if let Some(value) = at(SMALL_ORDINALS) {
        return Some(Piece::Plain(value, true));
    }
    if let Some((cardinal, _, value)) = TENS.iter().find(|(a, b, _)| *a == word || *b == word) {
        return Some(Piece::Plain(*value, *cardinal != word));
    }
    let (stem, ordinal) = word.strip_suffix("th").map_or((word, false), |stem| (stem, true));
    if stem == "hundred" {
        return Some(Piece::Hundred(ordinal));
    }
    SCALES.iter().find(|(name, _)| *name == stem).map(|(_, value)| Piece::Scale(*value, ordinal))
}

/// Reads the number that a list of words begins with: its value in millionths, and how many words it takes.
pub fn read(words: &[&str]) -> Option<(i128, usize)> {
    let first = *words.first()?;
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return read_digits(words);
    }
    if let Some((value, taken)) = read_words(words) {
        return Some(with_fraction(words, value, taken));
    }
    if first == "a" {
        let (value, taken) = read(&words[1..])?;
        let scale =
            matches!(words.get(1), Some(&"hundred" | &"thousand" | &"million" | &"billion" | &"dozen" | &"quarter"));
        return scale.then_some((value, taken + 1));
    }
    OTHER.iter().find(|(name, _)| *name == first).map(|(_, value)| (*value, 1))
}

fn read_digits(words: &[&str]) -> Option<(i128, usize)> {
    let first = words[0];
    if let Some((above, below)) = first.split_once('/') {
        let (above, below) = (above.parse::<i64>().ok()?, below.parse::<i64>().ok()?);
        return (below != 0).then(|| (i128::from(above) * ONE / i128::from(below), 1));
    }
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| first.strip_suffix(end));
    let value = decimal(ordinal.unwrap_or(first))?;
    match words.get(1).and_then(|word| piece(word)) {
        Some(Piece::Scale(scale, _)) if ordinal.is_none() => Some((value.saturating_mul(scale), 2)),
        Some(Piece::Hundred(_)) if ordinal.is_none() => Some((value.saturating_mul(100), 2)),
        _ => Some((value, 1)),
    }
}

/// A decimal number of at most 18 digits, in millionths; digits after the sixth place must not be needed.
fn decimal(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || part.len() > 6 || !digits(whole) || !digits(part) {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = format!("{part:0<6}").parse().ok()?;
    Some(whole * ONE + part)
}

fn read_words(words: &[&str]) -> Option<(i128, usize)> {
    let (mut total, mut group, mut last): (i128, i128, Option<i128>) = (0, 0, None);
    let mut taken = 0;
    for (i, word) in words.iter().enumerate().take(16) {
        // "and" belongs to a number only within it: one hundred and five.
        if *word == "and" && taken == i && matches!(last, Some(100..)) {
            continue;
        }
        let Some(piece) = piece(word) else { break };
        let ends = match piece {
            Piece::Plain(value, ordinal) => {
                let fits = match last {
                    Some(20..=90) => value < 10 && value > 0,
                    None | Some(100..) => true,
                    Some(_) => false,
                };
                if !fits {
                    // As years are said: nineteen forty-five, twenty twenty.
                    let year = total == 0 && (10..100).contains(&group) && value >= 10;
                    if !year {
                        break;
                    }
                    group *= 100;
                }
                group += value;
                last = Some(value);
                ordinal
            }
            Piece::Hundred(ordinal) => {
                if taken > 0 && !(1..100).contains(&group) {
                    break;
                }
                group = group.max(1) * 100;
                last = Some(100);
                ordinal
            }
            Piece::Scale(scale, ordinal) => {
                if taken > 0 && group == 0 {
                    break;
                }
                total += group.max(1) * scale;
                group = 0;
                last = Some(scale);
                ordinal
            }
        };
        taken = i + 1;
        if ends {
            break;
        }
    }
    (taken > 0).then_some(((total + group) * ONE, taken))
}

/// "three point one four", "two thirds", "three quarters".
fn with_fraction(words: &[&str], value: i128, taken: usize) -> (i128, usize) {
    match words.get(taken) {
        Some(&"point") => {
            let digits = words[taken + 1..].iter().map_while(|word| match piece(word) {
                Some(Piece::Plain(value @ 0..=9, false)) => Some(value),
                _ => None,
            });
            let (sum, _, count) = digits
                .take(6)
                .fold((value, ONE / 10, 0), |(sum, place, n), digit| (sum + digit * place, place / 10, n + 1));
            if count == 0 { (value, taken) } else { (sum, taken + 1 + count) }
        }
        Some(&"and") if words[taken + 1..].starts_with(&["a", "half"]) => (value + ONE / 2, taken + 3),
        Some(&"third" | &"thirds") if taken == 1 => (value / 3, 2),
        Some(&"half" | &"halves") if taken == 1 => (value / 2, 2),
        Some(&"quarter" | &"quarters") if taken == 1 => (value / 4, 2),
        _ => (value, taken),
    }
}

/// The value of a Roman numeral in small letters, if it is written as the rules have it.
pub fn roman(text: &str) -> Option<i128> {
    const PARTS: &[(&str, i128)] = &[
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let (mut rest, mut value) = (text, 0);
    for (digits, worth) in PARTS {
        let most = if digits.len() == 1 && matches!(*worth, 1 | 10 | 100 | 1000) { 3 } else { 1 };
        for _ in 0..most {
            if let Some(tail) = rest.strip_prefix(digits) {
                (rest, value) = (tail, value + worth * ONE);
            }
        }
    }
    rest.is_empty().then_some(value)
}

/// Words for a small whole number, cardinal and ordinal, to compare a slip of the fingers with.
pub fn names(micros: i128) -> impl Iterator<Item = &'static str> {
    let small = usize::try_from(micros / ONE).ok().filter(|_| micros % ONE == 0 && micros >= 0);
    let small = small.and_then(|i| Some([SMALL.split(' ').nth(i)?, SMALL_ORDINALS.split(' ').nth(i)?]));
    let tens = TENS.iter().find(|(_, _, value)| value * ONE == micros).map(|(a, b, _)| [*a, *b]);
    small.into_iter().chain(tens).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, value, taken) in [
            ("7 days", 7 * ONE, 1),
            ("seven", 7 * ONE, 1),
            ("two hundred and six bones", 206 * ONE, 4),
            ("nineteen forty five", 1945 * ONE, 3),
            ("twenty twenty", 2020 * ONE, 2),
            ("ten sixty six", 1066 * ONE, 3),
            ("nineteen hundred", 1900 * ONE, 2),
            ("two thousand and one", 2001 * ONE, 4),
            ("a million", 1_000_000 * ONE, 2),
            ("1.5 million", 1_500_000 * ONE, 2),
            ("21st", 21 * ONE, 1),
            ("twenty first", 21 * ONE, 2),
            ("eighth", 8 * ONE, 1),
            ("three point one four", 3_140_000, 4),
            ("two thirds", 666_666, 2),
            ("1/2", ONE / 2, 1),
            ("a dozen", 12 * ONE, 2),
            ("one and a half", ONE * 3 / 2, 4),
            ("one hundred", 100 * ONE, 2),
            ("seven eight", 7 * ONE, 1),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(read(&words), Some((value, taken)), "{text}");
        }
        for text in ["paris", "1980s", "h2o", "a cat", "", "9999999999999999999999"] {
            assert_eq!(read(&[text]), None, "{text}");
        }
    }

    #[test]
    fn roman_numerals_are_read() {
        for (text, value) in
            [("viii", Some(8)), ("xiv", Some(14)), ("mcmxlv", Some(1945)), ("iiii", None), ("vx", None), ("", None)]
        {
            assert_eq!(roman(text), value.map(|v: i128| v * ONE), "{text}");
        }
    }
}
