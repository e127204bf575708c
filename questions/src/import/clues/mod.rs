//! Clues of televised quizzes as their fans collect them: each is a question to be typed, and full games are boards.
//!
//! What people call the answer there is sometimes what is read out and sometimes what is to be said; here a clue is
//! read out and an answer is said.

mod answers;
mod games;
mod json;
mod tsv;

pub(crate) use answers::read as clue_answers;
pub use json::Json;
pub use tsv::Tsv;

use super::{Draft, Intake, clean};
use crate::bank::format::AnswerDef;

/// Which part of a game a clue is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Round {
    First,
    Second,
    /// The one clue that ends a game.
    Last,
    /// Clues that belong to no board.
    Other,
}

/// A clue as a file has it; its texts are raw.
#[derive(Debug, Clone)]
struct Clue {
    row: usize,
    /// What clues of the same game have in common: a number or a date.
    game: String,
    round: Round,
    /// What it is worth; `None` for last clues, and where the file doesn't say.
    value: Option<u32>,
    category: String,
    clue: String,
    answer: String,
    /// When it was asked, `YYYY-MM-DD`; since [`DOUBLED`] clues are worth twice as much.
    date: String,
    comments: String,
}

/// The day from which on clues were worth twice what they were before.
const DOUBLED: &str = "2001-11-26";

/// Ends of links to what a text can't hold.
const MEDIA: [&str; 8] = [".jpg", ".jpeg", ".png", ".gif", ".mp3", ".wav", ".wmv", ".mp4"];

/// Words for what the players saw or heard.
const SEEN: [&str; 8] =
    ["seen here", "heard here", "shown here", "pictured here", "seen above", "seen here.", "video clue", "audio clue"];

impl Clue {
    /// Cleans the texts, or says why that can't be.
    fn cleaned(mut self, intake: &Intake<'_>) -> Result<Self, String> {
        let lower = self.clue.to_ascii_lowercase();
        let is_linked = lower.contains("href") && MEDIA.iter().any(|end| lower.contains(end));
        if is_linked || SEEN.iter().any(|words| lower.contains(words)) {
            return Err("needs a picture or a sound, which the file doesn't hold".to_owned());
        }
        let names = ["the category", "the clue", "the answer", "the comment"];
        let fields = [&mut self.category, &mut self.clue, &mut self.answer, &mut self.comments];
        for (name, field) in names.into_iter().zip(fields) {
            if intake.is_too_long(field) {
                return Err(format!("{name} has more than {} characters", intake.limits().field));
            }
            *field = clean::html(&unquoted(field)).map_err(|why| format!("{name} {why}"))?;
        }
        Ok(self)
    }

    /// How hard it is, by what it is worth: 1 to 5.
    fn level(&self) -> u8 {
        let unit = match self.round {
            Round::Last => return 5,
            Round::First | Round::Other => 100,
            Round::Second => 200,
        };
        let is_date = self.date.starts_with(|c: char| c.is_ascii_digit());
        let unit = if is_date && self.date.as_str() < DOUBLED { unit } else { unit * 2 };
        match self.value {
            Some(value) if value % unit == 0 => u8::try_from((value / unit).clamp(1, 5)).unwrap_or(5),
            // What a player bet says nothing of the clue.
            _ => 3,
        }
    }
}

/// Without the quotes that some files put around every text, and the backslashes before quotes inside.
fn unquoted(raw: &str) -> String {
    let text = raw.trim();
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).filter(|rest| !rest.is_empty());
    inner.unwrap_or(text).replace("\\'", "'").replace("\\\"", "\"")
}

/// Makes questions of all clues, and boards of full games.
fn take(clues: Vec<Clue>, intake: &mut Intake<'_>) {
    let mut good = Vec::with_capacity(clues.len());
    for clue in clues {
        let row = clue.row;
        match clue.cleaned(intake) {
            Ok(clue) => {
                let (answer, also) = answers::read(&clue.answer);
                let draft = Draft {
                    row,
                    name: None,
                    category: clue.category.clone(),
                    difficulty: clue.level().to_string(),
                    ask: clue.clue.clone(),
                    answer: AnswerDef::Typed { answer, also, specify: Vec::new() },
                    why: clue.comments.clone(),
                    source: String::new(),
                    is_plain: true,
                };
                intake.take(draft);
                good.push(clue);
            }
            Err(why) => intake.refuse(row, why),
        }
    }
    games::boards(&good, intake);
}

#[cfg(test)]
mod tests;
