//! What games sound like: questions, verdicts, the buzzer, the last seconds, and the end.

use bevy::prelude::*;
use shared::rooms::room::RoomAction;
use shared::rooms::room::game::{GameAction, GameView};
use shared::rooms::room::view::StageView;
use shared::rooms::{Ms, Seat, board, fifth, trivia};

use crate::audio::Play;
use crate::audio::effects::Effect;
use crate::hall::{Hall, HallCommand};

/// Seconds at the end of one's time that tick.
const LAST_SECONDS: u32 = 5;

/// What a game is at, as far as one hears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A question, or a clue, came.
    Asked(u16),
    /// The answer was shown; whether one was right, if one had a part in it.
    Told(u16, Option<bool>),
    /// Somebody picks or bets.
    Choosing,
    /// The buzzers are open.
    Open(u16),
    /// Somebody was first.
    First(u16, Seat),
    /// It is over.
    Over,
}

/// Plays what changed in the game, and the last seconds of one's time.
pub fn hear_games(
    hall: Res<Hall>,
    mut commands: MessageReader<HallCommand>,
    mut play: MessageWriter<Play>,
    mut before: Local<Option<Heard>>,
    mut ticked: Local<Option<u32>>,
) {
    for command in commands.read() {
        if matches!(command, HallCommand::Act(RoomAction::Game(GameAction::Board(board::Action::Buzz { .. })))) {
            play.write(Play::plain(Effect::Buzzer));
        }
    }
    let now = heard(&hall);
    if *before != now
        && let Some(sound) = now.and_then(|now| sound(now, hall.game.as_ref().and_then(|game| game.seat)))
    {
        play.write(sound);
    }
    *before = now;
    let left = closes(&hall).zip(hall.game_now()).map(|(closes, now)| closes.since(now).div_ceil(1000));
    if let Some(left) = left.filter(|left| (1..=LAST_SECONDS).contains(left) && *ticked != Some(*left)) {
        play.write(Play { level: 0.5, speed: if left == 1 { 1.3 } else { 1.0 }, ..Play::plain(Effect::Tick) });
    }
    *ticked = left;
}

fn heard(hall: &Hall) -> Option<Heard> {
    let (room, game) = (hall.room.as_ref()?, hall.game.as_ref()?);
    if matches!(room.stage, StageView::Results(_)) {
        return Some(Heard::Over);
    }
    match &game.view {
        GameView::Trivia(view) => match &view.phase {
            trivia::view::PhaseView::Asking { n, .. } => Some(Heard::Asked(*n)),
            trivia::view::PhaseView::Reveal { n, mine, .. } => {
                Some(Heard::Told(*n, mine.as_ref().filter(|mine| mine.answer.is_some()).map(|mine| mine.right)))
            }
            trivia::view::PhaseView::Ready { .. } | trivia::view::PhaseView::Over => None,
        },
        GameView::Fifth(view) => match &view.mine.as_ref()?.phase {
            fifth::view::PhaseView::Asking { n, .. } => Some(Heard::Asked((*n).into())),
            fifth::view::PhaseView::Explained { n, .. } => {
                let scored = view.mine.as_ref()?.scored.iter().find(|scored| scored.n == *n);
                Some(Heard::Told((*n).into(), scored.map(|scored| scored.right)))
            }
            fifth::view::PhaseView::Ready { .. } | fifth::view::PhaseView::Done => None,
        },
        GameView::Board(view) => of_board(&view.phase, game.seat, hall.game_now()),
    }
}

fn of_board(phase: &board::view::PhaseView, seat: Option<Seat>, now: Option<Ms>) -> Option<Heard> {
    use board::view::PhaseView;
    match phase {
        PhaseView::Choosing { .. } | PhaseView::Wagering { .. } | PhaseView::LastWagering { .. } => {
            Some(Heard::Choosing)
        }
        PhaseView::Buzzing { clue, unlocks, .. } if now.is_some_and(|now| now >= *unlocks) => Some(Heard::Open(clue.n)),
        PhaseView::Buzzing { clue, .. } => Some(Heard::Asked(clue.n)),
        PhaseView::Answering { clue, seat, .. } => Some(Heard::First(clue.n, *seat)),
        PhaseView::Shown { clue, .. } => {
            let mine = clue.tries.iter().rev().find(|one| Some(one.seat) == seat);
            Some(Heard::Told(clue.n, mine.map(|one| one.right)))
        }
        PhaseView::LastAsking { .. } => Some(Heard::Asked(u16::MAX)),
        PhaseView::LastRevealing { shown, .. } => {
            let mine = shown.iter().find(|one| Some(one.seat) == seat);
            Some(Heard::Told(u16::MAX, mine.map(|one| one.right)))
        }
        PhaseView::Intro { .. } | PhaseView::Voting { .. } | PhaseView::Over => None,
    }
}

fn sound(now: Heard, me: Option<Seat>) -> Option<Play> {
    Some(match now {
        Heard::Asked(_) => Play { level: 0.7, ..Play::plain(Effect::Question) },
        Heard::Told(_, Some(true)) => Play::plain(Effect::Right),
        Heard::Told(_, Some(false)) => Play { level: 0.8, ..Play::plain(Effect::Wrong) },
        Heard::Told(_, None) => Play { level: 0.5, ..Play::plain(Effect::Question) },
        Heard::Open(_) => Play { level: 0.8, speed: 1.5, ..Play::plain(Effect::Tick) },
        // One's own press was heard when it was made.
        Heard::First(_, seat) if me != Some(seat) => Play { level: 0.6, speed: 0.84, ..Play::plain(Effect::Buzzer) },
        Heard::First(..) | Heard::Choosing => return None,
        Heard::Over => Play::plain(Effect::Fanfare),
    })
}

/// When one's time is up, while the game waits for oneself.
fn closes(hall: &Hall) -> Option<Ms> {
    let game = hall.game.as_ref()?;
    let seat = game.seat?;
    match &game.view {
        GameView::Trivia(view) => match &view.phase {
            trivia::view::PhaseView::Asking { closes, mine: None, .. } => Some(*closes),
            _ => None,
        },
        GameView::Fifth(view) => match &view.mine.as_ref()?.phase {
            fifth::view::PhaseView::Asking { ends, .. } => Some(*ends),
            _ => None,
        },
        GameView::Board(view) => match &view.phase {
            board::view::PhaseView::Choosing { until } if view.picker == seat => Some(*until),
            board::view::PhaseView::Answering { seat: who, until, .. } if *who == seat => Some(*until),
            board::view::PhaseView::LastAsking { plays: true, mine: None, until, .. } => Some(*until),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_buzzer_is_heard_once_and_every_end_has_a_sound() {
        assert!(sound(Heard::First(3, Seat(1)), Some(Seat(1))).is_none());
        assert!(sound(Heard::First(3, Seat(2)), Some(Seat(1))).is_some());
        for told in [Some(true), Some(false), None] {
            assert!(sound(Heard::Told(1, told), None).is_some());
        }
        assert!(sound(Heard::Over, None).is_some());
    }
}
