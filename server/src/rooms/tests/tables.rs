//! Tables: whoever sits down plays there, and whoever is in no room knows where there is one.

use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomRequest, TableView};
use shared::rooms::room::game::Kind;
use shared::rooms::room::{HostAction, RoomAction};

use super::evening::{ANA, BEN, CLEO, Evening, hall};

fn key(text: &str) -> Key {
    Key::parse(text).expect("a key")
}

fn sit(evening: &mut Evening, player: PlayerId, table: &str) -> Option<HallRefusal> {
    evening.screens.get_mut(&player).expect("connected").refused.clear();
    evening.ask(player, RoomRequest::Sit { table: key(table) });
    evening.pass(10);
    evening.screens[&player].refused.last().cloned()
}

fn is_in_a_room(evening: &Evening, player: PlayerId) -> bool {
    evening.screens[&player].room.is_some()
}

/// Ana, Ben and Cleo are connected, and the bodies of Ana and Ben sit at the window.
fn seated() -> Evening {
    let mut evening = Evening::new();
    for player in [ANA, BEN, CLEO] {
        evening.connect(player);
    }
    for player in [ANA, BEN] {
        evening.hall.seat(0, player, Some(key("window")));
    }
    evening
}

#[test]
fn who_sits_down_opens_the_room_of_the_table_or_comes_into_it() {
    let mut evening = seated();
    assert_eq!(sit(&mut evening, CLEO, "window"), Some(HallRefusal::NotSeated));
    assert_eq!(sit(&mut evening, ANA, "corner"), Some(HallRefusal::NotSeated), "it is another table");
    assert_eq!(sit(&mut evening, ANA, "window"), None);
    assert_eq!(sit(&mut evening, BEN, "window"), None);
    assert_eq!((evening.hall.open_rooms(), evening.screens[&BEN].room.as_ref().map(|room| room.players)), (1, Some(2)));
    // Who stands up stays in the room, and may sit down again; at another table there is another room.
    evening.hall.seat(0, BEN, None);
    assert_eq!(sit(&mut evening, BEN, "window"), Some(HallRefusal::NotSeated));
    assert!(is_in_a_room(&evening, BEN));
    evening.hall.seat(0, BEN, Some(key("window")));
    assert_eq!(sit(&mut evening, BEN, "window"), None);
    evening.hall.seat(0, BEN, Some(key("corner")));
    assert_eq!(sit(&mut evening, BEN, "corner"), Some(HallRefusal::InARoom), "an empty table, but Ben has a room");
}

#[test]
fn another_shard_does_not_take_back_what_one_said() {
    let mut evening = seated();
    evening.hall.seat(1, CLEO, Some(key("corner")));
    // The shard that Cleo left says so late.
    evening.hall.seat(0, CLEO, None);
    assert_eq!(sit(&mut evening, CLEO, "corner"), None);
    evening.hall.seat(1, CLEO, None);
    assert_eq!(sit(&mut evening, CLEO, "corner"), Some(HallRefusal::NotSeated));
}

#[test]
fn a_table_is_free_again_when_its_room_closes() {
    let mut evening = seated();
    assert_eq!(sit(&mut evening, ANA, "window"), None);
    let first = evening.screens[&ANA].room.as_ref().and_then(|room| room.code);
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Close)), None);
    assert_eq!(sit(&mut evening, BEN, "window"), None);
    let second = evening.screens[&BEN].room.as_ref().and_then(|room| room.code);
    assert!(second.is_some() && second != first);
}

#[test]
fn a_table_keeps_its_room_through_a_crash() {
    let mut evening = seated();
    assert_eq!(sit(&mut evening, ANA, "window"), None);
    evening.hall = hall(99);
    assert_eq!(evening.hall.restore(&evening.journal, evening.now), 1);
    evening.connect(BEN);
    evening.pass(10);
    assert_eq!(evening.screens[&BEN].tables.last().map(Vec::len), Some(1));
    evening.hall.seat(0, BEN, Some(key("window")));
    assert_eq!(sit(&mut evening, BEN, "window"), None);
    assert_eq!(evening.hall.open_rooms(), 1);
}

#[test]
fn everybody_in_no_room_is_told_of_the_tables_at_most_once_a_second() {
    let mut evening = seated();
    assert_eq!(evening.screens[&CLEO].tables, [[]], "at first");
    assert_eq!(sit(&mut evening, ANA, "window"), None);
    let table =
        TableView { table: key("window"), kind: Kind::Trivia, players: 1, seats: 8, playing: false, locked: false };
    assert_eq!(evening.screens[&CLEO].tables[1..], [[table.clone()]]);
    assert_eq!(sit(&mut evening, BEN, "window"), None);
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Lock(true))), None);
    evening.pass(900);
    assert_eq!(evening.screens[&CLEO].tables.len(), 2, "not yet");
    evening.pass(200);
    let full = TableView { players: 2, locked: true, ..table };
    assert_eq!(evening.screens[&CLEO].tables[2..], [[full.clone()]]);
    assert_eq!(evening.screens[&ANA].tables.len(), 1, "who plays isn't told");
    evening.pass(5_000);
    assert_eq!(evening.screens[&CLEO].tables.len(), 3, "nothing changed");
    assert_eq!(evening.act(BEN, RoomAction::Leave), None);
    assert_eq!(evening.screens[&BEN].tables.last(), Some(&vec![full]), "who leaves is");
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Close)), None);
    evening.pass(2_000);
    assert_eq!(evening.screens[&CLEO].tables.last(), Some(&Vec::new()));
}
