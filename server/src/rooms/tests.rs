//! Rooms in a hall without sockets: games to their end, a crash in the middle, and nothing secret on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use questions::bank::Bank;
use questions::boards::Boards;
use questions::deal::DealSeat;
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomRequest, RoomTold};
use shared::rooms::Ms;
use shared::rooms::ask::Answer;
use shared::rooms::board;
use shared::rooms::room::game::{GameAction, GameSetup, GameView, Kind, Wishes};
use shared::rooms::room::view::{GameShown, RoomView, StageView};
use shared::rooms::room::{HostAction, RoomAction, RoomRefusal, Visitor};
use shared::rooms::{fifth, trivia};
use shared::text::DisplayName;

use super::bots::Skill;
use super::hall::{Hall, Invitee, Time};
use crate::storage::{RoomEventRow, Write};

static SHIPPED: LazyLock<(Bank, Boards)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server");
    (Bank::load(&folder.join("questions")).expect("a bank"), Boards::load(&folder.join("boards")).expect("boards"))
});

const ANA: PlayerId = PlayerId(0xA11CE_u64 << 32 | 1);
const BEN: PlayerId = PlayerId(0xA11CE_u64 << 32 | 2);

/// What a client knows.
#[derive(Debug, Default)]
struct Screen {
    room: Option<RoomView>,
    game: Option<GameShown>,
    answers: Vec<(u32, Option<HallRefusal>)>,
    refused: Vec<HallRefusal>,
    seq: u32,
    /// Everything that was sent, as bytes.
    heard: Vec<Vec<u8>>,
}

/// A hall with players, a journal, and somebody who deals.
struct Evening {
    hall: Hall,
    now: Time,
    screens: BTreeMap<PlayerId, Screen>,
    journal: BTreeMap<u64, Vec<RoomEventRow>>,
    writes: Vec<Write>,
    /// The game that was dealt last.
    setup: Option<GameSetup>,
    dice: Dice,
}

fn hall(seed: u64) -> Hall {
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
    fn new() -> Self {
        Self {
            hall: hall(1),
            now: Time { hall: Ms(0), wall_ms: 1_700_000_000_000 },
            screens: BTreeMap::new(),
            journal: BTreeMap::new(),
            writes: Vec::new(),
            setup: None,
            dice: Dice::new(5),
        }
    }

    fn connect(&mut self, player: PlayerId) {
        let name = DisplayName::parse(if player == ANA { "Ana" } else { "Ben" }).expect("a name");
        let connection = self.now.hall.0;
        self.hall.connect(Visitor { player, name, looks: Looks::default() }, connection, self.now);
        self.screens.entry(player).or_default();
        self.carry_away();
    }

    fn ask(&mut self, player: PlayerId, request: RoomRequest) {
        self.hall.request(player, request, self.now);
        self.carry_away();
    }

    /// Asks for something; what it was answered with.
    fn act(&mut self, player: PlayerId, action: RoomAction) -> Option<HallRefusal> {
        let screen = self.screens.get_mut(&player).expect("connected");
        screen.seq += 1;
        let seq = screen.seq;
        self.ask(player, RoomRequest::Act { seq, pressed: None, action });
        let (answered, refusal) = self.screens[&player].answers.last().cloned().expect("answered");
        assert_eq!(answered, seq);
        refusal
    }

    fn pass(&mut self, ms: u32) {
        for _ in 0..ms.div_ceil(10) {
            self.now = Time { hall: self.now.hall.after(10), wall_ms: self.now.wall_ms + 10 };
            self.hall.tick(self.now);
            self.carry_away();
        }
    }

    /// What the keeper does, at once.
    fn carry_away(&mut self) {
        loop {
            let outcome = self.hall.take_outcome();
            let is_quiet = outcome.deals.is_empty();
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
                    questions::deal::deal(bank, boards, &deal.wishes, &seats, &BTreeMap::new(), &mut || dice.roll());
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
            RoomTold::Room(view) => screen.room = view.map(|view| *view),
            RoomTold::Game(shown) => screen.game = shown.map(|shown| *shown),
            RoomTold::Answered { seq, refusal } => screen.answers.push((seq, refusal)),
            RoomTold::Refused(why) => screen.refused.push(why),
            RoomTold::Pinged { nonce, .. } => {
                // A line that takes no time.
                self.hall.request(player, RoomRequest::Echo { nonce }, self.now);
            }
            RoomTold::Said { .. }
            | RoomTold::Patter { .. }
            | RoomTold::Tables(_)
            | RoomTold::Passing(_)
            | RoomTold::Subjects(_) => {}
        }
    }

    fn game(&self, player: PlayerId) -> &GameView {
        &self.screens[&player].game.as_ref().expect("a game").view
    }

    fn stage(&self, player: PlayerId) -> &StageView {
        &self.screens[&player].room.as_ref().expect("in a room").stage
    }

    /// Ana opens a room, Ben and Mira come in.
    fn opened(&mut self, kind: Kind, length: u8) {
        self.connect(ANA);
        self.connect(BEN);
        self.ask(ANA, RoomRequest::Open { wishes: Wishes { kind, length, ..Wishes::default() } });
        self.pass(20);
        let code = self.screens[&ANA].room.as_ref().and_then(|room| room.code).expect("a code");
        self.ask(BEN, RoomRequest::Enter { code: code.to_string().to_lowercase() });
        let mira = Key::parse("mira").expect("a key");
        assert_eq!(self.act(ANA, RoomAction::Host(HostAction::Invite(mira))), None);
    }

    fn started(kind: Kind, length: u8) -> Self {
        let mut evening = Self::new();
        evening.opened(kind, length);
        assert_eq!(evening.act(BEN, RoomAction::Ready(true)), None);
        assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
        evening.pass(20);
        assert_eq!(*evening.stage(ANA), StageView::Playing);
        evening
    }

    /// Plays on until the game is over: Ana tries everything first, Ben says nothing.
    fn play_to_the_end(&mut self) {
        for _ in 0..3_600 {
            if let StageView::Results(_) = self.stage(ANA) {
                return;
            }
            self.try_something();
            self.pass(1_000);
        }
        panic!("the game doesn't end: {:?}", self.game(ANA));
    }

    fn try_something(&mut self) {
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

#[test]
fn every_game_is_played_to_its_end_with_a_character_at_the_table() {
    for (kind, length) in [(Kind::Trivia, 10), (Kind::Fifth, 5), (Kind::Board, 1)] {
        let mut evening = Evening::started(kind, length);
        evening.play_to_the_end();
        let StageView::Results(places) = evening.stage(BEN).clone() else { panic!("results") };
        assert_eq!(places.len(), 3, "{kind:?}");
        // Mira knows everything; Ana guesses, and Ben says nothing.
        assert_eq!((places[0].seat.0, places[0].place), (2, 1), "{kind:?}: {places:?}");
        let answers: Vec<_> = evening.writes.iter().filter(|write| matches!(write, Write::Answer(_))).collect();
        assert!(answers.len() >= 10, "{kind:?}: {} answers are kept", answers.len());
        assert!(evening.writes.iter().any(|write| matches!(write, Write::Game(_))));
        assert!(evening.writes.iter().any(|write| matches!(write, Write::QuestionSeen { .. })));
        let before = evening.journal.len();
        assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Close)), None);
        assert_eq!((before, evening.journal.len()), (1, 0), "a closed room leaves no journal");
        assert!(evening.screens[&BEN].room.is_none());
    }
}

#[test]
fn a_crash_in_the_middle_of_a_game_loses_nothing_that_was_acknowledged() {
    for (kind, length) in [(Kind::Trivia, 10), (Kind::Fifth, 5), (Kind::Board, 1)] {
        let mut evening = Evening::started(kind, length);
        for _ in 0..25 {
            evening.try_something();
            evening.pass(1_000);
        }
        let (before, room) = (evening.game(BEN).clone(), evening.screens[&BEN].room.clone());
        // Another process, another clock.
        evening.hall = hall(99);
        evening.now = Time { hall: Ms(7), wall_ms: evening.now.wall_ms + 60_000 };
        assert_eq!(evening.hall.restore(&evening.journal, evening.now), 1);
        evening.carry_away();
        evening.connect(BEN);
        assert_eq!(*evening.game(BEN), before, "{kind:?}");
        let after = evening.screens[&BEN].room.clone().expect("in the room");
        assert_eq!(after.code, room.as_ref().and_then(|room| room.code));
        evening.connect(ANA);
        evening.play_to_the_end();
        // A second crash, with the journal of both lives.
        evening.hall = hall(100);
        evening.hall.restore(&evening.journal, evening.now);
        evening.connect(BEN);
        assert!(matches!(evening.stage(BEN), StageView::Results(_)), "{kind:?}");
    }
}

#[test]
fn nothing_secret_is_ever_sent_before_it_is_revealed() {
    // Words that stand in the answers of a board, and in no clue.
    let mut evening = Evening::started(Kind::Board, 1);
    let Some(GameSetup::Board(setup)) = evening.setup.clone() else { panic!("a board") };
    let clues: Vec<(String, String)> = setup.rounds[0]
        .columns
        .iter()
        .flat_map(|column| &column.clues)
        .chain([&setup.last])
        .map(|clue| (clue.accepted.open().answer.clone(), clue.text.open().clone()))
        .collect();
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for second in 0..3_600 {
        if let StageView::Results(_) = evening.stage(ANA) {
            assert!(shown.len() > 20, "{} answers were shown", shown.len());
            return;
        }
        evening.try_something();
        evening.pass(1_000);
        if second % 7 == 0 {
            // Whoever comes back gets a whole view, too.
            let connection = evening.now.hall.0;
            evening.connect(BEN);
            evening.hall.disconnect(BEN, connection, evening.now);
            evening.connect(BEN);
        }
        let mut heard: Vec<Vec<u8>> = Vec::new();
        for screen in evening.screens.values_mut() {
            heard.append(&mut screen.heard);
        }
        for bytes in heard {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for (answer, clue) in &clues {
                // An answer may be seen once its clue was read and everybody was through with it, or as what a
                // player wrote.
                let is_sent = text.contains(answer.as_str());
                if is_sent && !shown.contains(answer) {
                    assert!(text.contains(clue.as_str()), "{answer:?} is sent before its clue: {text}");
                    let told: RoomTold = postcard::from_bytes(&bytes).expect("ours");
                    let RoomTold::Game(Some(game)) = told else { panic!("{told:?}") };
                    let GameView::Board(view) = game.view else { panic!("a board") };
                    let is_over = match &view.phase {
                        board::view::PhaseView::Shown { .. } | board::view::PhaseView::LastRevealing { .. } => true,
                        board::view::PhaseView::Buzzing { clue, .. }
                        | board::view::PhaseView::Answering { clue, .. } => {
                            clue.tries.iter().any(|one| one.text.contains(answer.as_str()))
                        }
                        _ => false,
                    };
                    assert!(is_over, "{answer:?} is sent too early: {:?}", view.phase);
                    shown.insert(answer.clone());
                }
            }
            for player in [ANA, BEN] {
                let token = postcard::to_allocvec(&player).expect("written");
                assert!(!bytes.windows(token.len()).any(|part| part == token), "an identity is sent");
            }
        }
    }
    panic!("the game doesn't end");
}

#[test]
fn the_hall_refuses_with_reasons() {
    let mut evening = Evening::new();
    evening.opened(Kind::Trivia, 10);
    assert_eq!(evening.act(BEN, RoomAction::Host(HostAction::Start)), Some(HallRefusal::Room(RoomRefusal::NotHost)));
    evening.ask(BEN, RoomRequest::Open { wishes: Wishes::default() });
    evening.ask(BEN, RoomRequest::Enter { code: "nonsense".into() });
    evening.ask(BEN, RoomRequest::Enter { code: "AAAAAA".into() });
    let refused = std::mem::take(&mut evening.screens.get_mut(&BEN).expect("there").refused);
    assert_eq!(refused, [HallRefusal::InARoom, HallRefusal::BadCode, HallRefusal::NoSuchRoom]);
    for _ in 0..10 {
        evening.ask(BEN, RoomRequest::Enter { code: "AAAAAB".into() });
    }
    assert_eq!(evening.screens[&BEN].refused.last(), Some(&HallRefusal::TooFast), "codes can't be tried for long");
    let rude = shared::text::ChatLine::parse("you are a f.u.c.k.i.n.g bitch").expect("a line");
    let rude = RoomAction::Say(shared::rooms::room::Words::Line(rude));
    assert_eq!(evening.act(BEN, rude), Some(HallRefusal::Unfriendly));
    // Whoever is sent out may go elsewhere.
    evening.pass(20);
    let ben = evening.screens[&BEN].room.as_ref().expect("in a room").me;
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Kick(ben))), None);
    assert!(evening.screens[&BEN].room.is_none());
    assert_eq!(evening.act(BEN, RoomAction::Ready(true)), Some(HallRefusal::InNoRoom));
    // A new code, and the old one leads nowhere.
    let code = |evening: &Evening| evening.screens[&ANA].room.as_ref().and_then(|room| room.code);
    let old = code(&evening).expect("a code");
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::NewCode)), None);
    evening.pass(100_000);
    assert_ne!(code(&evening), Some(old));
    evening.ask(BEN, RoomRequest::Enter { code: old.to_string() });
    assert_eq!(evening.screens[&BEN].refused.last(), Some(&HallRefusal::NoSuchRoom));
    let new = code(&evening).expect("a code");
    evening.ask(BEN, RoomRequest::Enter { code: new.to_string() });
    evening.pass(20);
    assert!(evening.screens[&BEN].room.is_some());
}

#[test]
fn rooms_without_anybody_are_freed() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    for player in [ANA, BEN] {
        evening.hall.disconnect(player, 0, evening.now);
    }
    evening.pass(5 * 60_000);
    assert_eq!((evening.hall.open_rooms(), evening.journal.len()), (0, 0));
}

#[test]
fn where_there_is_nothing_to_ask_the_host_is_told() {
    let mut evening = Evening::new();
    evening.opened(Kind::Trivia, 10);
    let nowhere = vec![Key::parse("nowhere").expect("a key")];
    let wishes = Box::new(Wishes { categories: nowhere, ..Wishes::default() });
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Wish(wishes))), None);
    evening.act(BEN, RoomAction::Ready(true));
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
    evening.pass(20);
    assert_eq!(evening.screens[&ANA].refused, [HallRefusal::NothingToAsk]);
    assert_eq!(*evening.stage(ANA), StageView::Lobby);
}
