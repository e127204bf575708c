//! What RON has to say about a file, in words for somebody who writes content and no programs.

use ron::Error;

use super::{hint, nearest_name};

/// A parse error as a sentence that says what was expected and, if one is near, the name that was meant.
#[must_use]
pub fn in_words(error: &Error) -> String {
    match error {
        Error::NoSuchStructField { expected, found, .. } => unknown("field", found, expected),
        Error::NoSuchEnumVariant { expected, found, .. } => unknown("choice", found, expected),
        Error::MissingStructField { field, .. } => format!("the field {field:?} is missing from what ends here"),
        Error::DuplicateStructField { field, .. } => format!("the field {field:?} is there twice, expected it once"),
        Error::InvalidValueForType { expected, found } => {
            format!("expected {}, found {}", plain(expected), plain(found))
        }
        Error::ExpectedDifferentLength { expected, found } => {
            format!("expected {}, found {found} of them", plain(expected))
        }
        Error::Eof => "the file ends here, expected more: a bracket or a quote isn't closed".into(),
        Error::TrailingCharacters => "expected the end of the file: everything is closed before this".into(),
        Error::ExpectedString => "expected a text in double quotes".into(),
        Error::ExpectedStringEnd => "this text has no end, expected a double quote after it".into(),
        Error::ExpectedChar => "expected one letter in single quotes".into(),
        Error::ExpectedInteger => "expected a whole number".into(),
        Error::IntegerOutOfBounds => {
            "this number is out of range, expected 0 to 255 for tiles and looks, 0 or more for sizes".into()
        }
        Error::ExpectedFloat => "expected a number".into(),
        Error::ExpectedBoolean => "expected true or false".into(),
        Error::ExpectedIdentifier => "expected the name of a field, without quotes".into(),
        Error::ExpectedComma => "expected a comma or a closing bracket".into(),
        Error::ExpectedMapColon => "expected a colon".into(),
        Error::ExpectedArray => "expected a list: an opening [".into(),
        Error::ExpectedArrayEnd => "expected a comma or a closing ]".into(),
        Error::ExpectedMap => "expected an opening {".into(),
        Error::ExpectedMapEnd => "expected a comma or a closing }".into(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "expected an opening (".into(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "expected a comma or a closing )".into(),
        Error::UnexpectedChar(c) => format!("{c:?} can't stand here"),
        Error::UnclosedBlockComment => "this comment has no end, expected */ after it".into(),
        Error::InvalidEscape(_) => {
            "there is no such letter after a backslash: write \\\\ for the backslash itself".into()
        }
        Error::ExceededRecursionLimit => "brackets are nested too deep, expected at most 64".into(),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
        }
    }
}

fn unknown(what: &str, found: &str, expected: &[&str]) -> String {
    let known = match expected {
        [] => "none".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    format!("there is no {what} {found:?}, expected {known}{}", hint(nearest_name(found, expected.iter().copied())))
}

/// Without the words of programs.
fn plain(text: &str) -> String {
    let text = text.replace('`', "");
    let pairs = [
        ("the unsigned integer ", "the number "),
        ("the signed integer ", "the number "),
        ("an unsigned 8-bit integer", "a whole number from 0 to 255"),
        ("an integer between 0 and 255", "a whole number from 0 to 255"),
        ("a UTF-8 string", "a text in double quotes"),
        ("the string ", "the text "),
        ("the UTF-8 string ", "the text "),
        ("a Unicode character", "one letter in single quotes"),
        ("the boolean ", ""),
        ("a boolean", "true or false"),
    ];
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
}
