//! Breaking a line of speech into the rows of a bubble.

/// Letters in a row of a bubble.
pub const ROW: usize = 26;

/// Breaks text between words into rows of at most `width` letters; longer words are cut.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for word in text.split_whitespace() {
        let mut letters: Vec<char> = word.chars().collect();
        let used = row.chars().count();
        if used > 0 && used + 1 + letters.len() > width {
            rows.push(std::mem::take(&mut row));
        }
        while letters.len() > width {
            let rest = letters.split_off(width);
            rows.push(letters.into_iter().collect());
            letters = rest;
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.extend(letters);
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// The first `count` letters of wrapped rows, in their rows, so that words don't jump while they are typed.
#[must_use]
pub fn first(rows: &[String], count: usize) -> Vec<String> {
    let mut left = count;
    rows.iter()
        .map(|row| {
            let shown: String = row.chars().take(left).collect();
            left = left.saturating_sub(row.chars().count());
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width), expected);
    }

    #[test]
    fn rows_break_between_words() {
        check("the bread is warm today", 10, &["the bread", "is warm", "today"]);
        check("one", 10, &["one"]);
        check("exactly ten", 11, &["exactly ten"]);
        check("", 10, &[]);
    }

    #[test]
    fn long_words_are_cut_and_nothing_is_lost() {
        check("oh incomprehensibilities!", 8, &["oh", "incompre", "hensibil", "ities!"]);
        check("ünïcödé wörds", 8, &["ünïcödé", "wörds"]);
    }

    #[test]
    fn no_row_is_ever_too_wide_and_the_letters_stay() {
        let text = "Well, the clockmaker said seven; Extraordinarilyverylongname disagreed, loudly — twice!";
        for width in 1..40 {
            let rows = wrap(text, width);
            assert!(rows.iter().all(|row| row.chars().count() <= width));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&rows.concat()), letters(text));
        }
    }

    #[test]
    fn typing_keeps_words_in_their_rows() {
        let rows = wrap("the bread is warm", 10);
        assert_eq!(first(&rows, 11), ["the bread", "is"]);
        assert_eq!(first(&rows, 0), ["", ""]);
        assert_eq!(first(&rows, 99), rows);
    }
}
