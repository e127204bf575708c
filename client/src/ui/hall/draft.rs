//! What one is writing, picking or opening on a screen of a game; forgotten when the question is another one.

use shared::rooms::board::Cell;

/// Drafts of everything that isn't sent yet.
#[derive(Debug, Default)]
pub struct Draft {
    /// What the rest belongs to.
    question: String,
    /// When the question came, in seconds since the app started.
    pub turned_at: f64,
    /// Whether the question has just come: a line to write in takes the keys.
    pub is_fresh: bool,
    /// A typed answer.
    pub text: String,
    /// Things put in order up to now, by their numbers.
    pub order: Vec<u8>,
    /// A number.
    pub number: Option<i64>,
    /// Whether the complaints about a question show.
    pub complains: bool,
    /// Whether the receipt of this question shows.
    pub receipt: bool,
    /// Whether keys go into a line of text, as of the last frame.
    pub is_writing: bool,
    /// Where the cursor is on the board.
    pub cursor: Option<Cell>,
    /// The entry of the log that is open on the page of results.
    pub opened: Option<usize>,
}

impl Draft {
    /// Begins anew when the question is another one.
    pub fn turn_to(&mut self, question: &str, now: f64) {
        self.is_fresh = self.question != question;
        if self.is_fresh {
            *self = Self {
                question: question.to_owned(),
                is_fresh: true,
                turned_at: now,
                is_writing: self.is_writing,
                cursor: self.cursor,
                opened: self.opened,
                ..Self::default()
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_for_one_question_never_stands_under_another() {
        let mut draft = Draft::default();
        draft.turn_to("trivia 3", 1.0);
        assert!(draft.is_fresh);
        draft.text = "The Nile".into();
        draft.turn_to("trivia 3", 1.0);
        assert_eq!((draft.is_fresh, draft.text.as_str()), (false, "The Nile"));
        draft.turn_to("trivia 4", 1.0);
        assert_eq!((draft.is_fresh, draft.text.as_str()), (true, ""));
    }
}
