//! Games of Fifth Grade played by hand, and many by chance.

use proptest::prelude::*;

use super::rules::Fifth;
use super::view::PhaseView;
use super::*;
use crate::rooms::ask::{Asked, Right, Way};
use crate::rooms::commitment::Nonce;
use crate::rooms::{Moment, Rules, Viewer};

/// Of every question the right option is its grade less one; the classmate always says the first.
fn dealt(grade: u8, number: u8) -> Dealt {
    let question = Question {
        id: Secret::new(format!("test/{grade}-{number}")),
        asked: Asked {
            category: "Test".into(),
            level: grade,
            text: format!("Question {number} of grade {grade}?"),
            way: Way::Choice(["a", "b", "c", "d", "e"].map(str::to_owned).into()),
        },
        right: Secret::new(Right::Choice(grade - 1)),
        why: Secret::new("Because.".into()),
        nonce: Secret::new(Nonce([9; 16])),
    };
    Dealt { question, classmate: Secret::new(Answer::Choice(0)) }
}

fn game(length: u8, seats: usize) -> Fifth {
    let seat = || SeatSetup {
        factor_percent: 100,
        classmate: "Pip".into(),
        decks: std::array::from_fn(|grade| (0..length).map(|n| dealt(grade as u8 + 1, n)).collect()),
    };
    Fifth::start(Setup { length, seats: (0..seats).map(|_| seat()).collect() }, Ms(0))
}

struct Play {
    game: Fifth,
    now: Ms,
}

impl Play {
    fn new(length: u8) -> Self {
        let mut play = Self { game: game(length, 1), now: Ms(u64::from(READY_MS)) };
        play.game.tick(play.now);
        play
    }

    fn phase(&self) -> PhaseView {
        self.game.view(Viewer::Seat(Seat(0))).mine.expect("seated").phase
    }

    fn act(&mut self, action: Action) -> Result<Vec<Fact>, Refusal> {
        self.now = self.now.after(1000);
        self.game.act(Seat(0), &action, Moment::at(self.now))
    }

    /// Answers and goes on; returns the grade that was asked.
    #[track_caller]
    fn answer(&mut self, right: bool) -> u8 {
        let PhaseView::Asking { n, asked, .. } = self.phase() else { panic!("{:?}", self.phase()) };
        let option = if right { asked.level - 1 } else { asked.level % 5 };
        self.act(Action::Answer { n, answer: Answer::Choice(option) }).expect("an answer");
        self.act(Action::Next { n }).expect("read");
        asked.level
    }
}

#[test]
fn who_knows_everything_meets_every_grade() {
    for length in LENGTHS {
        let mut play = Play::new(length);
        let grades: Vec<u8> = (0..length).map(|_| play.answer(true)).collect();
        let each = usize::from(length / 5);
        let expected: Vec<u8> = (1..=5).flat_map(|grade| vec![grade; each]).collect();
        assert_eq!(grades, expected);
        assert!(play.game.is_over());
        let report = play.game.reports()[0];
        assert_eq!((report.score, report.grade), (10 * 15 * u32::from(length / 5), Grade::APlus));
    }
}

#[test]
fn a_wrong_answer_leads_down_and_the_streak_begins_again() {
    let mut play = Play::new(10);
    let right = [true, true, true, false, true, true, true, true, false, true];
    let grades: Vec<u8> = right.into_iter().map(|right| play.answer(right)).collect();
    assert_eq!(grades, [1, 1, 2, 2, 1, 1, 2, 2, 3, 2]);
    let report = play.game.reports()[0];
    assert_eq!((report.right, report.grade, report.highest), (8, Grade::A, 3));
    assert_eq!(report.score, 10 * (1 + 1 + 2 + 1 + 1 + 2 + 2 + 2));
}

#[test]
fn the_classmate_helps_once_in_each_way() {
    let mut play = Play::new(5);
    assert_eq!(play.act(Action::Peek { n: 0 }), Ok(vec![Fact::Helped(Seat(0), Help::Peek)]));
    let PhaseView::Asking { peeked, .. } = play.phase() else { panic!("still asked") };
    assert_eq!(peeked, Some(Answer::Choice(0)));
    assert_eq!(play.act(Action::Peek { n: 0 }), Err(Refusal::Used));
    play.answer(true);
    assert!(matches!(play.phase(), PhaseView::Asking { peeked: None, .. }), "of that question only");
    assert_eq!(play.act(Action::Peek { n: 1 }), Err(Refusal::Used));
    let facts = play.act(Action::Copy { n: 1 }).expect("copied");
    let [_, Fact::Answered(scored)] = &facts[..] else { panic!("{facts:?}") };
    assert_eq!((scored.right, scored.help, scored.grade), (false, Some(Help::Copy), 2));
    play.act(Action::Next { n: 1 }).expect("read");
    assert_eq!(play.act(Action::Copy { n: 2 }), Err(Refusal::Used));
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut play = Play::new(5);
    let mut refused = |action: Action, why: Refusal| {
        let before = play.game.clone();
        assert_eq!(play.act(action.clone()), Err(why), "{action:?}");
        assert_eq!(play.game, before, "{action:?}");
    };
    refused(Action::Answer { n: 1, answer: Answer::Choice(0) }, Refusal::OtherQuestion);
    refused(Action::Answer { n: 0, answer: Answer::Choice(5) }, Refusal::NoAnswer);
    refused(Action::Answer { n: 0, answer: Answer::Claim(true) }, Refusal::NoAnswer);
    refused(Action::Next { n: 0 }, Refusal::WrongPhase);
    let before = play.game.clone();
    assert_eq!(play.game.act(Seat(1), &Action::Peek { n: 0 }, Moment::at(play.now)), Err(Refusal::NoSeat));
    assert_eq!(play.game, before);
    play.act(Action::Answer { n: 0, answer: Answer::Choice(3) }).expect("an answer");
    assert_eq!(play.act(Action::Answer { n: 0, answer: Answer::Choice(0) }), Err(Refusal::WrongPhase));
}

#[test]
fn grades_are_those_of_the_report_card() {
    for (percent, grade) in
        [(100, Grade::APlus), (90, Grade::APlus), (89, Grade::A), (80, Grade::A), (79, Grade::B), (70, Grade::B)]
    {
        assert_eq!(Grade::of(percent), grade, "{percent}");
    }
    for (percent, grade) in [(69, Grade::C), (60, Grade::C), (59, Grade::KeepLearning), (0, Grade::KeepLearning)] {
        assert_eq!(Grade::of(percent), grade, "{percent}");
    }
}

proptest! {
    #[test]
    fn every_game_ends_and_ticking_more_often_changes_nothing(
        attempts in proptest::collection::vec((0..3_u16, 0..4_u8, 0..6_u8, 0..6_u8, 0..30_000_u32), 0..60),
        often in 1..9_000_u32,
    ) {
        let (mut seldom, mut ticked) = (game(5, 2), game(5, 2));
        let mut now = Ms(0);
        for (seat, kind, n, option, pause) in attempts {
            let then = now.after(pause);
            while now < then {
                now = now.after(often).min(then);
                ticked.tick(now);
            }
            let action = match kind {
                0 => Action::Answer { n, answer: Answer::Choice(option) },
                1 => Action::Peek { n },
                2 => Action::Copy { n },
                _ => Action::Next { n },
            };
            let a = seldom.act(Seat(seat), &action, Moment::at(now));
            let b = ticked.act(Seat(seat), &action, Moment::at(now));
            prop_assert_eq!(a.is_ok(), b.is_ok());
            seldom.tick(now);
            prop_assert_eq!(&seldom, &ticked);
        }
        let rest = 5 * (QUESTION_MS + EXPLAIN_MS) + READY_MS;
        seldom.tick(now.after(rest));
        prop_assert!(seldom.is_over());
        prop_assert!(seldom.reports().iter().all(|report| report.asked == 5 && report.done));
    }
}
