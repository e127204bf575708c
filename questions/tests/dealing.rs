//! Dealing from the bank as it is shipped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use questions::bank::Bank;
use questions::boards::Boards;
use questions::deal::{DealSeat, deal};
use shared::dice::Dice;
use shared::ids::Key;
use shared::rooms::ask::{Question, Right, Way};
use shared::rooms::room::game::{GameSetup, Kind, Wishes};

static SHIPPED: LazyLock<(Bank, Boards)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server");
    (Bank::load(&folder.join("questions")).expect("a bank"), Boards::load(&folder.join("boards")).expect("boards"))
});

fn seats(n: usize) -> Vec<DealSeat> {
    vec![DealSeat { factor_percent: 100, team: 0, person: true }; n]
}

fn dealt(wishes: &Wishes, seen: &BTreeMap<String, u32>, seed: u64) -> Option<GameSetup> {
    let mut dice = Dice::new(seed);
    deal(&[&SHIPPED.0], &[&SHIPPED.1], &wishes.clone().bounded(), &seats(3), seen, &mut || dice.roll())
}

fn trivia(wishes: &Wishes, seen: &BTreeMap<String, u32>, seed: u64) -> Vec<Question> {
    match dealt(wishes, seen, seed) {
        Some(GameSetup::Trivia(setup)) => setup.questions,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_comes_twice_until_everything_has_come() {
    let wishes = Wishes {
        length: 20,
        categories: vec![Key::parse("space").expect("a key")],
        levels: (3, 4),
        ..Wishes::default()
    };
    let there_are = SHIPPED.0.categories[&wishes.categories[0]]
        .questions
        .iter()
        .filter(|question| (3..=4).contains(&question.level))
        .count();
    assert!((21..40).contains(&there_are), "two games of twenty use up {there_are}");
    let mut seen = BTreeMap::new();
    let mut again = Vec::new();
    for seed in 0..2 {
        for question in trivia(&wishes, &seen.clone(), seed) {
            assert!((3..=4).contains(&question.asked.level) && question.asked.category == "Space");
            if seen.insert(question.id.open().clone(), 1).is_some() {
                again.push(question.id.open().clone());
            }
        }
    }
    assert_eq!((seen.len(), again.len()), (there_are, 40 - there_are), "{again:?}");
}

#[test]
fn the_right_option_is_anywhere_as_often() {
    let mut places = [0_u32; 4];
    for seed in 0..600 {
        for question in trivia(&Wishes { length: 20, ..Wishes::default() }, &BTreeMap::new(), seed) {
            if let Right::Choice(n) = question.right.open() {
                places[usize::from(*n)] += 1;
            }
        }
    }
    let mean = places.iter().sum::<u32>() / 4;
    assert!(places.iter().all(|n| n.abs_diff(mean) < mean / 10), "{places:?}");
}

#[test]
fn a_game_is_mixed_and_begins_easily() {
    for seed in 0..50 {
        let questions = trivia(&Wishes::default(), &BTreeMap::new(), seed);
        assert_eq!(questions.len(), 10);
        let categories: BTreeSet<&String> = questions.iter().map(|question| &question.asked.category).collect();
        assert!(categories.len() >= 5, "{categories:?}");
        assert!(questions.is_sorted_by_key(|question| question.asked.level));
        let choices = questions.iter().filter(|question| matches!(question.asked.way, Way::Choice(_))).count();
        assert!((2..10).contains(&choices), "{choices} of ten have options");
    }
}

#[test]
fn nothing_is_dealt_where_there_is_nothing() {
    let wishes = Wishes { categories: vec![Key::parse("nowhere").expect("a key")], ..Wishes::default() };
    assert_eq!(dealt(&wishes, &BTreeMap::new(), 1), None);
}

#[test]
fn fifth_graders_get_enough_of_every_grade() {
    let wishes = Wishes { kind: Kind::Fifth, length: 20, ..Wishes::default() };
    let Some(GameSetup::Fifth(setup)) = dealt(&wishes, &BTreeMap::new(), 1) else { panic!("dealt") };
    for seat in &setup.seats {
        for (grade, deck) in (1..).zip(&seat.decks) {
            assert!(deck.len() == 20 && deck.iter().all(|card| card.question.asked.level == grade));
            assert!(deck.iter().all(|card| card.question.takes(card.classmate.open())));
        }
    }
}

#[test]
fn classmates_know_a_lot_and_not_everything() {
    let wishes = Wishes { kind: Kind::Fifth, length: 20, ..Wishes::default() };
    let mut right = [(0_u32, 0_u32); 5];
    for seed in 0..40 {
        let Some(GameSetup::Fifth(setup)) = dealt(&wishes, &BTreeMap::new(), seed) else { panic!("dealt") };
        for (grade, card) in setup
            .seats
            .iter()
            .flat_map(|seat| seat.decks.iter().enumerate())
            .flat_map(|(g, d)| d.iter().map(move |c| (g, c)))
        {
            right[grade].0 += u32::from(card.question.mark(card.classmate.open()).right);
            right[grade].1 += 1;
        }
    }
    let percent: Vec<u32> = right.iter().map(|(right, all)| right * 100 / all).collect();
    assert!(percent.is_sorted_by(|a, b| a > b) && percent[0] > 92 && percent[4] < 66, "{percent:?}");
}

#[test]
fn boards_come_in_turn_with_their_doubles() {
    let wishes = Wishes { kind: Kind::Board, length: 2, ..Wishes::default() };
    let mut seen = BTreeMap::new();
    for seed in 0..12 {
        let Some(GameSetup::Board(setup)) = dealt(&wishes, &seen, seed) else { panic!("dealt") };
        assert_eq!(setup.rounds.len(), 2);
        for (doubles, round) in (1..).zip(&setup.rounds) {
            assert_eq!(round.columns.len(), 6);
            let cells = round.doubles.open();
            assert!(cells.len() == doubles && cells.iter().all(|cell| (1..5).contains(&cell.row)), "{cells:?}");
            let name = round.columns[0].clues[0].id.open().rsplitn(3, '/').nth(2).expect("a board").to_owned();
            assert_eq!(seen.insert(name, 1), None, "not again before all others");
        }
    }
}
