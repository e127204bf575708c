//! A lost connection: the client comes back by itself, over either transport, and finds its body waiting.

use client::net::{Connection, ConnectionState, Transport, TransportChoice};
use shared::content::looks::Looks;
use shared::protocol::components::Doing;

use crate::link::{Network, Weather};
use crate::support::{Server, Visitor, pass, together};

/// How a connection is lost.
#[derive(Clone, Copy, PartialEq)]
enum Loss {
    /// Nothing comes through, and nobody is told.
    Silence,
    /// The sockets are cut.
    Cut,
}

fn come_back(choice: TransportChoice, transport: Transport, losses: &[Loss]) {
    let folder = tempfile::tempdir().expect("a folder");
    let network = Network::new(Weather::RAIN, 3, 1);
    let server = Server::start(folder.path(), &network.settings().each_ref().map(String::as_str));
    let address = network.lead_to(&server);
    let mut ana = Visitor::knock(&address, "Ana", Looks::default(), choice, None);
    let mut bo = Visitor::knock(&server.address, "Bo", Looks::default(), TransportChoice::WebSocket, None);
    let both = &mut [&mut ana, &mut bo];
    together(both, 20, "both are in", |both| both.iter().all(|one| Visitor::is_inside(&one.app)));
    together(both, 5, "Bo sees Ana", |both| !both[1].find("Ana").is_empty());
    let body = both[0].me().body;
    for (round, loss) in losses.iter().enumerate() {
        match loss {
            Loss::Silence => network.fall_silent(),
            Loss::Cut => network.shut(),
        }
        let doing = |both: &mut [&mut Visitor]| both[1].find("Ana").first().map(|(_, _, mien)| mien.doing);
        together(both, 25, "Ana's client notices and Bo sees a body that waits", |both| {
            let trying = matches!(both[0].connection(), ConnectionState::Reconnecting { .. });
            trying && doing(both) == Some(Doing::Away)
        });
        // Shut while the client tries, so that it has to try more than once.
        network.shut();
        together(both, 10, "it tries again and again, waiting longer", |both| {
            matches!(both[0].connection(), ConnectionState::Reconnecting { attempt: 2.., retry_in_ms: 600.. })
        });
        network.open();
        together(both, 20, "Ana is back", |both| Visitor::is_inside(&both[0].app));
        assert_eq!(both[0].me().body, body, "the same body");
        assert_eq!(both[0].app.world().resource::<Connection>().transport, Some(transport));
        together(both, 5, "Bo sees her awake", |both| doing(both) == Some(Doing::Idle));
        assert_eq!(both[1].find("Ana").len(), 1, "one body");
        let words = format!("Back for the {round}. time.");
        both[0].say(&words);
        together(both, 10, "Bo hears her", |both| both[1].lines_of(body).contains(&words.as_str()));
        pass(both, 200);
        assert_eq!(both[1].lines_of(body).iter().filter(|line| **line == words).count(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_server_that_stops_says_so_and_is_found_again() {
    use std::process::Command;

    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &[]);
    let mut uma = Visitor::join(&server, "Uma", TransportChoice::Udp, None);
    let mut wes = Visitor::join(&server, "Wes", TransportChoice::WebSocket, None);
    let both = &mut [&mut uma, &mut wes];
    pass(both, 300);
    let (pid, port) = (server.process.id().to_string(), server.port());
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
    // Without a farewell netcode would find out only after ten seconds.
    together(both, 8, "both know", |both| {
        both.iter().all(|one| matches!(one.connection(), ConnectionState::Reconnecting { .. }))
    });
    assert!(server.process.wait().expect("a status").success(), "{}", server.errors());
    let _again = Server::start_at(port, folder.path(), &[]);
    together(both, 20, "both are in again", |both| both.iter().all(|one| Visitor::is_inside(&one.app)));
    together(both, 5, "they see each other", |both| both[0].find("Wes").len() == 1 && both[1].find("Uma").len() == 1);
}

#[test]
fn a_udp_client_comes_back_to_its_body() {
    come_back(TransportChoice::Udp, Transport::Udp, &[Loss::Silence]);
}

#[test]
fn a_web_socket_client_comes_back_to_its_body() {
    come_back(TransportChoice::WebSocket, Transport::WebSocket, &[Loss::Cut, Loss::Silence]);
}
