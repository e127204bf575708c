//! Talking: pressed and answered, heard by those near, refused when it can't be.

use shared::clock::TownTime;
use shared::protocol::facts::Rejection;
use shared::protocol::requests::{Leave, Say, SetMuted, Talk};
use shared::world::TilePos;

use crate::stepper::{Making, Town, key};

/// A player beside a character of the plaza: the town, the player's index, the character's name.
fn beside_somebody() -> (Town, usize, String) {
    let mut town = Town::new();
    let everybody = town.everybody();
    let name = everybody.iter().find(|(_, (scene, _))| *scene == key("plaza")).map(|(name, _)| name.clone());
    let name = name.unwrap_or_else(|| everybody.keys().next().cloned().expect("somebody lives here"));
    let (here, there) = meeting_place(&town);
    bring(&mut town, &name, there);
    let ana = town.join_at("Ana", here);
    town.seconds(1);
    (town, ana, name)
}

/// Two free tiles side by side near the plaza's first arrival.
fn meeting_place(town: &Town) -> (TilePos, TilePos) {
    let plaza = &town.content.scenes[&key("plaza")];
    let TilePos(x, y) = plaza.def.arrivals[0];
    let free = |at: TilePos| {
        plaza.walls.is_free(at) && !plaza.seats.contains_key(&at) && !plaza.def.doors.values().any(|door| door.at == at)
    };
    (0..12u8)
        .flat_map(|dy| (0..12u8).map(move |dx| (TilePos(x + dx, y - dy), TilePos(x + dx + 1, y - dy))))
        .find(|(a, b)| free(*a) && free(*b))
        .expect("two free tiles")
}

fn bring(town: &mut Town, name: &str, at: TilePos) {
    let plaza = {
        let world = town.shards[0].world();
        world.resource::<server::sim::scenes::Scenes>().number(&key("plaza")).expect("the plaza")
    };
    let world = town.shards[0].world_mut();
    let mut query = world.query::<(bevy::prelude::Entity, &shared::protocol::components::Being)>();
    let entity = query.iter(world).find(|(_, being)| being.name == name).map(|(entity, _)| entity).expect("a body");
    world.entity_mut(entity).insert(plaza);
    town.put(name, at);
}

#[test]
fn press_talk_and_be_greeted_within_300_ms() {
    let (mut town, ana, name) = beside_somebody();
    let them = town.players[ana].body_of(&name);
    town.players[ana].send(Talk { to: them });
    town.step(6);
    assert!(!town.players[ana].lines_of(them).is_empty(), "six ticks are 300 ms");
    assert_eq!(town.players[ana].talk.members.len(), 2);
}

#[test]
fn a_newcomer_is_walked_up_to_and_greeted_once() {
    let mut town = Town::made(Making { time: TownTime(10 * 60 + 40), ..Making::default() });
    let ana = town.join("Ana");
    town.until(25, "somebody walked up", |town| town.players[ana].talk.members.len() == 2);
    town.seconds(2);
    let me = town.players[ana].body_of("Ana");
    assert!(town.players[ana].spoke.iter().any(|line| line.to == Some(me)), "{:?}", town.players[ana].spoke);
    town.players[ana].send(Leave);
    town.seconds(2);
    town.seconds(10);
    assert!(town.players[ana].talk.members.len() < 2, "left in peace");
}

#[test]
fn at_any_hour_somebody_says_hello() {
    // At work, in talks of their own or in another scene: somebody always has a moment.
    for hour in 7..=23 {
        for seed in [3, 7] {
            let mut town = Town::made(Making { seed, time: TownTime(hour * 60 + 40), ..Making::default() });
            let ana = town.join("Ana");
            town.until(30, &format!("somebody walks up at {hour}:40"), |town| {
                town.players[ana].talk.members.len() == 2
            });
        }
    }
}

#[test]
fn who_is_still_on_the_way_answers_at_once_when_talk_is_pressed() {
    let (mut town, ana, name) = beside_somebody();
    let (me, them) = (town.players[ana].body.expect("in"), town.players[ana].body_of(&name));
    let from = town.shards[0].world().resource::<server::sim::bodies::Bodies>().get(them).expect("a body");
    let is_in_talk = |town: &Town| town.shards[0].world().entity(from).contains::<server::sim::talk::InTalk>();
    town.until(120, "they are free", |town| !is_in_talk(town));
    let (here, _) = meeting_place(&town);
    let far = town.content.scenes[&key("plaza")].walls.nearest_free(TilePos(here.0 + 9, here.1)).expect("a free tile");
    town.put("Ana", here);
    bring(&mut town, &name, far);
    town.shards[0].world_mut().write_message(server::sim::talk::WantsToTalk { from, to: me });
    town.step(4);
    assert!(is_in_talk(&town), "{name} wants to talk");
    let beside = town.everybody()[&name].1;
    town.put("Ana", beside);
    town.step(1);
    assert!(town.players[ana].talk.members.len() < 2, "{name} walks up");
    let before = town.players[ana].lines_of(them).len();
    town.players[ana].send(Talk { to: them });
    town.step(6);
    assert!(town.players[ana].lines_of(them).len() > before, "{name} is waited for");
}

#[test]
fn who_was_here_before_is_left_alone() {
    let mut town = Town::made(Making { time: TownTime(10 * 60 + 40), ..Making::default() });
    let (here, _) = meeting_place(&town);
    town.join_at("Ana", here);
    let world = town.shards[0].world_mut();
    assert_eq!(world.query::<&server::sim::characters::Newcomer>().iter(world).count(), 0);
    town.join("Bo");
    town.step(3);
    let world = town.shards[0].world_mut();
    assert_eq!(world.query::<&server::sim::characters::Newcomer>().iter(world).count(), 1);
}

#[test]
fn every_line_is_answered() {
    let (mut town, ana, name) = beside_somebody();
    let them = town.players[ana].body_of(&name);
    town.players[ana].send(Talk { to: them });
    town.seconds(8);
    for words in ["What's your name?", "Where is the fountain?", "qwertz blorp 42", "I like chess.", "What time is it?"]
    {
        let before = town.players[ana].lines_of(them).len();
        town.players[ana].send(Say { text: words.into() });
        town.seconds(8);
        assert!(town.players[ana].lines_of(them).len() > before, "no answer to {words:?}");
    }
}

#[test]
fn words_near_somebody_start_a_talk_and_are_answered() {
    let (mut town, ana, name) = beside_somebody();
    let them = town.players[ana].body_of(&name);
    town.players[ana].send(Say { text: "Hello there!".into() });
    town.seconds(5);
    let everybody = town.everybody();
    assert!(!town.players[ana].lines_of(them).is_empty(), "{everybody:?} {:?}", town.players[ana].spoke);
}

#[test]
fn a_voice_carries_to_those_near_and_no_further() {
    let mut town = Town::new();
    let (ana, bo) = (town.join_at("Ana", meeting_place(&town).0), town.join_at("Bo", meeting_place(&town).1));
    let far = town.content.scenes[&key("plaza")].walls.nearest_free(TilePos(2, 2)).expect("a free tile");
    let cy = town.join_at("Cy", far);
    town.seconds(1);
    let me = town.players[ana].body.expect("in");
    town.players[ana].send(Say { text: "Lovely morning.".into() });
    town.seconds(1);
    assert_eq!(town.players[bo].lines_of(me), ["Lovely morning."]);
    assert!(town.players[cy].lines_of(me).is_empty());

    town.players[bo].send(SetMuted { whom: me, on: true });
    town.seconds(1);
    town.players[ana].send(Say { text: "Anybody?".into() });
    town.seconds(1);
    assert_eq!(town.players[bo].lines_of(me).len(), 1, "muted");
    assert_eq!(town.players[ana].lines_of(me).len(), 2, "one hears oneself");
}

#[test]
fn what_cannot_be_said_is_refused_with_a_reason() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    let me = town.players[ana].body.expect("in");
    town.players[ana].send(Say { text: "   ".into() });
    town.seconds(2);
    town.players[ana].send(Say { text: "x".repeat(201) });
    town.seconds(2);
    town.players[ana].send(Talk { to: me });
    town.seconds(1);
    town.players[ana].send(Talk { to: shared::ids::BodyId(9_999_999) });
    town.seconds(1);
    let expected = [Rejection::BadLine, Rejection::BadLine, Rejection::Yourself, Rejection::Gone];
    assert_eq!(town.players[ana].refusals(), expected);
    assert!(town.players[ana].lines_of(me).is_empty());

    for _ in 0..10 {
        town.players[ana].send(Say { text: "Spam!".into() });
    }
    town.seconds(1);
    assert!(town.players[ana].refusals().contains(&Rejection::TooFast));
    assert!(town.players[ana].lines_of(me).len() < 10);
}

#[test]
fn leaving_ends_the_talk_and_it_can_be_had_again() {
    let (mut town, ana, name) = beside_somebody();
    let them = town.players[ana].body_of(&name);
    for _ in 0..2 {
        town.players[ana].send(Talk { to: them });
        town.until(5, "we talk", |town| town.players[ana].talk.members.len() == 2);
        town.seconds(3);
        town.players[ana].send(Leave);
        town.until(15, "the talk is over", |town| town.players[ana].talk.members.is_empty());
        town.seconds(10);
    }
    assert!(town.players[ana].lines_of(them).len() >= 2);
}

#[test]
fn characters_talk_with_each_other_when_nobody_is_there() {
    let mut town = Town::new();
    let watcher = town.join("Ana");
    town.seconds(240);
    let mut scenes_with_talk = 0;
    for name in town.everybody().keys().filter(|name| *name != "Ana").cloned().collect::<Vec<_>>() {
        if town.players[watcher].sees().contains_key(&name) {
            let body = town.players[watcher].body_of(&name);
            scenes_with_talk += usize::from(!town.players[watcher].lines_of(body).is_empty());
        }
    }
    let stored = town.block_on(town.store.load_town()).expect("a saved town");
    assert!(scenes_with_talk > 0 || stored.last_conversation > 0, "four minutes without a word in the whole town");
}

#[test]
fn nobody_is_left_in_a_talk_that_is_over() {
    use server::sim::talk::{InTalk, Talks};

    let mut town = Town::made(Making { crowd: 60, ..Default::default() });
    for _ in 0..20 {
        town.seconds(30);
        let world = town.shards[0].world_mut();
        let mut query = world.query::<&InTalk>();
        let talks = world.resource::<Talks>();
        let lost = query.iter(world).filter(|talk| !talks.0.contains_key(&talk.0)).count();
        assert_eq!(lost, 0, "of {} talks", talks.0.len());
    }
}

#[test]
fn what_is_said_sounds_in_the_order_in_which_it_was_said() {
    let (mut town, ana, name) = beside_somebody();
    let me = town.players[ana].body.expect("in");
    let mut said = Vec::new();
    for round in 0..24 {
        let them = town.players[ana].body_of(&name);
        match round % 4 {
            0 => town.players[ana].send(Talk { to: them }),
            2 => town.players[ana].send(Leave),
            _ => {}
        }
        // Two in one tick, also in the tick in which a talk begins or ends.
        for words in [format!("{round} goodbye"), format!("{round} and one more thing")] {
            town.players[ana].send(Say { text: words.clone() });
            said.push(words);
        }
        town.seconds(3);
    }
    let heard: Vec<&str> = town.players[ana].lines_of(me);
    assert_eq!(heard, said);
}

#[test]
fn the_second_of_two_lines_that_begin_a_talk_does_not_overtake_the_first() {
    let (mut town, ana, _) = beside_somebody();
    let me = town.players[ana].body.expect("in");
    for words in ["five", "six"] {
        town.players[ana].send(Say { text: words.into() });
    }
    town.seconds(2);
    assert_eq!(town.players[ana].lines_of(me), ["five", "six"]);
}
