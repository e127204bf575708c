//! The last clue: bets, answers, and the reveal from the least to the highest.

use super::rules::Board;
use super::{Fact, LAST_MS, LAST_SHOW_MS, Phase, Refusal, Try, WAGER_MS, reading_ms};
use crate::rooms::ask::MAX_TYPED;
use crate::rooms::judge::{Verdict, judge};
use crate::rooms::{Ms, Seat};

/// Where the last clue is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LastPhase {
    /// Everybody with points bets.
    Wagering { until: Ms },
    /// Everybody who bet answers.
    Asking { since: Ms, until: Ms },
    /// The replies are shown, so many of them by now.
    Revealing { shown: u16, until: Ms },
}

/// What one who plays for the last clue does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finalist {
    pub(super) seat: Seat,
    pub(super) wager: Option<i32>,
    pub(super) text: Option<String>,
    took_ms: u32,
    /// How it came out, once it is shown.
    pub(super) shown: Option<Try>,
}

impl Board {
    /// Begins the last clue, or ends the game when nobody has points to bet.
    pub(super) fn begin_last(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        let mut finalists: Vec<Seat> = self.seats().filter(|seat| self.score(*seat) > 0).collect();
        finalists.sort_by_key(|seat| (self.score(*seat), *seat));
        let finalist = |seat| Finalist { seat, wager: None, text: None, took_ms: 0, shown: None };
        self.finalists = finalists.into_iter().map(finalist).collect();
        if self.finalists.is_empty() {
            self.end(facts);
            return;
        }
        let until = now.after(self.longest(WAGER_MS, |board, seat| board.finalist(seat).is_some()));
        self.phase = Phase::Last(LastPhase::Wagering { until });
        facts.push(Fact::LastCategory);
    }

    pub(super) fn finalist(&self, seat: Seat) -> Option<&Finalist> {
        self.finalists.iter().find(|finalist| finalist.seat == seat)
    }

    fn finalist_mut(&mut self, seat: Seat) -> Result<&mut Finalist, Refusal> {
        self.finalists.iter_mut().find(|finalist| finalist.seat == seat).ok_or(Refusal::NotYou)
    }

    /// Takes a bet on the last clue.
    pub(super) fn wager_last(&mut self, seat: Seat, wager: i32) -> Result<(), Refusal> {
        let most = self.score(seat);
        let finalist = self.finalist_mut(seat)?;
        if finalist.wager.is_some() {
            return Err(Refusal::Again);
        }
        if !(0..=most).contains(&wager) {
            return Err(Refusal::BadWager { least: 0, most });
        }
        finalist.wager = Some(wager);
        Ok(())
    }

    /// Takes a reply to the last clue.
    pub(super) fn answer_last(&mut self, seat: Seat, text: &str, since: Ms, now: Ms) -> Result<(), Refusal> {
        let finalist = self.finalist_mut(seat)?;
        if finalist.text.is_some() {
            return Err(Refusal::Again);
        }
        if text.trim().is_empty() || text.chars().count() > MAX_TYPED {
            return Err(Refusal::BadAnswer);
        }
        (finalist.text, finalist.took_ms) = (Some(text.trim().to_owned()), now.since(since));
        Ok(())
    }

    /// Whether everybody who is there has done what the phase waits for.
    pub(super) fn last_waits_for_nobody(&self, phase: &LastPhase) -> bool {
        let mut there = self.finalists.iter().filter(|finalist| self.is_present(finalist.seat)).peekable();
        there.peek().is_some()
            && match phase {
                LastPhase::Wagering { .. } => there.all(|finalist| finalist.wager.is_some()),
                LastPhase::Asking { .. } => there.all(|finalist| finalist.text.is_some()),
                LastPhase::Revealing { .. } => false,
            }
    }

    /// Goes on from a phase of the last clue.
    pub(super) fn end_last_phase(&mut self, phase: &LastPhase, now: Ms, facts: &mut Vec<Fact>) {
        match phase {
            LastPhase::Wagering { .. } => {
                for finalist in &mut self.finalists {
                    // Who didn't bet risks nothing.
                    finalist.wager.get_or_insert(0);
                }
                let writing = self.longest(LAST_MS, |board, seat| board.finalist(seat).is_some());
                let until = now.after(reading_ms(self.last.text.open())).after(writing);
                self.phase = Phase::Last(LastPhase::Asking { since: now, until });
                facts.push(Fact::LastRead);
            }
            LastPhase::Asking { .. } => self.reveal_last(0, now, facts),
            LastPhase::Revealing { shown, .. } => self.reveal_last(*shown, now, facts),
        }
    }

    fn reveal_last(&mut self, index: u16, now: Ms, facts: &mut Vec<Fact>) {
        let accepted = self.last.accepted.open();
        let Some(finalist) = self.finalists.get_mut(usize::from(index)) else {
            self.end(facts);
            return;
        };
        let text = finalist.text.clone().unwrap_or_default();
        let right = judge(&text, accepted) == Verdict::Right;
        let wager = finalist.wager.unwrap_or_default();
        let points = if right { wager } else { -wager };
        let (seat, took_ms) = (finalist.seat, finalist.took_ms);
        let one = Try { seat, text, right, points, overruled: false, took_ms };
        finalist.shown = Some(one.clone());
        self.add(seat, points);
        facts.push(Fact::Tried(one));
        self.phase = Phase::Last(LastPhase::Revealing { shown: index + 1, until: now.after(LAST_SHOW_MS) });
    }

    /// Turns the verdict on a reply to the last clue round.
    pub(super) fn overrule_last(&mut self, seat: Seat) -> Result<Try, Refusal> {
        let shown = self.finalist_mut(seat)?.shown.as_mut().ok_or(Refusal::WrongPhase)?;
        let before = shown.points;
        (shown.right, shown.points, shown.overruled) = (!shown.right, -before, true);
        let one = shown.clone();
        self.add(seat, one.points - before);
        Ok(one)
    }
}
