//! Whether a typed reply is the answer: offline, the same on every machine, forgiving of slips and of nothing else.

/// What counts as an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// As it is shown.
    pub answer: String,
    /// What counts as well.
    pub also: Vec<String>,
    /// What is right but too vague.
    pub specify: Vec<String>,
}

/// What is made of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the answer.
    Right,
    /// It is not.
    Wrong,
    /// It points the right way: the player should be more specific.
    Specify,
}

/// Judges a reply.
#[must_use]
pub fn judge(reply: &str, accepted: &Accepted) -> Verdict {
    let same = |text: &String| text.trim().eq_ignore_ascii_case(reply.trim());
    if same(&accepted.answer) || accepted.also.iter().any(same) {
        Verdict::Right
    } else if accepted.specify.iter().any(same) {
        Verdict::Specify
    } else {
        Verdict::Wrong
    }
}
