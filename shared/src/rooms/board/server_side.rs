//! What the server may look at beside the views: for its records, and for characters that play along.

use super::last::LastPhase;
use super::rules::Board;
use super::{Cell, Clue, Phase};
use crate::rooms::{Ms, Seat};

impl Board {
    /// The clue on the table, with its number: for the records, and for characters that play along.
    #[must_use]
    pub fn current(&self) -> Option<(u16, &Clue)> {
        match (&self.phase, &self.played) {
            (Phase::Last(_) | Phase::Over, _) => Some((self.clues, &self.last)),
            (_, Some(played)) => Some((played.n, self.clue(played.cell)?)),
            (_, None) => None,
        }
    }

    /// The cells that can be picked now, the topmost row first.
    #[must_use]
    pub fn pickable(&self) -> Vec<Cell> {
        self.open_cells().collect()
    }

    /// The least and the most that a seat can bet now; `None` when it can't.
    #[must_use]
    pub fn bounds(&self, seat: Seat) -> Option<(i32, i32)> {
        match &self.phase {
            Phase::Wagering { .. } if seat == self.picker => Some(self.wagers(seat)),
            Phase::Last(LastPhase::Wagering { .. }) => self.finalist(seat).map(|_| (0, self.score(seat))),
            _ => None,
        }
    }

    /// When the buzzers unlock, while a clue is read.
    #[must_use]
    pub const fn unlocks(&self) -> Option<Ms> {
        match self.phase {
            Phase::Buzzing { unlocks, .. } => Some(unlocks),
            _ => None,
        }
    }
}
