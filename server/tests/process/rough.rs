//! Both transports where a fifth is lost and every way takes 200 ms: in, about, in talk, and heard once.

use client::net::{Connection, Transport, TransportChoice};
use client::own::StepIntent;
use shared::content::looks::Looks;
use shared::content::town::{Scene, TownContent};
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::protocol::requests::Talk;
use shared::world::movement::{Heading, Trajectory};
use shared::world::path::find_path;
use shared::world::{Point, Tick, TilePos, UNITS};

use crate::link::{Network, Weather};
use crate::support::{Server, Visitor, assets, frame, pass, together};

/// Long after everything: where a body that stands still is.
const SETTLED: Tick = Tick(u32::MAX);

#[test]
fn a_fifth_lost_and_200_ms_late_changes_nothing_but_the_pace() {
    let folder = tempfile::tempdir().expect("a folder");
    let network = Network::new(Weather::STORM, 20, 1);
    let server = Server::start(folder.path(), &network.settings().each_ref().map(String::as_str));
    let address = network.lead_to(&server);
    let content = TownContent::load(&assets().join("client")).expect("the content is fine");
    let plaza = content.scenes.iter().find(|(key, _)| key.as_str() == "plaza").expect("the plaza").1;

    let knock = |name, transport| Visitor::knock(&address, name, Looks::default(), transport, None);
    let (mut uma, mut wes) = (knock("Uma", TransportChoice::Udp), knock("Wes", TransportChoice::WebSocket));
    let both = &mut [&mut uma, &mut wes];
    together(both, 30, "both are in", |both| both.iter().all(|one| Visitor::is_inside(&one.app)));
    for (one, transport) in both.iter().zip([Transport::Udp, Transport::WebSocket]) {
        assert_eq!(one.app.world().resource::<Connection>().transport, Some(transport));
    }
    together(both, 10, "they see each other", |both| sees(both, 0, "Wes") && sees(both, 1, "Uma"));

    say(both, &["one", "two", "three"]);
    pass(both, 2500);
    say(both, &["four"]);

    for step in [6, 4] {
        let tiles: Vec<TilePos> = both.iter().map(|one| somewhere(plaza, here(one), step)).collect();
        for (one, tile) in both.iter_mut().zip(&tiles) {
            one.walk_to(*tile);
        }
        together(both, 12, "both got there", |both| both.iter().zip(&tiles).all(|(one, tile)| here(one) == *tile));
    }
    steer(both, Heading { x: 0, y: 1 }, 600);
    steer(both, Heading { x: 1, y: -1 }, 400);
    steer(both, Heading::default(), 0);
    together(both, 8, "server and clients agree on where they stand", |both| {
        agrees(both, 0, "Uma") && agrees(both, 1, "Wes")
    });

    say(both, &["five", "six"]);
    let lines = ["one", "two", "three", "four", "five", "six"];
    for (speaker, listener) in [(0, 1), (1, 0)] {
        let who = both[speaker].me().body;
        together(both, 12, "the last line is heard", |both| both.iter().all(|one| one.lines_of(who).contains(&"six")));
        pass(both, 500);
        assert_eq!(both[listener].lines_of(who), lines, "each once and in order");
        assert_eq!(both[speaker].lines_of(who), lines, "and oneself");
    }

    let them: Vec<(BodyId, String)> = find_company(both, plaza).into_iter().flatten().collect();
    assert_eq!(them.len(), 2, "nobody talks");
    for (index, (body, name)) in them.into_iter().enumerate() {
        let question = format!("What's your name, {name}?");
        both[index].say(&question);
        together(both, 12, "the question is answered", |both| is_answered(both[index], &question, body));
    }
}

fn sees(both: &mut [&mut Visitor], index: usize, name: &str) -> bool {
    !both[index].find(name).is_empty()
}

fn say(both: &mut [&mut Visitor], lines: &[&str]) {
    for line in lines {
        both.iter_mut().for_each(|one| one.say(line));
        frame(both);
    }
}

fn steer(both: &mut [&mut Visitor], heading: Heading, ms: u64) {
    for one in both.iter_mut() {
        one.app.world_mut().write_message(StepIntent::Steer(heading));
    }
    pass(both, ms);
    frame(both);
}

/// The tile one believes to stand on.
fn here(one: &Visitor) -> TilePos {
    one.me().pose(one.tick()).at.tile()
}

/// Whether one's own prediction, what the server tells oneself and what it tells the other is the same motion.
fn agrees(both: &mut [&mut Visitor], index: usize, name: &str) -> bool {
    let predicted = both[index].me().pose(SETTLED).at;
    let walls = both[index].me().walls().clone();
    both.iter_mut().all(|one| {
        let found = one.find(name);
        found.len() == 1 && found[0].1.is_over(one.tick()) && found[0].1.pose(SETTLED, &walls).at == predicted
    })
}

/// A free tile some steps off, neither a seat nor a door; as near to where people arrive as can be, so that two who
/// walk stay in earshot.
fn somewhere(plaza: &Scene, from: TilePos, steps: u32) -> TilePos {
    let (width, height) = plaza.walls.size();
    let is_door = |at: &TilePos| plaza.def.doors.values().any(|door| door.at == *at);
    (0..height)
        .flat_map(|y| (0..width).map(move |x| TilePos(x, y)))
        .filter(|at| at.steps_to(from) == steps && plaza.walls.is_free(*at) && !plaza.seats.contains_key(at))
        .filter(|at| find_path(&plaza.walls, from, *at).is_some_and(|way| way.len() < 4 && !way.iter().any(is_door)))
        .min_by_key(|at| at.steps_to(plaza.def.arrivals[0]))
        .expect("a place to go to")
}

/// Both walk up to whoever is nearest and press Talk until they are in a talk with them.
fn find_company(both: &mut [&mut Visitor], plaza: &Scene) -> Vec<Option<(BodyId, String)>> {
    let mut company = vec![None; both.len()];
    for _ in 0..24 {
        for (one, found) in both.iter_mut().zip(&mut company).filter(|(_, found)| found.is_none()) {
            let (body, name, at) = nearest_character(one);
            if one.me().members.contains(&body) {
                *found = Some((body, name));
            } else if at.distance(one.me().pose(one.tick()).at) < 2 * UNITS {
                one.app.world_mut().write_message(Talk { to: body });
            } else {
                let beside = [(1, 0), (0, 1)].map(|(x, y)| TilePos(at.tile().0 + x, at.tile().1 + y));
                let tile = beside.into_iter().find_map(|tile| plaza.walls.nearest_free(tile));
                one.walk_to(tile.expect("a free tile"));
            }
        }
        if company.iter().all(Option::is_some) {
            break;
        }
        pass(both, 700);
    }
    company
}

/// Whether somebody said something to one after one's question was heard.
fn is_answered(one: &Visitor, question: &str, them: BodyId) -> bool {
    let after = one.heard.iter().skip_while(|spoke| spoke.text != question);
    after.skip(1).any(|spoke| spoke.who == them && spoke.to == one.me().body)
}

fn nearest_character(one: &mut Visitor) -> (BodyId, String, Point) {
    let (tick, walls, me) = (one.tick(), one.me().walls().clone(), one.me().pose(one.tick()).at);
    let world = one.app.world_mut();
    let mut query = world.query::<(&Being, &Trajectory)>();
    let characters = query.iter(world).filter(|(being, _)| being.character.is_some());
    let places = characters.map(|(being, trajectory)| (being.id, being.name.clone(), trajectory.pose(tick, &walls).at));
    places.min_by_key(|(.., at)| at.distance(me)).expect("somebody is about")
}
