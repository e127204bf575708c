//! Tiled and LDtk maps become scenes.

use shared::content::scene::SceneDef;
use shared::world::{Facing, TilePos};
use tools::import::{Made, Options};

use super::{made, made_from, named};

fn scene(made: &Made, name: &str) -> SceneDef {
    let text = made.text(&format!("{name}.scene.ron")).expect("a scene");
    shared::content::parse(std::path::Path::new(name), text).expect("it parses")
}

fn told(made: &Made, lines: &[&str]) {
    let report = made.report.to_string();
    for line in lines {
        assert!(report.contains(line), "{line}\nis not in\n{report}");
    }
}

/// What both ways to write the same Tiled map must give.
fn meadow(made: &Made) {
    let scene = scene(made, "meadow");
    assert_eq!((scene.name.as_str(), scene.size, scene.outdoors), ("Old Meadow", (12, 10), true));
    assert_eq!(scene.ground[0], "............");
    assert_eq!(scene.ground[1], "######.#####");
    assert_eq!(scene.ground[3], "..ooooooo...");
    assert_eq!(scene.ground[7], "........~~~.");
    assert_eq!(scene.ground[9], "=o..........");
    let props: Vec<(&str, TilePos)> = scene.props.iter().map(|placed| (placed.prop.as_str(), placed.at)).collect();
    assert_eq!(props, [("lamp", TilePos(2, 6)), ("bench", TilePos(4, 7))]);
    assert_eq!(scene.arrivals, [TilePos(4, 4), TilePos(5, 4)]);
    let cafe = &scene.doors["cafe"];
    assert_eq!((cafe.at, cafe.step_out, cafe.facing), (TilePos(6, 0), TilePos(6, 1), Facing::Down));
    assert_eq!(scene.doors.len(), 1);
    let bench = &scene.spots["old_bench"];
    assert_eq!((bench.at, bench.facing, bench.sit), (TilePos(4, 8), Facing::Down, true));
    assert_eq!(bench.called, "the old bench");
    told(
        made,
        &[
            "layer \"Terrain\": 3 tiles of tile 2 of tileset \"terrain\", called \"watr\"; did you mean \"water\"?",
            "layer \"Terrain\": 1 tile is turned or mirrored",
            "11 blocked tiles became wall_inside",
            "the map's property \"music\": \"meadow.ogg\"",
            "layer \"Sky\" is a picture",
            "object 6: there is no class \"lmap\"; did you mean \"lamp\"?",
            "object 7 \"view\": its facing \"sideways\", expected up, down, left or right",
            "object 8 is an open line",
            "door \"mill\" leads to the scene \"mill\", which isn't there; when it is, add to the doors of meadow: \"mill\": (at: (11, 5), to_scene: \"mill\", to_door: \"meadow\", step_out: (10, 5), facing: Left)",
            "3 tiles without a ground became grass",
        ],
    );
}

#[test]
fn tiled_xml() {
    meadow(&made_from("meadow.tmx", &Options::default()));
}

#[test]
fn tiled_json() {
    meadow(&made_from("meadow.tmj", &Options::default()));
}

#[test]
fn infinite_maps_begin_where_something_is() {
    let rows = "1,".repeat(16 * 16);
    let map = format!(
        r#"<map orientation="orthogonal" width="1" height="1" tilewidth="16" tileheight="16" infinite="1">
        <tileset firstgid="1" name="grass"><tile id="0"/></tileset>
        <layer name="a" width="1" height="1"><data encoding="csv"><chunk x="-16" y="32" width="16" height="16">{rows}</chunk></data></layer>
        <objectgroup name="Spawns"><object id="1" x="-250" y="530"><point/></object></objectgroup></map>"#
    );
    let scene = scene(&made("far.tmx", map.as_bytes(), &Options::default()).expect("taken in"), "far");
    assert_eq!((scene.size, scene.arrivals.as_slice()), ((16, 16), [TilePos(0, 1)].as_slice()));
}

#[test]
fn ldtk_levels_come_together_with_the_doors_between_them() {
    let made = made_from("mill.ldtk", &Options::default());
    let (hall, yard) = (scene(&made, "mill_hall"), scene(&made, "mill_yard"));
    assert_eq!((hall.name.as_str(), hall.outdoors, hall.size), ("Mill hall", false, (10, 9)));
    assert_eq!((hall.ground[0].as_str(), hall.ground[1].as_str()), ("##########", "=========="));
    let door = &hall.doors["door"];
    assert_eq!((door.at, door.to_scene.as_str(), door.to_door.as_str()), (TilePos(5, 8), "mill_yard", "door"));
    assert_eq!((door.facing, yard.doors["door"].to_scene.as_str()), (Facing::Up, "mill_hall"));
    // The piano stands where people would have appeared.
    assert_eq!(hall.arrivals, [TilePos(4, 3)]);
    let props: Vec<&str> = hall.props.iter().map(|placed| placed.prop.as_str()).collect();
    assert_eq!(props, ["rug_round", "piano"]);
    let chair = &hall.spots["miller_s_chair"];
    assert_eq!((chair.at, chair.facing, chair.sit), (TilePos(7, 6), Facing::Left, true));
    told(
        &made,
        &[
            "the arrival at (4, 4) was on a solid tile: it is now at (4, 3)",
            "layer \"Cells\": 1 tile of value 4, called \"lava\"",
            "layer \"Floor_Tiles\": 1 tile of tile 6 of tileset \"Inside\": tag it",
            "entity \"Goblin\" at (2, 4): there is no class \"Goblin\"",
        ],
    );
}

#[test]
fn one_level_of_several() {
    let one = Options { level: Some("Mill_Yard".into()), ..named("yard") };
    let made = made_from("mill.ldtk", &one);
    assert_eq!(made.files.len(), 1);
    assert!(scene(&made, "yard").doors.is_empty());
    told(&made, &["its \"exit\" leads to a level that isn't imported with it"]);
}

#[test]
fn files_are_written_like_those_of_the_house() {
    let made = made_from("meadow.tmx", &Options::default());
    let text = made.text(".scene.ron").expect("a scene");
    let expected = r#"    legend: {'#': "wall_inside", '.': "grass", '=': "planks", 'o': "cobble", '~': "water"},
    ground: [
        "............",
"#;
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("    arrivals: [(4, 4), (5, 4)],\n    doors: {\n        \"cafe\": (at: (6, 0), "), "{text}");
}
