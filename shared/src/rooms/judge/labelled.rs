//! Labelled replies: what somebody typed, and what a fair host makes of it.

use super::{Accepted, Verdict};

/// A reply with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What was accepted.
    pub accepted: Accepted,
    /// What was typed.
    pub reply: String,
    /// The label.
    pub verdict: Verdict,
}

/// A line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// How judge and labels compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Replies judged.
    pub replies: usize,
    /// Verdicts as labelled.
    pub agreed: usize,
    /// Replies labelled wrong or too vague that were judged right.
    pub false_accepts: usize,
}

impl Tally {
    /// Counts a verdict; whether it agrees with the label.
    pub fn count(&mut self, label: Verdict, verdict: Verdict) -> bool {
        self.replies += 1;
        self.agreed += usize::from(label == verdict);
        self.false_accepts += usize::from(label != Verdict::Right && verdict == Verdict::Right);
        label == verdict
    }
}

/// Reads a set: one reply a line as `answer`, `also`, `specify`, `reply` and `verdict` with a tab between, lists with a
/// semicolon between their entries. Empty lines, lines that begin with `#`, and a line of these headings are skipped.
///
/// # Errors
///
/// If a line has other than five fields, no answer, or a verdict that isn't `right`, `wrong` or `specify`.
pub fn parse(text: &str) -> Result<Vec<Labelled>, Unreadable> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let skipped = |line: &str| line.trim().is_empty() || line.starts_with('#') || line.starts_with("answer\talso\t");
    lines.filter(|(_, line)| !skipped(line)).map(|(i, line)| row(i + 1, line)).collect()
}

fn row(line: usize, text: &str) -> Result<Labelled, Unreadable> {
    let unreadable = |problem: String| Unreadable { line, problem };
    let fields: Vec<&str> = text.split('\t').collect();
    let [answer, also, specify, reply, verdict] = fields.as_slice() else {
        return Err(unreadable(format!(
            "{} fields, but answer, also, specify, reply and verdict make 5",
            fields.len()
        )));
    };
    if answer.trim().is_empty() {
        return Err(unreadable("no answer in the first field".to_owned()));
    }
    let verdict = match verdict.trim() {
        "right" => Verdict::Right,
        "wrong" => Verdict::Wrong,
        "specify" => Verdict::Specify,
        other => return Err(unreadable(format!("verdict {other:?}, but it is right, wrong or specify"))),
    };
    let list = |field: &str| field.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    let accepted = Accepted { answer: answer.trim().to_owned(), also: list(also), specify: list(specify) };
    Ok(Labelled { line, accepted, reply: (*reply).to_owned(), verdict })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_and_mistakes_are_named() {
        let rows =
            parse("# a note\nanswer\talso\tspecify\treply\tverdict\n\nNile\tThe Nile; River Nile\t\tnile\tright\n")
                .unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].line, rows[0].accepted.also.len(), rows[0].verdict), (4, 2, Verdict::Right));
        for (text, problem) in [
            ("\nNile\t\tnile\tright", "line 2: 4 fields, but answer, also, specify, reply and verdict make 5"),
            ("Nile\t\t\tnile\tmaybe", "line 1: verdict \"maybe\", but it is right, wrong or specify"),
            ("\t\t\tnile\tright", "line 1: no answer in the first field"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), problem);
        }
    }
}
