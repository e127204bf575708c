//! Character cards become characters, and come out again with every key.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minds::persona::{PersonaDef, Pronouns};
use serde_json::{Value, json};
use shared::content::character::CharacterDef;
use tools::art::canvas::Canvas;
use tools::import::card::{Card, export, png};
use tools::import::{self, Options};

use super::{assets, fixture, made, made_from};

/// A portrait of a few pixels.
pub fn picture() -> Vec<u8> {
    let mut canvas = Canvas::new(3, 2);
    canvas.rect(0, 0, 3, 2, [200, 100, 50, 255]);
    canvas.png().expect("a picture")
}

/// The fixture in a picture.
pub fn in_picture(keyword: &str, json: &str) -> Vec<u8> {
    png::with_texts(&picture(), &[(keyword, STANDARD.encode(json))]).expect("a card")
}

pub fn ada() -> String {
    std::fs::read_to_string(fixture("ada.json")).expect("a fixture")
}

/// The assets of the house in a folder of its own, as far as characters need them.
fn town() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder").flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).expect("a copy");
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["client/characters", "client/scenes", "client/art", "server"] {
        copy(&assets().join(part), &folder.path().join(part));
    }
    for file in ["client/props.ron", "client/grounds.ron", "client/people.ron"] {
        std::fs::copy(assets().join(file), folder.path().join(file)).expect("a copy");
    }
    folder
}

fn without_ours(mut card: Value) -> Value {
    if let Some(extensions) = card.pointer_mut("/data/extensions").and_then(Value::as_object_mut) {
        extensions.remove("parlor");
    }
    card
}

#[test]
fn prose_becomes_what_plain_rules_can_tell() {
    let made = made_from("ada.json", &Options::default());
    let character: CharacterDef =
        shared::content::parse(Path::new("ada"), made.text("ada_quill.character.ron").expect("public"))
            .expect("parses");
    assert_eq!(
        (character.name.as_str(), character.about.as_str()),
        ("Ada Quill", "Ada Quill is a beekeeper, 52 years old.")
    );
    let persona: PersonaDef =
        shared::content::parse(Path::new("ada"), made.text("ada_quill.persona.ron").expect("private")).expect("parses");
    assert_eq!((persona.pronouns, persona.age, persona.job.as_str()), (Pronouns::She, 52, "a beekeeper"));
    assert_eq!((persona.traits.calm, persona.traits.curious, persona.traits.sociable), (80, 80, 25));
    let facts: Vec<String> =
        persona.knows.iter().map(|k| format!("{} {} {}", k.subject, k.relation, k.object)).collect();
    assert!(facts.contains(&"me loves rain".to_owned()), "{facts:?}");
    assert!(facts.contains(&"the mill is older than the town".to_owned()), "{facts:?}");
    assert_eq!(persona.voice.greet_stranger[..2], ["Mind the bees, friend.", "They like you."]);
    assert_eq!(persona.voice.openers[..2], ["Smoke.", "It makes them sleepy."]);
    let report = made.report.to_string();
    for line in [
        "\"scenario\": kept for an export",
        "\"odd_key\": kept",
        "character_book entry 2, \"queen\"",
        "description: 1 of 4 sentences are no plain fact",
        "\"outer_key\": kept",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn every_key_comes_back_from_json_and_from_a_picture() {
    let original: Value = serde_json::from_str(&ada()).expect("JSON");
    let mut third = original.clone();
    third["spec"] = "chara_card_v3".into();
    third["spec_version"] = "3.0".into();
    third["data"]["group_only_greetings"] = json!([]);
    for (name, bytes, card) in [
        ("ada.json", ada().into_bytes(), &original),
        ("ada.png", in_picture("chara", &ada()), &original),
        ("ada.png", in_picture("ccv3", &third.to_string()), &third),
    ] {
        let town = town();
        let file = town.path().join(name);
        std::fs::write(&file, bytes).expect("written");
        import::import(town.path(), &file, &Options::default()).expect("taken in");
        for out in ["out.json", "out.png"] {
            let out = town.path().join(out);
            export::export(town.path(), "ada_quill", &out, false).expect("given back");
            assert!(export::export(town.path(), "ada_quill", &out, false).is_err(), "it is there already");
            let bytes = std::fs::read(&out).expect("a card");
            let back = if out.extension().is_some_and(|e| e == "png") {
                let back = Card::from_png(&bytes).expect("a card");
                if name == "ada.png" {
                    assert_eq!(back.picture, Some(picture()), "the portrait is the one it came with");
                }
                back
            } else {
                Card::from_json(std::str::from_utf8(&bytes).expect("text")).expect("a card")
            };
            assert_eq!(&without_ours(Value::Object(back.whole)), card, "{name}");
        }
        let again = import::import(town.path(), &file, &Options::default()).expect_err("it is there");
        assert!(again.message.starts_with("is there already"), "{again}");
    }
}

#[test]
fn old_cards_keep_their_shape() {
    let card = r#"{"name": "Bo", "description": "Bo is a baker.", "personality": "", "scenario": "", "first_mes": "Hi!", "mes_example": "", "avatar": "none", "create_date": 7}"#;
    let town = town();
    let file = town.path().join("bo.json");
    std::fs::write(&file, card).expect("written");
    import::import(town.path(), &file, &Options::default()).expect("taken in");
    let out = town.path().join("back.json");
    export::export(town.path(), "bo", &out, false).expect("given back");
    let back: Value = serde_json::from_slice(&std::fs::read(&out).expect("a card")).expect("JSON");
    let before: Value = serde_json::from_str(card).expect("JSON");
    for (key, value) in before.as_object().expect("an object") {
        assert_eq!((&back[key], &back["data"][key]), (value, value), "{key}");
    }
    assert_eq!(back["spec"], "chara_card_v2");
}

#[test]
fn characters_of_the_house_come_back_as_they_were() {
    let town = town();
    let out = town.path().join("mira.png");
    export::export(town.path(), "mira", &out, false).expect("a card");
    let card = Card::from_png(&std::fs::read(&out).expect("a picture")).expect("a card");
    for field in
        ["name", "description", "personality", "scenario", "first_mes", "mes_example", "creator_notes", "system_prompt"]
    {
        assert!(card.data().get(field).is_some_and(Value::is_string), "{field}");
    }
    let options = Options { name: Some("mira2".into()), ..Options::default() };
    import::import(town.path(), &out, &options).expect("taken in");
    let read = |name: &str| -> PersonaDef {
        shared::content::load(&town.path().join(format!("server/characters/{name}/{name}.persona.ron")))
            .expect("a persona")
    };
    assert_eq!(read("mira"), read("mira2"));
}

#[test]
fn texts_that_are_packed_are_read() {
    let json = STANDARD.encode(ada());
    let packed = super::ase::zlib(json.as_bytes());
    let international = [b"chara\0\x01\0en\0\0".as_slice(), &packed].concat();
    let plain = [b"chara\0\0\0\0\0".as_slice(), json.as_bytes()].concat();
    let old = [b"chara\0\0".as_slice(), &packed].concat();
    for (kind, data) in [(b"iTXt", international), (b"iTXt", plain), (b"zTXt", old)] {
        let bytes = super::hostile::with_chunk(&picture(), kind, &data);
        assert_eq!(Card::from_png(&bytes).expect("a card").text("name"), "Ada Quill");
    }
}

#[test]
fn names_that_are_not_names_are_shortened() {
    let out = made(
        "x.json",
        br#"{"name": "Sir Reginald the Extraordinarily Long ~", "description": ""}"#,
        &super::named("reggie"),
    )
    .expect("taken in");
    assert!(
        out.text("reggie.character.ron").is_some_and(|text| text.contains("\"Sir Reginald the\"")),
        "{}",
        out.report
    );
    assert!(out.report.to_string().contains("names have 2 to 20 letters"));
}
