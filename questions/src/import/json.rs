//! Rows of JSON of any shape, without keeping more than one of them: what isn't wanted is skipped as it is read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::BadFile;

/// Most items of a list that are kept.
const MAX_ITEMS: usize = 16;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field {
    /// It isn't there, or null.
    #[default]
    Empty,
    /// Text, or a number or truth value as text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// Something else.
    Other,
}

impl Field {
    /// The text; nothing where there is none.
    pub fn text(self) -> String {
        if let Self::Text(text) = self { text } else { String::new() }
    }
}

/// One element of the list: the wanted fields in their order, or `None` where it is no object.
pub type Row = Option<Vec<Field>>;

/// Gives the wanted fields of every object in a list to `each`; the list is the whole text, or the field `inside` of an
/// object, whose number in the field `code` comes back.
///
/// # Errors
/// When the text is no such JSON, with the place, or `each` says so.
pub fn rows(
    text: &str,
    wanted: &'static [&'static str],
    (inside, code): (&'static str, &'static str),
    each: &mut dyn FnMut(Row) -> Result<(), BadFile>,
) -> Result<Option<i64>, BadFile> {
    let mut stopped = None;
    let top = Top { wanted, inside, code, each, stopped: &mut stopped };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = top.deserialize(&mut json).and_then(|code| json.end().map(|()| code));
    match (stopped, read) {
        (Some(bad), _) => Err(bad),
        (None, Ok(code)) => Ok(code),
        (None, Err(error)) => {
            let why = match error.classify() {
                Category::Eof => "the file ends in the middle; was it cut off?".to_owned(),
                _ => {
                    let words = error.to_string();
                    words.split(" at line ").next().unwrap_or_default().chars().take(200).collect()
                }
            };
            Err(BadFile::Json { line: error.line(), column: error.column(), why })
        }
    }
}

struct Top<'a> {
    wanted: &'static [&'static str],
    inside: &'static str,
    code: &'static str,
    each: &'a mut dyn FnMut(Row) -> Result<(), BadFile>,
    /// Why reading was stopped, as the parser's own errors are only words.
    stopped: &'a mut Option<BadFile>,
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = Option<i64>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<i64>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of objects, or an object with a list {:?}", self.inside)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<i64>, A::Error> {
        while let Some(row) = list.next_element_seed(Object(self.wanted))? {
            if let Err(bad) = (self.each)(row) {
                *self.stopped = Some(bad);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<i64>, A::Error> {
        let mut code = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.inside {
                let list = Top { each: &mut *self.each, stopped: &mut *self.stopped, ..self };
                map.next_value_seed(list)?;
            } else if key == self.code {
                code = map.next_value_seed(Value)?.text().parse().ok();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(code)
    }
}

/// An object of which some fields are wanted.
struct Object(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Object {
    type Value = Row;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Row, D::Error> {
        from.deserialize_any(self)
    }
}

/// The visits of scalars, which are the same wherever they are `$other`.
macro_rules! scalars {
    ($value:ty, $text:expr, $empty:expr) => {
        fn visit_bool<E>(self, value: bool) -> Result<$value, E> {
            Ok($text(value.to_string()))
        }
        fn visit_i64<E>(self, value: i64) -> Result<$value, E> {
            Ok($text(value.to_string()))
        }
        fn visit_u64<E>(self, value: u64) -> Result<$value, E> {
            Ok($text(value.to_string()))
        }
        fn visit_f64<E>(self, value: f64) -> Result<$value, E> {
            Ok($text(value.to_string()))
        }
        fn visit_str<E>(self, value: &str) -> Result<$value, E> {
            Ok($text(value.to_owned()))
        }
        fn visit_unit<E>(self) -> Result<$value, E> {
            Ok($empty)
        }
    };
}

impl<'de> Visitor<'de> for Object {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    scalars!(Row, |_: String| None, None);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Row, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut fields = vec![Field::Empty; self.0.len()];
        while let Some(key) = map.next_key::<String>()? {
            match self.0.iter().position(|wanted| *wanted == key) {
                Some(at) => fields[at] = map.next_value_seed(Value)?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Some(fields))
    }
}

/// The value of a wanted field.
struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Field;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Field, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    scalars!(Field, Field::Text, Field::Empty);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Field, A::Error> {
        let mut items = Vec::new();
        let mut is_odd = false;
        while items.len() < MAX_ITEMS {
            match list.next_element_seed(Item)? {
                None => return Ok(if is_odd { Field::Other } else { Field::List(items) }),
                Some(Some(text)) => items.push(text),
                Some(None) => is_odd = true,
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other)
    }
}

/// A text in a list; `None` for what is no text.
struct Item;

impl<'de> DeserializeSeed<'de> for Item {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<String>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    scalars!(Option<String>, Some, None);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[Row], &str>) {
        let mut found = Vec::new();
        let read = rows(text, &["a", "b"], ("results", "code"), &mut |row| {
            found.push(row);
            Ok(())
        });
        match (read, expected) {
            (Ok(_), Ok(expected)) => assert_eq!(found, expected, "{text}"),
            (Err(bad), Err(words)) => assert!(bad.to_string().contains(words), "{bad}"),
            (read, _) => panic!("{read:?} of {text}"),
        }
    }

    #[test]
    fn wanted_fields_are_read_whatever_else_there_is() {
        let text = |text: &str| Field::Text(text.to_owned());
        let row = |a, b| Some(vec![a, b]);
        check(
            r#"[{"a": "x", "c": [[{}]], "b": 7}, 3, [], null, {"a": null, "a": "y"}]"#,
            Ok(&[row(text("x"), text("7")), None, None, None, row(text("y"), Field::Empty)]),
        );
        let list = Field::List(vec!["x".into(), "true".into()]);
        check(r#"{"z": {}, "results": [{"a": ["x", true], "b": ["x", {}]}]}"#, Ok(&[row(list, Field::Other)]));
    }

    #[test]
    fn broken_json_has_a_place() {
        check("[{\"a\": 1},\n {\"a\": ", Err("line 2, column 7: the file ends in the middle"));
        check("[{\"a\": 1} {\"a\": 2}]", Err("line 1, column 11: expected `,` or `]`"));
        check("[] x", Err("column 4: trailing characters"));
        check("7", Err("expected a list of objects, or an object with a list \"results\""));
        check(&"[".repeat(100_000), Err("the file ends in the middle"));
        check(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), Ok(&[None]));
        check(&"{\"results\":".repeat(100_000), Err("recursion limit exceeded"));
    }
}
