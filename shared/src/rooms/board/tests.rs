//! Games on the board played by hand, and many by chance.

use proptest::prelude::*;

use super::rules::Board;
use super::view::{PhaseView, is_as_committed};
use super::*;
use crate::rooms::{Moment, Rules, Viewer};

fn clue(name: &str) -> Clue {
    Clue {
        id: Secret::new(name.to_owned()),
        text: Secret::new(format!("This is the clue {name}.")),
        accepted: Secret::new(Accepted {
            answer: format!("Answer {name}"),
            also: vec![],
            specify: vec!["something".into()],
        }),
        nonce: Secret::new(Nonce([3; 16])),
    }
}

fn round(name: &str, columns: u8, doubles: Vec<Cell>) -> Round {
    let column = |c: u8| Column {
        name: format!("{name}{c}"),
        clues: (0..ROWS).map(|r| clue(&format!("{name}{c}{r}"))).collect(),
    };
    Round { columns: (0..columns).map(column).collect(), doubles: Secret::new(doubles) }
}

fn game(seats: usize, doubles: Vec<Cell>) -> Board {
    let seat = SeatSetup { factor_percent: 100, votes: true };
    let setup = Setup {
        rounds: vec![round("a", 2, doubles), round("b", 1, vec![])],
        last_category: "Last things".into(),
        last: clue("z"),
        seats: vec![seat; seats],
    };
    Board::start(setup, Ms(0))
}

/// A game, the time, and what happened last.
struct Play {
    game: Board,
    now: Ms,
}

impl Play {
    fn new(seats: usize, doubles: Vec<Cell>) -> Self {
        let mut play = Self { game: game(seats, doubles), now: Ms(0) };
        play.wait();
        play
    }

    /// Until something happens by itself.
    fn wait(&mut self) -> Vec<Fact> {
        self.now = self.game.due().expect("goes on");
        self.game.tick(self.now)
    }

    #[track_caller]
    fn act(&mut self, seat: u16, action: Action) -> Vec<Fact> {
        self.game.act(Seat(seat), &action, Moment::at(self.now)).unwrap_or_else(|why| panic!("{action:?}: {why}"))
    }

    #[track_caller]
    fn refused(&mut self, seat: u16, action: Action, why: Refusal) {
        let before = self.game.clone();
        assert_eq!(self.game.act(Seat(seat), &action, Moment::at(self.now)), Err(why), "{action:?}");
        assert_eq!(self.game, before, "{action:?}");
    }

    fn phase(&self, seat: u16) -> PhaseView {
        self.game.view(Viewer::Seat(Seat(seat))).phase
    }

    /// Picks a clue, waits for the unlock and has a seat win the race for it.
    #[track_caller]
    fn pick_and_buzz(&mut self, picker: u16, cell: (u8, u8), buzzer: u16) -> u16 {
        self.act(picker, Action::Pick(Cell { column: cell.0, row: cell.1 }));
        let PhaseView::Buzzing { clue, unlocks, .. } = self.phase(picker) else { panic!("{:?}", self.phase(picker)) };
        self.now = unlocks.after(300);
        self.act(buzzer, Action::Buzz { n: clue.n });
        self.wait();
        clue.n
    }

    fn scores(&self) -> Vec<i32> {
        let mut standings = self.game.standings();
        standings.sort_by_key(|standing| standing.seat);
        standings.iter().map(|standing| standing.score).collect()
    }
}

fn says(n: u16, text: &str) -> Action {
    Action::Answer { n, text: text.into() }
}

#[test]
fn right_wins_its_value_and_the_next_pick_and_wrong_loses_it() {
    let mut play = Play::new(3, vec![]);
    let n = play.pick_and_buzz(0, (0, 2), 1);
    play.refused(2, says(n, "Answer a02"), Refusal::NotYou);
    play.act(1, says(n, "Nonsense"));
    assert_eq!(play.scores(), [0, -300, 0]);
    let PhaseView::Buzzing { unlocks, may, .. } = play.phase(1) else { panic!("open for the others") };
    assert!(!may);
    play.now = unlocks.after(200);
    play.refused(1, Action::Buzz { n }, Refusal::Buzz(BuzzRefusal::Again));
    play.act(2, Action::Buzz { n });
    play.wait();
    let facts = play.act(2, says(n, "answer A02"));
    assert!(matches!(facts[..], [Fact::Tried(Try { right: true, points: 300, .. }), Fact::Shown(0)]), "{facts:?}");
    assert_eq!(play.scores(), [0, -300, 300]);
    let PhaseView::Shown { clue, answer, nonce, .. } = play.phase(0) else { panic!("shown") };
    assert!(is_as_committed(&clue, &answer, &nonce));
    for seat in 0..3 {
        play.act(seat, Action::Next { n });
    }
    play.refused(0, Action::Pick(Cell { column: 0, row: 0 }), Refusal::NotYou);
    play.refused(2, Action::Pick(Cell { column: 0, row: 2 }), Refusal::Gone);
    play.refused(2, Action::Pick(Cell { column: 9, row: 0 }), Refusal::Gone);
    play.act(2, Action::Pick(Cell { column: 0, row: 0 }));
}

#[test]
fn silence_costs_who_buzzed_and_nobody_else() {
    let mut play = Play::new(2, vec![]);
    play.pick_and_buzz(0, (1, 0), 1);
    play.wait();
    assert_eq!(play.scores(), [0, -100]);
    let facts = [play.wait(), play.wait()].concat();
    assert!(facts.contains(&Fact::Shown(0)), "nobody else wanted it: {facts:?}");
    assert_eq!(play.scores(), [0, -100]);
}

#[test]
fn a_vague_answer_is_asked_back_once() {
    let mut play = Play::new(2, vec![]);
    let n = play.pick_and_buzz(0, (0, 0), 0);
    assert_eq!(play.act(0, says(n, "something")), [Fact::AskedBack(Seat(0))]);
    play.act(0, says(n, "something"));
    assert_eq!(play.scores(), [-100, 0]);
}

#[test]
fn a_double_is_for_the_picker_alone() {
    let mut play = Play::new(2, vec![Cell { column: 1, row: 4 }]);
    play.act(0, Action::Pick(Cell { column: 1, row: 4 }));
    assert!(matches!(play.phase(1), PhaseView::Wagering { bounds: None, .. }));
    assert!(matches!(play.phase(0), PhaseView::Wagering { bounds: Some((5, 500)), .. }));
    play.refused(1, Action::Wager(100), Refusal::NotYou);
    for wager in [4, 501, -10] {
        play.refused(0, Action::Wager(wager), Refusal::BadWager { least: 5, most: 500 });
    }
    play.act(0, Action::Wager(450));
    play.refused(1, Action::Buzz { n: 0 }, Refusal::Buzz(BuzzRefusal::Closed));
    play.act(0, says(0, "no idea"));
    assert_eq!(play.scores(), [-450, 0]);
    assert!(matches!(play.phase(0), PhaseView::Shown { .. }), "nobody else has a go");
}

#[test]
fn an_appeal_is_decided_by_the_others_and_scored_again() {
    let mut play = Play::new(3, vec![]);
    let n = play.pick_and_buzz(0, (0, 4), 1);
    play.act(1, says(n, "The same in other words"));
    let PhaseView::Buzzing { unlocks, .. } = play.phase(2) else { panic!("open") };
    play.now = unlocks.after(150);
    play.act(2, Action::Buzz { n });
    play.wait();
    play.act(2, says(n, "Answer a04"));
    assert_eq!(play.scores(), [0, -500, 500]);
    play.refused(2, Action::Appeal { n }, Refusal::NotYou);
    play.act(1, Action::Appeal { n });
    play.refused(1, Action::Vote { n, right: true }, Refusal::NotYou);
    play.act(0, Action::Vote { n, right: true });
    play.refused(0, Action::Vote { n, right: true }, Refusal::Again);
    play.act(2, Action::Vote { n, right: false });
    assert_eq!(play.scores(), [0, -500, 500], "one of two is no majority");
    play.refused(1, Action::Appeal { n }, Refusal::Again);
    // The host decides otherwise: what came after the right answer never happened.
    play.game.overrule(Seat(1), play.now).expect("shown");
    assert_eq!(play.scores(), [0, 500, 0]);
    for seat in 0..3 {
        play.act(seat, Action::Next { n });
    }
    play.act(1, Action::Pick(Cell { column: 0, row: 0 }));
}

#[test]
fn the_second_round_begins_with_the_least_and_the_last_clue_ends_the_game() {
    let mut play = Play::new(3, vec![]);
    let mut picker = 0;
    for column in 0..2 {
        for row in 0..ROWS {
            // The first seat answers everything in the first column, the second one in the second.
            let n = play.pick_and_buzz(picker, (column, row), column.into());
            play.act(column.into(), says(n, &format!("Answer a{column}{row}")));
            picker = column.into();
            play.wait();
        }
    }
    assert_eq!(play.scores(), [1500, 1500, 0]);
    assert!(matches!(play.phase(0), PhaseView::Intro { .. }));
    play.wait();
    for row in 0..ROWS {
        let n = play.pick_and_buzz(2, (0, row), 2);
        play.act(2, says(n, &format!("Answer b0{row}")));
        play.wait();
    }
    assert_eq!(play.scores(), [1500, 1500, 3000]);
    assert!(matches!(play.phase(2), PhaseView::LastWagering { most: Some(3000), .. }));
    play.refused(0, Action::Wager(1501), Refusal::BadWager { least: 0, most: 1500 });
    play.act(0, Action::Wager(1500));
    play.act(1, Action::Wager(100));
    play.act(2, Action::Wager(3000));
    play.act(0, says(0, "Answer z"));
    play.act(2, says(0, "Answer y"));
    play.refused(0, says(0, "Answer x"), Refusal::Again);
    let facts = play.wait();
    assert!(matches!(&facts[..], [Fact::Tried(Try { seat: Seat(0), points: 1500, .. })]), "least first: {facts:?}");
    play.wait();
    play.wait();
    assert_eq!(play.scores(), [3000, 1400, 0]);
    play.game.overrule(Seat(2), play.now).expect("the host is kind");
    assert_eq!(play.scores(), [3000, 1400, 6000]);
    let facts = play.wait();
    let [Fact::Over(standings)] = &facts[..] else { panic!("{facts:?}") };
    assert_eq!(standings.iter().map(|one| (one.seat.0, one.place)).collect::<Vec<_>>(), [(2, 1), (0, 2), (1, 3)]);
}

#[test]
fn a_player_who_left_holds_nobody_up() {
    let mut play = Play::new(2, vec![]);
    play.game.set_present(Seat(0), false, play.now);
    let before = play.now;
    let facts = play.wait();
    assert!(play.now.since(before) <= ABSENT_MS && matches!(facts[0], Fact::Picked { .. }), "{facts:?}");
    let PhaseView::Buzzing { clue, unlocks, .. } = play.phase(1) else { panic!("read") };
    play.now = unlocks.after(200);
    play.act(1, Action::Buzz { n: clue.n });
    play.wait();
    // Who buzzed and vanished is answered for by the clock.
    play.game.set_present(Seat(1), false, play.now);
    let mut steps = 0;
    while !play.game.is_over() {
        play.wait();
        steps += 1;
        assert!(steps < 200, "goes on without anybody");
    }
}

/// What somebody might try at any time.
fn attempt() -> impl Strategy<Value = (u16, Action, u32)> {
    let n = 0..12_u16;
    let words = prop_oneof!["Answer [abz][0-2]{0,2}", ".{0,70}", "something"];
    let action = prop_oneof![
        3 => (0..3_u8, 0..6_u8).prop_map(|(column, row)| Action::Pick(Cell { column, row })),
        1 => (-10..2_000_i32).prop_map(Action::Wager),
        4 => n.clone().prop_map(|n| Action::Buzz { n }),
        4 => (n.clone(), words).prop_map(|(n, text)| Action::Answer { n, text }),
        2 => n.clone().prop_map(|n| Action::Next { n }),
        1 => n.clone().prop_map(|n| Action::Appeal { n }),
        1 => (n, any::<bool>()).prop_map(|(n, right)| Action::Vote { n, right }),
    ];
    (0..4_u16, action, 0..6_000_u32)
}

proptest! {
    #[test]
    fn every_game_ends_and_ticking_more_often_changes_nothing(
        attempts in proptest::collection::vec(attempt(), 0..120),
        often in 1..3_000_u32,
    ) {
        let start = || game(3, vec![Cell { column: 0, row: 1 }]);
        let (mut seldom, mut ticked) = (start(), start());
        let mut now = Ms(0);
        for (seat, action, pause) in attempts {
            let then = now.after(pause);
            while now < then {
                now = now.after(often).min(then);
                ticked.tick(now);
            }
            let before = seldom.clone();
            let a = seldom.act(Seat(seat), &action, Moment::at(now));
            let b = ticked.act(Seat(seat), &action, Moment::at(now));
            prop_assert_eq!(a.is_ok(), b.is_ok());
            // A press can decide a race in its own moment: what is due then is carried out by the next tick of either.
            seldom.tick(now);
            ticked.tick(now);
            prop_assert_eq!(&seldom, &ticked);
            if a.is_err() && !matches!(a, Err(Refusal::Buzz(_))) {
                let mut waited = before;
                waited.tick(now);
                prop_assert_eq!(&seldom, &waited, "a refused action changes nothing");
            }
        }
        seldom.tick(now.after(60 * 60_000));
        prop_assert!(seldom.is_over());
    }
}
