//! Edits of content files as texts: what an edit doesn't touch, comments and layout with it, stays as it was written.

pub mod file;
pub mod scene;
pub mod tree;

use std::ops::Range;

use tree::{Node, after_comment};

/// Why an edit can't be made; the text is as it was then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text isn't RON.
    #[error("the file can't be read: mend it in a text editor first")]
    Unreadable,
    /// Something that every file of its kind has isn't there.
    #[error("the file has no `{0}`: mend it in a text editor first")]
    Missing(&'static str),
    /// What is to be changed isn't there, or no longer.
    #[error("{0} isn't there any more")]
    Gone(String),
    /// There is something of this name already.
    #[error("there is already something called {0:?}")]
    Taken(String),
    /// A tile outside the scene.
    #[error("({0}, {1}) is outside the scene")]
    Outside(u8, u8),
    /// The legend has no letter left.
    #[error("the legend has no letter left for another ground")]
    NoLetter,
}

/// A text with its tree; every change gives both anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    text: String,
    root: Node,
}

impl Doc {
    /// Reads a text.
    ///
    /// # Errors
    /// [`EditError::Unreadable`] when it isn't RON.
    pub fn parse(text: impl Into<String>) -> Result<Self, EditError> {
        let text = text.into();
        let root = Node::parse(&text).ok_or(EditError::Unreadable)?;
        Ok(Self { text, root })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, for good.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The whole tree.
    #[must_use]
    pub const fn root(&self) -> &Node {
        &self.root
    }

    /// A field that has to be there.
    ///
    /// # Errors
    /// [`EditError::Missing`].
    pub fn field(&self, name: &'static str) -> Result<&Node, EditError> {
        self.root.get(name).ok_or(EditError::Missing(name))
    }

    /// Puts something in the place of what stands there.
    ///
    /// # Errors
    /// [`EditError::Unreadable`] when the text would not be RON any more.
    pub fn replace(&mut self, span: Range<usize>, new: &str) -> Result<(), EditError> {
        let mut text = self.text.clone();
        text.replace_range(span, new);
        *self = Self::parse(text)?;
        Ok(())
    }

    /// Puts a part into a list, tuple, struct or map, before the one that is at `index` now; on a line of its own where
    /// its siblings have theirs, or, when it is the first, where `lines` says so.
    ///
    /// # Errors
    /// [`EditError::Unreadable`] when the text would not be RON any more.
    pub fn insert(&mut self, into: &Node, index: usize, new: &str, lines: bool) -> Result<(), EditError> {
        let parts = into.parts();
        let text = &self.text;
        let open = into.span.start + into.text(text).find(['(', '[', '{']).ok_or(EditError::Unreadable)?;
        let close = into.span.end - 1;
        let Some(first) = parts.first() else {
            let inside = &text[open + 1..close];
            if !lines && inside.trim().is_empty() {
                return self.replace(open + 1..close, new);
            }
            let indent = indent_of(text, open);
            // Comments in it stay where they are.
            let kept = inside.trim_end();
            let all = format!("{kept}\n{indent}    {new},\n{indent}");
            return self.replace(open + 1..close, &all);
        };
        let index = index.min(parts.len());
        let in_lines = text[open + 1..first.start].contains('\n');
        if index == 0 {
            if !in_lines {
                return self.replace(first.start..first.start, &format!("{new}, "));
            }
            let at = line_end(text, open + 1);
            let indent = indent_of(text, first.start);
            return self.replace(at..at, &format!("\n{indent}{new},"));
        }
        let before = &parts[index - 1];
        let same_line = parts.get(index).is_some_and(|next| !text[before.end..next.start].contains('\n'));
        if !in_lines || same_line {
            return self.replace(before.end..before.end, &format!(", {new}"));
        }
        let indent = indent_of(text, first.start);
        let (comma, after) = after_comma(text, before.end);
        let at = line_end(text, after);
        let mut edited = text.clone();
        edited.insert_str(at, &format!("\n{indent}{new},"));
        if !comma {
            edited.insert(before.end, ',');
        }
        *self = Self::parse(edited)?;
        Ok(())
    }

    /// Takes a part out of a list, tuple, struct or map, and its line with it where it has one of its own.
    ///
    /// # Errors
    /// [`EditError::Gone`] when there is no such part.
    pub fn remove(&mut self, from: &Node, index: usize) -> Result<(), EditError> {
        let parts = from.parts();
        let Some(part) = parts.get(index) else { return Err(EditError::Gone("it".into())) };
        let text = &self.text;
        let line_start = text[..part.start].rfind('\n').map_or(0, |at| at + 1);
        let (_, after) = after_comma(text, part.end);
        let end = line_end(text, after);
        let rest = text[after..end].trim_start();
        let alone = text[line_start..part.start].trim().is_empty()
            && (rest.is_empty() || rest.starts_with("//"))
            && end < text.len();
        let span = if alone {
            line_start..end + 1
        } else if let Some(next) = parts.get(index + 1) {
            part.start..next.start
        } else if index > 0 {
            parts[index - 1].end..part.end
        } else {
            part.start..after
        };
        self.replace(span, "")
    }
}

/// The white space before the first letter of the line that `at` is in.
fn indent_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Where the line that `at` is in ends, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// Past the comma that follows a part, if one does, and whether one does.
fn after_comma(text: &str, end: usize) -> (bool, usize) {
    let mut at = end;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        match after_comment(text, at) {
            Some(after) => at = after,
            None if text[at..].starts_with(',') => return (true, at + 1),
            None => return (false, end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "(\n    // who comes\n    list: [\n        1, // one\n        // two\n        2\n    ],\n    row: [(1, 2), (3, 4)],\n    map: {\"a\": 1},\n    none: [],\n)\n";

    #[track_caller]
    fn inserted(field: &'static str, index: usize, new: &str, lines: bool, expected: &str) {
        let mut doc = Doc::parse(FILE).expect("RON");
        let node = doc.field(field).expect("a field").clone();
        doc.insert(&node, index, new, lines).expect("an edit");
        assert!(doc.text().contains(expected), "{}", doc.text());
        assert!(doc.text().contains("// who comes\n"));
    }

    #[test]
    fn a_part_comes_in_like_its_siblings() {
        inserted("list", 2, "3", true, "        1, // one\n        // two\n        2,\n        3,\n    ],");
        inserted("list", 1, "3", true, "        1, // one\n        3,\n        // two\n        2\n    ],");
        inserted("list", 0, "3", true, "list: [\n        3,\n        1, // one");
        inserted("row", 2, "(5, 6)", true, "row: [(1, 2), (3, 4), (5, 6)],");
        inserted("row", 0, "(5, 6)", true, "row: [(5, 6), (1, 2), (3, 4)],");
        inserted("map", 1, "\"b\": 2", true, "map: {\"a\": 1, \"b\": 2},");
        inserted("none", 0, "1", false, "none: [1],");
        inserted("none", 0, "1", true, "none: [\n        1,\n    ],");
    }

    #[track_caller]
    fn removed(field: &'static str, index: usize, expected: &str) {
        let mut doc = Doc::parse(FILE).expect("RON");
        let node = doc.field(field).expect("a field").clone();
        doc.remove(&node, index).expect("an edit");
        assert!(doc.text().contains(expected), "{}", doc.text());
    }

    #[test]
    fn a_part_goes_with_its_line_and_nothing_else() {
        removed("list", 0, "list: [\n        // two\n        2\n    ],");
        removed("list", 1, "list: [\n        1, // one\n        // two\n    ],");
        removed("row", 0, "row: [(3, 4)],");
        removed("row", 1, "row: [(1, 2)],");
        removed("map", 0, "map: {},");
        let mut doc = Doc::parse(FILE).expect("RON");
        let node = doc.field("none").expect("a field").clone();
        assert!(doc.remove(&node, 0).is_err());
        assert_eq!(doc.text(), FILE);
    }
}
