//! The course of a game on the board.

use std::collections::BTreeSet;

use super::clue::Played;
use super::last::{Finalist, LastPhase};
use super::{
    ABSENT_MS, AGAIN_MS, ANSWER_MS, Action, BUZZ_MS, Cell, Clue, Fact, INTRO_MS, LEAST_WAGER, PICK_MS, Phase, Refusal,
    Round, SHOW_MS, SPECIFY_MS, STEP_VALUE, SeatSetup, Setup, Standing, Try, WAGER_MS, reading_ms,
};
use crate::rooms::buzzer::{Buzzer, LEAD_MS};
use crate::rooms::judge::{Verdict, judge};
use crate::rooms::{Moment, Ms, Rules, Seat, Viewer};

/// What is known of a seat during a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Player {
    pub(super) setup: SeatSetup,
    pub(super) present: bool,
    score: i32,
}

/// A game on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub(super) rounds: Vec<Round>,
    pub(super) last_category: String,
    pub(super) last: Clue,
    pub(super) players: Vec<Player>,
    /// The round that is played, from 0.
    pub(super) round: u8,
    /// Cells of this round that were picked.
    pub(super) gone: BTreeSet<Cell>,
    pub(super) picker: Seat,
    pub(super) buzzer: Buzzer,
    pub(super) played: Option<Played>,
    pub(super) finalists: Vec<Finalist>,
    pub(super) phase: Phase,
    pub(super) clues: u16,
    /// Tries at clues that are over, for the counts of right and wrong.
    past: Vec<Try>,
}

impl Board {
    /// Starts a game; without a round or a player it is over at once.
    #[must_use]
    pub fn start(setup: Setup, now: Ms) -> Self {
        let players: Vec<Player> =
            setup.seats.into_iter().map(|setup| Player { setup, present: true, score: 0 }).collect();
        let is_empty = setup.rounds.is_empty() || players.is_empty();
        Self {
            rounds: setup.rounds,
            last_category: setup.last_category,
            last: setup.last,
            buzzer: Buzzer::new(players.len() as u16),
            players,
            round: 0,
            gone: BTreeSet::new(),
            picker: Seat(0),
            played: None,
            finalists: Vec::new(),
            phase: if is_empty { Phase::Over } else { Phase::Intro { until: now.after(INTRO_MS) } },
            clues: 0,
            past: Vec::new(),
        }
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// The newest estimate of the way from a seat, in milliseconds: how long the buzzers wait for it.
    pub fn set_one_way(&mut self, seat: Seat, ms: u16) {
        self.buzzer.set_one_way(seat, ms);
    }

    /// Says that a seat is, or isn't, there: nobody waits for who isn't.
    pub fn set_present(&mut self, seat: Seat, present: bool, now: Ms) -> Vec<Fact> {
        let mut facts = self.tick(now);
        if let Some(player) = self.players.get_mut(seat.index()) {
            player.present = present;
        }
        match &mut self.phase {
            Phase::Choosing { until } if seat == self.picker => {
                *until = if present { now.after(PICK_MS) } else { (*until).min(now.after(ABSENT_MS)) };
            }
            _ => {}
        }
        self.end_if_nobody_is_waited_for(now, &mut facts);
        facts
    }

    /// Ends what goes on, as hosts may, as if its time were up.
    pub fn skip(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = self.tick(now);
        self.end_phase(now, &mut facts);
        facts
    }

    /// Turns the verdict on a seat's newest reply to the clue that is shown round, as hosts may.
    ///
    /// # Errors
    /// When there is no such reply now.
    pub fn overrule(&mut self, seat: Seat, now: Ms) -> Result<Vec<Fact>, Refusal> {
        let mut facts = self.tick(now);
        match &self.phase {
            Phase::Shown { .. } => {
                let index = self.newest_try(seat).ok_or(Refusal::WrongPhase)?;
                facts.extend(self.turn_round(index).map(Fact::Tried));
            }
            Phase::Last(LastPhase::Revealing { .. }) => facts.push(Fact::Tried(self.overrule_last(seat)?)),
            _ => return Err(Refusal::WrongPhase),
        }
        Ok(facts)
    }

    /// Everybody's standing, the first first.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let mut standings: Vec<Standing> = self.seats().map(|seat| self.standing(seat)).collect();
        standings.sort_by_key(|standing| (-i64::from(standing.score), standing.seat));
        for index in 0..standings.len() {
            let ties = index > 0 && standings[index - 1].score == standings[index].score;
            standings[index].place = if ties { standings[index - 1].place } else { index as u16 + 1 };
        }
        standings
    }

    fn standing(&self, seat: Seat) -> Standing {
        let current = self.played.iter().flat_map(|played| &played.tries);
        let last = self.finalists.iter().filter_map(|finalist| finalist.shown.as_ref());
        let own = self.past.iter().chain(current).chain(last).filter(|one| one.seat == seat);
        let (right, wrong) =
            own.fold((0, 0), |(right, wrong), one| (right + u16::from(one.right), wrong + u16::from(!one.right)));
        Standing { seat, score: self.score(seat), place: 0, right, wrong }
    }

    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..self.players.len() as u16).map(Seat)
    }

    pub(super) fn score(&self, seat: Seat) -> i32 {
        self.players.get(seat.index()).map_or(0, |player| player.score)
    }

    pub(super) fn add(&mut self, seat: Seat, points: i32) {
        if let Some(player) = self.players.get_mut(seat.index()) {
            player.score = player.score.saturating_add(points);
        }
    }

    pub(super) fn is_present(&self, seat: Seat) -> bool {
        self.players.get(seat.index()).is_some_and(|player| player.present)
    }

    /// A time as a seat has it, by its factor.
    fn own(&self, seat: Seat, ms: u32) -> u32 {
        let percent = self.players.get(seat.index()).map_or(100, |player| player.setup.factor_percent.clamp(100, 1000));
        ms / 100 * u32::from(percent)
    }

    /// A time as the slowest of those has it who are there and whom it concerns.
    pub(super) fn longest(&self, ms: u32, concerns: impl Fn(&Self, Seat) -> bool) -> u32 {
        let times = self.seats().filter(|seat| self.is_present(*seat) && concerns(self, *seat));
        times.map(|seat| self.own(seat, ms)).max().unwrap_or(ms)
    }

    /// What a cell of this round is worth.
    pub(super) fn value(&self, cell: Cell) -> i32 {
        STEP_VALUE * (i32::from(cell.row) + 1) * (i32::from(self.round) + 1)
    }

    pub(super) fn clue(&self, cell: Cell) -> Option<&Clue> {
        let round = self.rounds.get(usize::from(self.round))?;
        round.columns.get(usize::from(cell.column))?.clues.get(usize::from(cell.row))
    }

    /// The cells of this round that can be picked, topmost row first.
    pub(super) fn open_cells(&self) -> impl Iterator<Item = Cell> {
        let columns = self.rounds.get(usize::from(self.round)).map_or(0, |round| round.columns.len()) as u8;
        let cells = (0..super::ROWS).flat_map(move |row| (0..columns).map(move |column| Cell { column, row }));
        cells.filter(|cell| !self.gone.contains(cell) && self.clue(*cell).is_some())
    }

    /// The bets that are allowed on a double.
    pub(super) fn wagers(&self, seat: Seat) -> (i32, i32) {
        let top = self.value(Cell { column: 0, row: super::ROWS - 1 });
        (LEAST_WAGER, self.score(seat).max(top))
    }

    pub(super) fn end(&mut self, facts: &mut Vec<Fact>) {
        self.phase = Phase::Over;
        facts.push(Fact::Over(self.standings()));
    }

    fn end_phase(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        match self.phase.clone() {
            Phase::Intro { .. } => {
                facts.push(Fact::Round(self.round));
                self.choose(now, facts);
            }
            Phase::Choosing { .. } => {
                let first = self.open_cells().next();
                if let Some(cell) = first {
                    self.pick(cell, now, facts);
                }
            }
            Phase::Wagering { cell, .. } => self.begin_double(cell, LEAST_WAGER, now, facts),
            Phase::Buzzing { .. } => self.show(now, facts),
            Phase::Answering { seat, since, .. } => self.tried(seat, "", since, now, facts),
            Phase::Shown { .. } => self.choose(now, facts),
            Phase::Voting { seat, .. } => self.decide(seat, now, facts),
            Phase::Last(phase) => self.end_last_phase(&phase, now, facts),
            Phase::Over => {}
        }
    }

    /// Somebody picks the next clue; after the last one comes the next round, or the end of the board.
    fn choose(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        if let Some(played) = self.played.take() {
            self.past.extend(played.tries);
        }
        if self.open_cells().next().is_some() {
            let time = if self.is_present(self.picker) { self.own(self.picker, PICK_MS) } else { ABSENT_MS };
            self.phase = Phase::Choosing { until: now.after(time) };
            facts.push(Fact::Picks(self.picker));
            return;
        }
        self.round += 1;
        self.gone.clear();
        if self.rounds.get(usize::from(self.round)).is_none() {
            self.begin_last(now, facts);
            return;
        }
        if let Some(least) = self.seats().min_by_key(|seat| self.score(*seat)) {
            self.picker = least;
        }
        self.phase = Phase::Intro { until: now.after(INTRO_MS) };
    }

    fn pick(&mut self, cell: Cell, now: Ms, facts: &mut Vec<Fact>) {
        self.gone.insert(cell);
        let doubles = self.rounds.get(usize::from(self.round)).map(|round| round.doubles.open());
        let double = doubles.is_some_and(|doubles| doubles.contains(&cell));
        facts.push(Fact::Picked { seat: self.picker, cell, double });
        if double {
            self.phase = Phase::Wagering { cell, until: now.after(self.own(self.picker, WAGER_MS)) };
        } else {
            self.begin(cell, self.value(cell), None, facts);
            let read = reading_ms(self.text_of(cell)).max(LEAD_MS);
            self.open_buzzers(now.after(read), BUZZ_MS, true);
        }
    }

    fn text_of(&self, cell: Cell) -> &str {
        self.clue(cell).map_or("", |clue| clue.text.open().as_str())
    }

    fn begin(&mut self, cell: Cell, value: i32, double: Option<Seat>, facts: &mut Vec<Fact>) {
        let n = self.clues;
        self.clues += 1;
        self.played = Some(Played {
            n,
            cell,
            value,
            double,
            tries: Vec::new(),
            races: Vec::new(),
            next: Vec::new(),
            appealed: Vec::new(),
            votes: Vec::new(),
            picker_before: self.picker,
        });
        facts.push(Fact::Read(n));
    }

    pub(super) fn begin_double(&mut self, cell: Cell, wager: i32, now: Ms, facts: &mut Vec<Fact>) {
        let seat = self.picker;
        self.begin(cell, wager, Some(seat), facts);
        let until = now.after(reading_ms(self.text_of(cell))).after(self.own(seat, ANSWER_MS));
        self.phase = Phase::Answering { seat, since: now, until, asked_back: false };
    }

    fn open_buzzers(&mut self, unlocks: Ms, open_ms: u32, first: bool) {
        let closes = unlocks.after(open_ms);
        if first {
            self.buzzer.start(unlocks, closes);
        } else {
            self.buzzer.go_on(unlocks, closes);
        }
        self.phase = Phase::Buzzing { unlocks, closes };
    }

    fn raced(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        let Some(race) = self.buzzer.tick(now) else { return };
        facts.push(Fact::Raced(race.clone()));
        let winner = race.presses.first().map(|press| press.seat);
        if let Some(played) = &mut self.played {
            played.races.push(race);
        }
        match winner {
            Some(seat) => {
                self.buzzer.bar(seat);
                let until = now.after(self.own(seat, ANSWER_MS));
                self.phase = Phase::Answering { seat, since: now, until, asked_back: false };
            }
            None => self.show(now, facts),
        }
    }

    /// What came of an answer: the clue is over, somebody has to say it more precisely, or the others may buzz.
    pub(super) fn tried(&mut self, seat: Seat, text: &str, since: Ms, now: Ms, facts: &mut Vec<Fact>) {
        let Some(played) = &self.played else { return };
        let (cell, double) = (played.cell, played.double);
        let verdict = self.clue(cell).map_or(Verdict::Wrong, |clue| judge(text, clue.accepted.open()));
        let was_asked_back = matches!(self.phase, Phase::Answering { asked_back: true, .. });
        if verdict == Verdict::Specify && !was_asked_back {
            let until = now.after(self.own(seat, SPECIFY_MS));
            self.phase = Phase::Answering { seat, since, until, asked_back: true };
            facts.push(Fact::AskedBack(seat));
            return;
        }
        let right = verdict == Verdict::Right;
        let one = Try { seat, text: text.to_owned(), right, points: 0, overruled: false, took_ms: now.since(since) };
        self.rescore(|played| played.tries.push(one));
        if let Some(one) = self.played.as_ref().and_then(|played| played.tries.last()) {
            facts.push(Fact::Tried(one.clone()));
        }
        let others_may = self.seats().any(|other| !self.has_tried(other) && self.is_present(other));
        if right || double.is_some() || !others_may {
            self.show(now, facts);
        } else {
            self.open_buzzers(now.after(LEAD_MS), AGAIN_MS, false);
        }
    }

    fn has_tried(&self, seat: Seat) -> bool {
        self.played.as_ref().is_some_and(|played| played.tries.iter().any(|one| one.seat == seat))
    }

    /// Changes the tries at the clue that is played, and everybody's score and the next picker with them.
    fn rescore(&mut self, change: impl FnOnce(&mut Played)) {
        let Some(mut played) = self.played.take() else { return };
        let before: Vec<i32> = self.seats().map(|seat| played.points_of(seat)).collect();
        change(&mut played);
        played.value_tries();
        for (seat, before) in self.seats().zip(before) {
            self.add(seat, played.points_of(seat) - before);
        }
        self.picker = played.winner().unwrap_or(played.picker_before);
        self.played = Some(played);
    }

    pub(super) fn newest_try(&self, seat: Seat) -> Option<usize> {
        self.played.as_ref()?.tries.iter().rposition(|one| one.seat == seat && !one.text.is_empty())
    }

    pub(super) fn turn_round(&mut self, index: usize) -> Option<Try> {
        self.rescore(|played| {
            if let Some(one) = played.tries.get_mut(index) {
                (one.right, one.overruled) = (!one.right, true);
            }
        });
        self.played.as_ref().and_then(|played| played.tries.get(index)).cloned()
    }

    fn show(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        self.buzzer.stop();
        self.phase = Phase::Shown { until: now.after(SHOW_MS) };
        if let Some(played) = &self.played {
            facts.push(Fact::Shown(played.n));
        }
    }

    fn end_if_nobody_is_waited_for(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        let nobody = match &self.phase {
            Phase::Shown { .. } => self.played.as_ref().is_some_and(|played| {
                let mut there = self.seats().filter(|seat| self.is_present(*seat)).peekable();
                there.peek().is_some() && there.all(|seat| played.next.contains(&seat))
            }),
            Phase::Voting { seat, .. } => self.played.as_ref().is_some_and(|played| {
                self.voters(*seat).all(|voter| played.votes.iter().any(|(voted, _)| *voted == voter))
            }),
            Phase::Last(phase) => self.last_waits_for_nobody(phase),
            _ => false,
        };
        if nobody {
            self.end_phase(now, facts);
        }
    }
}

impl Rules for Board {
    type Action = Action;
    type View = super::view::View;
    type Fact = Fact;
    type Refusal = Refusal;

    fn due(&self) -> Option<Ms> {
        match &self.phase {
            Phase::Intro { until }
            | Phase::Choosing { until }
            | Phase::Wagering { until, .. }
            | Phase::Answering { until, .. }
            | Phase::Shown { until }
            | Phase::Voting { until, .. }
            | Phase::Last(
                LastPhase::Wagering { until } | LastPhase::Asking { until, .. } | LastPhase::Revealing { until, .. },
            ) => Some(*until),
            Phase::Buzzing { closes, .. } => Some(self.buzzer.due().unwrap_or(*closes)),
            Phase::Over => None,
        }
    }

    fn tick(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = Vec::new();
        while let Some(due) = self.due().filter(|due| *due <= now) {
            if matches!(self.phase, Phase::Buzzing { .. }) {
                self.raced(due, &mut facts);
            } else {
                self.end_phase(due, &mut facts);
            }
        }
        facts
    }

    fn act(&mut self, seat: Seat, action: &Action, when: Moment) -> Result<Vec<Fact>, Refusal> {
        let now = when.arrived;
        let mut facts = self.tick(now);
        if self.players.get(seat.index()).is_none() {
            return Err(Refusal::NoSeat);
        }
        match action {
            Action::Pick(cell) => {
                if !matches!(self.phase, Phase::Choosing { .. }) {
                    return Err(Refusal::WrongPhase);
                }
                if seat != self.picker {
                    return Err(Refusal::NotYou);
                }
                if !self.open_cells().any(|open| open == *cell) {
                    return Err(Refusal::Gone);
                }
                self.pick(*cell, now, &mut facts);
            }
            Action::Wager(wager) => self.do_wager(seat, *wager, now, &mut facts)?,
            Action::Buzz { n } => {
                if !matches!(self.phase, Phase::Buzzing { .. }) {
                    return Err(Refusal::Buzz(crate::rooms::buzzer::BuzzRefusal::Closed));
                }
                self.played(*n)?;
                self.buzzer.press(seat, when).map_err(Refusal::Buzz)?;
            }
            Action::Answer { n, text } => self.do_answer(seat, *n, text, now, &mut facts)?,
            Action::Next { n } => {
                if !matches!(self.phase, Phase::Shown { .. }) {
                    return Err(Refusal::WrongPhase);
                }
                let played = self.played(*n)?;
                if played.next.contains(&seat) {
                    return Err(Refusal::Again);
                }
                played.next.push(seat);
            }
            Action::Appeal { n } => self.do_appeal(seat, *n, now, &mut facts)?,
            Action::Vote { n, right } => self.do_vote(seat, *n, *right)?,
        }
        self.end_if_nobody_is_waited_for(now, &mut facts);
        Ok(facts)
    }

    fn view(&self, viewer: Viewer) -> super::view::View {
        super::view::of(self, viewer)
    }
}
