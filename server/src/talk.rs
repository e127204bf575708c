//! Talking with one character in the terminal, without a town around.

use std::io::{BufRead as _, Write as _};

use minds::QuietWorld;
use minds::{Heard, Other, Person};
use shared::clock::Clock as _;
use shared::dice::Dice;
use shared::ids::{BodyId, Key, PlayerId};

use crate::clock::WallClock;
use crate::run::{StartError, load_content};
use crate::settings::Settings;

/// Reads lines from the terminal and prints the character's answers until the input ends.
///
/// # Errors
/// When the content has problems, the character isn't there or the terminal is closed.
#[expect(clippy::print_stdout, reason = "a conversation in the terminal")]
pub fn in_terminal(settings: &Settings, character: &str) -> Result<(), StartError> {
    let loaded = load_content(settings)?;
    let (content, cast) = (&loaded.town, &loaded.cast);
    let key = Key::parse(character).map_err(anyhow::Error::from)?;
    let Some(mut mind) = cast.mind(&key) else {
        let known: Vec<&str> = cast.keys().map(Key::as_str).collect();
        return Err(anyhow::anyhow!("nobody here is called {character:?}; there are: {}", known.join(", ")).into());
    };
    let you = Other { body: BodyId(1), person: Person::Player(PlayerId(1)), name: "Visitor".to_owned() };
    let me = BodyId(2);
    let home = mind.doing(shared::clock::TownTime(10 * 60)).map(|entry| entry.scene.clone());
    let scene = Key::parse(home.as_deref().unwrap_or(&settings.arrival_scene)).map_err(anyhow::Error::from)?;
    let gazetteer = minds::Gazetteer::new(content);
    let called = gazetteer.scene_called(&scene);
    let mut world = QuietWorld::new(scene, &called, &called);
    let now = minds::World::now(&world);
    for other in cast.keys() {
        let doing = cast.mind(other).and_then(|other| other.doing(now).map(|entry| entry.scene.clone()));
        let place = doing.and_then(|scene| Key::parse(&scene).ok());
        world.whereabouts.extend(place.map(|place| (other.clone(), place)));
    }
    world.names = gazetteer;
    let mut dice = Dice::new(WallClock.now_ms());
    let name = mind.name().to_owned();
    println!("{name}: {}", mind.greet(&you, &world, &mut dice).text);
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(anyhow::Error::from)?;
        if line.trim().is_empty() {
            continue;
        }
        let heard = Heard { from: &you, text: &line, to: Some(me), me, tells: None, topic: None };
        let answer = mind.reply(&heard, &world, &mut dice);
        println!("{name}: {}   ({})", answer.text, answer.thought);
        out.flush().map_err(anyhow::Error::from)?;
        if answer.closes {
            break;
        }
    }
    Ok(())
}
