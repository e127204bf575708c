//! Rooms by hand, and many by chance.

use proptest::prelude::*;

use super::game::{GameSetup, Kind};
use super::view::StageView;
use super::*;
use crate::rooms::ask::{Answer, Asked, Question, Right, Way};
use crate::rooms::commitment::Nonce;
use crate::rooms::judge::Accepted;
use crate::rooms::secret::Secret;
use crate::rooms::{Moment, board, fifth, trivia};

const ANA: PlayerId = PlayerId(0x000A_11CE_0000_0001);
const BEN: PlayerId = PlayerId(0x000A_11CE_0000_0002);
const CLEO: PlayerId = PlayerId(0x000A_11CE_0000_0003);

fn visitor(player: PlayerId) -> Visitor {
    let name = match player {
        ANA => "Ana",
        BEN => "Ben",
        _ => "Cleo",
    };
    Visitor { player, name: DisplayName::parse(name).expect("a name"), looks: Looks::default() }
}

/// The word that must not be seen before it is revealed; every question has one of its own.
fn canary(n: usize) -> String {
    format!("Canary{n:03}")
}

fn accepted(n: usize) -> Accepted {
    Accepted { answer: canary(n), also: vec![format!("{}bis", canary(n))], specify: vec![] }
}

fn typed(n: usize) -> Question {
    Question {
        id: Secret::new(format!("id-{}", canary(n))),
        asked: Asked {
            category: "Birds".into(),
            level: 2,
            text: format!("Which bird is number {n}?"),
            way: Way::Typed,
        },
        right: Secret::new(Right::Typed(accepted(n))),
        why: Secret::new(format!("Because it is {}.", canary(n))),
        nonce: Secret::new(Nonce([5; 16])),
    }
}

/// A setup for so many seats in which every answer is a canary.
fn setup(kind: Kind, seats: usize) -> GameSetup {
    match kind {
        Kind::Trivia => GameSetup::Trivia(trivia::Setup {
            settings: trivia::Settings::default(),
            questions: (0..5).map(typed).collect(),
            seats: vec![trivia::SeatSetup::default(); seats],
        }),
        Kind::Fifth => {
            let dealt = |n| fifth::Dealt { question: typed(n), classmate: Secret::new(Answer::Typed(canary(n))) };
            let seat = |s: usize| fifth::SeatSetup {
                factor_percent: 100,
                classmate: "Pip".into(),
                decks: std::array::from_fn(|grade| {
                    let mut cards: Vec<fifth::Dealt> = (0..5).map(|n| dealt(s * 25 + grade * 5 + n)).collect();
                    for card in &mut cards {
                        card.question.asked.level = grade as u8 + 1;
                    }
                    cards
                }),
            };
            GameSetup::Fifth(fifth::Setup { length: 5, seats: (0..seats).map(seat).collect() })
        }
        Kind::Board => {
            let clue = |n: usize| board::Clue {
                id: Secret::new(format!("id-{}", canary(n))),
                text: Secret::new(format!("It is bird number {n} ({}x).", canary(n).replace('C', "K"))),
                accepted: Secret::new(accepted(n)),
                nonce: Secret::new(Nonce([6; 16])),
            };
            let column = board::Column { name: "Birds".into(), clues: (0..5).map(clue).collect() };
            let doubles = Secret::new(vec![board::Cell { column: 0, row: 1 }]);
            GameSetup::Board(board::Setup {
                rounds: vec![board::Round { columns: vec![column], doubles }],
                last_category: "More birds".into(),
                last: clue(5),
                seats: vec![board::SeatSetup { factor_percent: 100, votes: true }; seats],
            })
        }
    }
}

struct Hall {
    room: Room,
    now: Ms,
}

impl Hall {
    /// A room with Ana as host and Ben beside her.
    fn new(kind: Kind) -> Self {
        let wishes = Wishes { kind, length: 5, ..Wishes::default() };
        let code = RoomCode::of_number(1_234_567);
        let mut hall = Self { room: Room::open(code, wishes, Ms(1_000)), now: Ms(1_000) };
        hall.room.attend(&visitor(ANA), hall.now).expect("comes");
        hall.room.attend(&visitor(BEN), hall.now).expect("comes");
        hall
    }

    fn started(kind: Kind) -> Self {
        let mut hall = Self::new(kind);
        hall.act(BEN, RoomAction::Ready(true));
        hall.act(ANA, RoomAction::Host(HostAction::Start));
        let seats = hall.room.players().len();
        hall.room.begin(setup(kind, seats), hall.now).expect("begins");
        hall
    }

    #[track_caller]
    fn act(&mut self, player: PlayerId, action: RoomAction) -> Vec<RoomFact> {
        self.room.act(player, &action, Moment::at(self.now)).unwrap_or_else(|why| panic!("{action:?}: {why}"))
    }

    #[track_caller]
    fn refused(&mut self, player: PlayerId, action: RoomAction, why: RoomRefusal) {
        let before = self.room.clone();
        assert_eq!(self.room.act(player, &action, Moment::at(self.now)), Err(why), "{action:?}");
        assert_eq!(self.room, before, "{action:?}");
    }

    fn pass(&mut self, ms: u32) -> Vec<RoomFact> {
        self.now = self.now.after(ms);
        self.room.tick(self.now)
    }

    fn host(&self) -> PlayerId {
        match self.room.member(self.room.host()).map(|member| &member.who) {
            Some(Who::Player(player)) => *player,
            other => panic!("{other:?} is host"),
        }
    }
}

fn answer(n: u16, text: &str) -> RoomAction {
    RoomAction::Game(GameAction::Trivia(trivia::Action::Answer { n, answer: Answer::Typed(text.into()) }))
}

fn score_of(room: &Room, player: PlayerId) -> i32 {
    let seat = room.member_of(player).and_then(|id| room.member(id)).and_then(|member| member.seat).expect("seated");
    let places = room.game().expect("a game").places();
    places.iter().find(|place| place.seat == seat).expect("a place").score
}

#[test]
fn a_game_starts_when_everybody_is_ready() {
    let mut hall = Hall::new(Kind::Trivia);
    hall.refused(BEN, RoomAction::Host(HostAction::Start), RoomRefusal::NotHost);
    hall.refused(ANA, RoomAction::Host(HostAction::Start), RoomRefusal::NotReady);
    hall.act(BEN, RoomAction::Be(Role::Spectator));
    hall.refused(ANA, RoomAction::Host(HostAction::Start), RoomRefusal::TooFew(2));
    hall.act(BEN, RoomAction::Be(Role::Player));
    hall.act(BEN, RoomAction::Ready(true));
    let facts = hall.act(ANA, RoomAction::Host(HostAction::Start));
    assert_eq!(facts, [RoomFact::WantsGame]);
    hall.refused(ANA, RoomAction::Host(HostAction::Start), RoomRefusal::NotNow);
    hall.room.begin(setup(Kind::Trivia, 2), hall.now).expect("begins");
    assert!(hall.room.begin(setup(Kind::Trivia, 2), hall.now).is_err(), "once");
    assert_eq!(hall.room.view(ANA).expect("hers").stage, StageView::Playing);
}

#[test]
fn a_seat_is_for_life() {
    let mut hall = Hall::started(Kind::Trivia);
    hall.pass(trivia::READY_MS + 1_000);
    hall.act(BEN, answer(0, &canary(0)));
    let before = hall.room.game_view(BEN).expect("seated");
    hall.room.set_connected(BEN, false, hall.now);
    hall.pass(500);
    // From another device, with another name.
    let again = Visitor { name: DisplayName::parse("Benny").expect("a name"), ..visitor(BEN) };
    let (id, _) = hall.room.attend(&again, hall.now).expect("comes back");
    assert_eq!(hall.room.member(id).map(|member| member.name.as_str()), Some("Benny"));
    assert_eq!(hall.room.game_view(BEN), Some(before), "the same seat and the same pending answer");
    hall.refused(BEN, answer(0, &canary(0)), RoomRefusal::Game(GameRefusal::Trivia(trivia::Refusal::Again)));
    hall.act(ANA, answer(0, "no idea"));
    assert!(score_of(&hall.room, BEN) > 0 && score_of(&hall.room, ANA) == 0);
}

#[test]
fn who_comes_late_looks_on_and_plays_the_next_game() {
    let mut hall = Hall::started(Kind::Trivia);
    let (cleo, _) = hall.room.attend(&visitor(CLEO), hall.now).expect("comes");
    assert_eq!(hall.room.member(cleo).map(|member| member.role), Some(Role::Spectator));
    hall.pass(trivia::READY_MS);
    hall.refused(CLEO, answer(0, &canary(0)), RoomRefusal::NotNow);
    while hall.room.is_playing() {
        hall.act(ANA, RoomAction::Host(HostAction::Skip));
    }
    assert!(matches!(hall.room.view(CLEO).expect("hers").stage, StageView::Results(_)));
    hall.act(ANA, RoomAction::Host(HostAction::Rematch));
    hall.act(CLEO, RoomAction::Be(Role::Player));
    assert_eq!(hall.room.players().len(), 3);
}

#[test]
fn a_host_who_drops_is_deputised_and_may_reclaim() {
    let mut hall = Hall::started(Kind::Trivia);
    hall.room.set_connected(ANA, false, hall.now);
    hall.pass(HOST_MS - 1);
    assert_eq!(hall.host(), ANA);
    hall.pass(1);
    assert_eq!(hall.host(), BEN);
    hall.refused(BEN, RoomAction::Reclaim, RoomRefusal::NotHost);
    hall.room.attend(&visitor(ANA), hall.now).expect("comes back");
    assert!(hall.room.view(ANA).expect("hers").may_reclaim);
    hall.act(ANA, RoomAction::Reclaim);
    assert_eq!(hall.host(), ANA);
    hall.act(ANA, RoomAction::Leave);
    assert_eq!(hall.host(), BEN, "who leaves for good is no host");
}

#[test]
fn the_clock_stands_still_while_paused_and_while_nobody_is_there() {
    let mut hall = Hall::started(Kind::Trivia);
    hall.pass(trivia::READY_MS + 5_000);
    hall.act(ANA, RoomAction::Host(HostAction::Pause(true)));
    hall.refused(BEN, answer(0, &canary(0)), RoomRefusal::NotNow);
    hall.refused(ANA, RoomAction::Host(HostAction::Pause(true)), RoomRefusal::NotNow);
    assert!(hall.pass(3_600_000).is_empty(), "nothing happens while paused");
    hall.act(ANA, RoomAction::Host(HostAction::Pause(false)));
    hall.room.set_connected(ANA, false, hall.now);
    hall.room.set_connected(BEN, false, hall.now);
    assert!(hall.pass(EMPTY_MS - 1_000).is_empty(), "nor while nobody is there");
    hall.room.attend(&visitor(BEN), hall.now).expect("comes back");
    hall.room.attend(&visitor(ANA), hall.now).expect("comes back");
    hall.act(BEN, answer(0, &canary(0)));
    hall.act(ANA, answer(0, "no idea"));
    // Five of thirty seconds had passed when Ben answered: 100 × (1 − 5/30/2), rounded.
    assert_eq!(score_of(&hall.room, BEN), 92);
}

#[test]
fn a_room_without_anybody_is_closed() {
    let mut hall = Hall::started(Kind::Board);
    for player in [ANA, BEN] {
        hall.room.set_connected(player, false, hall.now);
    }
    let facts = hall.pass(EMPTY_MS);
    assert_eq!(facts, [RoomFact::Closed]);
    assert_eq!(hall.room.attend(&visitor(ANA), hall.now), Err(RoomRefusal::Closed));
    assert_eq!(hall.room.due(), None);
    let mut unused = Room::open(RoomCode::of_number(1), Wishes::default(), Ms(0));
    assert_eq!(unused.tick(Ms(u64::from(EMPTY_MS))), [RoomFact::Closed]);
}

#[test]
fn hosts_keep_order() {
    let mut hall = Hall::new(Kind::Trivia);
    let ben = hall.room.member_of(BEN).expect("here");
    let words = |line: &str| RoomAction::Say(Words::Line(ChatLine::parse(line).expect("a line")));
    assert!(matches!(hall.act(BEN, words("Hello"))[..], [RoomFact::Said(..)]));
    hall.act(ANA, RoomAction::Host(HostAction::Mute(ben, true)));
    hall.refused(BEN, words("Hello"), RoomRefusal::Muted);
    hall.act(ANA, RoomAction::Host(HostAction::Mute(ben, false)));
    hall.act(ANA, RoomAction::Host(HostAction::Chat(ChatMode::Phrases)));
    hall.refused(BEN, words("Hello"), RoomRefusal::PhrasesOnly);
    hall.refused(BEN, RoomAction::Say(Words::Phrase(12)), RoomRefusal::OutOfBounds);
    hall.act(BEN, RoomAction::Say(Words::Phrase(11)));
    hall.act(ANA, RoomAction::Host(HostAction::HideCode(true)));
    assert_eq!(hall.room.view(BEN).expect("his").code, None);
    let hers = hall.room.view(ANA).expect("hers");
    assert!(hers.code.is_some() && hers.code_hidden);
    let ana = hall.room.member_of(ANA).expect("here");
    hall.refused(ANA, RoomAction::Host(HostAction::Kick(ana)), RoomRefusal::Yourself);
    hall.refused(ANA, RoomAction::Host(HostAction::Kick(MemberId(99))), RoomRefusal::NobodyLikeThat);
    hall.act(ANA, RoomAction::Host(HostAction::Kick(ben)));
    hall.refused(BEN, RoomAction::Ready(true), RoomRefusal::NotHere);
    let (ben, _) = hall.room.attend(&visitor(BEN), hall.now).expect("may come again");
    hall.act(ANA, RoomAction::Host(HostAction::Ban(ben)));
    assert_eq!(hall.room.attend(&visitor(BEN), hall.now), Err(RoomRefusal::Banned));
    hall.act(ANA, RoomAction::Host(HostAction::Lock(true)));
    assert_eq!(hall.room.attend(&visitor(CLEO), hall.now), Err(RoomRefusal::Locked));
    hall.act(ANA, RoomAction::Host(HostAction::Lock(false)));
    let (cleo, _) = hall.room.attend(&visitor(CLEO), hall.now).expect("comes");
    hall.act(ANA, RoomAction::Host(HostAction::HandOver(cleo)));
    hall.refused(ANA, RoomAction::Host(HostAction::Close), RoomRefusal::NotHost);
    assert_eq!(hall.act(CLEO, RoomAction::Host(HostAction::Close)), [RoomFact::Closed]);
    hall.refused(ANA, RoomAction::Ready(true), RoomRefusal::Closed);
}

#[test]
fn characters_take_seats_and_are_ready() {
    let mut hall = Hall::new(Kind::Board);
    let mira = Key::parse("mira").expect("a key");
    let name = || DisplayName::parse("Mira").expect("a name");
    let asked = hall.room.invite_character(BEN, &mira, name(), Looks::default(), hall.now);
    assert_eq!(asked, Err(RoomRefusal::NotHost));
    hall.room.invite_character(ANA, &mira, name(), Looks::default(), hall.now).expect("comes");
    let twice = hall.room.invite_character(ANA, &mira, name(), Looks::default(), hall.now);
    assert_eq!(twice, Err(RoomRefusal::NotNow));
    hall.act(BEN, RoomAction::Ready(true));
    hall.act(ANA, RoomAction::Host(HostAction::Start));
    hall.room.begin(setup(Kind::Board, 3), hall.now).expect("begins");
    let (_, member) = hall.room.seated(Seat(2)).expect("a third one");
    assert_eq!(member.who, Who::Character(mira));
}

#[test]
fn after_a_crash_the_clock_goes_on_from_what_was_heard_last() {
    let mut hall = Hall::started(Kind::Trivia);
    hall.pass(trivia::READY_MS + 7_000);
    hall.act(ANA, answer(0, "no idea"));
    let mut back = hall.room.clone();
    // A new server's clock begins anew.
    back.resume(Ms(50));
    assert!(back.tick(Ms(200_000)).is_empty(), "waits for its people");
    back.attend(&visitor(BEN), Ms(200_000)).expect("comes back");
    back.act(BEN, &answer(0, &canary(0)), Moment::at(Ms(201_000))).expect("in time");
    assert_eq!(score_of(&back, BEN), 87, "eight of thirty seconds: 100 × (1 − 8/30/2)");
    assert!(back.act(ANA, &answer(0, "another"), Moment::at(Ms(201_000))).is_err(), "hers was kept");
}

/// What somebody might try at any time.
fn attempt() -> impl Strategy<Value = (u8, RoomAction)> {
    let n = 0..8_u16;
    let member = (0..6_u16).prop_map(MemberId);
    let text = prop_oneof![(0..30_usize).prop_map(|n| format!("Wrong{n}")), ".{0,70}"];
    let typed = text.clone().prop_map(Answer::Typed);
    let game = prop_oneof![
        (n.clone(), typed.clone()).prop_map(|(n, answer)| GameAction::Trivia(trivia::Action::Answer { n, answer })),
        n.clone().prop_map(|n| GameAction::Trivia(trivia::Action::Next { n })),
        (0..6_u8, typed).prop_map(|(n, answer)| GameAction::Fifth(fifth::Action::Answer { n, answer })),
        (0..6_u8).prop_map(|n| GameAction::Fifth(fifth::Action::Copy { n })),
        (0..6_u8).prop_map(|n| GameAction::Fifth(fifth::Action::Next { n })),
        (0..6_u8).prop_map(|row| GameAction::Board(board::Action::Pick(board::Cell { column: 0, row }))),
        (0..600_i32).prop_map(|wager| GameAction::Board(board::Action::Wager(wager))),
        n.clone().prop_map(|n| GameAction::Board(board::Action::Buzz { n })),
        (n.clone(), text).prop_map(|(n, text)| GameAction::Board(board::Action::Answer { n, text })),
        n.prop_map(|n| GameAction::Board(board::Action::Next { n })),
    ];
    let host = prop_oneof![
        Just(HostAction::Start),
        member.clone().prop_map(HostAction::Kick),
        member.clone().prop_map(HostAction::Ban),
        any::<bool>().prop_map(HostAction::Pause),
        Just(HostAction::Skip),
        Just(HostAction::Skip),
        member.prop_map(HostAction::HandOver),
        any::<bool>().prop_map(HostAction::HideCode),
        Just(HostAction::Rematch),
    ];
    let action = prop_oneof![
        12 => game.prop_map(RoomAction::Game),
        4 => host.prop_map(RoomAction::Host),
        1 => Just(RoomAction::Leave),
        1 => any::<bool>().prop_map(RoomAction::Ready),
        1 => Just(RoomAction::Reclaim),
        1 => prop_oneof![Just(Role::Player), Just(Role::Spectator)].prop_map(RoomAction::Be),
    ];
    (0..3_u8, action)
}

/// One thing that happens to a room.
#[derive(Debug, Clone)]
enum Event {
    Act(PlayerId, RoomAction),
    Attend(PlayerId),
    Drop(PlayerId),
    Crash,
}

fn event() -> impl Strategy<Value = (u32, Event)> {
    let player = |n: u8| [ANA, BEN, CLEO][usize::from(n)];
    let event = prop_oneof![
        14 => attempt().prop_map(move |(n, action)| Event::Act(player(n), action)),
        3 => (0..3_u8).prop_map(move |n| Event::Attend(player(n))),
        1 => (0..3_u8).prop_map(move |n| Event::Drop(player(n))),
        1 => Just(Event::Crash),
    ];
    (0..4_000_u32, event)
}

/// Does one thing to a room; returns what came of it.
fn happen(room: &mut Room, kind: Kind, now: Ms, event: &Event) -> Vec<RoomFact> {
    let mut facts = room.tick(now);
    match event {
        Event::Act(player, action) => facts.extend(room.act(*player, action, Moment::at(now)).unwrap_or_default()),
        Event::Attend(player) => facts.extend(room.attend(&visitor(*player), now).map(|(_, f)| f).unwrap_or_default()),
        Event::Drop(player) => facts.extend(room.set_connected(*player, false, now)),
        Event::Crash => room.resume(now),
    }
    if facts.contains(&RoomFact::WantsGame) {
        let seats = room.players().len();
        facts.extend(room.begin(setup(kind, seats), now).expect("asked for"));
    }
    facts
}

fn gone(room: &Room) -> Vec<board::Cell> {
    match room.passing_view().map(|shown| shown.view) {
        Some(game::GameView::Board(view)) => view.gone,
        _ => Vec::new(),
    }
}

/// The canaries that may be seen by now, added up from what happened.
fn let_out(facts: &[RoomFact], room: &Room, free: &mut BTreeSet<usize>) {
    for fact in facts {
        match fact {
            // A new game's questions are secret again.
            RoomFact::Began => free.clear(),
            RoomFact::Game(GameFact::Trivia(trivia::Fact::Revealed(n, _))) => drop(free.insert(usize::from(*n))),
            RoomFact::Game(GameFact::Fifth(fifth::Fact::Answered(scored))) => {
                // Whose questions they are, only their seat knows: all of that grade's that were dealt to the seat.
                let first = usize::from(scored.seat.0) * 25 + (usize::from(scored.grade) - 1) * 5;
                free.extend(first..first + 5);
            }
            RoomFact::Game(GameFact::Board(board::Fact::Shown(_) | board::Fact::Appealed(_))) => {
                free.extend(gone(room).iter().map(|cell| usize::from(cell.row)));
            }
            // The board is empty when the last clue is answered.
            RoomFact::Game(GameFact::Board(board::Fact::Tried(_))) if gone(room).is_empty() => drop(free.insert(5)),
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn nothing_secret_is_seen_and_a_journal_gives_the_same_room(
        kind in prop_oneof![Just(Kind::Trivia), Just(Kind::Fifth), Just(Kind::Board)],
        events in proptest::collection::vec(event(), 0..80),
    ) {
        let mut hall = Hall::started(kind);
        let mut copy = hall.room.clone();
        let mut free = BTreeSet::new();
        let mut journal = Vec::new();
        for (pause, event) in events {
            hall.now = hall.now.after(pause);
            let facts = happen(&mut hall.room, kind, hall.now, &event);
            let_out(&facts, &hall.room, &mut free);
            journal.push((hall.now, event));
            for player in [ANA, BEN, CLEO] {
                let seen = format!("{:?}{:?}", hall.room.view(player), hall.room.game_view(player));
                for n in (0..80).filter(|n| !free.contains(n)) {
                    prop_assert!(!seen.contains(&canary(n)), "{player} sees {} after {:?}: {seen}", canary(n), journal);
                }
                for other in [ANA, BEN, CLEO] {
                    prop_assert!(!seen.contains(&other.0.to_string()), "an identity is seen");
                }
            }
            let passing = format!("{:?}", hall.room.passing_view());
            prop_assert!(!passing.contains("Canary") || !free.is_empty());
        }
        for (now, event) in &journal {
            happen(&mut copy, kind, *now, event);
        }
        prop_assert_eq!(&copy, &hall.room);
        // Whatever happened, a room that is left alone ends.
        for player in [ANA, BEN, CLEO] {
            hall.room.set_connected(player, false, hall.now);
        }
        hall.pass(2 * EMPTY_MS);
        prop_assert!(hall.room.is_closed());
    }
}
