//! Many rooms at quiz pace: every player answers every question after a while, reads the answer, and goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use shared::dice::Dice;
use shared::protocol::rooms::{RoomRequest, RoomTold};
use shared::rooms::ask::{Answer, Way};
use shared::rooms::room::game::{GameAction, GameView, Kind, Wishes};
use shared::rooms::room::view::StageView;
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::trivia::{Action, view::PhaseView};
use tokio::sync::mpsc;

use super::table::{Table, Token};
use crate::bots::host::{Host, Stats};
use crate::report;

/// What was measured.
pub struct Outcome {
    pub seconds: f64,
    pub acks_ms: Vec<f64>,
    pub fan_out_ms: Vec<f64>,
    pub refused: usize,
    /// Games that were played to their end, and players whose connection was lost.
    pub games: usize,
    pub lost: usize,
    /// The server before and after.
    pub load: (Stats, Stats),
}

/// Who plays, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many rooms; the guests are spread over them evenly.
    pub rooms: usize,
    /// Questions of a game.
    pub length: u8,
    /// Seconds to measure.
    pub seconds: u64,
    /// Whether every room plays a game to its end before it is over, within three minutes more.
    pub to_the_end: bool,
}

/// What the players of a room share: when the last answer left, in microseconds since the start.
#[derive(Default)]
struct Shared {
    last_answer_us: AtomicU64,
}

/// When measuring begins and ends.
#[derive(Default)]
struct Phase {
    measuring: AtomicBool,
    over: AtomicBool,
    /// Rooms that played a game to its end.
    finished: AtomicUsize,
}

enum Measured {
    Ack(f64),
    FanOut(f64),
    Refused,
    Finished,
    Lost,
}

/// Most time that rooms get to end their games, beyond what is measured.
const TO_THE_END: Duration = Duration::from_secs(180);

/// Plays trivia with these guests.
pub async fn run(plan: Plan, tokens: &[Token], host: &Host) -> anyhow::Result<Outcome> {
    let Plan { rooms, length, seconds, to_the_end } = plan;
    let begun = Instant::now();
    let phase = Arc::new(Phase::default());
    let (measured, mut results) = mpsc::unbounded_channel();
    let mut players = Vec::new();
    let mut rest = tokens;
    for room in 0..rooms {
        let (tokens, others) = rest.split_at(rest.len().div_ceil(rooms - room));
        rest = others;
        let seats = tokens.len();
        let shared = Arc::new(Shared::default());
        let mut tables = Vec::new();
        for token in tokens {
            // Tickets are asked for in turn: a stampede at the door is another measurement.
            let (hall, ticket) = (token.hall(), token.ticket());
            tables.push(Table::sit_with(&hall, &ticket).await);
        }
        let wishes = Wishes { kind: Kind::Trivia, length, ..Wishes::default() };
        tables[0].ask(&RoomRequest::Open { wishes }).await;
        tables[0].until("the room is open", |table| table.room.is_some()).await;
        let code = tables[0].room.as_ref().and_then(|room| room.code).map(|code| code.to_string()).unwrap_or_default();
        for table in &mut tables[1..] {
            table.ask(&RoomRequest::Enter { code: code.clone() }).await;
        }
        for (seat, table) in tables.into_iter().enumerate() {
            let dice = Dice::new((room * 64 + seat) as u64);
            let player =
                Player { table, dice, begun, shared: shared.clone(), phase: phase.clone(), measured: measured.clone() };
            players.push(tokio::spawn(player.play(seat == 0, seats)));
        }
        if (room + 1) % 200 == 0 {
            report::note(&format!("{} rooms are open", room + 1));
        }
    }
    // Everybody gets to the middle of a game before anything counts.
    tokio::time::sleep(Duration::from_secs(12)).await;
    let before = tokio::task::block_in_place(|| host.stats())?;
    let from = Instant::now();
    phase.measuring.store(true, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    phase.measuring.store(false, Ordering::Relaxed);
    let took = from.elapsed().as_secs_f64();
    let after = tokio::task::block_in_place(|| host.stats())?;
    let patience = Instant::now() + TO_THE_END;
    while to_the_end && phase.finished.load(Ordering::Relaxed) < rooms && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    phase.over.store(true, Ordering::Relaxed);
    for player in players {
        player.await?;
    }
    drop(measured);
    let mut outcome = Outcome {
        seconds: took,
        acks_ms: Vec::new(),
        fan_out_ms: Vec::new(),
        refused: 0,
        games: 0,
        lost: 0,
        load: (before, after),
    };
    while let Some(one) = results.recv().await {
        match one {
            Measured::Ack(ms) => outcome.acks_ms.push(ms),
            Measured::FanOut(ms) => outcome.fan_out_ms.push(ms),
            Measured::Refused => outcome.refused += 1,
            Measured::Finished => outcome.games += 1,
            Measured::Lost => outcome.lost += 1,
        }
    }
    Ok(outcome)
}

struct Player {
    table: Table,
    dice: Dice,
    begun: Instant,
    shared: Arc<Shared>,
    phase: Arc<Phase>,
    measured: mpsc::UnboundedSender<Measured>,
}

impl Player {
    async fn play(mut self, is_host: bool, seats: usize) {
        // The action that is planned, and when; the action that waits for its answer, and since when.
        let mut plan: Option<(Instant, Action)> = None;
        let mut waiting: Option<(u32, Instant)> = None;
        let mut known: Option<(u16, bool)> = None;
        let (mut has_started, mut has_finished) = (false, false);
        while !self.phase.over.load(Ordering::Relaxed) {
            let patience = plan
                .as_ref()
                .map_or(Duration::from_millis(500), |(at, _)| at.saturating_duration_since(Instant::now()));
            let told = self.table.hear(patience).await;
            if self.table.is_closed {
                let _ = self.measured.send(Measured::Lost);
                return;
            }
            if plan.as_ref().is_some_and(|(at, _)| *at <= Instant::now())
                && let Some((_, action)) = plan.take()
            {
                let now = Instant::now();
                if matches!(action, Action::Answer { .. }) {
                    let us = now.duration_since(self.begun).as_micros() as u64;
                    self.shared.last_answer_us.fetch_max(us, Ordering::Relaxed);
                }
                let seq = self.table.act(RoomAction::Game(GameAction::Trivia(action))).await;
                waiting = Some((seq, now));
            }
            match told {
                Some(RoomTold::Answered { seq, refusal }) => {
                    if let Some((_, since)) = waiting.take_if(|(waiting, _)| *waiting == seq) {
                        let ms = since.elapsed().as_secs_f64() * 1000.0;
                        self.note(if refusal.is_none() { Measured::Ack(ms) } else { Measured::Refused });
                    }
                }
                Some(RoomTold::Game(_)) => {
                    if let Some((n, revealed, way)) = self.look()
                        && known != Some((n, revealed))
                    {
                        known = Some((n, revealed));
                        let ms = if revealed { 1_500 + self.dice.below(2_500) } else { 2_000 + self.dice.below(8_000) };
                        let action = match way {
                            Some(way) => Action::Answer { n, answer: any_answer(&way, &mut self.dice) },
                            None => Action::Next { n },
                        };
                        plan = Some((Instant::now() + Duration::from_millis(ms.into()), action));
                        let last = self.shared.last_answer_us.load(Ordering::Relaxed);
                        if revealed && last > 0 {
                            let us = (self.begun.elapsed().as_micros() as u64).saturating_sub(last);
                            self.note(Measured::FanOut(us as f64 / 1000.0));
                        }
                    }
                }
                Some(RoomTold::Room(Some(room))) => {
                    let is_ready = room.members.iter().find(|member| member.id == room.me).is_some_and(|me| me.ready);
                    match room.stage {
                        StageView::Lobby if is_host && !has_started => {
                            let ready = room.members.iter().filter(|member| member.ready).count();
                            if ready + 1 == seats {
                                has_started = true;
                                self.table.act(RoomAction::Host(HostAction::Start)).await;
                            }
                        }
                        StageView::Lobby if !is_host && !is_ready => {
                            self.table.act(RoomAction::Ready(true)).await;
                        }
                        StageView::Results(_) if is_host => {
                            if !has_finished {
                                has_finished = true;
                                self.phase.finished.fetch_add(1, Ordering::Relaxed);
                            }
                            let _ = self.measured.send(Measured::Finished);
                            has_started = false;
                            known = None;
                            self.table.act(RoomAction::Host(HostAction::Rematch)).await;
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        // A place in a room is for life: who is to play elsewhere has to leave.
        self.table.acted(RoomAction::Leave).await;
    }

    fn note(&self, measured: Measured) {
        if self.phase.measuring.load(Ordering::Relaxed) {
            // The one who counts waits until everybody is done.
            let _ = self.measured.send(measured);
        }
    }

    /// The question on the table, whether it is revealed, and how it is answered if it is asked.
    fn look(&self) -> Option<(u16, bool, Option<Way>)> {
        let GameView::Trivia(view) = &self.table.game.as_ref()?.view else { return None };
        match &view.phase {
            PhaseView::Asking { n, asked, mine: None, .. } => Some((*n, false, Some(asked.way.clone()))),
            PhaseView::Reveal { n, .. } => Some((*n, true, None)),
            _ => None,
        }
    }
}

/// Any answer that a question takes.
pub fn any_answer(way: &Way, dice: &mut Dice) -> Answer {
    match way {
        Way::Choice(options) => Answer::Choice(dice.below(options.len() as u32) as u8),
        Way::Claim => Answer::Claim(dice.chance(50)),
        Way::Typed => Answer::Typed("perhaps".to_owned()),
        Way::Order(things) => {
            let mut order: Vec<u8> = (0..things.len() as u8).collect();
            dice.shuffle(&mut order);
            Answer::Order(order)
        }
        Way::Estimate { from, to, .. } => Answer::Estimate(from + (to - from) / 3),
    }
}
