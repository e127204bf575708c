//! The wire protocol's hash is committed, so that changing what crosses the wire is always deliberate.
//!
//! When the first test fails because the protocol was meant to change, put the number it prints here; clients
//! of the old protocol are then asked to update. When the second one fails, raise `FORMAT` in
//! `shared/src/protocol/mod.rs` if fields changed, and put the number it prints here.
#![cfg(all(feature = "server", feature = "client"))]

/// The hash of the protocol that is out.
const COMMITTED: u64 = 0x3168_1b4d_aacb_5fef;

/// The hash of the words that say what is in it.
const FIELDS: &str = "895c698fd5d42ab5b47a76e54f878818";

/// Where the types that cross the wire are, and what both sides compute alike from them.
const WIRE: [&str; 26] = [
    include_str!("../src/protocol/components.rs"),
    include_str!("../src/protocol/facts.rs"),
    include_str!("../src/protocol/requests.rs"),
    include_str!("../src/protocol/rooms.rs"),
    include_str!("../src/rooms/mod.rs"),
    include_str!("../src/rooms/ask.rs"),
    include_str!("../src/rooms/buzzer.rs"),
    include_str!("../src/rooms/code.rs"),
    include_str!("../src/rooms/commitment.rs"),
    include_str!("../src/rooms/board/mod.rs"),
    include_str!("../src/rooms/board/view.rs"),
    include_str!("../src/rooms/fifth/mod.rs"),
    include_str!("../src/rooms/fifth/view.rs"),
    include_str!("../src/rooms/room/game.rs"),
    include_str!("../src/rooms/room/mod.rs"),
    include_str!("../src/rooms/room/view.rs"),
    include_str!("../src/rooms/trivia/mod.rs"),
    include_str!("../src/rooms/trivia/rules.rs"),
    include_str!("../src/rooms/trivia/view.rs"),
    include_str!("../src/text.rs"),
    include_str!("../src/ids.rs"),
    include_str!("../src/mood.rs"),
    include_str!("../src/content/looks.rs"),
    include_str!("../src/world/movement.rs"),
    include_str!("../src/world/path.rs"),
    include_str!("../src/world/walls.rs"),
];

#[test]
fn the_protocol_is_the_committed_one() {
    let hash = shared::protocol::hash_of_this_build();
    assert_eq!(hash, COMMITTED, "the wire protocol changed: COMMITTED would be {hash:#x}");
}

#[test]
fn fields_change_with_the_format() {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = WIRE.iter().filter_map(|file| file.split("#[cfg(test)]").next());
    let words = code.flat_map(str::lines).filter(is_code).flat_map(str::split_whitespace);
    let hash = shared::content::shipped::hash_of(words.collect::<Vec<_>>().join(" ").as_bytes());
    assert_eq!(hash, FIELDS, "what crosses the wire changed: raise FORMAT, and FIELDS would be {hash:?}");
}
