//! Coming in, being seen, losing the connection and coming back.

use server::auth::tickets::Admission;
use shared::protocol::components::Doing;

use crate::stepper::{Town, key};

#[test]
fn two_players_see_each_other_and_the_characters() {
    let mut town = Town::new();
    let (ana, bo) = (town.join("Ana"), town.join("Bo"));
    town.seconds(1);
    assert!(town.players[ana].sees().contains_key("Bo"));
    assert!(town.players[bo].sees().contains_key("Ana"));
    let in_plaza: Vec<String> =
        town.everybody().into_iter().filter(|(_, (scene, _))| *scene == key("plaza")).map(|(name, _)| name).collect();
    let seen = town.players[ana].sees();
    for name in in_plaza {
        assert!(seen.contains_key(&name), "{name} is in the plaza but not in sight");
    }
    assert_eq!(town.players[ana].told.last().map(|told| told.visitors), Some(2));
}

#[test]
fn nobody_is_seen_in_another_scene() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    let cafe = Admission { scene: key("cafe"), ..town.admission("Bo") };
    let bo = town.join_with(cafe);
    town.seconds(1);
    assert!(!town.players[ana].sees().contains_key("Bo"));
    assert!(!town.players[bo].sees().contains_key("Ana"));
}

#[test]
fn a_lost_connection_leaves_the_body_for_a_minute() {
    let mut town = Town::new();
    let (ana, bo) = (town.join("Ana"), town.join("Bo"));
    town.seconds(1);
    town.players[ana].cut();
    town.seconds(2);
    let (id, _, mien) = town.players[bo].sees()["Ana"].clone();
    assert_eq!(mien.doing, Doing::Away);

    let admission = town.admission("Ana");
    let again = town.join_with(admission);
    town.seconds(1);
    assert_eq!(town.players[again].body, Some(id), "the same body");
    assert_eq!(town.players[bo].sees()["Ana"].2.doing, Doing::Idle);

    town.players[again].cut();
    town.seconds(59);
    assert!(town.players[bo].sees().contains_key("Ana"));
    town.seconds(3);
    assert!(!town.players[bo].sees().contains_key("Ana"));
}

#[test]
fn coming_in_twice_moves_the_body_to_the_newer_connection() {
    let mut town = Town::new();
    let first = town.join("Ana");
    let body = town.players[first].body;
    let admission = town.admission("Ana");
    let second = town.join_with(admission);
    town.seconds(1);
    assert!(town.players[first].is_closed());
    assert!(!town.players[second].is_closed());
    assert_eq!(town.players[second].body, body);
}
