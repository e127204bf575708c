//! A row on its way, its one spelling as a line of text, and sums over many.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use super::tables::{Holds, TABLES, Table};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

/// A row of a table, with a value for each column.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) table: &'static Table,
    pub(super) values: Vec<Value>,
}

/// What goes from where rows are read to where they are stored.
#[derive(Debug)]
pub(super) enum Item {
    Row(Row),
    /// All rows were sent, and this is their sum. Without it nothing of what was sent counts.
    End(Tally),
}

/// How many rows of each table there are, and a checksum over all of them in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Rows by table; tables without rows are left out.
    pub rows: BTreeMap<&'static str, u64>,
    /// SHA-256 over the rows as lines of text, in hexadecimal digits.
    pub sha256: String,
}

impl Tally {
    /// How many rows there are in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.rows.values().sum()
    }
}

/// Adds up rows.
#[derive(Default)]
pub(super) struct Sum {
    rows: BTreeMap<&'static str, u64>,
    hash: Sha256,
}

impl Sum {
    /// Adds a row that is spelt like this.
    pub(super) fn add(&mut self, table: &'static Table, line: &str) {
        *self.rows.entry(table.name).or_default() += 1;
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
    }

    pub(super) fn tally(self) -> Tally {
        Tally { rows: self.rows, sha256: hexadecimal(&self.hash.finalize()) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    table: String,
    row: Map<String, Json>,
}

impl Row {
    /// The row as a line of JSON, without its line break; the same for equal rows.
    pub(super) fn line(&self) -> String {
        let mut line = format!(r#"{{"table":"{}","row":{{"#, self.table.name);
        for (n, ((name, _), value)) in self.table.columns.iter().zip(&self.values).enumerate() {
            let value = match value {
                Value::Number(Some(number)) => number.to_string(),
                Value::Text(Some(text)) => Json::from(text.as_str()).to_string(),
                Value::Bytes(bytes) => format!("\"{}\"", hexadecimal(bytes)),
                Value::Number(None) | Value::Text(None) => "null".to_owned(),
            };
            // Writing to a text can't fail.
            let _ = write!(line, "{}\"{name}\":{value}", if n == 0 { "" } else { "," });
        }
        line.push_str("}}");
        line
    }

    /// The row that a line spells, or what is wrong with it.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let Line { table, row } = serde_json::from_str(line).map_err(|bad| format!("it isn't a row: {bad}"))?;
        let Some(table) = TABLES.iter().find(|known| known.name == table) else {
            return Err(format!("there is no table {table:?}"));
        };
        let value = |(name, holds): &(&str, Holds)| {
            let wrong = || format!("{}.{name} isn't what that column holds", table.name);
            match (row.get(*name), holds) {
                (None, _) => Err(format!("{}.{name} is missing", table.name)),
                (Some(Json::Null), Holds::Number) => Ok(Value::Number(None)),
                (Some(Json::Null), Holds::Text) => Ok(Value::Text(None)),
                (Some(value), Holds::Number) => value.as_i64().map(|n| Value::Number(Some(n))).ok_or_else(wrong),
                (Some(Json::String(text)), Holds::Text) => Ok(Value::Text(Some(text.clone()))),
                (Some(Json::String(text)), Holds::Bytes) => bytes(text).map(Value::Bytes).ok_or_else(wrong),
                (Some(_), _) => Err(wrong()),
            }
        };
        if row.len() > table.columns.len() {
            return Err(format!("{} has no such columns", table.name));
        }
        Ok(Self { table, values: table.columns.iter().map(value).collect::<Result<_, _>>()? })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    digits.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_one_spelling_and_nothing_else_is_read() {
        let line = r#"{"table":"mutes","row":{"player":-1,"muted":9223372036854775807}}"#;
        assert_eq!(Row::parse(line).expect("a row").line(), line);
        let line = r#"{"table":"town","row":{"key":"a\"\\\n\u0001é🐈","value":""}}"#;
        assert_eq!(Row::parse(line).expect("a row").line(), line);
        for (line, part) in [
            ("", "isn't a row"),
            ("{}", "isn't a row"),
            (r#"{"table":"mutes","row":{"player":1}}"#, "mutes.muted is missing"),
            (r#"{"table":"mutes","row":{"player":1,"muted":1,"x":1}}"#, "no such columns"),
            (r#"{"table":"mutes","row":{"player":1,"muted":"1"}}"#, "mutes.muted isn't"),
            (r#"{"table":"mutes","row":{"player":1,"muted":1.5}}"#, "mutes.muted isn't"),
            (r#"{"table":"mutes","row":{"player":1,"muted":9223372036854775808}}"#, "mutes.muted isn't"),
            (r#"{"table":"sqlite_master","row":{}}"#, "no table \"sqlite_master\""),
        ] {
            let wrong = Row::parse(line).expect_err(line);
            assert!(wrong.contains(part), "{line}: {wrong}");
        }
        assert_eq!(bytes("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!((bytes("0"), bytes("zz"), bytes("+1")), (None, None, None));
    }
}
