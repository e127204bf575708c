//! Tables: the hall hears who sits at which, whatever takes them away from it.

use server::bridge::ToShard;
use server::rooms::hall::Remark;
use server::rooms::keeper::ToHall;
use shared::ids::Key;
use shared::protocol::components::Doing;
use shared::protocol::requests::WalkTo;
use shared::world::TilePos;

use crate::edits::Copy;
use crate::stepper::{Making, Town, key};

const PLAZA: &str = "client/scenes/plaza/plaza.scene.ron";
const BENCH: &str = r#"at: (28, 17), facing: Down, sit: true, called: "the bench by the notice board""#;

/// A bench of the plaza.
const SEAT: TilePos = TilePos(28, 17);

/// A town in which the bench belongs to a table.
fn town_with_a_table(hall_queue: usize) -> (Town, Copy) {
    let copy = Copy::new();
    copy.edit(PLAZA, BENCH, &format!(r#"{BENCH}, table: Some("window")"#));
    let town = Town::made(Making { assets: Some(copy.path()), hall_queue, ..Making::default() });
    (town, copy)
}

fn window() -> Option<Key> {
    Some(key("window"))
}

/// What the hall heard since it was asked last.
fn heard(town: &mut Town) -> Vec<Option<Key>> {
    let mut all = Vec::new();
    while let Ok(message) = town.to_hall.try_recv() {
        let ToHall::Seated { table, .. } = message else { panic!("{message:?}") };
        all.push(table);
    }
    all
}

#[test]
fn sitting_down_standing_up_and_being_cut_off_are_told() {
    let (mut town, copy) = town_with_a_table(64);
    let ana = town.join("Ana");
    town.put("Ana", SEAT);
    town.seconds(1);
    assert_eq!(heard(&mut town), [window()], "once");
    let (seq, at) = (town.players[ana].next_seq(), town.players[ana].tick());
    town.players[ana].send(WalkTo { seq, at, to: TilePos(28, 20) });
    town.seconds(4);
    assert_eq!(heard(&mut town), [None]);
    town.put("Ana", SEAT);
    town.seconds(1);
    assert_eq!(heard(&mut town), [window()]);
    // A lost connection leaves the chair, and coming back takes it again.
    town.players[ana].cut();
    town.seconds(1);
    assert_eq!(heard(&mut town), [None]);
    let ana = town.join("Ana");
    town.seconds(1);
    assert_eq!(heard(&mut town), [window()]);
    assert_eq!(town.players[ana].sees()["Ana"].2.doing, Doing::Sitting);
    // Designers move tables.
    copy.edit(PLAZA, r#"table: Some("window")"#, r#"table: Some("corner")"#);
    town.reload();
    assert_eq!(heard(&mut town), [Some(key("corner"))]);
    copy.edit(PLAZA, r#", table: Some("corner")"#, "");
    town.reload();
    assert_eq!(heard(&mut town), [None]);
}

#[test]
fn what_the_hall_has_no_room_for_is_told_later() {
    let (mut town, _copy) = town_with_a_table(1);
    let ana = town.join("Ana");
    town.put("Ana", SEAT);
    town.seconds(1);
    town.players[ana].cut();
    town.seconds(1);
    assert_eq!(heard(&mut town), [window()], "there was room for one");
    town.step(1);
    assert_eq!(heard(&mut town), [None], "and then for the next");
    town.step(5);
    assert_eq!(heard(&mut town), []);
}

#[test]
fn what_the_host_says_is_heard_where_the_stage_is() {
    let copy = Copy::new();
    let town_of = |copy: &Copy| Town::made(Making { assets: Some(copy.path()), ..Making::default() });
    for has_stage in [false, true] {
        if has_stage {
            copy.edit(PLAZA, "    spots: {", "    stage: Some((at: (20, 20), size: (4, 3))),\n    spots: {");
        }
        let mut town = town_of(&copy);
        let ana = town.join_at("Ana", TilePos(24, 30));
        let everybody = town.everybody();
        let on_the_plaza = |name: &str| everybody.get(name).is_some_and(|(scene, _)| *scene == key("plaza"));
        let characters = town.content.characters.iter();
        let mut found =
            characters.filter(|(_, def)| on_the_plaza(&def.name)).map(|(key, def)| (key.clone(), def.name.clone()));
        let (host, name) = found.next().expect("somebody is on the plaza");
        drop(found);
        town.put(&name, TilePos(24, 28));
        let (body, mut said) = (town.players[ana].body_of(&name), false);
        // Whoever talks with somebody says nothing else.
        for _ in 0..60 {
            town.tell(ToShard::Remark(Remark { host: host.clone(), words: "Ana leads.".to_owned() }));
            town.seconds(1);
            said |= town.players[ana].lines_of(body).contains(&"Ana leads.");
            if said {
                break;
            }
        }
        assert_eq!(said, has_stage, "{name}");
    }
}
