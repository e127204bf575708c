//! A RON text as a tree of places: what stands where, with everything between left as it was written.

use std::ops::Range;

/// Brackets may nest this deep, as [`super::super::Source::parse`] says.
const MAX_DEPTH: usize = 64;

/// A value and the bytes of the text that it takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// From its first byte to the one after its last, the name before its brackets included.
    pub span: Range<usize>,
    /// What it holds.
    pub kind: Kind,
}

/// What a value holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A number, a word, a letter or a text in quotes.
    Leaf,
    /// `(name: value, …)`.
    Struct(Vec<Entry>),
    /// `{key: value, …}`.
    Map(Vec<Entry>),
    /// `[value, …]`.
    List(Vec<Node>),
    /// `(value, …)`.
    Tuple(Vec<Node>),
}

/// A name or key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its name or key stands.
    pub key: Range<usize>,
    /// The name, or the key without its quotes.
    pub name: String,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The tree of a text; `None` when it is no RON that [`super::super::Source::parse`] would take.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let node = reader.value(0)?;
        reader.skip();
        (reader.at == text.len()).then_some(node)
    }

    /// The value of a field or key.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.entries()?.iter().find(|entry| entry.name == name).map(|entry| &entry.value)
    }

    /// Fields of a struct or entries of a map.
    #[must_use]
    pub fn entries(&self) -> Option<&[Entry]> {
        if let Kind::Struct(entries) | Kind::Map(entries) = &self.kind { Some(entries) } else { None }
    }

    /// Items of a list or tuple.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        if let Kind::List(items) | Kind::Tuple(items) = &self.kind { Some(items) } else { None }
    }

    /// What stands there.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or_default()
    }

    /// Where each of its parts stands, keys included, in order.
    #[must_use]
    pub fn parts(&self) -> Vec<Range<usize>> {
        match &self.kind {
            Kind::Leaf => Vec::new(),
            Kind::Struct(entries) | Kind::Map(entries) => {
                entries.iter().map(|entry| entry.key.start..entry.value.span.end).collect()
            }
            Kind::List(items) | Kind::Tuple(items) => items.iter().map(|item| item.span.clone()).collect(),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Past white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            self.at = match after_comment(self.text, self.at) {
                Some(end) => end,
                None => return,
            };
        }
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.skip();
        if depth > MAX_DEPTH {
            return None;
        }
        let start = self.at;
        let kind = match self.peek()? {
            '(' => self.round(depth)?,
            '[' => {
                self.at += 1;
                Kind::List(self.list(']', depth)?)
            }
            '{' => {
                self.at += 1;
                Kind::Map(self.map(depth)?)
            }
            '"' | '\'' => {
                self.quoted()?;
                Kind::Leaf
            }
            'r' if self.is_raw() => {
                self.raw()?;
                Kind::Leaf
            }
            _ => {
                self.word()?;
                let after_word = self.at;
                self.skip();
                if self.peek() == Some('(') {
                    // A struct that says its name, or `Some(…)`: what is in the brackets counts.
                    self.round(depth)?
                } else {
                    self.at = after_word;
                    Kind::Leaf
                }
            }
        };
        Some(Node { span: start..self.at, kind })
    }

    /// `(…)`: a struct when its first part is a name, else a tuple.
    fn round(&mut self, depth: usize) -> Option<Kind> {
        self.at += 1;
        let inside = self.at;
        self.skip();
        let named = self.word().is_some() && {
            self.skip();
            self.peek() == Some(':')
        };
        self.at = inside;
        if !named {
            return Some(Kind::Tuple(self.list(')', depth)?));
        }
        let mut fields = Vec::new();
        loop {
            self.skip();
            if self.peek()? == ')' {
                self.at += 1;
                return Some(Kind::Struct(fields));
            }
            let key = self.word()?;
            let name = self.text[key.clone()].to_owned();
            fields.push(self.entry(key, name, depth)?);
            self.comma(')')?;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        loop {
            self.skip();
            if self.peek()? == '}' {
                self.at += 1;
                return Some(entries);
            }
            let key = self.value(depth + 1)?.span;
            let name = unquoted(&self.text[key.clone()]);
            entries.push(self.entry(key, name, depth)?);
            self.comma('}')?;
        }
    }

    fn entry(&mut self, key: Range<usize>, name: String, depth: usize) -> Option<Entry> {
        self.skip();
        if self.peek()? != ':' {
            return None;
        }
        self.at += 1;
        Some(Entry { key, name, value: self.value(depth + 1)? })
    }

    fn list(&mut self, end: char, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.peek()? == end {
                self.at += 1;
                return Some(items);
            }
            items.push(self.value(depth + 1)?);
            self.comma(end)?;
        }
    }

    /// After a part: a comma, or the bracket that ends all.
    fn comma(&mut self, end: char) -> Option<()> {
        self.skip();
        match self.peek()? {
            ',' => self.at += 1,
            c if c == end => {}
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let in_word = |c: char| c.is_alphanumeric() || "_-+.".contains(c);
        let length = self.rest().find(|c| !in_word(c)).unwrap_or(self.rest().len());
        self.at += length;
        (length > 0).then_some(start..self.at)
    }

    fn quoted(&mut self) -> Option<()> {
        let mut letters = self.rest().char_indices();
        let (_, quote) = letters.next()?;
        while let Some((_, c)) = letters.next() {
            if c == '\\' {
                letters.next()?;
            } else if c == quote {
                self.at += self.rest().len() - letters.as_str().len();
                return Some(());
            }
        }
        None
    }

    fn is_raw(&self) -> bool {
        let after = self.rest()[1..].trim_start_matches('#');
        after.starts_with('"')
    }

    fn raw(&mut self) -> Option<()> {
        let hashes = self.rest()[1..].chars().take_while(|c| *c == '#').count();
        let end = format!("\"{}", "#".repeat(hashes));
        let inside = 1 + hashes + 1;
        let length = self.rest()[inside..].find(&end)?;
        self.at += inside + length + end.len();
        Some(())
    }
}

/// Where the comment that begins here ends; `None` when none begins here.
pub(super) fn after_comment(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with("//") {
        return Some(at + rest.find('\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let (mut depth, mut from) = (0usize, 0usize);
    loop {
        let next = rest[from..].find("/*").map(|i| from + i);
        let close = rest[from..].find("*/").map(|i| from + i)?;
        if next.is_some_and(|open| open < close) {
            depth += 1;
            from = next? + 2;
        } else {
            depth = depth.checked_sub(1)?;
            from = close + 2;
        }
        if depth == 0 {
            return Some(at + from);
        }
    }
}

/// A text or letter without its quotes and escapes; anything else as it is.
#[must_use]
pub fn unquoted(text: &str) -> String {
    ron::from_str::<String>(text)
        .or_else(|_| ron::from_str::<char>(text).map(String::from))
        .unwrap_or_else(|_| text.to_owned())
}

/// A text in quotes, as RON reads it back.
#[must_use]
pub fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_a_file_has_its_place() {
        let text = "// a (comment\nScene(\n  name: \"a \\\"b\\\" ]\", /* x /* y */ ( */ size: (8, -9.5),\n  legend: {'#': \"wall\", '\\'': r#\"a\"b\"#},\n  list: [Some((x: 1)), Up,],\n  none: None,\n)\n";
        let node = Node::parse(text).expect("RON");
        assert_eq!(node.get("name").map(|n| n.text(text)), Some("\"a \\\"b\\\" ]\""));
        let size = node.get("size").and_then(Node::items).expect("a tuple");
        assert_eq!(size.iter().map(|n| n.text(text)).collect::<Vec<_>>(), ["8", "-9.5"]);
        let legend = node.get("legend").and_then(Node::entries).expect("a map");
        assert_eq!(legend.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["#", "'"]);
        let list = node.get("list").and_then(Node::items).expect("a list");
        assert_eq!(list.iter().map(|n| n.text(text)).collect::<Vec<_>>(), ["Some((x: 1))", "Up"]);
    }

    #[test]
    fn what_is_no_ron_has_no_tree() {
        for text in ["", "(", "(a: )", "[1 2]", "{\"a\" 1}", "(a: 1) b", "\"open", "/* open", &"[".repeat(100_000)] {
            assert_eq!(Node::parse(text), None, "{text:.20}");
        }
    }

    #[test]
    fn texts_go_into_quotes_and_back() {
        for text in ["", "plain", "a \"b\" \\ c\nd\te 'f' é"] {
            assert_eq!(unquoted(&quoted(text)), text);
        }
    }
}
