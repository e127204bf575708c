//! What one sees of the hall: the room, the game, the tables, and what was said.

use std::collections::VecDeque;

use bevy::prelude::*;
use shared::api::CategoryBest;
use shared::ids::Key;
use shared::protocol::rooms::{HallRefusal, PassingView, RoomTold, Subject, TableView};
use shared::rooms::room::game::{GameAction, GameView};
use shared::rooms::room::view::{GameShown, MemberView, RoomView};
use shared::rooms::room::{MemberId, PHRASES, RoomAction, Words};
use shared::rooms::{Ms, board, fifth, trivia};

use super::clock::HallClock;
use super::log::Logged;
use super::words::HallEvent;

/// Lines of the room's chat that are kept.
const MOST_SAID: usize = 60;

/// How far the line to the hall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HallState {
    /// Nobody wants it.
    #[default]
    Away,
    /// It is opening, for the first time or again.
    Coming,
    /// It is open, and the hall has said which room one is in.
    Here,
}

/// Something that was said in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who said it, by name; `None` when they are gone.
    pub name: Option<String>,
    /// Whether it was oneself.
    pub mine: bool,
    /// The words.
    pub text: String,
}

/// What the host of the games said.
#[derive(Debug, Clone, PartialEq)]
pub struct Patter {
    /// Which character hosts.
    pub who: Key,
    /// Their words.
    pub words: String,
    /// When it was heard, in seconds since the app started.
    pub since: f64,
}

/// The hall as one sees it; read-only for everybody but `hall`. A room and its game stay while the line is looked for.
#[derive(Resource, Debug, Default)]
pub struct Hall {
    /// How far the line is.
    pub state: HallState,
    /// The room one is in.
    pub room: Option<RoomView>,
    /// The game in it.
    pub game: Option<GameShown>,
    /// The tables with open rooms, for who is in none.
    pub tables: Vec<TableView>,
    /// What games can ask from.
    pub subjects: Vec<Subject>,
    /// The characters who would play along.
    pub invitees: Vec<Key>,
    /// What one looks on at from outside.
    pub passing: Option<PassingView>,
    /// What was asked in the game while one was there, oldest first.
    pub log: Vec<Logged>,
    /// What was said in the room, oldest first.
    pub said: VecDeque<Said>,
    /// What the host of the games said last.
    pub patter: Option<Patter>,
    /// One's records by category, as the town last told them.
    pub records: Vec<CategoryBest>,
    /// Of those, the best climbs that the game that is over has raised.
    pub raised: Vec<CategoryBest>,
    /// Actions that are on their way, by number, with the moment of their press.
    pub(super) pending: VecDeque<(u32, Option<Ms>, RoomAction)>,
    pub(super) clock: HallClock,
    /// Seconds since the app started, as of this frame.
    pub(super) seconds: f64,
}

impl Hall {
    /// Our own clock, in milliseconds.
    pub(super) fn local_ms(&self) -> u64 {
        (self.seconds * 1000.0) as u64
    }

    /// Seconds since the app started, as of this frame.
    #[must_use]
    pub const fn seconds(&self) -> f64 {
        self.seconds
    }

    /// What the hall's clock shows now; `None` until it is known.
    #[must_use]
    pub fn now(&self) -> Option<Ms> {
        self.clock.at(self.local_ms())
    }

    /// What the clock of the game shows now; `None` without one, or until it is known.
    #[must_use]
    pub fn game_now(&self) -> Option<Ms> {
        self.clock.game_at(self.game.as_ref()?.clock, self.local_ms())
    }

    /// What the clock of the game one looks on at shows now.
    #[must_use]
    pub fn passing_now(&self) -> Option<Ms> {
        self.clock.game_at(self.passing.as_ref()?.game.as_ref()?.clock, self.local_ms())
    }

    /// Oneself in the room.
    #[must_use]
    pub fn me(&self) -> Option<&MemberView> {
        let room = self.room.as_ref()?;
        room.members.iter().find(|member| member.id == room.me)
    }

    /// Whether one is host of the room.
    #[must_use]
    pub fn is_host(&self) -> bool {
        self.room.as_ref().is_some_and(|room| room.host == room.me)
    }

    /// Somebody in the room.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&MemberView> {
        self.room.as_ref()?.members.iter().find(|member| member.id == id)
    }

    /// Actions that are on their way and not acknowledged yet, oldest first.
    pub fn pending(&self) -> impl Iterator<Item = &RoomAction> {
        self.pending.iter().map(|(.., action)| action)
    }

    /// Whether an action that fits is on its way and not acknowledged yet.
    #[must_use]
    pub fn is_pending(&self, fits: impl Fn(&RoomAction) -> bool) -> bool {
        self.pending.iter().any(|(.., action)| fits(action))
    }

    /// Takes in what the hall told; what passes comes back.
    pub(super) fn hear(&mut self, told: RoomTold) -> Option<HallEvent> {
        match told {
            RoomTold::Room(room) => {
                self.state = HallState::Here;
                let room = room.map(|room| *room);
                // A room is left, or another one: nothing of the last one is left over.
                if self.room.as_ref().map(|old| old.me) != room.as_ref().map(|new| new.me) {
                    self.said.clear();
                    self.patter = None;
                }
                if room.is_none() {
                    (self.game, self.patter) = (None, None);
                    self.pending.clear();
                } else {
                    self.passing = None;
                }
                self.room = room;
            }
            RoomTold::Game(game) => {
                self.game = game.map(|game| *game);
                self.write_down();
            }
            RoomTold::Answered { seq, refusal } => {
                let index = self.pending.iter().position(|(sent, ..)| *sent == seq)?;
                let (.., action) = self.pending.remove(index)?;
                return Some(refusal.map_or(HallEvent::Accepted(action), HallEvent::Refused));
            }
            RoomTold::Refused(why) => {
                if why == HallRefusal::InARoom {
                    warn!("the hall knows of a room that we don't");
                }
                return Some(HallEvent::Refused(why));
            }
            RoomTold::Said { who, words } => {
                let member = self.member(who);
                let mine = self.room.as_ref().is_some_and(|room| room.me == who);
                let name = member.map(|member| member.name.as_str().to_owned());
                self.said.push_back(Said { name, mine, text: text_of(&words) });
                if self.said.len() > MOST_SAID {
                    self.said.pop_front();
                }
                return Some(HallEvent::Said);
            }
            RoomTold::Patter { who, words } => {
                self.say(who, &words);
                return Some(HallEvent::Patter);
            }
            RoomTold::Offered { subjects, characters } => (self.subjects, self.invitees) = (subjects, characters),
            RoomTold::Tables(tables) => self.tables = tables,
            RoomTold::Passing(passing) => self.passing = passing.map(|passing| *passing),
            RoomTold::Pinged { now, one_way_ms, .. } => self.clock.hear(now, one_way_ms, self.local_ms()),
        }
        None
    }

    /// Notes the question that is over now. An overruled one is noted anew, and another game begins another log.
    fn write_down(&mut self) {
        let Some(game) = &self.game else { return };
        if is_before_the_first(&game.view) {
            self.log.clear();
        }
        let Some(logged) = super::log::logged(game) else { return };
        match self.log.iter_mut().find(|old| old.n == logged.n && old.text == logged.text) {
            Some(old) => *old = logged,
            None => self.log.push(logged),
        }
    }

    /// The host of the games says something.
    pub fn say(&mut self, who: Key, words: &str) {
        self.patter = Some(Patter { who, words: words.to_owned(), since: self.seconds });
    }

    /// Shows a room and a game without a server, for pictures.
    pub fn stage(&mut self, room: Option<RoomView>, game: Option<GameShown>, subjects: Vec<Subject>, now: Ms) {
        self.state = HallState::Here;
        self.clock.hear(now, 0, self.local_ms());
        (self.room, self.game, self.subjects) = (room, game, subjects);
        self.write_down();
    }

    /// What has to be asked again after a loss: answers name their question, so one that did arrive is not counted twice.
    pub(super) fn asked_again(&self) -> Vec<(Option<Ms>, RoomAction)> {
        let pending = self.pending.iter().filter(|(.., action)| is_answer(action));
        pending.map(|(_, pressed, action)| (*pressed, action.clone())).collect()
    }
}

/// Whether an action answers a question, which it names: asked twice, it counts once.
pub(super) fn is_answer(action: &RoomAction) -> bool {
    let RoomAction::Game(action) = action else { return false };
    match action {
        GameAction::Trivia(action) => matches!(action, trivia::Action::Answer { .. }),
        GameAction::Fifth(action) => matches!(action, fifth::Action::Answer { .. }),
        GameAction::Board(action) => matches!(action, board::Action::Answer { .. }),
    }
}

/// Whether a game hasn't asked anything yet.
fn is_before_the_first(view: &GameView) -> bool {
    match view {
        GameView::Trivia(view) => matches!(view.phase, trivia::view::PhaseView::Ready { .. }),
        GameView::Fifth(view) => view.reports.iter().all(|report| report.asked == 0),
        GameView::Board(view) => {
            view.round == 0 && view.gone.is_empty() && matches!(view.phase, board::view::PhaseView::Intro { .. })
        }
    }
}

/// The words as they are read.
fn text_of(words: &Words) -> String {
    match words {
        Words::Line(line) => line.as_str().to_owned(),
        Words::Phrase(n) => PHRASES.get(usize::from(*n)).copied().unwrap_or_default().to_owned(),
    }
}
