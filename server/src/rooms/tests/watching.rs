//! Looking on from outside: what is seen, when, and by whom not.

use shared::content::looks::Looks;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, PassingView, RoomRequest, RoomTold, Watched};
use shared::rooms::Ms;
use shared::rooms::room::game::{Kind, Wishes};
use shared::rooms::room::view::StageView;
use shared::rooms::room::{HostAction, RoomAction, RoomRefusal, Visitor};
use shared::text::DisplayName;

use super::evening::{ANA, BEN, CLEO, Evening, hall};
use crate::rooms::hall::{MOST_WATCHERS, Time};

fn watch(evening: &mut Evening, player: PlayerId, watched: Watched) -> Option<HallRefusal> {
    evening.screens.get_mut(&player).expect("connected").refused.clear();
    evening.ask(player, RoomRequest::Watch(watched));
    evening.screens[&player].refused.last().cloned()
}

/// What Cleo was shown last.
fn shown(evening: &Evening) -> Option<&PassingView> {
    evening.screens[&CLEO].passing.last().expect("told").as_ref()
}

fn code(evening: &Evening) -> String {
    evening.screens[&ANA].room.as_ref().and_then(|room| room.code).expect("a code").to_string()
}

fn sit(evening: &mut Evening, player: PlayerId, table: &str) {
    let table = Key::parse(table).expect("a key");
    evening.hall.seat(0, player, Some(table.clone()));
    evening.ask(player, RoomRequest::Sit { table });
    evening.pass(20);
}

#[test]
fn a_room_is_seen_by_its_code_until_one_enters_one() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    evening.connect(CLEO);
    let room = Watched::Room(code(&evening));
    assert_eq!(watch(&mut evening, CLEO, room.clone()), None);
    let view = shown(&evening).expect("seen at once");
    let names: Vec<&str> = view.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(
        (&names[..], &view.stage, view.table.as_ref()),
        (&["Ana", "Ben", "Mira"][..], &StageView::Playing, None)
    );
    let before = evening.screens[&CLEO].passing.len();
    evening.pass(6_000);
    assert!(evening.screens[&CLEO].passing.len() > before, "what changes is told");
    evening.ask(CLEO, RoomRequest::Enter { code: code(&evening) });
    assert_eq!(shown(&evening), None);
    let before = evening.screens[&CLEO].passing.len();
    evening.pass(30_000);
    assert_eq!(evening.screens[&CLEO].passing.len(), before);
    assert_eq!(watch(&mut evening, CLEO, room), Some(HallRefusal::InARoom));
}

#[test]
fn nobody_looks_into_a_locked_room_or_tries_codes_for_long() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    evening.connect(CLEO);
    assert_eq!(watch(&mut evening, CLEO, Watched::Room("?".into())), Some(HallRefusal::BadCode));
    assert_eq!(watch(&mut evening, CLEO, Watched::Room("AAAAAA".into())), Some(HallRefusal::NoSuchRoom));
    let room = Watched::Room(code(&evening));
    assert_eq!(watch(&mut evening, CLEO, room.clone()), None);
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Lock(true))), None);
    evening.pass(20);
    assert_eq!(shown(&evening), None, "locked");
    assert_eq!(watch(&mut evening, CLEO, room.clone()), Some(HallRefusal::Room(RoomRefusal::Locked)));
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Lock(false))), None);
    evening.pass(20);
    assert!(shown(&evening).is_some(), "and open again");
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::NewCode)), None);
    evening.pass(20);
    assert_eq!(shown(&evening), None, "the old code shows nothing");
    assert_eq!(watch(&mut evening, CLEO, room.clone()), Some(HallRefusal::NoSuchRoom));
    for _ in 0..8 {
        watch(&mut evening, CLEO, room.clone());
    }
    assert_eq!(watch(&mut evening, CLEO, room), Some(HallRefusal::TooFast));
    evening.ask(CLEO, RoomRequest::Enter { code: code(&evening) });
    assert_eq!(evening.screens[&CLEO].refused.last(), Some(&HallRefusal::TooFast), "the same limit");
}

#[test]
fn who_was_sent_out_for_good_does_not_look_on() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    let ben = evening.screens[&BEN].room.as_ref().expect("in a room").me;
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Ban(ben))), None);
    let room = Watched::Room(code(&evening));
    assert_eq!(watch(&mut evening, BEN, room), Some(HallRefusal::Room(RoomRefusal::Banned)));
}

#[test]
fn the_stage_shows_the_game_that_began_first_or_a_table_that_waits() {
    let mut evening = Evening::new();
    for player in [ANA, BEN, CLEO] {
        evening.connect(player);
    }
    assert_eq!(watch(&mut evening, CLEO, Watched::Stage), None);
    assert_eq!(shown(&evening), None, "nobody plays");
    let table = |evening: &Evening| shown(evening).and_then(|view| view.table.clone()).map(|table| table.to_string());
    sit(&mut evening, ANA, "window");
    sit(&mut evening, BEN, "corner");
    assert_eq!(table(&evening).as_deref(), Some("window"));
    for player in [BEN, ANA] {
        let alone = Wishes { kind: Kind::Fifth, length: 5, ..Wishes::default() };
        assert_eq!(evening.act(player, RoomAction::Host(HostAction::Wish(Box::new(alone)))), None);
        assert_eq!(evening.act(player, RoomAction::Host(HostAction::Start)), None);
        evening.pass(20);
        assert_eq!(table(&evening).as_deref(), Some("corner"), "Ben began first");
    }
    assert!(shown(&evening).is_some_and(|view| view.stage == StageView::Playing && view.game.is_some()));
    assert_eq!(evening.act(BEN, RoomAction::Host(HostAction::Close)), None);
    evening.pass(20);
    assert_eq!(table(&evening).as_deref(), Some("window"));
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Lock(true))), None);
    evening.pass(20);
    assert_eq!(shown(&evening), None);
    // A room that is at no table is on no stage.
    evening.ask(BEN, RoomRequest::Open { wishes: Wishes::default() });
    evening.pass(20);
    assert_eq!(shown(&evening), None);
    assert_eq!(watch(&mut evening, CLEO, Watched::Nothing), None);
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Lock(false))), None);
    let before = evening.screens[&CLEO].passing.len();
    evening.pass(1_000);
    assert_eq!(evening.screens[&CLEO].passing.len(), before, "who looks away is told nothing");
}

#[test]
fn a_crowd_may_look_on_but_no_more_than_that() {
    let (mut hall, now) = (hall(1), Time { hall: Ms(0), wall_ms: 0 });
    for n in 0..=MOST_WATCHERS as u64 {
        let name = DisplayName::parse("Guest").expect("a name");
        hall.connect(Visitor { player: PlayerId(n), name, looks: Looks::default() }, n, now);
        hall.request(PlayerId(n), RoomRequest::Watch(Watched::Stage), now);
    }
    let refused = |told: &RoomTold| matches!(told, RoomTold::Refused(HallRefusal::Room(RoomRefusal::Full)));
    let told = hall.take_outcome().told;
    let whom: Vec<PlayerId> = told.iter().filter(|(_, told)| refused(told)).map(|(player, _)| *player).collect();
    assert_eq!(whom, [PlayerId(MOST_WATCHERS as u64)]);
    // Who looks away makes room.
    hall.request(PlayerId(0), RoomRequest::Watch(Watched::Nothing), now);
    hall.request(whom[0], RoomRequest::Watch(Watched::Stage), now);
    assert!(hall.take_outcome().told.iter().all(|(_, told)| !refused(told)));
}
