//! Games of trivia played by hand, and many by chance.

use proptest::prelude::*;

use super::rules::Trivia;
use super::view::PhaseView;
use super::*;
use crate::rooms::ask::{Asked, Right, Way, is_as_committed};
use crate::rooms::commitment::Nonce;
use crate::rooms::judge::Accepted;
use crate::rooms::secret::Secret;
use crate::rooms::{Moment, Rules, Viewer};

fn question(way: Way, right: Right) -> Question {
    Question {
        id: Secret::new("test/one".into()),
        asked: Asked { category: "Test".into(), level: 1, text: "What is it?".into(), way },
        right: Secret::new(right),
        why: Secret::new("Because it is.".into()),
        nonce: Secret::new(Nonce([7; 16])),
    }
}

fn choice(right: u8) -> Question {
    question(Way::Choice(["a", "b", "c", "d"].map(str::to_owned).into()), Right::Choice(right))
}

fn game(questions: Vec<Question>, seats: usize, settings: Settings) -> Trivia {
    Trivia::start(Setup { settings, questions, seats: vec![SeatSetup::default(); seats] }, Ms(0))
}

fn say(n: u16, answer: Answer) -> Action {
    Action::Answer { n, answer }
}

fn at(ms: u64) -> Moment {
    Moment::at(Ms(ms))
}

const ASKED_AT: u64 = READY_MS as u64;

#[test]
fn a_game_from_beginning_to_end() {
    let mut game = game(vec![choice(2), choice(0)], 2, Settings::default());
    assert_eq!(game.tick(Ms(ASKED_AT)), [Fact::Asked(0)]);
    let facts = game.act(Seat(0), &say(0, Answer::Choice(2)), at(ASKED_AT + 15_000)).expect("an answer");
    assert_eq!(facts, [Fact::Answered(Seat(0))]);
    let facts = game.act(Seat(1), &say(0, Answer::Choice(1)), at(ASKED_AT + 16_000)).expect("an answer");
    let [Fact::Answered(Seat(1)), Fact::Revealed(0, scored)] = &facts[..] else { panic!("{facts:?}") };
    // Half of one's time costs a quarter of the points.
    assert_eq!(scored.iter().map(|scored| (scored.right, scored.points)).collect::<Vec<_>>(), [(true, 75), (false, 0)]);
    assert!(game.act(Seat(0), &Action::Next { n: 0 }, at(ASKED_AT + 17_000)).expect("read").is_empty());
    let facts = game.act(Seat(1), &Action::Next { n: 0 }, at(ASKED_AT + 18_000)).expect("read");
    assert_eq!(facts, [Fact::Asked(1)]);
    game.act(Seat(0), &say(1, Answer::Choice(0)), at(ASKED_AT + 18_000)).expect("an answer");
    // The other one says nothing: time runs out, the answer is read, and the game ends.
    let facts = game.tick(Ms(ASKED_AT + 80_000));
    let Some(Fact::Over(standings)) = facts.last() else { panic!("{facts:?}") };
    let all: Vec<_> = standings.iter().map(|s| (s.seat.0, s.score, s.place, s.right)).collect();
    assert_eq!(all, [(0, 75 + 100 + STREAK_POINTS, 1, 2), (1, 0, 2, 0)]);
    assert!(game.is_over() && game.due().is_none());
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut game = game(vec![choice(2), choice(0)], 2, Settings::default());
    let refused = |game: &mut Trivia, seat: u16, action: Action, ms: u64, why: Refusal| {
        let mut before = game.clone();
        before.tick(Ms(ms));
        assert_eq!(game.act(Seat(seat), &action, at(ms)), Err(why), "{action:?} at {ms}");
        assert_eq!(*game, before, "{action:?} at {ms}");
    };
    refused(&mut game, 0, say(0, Answer::Choice(2)), 0, Refusal::WrongPhase);
    refused(&mut game, 0, say(1, Answer::Choice(2)), ASKED_AT, Refusal::OtherQuestion);
    refused(&mut game, 2, say(0, Answer::Choice(2)), ASKED_AT, Refusal::NoSeat);
    for odd in [Answer::Choice(4), Answer::Claim(true), Answer::Typed("c".into()), Answer::Order(vec![0])] {
        refused(&mut game, 0, say(0, odd), ASKED_AT, Refusal::NoAnswer);
    }
    refused(&mut game, 0, Action::Next { n: 0 }, ASKED_AT, Refusal::WrongPhase);
    game.act(Seat(0), &say(0, Answer::Choice(1)), at(ASKED_AT + 10)).expect("an answer");
    refused(&mut game, 0, say(0, Answer::Choice(2)), ASKED_AT + 20, Refusal::Again);
    refused(&mut game, 1, say(0, Answer::Choice(2)), ASKED_AT + 30_200, Refusal::TooLate);
    refused(&mut game, 1, say(0, Answer::Choice(2)), ASKED_AT + 31_000, Refusal::TooLate);
    game.act(Seat(0), &Action::Next { n: 0 }, at(ASKED_AT + 31_000)).expect("read");
    refused(&mut game, 0, Action::Next { n: 0 }, ASKED_AT + 31_000, Refusal::Again);
    refused(&mut game, 1, Action::Next { n: 1 }, ASKED_AT + 31_000, Refusal::OtherQuestion);
}

#[test]
fn more_time_costs_no_points() {
    let seats = vec![SeatSetup::default(), SeatSetup { factor_percent: 1000, team: 0 }];
    let mut game = Trivia::start(Setup { settings: Settings::default(), questions: vec![choice(2)], seats }, Ms(0));
    game.tick(Ms(ASKED_AT));
    game.act(Seat(0), &say(0, Answer::Choice(2)), at(ASKED_AT + 9_000)).expect("in time");
    let facts = game.act(Seat(1), &say(0, Answer::Choice(2)), at(ASKED_AT + 90_000)).expect("in time, too");
    let Some(Fact::Revealed(_, scored)) = facts.last() else { panic!("{facts:?}") };
    assert_eq!(scored.iter().map(|scored| scored.points).collect::<Vec<_>>(), [85, 85]);
}

#[test]
fn nobody_waits_for_who_is_away() {
    let mut game = game(vec![choice(2)], 3, Settings::default());
    game.tick(Ms(ASKED_AT));
    game.act(Seat(0), &say(0, Answer::Choice(2)), at(ASKED_AT + 100)).expect("an answer");
    assert!(game.set_present(Seat(1), false, Ms(ASKED_AT + 200)).is_empty());
    let facts = game.act(Seat(2), &say(0, Answer::Choice(2)), at(ASKED_AT + 300)).expect("an answer");
    let Some(Fact::Revealed(0, scored)) = facts.last() else { panic!("{facts:?}") };
    assert_eq!(scored.len(), 2, "who was away isn't in the records");
}

#[test]
fn every_way_of_asking_is_scored_its_own_way() {
    let things = || ["one", "two", "three", "four"].map(str::to_owned).to_vec();
    let estimate = || Way::Estimate { from: 0, to: 1000, unit: "m".into() };
    let iron = || Accepted { answer: "Iron".into(), also: vec!["Fe".into()], specify: vec![] };
    let cases = [
        (question(Way::Claim, Right::Claim(false)), Answer::Claim(false), true, 100),
        (question(Way::Claim, Right::Claim(false)), Answer::Claim(true), false, 0),
        (question(Way::Typed, Right::Typed(iron())), Answer::Typed(" iron".into()), true, 100),
        (question(Way::Typed, Right::Typed(iron())), Answer::Typed("copper".into()), false, 0),
        (question(Way::Order(things()), Right::Order(vec![2, 0, 1, 3])), Answer::Order(vec![2, 0, 1, 3]), true, 100),
        // One pair of six is wrong: five sixths, of which the half is chance.
        (question(Way::Order(things()), Right::Order(vec![2, 0, 1, 3])), Answer::Order(vec![0, 2, 1, 3]), false, 66),
        (question(Way::Order(things()), Right::Order(vec![2, 0, 1, 3])), Answer::Order(vec![3, 1, 0, 2]), false, 0),
        (question(estimate(), Right::Estimate(400)), Answer::Estimate(400), true, 100),
        (question(estimate(), Right::Estimate(400)), Answer::Estimate(420), true, 92),
        (question(estimate(), Right::Estimate(400)), Answer::Estimate(300), false, 60),
        (question(estimate(), Right::Estimate(400)), Answer::Estimate(1000), false, 0),
    ];
    for (question, answer, right, percent) in cases {
        let mark = question.mark(&answer);
        assert_eq!((mark.right, mark.percent), (right, percent), "{:?} to {:?}", answer, question.asked.way);
    }
}

#[test]
fn the_reveal_is_what_the_server_was_bound_to() {
    let mut game = game(vec![choice(2)], 1, Settings::default());
    game.tick(Ms(ASKED_AT));
    let PhaseView::Asking { commitment, .. } = game.view(Viewer::Spectator).phase else { panic!("asking") };
    game.skip(Ms(ASKED_AT + 5));
    let PhaseView::Reveal { asked, reveal, commitment: same, .. } = game.view(Viewer::Seat(Seat(0))).phase else {
        panic!("revealed")
    };
    assert_eq!(commitment, same);
    assert!(is_as_committed(&asked, &reveal, &commitment));
    let other = crate::rooms::ask::Reveal { words: "d".into(), ..reveal };
    assert!(!is_as_committed(&asked, &other, &commitment));
}

#[test]
fn a_big_audience_sees_as_much_as_a_small_one() {
    let mut game = game(vec![choice(2)], 10_000, Settings::default());
    game.tick(Ms(ASKED_AT));
    for seat in 0..9_999 {
        game.act(Seat(seat), &say(0, Answer::Choice(seat as u8 % 4)), at(ASKED_AT + 10)).expect("counted");
    }
    let view = game.view(Viewer::Seat(Seat(17)));
    assert!(matches!(view.phase, PhaseView::Asking { answers: 9_999, ref answered, .. } if answered.is_empty()));
    game.act(Seat(9_999), &say(0, Answer::Choice(2)), at(ASKED_AT + 20)).expect("counted");
    let view = game.view(Viewer::Seat(Seat(17)));
    let PhaseView::Reveal { counts, .. } = &view.phase else { panic!("{view:?}") };
    assert_eq!(counts.iter().map(|n| u32::from(*n)).sum::<u32>(), 10_000);
    assert!(ron::to_string(&view).expect("written").len() < 2_000, "{view:?}");
}

/// What somebody might try at any time.
fn attempt() -> impl Strategy<Value = (u16, Action, u32)> {
    let answer = prop_oneof![
        (0..6_u8).prop_map(Answer::Choice),
        any::<bool>().prop_map(Answer::Claim),
        ".{0,80}".prop_map(Answer::Typed),
        proptest::collection::vec(0..6_u8, 0..6).prop_map(Answer::Order),
        any::<i64>().prop_map(Answer::Estimate),
    ];
    let action = prop_oneof![
        4 => (0..4_u16, answer).prop_map(|(n, answer)| Action::Answer { n, answer }),
        1 => (0..4_u16).prop_map(|n| Action::Next { n }),
    ];
    (0..5_u16, action, 0..20_000_u32)
}

proptest! {
    #[test]
    fn every_game_ends_and_ticking_more_often_changes_nothing(
        attempts in proptest::collection::vec(attempt(), 0..40),
        often in 1..3_000_u32,
    ) {
        let questions = || vec![
            choice(1),
            question(Way::Claim, Right::Claim(true)),
            question(Way::Order(vec!["a".into(), "b".into(), "c".into(), "d".into()]), Right::Order(vec![3, 2, 1, 0])),
        ];
        let (mut seldom, mut ticked) = (game(questions(), 4, Settings::default()), game(questions(), 4, Settings::default()));
        let mut now = Ms(0);
        for (seat, action, pause) in attempts {
            let then = now.after(pause);
            while now < then {
                now = now.after(often).min(then);
                ticked.tick(now);
            }
            let a = seldom.act(Seat(seat), &action, Moment::at(now));
            let b = ticked.act(Seat(seat), &action, Moment::at(now));
            prop_assert_eq!(a.is_ok(), b.is_ok());
            seldom.tick(now);
            prop_assert_eq!(&seldom, &ticked);
        }
        seldom.tick(now.after(3 * 60_000));
        prop_assert!(seldom.is_over());
        let points: u32 = seldom.standings().iter().map(|standing| standing.score).sum();
        prop_assert!(points <= 4 * 3 * (POINTS + MOST_STREAK));
    }
}
