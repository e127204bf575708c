//! Doors: the same body, looks and connection on the other side, in one shard or across two.

use minds::memory::Subject;
use minds::{Mind, Person};
use server::auth::tickets::Admission;
use shared::content::looks::Looks;
use shared::protocol::requests::{Leave, Say, Talk, WalkTo};
use shared::world::Tick;

use crate::stepper::{Making, Town, key};

fn walk_through(shards: u8, lag: u32) {
    let mut town = Town::made(Making { shards, ..Making::default() });
    let plaza = &town.content.scenes[&key("plaza")];
    let (door, step_out) = (plaza.def.doors["cafe"].at, plaza.def.doors["cafe"].step_out);
    let looks = Looks { hair: 3, top_colour: 5, ..Looks::default() };
    let place = Some((step_out.centre(), shared::world::Facing::Down));
    let admission = Admission { looks, place, ..town.admission("Ana") };
    let ana = town.join_with(admission);
    town.seconds(1);
    town.players[ana].lag = lag;
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
    walk_through(1, 0);
}

#[test]
fn through_a_door_into_another_shard() {
    walk_through(3, 0);
}

#[test]
fn through_a_door_into_another_shard_on_a_slow_line() {
    // The old connection lingers for half a second, and must not make the old shard let her in again.
    walk_through(3, 10);
}

#[test]
fn a_character_recognises_a_player_in_another_shard() {
    let mut town = Town::made(Making { shards: 3, ..Making::default() });
    let ana = town.join("Ana");
    town.seconds(1);
    let everybody = town.everybody();
    let (name, (_, tile)) =
        everybody.into_iter().find(|(name, (scene, _))| name != "Ana" && *scene == key("plaza")).expect("somebody");
    town.put("Ana", tile);
    town.seconds(1);
    let them = town.players[ana].body_of(&name);
    town.players[ana].send(Talk { to: them });
    town.seconds(6);
    town.players[ana].send(Say { text: "I like lighthouses.".into() });
    town.seconds(8);
    town.players[ana].send(Leave);
    town.until(15, "the talk is over", |town| town.players[ana].talk.members.is_empty());
    let person = Person::Player(town.admission("Ana").player);
    let (met, facts) = knows(&mut town, &name, &person);
    assert!(met >= 1 && facts >= 1, "met {met} times, {facts} facts");

    let door = town.content.scenes[&key("plaza")].def.doors["cafe"].at;
    let inside = town.content.scenes[&key("cafe")].def.arrivals[0];
    for one in [&name, "Ana"] {
        town.put(one, door);
        town.step(6);
        assert_eq!(town.everybody()[one].0, key("cafe"), "{one}");
        town.put(one, inside);
    }
    town.seconds(1);
    assert_eq!(knows(&mut town, &name, &person), (met, facts), "the mind came along");
    assert_eq!(town.players[ana].body_of(&name), them, "and the body");
    let before = town.players[ana].lines_of(them).len();
    town.players[ana].send(Talk { to: them });
    town.until(10, "they greet", |town| town.players[ana].lines_of(them).len() > before);
    town.players[ana].send(Say { text: "Here we are again.".into() });
    town.seconds(8);
    town.players[ana].send(Leave);
    town.until(15, "the talk is over", |town| town.players[ana].talk.members.is_empty());
    assert_eq!(knows(&mut town, &name, &person).0, met + 1, "it counts as meeting again");
}

/// How often a character met somebody, and how many facts it knows about them.
fn knows(town: &mut Town, name: &str, person: &Person) -> (u32, usize) {
    let about = Subject::Person(person.clone());
    let mind =
        |mind: &Mind| (mind.relation(person).map_or(0, |relation| relation.met), mind.memory().facts(&about).count());
    town.mind_of(name, mind)
}

#[test]
fn characters_cross_shards_with_their_minds() {
    let mut one = Town::made(Making { shards: 3, ..Making::default() });
    let before: Vec<String> = one.everybody().into_keys().collect();
    // A day of the town: schedules send everybody through the café door.
    one.seconds(48 * 60);
    let after: Vec<String> = one.everybody().into_keys().collect();
    assert_eq!(before, after, "nobody is lost or doubled");
}
