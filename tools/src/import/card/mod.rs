//! Character cards (V1, V2 and V3, in a picture or as JSON) to characters of ours, and back without losing a key.

pub mod character;
pub mod export;
pub mod persona;
pub mod png;
pub mod prose;
pub mod write;

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use shared::content::looks::PeopleDef;
use shared::content::town::{TownContent, TownSources};
use shared::content::{Problem, Source, load};
use shared::ids::Key;

use minds::content::{CastSources, cast_of};

use super::{Bad, Made, Options, Report, bad, names, read};

/// The chunk of V1 and V2.
pub const CHARA: &str = "chara";
/// The chunk of V3.
pub const CCV3: &str = "ccv3";

/// A card as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// All of it, with every key.
    pub whole: Map<String, Value>,
    /// Its picture without texts.
    pub picture: Option<Vec<u8>>,
}

/// Where the rest of a card is kept, so that an export gives it back.
#[must_use]
pub fn kept(key: &Key) -> PathBuf {
    PathBuf::from("server/characters").join(key.as_str()).join(format!("{key}.card.json"))
}

/// Where a card's picture is kept.
#[must_use]
pub fn portrait(key: &Key) -> PathBuf {
    PathBuf::from("server/characters").join(key.as_str()).join(format!("{key}.card.png"))
}

impl Card {
    /// Reads a card as JSON.
    ///
    /// # Errors
    /// When it isn't a card.
    pub fn from_json(text: &str) -> Result<Self, Bad> {
        let whole: Value = read::json(text)?;
        let Value::Object(whole) = whole else { return bad("isn't a character card: expected an object in { }") };
        let card = Self { whole, picture: None };
        if let Some(spec) = card.whole.get("spec") {
            let known = spec.as_str().is_some_and(|spec| spec.starts_with("chara_card_v"));
            if !known {
                let spec: String = spec.to_string().chars().take(40).collect();
                return bad(format!("isn't a character card: its spec is {spec}, expected \"chara_card_v2\""));
            }
            if !card.whole.get("data").is_some_and(Value::is_object) {
                return bad("isn't a character card: expected its fields under \"data\"");
            }
        }
        if card.text("name").trim().is_empty() {
            return bad("isn't a character card: expected a \"name\"");
        }
        Ok(card)
    }

    /// Reads a card in a picture.
    ///
    /// # Errors
    /// When it has none, or is damaged.
    pub fn from_png(bytes: &[u8]) -> Result<Self, Bad> {
        let picture = png::read(bytes, &[CHARA, CCV3])?;
        let newest = picture.texts.iter().find(|text| text.keyword == CCV3);
        let Some(text) = newest.or_else(|| picture.texts.iter().find(|text| text.keyword == CHARA)) else {
            return bad("is a picture without a character card: expected a text chunk \"chara\"");
        };
        let packed: Vec<u8> = text.text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let Ok(json) = STANDARD.decode(packed) else {
            return bad(format!("its text {:?} isn't base64", text.keyword));
        };
        let Ok(json) = String::from_utf8(json) else {
            return bad(format!("its text {:?} is not UTF-8", text.keyword));
        };
        let wrong = |bad: Bad| Bad::new(format!("its text {:?}: {}", text.keyword, bad.message));
        let card = Self::from_json(json.trim_start_matches('\u{feff}')).map_err(wrong)?;
        Ok(Self { picture: Some(picture.bare), ..card })
    }

    /// The fields, wherever this version has them.
    #[must_use]
    pub fn data(&self) -> &Map<String, Value> {
        self.whole.get("data").and_then(Value::as_object).unwrap_or(&self.whole)
    }

    /// A text field; empty when it isn't there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.data().get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A list of texts; what isn't a text is passed over.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.data().get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }
}

/// What a card in a picture gives.
///
/// # Errors
/// When it can't be read, or gives a character that the town can't take.
pub fn made_from_png(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    made(assets, file, Card::from_png(bytes), options)
}

/// What a card as JSON gives.
///
/// # Errors
/// When it can't be read, or gives a character that the town can't take.
pub fn made_from_json(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    made(assets, file, read::text(bytes).and_then(Card::from_json), options)
}

fn made(assets: &Path, file: &Path, card: Result<Card, Bad>, options: &Options) -> Result<Made, Problem> {
    let card = card.map_err(|bad| bad.of(file))?;
    let key = names::key(options.name.as_deref(), card.text("name")).map_err(|bad| bad.of(file))?;
    let first = |problems: Vec<Problem>| {
        let problem = problems.into_iter().next().unwrap_or_else(|| Problem::new(assets, "can't be read"));
        let message = format!("the town has a problem of its own, mend that first: {}", problem.message);
        Problem { message, ..problem }
    };
    let (client, server) = (assets.join("client"), assets.join("server"));
    let mut sources = TownSources::read(&client).map_err(first)?;
    let town = TownContent::of(&sources).map_err(first)?;
    let mut minds = CastSources::read(&server).map_err(first)?;
    let mut report = Report::default();
    let people: PeopleDef = load(&client.join("people.ron")).map_err(|problem| first(vec![problem]))?;
    let character = character::of(&card, &people, &mut report);
    let topics: persona::Topics = minds.topics.parse().map_err(|problem| first(vec![problem]))?;
    let persona = persona::of(&card, &key, &town, &topics, &mut report).map_err(|bad| bad.of(file))?;
    let public = write::character(&character);
    let private = write::persona(&persona).map_err(|bad| bad.of(file))?;
    let place = |side: &str, ending: &str| {
        PathBuf::from(side).join("characters").join(key.as_str()).join(format!("{key}.{ending}"))
    };
    let (public_place, private_place) = (place("client", "character.ron"), place("server", "persona.ron"));
    sources.characters.insert(key.clone(), Source { file: public_place.clone(), text: public.clone() });
    minds.personas.insert(key.clone(), Source { file: private_place.clone(), text: private.clone() });
    let checked = TownContent::of(&sources).and_then(|town| cast_of(&minds, &town).map(|_| ()));
    if let Err(problems) = checked {
        let own = problems.iter().find(|problem| problem.file == public_place || problem.file == private_place);
        let told = own.or(problems.first()).map(ToString::to_string).unwrap_or_default();
        return Err(Problem::new(file, format!("gives a character that the town can't take: {told}")));
    }
    let mut json = serde_json::to_vec_pretty(&card.whole).map_err(|_| Problem::new(file, "can't be kept as JSON"))?;
    json.push(b'\n');
    let mut files =
        vec![(public_place, public.into_bytes()), (private_place, private.into_bytes()), (kept(&key), json)];
    files.extend(card.picture.map(|picture| (portrait(&key), picture)));
    report.next.push(format!("`cargo x talk {key}` speaks with them; their files hold what to write next"));
    report.next.push(format!("`cargo x assets export {key} --out FILE.png` gives the card back, with every key of it"));
    Ok(Made { files, report, ..Made::default() })
}
