//! Where in a RON text something stands: RON keeps no places once it is parsed, so they are looked up when needed.

/// One step on the way to a place; each is looked for after the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A field's name, a number or a bracket, outside of quotes.
    Word(&'a str),
    /// The word that comes after so many of its like.
    NthWord(&'a str, usize),
    /// A text or letter in quotes.
    Text(&'a str),
    /// The text that comes after so many others.
    NthText(usize),
}

/// Line and column, from 1, of the last step; `None` when one of them isn't found or there are none.
#[must_use]
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<(usize, usize)> {
    let mut tokens = Tokens { rest: text.chars().peekable(), line: 1, column: 1 };
    let mut place = None;
    for step in path {
        let mut left = match step {
            Step::NthWord(_, n) | Step::NthText(n) => *n,
            Step::Word(_) | Step::Text(_) => 0,
        };
        loop {
            let token = tokens.next()?;
            let fits = match step {
                Step::Word(word) | Step::NthWord(word, _) => !token.quoted && token.text == *word,
                Step::Text(text) => token.quoted && token.text == *text,
                Step::NthText(_) => token.quoted,
            };
            if fits && left == 0 {
                place = Some(token.at);
                break;
            }
            left -= usize::from(fits);
        }
    }
    place
}

/// A word, a bracket, or what stands between quotes.
struct Token {
    at: (usize, usize),
    text: String,
    quoted: bool,
}

struct Tokens<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
    column: usize,
}

impl Tokens<'_> {
    fn take(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        Some(c)
    }

    fn skip_line(&mut self) {
        while self.take().is_some_and(|c| c != '\n') {}
    }

    /// After `/*`, to its end; such comments nest.
    fn skip_block(&mut self) {
        let (mut depth, mut before) = (1, ' ');
        while let Some(c) = self.take() {
            match (before, c) {
                ('*', '/') => depth -= 1,
                ('/', '*') => depth += 1,
                _ => {
                    before = c;
                    continue;
                }
            }
            before = ' ';
            if depth == 0 {
                return;
            }
        }
    }

    /// After an opening quote, to the closing one.
    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        while let Some(c) = self.take() {
            match c {
                '\\' => text.extend(self.take().map(|escaped| if escaped == 'n' { '\n' } else { escaped })),
                c if c == quote => break,
                c => text.push(c),
            }
        }
        text
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let at = (self.line, self.column);
            let c = self.take()?;
            match (c, self.rest.peek()) {
                (c, _) if c.is_whitespace() => {}
                ('/', Some('/')) => self.skip_line(),
                ('/', Some('*')) => {
                    self.take();
                    self.skip_block();
                }
                ('"' | '\'', _) => return Some(Token { at, text: self.quoted(c), quoted: true }),
                _ => {
                    let mut text = String::from(c);
                    let in_word = |c: char| c.is_alphanumeric() || "_-+.".contains(c);
                    while in_word(c)
                        && let Some(more) = self.rest.next_if(|next| in_word(*next))
                    {
                        self.column += 1;
                        text.push(more);
                    }
                    return Some(Token { at, text, quoted: false });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// props: \"bench\"\n(\n  props: [\n    (prop: \"lamp\", at: (1, -2)), /* prop */\n    (prop: \"be\\\"nch\", at: (3, 4)),\n  ],\n  legend: {'#': \"wall\"},\n)";

    #[track_caller]
    fn check(path: &[Step<'_>], expected: Option<(usize, usize)>) {
        assert_eq!(locate(TEXT, path), expected, "{path:?}");
    }

    #[test]
    fn places_are_found_past_comments_and_escapes() {
        use Step::{NthText, NthWord, Text, Word};
        check(&[Word("props")], Some((3, 3)));
        check(&[Word("props"), NthWord("prop", 1)], Some((5, 6)));
        check(&[Word("props"), NthWord("prop", 1), Word("at"), Word("4")], Some((5, 31)));
        check(&[Text("be\"nch")], Some((5, 12)));
        check(&[Word("-2")], Some((4, 28)));
        check(&[Word("legend"), Text("#")], Some((7, 12)));
        check(&[NthText(3)], Some((7, 17)));
        check(&[Text("bench")], None);
        check(&[Word("legend"), Word("props")], None);
        check(&[], None);
    }
}
