//! What a screen of a game works with: what is seen, what is being written, and what is asked for.

use std::time::Duration;

use bevy_egui::egui;
use shared::protocol::rooms::PassingView;
use shared::rooms::ask::Answer;
use shared::rooms::room::game::GameAction;
use shared::rooms::room::view::{GameShown, MemberView};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::{Ms, Seat, fifth, trivia};

use super::draft::Draft;
use super::faces::Faces;
use crate::hall::{Hall, HallCommand};

/// A game as it is shown in this frame.
pub struct Table<'a> {
    /// The game; its view, and where one sits.
    pub shown: &'a GameShown,
    /// Who is in the room.
    pub members: &'a [MemberView],
    /// What the game's clock shows, once it is known.
    pub now: Option<Ms>,
    /// Whether one is host.
    pub hosts: bool,
    /// The hall, for what is on its way and what was asked before.
    pub hall: &'a Hall,
    /// How people look.
    pub faces: &'a Faces,
    /// What is being written.
    pub draft: &'a mut Draft,
    /// What is asked for in this frame.
    pub asks: &'a mut Vec<HallCommand>,
    /// How one sees and plays.
    pub hands: Hands,
}

/// How one sees and plays.
#[derive(Debug, Clone, Copy)]
pub struct Hands {
    /// Whether keys are told of: not on a touch screen.
    pub keys: bool,
    /// Whether things keep calm: nothing moves by itself.
    pub calm: bool,
    /// Milliseconds since the app started, for what moves.
    pub ms: u64,
}

impl Hands {
    /// For this moment of the app.
    #[must_use]
    pub fn now(keys: bool, calm: bool, since_start: Duration) -> Self {
        Self { keys, calm, ms: if calm { 0 } else { since_start.as_millis() as u64 } }
    }
}

impl<'a> Table<'a> {
    /// The table of the room one is in; `None` while there is no game.
    pub fn own(
        hall: &'a Hall,
        faces: &'a Faces,
        draft: &'a mut Draft,
        asks: &'a mut Vec<HallCommand>,
        hands: Hands,
    ) -> Option<Self> {
        let (room, shown) = (hall.room.as_ref()?, hall.game.as_ref()?);
        let (now, hosts) = (hall.game_now(), hall.is_host());
        Some(Self { shown, members: &room.members, now, hosts, hall, faces, draft, asks, hands })
    }

    /// The table one looks on at from outside.
    pub fn passing(
        hall: &'a Hall,
        passing: &'a PassingView,
        faces: &'a Faces,
        draft: &'a mut Draft,
        asks: &'a mut Vec<HallCommand>,
        hands: Hands,
    ) -> Option<Self> {
        let shown = passing.game.as_ref()?;
        let now = hall.passing_now();
        Some(Self { shown, members: &passing.members, now, hosts: false, hall, faces, draft, asks, hands })
    }

    /// Where one sits; `None` for who looks on.
    pub const fn seat(&self) -> Option<Seat> {
        self.shown.seat
    }

    /// Who sits there.
    pub fn member(&self, seat: Seat) -> Option<&'a MemberView> {
        self.members.iter().find(|member| member.seat == Some(seat))
    }

    /// The name of who sits there.
    pub fn name(&self, seat: Seat) -> String {
        match self.member(seat) {
            Some(member) => member.name.as_str().to_owned(),
            None => format!("Player {}", seat.0 + 1),
        }
    }

    /// Seconds until a moment of the game, rounded up; `None` while the clock isn't known.
    pub fn seconds_to(&self, moment: Ms) -> Option<u32> {
        self.now.map(|now| moment.since(now).div_ceil(1000))
    }

    /// The share of the time between two moments that is left, 0..=1; all of it while the clock isn't known.
    pub fn share_left(&self, from: Ms, to: Ms) -> f32 {
        let Some(now) = self.now else { return 1.0 };
        let whole = to.since(from).max(1);
        (to.since(now) as f32 / whole as f32).clamp(0.0, 1.0)
    }

    /// Begins anew when the question is another one.
    pub fn turn_to(&mut self, question: &str) {
        self.draft.turn_to(question, self.hall.seconds());
    }

    /// How far what has just come is in its place, 0..=1: a quarter of a second, or at once where things keep calm.
    pub fn entrance(&self) -> f32 {
        const SECONDS: f64 = 0.25;
        if self.hands.calm { 1.0 } else { (self.age() / SECONDS).clamp(0.0, 1.0) as f32 }
    }

    /// Seconds since what shows has come.
    pub fn age(&self) -> f64 {
        self.hall.seconds() - self.draft.turned_at
    }

    /// Whether an action of this game is on its way.
    pub fn is_on_its_way(&self, fits: impl Fn(&GameAction) -> bool) -> bool {
        self.hall.is_pending(|action| matches!(action, RoomAction::Game(action) if fits(action)))
    }

    /// The answer to one's question of this number that is on its way.
    pub fn given(&self, n: u16) -> Option<&'a Answer> {
        self.hall.pending().find_map(|action| match action {
            RoomAction::Game(GameAction::Trivia(trivia::Action::Answer { n: to, answer })) if *to == n => Some(answer),
            RoomAction::Game(GameAction::Fifth(fifth::Action::Answer { n: to, answer })) if u16::from(*to) == n => {
                Some(answer)
            }
            _ => None,
        })
    }

    /// Asks for something in the game.
    pub fn play(&mut self, action: GameAction) {
        self.asks.push(HallCommand::play(action));
    }

    /// Asks for something that only hosts may do.
    pub fn host(&mut self, action: HostAction) {
        self.asks.push(HallCommand::host(action));
    }

    /// Whether Enter was pressed with nothing chosen that it would press.
    pub fn entered(&self, ui: &egui::Ui) -> bool {
        ui.memory(|memory| memory.focused().is_none()) && self.pressed(ui, egui::Key::Enter)
    }

    /// Whether a key was pressed that belongs to no line of text.
    pub fn pressed(&self, ui: &egui::Ui, key: egui::Key) -> bool {
        !self.draft.is_writing && ui.input(|i| i.key_pressed(key) && !i.modifiers.any())
    }
}
