//! Rows of a table as text: separators, quotes, and the numbers that a spreadsheet gives its rows.

use csv::{ReaderBuilder, StringRecord};

use super::{BadFile, Limits};

/// Most columns of a row: no format has half as many.
const MAX_COLUMNS: usize = 64;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// What stands between fields.
    pub separator: u8,
    /// Whether fields may be quoted.
    pub has_quotes: bool,
}

/// Gives every row with its number to `each`, the header first; blank lines are skipped and blank rows are not.
///
/// # Errors
/// When a row has too many columns, there are too many rows, or `each` says so.
pub fn rows(
    text: &str,
    style: Style,
    limits: &Limits,
    mut each: impl FnMut(usize, &StringRecord) -> Result<(), BadFile>,
) -> Result<(), BadFile> {
    let numbers = numbers(text, style, limits)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(style.separator)
        .quoting(style.has_quotes)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut last = 0;
    for at in 0.. {
        // The text is UTF-8 and rows may have any length, so nothing is left that could be wrong.
        if !reader.read_record(&mut record).is_ok_and(|is_there| is_there) {
            break;
        }
        last = numbers.get(at).map_or(last + 1, |number| *number as usize);
        each(last, &record)?;
    }
    Ok(())
}

/// The row numbers of all rows that aren't blank lines, found in the way the reader finds them.
fn numbers(text: &str, style: Style, limits: &Limits) -> Result<Vec<u32>, BadFile> {
    let mut numbers = Vec::new();
    let mut row = 1_u32;
    let (mut columns, mut is_blank, mut quoted, mut at_start) = (1, true, false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            // Two quotes are one that stands for itself.
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                quoted = false;
            }
            continue;
        }
        match byte {
            b'\n' | b'\r' => {
                if byte == b'\r' {
                    bytes.next_if_eq(&b'\n');
                }
                if !is_blank {
                    numbers.push(row);
                    if numbers.len() > limits.rows + 1 {
                        return Err(BadFile::TooManyRows { most: limits.rows });
                    }
                }
                (row, columns, is_blank, at_start) = (row.saturating_add(1), 1, true, true);
                continue;
            }
            b'"' if at_start && style.has_quotes => quoted = true,
            _ if byte == style.separator => columns += 1,
            _ => {}
        }
        if columns > MAX_COLUMNS {
            return Err(BadFile::Columns(format!("row {row} has more than {MAX_COLUMNS} columns")));
        }
        (is_blank, at_start) = (false, byte == style.separator);
    }
    if !is_blank {
        numbers.push(row);
    }
    Ok(numbers)
}

/// What stands between the fields of a line: the likeliest of comma, semicolon and tab.
#[must_use]
pub fn separator_of(line: &str) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let is_one = |byte: &u8| {
            quoted ^= *byte == b'"';
            !quoted && *byte == separator
        };
        line.as_bytes().iter().copied().filter(is_one).count()
    };
    // Of several that are as frequent the last one wins: the comma, as usual.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, separator: u8, expected: &[(usize, &[&str])]) {
        let mut found = Vec::new();
        let style = Style { separator, has_quotes: true };
        let read = rows(text, style, &Limits::default(), |row, record| {
            found.push((row, record.iter().map(ToOwned::to_owned).collect::<Vec<_>>()));
            Ok(())
        });
        assert_eq!(read, Ok(()));
        let found: Vec<(usize, Vec<&str>)> =
            found.iter().map(|(row, fields)| (*row, fields.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> = expected.iter().map(|(row, fields)| (*row, fields.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        check(
            "a,b\r\n\r\n1,\"x\r\ny\"\r\n\n\n2,\"say \"\"hi\"\"\"",
            b',',
            &[(1, &["a", "b"]), (3, &["1", "x\r\ny"]), (6, &["2", "say \"hi\""])],
        );
        check(
            "a;b\n;\nx\"y;\"p\"q\n\"open;\n",
            b';',
            &[(1, &["a", "b"]), (2, &["", ""]), (3, &["x\"y", "pq"]), (4, &["open;\n"])],
        );
    }

    #[test]
    fn separators_are_counted_outside_of_quotes() {
        assert_eq!(separator_of("category;\"a,b,c,d\";x"), b';');
        assert_eq!(separator_of("category\tquestion, please\tx"), b'\t');
        assert_eq!(separator_of("question"), b',');
    }

    #[test]
    fn wide_rows_are_refused_before_they_are_read() {
        let style = Style { separator: b',', has_quotes: true };
        let wide = format!("a,b\n{}", ",".repeat(100));
        let refused = rows(&wide, style, &Limits::default(), |_, _| Ok(()));
        assert_eq!(refused, Err(BadFile::Columns("row 2 has more than 64 columns".to_owned())));
        let few = Limits { rows: 2, ..Limits::default() };
        assert_eq!(rows("h\n1\n2\n3\n", style, &few, |_, _| Ok(())), Err(BadFile::TooManyRows { most: 2 }));
    }
}
