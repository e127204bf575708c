//! Ordinary sentences of players, said to every character of the town: each is taken for what it is.

use std::path::Path;

use minds::content::Cast;
use minds::{Dice, Gazetteer, Mind, QuietWorld};
use shared::content::town::TownContent;
use shared::ids::Key;

use crate::common::{key, player, say};

fn assets() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

fn town() -> (TownContent, Cast) {
    let town = TownContent::load(&assets().join("client")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let cast = minds::content::load_all(&assets().join("server"), &town).unwrap_or_else(|p| panic!("{p:#?}"));
    (town, cast)
}

/// A world in the plaza with the places of the town.
fn plaza(town: &TownContent) -> QuietWorld {
    let mut world = QuietWorld::new(key("plaza"), "the plaza", "the fountain");
    world.now = shared::clock::TownTime(1440 + 10 * 60);
    world.names = Gazetteer::new(town);
    world
}

fn everybody(cast: &Cast) -> impl Iterator<Item = Mind> + '_ {
    cast.keys().map(|key: &Key| cast.mind(key).expect("a mind"))
}

#[test]
fn what_players_say_is_taken_for_what_it_is() {
    let (town, cast) = town();
    let world = plaza(&town);
    for mut mind in everybody(&cast) {
        let ana = player(1, "Ana");
        let mut dice = Dice::new(5);
        mind.greet(&ana, &world, &mut dice);
        for (said, why) in [
            ("where is the café?", "AskWhere"),
            ("what do you like?", "AskLikes"),
            ("What did you do yesterday?", "AskPast"),
            ("what are you doing tonight?", "AskPlans"),
            ("Are you real?", "AskReal"),
            ("will you be my friend?", "AskFriend"),
            ("Can I help you with something?", "OfferHelp"),
            ("What do you mean?", "Confused"),
            ("guess what", "Announce"),
            ("lol", "Laugh"),
            ("I'm sad today", "Sad"),
            ("It's my birthday!", "Glad"),
            ("tell me a joke", "AskJoke"),
            ("I like violets", "Tell"),
            ("do you remember what I told you?", "AskRemember"),
            ("see you later!", "goodbye"),
        ] {
            let line = say(&mut mind, &ana, said, &world, &mut dice);
            assert_eq!(line.why, why, "{} to {said:?}: {}", mind.name(), line.text);
        }
    }
}

/// "Have you ever seen a whale?" was answered with "is it lost?", as if somebody looked for one.
#[test]
fn nobody_looks_for_a_whale() {
    let (town, cast) = town();
    let world = plaza(&town);
    for mut mind in everybody(&cast) {
        for said in ["Have you ever seen a whale?", "have you seen any ghosts here?"] {
            let line = say(&mut mind, &player(1, "Ana"), said, &world, &mut Dice::new(2));
            assert_ne!(line.why, "AskWhere", "{}: {}", mind.name(), line.text);
        }
    }
}

/// Violets are flowers, thread belongs to kites, and everybody has been to school or run from it.
#[test]
fn the_words_of_the_towns_stories_have_topics() {
    let (_, cast) = town();
    let role = cast.role(&key("juno")).expect("Juno");
    for (said, topic) in
        [("I found some violets", "flowers"), ("a spool of thread", "kites"), ("school was dull", "school")]
    {
        let words = minds::words::tokens::words(said);
        assert_eq!(minds::understand::topic_of(&words, &role.topics).as_deref(), Some(topic), "{said}");
        assert!(role.persona.voice.topics.contains_key(topic), "Juno has nothing to say on {topic}");
    }
}

/// Of the town as a whole everybody tells something that can be told without being asked for.
#[test]
fn the_town_is_told_of_by_its_places() {
    let (town, cast) = town();
    let world = plaza(&town);
    for mut mind in everybody(&cast) {
        let mut dice = Dice::new(3);
        let told = [0, 1].map(|_| say(&mut mind, &player(1, "Ana"), "Tell me about this town", &world, &mut dice).text);
        assert_ne!(told[0], told[1], "{}", mind.name());
        let place = |line: &str| {
            minds::words::tokens::words(line)
                .iter()
                .any(|word| world.names.find(word, &key("cafe"), |_| None).is_some())
        };
        assert!(told.iter().all(|line| place(line)), "{told:?}");
    }
}

#[test]
fn what_somebody_would_build_is_told_when_asked() {
    let (town, cast) = town();
    let world = plaza(&town);
    for (who, part) in [("juno", "a kite that runs the whole round"), ("odile", "a bench with no back")] {
        let mut mind = cast.mind(&key(who)).expect("a mind");
        let line = say(&mut mind, &player(1, "Ana"), "What would you build?", &world, &mut Dice::new(1));
        assert!(line.text.contains(part), "{}", line.text);
    }
}

/// A lead that goes on was followed by a capital: "They do say It'll".
#[test]
fn a_lead_that_goes_on_is_followed_by_a_small_letter() {
    let (town, cast) = town();
    let world = plaza(&town);
    let mut led = 0;
    for mut mind in everybody(&cast) {
        let ana = player(1, "Ana");
        let voice = cast.role(mind.key()).expect("a role").persona.voice.clone();
        for turn in 0..120 {
            let line = say(&mut mind, &ana, "thank you", &world, &mut Dice::new(turn)).text;
            let going_on = voice.leads.iter().filter(|lead| !lead.ends_with(['.', '!', '?']));
            let Some(rest) = going_on.filter_map(|lead| line.strip_prefix(&format!("{lead} "))).next() else {
                continue;
            };
            let first: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            let name = first == "I" || first == "Ana" || voice.is_name(&first);
            led += 1;
            assert!(name || first.chars().all(char::is_lowercase), "{line}");
        }
    }
    assert!(led > 10, "only {led} lines began with a lead that goes on");
}

#[test]
fn the_way_to_a_scene_is_told_from_where_one_stands() {
    let (town, _) = town();
    let names = Gazetteer::new(&town);
    let from = |here: &str, name: &str| names.find(name, &key(here), |_| None).map(|found| found.place);
    assert_eq!(from("plaza", "café").as_deref(), Some("by the teal parasol"));
    assert_eq!(from("plaza", "the Cafe").as_deref(), Some("by the teal parasol"));
    assert_eq!(from("cafe", "plaza").as_deref(), Some("right outside"));
    assert_eq!(from("cafe", "café").as_deref(), Some("right here"));
    assert_eq!(from("cafe", "pond").as_deref(), Some("in the plaza"));
    assert_eq!(from("cafe", "Game Hall").as_deref(), Some("just off the plaza"));
    assert_eq!(from("plaza", "moon"), None);
}

/// A stranger who says hello twice was introduced to twice.
#[test]
fn one_is_introduced_once() {
    let (town, cast) = town();
    let world = plaza(&town);
    for mut mind in everybody(&cast) {
        let ana = player(1, "Ana");
        let mut dice = Dice::new(9);
        let first = mind.greet(&ana, &world, &mut dice);
        let second = say(&mut mind, &ana, "Hello!", &world, &mut dice);
        assert_eq!((first.why.as_str(), second.why.as_str()), ("greet stranger", "Greet"), "{}", second.text);
    }
}
