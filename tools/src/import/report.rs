//! What an import says at its end: what was made, what was changed on the way, and what was left out.

use std::fmt;
use std::path::PathBuf;

/// Most lines of one list; a hostile file doesn't get to fill a terminal.
const MOST: usize = 200;

/// What was made of a file and what wasn't, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that were written.
    pub made: Vec<PathBuf>,
    /// What was changed or chosen on the way.
    pub notes: Vec<String>,
    /// What couldn't be carried over, and what to do about it.
    pub left_out: Vec<String>,
    /// What to do next.
    pub next: Vec<String>,
    unsaid_notes: usize,
    unsaid_left_out: usize,
}

impl Report {
    /// Tells of something that was changed or chosen on the way.
    pub fn note(&mut self, line: impl Into<String>) {
        if self.notes.len() < MOST {
            self.notes.push(line.into());
        } else {
            self.unsaid_notes += 1;
        }
    }

    /// Tells of something that couldn't be carried over.
    pub fn leave_out(&mut self, line: impl Into<String>) {
        if self.left_out.len() < MOST {
            self.left_out.push(line.into());
        } else {
            self.unsaid_left_out += 1;
        }
    }
}

impl Report {
    /// How many notes and lines left out there are by now.
    #[must_use]
    pub fn mark(&self) -> (usize, usize) {
        (self.notes.len(), self.left_out.len())
    }

    /// Puts a name in front of every line since a mark, for files that hold several things.
    pub fn name_since(&mut self, mark: (usize, usize), name: &str) {
        for line in self.notes.iter_mut().skip(mark.0).chain(self.left_out.iter_mut().skip(mark.1)) {
            *line = format!("{name}: {line}");
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made: Vec<String> = self.made.iter().map(|path| path.display().to_string()).collect();
        let lists = [
            ("made", &made, 0),
            ("on the way", &self.notes, self.unsaid_notes),
            ("left out", &self.left_out, self.unsaid_left_out),
            ("next", &self.next, 0),
        ];
        for (title, lines, unsaid) in lists.into_iter().filter(|(_, lines, _)| !lines.is_empty()) {
            writeln!(f, "{title}:")?;
            for line in lines {
                writeln!(f, "  {line}")?;
            }
            if unsaid > 0 {
                writeln!(f, "  and {unsaid} more")?;
            }
        }
        Ok(())
    }
}

/// A count with its word: "1 tile", "3 tiles".
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_titled_and_end() {
        let mut report = Report { made: vec!["a.grid".into()], ..Report::default() };
        for n in 0..203 {
            report.leave_out(format!("thing {n}"));
        }
        let text = report.to_string();
        assert!(text.starts_with("made:\n  a.grid\nleft out:\n  thing 0\n"), "{text}");
        assert!(text.ends_with("  thing 199\n  and 3 more\n"), "{text}");
    }
}
