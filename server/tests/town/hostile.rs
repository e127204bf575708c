//! Hostile clients: whatever one sends, nobody else notices.

use shared::protocol::frames;
use shared::protocol::requests::{Say, Steer};
use shared::world::Tick;
use shared::world::movement::Heading;

use crate::stepper::{Making, Town, key};

#[test]
fn bad_frames_close_their_own_socket_only() {
    let hostile: [(&str, Vec<u8>); 4] = [
        ("truncated", vec![0, 255, 0, 0]),
        ("unknown channel", {
            let mut frame = Vec::new();
            frames::push(&mut frame, 200, b"x");
            frame
        }),
        ("too many payloads", [0u8, 0, 0, 0, 0].repeat(65)),
        ("a length beyond the end", vec![1, 255, 255, 255, 255, 9, 9]),
    ];
    let mut town = Town::new();
    let bo = town.join("Bo");
    for (number, (what, frame)) in hostile.into_iter().enumerate() {
        let mallory = town.join(["Mal", "Mel", "Mil", "Mol"][number]);
        assert!(town.players[mallory].send_raw(frame));
        town.seconds(1);
        assert!(town.players[mallory].is_closed(), "{what} was not closed");
        assert!(!town.players[bo].is_closed());
    }
    let me = town.players[bo].body.expect("in");
    town.players[bo].send(Say { text: "Still here.".into() });
    town.seconds(1);
    assert_eq!(town.players[bo].lines_of(me), ["Still here."]);
}

#[test]
fn garbage_on_every_channel_disturbs_nobody() {
    let mut town = Town::new();
    let (bo, mallory) = (town.join("Bo"), town.join("Mal"));
    let mut dice = shared::dice::Dice::new(1);
    for _ in 0..400 {
        let mut frame = Vec::new();
        let noise: Vec<u8> = (0..dice.below(60)).map(|_| dice.below(256) as u8).collect();
        frames::push(&mut frame, dice.below(10) as u8, &noise);
        town.players[mallory].send_raw(frame);
        town.step(1);
    }
    assert!(!town.players[bo].is_closed());
    assert!(town.everybody().contains_key("Bo"));
}

#[test]
fn a_ticket_is_good_once_and_for_thirty_seconds() {
    let town = Town::new();
    let now = shared::clock::Clock::now_ms(&*town.clock);
    let grant = town.gate.grant(town.admission("Ana")).expect("a grant");
    assert!(town.gate.office.redeem_secret(&grant.ticket, now).is_some());
    assert!(town.gate.office.redeem_secret(&grant.ticket, now).is_none());
    let late = town.gate.grant(town.admission("Ana")).expect("a grant");
    assert!(town.gate.office.redeem_secret(&late.ticket, now + 30_001).is_none());
}

#[test]
fn a_client_that_is_not_let_in_yet_is_not_heard() {
    let mut town = Town::new();
    let bo = town.join("Bo");
    let mallory = town.join("Mal");
    let me = town.players[mallory].body;
    town.seconds(3);
    town.players[mallory].cut();
    let grant = town.gate.grant(town.admission("Mal")).expect("a grant");
    town.connect(mallory, &grant);
    // Words leave with the very first frame, before the protocol check is through.
    town.players[mallory].send(Say { text: "Too early".into() });
    town.seconds(1);
    town.players[mallory].send(Say { text: "In time".into() });
    town.seconds(1);
    assert_eq!(town.players[bo].lines_of(me.expect("in")), ["In time"]);
}

#[test]
fn who_shows_a_ticket_and_then_nothing_is_let_go() {
    let mut town = Town::new();
    let mallory = town.join("Mal");
    town.players[mallory].cut();
    let grant = town.gate.grant(town.admission("Mal")).expect("a grant");
    town.players[mallory].asleep = true;
    town.connect(mallory, &grant);
    town.seconds(9);
    assert!(!town.players[mallory].is_closed());
    town.seconds(2);
    assert!(town.players[mallory].is_closed());
}

#[test]
fn who_does_not_keep_up_is_let_go() {
    let mut town = Town::new();
    let (bo, mallory) = (town.join("Bo"), town.join("Mal"));
    town.seconds(1);
    town.players[mallory].asleep = true;
    // Something to tell in every tick: sixty-four frames wait, and after a hundred more it is enough.
    let mut lost_after = None;
    for tick in 0..400u32 {
        let seq = town.players[bo].next_seq();
        let heading = Heading { x: if tick % 2 == 0 { 1 } else { -1 }, y: 0 };
        town.players[bo].send(Steer { seq, at: Tick(u32::MAX), heading });
        town.step(1);
        if town.players[mallory].is_closed() {
            lost_after = Some(tick);
            break;
        }
    }
    assert!(lost_after.is_some_and(|tick| tick >= 100), "let go after {lost_after:?} ticks");
    assert!(!town.players[bo].is_closed());
}

#[test]
fn one_player_has_one_body_however_many_connections() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    town.seconds(1);
    town.players[ana].cut();
    town.seconds(70);
    assert!(!town.everybody().contains_key("Ana"), "her body is gone");
    // Two tickets that are shown in the same tick.
    let twin = town.join("Bo");
    town.players[twin].cut();
    for index in [ana, twin] {
        let grant = town.gate.grant(town.admission("Ana")).expect("a grant");
        town.connect(index, &grant);
    }
    town.seconds(2);
    assert!(town.everybody().contains_key("Ana"), "one body, or `everybody` would have found two");
    assert_eq!([ana, twin].iter().filter(|index| town.players[**index].is_closed()).count(), 1);
}

#[test]
fn a_ticket_from_before_a_door_does_not_make_a_second_body() {
    let mut town = Town::made(Making { shards: 3, ..Making::default() });
    let (ana, twin) = (town.join("Ana"), town.join("Bo"));
    town.players[twin].cut();
    let old = town.gate.grant(town.admission("Ana")).expect("a grant");
    let door = town.content.scenes[&key("plaza")].def.doors["game-hall"].at;
    town.put("Ana", door);
    town.until(5, "Ana is in the hall", |town| town.players[ana].scene == Some(key("game-hall")));
    town.connect(twin, &old);
    town.seconds(2);
    assert!(town.players[twin].is_closed());
    assert!(!town.players[ana].is_closed());
    assert_eq!(town.everybody()["Ana"].0, key("game-hall"));
}
