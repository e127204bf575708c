//! Walking: what is asked is what happens, at the moment it was asked, and never through a wall.

use shared::protocol::facts::Rejection;
use shared::protocol::requests::{Steer, WalkTo};
use shared::world::movement::{Heading, Motion};
use shared::world::path::find_path;
use shared::world::{Tick, TilePos};

use crate::stepper::{Town, key};

/// A free tile of the plaza some way off that can be reached.
fn somewhere(town: &Town, from: TilePos, steps: u32) -> TilePos {
    let plaza = &town.content.scenes[&key("plaza")];
    let doors: Vec<TilePos> = plaza.def.doors.values().map(|door| door.at).collect();
    let (width, height) = plaza.walls.size();
    (0..height)
        .flat_map(|y| (0..width).map(move |x| TilePos(x, y)))
        .filter(|at| at.steps_to(from) == steps && plaza.walls.is_free(*at) && !plaza.seats.contains_key(at))
        .find(|at| find_path(&plaza.walls, from, *at).is_some_and(|way| !way.iter().any(|turn| doors.contains(turn))))
        .expect("a place to go to")
}

#[test]
fn a_walk_is_acknowledged_and_everybody_sees_the_same_trajectory() {
    let mut town = Town::new();
    let (ana, bo) = (town.join("Ana"), town.join("Bo"));
    town.seconds(1);
    let from = town.everybody()["Ana"].1;
    let to = somewhere(&town, from, 6);
    let (seq, tick) = (town.players[ana].next_seq(), town.players[ana].tick());
    town.players[ana].send(WalkTo { seq, at: Tick(tick.0 + 19), to });
    town.step(3);
    let stepped = town.players[ana].stepped.last().expect("an answer").clone();
    assert_eq!(stepped.seq, seq);
    assert!(matches!(stepped.trajectory.motion, Motion::Path(_)));
    assert_eq!(town.players[bo].sees()["Ana"].1, stepped.trajectory);
    town.seconds(4);
    assert_eq!(town.everybody()["Ana"].1, to);
}

#[test]
fn a_stamp_from_the_past_takes_effect_in_the_past_but_not_too_far_back() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    town.seconds(3);
    let now = town.shards[0].world().resource::<server::sim::Now>().0;
    for (asked, expected) in [(now.0 - 4, now.0 - 4), (0, now.0 + 1 - 9)] {
        let seq = town.players[ana].next_seq();
        town.players[ana].send(Steer { seq, at: Tick(asked), heading: Heading { x: 0, y: 1 } });
        town.step(1);
        let sent_at = town.shards[0].world().resource::<server::sim::Now>().0;
        town.step(2);
        let start = town.players[ana].stepped.last().expect("an answer").trajectory.start;
        assert!(start.0 >= expected && start <= sent_at.after(1), "asked {asked}, got {start:?}, now {sent_at:?}");
    }
}

#[test]
fn no_way_is_refused_and_changes_nothing() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    town.seconds(1);
    let before = town.everybody()["Ana"].clone();
    let walls = town.content.scenes[&key("plaza")].walls.clone();
    let (width, height) = walls.size();
    let solid = (0..height)
        .flat_map(|y| (0..width).map(move |x| TilePos(x, y)))
        .find(|at| !walls.is_free(*at))
        .expect("a wall");
    let seq = town.players[ana].next_seq();
    town.players[ana].send(WalkTo { seq, at: Tick(40), to: solid });
    town.seconds(1);
    assert_eq!(town.players[ana].refusals(), [Rejection::NoWay]);
    assert_eq!(town.everybody()["Ana"], before);
}

#[test]
fn a_flood_of_steps_is_refused_and_others_walk_on() {
    let mut town = Town::new();
    let (ana, bo) = (town.join("Ana"), town.join("Bo"));
    town.seconds(1);
    for _ in 0..60 {
        let seq = town.players[ana].next_seq();
        town.players[ana].send(Steer { seq, at: Tick(20), heading: Heading { x: 1, y: 0 } });
    }
    let seq = town.players[bo].next_seq();
    town.players[bo].send(Steer { seq, at: Tick(20), heading: Heading { x: 0, y: 1 } });
    town.step(4);
    assert!(town.players[ana].refusals().contains(&Rejection::TooFast));
    assert_eq!(town.players[bo].stepped.len(), 1);
    assert!(town.players[bo].refused.is_empty());
}

#[test]
fn nobody_keeps_standing_where_somebody_else_stands() {
    let mut town = Town::new();
    let spot = town.content.scenes[&key("plaza")].def.arrivals[0];
    let at = somewhere(&town, spot, 5);
    for name in ["Tobias", "Juno", "Odile"] {
        town.put(name, at);
    }
    town.join_at("Ana", at);
    town.seconds(3);
    let everybody = town.everybody();
    assert_eq!(everybody["Ana"].1, at, "a player is not pushed");
    for (name, (scene, tile)) in &everybody {
        assert!(name == "Ana" || *scene != key("plaza") || *tile != at, "{name} stands in Ana: {everybody:?}");
    }
}
