//! A town that serves: both transports at once, words heard, and everything there again after a kill.

use std::time::{Duration, Instant};

use client::net::{Connection, GuestTokens, Transport, TransportChoice};
use client::own::{Me, StepIntent};
use shared::protocol::requests::Say;
use shared::world::movement::Heading;

use crate::support::{Server, Visitor};

#[test]
fn both_transports_meet_in_one_town_and_a_kill_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let mut server = Server::start(folder.path(), &[]);
    let mut udp = Visitor::join(&server, "Uma", TransportChoice::Udp, None);
    let mut ws = Visitor::join(&server, "Wes", TransportChoice::WebSocket, None);
    assert_eq!(udp.app.world().resource::<Connection>().transport, Some(Transport::Udp));
    assert_eq!(ws.app.world().resource::<Connection>().transport, Some(Transport::WebSocket));
    for _ in 0..60 {
        udp.frame();
        ws.frame();
    }
    assert!(udp.sees().contains(&"Wes".to_owned()) && ws.sees().contains(&"Uma".to_owned()));

    // Words over one transport are heard over the other.
    udp.app.world_mut().write_message(Say { text: "Over the wire.".into() });
    let patience = Instant::now() + Duration::from_secs(5);
    while !ws.heard.iter().any(|spoke| spoke.text == "Over the wire.") {
        assert!(Instant::now() < patience, "not heard");
        udp.frame();
        ws.frame();
    }

    // The town speaks by itself soon after it opened.
    while ws.heard.len() + udp.heard.len() < 3 && began.elapsed() < Duration::from_secs(5) {
        udp.frame();
        ws.frame();
    }

    // A few steps, then the plug is pulled.
    ws.app.world_mut().write_message(StepIntent::Steer(Heading { x: 0, y: 1 }));
    for _ in 0..40 {
        ws.frame();
        udp.frame();
    }
    ws.app.world_mut().write_message(StepIntent::Steer(Heading::default()));
    for _ in 0..100 {
        ws.frame();
        udp.frame();
    }
    let stood = ws.app.world().resource::<Me>().pose(shared::world::Tick(u32::MAX)).at;
    let tokens =
        GuestTokens(ws.app.world().resource::<GuestTokens>().0.values().cloned().map(|t| (String::new(), t)).collect());
    server.process.kill().expect("killed");
    server.process.wait().expect("gone");
    drop(server);

    let server = Server::start(folder.path(), &[]);
    let token = tokens.0.into_values().next().expect("a token");
    let tokens = GuestTokens([(server.address.clone(), token)].into());
    let ws = Visitor::join(&server, "Wes", TransportChoice::WebSocket, Some(tokens));
    let stands = ws.app.world().resource::<Me>().pose(shared::world::Tick(0)).at;
    assert_eq!(stands.tile(), stood.tile(), "the place is remembered");
}

#[test]
fn the_first_spoken_line_comes_within_ten_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let server = Server::start(folder.path(), &[]);
    let mut visitor = Visitor::join(&server, "Vera", TransportChoice::WebSocket, None);
    visitor.app.world_mut().write_message(Say { text: "Hello?".into() });
    while visitor.heard.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(10), "ten seconds of silence");
        visitor.frame();
    }
}

#[test]
fn a_log_that_nobody_reads_holds_nobody_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::deaf(folder.path(), &["log=trace"]);
    let mut visitor = Visitor::join(&server, "Vera", TransportChoice::WebSocket, None);
    // Far more than a pipe holds.
    for _ in 0..200 {
        ureq::get(format!("{}/api/v1/town", server.address)).call().expect("the town answers");
    }
    visitor.app.world_mut().write_message(Say { text: "Hello?".into() });
    visitor.heard.clear();
    let patience = Instant::now() + Duration::from_secs(20);
    while visitor.heard.is_empty() {
        assert!(Instant::now() < patience, "the town stands still");
        visitor.frame();
    }
    assert!(server.process.try_wait().expect("a status").is_none(), "it runs");
}
