//! What a screen reader is told of the screens of games.

use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Event, Key};
use shared::rooms::ask::{Answer, Asked, Reveal, Way};
use shared::rooms::commitment::{Commitment, Nonce};
use shared::rooms::room::GameClock;
use shared::rooms::room::game::{GameAction, GameView};
use shared::rooms::room::view::GameShown;
use shared::rooms::trivia::view::{PhaseView, View};
use shared::rooms::trivia::{Action, Settings, Standing};
use shared::rooms::{Ms, Seat};

use super::draft::Draft;
use super::drawn::pressed;
use crate::hall::HallCommand;

fn question() -> Asked {
    let options = ["The Nile", "The Niger", "The Congo"];
    Asked {
        category: "Geography".into(),
        level: 2,
        text: "Which river flows through Cairo?".into(),
        way: Way::Choice(options.map(str::to_owned).to_vec()),
    }
}

fn shown(phase: PhaseView) -> GameShown {
    let me = Standing { seat: Seat(0), score: 40, place: 1, streak: 0, right: 1 };
    let view = View { settings: Settings::default(), of: 5, phase, first: vec![me], me: Some(me), teams: Vec::new() };
    GameShown { clock: GameClock::Stopped { at: Ms(0) }, seat: Some(Seat(0)), view: GameView::Trivia(view) }
}

fn asking() -> GameShown {
    shown(PhaseView::Asking {
        n: 0,
        asked: question(),
        commitment: Commitment([0; 32]),
        opened: Ms(0),
        closes: Ms(30_000),
        answers: 0,
        answered: Vec::new(),
        mine: None,
    })
}

/// A screen of trivia with this input; what a screen reader is told, and what is asked for.
fn drawn(shown: &GameShown, events: Vec<Event>) -> (Vec<(Role, String)>, Vec<HallCommand>) {
    super::drawn::drawn(shown, false, &mut Draft::default(), events, |ui, screen, table| {
        let GameView::Trivia(view) = &shown.view else { return };
        super::trivia::show(ui, screen, view, table);
    })
}

#[test]
fn a_question_its_options_and_the_time_are_read_aloud() {
    let (read, asks) = drawn(&asking(), Vec::new());
    let has = |role: Role, text: &str| read.contains(&(role, text.to_owned()));
    assert!(has(Role::Label, "Which river flows through Cairo?"), "{read:?}");
    assert!(has(Role::Label, "Geography, level 2 of 5, Question 1 of 5"), "{read:?}");
    assert!(has(Role::Label, "26 seconds left"), "{read:?}");
    for option in ["The Nile", "The Niger", "The Congo"] {
        assert!(has(Role::Button, option), "{read:?}");
    }
    assert!(asks.is_empty());
}

#[test]
fn an_answer_is_given_by_its_key() {
    let (_, asks) = drawn(&asking(), vec![pressed(Key::Num2)]);
    let expected = HallCommand::play(GameAction::Trivia(Action::Answer { n: 0, answer: Answer::Choice(1) }));
    assert_eq!(asks, [expected]);
}

#[test]
fn what_was_right_is_said_and_not_only_coloured() {
    let told = shown(PhaseView::Reveal {
        n: 0,
        asked: question(),
        commitment: Commitment([0; 32]),
        reveal: Reveal {
            answer: Answer::Choice(0),
            words: "The Nile".into(),
            why: "Cairo lies on the Nile.".into(),
            nonce: Nonce([0; 16]),
        },
        counts: vec![1, 0, 0],
        mine: None,
        others: Vec::new(),
        until: Ms(9_000),
        wants_next: false,
    });
    let (read, _) = drawn(&told, Vec::new());
    let texts: Vec<&str> = read.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains(&"The Nile, right") && texts.contains(&"The Niger, not chosen"), "{texts:?}");
    assert!(texts.contains(&"The answer: The Nile. Cairo lies on the Nile."), "{texts:?}");
}
