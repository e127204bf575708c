//! What several tests need: the small town beside them, people to talk with, and a long talk with one character.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minds::persona::RelationDef;
use minds::talk::TurnWhy;
use minds::{
    Cast, Dice, Heard, Line, Meeting, Mind, Other, Person, QuietWorld, Role, TalkContext, Whereabouts, World,
    WorldEvent,
};
use shared::ids::{BodyId, Key, PlayerId};

/// A key that is known to be one.
pub fn key(name: &str) -> Key {
    Key::parse(name).expect("a key")
}

/// The folder of the sample town.
pub fn sample_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/town")
}

/// The characters of the sample town.
pub fn sample() -> Cast {
    minds::content::load_without_town(&sample_root()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The sample's persona in a town where Pip knows Bela.
pub fn role() -> Arc<Role> {
    let mut role = (**sample().role(&key("pip")).expect("pip")).clone();
    role.cast_names = Arc::new([(key("pip"), "Pip".to_owned()), (key("bela"), "Bela".to_owned())].into());
    let baker = RelationDef { affinity: 45, are: "the baker who lets me win at chess".to_owned() };
    role.persona.relations.insert("bela".to_owned(), baker);
    Arc::new(role)
}

/// Pip and Bela: two minds from one persona, who know each other.
pub fn pip_and_bela() -> (Mind, Mind) {
    let role = role();
    (Mind::new(key("pip"), "Pip", Arc::clone(&role)), Mind::new(key("bela"), "Bela", role))
}

/// A mind of the sample town.
pub fn pip() -> Mind {
    pip_and_bela().0
}

/// A player.
pub fn player(n: u64, name: &str) -> Other {
    Other {
        body: BodyId(100 + u32::try_from(n).unwrap_or(0)),
        person: Person::Player(PlayerId(n)),
        name: name.to_owned(),
    }
}

/// A world with a fountain in it.
pub fn world() -> QuietWorld {
    let mut world = QuietWorld::new(key("plaza"), "the plaza", "the fountain");
    world.places.insert("fountain".into(), Whereabouts { thing: "the fountain".into(), place: "in the plaza".into() });
    world
}

/// Body of the character under test.
pub const ME: BodyId = BodyId(1);

/// Says something to a mind and returns its answer.
pub fn say(mind: &mut Mind, from: &Other, text: &str, world: &dyn World, dice: &mut Dice) -> Line {
    mind.reply(&Heard { from, text, to: Some(ME), me: ME, tells: None, topic: None }, world, dice)
}

/// Ends a talk.
pub fn part(mind: &mut Mind, with: &Other, world: &QuietWorld, lines: u32) {
    mind.met(&Meeting {
        others: vec![with.clone()],
        at: world.now,
        place: world.place.clone(),
        scene: world.scene.clone(),
        scene_key: world.scene_key.clone(),
        topic: None,
        lines,
    });
}

/// What came out of a long talk.
#[derive(Debug, Default)]
pub struct Tally {
    pub lines: u32,
    pub repeats: u32,
    pub silent: u32,
    pub long: u32,
    pub false_claims: u32,
    pub claims: u32,
    pub repeat_greetings: u32,
    pub citing: u32,
    pub said: Vec<String>,
    pub slowest_us: u128,
}

/// What people say: greetings, questions, things about themselves, and nonsense.
const PATTER: [&str; 64] = [
    "how are you?",
    "what's your name?",
    "who are you?",
    "what do you do?",
    "where is the fountain?",
    "what time is it?",
    "what's new?",
    "do you like chess?",
    "I like chess",
    "I'm a gardener",
    "tell me about the clock",
    "do you like the weather?",
    "thanks!",
    "you are very kind",
    "what can I do here?",
    "tell me a joke",
    "tell me a story",
    "do you know a poem?",
    "why?",
    "yes",
    "no",
    "the moon was huge last night",
    "my brother sells umbrellas",
    "is there a ghost in the well?",
    "who is here?",
    "where am I?",
    "what do you want?",
    "how old are you?",
    "where do you live?",
    "do you remember me?",
    "what do you think of Bela?",
    "see you tomorrow at the fountain",
    "I love old maps",
    "have you ever seen a whale?",
    "it rained all day",
    "do you play cards?",
    "I found a button in the grass",
    "the bread smells good today",
    "can you teach me to whistle?",
    "sorry about that",
    "you are boring",
    "what about the fountain?",
    "tell me about Bela",
    "where is Bela?",
    "I live in Porto",
    "my favourite colour is green",
    "and you?",
    "do you believe in dragons?",
    "there is a cat on the roof",
    "I lost my keys again",
    "what are you doing?",
    "any gossip?",
    "I collect stamps",
    "would you dance with me?",
    "it is very quiet",
    "what do you think of music?",
    "nice shoes you have",
    "when does the market open?",
    "I dreamt of a train",
    "he never came back",
    "is it going to snow?",
    "do you like me?",
    "the fountain is beautiful",
    "I have a dog",
];

/// Talks with one character for at least `wanted` lines, with several people over several days.
pub fn long_talk(mind: &mut Mind, wanted: u32, seed: u64) -> Tally {
    let mut dice = Dice::new(seed);
    let mut patter = Dice::new(seed ^ 7);
    let mut world = world();
    let mut tally = Tally::default();
    let mut seen = BTreeSet::new();
    let people: Vec<Other> = ["Ana", "Tom", "Yuki", "Leo"].iter().zip(1..).map(|(name, n)| player(n, name)).collect();
    let mut visit = 0;
    while tally.lines < wanted {
        let other = &people[visit % people.len()];
        world.now.0 += 40 + patter.below(400);
        world.news = vec![WorldEvent {
            at: world.now,
            scene: key("plaza"),
            text: format!("somebody left {} umbrellas at the well", visit + 2),
            who: vec![],
        }];
        let known = mind.memory().iter().any(|m| m.concerns(&other.person));
        let hello = mind.greet(other, &world, &mut dice);
        tally.repeat_greetings += u32::from(known);
        tally.citing += u32::from(known && !hello.memory_used.is_empty());
        check(mind, &hello, &mut tally, &mut seen);
        let mut spoken = 1;
        for _ in 0..3 + patter.below(5) {
            let text = PATTER[patter.below(64) as usize];
            let started = std::time::Instant::now();
            let line = say(mind, other, text, &world, &mut dice);
            tally.slowest_us = tally.slowest_us.max(started.elapsed().as_micros());
            for effect in &line.effects {
                world.flags.apply(effect, world.now);
            }
            check(mind, &line, &mut tally, &mut seen);
            if patter.chance(10) {
                let talk = TalkContext {
                    me: ME,
                    others: std::slice::from_ref(other),
                    why: TurnWhy::Silence,
                    last: None,
                    lines: spoken,
                };
                let line = mind.next_line(&talk, &world, &mut dice);
                check(mind, &line, &mut tally, &mut seen);
            }
            spoken += 2;
            world.now.0 += 1;
        }
        let bye = say(mind, other, "bye", &world, &mut dice);
        assert!(bye.closes, "{} doesn't let go: {}", mind.name(), bye.text);
        check(mind, &bye, &mut tally, &mut seen);
        part(mind, other, &world, spoken);
        visit += 1;
    }
    tally
}

fn check(mind: &Mind, line: &Line, tally: &mut Tally, seen: &mut BTreeSet<String>) {
    tally.lines += 1;
    tally.silent += u32::from(line.text.trim().is_empty());
    tally.long += u32::from(line.text.chars().count() > 90);
    tally.repeats += u32::from(!seen.insert(line.text.clone()));
    for memory in &line.memory_used {
        tally.claims += 1;
        tally.false_claims += u32::from(mind.memory().get(*memory).is_none());
    }
    tally.said.push(format!("[{}] {}", line.why, line.text));
}
