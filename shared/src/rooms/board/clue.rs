//! One clue from its pick to its last try, and how it is scored again.

use super::Try;
use crate::rooms::Seat;
use crate::rooms::buzzer::Race;

/// The clue that is played, or was just played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Played {
    /// Which of the game's clues it is, from 0.
    pub(super) n: u16,
    /// Where it is on the board.
    pub(super) cell: super::Cell,
    /// What it is worth, or what was bet on it.
    pub(super) value: i32,
    /// Who bet on it alone.
    pub(super) double: Option<Seat>,
    /// Everybody's tries, in order.
    pub(super) tries: Vec<Try>,
    /// Who pressed, race by race.
    pub(super) races: Vec<Race>,
    /// Who wants to go on.
    pub(super) next: Vec<Seat>,
    /// Who has appealed.
    pub(super) appealed: Vec<Seat>,
    /// Votes on the appeal that goes on.
    pub(super) votes: Vec<(Seat, bool)>,
    /// Who picked next before this clue.
    pub(super) picker_before: Seat,
}

impl Played {
    /// What each try is worth: up to the first right one it counts, after it nothing happened.
    pub(super) fn value_tries(&mut self) {
        let mut is_over = false;
        for one in &mut self.tries {
            one.points = match (is_over, one.right) {
                (true, _) => 0,
                (false, true) => self.value,
                (false, false) => -self.value,
            };
            is_over |= one.right;
        }
    }

    /// What the clue brought a seat.
    pub(super) fn points_of(&self, seat: Seat) -> i32 {
        self.tries.iter().filter(|one| one.seat == seat).map(|one| one.points).sum()
    }

    /// Who answered right.
    pub(super) fn winner(&self) -> Option<Seat> {
        self.tries.iter().find(|one| one.right).map(|one| one.seat)
    }
}
