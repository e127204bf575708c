//! The private half of a character from a card: what plain rules can tell from its prose, and a voice to begin with.

use std::collections::BTreeMap;

use minds::persona::{HourMinute, KnownDef, PersonaDef, Pronouns, ScheduleDef, Sentences, Traits};
use minds::voice::{TopicVoice, Voice};
use minds::words::MAX_SPOKEN;
use serde_json::Value;
use shared::content::Source;
use shared::content::town::TownContent;
use shared::ids::Key;

use super::character::{ours, seed};
use super::{Card, prose};
use crate::import::report::counted;
use crate::import::{Bad, Report, bad};

/// Topics and the words that give them away.
pub type Topics = BTreeMap<String, Vec<String>>;

/// What anybody can say until somebody writes their own words.
const STARTER: &str = include_str!("voice.ron");

/// Most facts that are taken over.
const MAX_FACTS: usize = 40;
/// Most lines of the card's own in one list.
const MAX_LINES: usize = 8;

/// Words of a personality, the trait they speak of and where they put it.
const MANNERS: [(&[&str], usize, u8); 10] = [
    (&["sociable", "outgoing", "talkative", "friendly", "extroverted", "charming"], 0, 80),
    (&["shy", "quiet", "reserved", "introverted", "solitary", "loner"], 0, 25),
    (&["curious", "inquisitive", "adventurous", "playful", "clever"], 1, 80),
    (&["incurious", "cautious", "timid"], 1, 30),
    (&["diligent", "hardworking", "disciplined", "dutiful", "punctual", "loyal"], 2, 80),
    (&["lazy", "careless", "messy", "lax"], 2, 25),
    (&["warm", "kind", "caring", "gentle", "affectionate", "loving", "cheerful"], 3, 80),
    (&["cold", "aloof", "distant", "cruel", "sarcastic", "tsundere"], 3, 30),
    (&["calm", "patient", "serene", "stoic", "wise", "composed"], 4, 80),
    (&["anxious", "nervous", "hotheaded", "irritable", "moody", "impulsive"], 4, 25),
];

/// Fields of a card that are read here or in the public half.
const READ: [&str; 7] =
    ["name", "description", "personality", "first_mes", "mes_example", "alternate_greetings", "character_book"];

/// The persona that a card describes.
///
/// # Errors
/// When the town has no place for anybody.
pub fn of(card: &Card, key: &Key, town: &TownContent, topics: &Topics, report: &mut Report) -> Result<PersonaDef, Bad> {
    if let Some(known) = ours::<PersonaDef>(card, "persona") {
        report.note("the persona is the one that Parlor put into the card");
        return Ok(known);
    }
    let name = card.text("name").trim();
    let about = prose::filled(&format!("{}\n{}", card.text("description"), card.text("personality")), name, "somebody");
    let traits = traits(&about);
    let likes = likes(&about, topics);
    let knows = knows(card, name, report);
    let (home, schedule) = places(key, town)?;
    report.note("schedule: three plain stays; give them a day of their own");
    let age = prose::age(&about);
    if age.is_none() {
        report.note("no age was found: 30 years");
    }
    let mut voice: Voice = Source { file: "voice.ron".into(), text: STARTER.to_owned() }
        .parse()
        .map_err(|problem| Bad::new(problem.to_string()))?;
    own_words(card, name, &mut voice, report);
    voice.topics = likes.iter().take(4).map(|topic| (topic.clone(), topic_voice())).collect();
    leftovers(card, report);
    Ok(PersonaDef {
        pronouns: pronouns(&about),
        age: age.unwrap_or(30),
        job: job(&about, name),
        wants: "to find my place in this town".into(),
        avoids: "talk about the past".into(),
        notices: "how people say hello".into(),
        pet_words: vec!["well now".into(), "I see".into(), "quite so".into()],
        sentences: Sentences::Middle,
        talkativeness: if traits.sociable > 60 { 70 } else { 50 },
        traits,
        likes,
        dislikes: Vec::new(),
        knows,
        relations: BTreeMap::new(),
        home,
        schedule,
        voice,
    })
}

fn pronouns(about: &str) -> Pronouns {
    let she = prose::count(about, &["she", "her", "hers", "woman", "girl", "female"]);
    let he = prose::count(about, &["he", "him", "his", "man", "boy", "male"]);
    match she.cmp(&he) {
        std::cmp::Ordering::Greater => Pronouns::She,
        std::cmp::Ordering::Less => Pronouns::He,
        std::cmp::Ordering::Equal => Pronouns::They,
    }
}

fn traits(about: &str) -> Traits {
    let mut all = [50; 5];
    for (words, which, value) in MANNERS {
        if prose::count(about, words) > 0 {
            all[which] = value;
        }
    }
    let [sociable, curious, diligent, warm, calm] = all;
    Traits { sociable, curious, diligent, warm, calm }
}

/// What they do, from "NAME is a baker": short enough for every line that tells it.
fn job(about: &str, name: &str) -> String {
    let facts =
        prose::sentences(about).into_iter().filter_map(|sentence| prose::fact(&sentence, &[name, "she", "he", "they"]));
    let is = facts.filter(|(_, verb, rest)| {
        verb == "is" && (rest.starts_with("a ") || rest.starts_with("an ") || rest.starts_with("the "))
    });
    let short = is.map(|(_, _, rest)| {
        let end =
            rest.find([',', ';']).or_else(|| rest.find(" who ")).or_else(|| rest.find(" with ")).unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    short
        .filter(|job| job.chars().count() <= 40)
        .map(|job| job.replace("year-old ", ""))
        .find(|job| !job.contains(|c: char| c.is_ascii_digit()))
        .unwrap_or_else(|| "new in town".into())
}

/// Topics of the town that the text speaks of, the most first; at least two.
fn likes(about: &str, topics: &Topics) -> Vec<String> {
    let mut all: Vec<(usize, &String)> = topics
        .iter()
        .map(|(topic, words)| (prose::count(about, &words.iter().map(String::as_str).collect::<Vec<_>>()), topic))
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    all.iter()
        .enumerate()
        .filter(|(at, (count, _))| *count > 0 || *at < 2)
        .take(6)
        .map(|(_, (_, topic))| (*topic).clone())
        .collect()
}

fn topic_voice() -> TopicVoice {
    let lines = |lines: [&str; 2]| lines.map(str::to_owned).to_vec();
    TopicVoice {
        open: lines(["I've been thinking about {topic}.", "Do you ever think about {topic}?"]),
        react: lines(["I could talk about {topic} for hours.", "{Topic}! Now that's something I like."]),
        follow: lines(["What do you like about {topic}?", "Who taught you about {topic}?"]),
    }
}

/// Sentences of the description and entries of the lorebook that are plain facts.
fn knows(card: &Card, name: &str, report: &mut Report) -> Vec<KnownDef> {
    let mut found: Vec<KnownDef> = Vec::new();
    let description = prose::sentences(&prose::filled(card.text("description"), name, "somebody"));
    let mut missed = 0;
    for sentence in &description {
        match prose::fact(sentence, &[name, "she", "he", "they"]) {
            Some((_, relation, object)) => found.push(KnownDef { subject: "me".into(), relation, object, say: None }),
            None => missed += 1,
        }
    }
    if missed > 0 {
        let all = counted(description.len(), "sentence is", "sentences are");
        report.leave_out(format!("description: {missed} of {all} no plain fact like \"{name} is a baker.\""));
    }
    let entries = card.data().get("character_book").and_then(|book| book.get("entries")).and_then(Value::as_array);
    for (number, entry) in entries.into_iter().flatten().enumerate().take(500) {
        let keys: Vec<&str> =
            entry.get("keys").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let content = prose::filled(entry.get("content").and_then(Value::as_str).unwrap_or_default(), name, "somebody");
        let articles: Vec<String> = keys.iter().flat_map(|key| [(*key).to_owned(), format!("the {key}")]).collect();
        let subjects: Vec<&str> = articles.iter().map(String::as_str).collect();
        let facts: Vec<_> =
            prose::sentences(&content).iter().filter_map(|sentence| prose::fact(sentence, &subjects)).collect();
        if facts.is_empty() {
            let key = keys.first().copied().unwrap_or_default();
            report.leave_out(format!(
                "character_book entry {}, {}: no plain fact like \"The mill is old.\"",
                number + 1,
                crate::import::names::shown(key)
            ));
        }
        found.extend(facts.into_iter().map(|(subject, relation, object)| KnownDef {
            subject,
            relation,
            object,
            say: None,
        }));
    }
    let fits = |known: &KnownDef| {
        format!("{} {} {}", known.subject, known.relation, known.object).chars().count() <= MAX_SPOKEN
    };
    let long = found.iter().filter(|known| !fits(known)).count();
    if long > 0 {
        report.leave_out(format!("{} longer than {MAX_SPOKEN} letters", counted(long, "fact is", "facts are")));
    }
    found.retain(fits);
    if found.len() > MAX_FACTS {
        report.leave_out(format!("{} beyond the first {MAX_FACTS}", counted(found.len() - MAX_FACTS, "fact", "facts")));
        found.truncate(MAX_FACTS);
    }
    found
}

/// Greetings and examples that can be spoken as they are.
fn own_words(card: &Card, name: &str, voice: &mut Voice, report: &mut Report) {
    let filled = |text: &str| prose::filled(text, name, "friend");
    let said = filled(
        &std::iter::once(card.text("first_mes"))
            .chain(card.texts("alternate_greetings"))
            .collect::<Vec<_>>()
            .join("\n"),
    );
    let examples = filled(&prose::examples(card.text("mes_example"), name));
    for (field, text, lines) in [
        ("first_mes and alternate_greetings", said, &mut voice.greet_stranger),
        ("mes_example", examples, &mut voice.openers),
    ] {
        let mut own: Vec<String> = Vec::new();
        for line in prose::spoken(&text) {
            if own.len() < MAX_LINES && !own.contains(&line) && !lines.contains(&line) {
                own.push(line);
            }
        }
        let all = prose::sentences(&text).len();
        if all > 0 {
            let became = format!("{} of {all} became lines", own.len());
            report.note(format!("{field}: {became}; what is acted, long or marked up is kept for an export"));
        }
        own.append(lines);
        *lines = own;
    }
    report.note("voice: all other lines are those that anybody may say; write their own");
}

/// Somewhere to live and three places to be, picked by the name.
fn places(key: &Key, town: &TownContent) -> Result<(String, Vec<ScheduleDef>), Bad> {
    let mut spots: Vec<(&Key, &String)> =
        town.scenes.iter().flat_map(|(scene, what)| what.def.spots.keys().map(move |spot| (scene, spot))).collect();
    if spots.is_empty() {
        return bad("can't live here: no scene has a spot to be at");
    }
    let start = usize::try_from(seed(key.as_str()) % 1000).unwrap_or(0) % spots.len();
    spots.rotate_left(start);
    let step = (spots.len() / 3).max(1);
    let day = [("08:00", "having a look around"), ("13:00", "watching people go by"), ("19:00", "resting a while")];
    let mut schedule = Vec::new();
    for (n, (from, doing)) in day.into_iter().enumerate() {
        let (scene, spot) = spots[(n * step) % spots.len()];
        let from = HourMinute::parse(from).map_err(|time| Bad::new(time.to_string()))?;
        schedule.push(ScheduleDef {
            from,
            scene: scene.to_string(),
            spot: spot.clone(),
            doing: doing.into(),
            busy: false,
            days: Vec::new(),
        });
    }
    let home = schedule.last().map(|entry| entry.scene.clone()).unwrap_or_default();
    Ok((home, schedule))
}

/// Tells of every field that we have no place for; all of them are kept.
fn leftovers(card: &Card, report: &mut Report) {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    };
    let outer =
        card.whole.iter().filter(|(field, _)| card.whole.contains_key("data") && !card.data().contains_key(*field));
    for (field, _) in
        card.data().iter().chain(outer).filter(|(field, value)| !READ.contains(&field.as_str()) && says(value))
    {
        if ["spec", "spec_version", "data"].contains(&field.as_str()) {
            continue;
        }
        report.leave_out(format!(
            "{}: kept for an export, the town has no place for it",
            crate::import::names::shown(field)
        ));
    }
}
