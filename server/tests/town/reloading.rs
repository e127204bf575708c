//! Reloading: edits take effect in the running town, nobody is lost by them, and broken ones change nothing.

use minds::Person;
use server::auth::tickets::Admission;
use server::settings::Designers;
use shared::clock::TownTime;
use shared::protocol::components::{Doing, Mood};
use shared::protocol::facts::EditTold;
use shared::protocol::requests::{Leave, Say, Steer, Talk, WalkTo};
use shared::world::movement::{FEET, Heading};
use shared::world::{Facing, Tick, TilePos};

use crate::edits::Copy;
use crate::stepper::{Making, Town, key};

const PLAZA: &str = "client/scenes/plaza/plaza.scene.ron";
const CAFE: &str = "client/scenes/cafe/cafe.scene.ron";
const MIRA: &str = "server/characters/mira/mira.persona.ron";

/// A tile of open grass.
const GRASS: TilePos = TilePos(24, 30);

const CELLAR: &str = r#"(
    name: "Cellar",
    welcome: "It is cool down here.",
    size: (8, 8),
    outdoors: false,
    legend: {'w': "wall_inside", '.': "planks"},
    ground: ["wwwwwwww", "w......w", "w......w", "w......w", "w......w", "w......w", "w......w", "wwwwwwww"],
    props: [],
    arrivals: [(3, 3)],
    doors: {"cafe": (at: (6, 6), to_scene: "cafe", to_door: "cellar", step_out: (5, 5), facing: Up)},
    spots: {"barrels": (at: (2, 2), facing: Down, called: "the barrels")},
)
"#;

/// The café's second door.
const CELLAR_DOOR: &str = r#"doors: {
        "cellar": (at: (20, 15), to_scene: "cellar", to_door: "cafe", step_out: (17, 14), facing: Up),"#;

fn town_of(copy: &Copy, making: Making) -> Town {
    Town::made(Making { assets: Some(copy.path()), ..making })
}

fn put_prop(copy: &Copy, scene: &str, prop: &str, TilePos(x, y): TilePos) {
    copy.edit(scene, "props: [", &format!("props: [\n        (prop: {prop:?}, at: ({x}, {y})),"));
}

fn build_cellar(copy: &Copy) {
    copy.edit(CAFE, "doors: {", CELLAR_DOOR);
    copy.write("client/scenes/cellar/cellar.scene.ron", CELLAR);
}

fn tear_cellar_down(copy: &Copy) {
    copy.edit(CAFE, CELLAR_DOOR, "doors: {");
    copy.remove("client/scenes/cellar");
}

/// Whoever this is stands where one can stand.
#[track_caller]
fn assert_stands(town: &mut Town, name: &str) {
    let (scene, tile) = town.everybody()[name].clone();
    let content = town.loaded();
    let here = &content.town.scenes[&scene];
    assert!(here.walls.box_is_free(tile.centre(), FEET), "{name} stands in a wall at {tile:?}");
}

#[test]
fn a_wall_under_a_player_moves_them_aside_and_their_client_knows() {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making::default());
    let ana = town.join_at("Ana", GRASS);
    let bo = town.join_at("Bo", TilePos(24, 26));
    town.seconds(1);
    let first = town.players[ana].revisions.clone();
    assert_eq!(first.len(), 1, "told on arrival");
    assert_eq!(town.everybody()["Ana"].1, GRASS);

    put_prop(&copy, PLAZA, "crate", GRASS);
    town.reload();
    let (scene, tile) = town.everybody()["Ana"].clone();
    assert!(scene == key("plaza") && tile.steps_to(GRASS) == 1, "{tile:?}");
    assert_stands(&mut town, "Ana");
    town.step(3);
    let seen = town.players[bo].sees()["Ana"].1.clone();
    assert_eq!(seen.from.tile(), tile, "everybody sees it");
    let told = town.players[ana].revisions.clone();
    assert!(told.len() == 2 && told[1] != told[0], "{told:?}");
    assert_eq!(told[1], town.loaded().revision);
    assert!(!town.players[ana].is_closed());
}

#[test]
fn a_wall_in_somebodys_way_is_walked_around_and_run_into() {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making::default());
    let (ana, bo) = (town.join_at("Ana", TilePos(20, 24)), town.join_at("Bo", TilePos(24, 25)));
    town.seconds(1);
    let seq = town.players[ana].next_seq();
    let at = town.players[ana].tick();
    town.players[ana].send(WalkTo { seq, at, to: TilePos(34, 24) });
    let seq = town.players[bo].next_seq();
    let at = town.players[bo].tick();
    town.players[bo].send(Steer { seq, at, heading: Heading { x: 0, y: 1 } });
    town.step(15);
    let before = town.everybody();
    // Two before her, one behind him, which would have stopped him had it been there, and one before him.
    for wall in [TilePos(30, 24), TilePos(30, 25), TilePos(24, 27), GRASS] {
        put_prop(&copy, PLAZA, "crate", wall);
    }
    town.reload();
    for name in ["Ana", "Bo"] {
        let steps = town.everybody()[name].1.steps_to(before[name].1);
        assert!(steps <= 1, "{name} jumped {steps} tiles");
    }
    for _ in 0..120 {
        town.step(1);
        assert_stands(&mut town, "Bo");
    }
    assert_eq!(town.everybody()["Ana"].1, TilePos(34, 24), "she found another way");
    assert_eq!(town.everybody()["Bo"].1, TilePos(24, 29), "he stands before the wall");
}

#[test]
fn schedule_voice_looks_and_name_change_and_what_was_lived_through_stays() {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making::default());
    let ana = town.join("Ana");
    town.seconds(1);
    let (_, tile) = town.everybody()["Mira"].clone();
    // In the café, beside her.
    let place = Some((TilePos(tile.0, tile.1 + 3).centre(), Facing::Up));
    let bo = Admission { scene: key("cafe"), place, ..town.admission("Bo") };
    let bo = town.join_with(bo);
    town.put("Bo", tile);
    town.seconds(1);
    let mira = town.players[bo].body_of("Mira");
    town.players[bo].send(Talk { to: mira });
    town.seconds(5);
    town.players[bo].send(Say { text: "I like lighthouses.".into() });
    town.seconds(6);
    let lines = town.players[bo].lines_of(mira).len();
    assert!(lines >= 2, "a greeting and an answer");

    copy.edit(
        MIRA,
        r#"scene: "cafe", spot: "machine", doing: "arguing"#,
        r#"scene: "plaza", spot: "well", doing: "arguing"#,
    );
    copy.edit(MIRA, r#""crumbs", "#, r#""custard", "#);
    copy.edit(
        MIRA,
        r#"object: "older than I am", say: "That kettle's older than me"#,
        r#"object: "brand new", say: "That kettle's brand new"#,
    );
    copy.edit("client/characters/mira/mira.character.ron", "hair: 2", "hair: 5");
    copy.edit("client/characters/mira/mira.character.ron", r#"name: "Mira""#, r#"name: "Mirabel""#);
    town.reload();
    assert_eq!(town.players[bo].talk.members.len(), 2, "the conversation goes on");
    town.players[bo].send(Leave);
    town.step(4);
    assert_eq!(town.players[bo].being("Mirabel").map(|being| (being.id, being.looks.hair)), Some((mira, 5)));
    let person = Person::Player(town.admission("Bo").player);
    town.mind_of("Mirabel", |mind| {
        assert_eq!(mind.persona().pet_words[0], "custard");
        assert_eq!(mind.doing(TownTime(10 * 60)).map(|entry| entry.spot.as_str()), Some("well"));
        assert!(mind.relation(&person).is_some_and(|relation| relation.met == 1), "she has met Bo");
        let facts: Vec<&str> = mind.memory().iter().filter_map(|m| m.fact()).map(|f| f.object.as_str()).collect();
        assert!(facts.contains(&"brand new") && !facts.contains(&"older than I am"), "{facts:?}");
        assert!(facts.contains(&"lighthouses"), "{facts:?}");
    });
    town.until(60, "she follows the new schedule", |town| town.players[ana].saw("Mirabel"));
}

#[test]
fn a_broken_edit_changes_nothing_and_says_where_and_what() {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making { designers: Designers::Everyone, ..Making::default() });
    let ana = town.join("Ana");
    town.seconds(1);
    let (before, revisions) = (town.loaded(), town.players[ana].revisions.clone());
    let good = copy.read(PLAZA);
    put_prop(&copy, PLAZA, "cratte", GRASS);
    copy.edit("client/characters/juno/juno.character.ron", "hair: 7", "hair: 3");
    town.reload_anyway();
    town.reload_anyway();
    let EditTold::Refused { problems, more: 0 } = &town.players[ana].edits[..][0] else {
        panic!("{:?}", town.players[ana].edits)
    };
    let expected =
        "client/scenes/plaza/plaza.scene.ron:50:16: there is no prop \"cratte\" in props.ron; did you mean \"crate\"?";
    assert_eq!(problems, &[expected]);
    assert_eq!(town.players[ana].edits.len(), 1, "once is enough");
    assert_eq!(town.loaded().fingerprint, before.fingerprint, "not even what is fine of it");
    assert_eq!(town.players[ana].revisions, revisions);
    let bo = town.join("Bo");
    town.step(2);
    assert_eq!(town.players[bo].edits, town.players[ana].edits, "whoever comes hears of it");

    copy.write(PLAZA, &good);
    town.reload();
    assert_eq!(town.players[ana].edits.last(), Some(&EditTold::Mended));
    assert_eq!(town.players[ana].revisions.len(), 2, "the rest of the edit is taken up");
    town.reload();
    assert_eq!((town.players[ana].edits.len(), town.players[ana].revisions.len()), (2, 2), "nothing new");
}

#[test]
fn who_is_no_designer_hears_nothing_of_edits() {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making::default());
    let ana = town.join("Ana");
    copy.write(PLAZA, "(");
    town.reload_anyway();
    assert!(town.players[ana].edits.is_empty());
}

/// A scene opens, people go there, it closes, and they come out where newcomers arrive.
fn open_and_close(shards: u8) {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making { shards, ..Making::default() });
    let place = Some((TilePos(16, 14).centre(), Facing::Down));
    let ana = Admission { scene: key("cafe"), place, ..town.admission("Ana") };
    let ana = town.join_with(ana);
    town.seconds(1);
    build_cellar(&copy);
    copy.edit(MIRA, r#"scene: "cafe", spot: "machine""#, r#"scene: "cellar", spot: "barrels""#);
    town.reload();
    let seq = town.players[ana].next_seq();
    town.players[ana].send(WalkTo { seq, at: Tick(0), to: TilePos(20, 15) });
    town.until(10, "Ana is in the cellar", |town| town.players[ana].scene == Some(key("cellar")));
    for _ in 0..60 {
        town.seconds(1);
        if town.everybody()["Mira"].0 == key("cellar") {
            break;
        }
    }
    assert_eq!(town.everybody()["Mira"].0, key("cellar"), "her schedule leads there");
    let mira = town.players[ana].body_of("Mira");
    let tile = town.everybody()["Mira"].1;
    town.put("Ana", TilePos(tile.0 + 1, tile.1));
    town.step(2);
    town.players[ana].send(Talk { to: mira });
    town.seconds(2);
    assert_eq!(town.players[ana].talk.members.len(), 2, "they talk");

    copy.edit(MIRA, r#"scene: "cellar", spot: "barrels""#, r#"scene: "cafe", spot: "machine""#);
    tear_cellar_down(&copy);
    town.reload();
    town.until(5, "Ana is in the plaza", |town| town.players[ana].scene == Some(key("plaza")));
    town.seconds(2);
    assert!(town.players[ana].talk.members.is_empty() || town.players[ana].sees().contains_key("Mira"));
    assert!(!town.players[ana].is_closed());
    let everybody = town.everybody();
    assert!(everybody.values().all(|(scene, _)| *scene != key("cellar")), "{everybody:?}");
    assert!(everybody.contains_key("Mira"));
    assert_stands(&mut town, "Ana");

    // It opens again, and one comes in as before.
    build_cellar(&copy);
    town.reload();
    let again = Admission { scene: key("cellar"), place: None, ..town.admission("Cleo") };
    let cleo = town.join_with(again);
    assert_eq!(town.players[cleo].scene, Some(key("cellar")));
}

#[test]
fn a_scene_opens_and_closes_in_one_shard() {
    open_and_close(1);
}

#[test]
fn a_scene_opens_and_closes_across_shards() {
    open_and_close(3);
}

fn leave_and_come_back(shards: u8) {
    let copy = Copy::new();
    let mut town = town_of(&copy, Making { shards, ..Making::default() });
    // Juno's files under another name: somebody new.
    let face = copy.read("client/characters/juno/juno.character.ron").replace("\"Juno\"", "\"Bram\"");
    let persona = copy.read("server/characters/juno/juno.persona.ron");
    copy.write("client/characters/bram/bram.character.ron", &face);
    copy.write("server/characters/bram/bram.persona.ron", &persona);
    town.reload();
    let ana = town.join("Ana");
    town.until(2, "Bram arrives", |town| town.players[ana].saw("Bram"));
    town.step(2);
    let tile = town.everybody()["Bram"].1;
    town.put("Ana", tile);
    town.step(2);
    let bram = town.players[ana].body_of("Bram");
    town.players[ana].send(Talk { to: bram });
    town.seconds(5);
    town.players[ana].send(Say { text: "I like lighthouses.".into() });
    town.seconds(3);
    assert_eq!(town.players[ana].talk.members.len(), 2, "they talk");

    copy.remove("client/characters/bram");
    copy.remove("server/characters/bram");
    town.reload();
    town.seconds(1);
    assert!(town.players[ana].talk.members.is_empty(), "nobody talks with somebody who is gone");
    assert!(!town.everybody().contains_key("Bram") && !town.players[ana].sees().contains_key("Bram"));
    let mine = town.players[ana].sees()["Ana"].2;
    assert_eq!((mine.doing, mine.mood), (Doing::Idle, Mood::Calm));

    copy.write("client/characters/bram/bram.character.ron", &face);
    copy.write("server/characters/bram/bram.persona.ron", &persona);
    town.reload();
    town.seconds(1);
    let person = Person::Player(town.admission("Ana").player);
    town.mind_of("Bram", |mind| {
        assert_eq!(mind.relation(&person).map(|relation| relation.met), Some(1), "he knows her");
        let facts: Vec<&str> = mind.memory().iter().filter_map(|m| m.fact()).map(|f| f.object.as_str()).collect();
        assert!(facts.contains(&"lighthouses"), "{facts:?}");
    });
    assert_eq!(town.everybody()["Bram"].0, key("plaza"));
}

#[test]
fn a_character_arrives_leaves_and_comes_back_in_one_shard() {
    leave_and_come_back(1);
}

#[test]
fn a_character_arrives_leaves_and_comes_back_across_shards() {
    leave_and_come_back(3);
}

#[test]
fn a_town_that_took_up_edits_runs_the_same_every_time() {
    let run = || {
        let copy = Copy::new();
        let mut town = town_of(&copy, Making::default());
        town.seconds(5);
        put_prop(&copy, PLAZA, "crate", GRASS);
        build_cellar(&copy);
        copy.edit(MIRA, r#"scene: "cafe", spot: "machine""#, r#"scene: "cellar", spot: "barrels""#);
        town.reload();
        town.seconds(60);
        town.state_hash()
    };
    assert_eq!(run(), run());
}
