//! What is remembered is what was said, and a newer answer ends the older one.

use crate::common::{ME, key, part, pip, player, say, world};
use minds::memory::{Query, Subject};
use minds::{Dice, Heard, Mood, World, WorldEvent};
use shared::clock::TownTime;

#[track_caller]
fn answers(asked: &str, expected: &str) {
    let mut mind = pip();
    let (ana, mut world) = (player(1, "Ana"), world());
    world.people = vec!["Bela".into(), "Tom".into(), "Ana".into()];
    let line = say(&mut mind, &ana, asked, &world, &mut Dice::new(1));
    assert!(
        line.text.to_lowercase().contains(expected),
        "{asked:?} is answered {:?}, expected {expected:?}",
        line.text
    );
}

#[test]
fn plain_questions_are_answered_truly() {
    answers("what's your name?", "pip");
    answers("what time is it?", "nine");
    answers("what are you doing?", "oiling the old clock");
    answers("where is the fountain?", "in the plaza");
    answers("who is here?", "bela and tom");
    answers("what do you want?", "strike twelve");
    answers("how old are you?", "sixty-one");
    answers("what do you think of Bela?", "bela");
    answers("tell me about Bela", "rye");
    answers("tell me about the fountain", "coin");
    answers("who built the clock?", "grandmother");
    answers("do you like chess?", "chess");
    answers("my name is Anushka", "anushka");
    answers("I like owls", "you like owls");
    answers("see you tomorrow at the fountain", "meet me at the fountain");
}

#[test]
fn a_called_name_is_used_from_then_on() {
    let mut mind = pip();
    let (ana, mut world) = (player(1, "Guest 17"), world());
    say(&mut mind, &ana, "call me Ana", &world, &mut Dice::new(1));
    part(&mut mind, &ana, &world, 3);
    world.now.0 += 2_000;
    assert_eq!(mind.name_of(&ana), "Ana");
}

#[test]
fn a_new_answer_ends_the_old_one() {
    let mut mind = pip();
    let (ana, mut world) = (player(1, "Ana"), world());
    let mut dice = Dice::new(1);
    say(&mut mind, &ana, "I live in Porto", &world, &mut dice);
    world.now.0 += 60;
    say(&mut mind, &ana, "I live in Lisbon", &world, &mut dice);
    let subject = Subject::Person(ana.person.clone());
    let lives: Vec<_> = mind.memory().facts(&subject).map(|(_, f)| (f.object.as_str(), f.to)).collect();
    assert_eq!(lives, [("Porto", Some(world.now())), ("Lisbon", None)]);
    let line = say(&mut mind, &ana, "what do you know about me?", &world, &mut dice);
    assert!(line.text.contains("Lisbon"), "{}", line.text);
}

#[test]
fn what_one_player_tells_is_not_told_to_another() {
    let mut mind = pip();
    let (ana, tom, world) = (player(1, "Ana"), player(2, "Tom"), world());
    let mut dice = Dice::new(1);
    say(&mut mind, &ana, "I collect gold teeth", &world, &mut dice);
    for asked in [
        "who collects gold teeth?",
        "tell me about gold teeth",
        "tell me about Ana",
        "any gossip?",
        "what do you know about me?",
    ] {
        let line = say(&mut mind, &tom, asked, &world, &mut dice);
        assert!(!line.text.contains("collect"), "{asked:?}: {}", line.text);
    }
}

#[test]
fn news_pass_from_mind_to_mind_with_their_source() {
    let (mut pip, mut bela) = crate::common::pip_and_bela();
    let world = world();
    let event =
        WorldEvent { at: TownTime(500), scene: key("plaza"), text: "Tom fell into the fountain".into(), who: vec![] };
    pip.witness(&event);
    let (ana, me) = (player(1, "Ana"), ME);
    let line = say(&mut pip, &ana, "any news?", &world, &mut Dice::new(1));
    assert!(line.text.contains("om fell into the fountain"), "{}", line.text);
    let from = minds::Other { body: me, person: pip.person(), name: "Pip".into() };
    bela.hear(
        &Heard {
            from: &from,
            text: &line.text,
            to: Some(ana.body),
            me: shared::ids::BodyId(7),
            tells: line.tells.as_ref(),
            topic: None,
        },
        &world,
    );
    let kept = bela.memory().iter().filter_map(|m| m.event()).find(|e| e.text == event.text).expect("it was heard");
    assert_eq!(kept.source, minds::memory::Source::Told(pip.person()));
    let line = say(&mut bela, &ana, "what's new?", &world, &mut Dice::new(1));
    assert!(line.text.contains("om fell into the fountain"), "{}", line.text);
}

#[test]
fn insults_cool_and_kindness_warms() {
    let mut mind = pip();
    let (ana, world) = (player(1, "Ana"), world());
    let mut dice = Dice::new(1);
    for _ in 0..3 {
        say(&mut mind, &ana, "you are stupid", &world, &mut dice);
    }
    assert!(mind.affinity(&ana.person) <= -20);
    assert_eq!(mind.mood(world.now), Mood::Sadness);
    assert_eq!(mind.greet(&ana, &world, &mut dice).why, "greet cool");
    say(&mut mind, &ana, "I'm sorry", &world, &mut dice);
    for _ in 0..6 {
        say(&mut mind, &ana, "you are very kind", &world, &mut dice);
    }
    assert!(mind.affinity(&ana.person) > 0);
    assert_eq!(mind.mood(world.now), Mood::Joy);
    assert_eq!(mind.mood(TownTime(world.now.0 + 200)), Mood::Calm, "moods fade");
}

#[test]
fn planted_facts_are_found_among_many() {
    let mut mind = pip();
    let mut world = world();
    let mut dice = Dice::new(1);
    let ana = player(1, "Ana");
    say(&mut mind, &ana, "I have a parrot called Kiki", &world, &mut dice);
    for n in 2..60 {
        let other = player(n, "Somebody");
        say(
            &mut mind,
            &other,
            &format!("I collect {} stamps", ["red", "blue", "old", "rare"][n as usize % 4]),
            &world,
            &mut dice,
        );
        part(&mut mind, &other, &world, 4);
        world.now.0 += 100;
    }
    let found = mind.memory().find(&Query::new(&["do you remember my parrot?"], Some(&ana.person), world.now), 1);
    let fact = mind.memory().get(found[0].id).and_then(|m| m.fact()).expect("a fact");
    assert_eq!(fact.object, "parrot called Kiki");
}
