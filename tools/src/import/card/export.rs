//! Characters of ours as cards: those that came from a card get back every key of it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minds::persona::PersonaDef;
use serde_json::{Map, Value, json};
use shared::content::character::CharacterDef;
use shared::content::{Problem, hint, load, nearest_name};
use shared::ids::Key;

use super::{CCV3, CHARA, Card, kept, png, portrait};
use crate::art::palette::Palette;
use crate::art::people;
use crate::import::{Bad, Report, read};

/// How large one of our pixels is in a portrait that we draw.
const ZOOM: i32 = 12;

/// Writes a character of the town under `assets` as a card; the ending of `out` says whether as a picture or as JSON.
///
/// # Errors
/// When there is no such character, its files can't be read, or `out` is there already and `force` isn't set.
pub fn export(assets: &Path, character: &str, out: &Path, force: bool) -> Result<Report, Problem> {
    let key = known(assets, character)?;
    let ending = out.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if ending != "png" && ending != "json" {
        return Err(Problem::new(out, "expected a file that ends in .png or .json"));
    }
    if !force && out.symlink_metadata().is_ok() {
        return Err(Problem::new(out, "is already there: --force replaces it"));
    }
    let folder = |side: &str, ending: &str| {
        assets.join(side).join("characters").join(key.as_str()).join(format!("{key}.{ending}"))
    };
    let character: CharacterDef = load(&folder("client", "character.ron"))?;
    let persona: PersonaDef = load(&folder("server", "persona.ron"))?;
    let before = kept_card(assets, &key)?;
    let mut report = Report::default();
    report.note(match &before {
        Some(_) => "every key of the card that they came from is in it, with their name as it is now",
        None => "they never were a card: its fields tell what their persona says",
    });
    let whole = card(before, &character, &persona);
    let mut text = serde_json::to_string_pretty(&Value::Object(whole.clone()))
        .map_err(|_| Problem::new(out, "can't be written as JSON"))?;
    let bytes = if ending == "json" {
        text.push('\n');
        text.into_bytes()
    } else {
        let picture = picture(assets, &key, &character)?;
        picture_with(&picture, &whole).map_err(|bad| bad.of(out))?
    };
    std::fs::write(out, bytes).map_err(|cause| Problem::new(out, format!("can't be written: {cause}")))?;
    report.made.push(out.to_owned());
    Ok(report)
}

fn known(assets: &Path, character: &str) -> Result<Key, Problem> {
    let folder = assets.join("client/characters");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|cause| Problem::new(&folder, format!("can't be listed: {cause}")))?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    match Key::parse(character) {
        Ok(key) if names.iter().any(|name| name == character) => Ok(key),
        _ => {
            let near = hint(nearest_name(character, names.iter().map(String::as_str)));
            let shown = crate::import::names::shown(character);
            Err(Problem::new(
                &folder,
                format!("there is no character {shown}, expected one of {}{near}", names.join(", ")),
            ))
        }
    }
}

/// The card that a character came from.
fn kept_card(assets: &Path, key: &Key) -> Result<Option<Map<String, Value>>, Problem> {
    let file = assets.join(kept(key));
    if !file.exists() {
        return Ok(None);
    }
    let read = read::file(&file, read::MAX_TEXT).and_then(|bytes| Card::from_json(read::text(&bytes)?));
    read.map(|card| Some(card.whole)).map_err(|bad| bad.of(&file))
}

/// The whole card: what was kept, with what is ours laid over it.
#[must_use]
pub fn card(before: Option<Map<String, Value>>, character: &CharacterDef, persona: &PersonaDef) -> Map<String, Value> {
    let mut whole = before.unwrap_or_else(|| fresh(character, persona));
    if !whole.get("data").is_some_and(Value::is_object) {
        // A V1 card keeps its keys where they are, and has them once more where V2 has them.
        let mut data = whole.clone();
        for (field, empty) in blank() {
            data.entry(field).or_insert(empty);
        }
        whole.insert("spec".into(), "chara_card_v2".into());
        whole.insert("spec_version".into(), "2.0".into());
        whole.insert("data".into(), Value::Object(data));
    }
    if let Some(Value::Object(data)) = whole.get_mut("data") {
        // A name that was shortened on its way in comes out whole.
        let old = data.get("name").and_then(Value::as_str).unwrap_or_default();
        let mut silent = Report::default();
        let same = Card { whole: Map::from_iter([("name".to_owned(), old.into())]), picture: None };
        if super::character::name(&same, &mut silent) != character.name {
            data.insert("name".into(), character.name.as_str().into());
        }
        let extensions = data.entry("extensions").or_insert_with(|| json!({}));
        if let Value::Object(extensions) = extensions {
            extensions.insert("parlor".into(), json!({ "character": character, "persona": persona }));
        }
    }
    whole
}

/// Every field that V2 asks for, empty.
fn blank() -> Vec<(String, Value)> {
    let texts = [
        "name",
        "description",
        "personality",
        "scenario",
        "first_mes",
        "mes_example",
        "creator_notes",
        "system_prompt",
        "post_history_instructions",
        "creator",
        "character_version",
    ];
    let mut all: Vec<(String, Value)> = texts.map(|field| (field.to_owned(), "".into())).to_vec();
    all.extend(["alternate_greetings", "tags"].map(|field| (field.to_owned(), json!([]))));
    all.push(("extensions".to_owned(), json!({})));
    all
}

/// A card of somebody who never was one.
fn fresh(character: &CharacterDef, persona: &PersonaDef) -> Map<String, Value> {
    let own =
        |line: &String| line.replace("{me}", "{{char}}").replace("{other}", "{{user}}").replace("{Other}", "{{user}}");
    let plain = |line: &String| {
        let rest = line.replace("{{char}}", "").replace("{{user}}", "");
        !rest.contains(['{', '[', '|'])
    };
    let mut greetings: Vec<String> = persona.voice.greet_stranger.iter().map(own).filter(plain).collect();
    let first = if greetings.is_empty() { format!("Hello, I'm {}.", character.name) } else { greetings.remove(0) };
    let examples: Vec<String> = persona
        .voice
        .openers
        .iter()
        .map(own)
        .filter(plain)
        .take(6)
        .map(|line| format!("{{{{char}}}}: {line}"))
        .collect();
    let t = &persona.traits;
    let described = format!(
        "{}\n{{{{char}}}} is {}, {} years old. {{{{char}}}} wants {}, avoids {} and notices {}.",
        character.about, persona.job, persona.age, persona.wants, persona.avoids, persona.notices
    );
    let manners = format!(
        "sociable {}, curious {}, diligent {}, warm {}, calm {} (of 100); likes {}",
        t.sociable,
        t.curious,
        t.diligent,
        t.warm,
        t.calm,
        persona.likes.join(", ")
    );
    let entries: Vec<Value> = persona
        .knows
        .iter()
        .enumerate()
        .map(|(number, known)| {
            let subject = if known.subject == "me" { "{{char}}" } else { &known.subject };
            json!({
                "keys": [subject],
                "content": format!("{subject} {} {}.", known.relation, known.object),
                "extensions": {},
                "enabled": true,
                "insertion_order": number,
            })
        })
        .collect();
    let mut data: Map<String, Value> = blank().into_iter().collect();
    data.insert("name".into(), character.name.as_str().into());
    data.insert("description".into(), described.into());
    data.insert("personality".into(), manners.into());
    data.insert(
        "scenario".into(),
        format!("{{{{char}}}} lives in a small pixel-art town, at {}.", persona.home).into(),
    );
    data.insert("first_mes".into(), first.into());
    data.insert("alternate_greetings".into(), greetings.into());
    data.insert("mes_example".into(), format!("<START>\n{}", examples.join("\n")).into());
    data.insert("character_book".into(), json!({ "extensions": {}, "entries": entries }));
    let whole = json!({ "spec": "chara_card_v2", "spec_version": "2.0", "data": data });
    whole.as_object().cloned().unwrap_or_default()
}

/// The card's own picture, or one that we draw.
fn picture(assets: &Path, key: &Key, character: &CharacterDef) -> Result<Vec<u8>, Problem> {
    let file = assets.join(portrait(key));
    if file.exists() {
        return read::file(&file, read::MAX_INPUT).map_err(|bad| bad.of(&file));
    }
    let art = assets.join("client/art");
    let palette = Palette::read(&art.join("palette.txt"))?;
    let wrong = |error: anyhow::Error| Problem::new(&art, format!("{error:#}"));
    let people = people::draw(&art, &palette).map_err(wrong)?;
    let drawn = people::compose::compose(&people, character.looks, "idle", "down", 0);
    drawn.scaled(ZOOM).png().map_err(wrong)
}

fn picture_with(picture: &[u8], whole: &Map<String, Value>) -> Result<Vec<u8>, Bad> {
    let json = serde_json::to_string(whole).map_err(|_| Bad::new("can't be written as JSON"))?;
    let text = STANDARD.encode(json);
    let newer = whole.get("spec").and_then(Value::as_str) == Some("chara_card_v3");
    let mut texts = vec![(CHARA, text.clone())];
    if newer {
        texts.push((CCV3, text));
    }
    png::with_texts(picture, &texts)
}
