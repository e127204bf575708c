//! What seats may do in each phase: every request is checked here.

use super::clue::Played;
use super::last::LastPhase;
use super::rules::Board;
use super::{Fact, Phase, Refusal, SHOW_MS, VOTE_MS};
use crate::rooms::ask::MAX_TYPED;
use crate::rooms::{Ms, Seat};

impl Board {
    pub(super) fn decide(&mut self, seat: Seat, now: Ms, facts: &mut Vec<Fact>) {
        let votes = self.played.as_ref().map_or(&[][..], |played| &played.votes[..]);
        let right = votes.iter().filter(|(_, right)| *right).count();
        let granted = right * 2 > votes.len();
        facts.push(Fact::Decided(seat, granted));
        if granted && let Some(index) = self.newest_try(seat) {
            facts.extend(self.turn_round(index).map(Fact::Tried));
        }
        self.phase = Phase::Shown { until: now.after(SHOW_MS) };
    }

    /// Who votes on somebody's appeal.
    pub(super) fn voters(&self, about: Seat) -> impl Iterator<Item = Seat> {
        let votes = |seat: &Seat| self.players.get(seat.index()).is_some_and(|p| p.present && p.setup.votes);
        self.seats().filter(move |seat| *seat != about && votes(seat))
    }

    /// The clue that is played, if this is its number.
    pub(super) fn played(&mut self, n: u16) -> Result<&mut Played, Refusal> {
        let played = self.played.as_mut().ok_or(Refusal::WrongPhase)?;
        if played.n == n { Ok(played) } else { Err(Refusal::OtherClue) }
    }

    pub(super) fn do_wager(&mut self, seat: Seat, wager: i32, now: Ms, facts: &mut Vec<Fact>) -> Result<(), Refusal> {
        match self.phase {
            Phase::Wagering { .. } if seat != self.picker => return Err(Refusal::NotYou),
            Phase::Wagering { cell, .. } => {
                let (least, most) = self.wagers(seat);
                if !(least..=most).contains(&wager) {
                    return Err(Refusal::BadWager { least, most });
                }
                facts.push(Fact::Wagered(seat));
                self.begin_double(cell, wager, now, facts);
            }
            Phase::Last(LastPhase::Wagering { .. }) => {
                self.wager_last(seat, wager)?;
                facts.push(Fact::Wagered(seat));
            }
            _ => return Err(Refusal::WrongPhase),
        }
        Ok(())
    }

    pub(super) fn do_answer(
        &mut self,
        seat: Seat,
        n: u16,
        text: &str,
        now: Ms,
        facts: &mut Vec<Fact>,
    ) -> Result<(), Refusal> {
        if let Phase::Last(LastPhase::Asking { since, .. }) = self.phase {
            return self.answer_last(seat, text, since, now);
        }
        let Phase::Answering { seat: asked, since, .. } = self.phase else { return Err(Refusal::WrongPhase) };
        self.played(n)?;
        if asked != seat {
            return Err(Refusal::NotYou);
        }
        if text.trim().is_empty() || text.chars().count() > MAX_TYPED {
            return Err(Refusal::BadAnswer);
        }
        self.tried(seat, text.trim(), since, now, facts);
        Ok(())
    }

    pub(super) fn do_appeal(&mut self, seat: Seat, n: u16, now: Ms, facts: &mut Vec<Fact>) -> Result<(), Refusal> {
        if !matches!(self.phase, Phase::Shown { .. }) {
            return Err(Refusal::WrongPhase);
        }
        let has_voters = self.voters(seat).next().is_some();
        let wrong = self.newest_try(seat);
        let played = self.played(n)?;
        let wrong = wrong.and_then(|index| played.tries.get(index)).filter(|one| !one.right);
        if wrong.is_none() {
            return Err(Refusal::NotYou);
        }
        if played.appealed.contains(&seat) {
            return Err(Refusal::Again);
        }
        if !has_voters {
            return Err(Refusal::NoVoters);
        }
        played.appealed.push(seat);
        played.votes.clear();
        self.phase = Phase::Voting { seat, until: now.after(VOTE_MS) };
        facts.push(Fact::Appealed(seat));
        Ok(())
    }

    pub(super) fn do_vote(&mut self, seat: Seat, n: u16, right: bool) -> Result<(), Refusal> {
        let Phase::Voting { seat: about, .. } = self.phase else { return Err(Refusal::WrongPhase) };
        let may = self.voters(about).any(|voter| voter == seat);
        let played = self.played(n)?;
        if !may {
            return Err(Refusal::NotYou);
        }
        if played.votes.iter().any(|(voted, _)| *voted == seat) {
            return Err(Refusal::Again);
        }
        played.votes.push((seat, right));
        Ok(())
    }
}
