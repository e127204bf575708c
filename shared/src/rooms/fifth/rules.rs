//! The course of a game: one ladder for each seat.

use std::collections::VecDeque;

use super::{
    Action, Dealt, EXPLAIN_MS, Fact, Grade, Help, LENGTHS, POINTS, Phase, QUESTION_MS, READY_MS, Refusal, Report,
    Scored, Setup, TOP_GRADE,
};
use crate::rooms::ask::{Answer, Question};
use crate::rooms::{Moment, Ms, Rules, Seat, Viewer};

/// One player's game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ladder {
    factor_percent: u16,
    pub(super) classmate: String,
    decks: [VecDeque<Dealt>; TOP_GRADE as usize],
    pub(super) phase: Phase,
    /// What is asked, or was just answered.
    pub(super) current: Option<Dealt>,
    /// Questions asked, with the current one.
    pub(super) asked: u8,
    pub(super) rung: u8,
    highest: u8,
    /// Right answers since the last change of grade.
    run: u8,
    score: u32,
    right: u8,
    took_ms: u32,
    pub(super) peeked: Option<u8>,
    pub(super) copied: Option<u8>,
    pub(super) scored: Vec<Scored>,
}

/// A game of Fifth Grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fifth {
    pub(super) length: u8,
    pub(super) ladders: Vec<Ladder>,
    is_over: bool,
}

impl Fifth {
    /// Starts a game of the nearest length that there is; without a player or a question it is over at once.
    #[must_use]
    pub fn start(setup: Setup, now: Ms) -> Self {
        let length = LENGTHS.into_iter().min_by_key(|known| known.abs_diff(setup.length)).unwrap_or(LENGTHS[0]);
        let ladder = |seat: super::SeatSetup| Ladder {
            factor_percent: seat.factor_percent.clamp(100, 1000),
            classmate: seat.classmate,
            decks: seat.decks.map(VecDeque::from),
            phase: Phase::Ready { until: now.after(READY_MS) },
            current: None,
            asked: 0,
            rung: 1,
            highest: 1,
            run: 0,
            score: 0,
            right: 0,
            took_ms: 0,
            peeked: None,
            copied: None,
            scored: Vec::new(),
        };
        let ladders: Vec<Ladder> = setup.seats.into_iter().map(ladder).collect();
        Self { length, is_over: ladders.is_empty(), ladders }
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// The question that a seat is asked now, or has just answered: for the records, and for characters that play along.
    #[must_use]
    pub fn current(&self, seat: Seat) -> Option<&Question> {
        self.ladders.get(seat.index())?.current.as_ref().map(|dealt| &dealt.question)
    }

    /// How everybody's game goes, the best first.
    #[must_use]
    pub fn reports(&self) -> Vec<Report> {
        let seats = (0..).map(Seat).zip(&self.ladders);
        let mut reports: Vec<Report> = seats.map(|(seat, ladder)| ladder.report(seat)).collect();
        reports.sort_by_key(|report| (u32::MAX - report.score, report.took_ms, report.seat));
        reports
    }

    /// Ends what goes on for everybody, as hosts may, as if its time were up.
    pub fn skip(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = self.tick(now);
        for index in 0..self.ladders.len() {
            self.end_phase(index, now, &mut facts);
        }
        self.end_if_all_are_done(&mut facts);
        facts
    }

    fn end_phase(&mut self, index: usize, now: Ms, facts: &mut Vec<Fact>) {
        let (length, seat) = (self.length, Seat(index as u16));
        let Some(ladder) = self.ladders.get_mut(index) else { return };
        match ladder.phase {
            Phase::Ready { .. } | Phase::Explained { .. } => ladder.ask(seat, length, now, facts),
            Phase::Asking { .. } => ladder.answer(seat, length, None, now, now, facts),
            Phase::Done => {}
        }
    }

    fn end_if_all_are_done(&mut self, facts: &mut Vec<Fact>) {
        if !self.is_over && self.ladders.iter().all(|ladder| ladder.phase == Phase::Done) {
            self.is_over = true;
            facts.push(Fact::Over(self.reports()));
        }
    }
}

impl Ladder {
    fn own(&self, ms: u32) -> u32 {
        ms / 100 * u32::from(self.factor_percent)
    }

    pub(super) fn report(&self, seat: Seat) -> Report {
        let answered = self.scored.len() as u32;
        let percent = u32::from(self.right) * 100 / answered.max(1);
        Report {
            seat,
            score: self.score,
            right: self.right,
            asked: self.scored.len() as u8,
            rung: self.rung,
            highest: self.highest,
            took_ms: self.took_ms,
            grade: Grade::of(percent),
            done: self.phase == Phase::Done,
        }
    }

    /// The next question of this grade, or else of the nearest that has one.
    fn deal(&mut self) -> Option<Dealt> {
        let mut grades: Vec<u8> = (1..=TOP_GRADE).collect();
        grades.sort_by_key(|grade| (grade.abs_diff(self.rung), *grade));
        grades.into_iter().find_map(|grade| self.decks[usize::from(grade) - 1].pop_front())
    }

    fn ask(&mut self, seat: Seat, length: u8, now: Ms, facts: &mut Vec<Fact>) {
        self.current = if self.asked < length { self.deal() } else { None };
        let Some(dealt) = &self.current else {
            self.phase = Phase::Done;
            facts.push(Fact::Finished(self.report(seat)));
            return;
        };
        let grade = dealt.question.asked.level;
        facts.push(Fact::Asked { seat, n: self.asked, grade });
        self.asked += 1;
        self.phase = Phase::Asking { opened: now, ends: now.after(self.own(QUESTION_MS)) };
    }

    /// The number of the question that is asked, or was just answered.
    pub(super) const fn n(&self) -> u8 {
        self.asked.saturating_sub(1)
    }

    fn answer(&mut self, seat: Seat, length: u8, answer: Option<Answer>, made: Ms, now: Ms, facts: &mut Vec<Fact>) {
        let (Phase::Asking { opened, .. }, Some(dealt)) = (self.phase, &self.current) else { return };
        let right = answer.as_ref().is_some_and(|answer| dealt.question.mark(answer).right);
        let grade = dealt.question.asked.level;
        let (n, took_ms) = (self.n(), made.since(opened));
        let points = if right { POINTS * u32::from(grade) } else { 0 };
        let helped = |used: Option<u8>| used == Some(n);
        let help = match (helped(self.copied), helped(self.peeked)) {
            (true, _) => Some(Help::Copy),
            (false, true) => Some(Help::Peek),
            (false, false) => None,
        };
        self.climb(right, length / TOP_GRADE);
        self.score += points;
        self.right += u8::from(right);
        self.took_ms = self.took_ms.saturating_add(took_ms);
        let scored = Scored { seat, n, grade, answer, right, help, took_ms, points };
        self.scored.push(scored.clone());
        self.phase = Phase::Explained { until: now.after(self.own(EXPLAIN_MS)) };
        facts.push(Fact::Answered(scored));
    }

    fn climb(&mut self, right: bool, run_for_a_grade: u8) {
        if !right {
            (self.run, self.rung) = (0, self.rung.saturating_sub(1).max(1));
            return;
        }
        self.run += 1;
        if self.run >= run_for_a_grade && self.rung < TOP_GRADE {
            (self.run, self.rung) = (0, self.rung + 1);
            self.highest = self.highest.max(self.rung);
        }
    }

    /// Checks that an action is about the question that is open.
    fn open(&self, n: u8) -> Result<&Dealt, Refusal> {
        match (&self.phase, &self.current) {
            (Phase::Asking { .. }, Some(dealt)) if n == self.n() => Ok(dealt),
            (Phase::Asking { .. }, _) => Err(Refusal::OtherQuestion),
            _ => Err(Refusal::WrongPhase),
        }
    }
}

impl Rules for Fifth {
    type Action = Action;
    type View = super::view::View;
    type Fact = Fact;
    type Refusal = Refusal;

    fn due(&self) -> Option<Ms> {
        let due = |ladder: &Ladder| match ladder.phase {
            Phase::Ready { until } | Phase::Explained { until } => Some(until),
            Phase::Asking { ends, .. } => Some(ends),
            Phase::Done => None,
        };
        self.ladders.iter().filter_map(due).min()
    }

    fn tick(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = Vec::new();
        while let Some(due) = self.due().filter(|due| *due <= now) {
            for index in 0..self.ladders.len() {
                let is_due = match self.ladders[index].phase {
                    Phase::Ready { until } | Phase::Explained { until } => until <= due,
                    Phase::Asking { ends, .. } => ends <= due,
                    Phase::Done => false,
                };
                if is_due {
                    self.end_phase(index, due, &mut facts);
                }
            }
            self.end_if_all_are_done(&mut facts);
        }
        facts
    }

    fn act(&mut self, seat: Seat, action: &Action, when: Moment) -> Result<Vec<Fact>, Refusal> {
        let now = when.arrived;
        let mut facts = self.tick(now);
        let length = self.length;
        let ladder = self.ladders.get_mut(seat.index()).ok_or(Refusal::NoSeat)?;
        let made = when.made();
        match action {
            Action::Answer { n, answer } => {
                if !ladder.open(*n)?.question.takes(answer) {
                    return Err(Refusal::NoAnswer);
                }
                ladder.answer(seat, length, Some(answer.clone()), made, now, &mut facts);
            }
            Action::Peek { n } => {
                ladder.open(*n)?;
                if ladder.peeked.is_some() {
                    return Err(Refusal::Used);
                }
                ladder.peeked = Some(*n);
                facts.push(Fact::Helped(seat, Help::Peek));
            }
            Action::Copy { n } => {
                let answer = ladder.open(*n)?.classmate.open().clone();
                if ladder.copied.is_some() {
                    return Err(Refusal::Used);
                }
                ladder.copied = Some(*n);
                facts.push(Fact::Helped(seat, Help::Copy));
                ladder.answer(seat, length, Some(answer), made, now, &mut facts);
            }
            Action::Next { n } => {
                if !matches!(ladder.phase, Phase::Explained { .. }) {
                    return Err(Refusal::WrongPhase);
                }
                if *n != ladder.n() {
                    return Err(Refusal::OtherQuestion);
                }
                ladder.ask(seat, length, now, &mut facts);
            }
        }
        self.end_if_all_are_done(&mut facts);
        Ok(facts)
    }

    fn view(&self, viewer: Viewer) -> super::view::View {
        super::view::of(self, viewer)
    }
}
