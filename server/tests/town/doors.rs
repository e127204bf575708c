//! Doors: the same body, looks and connection on the other side, in one shard or across two.

use server::auth::tickets::Admission;
use shared::content::looks::Looks;
use shared::protocol::requests::WalkTo;
use shared::world::Tick;

use crate::stepper::{Making, Town, key};

fn walk_through(shards: u8) {
    let mut town = Town::made(Making { shards, ..Making::default() });
    let plaza = &town.content.scenes[&key("plaza")];
    let (door, step_out) = (plaza.def.doors["cafe"].at, plaza.def.doors["cafe"].step_out);
    let looks = Looks { hair: 3, top_colour: 5, ..Looks::default() };
    let place = Some((step_out.centre(), shared::world::Facing::Down));
    let admission = Admission { looks, place, ..town.admission("Ana") };
    let ana = town.join_with(admission);
    town.seconds(1);
    let body = town.players[ana].body;
    let seq = town.players[ana].next_seq();
    town.players[ana].send(WalkTo { seq, at: Tick(0), to: door });
    town.until(6, "Ana is in the café", |town| town.players[ana].scene == Some(key("cafe")));
    town.seconds(1);
    assert_eq!(town.players[ana].body, body, "the same body");
    assert_eq!(town.everybody()["Ana"].0, key("cafe"));
    assert!(!town.players[ana].is_closed());
    assert!(town.players[ana].sees().contains_key("Ana"));

    // And back again, walking in the new shard.
    let back = town.content.scenes[&key("cafe")].def.doors["plaza"].at;
    let seq = town.players[ana].next_seq();
    town.players[ana].send(WalkTo { seq, at: Tick(0), to: back });
    town.until(10, "Ana is in the plaza again", |town| town.players[ana].scene == Some(key("plaza")));
    assert_eq!(town.players[ana].body, body);
}

#[test]
fn through_a_door_in_one_shard() {
    walk_through(1);
}

#[test]
fn through_a_door_into_another_shard() {
    walk_through(2);
}

#[test]
fn characters_cross_shards_with_their_minds() {
    let mut one = Town::made(Making { shards: 2, ..Making::default() });
    let before: Vec<String> = one.everybody().into_keys().collect();
    // A day of the town: schedules send everybody through the café door.
    one.seconds(48 * 60);
    let after: Vec<String> = one.everybody().into_keys().collect();
    assert_eq!(before, after, "nobody is lost or doubled");
}
