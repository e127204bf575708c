//! Remembering: characters know after a restart what they were told before.

use shared::protocol::requests::{Say, Talk};

use crate::stepper::{Making, Town, key};

#[test]
fn a_restart_keeps_places_memories_and_every_line() {
    let mut town = Town::new();
    let ana = town.join("Ana");
    town.seconds(1);
    let (name, (_, tile)) = {
        let everybody = town.everybody();
        let mut here = everybody.into_iter().filter(|(name, (scene, _))| name != "Ana" && *scene == key("plaza"));
        here.next().expect("somebody is in the plaza in the morning")
    };
    town.put("Ana", tile);
    town.seconds(1);
    let them = town.players[ana].body_of(&name);
    town.players[ana].send(Talk { to: them });
    town.seconds(6);
    town.players[ana].send(Say { text: "I like lighthouses.".into() });
    town.seconds(8);
    let said = town.players[ana].spoke.len();
    assert!(said >= 2, "a greeting and an answer");
    let folder = town.stop();

    let mut town = Town::made(Making { folder: Some(folder), ..Making::default() });
    let saved = town.block_on(town.store.load_town()).expect("a saved town");
    let lines = town.block_on(town.store.lines_of(shared::ids::ConversationId(saved.last_conversation)));
    assert!(saved.last_conversation > 0 && !lines.expect("lines").is_empty());
    let told = saved.memories.iter().any(|memory| memory.body.contains("lighthouse"));
    assert!(told, "nobody remembers the lighthouses: {} memories", saved.memories.len());
    assert!(town.everybody().contains_key(&name));
}
