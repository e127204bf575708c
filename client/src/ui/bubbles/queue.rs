//! One speaker's lines: the one that shows, how much of it is typed, and those that wait.

use std::collections::VecDeque;

use shared::ids::BodyId;
use shared::protocol::components::Mood;

use super::wrap::{ROW, wrap};

/// Letters typed in a second.
const TYPED_PER_S: f32 = 45.0;

/// Letters that somebody reads in a second once they are there, and the pause a line gets besides.
const READ_PER_S: f32 = 30.0;
const PAUSE_S: f32 = 0.7;

/// Letters between two blips.
const BLIP_EVERY: usize = 3;

/// Most lines that wait; when there are more the oldest is left out (the transcript has it).
const WAITING: usize = 4;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its rows.
    pub rows: Vec<String>,
    /// To whom it is said.
    pub to: Option<BodyId>,
    /// What the speaker feels.
    pub mood: Mood,
    /// Seconds it shows, typing included.
    pub show_s: f32,
    letters: usize,
}

impl Line {
    /// A line that shows for `show_ms`, or longer if it could not be read by then.
    #[must_use]
    pub fn new(text: &str, to: Option<BodyId>, mood: Mood, show_ms: u32) -> Self {
        let rows = wrap(text, ROW);
        let letters = rows.iter().map(|row| row.chars().count()).sum();
        let mut line = Self { rows, to, mood, show_s: show_ms as f32 / 1000.0, letters };
        line.show_s = line.show_s.max(line.readable_s());
        line
    }

    /// Seconds after which it could be read.
    #[must_use]
    pub fn readable_s(&self) -> f32 {
        self.letters as f32 / TYPED_PER_S + self.letters as f32 / READ_PER_S * 0.5 + PAUSE_S
    }
}

/// The line that shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Showing {
    /// The line.
    pub line: Line,
    /// Seconds it has been showing.
    pub age: f32,
    /// Letters that are typed.
    pub typed: usize,
}

impl Showing {
    /// What is left of its time, 1 at the start and 0 at the end.
    #[must_use]
    pub fn left(&self) -> f32 {
        (1.0 - self.age / self.line.show_s.max(0.1)).clamp(0.0, 1.0)
    }

    /// Whether every letter is there.
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        self.typed >= self.line.letters
    }
}

/// One speaker's lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speaker {
    /// The line that shows.
    pub now: Option<Showing>,
    waiting: VecDeque<Line>,
}

impl Speaker {
    /// Says a line after the ones before it.
    pub fn say(&mut self, line: Line) {
        self.waiting.push_back(line);
        if self.waiting.len() > WAITING {
            self.waiting.pop_front();
        }
    }

    /// Whether anything shows or waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.now.is_some() || !self.waiting.is_empty()
    }

    /// Time goes on; returns whether the voice should blip. With `at_once` lines are there in full at once.
    pub fn advance(&mut self, seconds: f32, at_once: bool) -> bool {
        if let Some(showing) = &mut self.now {
            showing.age += seconds;
            let enough = if self.waiting.is_empty() { showing.line.show_s } else { showing.line.readable_s() };
            if showing.age >= enough {
                self.now = None;
            }
        }
        if self.now.is_none() {
            self.now = self.waiting.pop_front().map(|line| Showing { line, age: 0.0, typed: 0 });
        }
        let Some(showing) = &mut self.now else { return false };
        let before = showing.typed;
        let due = if at_once { usize::MAX } else { (showing.age * TYPED_PER_S) as usize };
        showing.typed = due.min(showing.line.letters);
        showing.typed > before && (before == 0 || before / BLIP_EVERY != showing.typed / BLIP_EVERY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, show_ms: u32) -> Line {
        Line::new(text, None, Mood::Calm, show_ms)
    }

    fn row(speaker: &Speaker) -> Option<&str> {
        speaker.now.as_ref().map(|showing| showing.line.rows[0].as_str())
    }

    fn run(speaker: &mut Speaker, seconds: f32) {
        for _ in 0..(seconds * 60.0).round() as usize {
            speaker.advance(1.0 / 60.0, false);
        }
    }

    #[test]
    fn a_lone_line_shows_as_long_as_it_was_given() {
        let mut speaker = Speaker::default();
        speaker.say(line("hello", 5_000));
        run(&mut speaker, 4.8);
        assert_eq!(row(&speaker), Some("hello"));
        run(&mut speaker, 0.4);
        assert!(!speaker.is_busy());
    }

    #[test]
    fn the_next_line_waits_until_the_first_could_be_read_but_no_longer() {
        let mut speaker = Speaker::default();
        speaker.say(line("one", 60_000));
        speaker.say(line("two", 5_000));
        run(&mut speaker, 0.5);
        assert_eq!(row(&speaker), Some("one"));
        run(&mut speaker, 1.0);
        assert_eq!(row(&speaker), Some("two"));
    }

    #[test]
    fn a_line_given_too_little_time_still_can_be_read() {
        let long = line(&"word ".repeat(39), 100);
        assert!(long.show_s > 195.0 / TYPED_PER_S + 1.0);
    }

    #[test]
    fn letters_come_one_by_one_or_all_at_once() {
        let mut speaker = Speaker::default();
        speaker.say(line("hello there friend", 5_000));
        run(&mut speaker, 0.2);
        let typed = speaker.now.as_ref().map_or(0, |showing| showing.typed);
        assert!((5..12).contains(&typed), "{typed} letters");
        speaker.advance(0.0, true);
        assert!(speaker.now.as_ref().is_some_and(Showing::is_typed));
    }

    #[test]
    fn a_chatterbox_does_not_pile_up() {
        let mut speaker = Speaker::default();
        for i in 0..50 {
            speaker.say(line(&format!("line {i}"), 1_000));
        }
        assert!(speaker.waiting.len() <= WAITING);
        run(&mut speaker, 0.1);
        assert_eq!(row(&speaker), Some("line 46"), "the oldest were left out");
    }

    #[test]
    fn the_voice_blips_while_typing_and_is_silent_after() {
        let mut speaker = Speaker::default();
        speaker.say(line("hello there", 5_000));
        let mut blips =
            |seconds: f32| (0..(seconds * 60.0) as usize).filter(|_| speaker.advance(1.0 / 60.0, false)).count();
        assert!((2..=6).contains(&blips(0.5)));
        assert_eq!(blips(1.0), 0);
    }
}
