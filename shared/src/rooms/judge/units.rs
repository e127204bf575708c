//! Numbers with what is counted: the number must be exact, a unit may be missing, another unit is another answer.

use super::listed;
use super::phrase::{Phrase, Word};

/// Units in short, and as they are written out (without the plural).
const SHORT: &[(&str, &str)] = &[
    ("km", "kilometer"),
    ("kms", "kilometer"),
    ("m", "meter"),
    ("cm", "centimeter"),
    ("mm", "millimeter"),
    ("mi", "mile"),
    ("ft", "foot"),
    ("kg", "kilogram"),
    ("kgs", "kilogram"),
    ("kilo", "kilogram"),
    ("g", "gram"),
    ("mg", "milligram"),
    ("t", "ton"),
    ("lb", "pound"),
    ("lbs", "pound"),
    ("oz", "ounce"),
    ("l", "liter"),
    ("ml", "milliliter"),
    ("h", "hour"),
    ("hr", "hour"),
    ("hrs", "hour"),
    ("min", "minute"),
    ("mins", "minute"),
    ("s", "second"),
    ("sec", "second"),
    ("secs", "second"),
    ("ms", "millisecond"),
    ("yr", "year"),
    ("yrs", "year"),
    ("c", "celsius"),
    ("centigrade", "celsius"),
    ("f", "fahrenheit"),
    ("k", "kelvin"),
    ("s2", "second square"),
    ("m2", "meter square"),
    ("km2", "kilometer square"),
    ("m3", "meter cubic"),
    ("squared", "square"),
    ("cubed", "cubic"),
    ("mph", "mile per hour"),
    ("kph", "kilometer per hour"),
    ("kmh", "kilometer per hour"),
    ("hz", "hertz"),
    ("v", "volt"),
    ("w", "watt"),
    ("usd", "dollar"),
    ("eur", "euro"),
    ("gbp", "pound"),
    ("bce", "bc"),
    ("ad", "ad"),
    ("ce", "ad"),
    ("bc", "bc"),
];

/// Units that are only written out, singular; with those above, all that contradict one another.
const LONG: &str = "\
    inch yard foot mile acre hectare ton tonne gallon pint day week month decade century degree percent joule \
    newton cent penny yen knot stone square cubic";

/// What never only names what is counted.
const NEVER: &str = "minus plus not and or over under point half than bc to ish percent less more";

const MONTHS: &str = "january february march april may june july august september october november december";

/// What a unit in short is written out.
pub fn short(text: &str) -> Option<&'static str> {
    SHORT.iter().find(|(short, _)| *short == text).map(|(_, long)| *long)
}

/// A number, and the units or things counted.
struct Measure {
    micros: i128,
    negative: bool,
    ordinal: bool,
    unit: Vec<String>,
    things: Vec<String>,
}

/// Whether a reply gives the number of an answer, with no other unit; nothing if the answer isn't of that kind.
pub fn same_measure(reply: &Phrase, answer: &Phrase) -> Option<bool> {
    let wanted = measure(answer, true)?;
    let Some(given) = measure(reply, false) else { return Some(false) };
    if given.micros != wanted.micros || given.negative != wanted.negative {
        return Some(false);
    }
    let year =
        wanted.unit.is_empty() && wanted.things.is_empty() && (1_000..2_100).contains(&(wanted.micros / 1_000_000));
    let units = if wanted.unit.is_empty() {
        given.unit.iter().all(|unit| unit == "ad" || !(year || unit == "bc" || unit == "percent"))
    } else {
        given.unit.is_empty() || given.unit.iter().all(|unit| wanted.unit.contains(unit)) && covers(&given, &wanted)
    };
    let things = given.things.iter().all(|thing| wanted.things.contains(thing));
    Some(units && (things || (given.things.len() <= 2 && !year && given.ordinal == wanted.ordinal)))
}

/// Degrees may go without their scale and scale without degrees; every other unit must be whole.
fn covers(given: &Measure, wanted: &Measure) -> bool {
    wanted.unit.iter().all(|unit| given.unit.contains(unit)) || wanted.unit.iter().any(|unit| unit == "degree")
}

fn measure(phrase: &Phrase, is_answer: bool) -> Option<Measure> {
    let words = &phrase.words;
    // "14 July 1789" and "July 14, 1789" say the year.
    let dated = match words.as_slice() {
        [day, month, year, ..] | [month, day, year, ..] if is_month(month) => day.number.and(year.number).is_some(),
        _ => false,
    };
    let mut start = if dated && !is_answer { 2 } else { 0 };
    let mut negative = false;
    let mut unit = Vec::new();
    // "$5", "AD 79", "-7", and the month before a year.
    let value = |word: &Word| word.number.or_else(|| word.roman(0));
    while let Some(word) = words.get(start).filter(|word| value(word).is_none()) {
        match word.key.as_str() {
            "minus" | "negative" => negative = true,
            "dollar" | "euro" | "pound" | "ad" => unit.push(word.key.clone()),
            "year" => {}
            month if !is_answer && listed(MONTHS, month) => {}
            _ => return None,
        }
        start += 1;
    }
    let number = words.get(start)?;
    let micros = value(number)?;
    let ordinal = is_ordinal(number);
    let mut things = Vec::new();
    for word in &words[start + 1..] {
        if word.number.is_some() && word.key != "second" {
            return None;
        }
        if is_unit(word) {
            unit.extend(long(&word.text).split(' ').filter(|part| *part != "per").map(str::to_owned));
        } else if word.key == "per" {
        } else if listed(NEVER, &word.key) || (is_answer && word.capital) {
            return None;
        } else {
            things.push(word.key.clone());
        }
    }
    Some(Measure { micros, negative, ordinal, unit, things })
}

fn is_ordinal(word: &Word) -> bool {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.text.ends_with(end));
    ends(&["th", "1st", "2nd", "3rd", "first", "second", "third"])
}

/// Whether both are the same number and only the second says of what, so that the first adds nothing.
pub fn says_more(bare: &Phrase, full: &Phrase) -> bool {
    match (measure(bare, true), measure(full, true)) {
        (Some(bare), Some(full)) => bare.unit.is_empty() && !full.unit.is_empty() && bare.micros == full.micros,
        _ => false,
    }
}

/// Whether a word is a month's name.
pub fn is_month(word: &Word) -> bool {
    listed(MONTHS, &word.key)
}

fn is_unit(word: &Word) -> bool {
    short(&word.text).is_some() || listed(LONG, &word.key) || SHORT.iter().any(|(_, long)| *long == word.key)
}

fn long(text: &str) -> String {
    short(text).map_or_else(|| super::spelling::key(text), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_must_not_contradict() {
        for (reply, answer, expected) in [
            ("42", "42 km", Some(true)),
            ("42 kilometres", "42 km", Some(true)),
            ("42 miles", "42 km", Some(false)),
            ("100 °C", "100", Some(true)),
            ("100 °F", "100 °C", Some(false)),
            ("300,000 km/h", "300,000 km/s", Some(false)),
            ("7 days", "7", Some(true)),
            ("1945 BC", "1945", Some(false)),
            ("1945 AD", "1945", Some(true)),
            ("44", "44 BC", Some(true)),
            ("-7", "7", Some(false)),
            ("July 1969", "1969", Some(true)),
            ("7 or 8", "7", Some(false)),
            ("5 dollars", "$5", Some(true)),
            ("seven", "Seven Samurai", None),
        ] {
            assert_eq!(same_measure(&Phrase::of(reply), &Phrase::of(answer)), expected, "{reply} for {answer}");
        }
    }
}
