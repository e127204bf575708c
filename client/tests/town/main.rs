//! A client against a town of a few dozen lines: the way in, a loss, a door, and every way to be refused.
#![expect(clippy::disallowed_methods, reason = "real sockets and frames take real time")]

mod content;
mod mock;
mod udp;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use client::Options;
use client::net::{Connection, ConnectionState, GuestTokens, NetCommand, ServerClock, Transport, TransportChoice};
use client::own::{Me, StepIntent};
use mock::{Mock, Reply, Udp, protocol};
use shared::content::looks::Looks;
use shared::world::movement::Heading;

/// A client that has just asked to join the mock.
fn join(mock: &Mock, transport: TransportChoice) -> App {
    join_at(&mock.address, transport)
}

fn join_at(address: &str, transport: TransportChoice) -> App {
    let mut app = App::new();
    app.add_plugins(MinimalPlugins);
    client::headless(&mut app, Options { shipped: Arc::default(), seed: 1, home: String::new() });
    app.finish();
    app.cleanup();
    let command = NetCommand::Join { server: address.into(), name: "Ana".into(), looks: Looks::default(), transport };
    app.world_mut().write_message(command);
    app
}

/// Runs the client until `done`, or fails after twelve seconds with its state.
#[track_caller]
fn run_until(app: &mut App, what: &str, done: impl Fn(&World) -> bool) {
    let start = Instant::now();
    while !done(app.world()) {
        let state = &app.world().resource::<Connection>().state;
        assert!(start.elapsed() < Duration::from_secs(12), "never saw: {what}; it is {state:?}");
        app.update();
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn state(world: &World) -> &ConnectionState {
    &world.resource::<Connection>().state
}

fn is_connected(world: &World) -> bool {
    *state(world) == ConnectionState::Connected
}

fn is_failed(world: &World) -> bool {
    matches!(state(world), ConnectionState::Failed(_))
}

#[test]
fn a_stranger_walks_in_and_takes_a_step() {
    let mock = Mock::open(Reply::default());
    let mut app = join(&mock, TransportChoice::WebSocket);
    run_until(&mut app, "the town", is_connected);
    let me = app.world().resource::<Me>();
    assert!(me.body.is_some() && me.scene.is_some());
    assert_eq!(app.world().resource::<Connection>().transport, Some(Transport::WebSocket));
    assert_eq!(app.world().resource::<GuestTokens>().0.values().next().map(String::as_str), Some("token-1"));
    assert_eq!(mock.calls(), ["GET /api/v1/town", "POST /api/v1/guests", "POST /api/v1/tickets"]);

    run_until(&mut app, "a measured clock", |world| world.resource::<ServerClock>().round_trip_ms().is_some());
    app.world_mut().write_message(StepIntent::Steer(Heading { x: 1, y: 0 }));
    app.update();
    let clock = app.world().resource::<ServerClock>().clone();
    assert!(app.world().resource::<Me>().drawn_pose(&clock).walking, "the step doesn't show at once");
    run_until(&mut app, "the request", |_| mock.steps() == 1);
}

#[test]
fn a_loss_is_followed_by_a_new_ticket_and_the_same_body() {
    let mock = Mock::open(Reply::default());
    let mut app = join(&mock, TransportChoice::Auto);
    run_until(&mut app, "the town", is_connected);
    mock.hang_up();
    run_until(&mut app, "the loss", |world| matches!(state(world), ConnectionState::Reconnecting { attempt: 1, .. }));
    assert!(app.world().resource::<Me>().scene.is_some(), "the scene stays on the screen");
    run_until(&mut app, "the town again", is_connected);
    assert_eq!(mock.calls().iter().filter(|call| *call == "POST /api/v1/tickets").count(), 2);
    assert_eq!(mock.calls().iter().filter(|call| *call == "POST /api/v1/guests").count(), 1);
    app.world_mut().write_message(NetCommand::Leave);
    run_until(&mut app, "the way out", |world| *state(world) == ConnectionState::Offline);
    app.update();
    assert!(app.world().resource::<Me>().body.is_none());
}

#[test]
fn a_door_leads_on_without_a_pause_or_a_new_ticket() {
    let mock = Mock::open(Reply::default());
    let mut app = join(&mock, TransportChoice::WebSocket);
    run_until(&mut app, "the town", is_connected);
    mock.send_on("ticket-beyond");
    run_until(&mut app, "the door", |world| *state(world) == ConnectionState::Joining("Through the door…"));
    assert!(app.world().resource::<Connection>().is_under_way());
    run_until(&mut app, "the other side", is_connected);
    assert_eq!(mock.tickets_shown().last().map(String::as_str), Some("ticket-beyond"));
    assert_eq!(mock.calls().iter().filter(|call| *call == "POST /api/v1/tickets").count(), 1);
}

#[test]
fn udp_that_leads_nowhere_falls_back_to_a_socket() {
    let mock = Mock::open(Reply { udp: Udp::Dead, ..Reply::default() });
    let mut app = join(&mock, TransportChoice::Auto);
    run_until(&mut app, "the town", is_connected);
    assert_eq!(app.world().resource::<Connection>().transport, Some(Transport::WebSocket));
    assert_eq!(mock.calls().iter().filter(|call| *call == "POST /api/v1/tickets").count(), 2);
}

#[test]
fn udp_leads_in_through_doors_and_back_after_a_loss() {
    let mock = Mock::open(Reply { udp: Udp::On, ..Reply::default() });
    let mut app = join(&mock, TransportChoice::Auto);
    let by_udp =
        |world: &World| is_connected(world) && world.resource::<Connection>().transport == Some(Transport::Udp);
    run_until(&mut app, "the town", by_udp);
    app.world_mut().write_message(StepIntent::Steer(Heading { x: 1, y: 0 }));
    run_until(&mut app, "the request", |_| mock.steps() == 1);
    mock.send_on("beyond");
    run_until(&mut app, "the door", |world| *state(world) == ConnectionState::Joining("Through the door…"));
    run_until(&mut app, "the other side", by_udp);
    mock.hang_up();
    run_until(&mut app, "the loss", |world| matches!(state(world), ConnectionState::Reconnecting { attempt: 1, .. }));
    run_until(&mut app, "the town again", by_udp);
    app.world_mut().write_message(NetCommand::Leave);
    run_until(&mut app, "the way out", |world| *state(world) == ConnectionState::Offline);
}

#[test]
fn refusals_end_in_words() {
    let check = |reply: Reply, words: &str| {
        let mock = Mock::open(reply);
        let mut app = join(&mock, TransportChoice::WebSocket);
        run_until(&mut app, words, is_failed);
        let ConnectionState::Failed(said) = state(app.world()) else { return };
        assert!(said.contains(words), "said {said:?} instead of {words:?}");
    };
    check(Reply { protocol: protocol() ^ 1, ..Reply::default() }, "please update Parlor");
    check(Reply { guests: Some((422, "Pick another name.")), ..Reply::default() }, "Pick another name.");
    check(Reply { refuse_tickets: true, ..Reply::default() }, "door doesn't open");
}

#[test]
fn nobody_there_is_said_at_once() {
    let mock = Mock::open(Reply::default());
    let address = mock.address.clone();
    drop(mock);
    let mut app = join_at(&address, TransportChoice::Auto);
    run_until(&mut app, "the failure", is_failed);
}
