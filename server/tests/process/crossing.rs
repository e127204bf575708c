//! Through a door into another shard, over real sockets: the same body, looks and voice on the other side.

use client::net::{Connection, ConnectionState, Transport, TransportChoice};
use shared::content::looks::Looks;
use shared::content::town::TownContent;
use shared::ids::Key;

use crate::link::{Network, Weather};
use crate::support::{Server, Visitor, assets, pass, together};

fn all_in(scene: &Key, some: &[&mut Visitor]) -> bool {
    some.iter().all(|one| one.me().scene.as_ref() == Some(scene) && *one.connection() == ConnectionState::Connected)
}

#[test]
fn a_door_into_another_shard_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let network = Network::new(Weather::RAIN, 11, 3);
    let mut settings = network.settings().to_vec();
    settings.push("shards=3".into());
    let server = Server::start(folder.path(), &settings.iter().map(String::as_str).collect::<Vec<_>>());
    let address = network.lead_to(&server);
    let content = TownContent::load(&assets().join("client")).expect("the content is fine");
    let (plaza, cafe) = (Key::parse("plaza").expect("a key"), Key::parse("cafe").expect("a key"));

    let looks = [Looks { hair: 3, top_colour: 5, ..Looks::default() }, Looks { hair: 4, ..Looks::default() }];
    let mut uma = Visitor::knock(&address, "Uma", looks[0], TransportChoice::Udp, None);
    let mut wes = Visitor::knock(&address, "Wes", looks[1], TransportChoice::WebSocket, None);
    let mut bo = Visitor::knock(&server.address, "Bo", Looks::default(), TransportChoice::WebSocket, None);
    let three = &mut [&mut uma, &mut wes, &mut bo];
    together(three, 20, "all are in", |three| all_in(&plaza, three));
    together(three, 5, "Bo sees both", |three| !three[2].find("Uma").is_empty() && !three[2].find("Wes").is_empty());
    let bodies = [three[0].me().body, three[1].me().body];

    for (from, to) in [(&plaza, &cafe), (&cafe, &plaza)] {
        let door = content.scenes[from].def.doors[to.as_str()].at;
        three[0].walk_to(door);
        three[1].walk_to(door);
        together(three, 20, "both are on the other side", |three| all_in(to, &three[..2]));
        // Longer than the way of a farewell: whatever the old shard still thinks of them shows by then.
        pass(three, 1500);
        assert_eq!([three[0].me().body, three[1].me().body], bodies, "the same bodies");
        for (one, transport) in three.iter().zip([Transport::Udp, Transport::WebSocket]) {
            assert_eq!(one.app.world().resource::<Connection>().transport, Some(transport));
        }
        for (name, body, looks) in [("Uma", bodies[0], looks[0]), ("Wes", bodies[1], looks[1])] {
            for (index, one) in three.iter_mut().enumerate() {
                let here = index < 2 || *to == plaza;
                let found: Vec<_> = one.find(name).into_iter().map(|(being, ..)| (being.id, being.looks)).collect();
                let expected: Vec<_> = body.filter(|_| here).map(|body| (body, looks)).into_iter().collect();
                assert_eq!(found, expected, "{name} as seen by number {index} after the way to {to}");
            }
        }
        let words = format!("I like the {to}.");
        for (speaker, listener) in [(0, 1), (1, 0)] {
            three[speaker].say(&words);
            let said = |three: &mut [&mut Visitor]| three[listener].lines_of(bodies[speaker]).contains(&words.as_str());
            together(three, 10, "words are heard over there", said);
        }
        assert_eq!(three[2].me().visitors, 3, "nobody is counted twice");
    }
}
