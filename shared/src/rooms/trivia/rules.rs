//! The course of a game of trivia.

use super::{
    Action, FACTOR_PERCENT, Fact, GRACE_MS, MOST_STREAK, POINTS, Phase, READY_MS, REVEAL_MS, Refusal, SECONDS,
    STREAK_POINTS, Scored, SeatSetup, Settings, Setup, Standing,
};
use crate::rooms::ask::{Answer, Question, Way};
use crate::rooms::{Moment, Ms, Rules, Seat, Viewer};

/// An answer that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) answer: Answer,
    took_ms: u32,
}

/// What is known of a seat during a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Player {
    pub(super) setup: SeatSetup,
    pub(super) present: bool,
    pub(super) given: Option<Given>,
    pub(super) wants_next: bool,
    pub(super) score: u32,
    pub(super) streak: u16,
    pub(super) right: u16,
    pub(super) place: u16,
    /// What the question that was revealed last brought.
    pub(super) last: Option<Scored>,
}

/// A game of trivia.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trivia {
    pub(super) settings: Settings,
    pub(super) questions: Vec<Question>,
    pub(super) players: Vec<Player>,
    pub(super) phase: Phase,
    /// Seats by place, as of the last reveal.
    pub(super) order: Vec<Seat>,
    /// How many answers the question has.
    pub(super) answers: u16,
    /// Seats that are present and haven't answered, or don't want to go on.
    waiting: u16,
}

impl Trivia {
    /// Starts a game; without a question or a player it is over at once.
    #[must_use]
    pub fn start(setup: Setup, now: Ms) -> Self {
        let Setup { mut settings, questions, seats } = setup;
        settings.seconds = settings.seconds.clamp(SECONDS.0, SECONDS.1);
        let player = |setup: SeatSetup| Player {
            setup: SeatSetup {
                factor_percent: setup.factor_percent.clamp(FACTOR_PERCENT.0, FACTOR_PERCENT.1),
                ..setup
            },
            present: true,
            given: None,
            wants_next: false,
            score: 0,
            streak: 0,
            right: 0,
            place: 1,
            last: None,
        };
        let players: Vec<Player> = seats.into_iter().take(usize::from(u16::MAX)).map(player).collect();
        let order = (0..players.len()).map(|n| Seat(n as u16)).collect();
        let phase = match questions.is_empty() || players.is_empty() {
            true => Phase::Over,
            false => Phase::Ready { until: now.after(READY_MS) },
        };
        Self { settings, questions, players, phase, order, answers: 0, waiting: 0 }
    }

    /// How long a seat has for a question, in milliseconds.
    pub(super) fn time_of(&self, seat: SeatSetup) -> u32 {
        u32::from(self.settings.seconds) * 10 * u32::from(seat.factor_percent)
    }

    /// Says that a seat is, or isn't, there to answer: nobody waits for who isn't.
    pub fn set_present(&mut self, seat: Seat, present: bool, now: Ms) -> Vec<Fact> {
        let mut facts = self.tick(now);
        let Some(player) = self.players.get_mut(seat.index()) else { return facts };
        player.present = present;
        let time = player.setup;
        if let Phase::Asking { n, opened, ends } = self.phase {
            let own = opened.after(self.time_of(time)).after(GRACE_MS);
            self.phase = Phase::Asking { n, opened, ends: if present { ends.max(own) } else { ends } };
        }
        self.count_waiting();
        self.end_if_nobody_is_waited_for(now, &mut facts);
        facts
    }

    /// Ends what goes on, as hosts may: a question as if time were up, or the reading of its answer.
    pub fn skip(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = self.tick(now);
        self.end_phase(now, &mut facts);
        facts
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// A question of the game: for the records, and for characters that play along.
    #[must_use]
    pub fn question(&self, n: u16) -> Option<&Question> {
        self.questions.get(usize::from(n))
    }

    /// The question that is asked now, or was just revealed.
    #[must_use]
    pub fn current(&self) -> Option<&Question> {
        match self.phase {
            Phase::Asking { n, .. } | Phase::Reveal { n, .. } => self.question(n),
            Phase::Ready { .. } => None,
            Phase::Over => self.questions.last(),
        }
    }

    /// Everybody's standing, the first first.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        self.order.iter().filter_map(|seat| self.standing(*seat)).collect()
    }

    pub(super) fn standing(&self, seat: Seat) -> Option<Standing> {
        let player = self.players.get(seat.index())?;
        let Player { score, place, streak, right, .. } = *player;
        Some(Standing { seat, score, place, streak, right })
    }

    fn count_waiting(&mut self) {
        let asking = matches!(self.phase, Phase::Asking { .. });
        let is_awaited =
            |player: &&Player| player.present && if asking { player.given.is_none() } else { !player.wants_next };
        self.waiting = self.players.iter().filter(is_awaited).count() as u16;
    }

    fn end_if_nobody_is_waited_for(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        let can_end = matches!(self.phase, Phase::Asking { .. } | Phase::Reveal { .. });
        if self.waiting == 0 && can_end && self.players.iter().any(|player| player.present) {
            self.end_phase(now, facts);
        }
    }

    fn end_phase(&mut self, now: Ms, facts: &mut Vec<Fact>) {
        match self.phase {
            Phase::Ready { .. } => self.ask(0, now, facts),
            Phase::Asking { n, .. } => self.reveal(n, now, facts),
            Phase::Reveal { n, .. } => self.ask(n + 1, now, facts),
            Phase::Over => {}
        }
    }

    fn ask(&mut self, n: u16, now: Ms, facts: &mut Vec<Fact>) {
        self.answers = 0;
        for player in &mut self.players {
            player.given = None;
            player.wants_next = false;
        }
        if usize::from(n) >= self.questions.len() {
            self.phase = Phase::Over;
            facts.push(Fact::Over(self.standings()));
            return;
        }
        let times = self.players.iter().filter(|player| player.present).map(|player| self.time_of(player.setup));
        let longest = times.max().unwrap_or_else(|| self.time_of(SeatSetup::default()));
        self.phase = Phase::Asking { n, opened: now, ends: now.after(longest).after(GRACE_MS) };
        self.count_waiting();
        facts.push(Fact::Asked(n));
    }

    fn reveal(&mut self, n: u16, now: Ms, facts: &mut Vec<Fact>) {
        let mut scored = Vec::new();
        if let Some(question) = self.questions.get(usize::from(n)) {
            let (settings, seconds) = (self.settings, u32::from(self.settings.seconds));
            for (index, player) in self.players.iter_mut().enumerate() {
                let own_ms = seconds * 10 * u32::from(player.setup.factor_percent);
                let result = score(question, player, Seat(index as u16), own_ms, settings);
                if player.present || result.answer.is_some() {
                    scored.push(result.clone());
                }
                player.last = Some(result);
            }
        }
        self.rank();
        self.phase = Phase::Reveal { n, until: now.after(REVEAL_MS) };
        self.count_waiting();
        facts.push(Fact::Revealed(n, scored));
    }

    fn rank(&mut self) {
        let players = &self.players;
        self.order.sort_by_key(|seat| (u32::MAX - players.get(seat.index()).map_or(0, |player| player.score), *seat));
        let (mut place, mut before) = (0, None);
        for (index, seat) in self.order.iter().enumerate() {
            let Some(player) = self.players.get_mut(seat.index()) else { continue };
            if before != Some(player.score) {
                place = index as u16 + 1;
            }
            before = Some(player.score);
            player.place = place;
        }
    }

    fn answer(&mut self, seat: Seat, n: u16, answer: &Answer, when: Moment) -> Result<(), Refusal> {
        let time = self.players.get(seat.index()).map(|player| self.time_of(player.setup)).ok_or(Refusal::NoSeat)?;
        let Phase::Asking { n: asked, opened, .. } = self.phase else {
            let is_past = matches!(self.phase, Phase::Reveal { n: past, .. } if n <= past);
            return Err(if is_past { Refusal::TooLate } else { Refusal::WrongPhase });
        };
        if n != asked {
            return Err(Refusal::OtherQuestion);
        }
        let (Some(question), Some(player)) = (self.questions.get(usize::from(n)), self.players.get_mut(seat.index()))
        else {
            return Err(Refusal::NoSeat);
        };
        if player.given.is_some() {
            return Err(Refusal::Again);
        }
        if !question.takes(answer) {
            return Err(Refusal::NoAnswer);
        }
        let made = when.made();
        let took_ms = made.since(opened);
        if took_ms > time {
            return Err(Refusal::TooLate);
        }
        player.given = Some(Given { answer: answer.clone(), took_ms });
        self.answers += 1;
        self.waiting = self.waiting.saturating_sub(u16::from(player.present));
        Ok(())
    }

    fn next(&mut self, seat: Seat, n: u16) -> Result<(), Refusal> {
        let Phase::Reveal { n: revealed, .. } = self.phase else { return Err(Refusal::WrongPhase) };
        let player = self.players.get_mut(seat.index()).ok_or(Refusal::NoSeat)?;
        if n != revealed {
            return Err(Refusal::OtherQuestion);
        }
        if player.wants_next {
            return Err(Refusal::Again);
        }
        player.wants_next = true;
        self.waiting = self.waiting.saturating_sub(u16::from(player.present));
        Ok(())
    }
}

impl Rules for Trivia {
    type Action = Action;
    type View = super::view::View;
    type Fact = Fact;
    type Refusal = Refusal;

    fn due(&self) -> Option<Ms> {
        match self.phase {
            Phase::Ready { until } | Phase::Reveal { until, .. } => Some(until),
            Phase::Asking { ends, .. } => Some(ends),
            Phase::Over => None,
        }
    }

    fn tick(&mut self, now: Ms) -> Vec<Fact> {
        let mut facts = Vec::new();
        while let Some(due) = self.due().filter(|due| *due <= now) {
            self.end_phase(due, &mut facts);
        }
        facts
    }

    fn act(&mut self, seat: Seat, action: &Action, when: Moment) -> Result<Vec<Fact>, Refusal> {
        let mut facts = self.tick(when.arrived);
        match action {
            Action::Answer { n, answer } => {
                self.answer(seat, *n, answer, when)?;
                facts.push(Fact::Answered(seat));
            }
            Action::Next { n } => self.next(seat, *n)?,
        }
        self.end_if_nobody_is_waited_for(when.arrived, &mut facts);
        Ok(facts)
    }

    fn view(&self, viewer: Viewer) -> super::view::View {
        super::view::of(self, viewer)
    }
}

/// What a question brings a player, whose score and streak it changes.
fn score(question: &Question, player: &mut Player, seat: Seat, own_ms: u32, settings: Settings) -> Scored {
    let given = player.given.clone();
    let mark = given.as_ref().map(|given| question.mark(&given.answer));
    let right = mark.is_some_and(|mark| mark.right);
    let took_ms = given.as_ref().map_or(0, |given| given.took_ms);
    let mut points = POINTS * mark.map_or(0, |mark| u32::from(mark.percent)) / 100;
    let races = !matches!(question.asked.way, Way::Order(_) | Way::Estimate { .. });
    if settings.speed && races {
        // points × (1 − t/T/2), rounded to the nearest.
        let (own, took) = (u64::from(own_ms.max(1)), u64::from(took_ms.min(own_ms)));
        points = ((u64::from(points) * (2 * own - took) + own) / (2 * own)) as u32;
    }
    player.streak = if right { player.streak + 1 } else { 0 };
    player.right += u16::from(right);
    if settings.streaks && right {
        points += (u32::from(player.streak - 1) * STREAK_POINTS).min(MOST_STREAK);
    }
    player.score += points;
    Scored { seat, answer: given.map(|given| given.answer), right, took_ms, points }
}
