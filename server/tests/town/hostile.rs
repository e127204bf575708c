//! Hostile clients: whatever one sends, nobody else notices.

use shared::protocol::frames;
use shared::protocol::requests::Say;

use crate::stepper::Town;

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
    let mut dice = minds::dice::Dice::new(1);
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
    let grant = town.gate.grant(town.admission("Mal")).expect("a grant");
    // Words leave with the very first frame, before the protocol check is through.
    let mallory = town.join("Mel");
    town.players[mallory].cut();
    town.connect(mallory, &grant);
    town.players[mallory].send(Say { text: "Too early".into() });
    town.step(1);
    assert!(town.players[bo].spoke.iter().all(|spoke| spoke.text != "Too early"));
}
