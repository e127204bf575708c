//! An evening in a hall without sockets: players, what they see, a journal, and somebody who deals.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use questions::bank::Bank;
use questions::boards::Boards;
use questions::deal::DealSeat;
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, PassingView, RoomRequest, RoomTold, TableView};
use shared::rooms::Ms;
use shared::rooms::ask::Answer;
use shared::rooms::board;
use shared::rooms::room::game::{GameAction, GameSetup, GameView, Kind, Wishes};
use shared::rooms::room::view::{GameShown, RoomView, StageView};
use shared::rooms::room::{HostAction, RoomAction, Visitor};
use shared::rooms::{fifth, trivia};
use shared::text::DisplayName;

use crate::rooms::bots::Skill;
use crate::rooms::hall::{Hall, Invitee, Remark, Time};
use crate::storage::{RoomEventRow, Write};

static SHIPPED: LazyLock<(Bank, Boards)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server");
    (Bank::load(&folder.join("questions")).expect("a bank"), Boards::load(&folder.join("boards")).expect("boards"))
});

pub const ANA: PlayerId = PlayerId(0xA11CE_u64 << 32 | 1);
pub const BEN: PlayerId = PlayerId(0xA11CE_u64 << 32 | 2);
pub const CLEO: PlayerId = PlayerId(0xA11CE_u64 << 32 | 3);

/// What a client knows.
#[derive(Debug, Default)]
pub struct Screen {
    pub room: Option<RoomView>,
    pub game: Option<GameShown>,
    pub answers: Vec<(u32, Option<HallRefusal>)>,
    pub refused: Vec<HallRefusal>,
    /// How often the whole room was told.
    pub rooms_told: usize,
    pub tables: Vec<Vec<TableView>>,
    pub passing: Vec<Option<PassingView>>,
    /// What the host said, and when.
    pub said: Vec<(Ms, String)>,
    seq: u32,
    /// Everything that was sent, as bytes.
    pub heard: Vec<Vec<u8>>,
}

/// A hall with players, a journal, and somebody who deals.
pub struct Evening {
    pub hall: Hall,
    pub now: Time,
    pub screens: BTreeMap<PlayerId, Screen>,
    pub journal: BTreeMap<u64, Vec<RoomEventRow>>,
    pub writes: Vec<Write>,
    /// What was said aloud.
    pub remarks: Vec<Remark>,
    /// The game that was dealt last.
    pub setup: Option<GameSetup>,
    dice: Dice,
}

pub fn hall(seed: u64) -> Hall {
    let mut dice = Dice::new(seed);
    let mut hall = Hall::new(Box::new(move || dice.roll()), 0);
    let mira = Invitee {
        name: DisplayName::parse("Mira").expect("a name"),
        looks: Looks::default(),
        skill: Skill { knows: [100; 5], ..Skill::default() },
    };
    hall.set_invitees([(Key::parse("mira").expect("a key"), mira)].into());
    hall
}

impl Evening {
    pub fn new() -> Self {
        Self {
            hall: hall(1),
            now: Time { hall: Ms(0), wall_ms: 1_700_000_000_000 },
            screens: BTreeMap::new(),
            journal: BTreeMap::new(),
            writes: Vec::new(),
            remarks: Vec::new(),
            setup: None,
            dice: Dice::new(5),
        }
    }

    pub fn connect(&mut self, player: PlayerId) {
        let name = ["Ana", "Ben", "Cleo"][(player.0 & 0xFF) as usize - 1];
        let name = DisplayName::parse(name).expect("a name");
        let connection = self.now.hall.0;
        self.hall.connect(Visitor { player, name, looks: Looks::default() }, connection, self.now);
        self.screens.entry(player).or_default();
        self.carry_away();
    }

    pub fn ask(&mut self, player: PlayerId, request: RoomRequest) {
        self.hall.request(player, request, self.now);
        self.carry_away();
    }

    /// Asks for something; what it was answered with.
    pub fn act(&mut self, player: PlayerId, action: RoomAction) -> Option<HallRefusal> {
        let screen = self.screens.get_mut(&player).expect("connected");
        screen.seq += 1;
        let seq = screen.seq;
        self.ask(player, RoomRequest::Act { seq, pressed: None, action });
        let (answered, refusal) = self.screens[&player].answers.last().cloned().expect("answered");
        assert_eq!(answered, seq);
        refusal
    }

    pub fn pass(&mut self, ms: u32) {
        for _ in 0..ms.div_ceil(10) {
            self.now = Time { hall: self.now.hall.after(10), wall_ms: self.now.wall_ms + 10 };
            self.hall.tick(self.now);
            self.carry_away();
        }
    }

    /// What the keeper does, at once.
    pub fn carry_away(&mut self) {
        loop {
            let outcome = self.hall.take_outcome();
            let is_quiet = outcome.deals.is_empty();
            self.remarks.extend(outcome.remarks);
            for write in outcome.writes {
                match &write {
                    Write::RoomEvent(row) => self.journal.entry(row.room).or_default().push(row.clone()),
                    Write::RoomClosed { room } => drop(self.journal.remove(room)),
                    _ => {}
                }
                self.writes.push(write);
            }
            for (player, message) in outcome.told.into_iter().chain(outcome.when_durable) {
                self.hear(player, message);
            }
            for deal in outcome.deals {
                let seat = |(factor_percent, team, player): &(u16, u8, Option<PlayerId>)| DealSeat {
                    factor_percent: *factor_percent,
                    team: *team,
                    person: player.is_some(),
                };
                let seats: Vec<DealSeat> = deal.seats.iter().map(seat).collect();
                let dice = &mut self.dice;
                let (bank, boards) = &*SHIPPED;
                let setup =
                    questions::deal::deal(&[bank], &[boards], &deal.wishes, &seats, &BTreeMap::new(), &mut || {
                        dice.roll()
                    });
                self.hall.dealt(deal.room, setup.as_ref(), self.now);
                self.setup = setup;
            }
            if is_quiet {
                return;
            }
        }
    }

    fn hear(&mut self, player: PlayerId, message: RoomTold) {
        let Some(screen) = self.screens.get_mut(&player) else { return };
        screen.heard.push(postcard::to_allocvec(&message).expect("written"));
        match message {
            RoomTold::Room(view) => {
                screen.room = view.map(|view| *view);
                screen.rooms_told += 1;
            }
            RoomTold::Tables(tables) => screen.tables.push(tables),
            RoomTold::Passing(passing) => screen.passing.push(passing.map(|passing| *passing)),
            RoomTold::Game(shown) => screen.game = shown.map(|shown| *shown),
            RoomTold::Answered { seq, refusal } => screen.answers.push((seq, refusal)),
            RoomTold::Refused(why) => screen.refused.push(why),
            RoomTold::Pinged { nonce, .. } => {
                // A line that takes no time.
                self.hall.request(player, RoomRequest::Echo { nonce }, self.now);
            }
            RoomTold::Patter { words, .. } => screen.said.push((self.now.hall, words)),
            RoomTold::Said { .. } | RoomTold::Offered { .. } => {}
        }
    }

    pub fn game(&self, player: PlayerId) -> &GameView {
        &self.screens[&player].game.as_ref().expect("a game").view
    }

    pub fn stage(&self, player: PlayerId) -> &StageView {
        &self.screens[&player].room.as_ref().expect("in a room").stage
    }

    /// Ana opens a room, Ben and Mira come in.
    pub fn opened(&mut self, kind: Kind, length: u8) {
        self.connect(ANA);
        self.connect(BEN);
        self.ask(ANA, RoomRequest::Open { wishes: Wishes { kind, length, ..Wishes::default() } });
        self.pass(20);
        let code = self.screens[&ANA].room.as_ref().and_then(|room| room.code).expect("a code");
        self.ask(BEN, RoomRequest::Enter { code: code.to_string().to_lowercase() });
        let mira = Key::parse("mira").expect("a key");
        assert_eq!(self.act(ANA, RoomAction::Host(HostAction::Invite(mira))), None);
    }

    pub fn started(kind: Kind, length: u8) -> Self {
        let mut evening = Self::new();
        evening.opened(kind, length);
        assert_eq!(evening.act(BEN, RoomAction::Ready(true)), None);
        assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
        evening.pass(20);
        assert_eq!(*evening.stage(ANA), StageView::Playing);
        evening
    }

    /// Plays on until the game is over: Ana tries everything first, Ben says nothing.
    pub fn play_to_the_end(&mut self) {
        for _ in 0..3_600 {
            if let StageView::Results(_) = self.stage(ANA) {
                return;
            }
            self.try_something();
            self.pass(1_000);
        }
        panic!("the game doesn't end: {:?}", self.game(ANA));
    }

    pub fn try_something(&mut self) {
        let action = match self.game(ANA) {
            GameView::Trivia(view) => match &view.phase {
                trivia::view::PhaseView::Asking { n, mine: None, .. } => {
                    GameAction::Trivia(trivia::Action::Answer { n: *n, answer: Answer::Choice(0) })
                }
                trivia::view::PhaseView::Reveal { n, wants_next: false, .. } => {
                    GameAction::Trivia(trivia::Action::Next { n: *n })
                }
                _ => return,
            },
            GameView::Fifth(view) => match view.mine.as_ref().map(|mine| &mine.phase) {
                Some(fifth::view::PhaseView::Asking { n, .. }) => {
                    GameAction::Fifth(fifth::Action::Answer { n: *n, answer: Answer::Choice(0) })
                }
                Some(fifth::view::PhaseView::Explained { n, .. }) => GameAction::Fifth(fifth::Action::Next { n: *n }),
                _ => return,
            },
            GameView::Board(view) => match &view.phase {
                board::view::PhaseView::Buzzing { clue, may: true, .. } => {
                    GameAction::Board(board::Action::Buzz { n: clue.n })
                }
                board::view::PhaseView::Answering { clue, .. } => {
                    GameAction::Board(board::Action::Answer { n: clue.n, text: "Nobody knows".into() })
                }
                _ => return,
            },
        };
        self.act(ANA, RoomAction::Game(action));
    }
}
