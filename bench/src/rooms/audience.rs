//! One room with a very large audience: everybody answers a question within one second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;
use shared::dice::Dice;
use shared::protocol::rooms::{RoomRequest, RoomTold};
use shared::rooms::room::game::{GameAction, GameView, Kind, Wishes};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::trivia::{Action, Settings, view::PhaseView};

use super::quiz::any_answer;
use super::table::{Table, Token};
use crate::bots::host::Host;
use crate::report::{self, Percentiles};

/// How the stampede went.
#[derive(Debug, Serialize)]
pub struct Report {
    seats: usize,
    /// Answers that the reveal counts.
    counted: u64,
    ack_ms: Percentiles,
    /// Bytes that a player got from a question to its reveal, on average.
    bytes_per_client: f64,
    /// From the last answer to the last player's view of the reveal.
    reveal_ms: f64,
    cpu_s: f64,
}

pub async fn run(tokens: &[Token], host: &Host) -> anyhow::Result<Report> {
    let trivia = Settings { seconds: 60, ..Settings::default() };
    let wishes = Wishes { kind: Kind::Trivia, audience: true, length: 5, trivia, ..Wishes::default() };
    let mut first = Table::sit(&tokens[0]).await;
    first.ask(&RoomRequest::Open { wishes }).await;
    first.until("the room is open", |table| table.room.is_some()).await;
    let code = first.room.as_ref().and_then(|room| room.code).map(|code| code.to_string()).unwrap_or_default();
    let counted = Arc::new(AtomicU64::new(0));
    let mut players = Vec::new();
    for (number, token) in tokens[1..].iter().enumerate() {
        let mut table = Table::sit_with(&token.hall(), &token.ticket()).await;
        table.ask(&RoomRequest::Enter { code: code.clone() }).await;
        players.push(tokio::spawn(play(table, Dice::new(number as u64), counted.clone())));
        if (number + 1) % 2_500 == 0 {
            report::note(&format!("{} are in the big room", number + 1));
        }
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let before = tokio::task::block_in_place(|| host.stats())?;
    first.act(RoomAction::Host(HostAction::Start)).await;
    players.push(tokio::spawn(play(first, Dice::new(u64::MAX), counted.clone())));
    let (mut acks, mut bytes, mut last_answer, mut last_reveal) = (Vec::new(), 0, None, None);
    for player in players {
        let Some(one) = player.await? else { continue };
        acks.push(one.ack_ms);
        bytes += one.bytes;
        last_answer = last_answer.max(Some(one.answered));
        last_reveal = last_reveal.max(Some(one.revealed));
    }
    let after = tokio::task::block_in_place(|| host.stats())?;
    let reveal_ms = match (last_answer, last_reveal) {
        (Some(answer), Some(reveal)) => reveal.saturating_duration_since(answer).as_secs_f64() * 1000.0,
        _ => 0.0,
    };
    Ok(Report {
        seats: tokens.len(),
        counted: counted.load(Ordering::Relaxed),
        bytes_per_client: bytes as f64 / acks.len().max(1) as f64,
        ack_ms: Percentiles::of(acks),
        reveal_ms,
        cpu_s: after.cpu_s - before.cpu_s,
    })
}

struct One {
    ack_ms: f64,
    bytes: u64,
    answered: Instant,
    revealed: Instant,
}

/// Answers the first question at a moment of the second after it is seen, and listens until it is revealed.
async fn play(mut table: Table, mut dice: Dice, counted: Arc<AtomicU64>) -> Option<One> {
    let patience = Duration::from_secs(180);
    let way = loop {
        table.hear(patience).await?;
        if let Some(GameView::Trivia(view)) = table.game.as_ref().map(|shown| &shown.view)
            && let PhaseView::Asking { n: 0, asked, .. } = &view.phase
        {
            break asked.way.clone();
        }
    };
    let bytes_before = table.heard.1;
    let due = Instant::now() + Duration::from_millis(dice.below(1_000).into());
    while Instant::now() < due {
        table.hear(due.saturating_duration_since(Instant::now())).await;
    }
    let answer = any_answer(&way, &mut dice);
    let answered = Instant::now();
    let seq = table.act(RoomAction::Game(GameAction::Trivia(Action::Answer { n: 0, answer }))).await;
    let (mut ack_ms, mut revealed) = (None, None);
    while ack_ms.is_none() || revealed.is_none() {
        match table.hear(patience).await? {
            RoomTold::Answered { seq: answered_seq, refusal: None } if answered_seq == seq => {
                ack_ms = Some(answered.elapsed().as_secs_f64() * 1000.0);
            }
            RoomTold::Game(Some(shown)) => {
                if let GameView::Trivia(view) = &shown.view
                    && let PhaseView::Reveal { mine: Some(mine), .. } = &view.phase
                {
                    counted.fetch_add(u64::from(mine.answer.is_some()), Ordering::Relaxed);
                    revealed = Some(Instant::now());
                }
            }
            _ => {}
        }
    }
    Some(One { ack_ms: ack_ms?, bytes: table.heard.1 - bytes_before, answered, revealed: revealed? })
}
