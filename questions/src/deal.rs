//! Dealing: the questions of one game, as few of them as possible known to its players.
//!
//! What is shuffled and salted here must not be guessed from what was seen before, so chance is drawn anew for every
//! question from what the caller has; a generator that could be wound forward would not do.

use std::collections::{BTreeMap, BTreeSet};

use shared::dice::Dice;
use shared::ids::Key;
use shared::rooms::ask::{Answer, Asked, Question, Right, Way};
use shared::rooms::commitment::Nonce;
use shared::rooms::judge::Accepted;
use shared::rooms::room::game::{GameSetup, Kind, Wishes};
use shared::rooms::secret::Secret;
use shared::rooms::{board, fifth, trivia};

use crate::bank::Bank;
use crate::bank::format::{AnswerDef, CategoryDef, QuestionDef};
use crate::boards::Boards;
use crate::boards::format::{BoardDef, ClueDef};

/// What a seat brings to the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealSeat {
    /// Its time in percent.
    pub factor_percent: u16,
    /// Its team.
    pub team: u8,
    /// Whether a person sits there, who has a vote.
    pub person: bool,
}

/// Where chance comes from: numbers that nobody can foretell.
pub type Chance<'a> = dyn FnMut() -> u64 + 'a;

/// A classmate's chance to be right in each grade, in percent.
const CLASSMATE: [u32; fifth::TOP_GRADE as usize] = [95, 88, 80, 70, 60];

/// Names of classmates.
const CLASSMATES: [&str; 8] = ["Pip", "Nell", "Otto", "Suri", "Bo", "Ilse", "Tariq", "Wren"];

/// What a board is called among the questions that somebody has seen.
#[must_use]
pub fn board_id(key: &Key) -> String {
    format!("boards/{key}")
}

/// Deals a game from all of these banks, or boards; `seen` says how many of the players know a question. `None` when there is nothing to ask.
#[must_use]
pub fn deal(
    banks: &[&Bank],
    boards: &[&Boards],
    wishes: &Wishes,
    seats: &[DealSeat],
    seen: &BTreeMap<String, u32>,
    chance: &mut Chance<'_>,
) -> Option<GameSetup> {
    match wishes.kind {
        Kind::Trivia => {
            let questions = trivia_questions(banks, wishes, seen, chance);
            let teams = wishes.trivia.teams;
            let seat = |(n, seat): (usize, &DealSeat)| {
                // Who chose no team that there is plays for the next one in turn.
                let team = if teams == 0 || seat.team < teams { seat.team } else { (n % usize::from(teams)) as u8 };
                trivia::SeatSetup { factor_percent: seat.factor_percent, team }
            };
            let seats = seats.iter().enumerate().map(seat).collect();
            let setup = trivia::Setup { settings: wishes.trivia, questions, seats };
            (!setup.questions.is_empty()).then_some(GameSetup::Trivia(setup))
        }
        Kind::Fifth => {
            let seats: Vec<fifth::SeatSetup> =
                seats.iter().map(|seat| fifth_seat(banks, wishes, seat, seen, chance)).collect();
            let has_questions = seats.iter().all(|seat| seat.decks.iter().any(|deck| !deck.is_empty()));
            has_questions.then_some(GameSetup::Fifth(fifth::Setup { length: wishes.length, seats }))
        }
        Kind::Board => board_setup(boards, wishes, seats, seen, chance).map(GameSetup::Board),
    }
}

/// The categories that were wished for.
fn categories<'a>(banks: &'a [&'a Bank], wishes: &Wishes) -> impl Iterator<Item = (&'a Key, &'a CategoryDef)> {
    let wanted: BTreeSet<Key> = wishes.categories.iter().cloned().collect();
    let all = banks.iter().flat_map(|bank| &bank.categories);
    all.filter(move |(key, _)| wanted.is_empty() || wanted.contains(*key))
}

/// A question where it stands.
type Card<'a> = (&'a Key, &'a CategoryDef, &'a QuestionDef);

/// The questions that were wished for.
fn cards<'a>(banks: &'a [&'a Bank], wishes: &Wishes) -> impl Iterator<Item = Card<'a>> {
    categories(banks, wishes)
        .flat_map(|(key, category)| category.questions.iter().map(move |question| (key, category, question)))
}

/// How many of the players know a question.
fn times_seen((key, _, question): &Card<'_>, seen: &BTreeMap<String, u32>) -> u32 {
    seen.get(&id(key, question)).copied().unwrap_or_default()
}

/// In an order of chance, what fewest have seen first.
fn freshest<T>(mut list: Vec<T>, times: impl Fn(&T) -> u32, chance: &mut Chance<'_>) -> Vec<T> {
    Dice::new(chance()).shuffle(&mut list);
    // Looking one up costs more than comparing, and large banks are dealt from, too.
    list.sort_by_cached_key(times);
    list
}

fn id(category: &Key, question: &QuestionDef) -> String {
    format!("{category}/{}", question.id)
}

fn trivia_questions(
    banks: &[&Bank],
    wishes: &Wishes,
    seen: &BTreeMap<String, u32>,
    chance: &mut Chance<'_>,
) -> Vec<Question> {
    let length = usize::from(wishes.length);
    let levels = wishes.levels.0..=wishes.levels.1;
    let all: Vec<Card<'_>> = cards(banks, wishes).filter(|(_, _, question)| levels.contains(&question.level)).collect();
    let known: BTreeSet<&Key> = all.iter().map(|(key, ..)| *key).collect();
    let times = |card: &Card<'_>| times_seen(card, seen);
    let fresh = freshest(all, times, chance);
    // No category and no way of asking takes over, as long as others have something as fresh.
    let most_of_category = length.div_ceil(known.len().max(1)) + 1;
    let most_of_way = |way: u8| if way == 0 { length - length / 4 } else { length.div_ceil(4) };
    let mut of_category: BTreeMap<&Key, usize> = BTreeMap::new();
    let mut of_way: BTreeMap<u8, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for as_fresh in fresh.chunk_by(|a, b| times(a) == times(b)) {
        let mut rest = Vec::new();
        for one in as_fresh {
            let (key, _, question) = *one;
            let way = way_of(&question.answer);
            let (category, ways) = (of_category.entry(key).or_default(), of_way.entry(way).or_default());
            if chosen.len() < length && *category < most_of_category && *ways < most_of_way(way) {
                *category += 1;
                *ways += 1;
                chosen.push(*one);
            } else {
                rest.push(*one);
            }
        }
        let missing = length.saturating_sub(chosen.len());
        chosen.extend(rest.into_iter().take(missing));
    }
    chosen.sort_by_key(|(_, _, question)| question.level);
    chosen.into_iter().map(|(key, category, question)| dealt(key, category, question, chance)).collect()
}

const fn way_of(answer: &AnswerDef) -> u8 {
    match answer {
        AnswerDef::Choice { .. } => 0,
        AnswerDef::Claim(_) => 1,
        AnswerDef::Typed { .. } => 2,
        AnswerDef::Order(_) => 3,
        AnswerDef::Estimate { .. } => 4,
    }
}

fn fifth_seat(
    banks: &[&Bank],
    wishes: &Wishes,
    seat: &DealSeat,
    seen: &BTreeMap<String, u32>,
    chance: &mut Chance<'_>,
) -> fifth::SeatSetup {
    let decks = std::array::from_fn(|grade| {
        let level = grade as u8 + 1;
        let fits = |(_, category, question): &Card<'_>| {
            category.school && question.level == level && way_of(&question.answer) <= 1
        };
        let cards: Vec<Card<'_>> = cards(banks, wishes).filter(fits).collect();
        let fresh = freshest(cards, |card| times_seen(card, seen), chance).into_iter().take(usize::from(wishes.length));
        fresh
            .map(|(key, category, question)| {
                let question = dealt(key, category, question, chance);
                let classmate = classmate(&question, CLASSMATE[grade], chance);
                fifth::Dealt { question, classmate: Secret::new(classmate) }
            })
            .collect()
    });
    let name = Dice::new(chance()).pick(&CLASSMATES).copied().unwrap_or(CLASSMATES[0]);
    fifth::SeatSetup { factor_percent: seat.factor_percent, classmate: name.to_owned(), decks }
}

/// What a classmate answers who is right in so many percent of such questions.
fn classmate(question: &Question, percent: u32, chance: &mut Chance<'_>) -> Answer {
    let mut dice = Dice::new(chance());
    let knows = dice.chance(percent);
    match (question.right.open(), &question.asked.way) {
        (Right::Choice(right), Way::Choice(options)) => {
            let others: Vec<u8> = (0..options.len() as u8).filter(|n| n != right).collect();
            Answer::Choice(if knows { *right } else { dice.pick(&others).copied().unwrap_or(*right) })
        }
        (Right::Claim(truth), _) => Answer::Claim(*truth == knows),
        _ => Answer::Choice(0),
    }
}

/// A question of the bank as it is asked now: shuffled and salted.
fn dealt(key: &Key, category: &CategoryDef, def: &QuestionDef, chance: &mut Chance<'_>) -> Question {
    let mut dice = Dice::new(chance());
    let (way, right) = match &def.answer {
        AnswerDef::Choice { right, wrong } => {
            let mut options: Vec<(bool, &String)> = wrong.iter().map(|text| (false, text)).collect();
            options.push((true, right));
            dice.shuffle(&mut options);
            let index = options.iter().position(|(is_right, _)| *is_right).unwrap_or_default();
            let options = options.into_iter().map(|(_, text)| text.clone()).collect();
            (Way::Choice(options), Right::Choice(index as u8))
        }
        AnswerDef::Claim(truth) => (Way::Claim, Right::Claim(*truth)),
        AnswerDef::Typed { answer, also, specify } => {
            let accepted = Accepted { answer: answer.clone(), also: also.clone(), specify: specify.clone() };
            (Way::Typed, Right::Typed(accepted))
        }
        AnswerDef::Order(things) => {
            let mut shown: Vec<usize> = (0..things.len()).collect();
            dice.shuffle(&mut shown);
            if shown.is_sorted() {
                shown.reverse();
            }
            let place = |n: usize| shown.iter().position(|thing| *thing == n).unwrap_or_default() as u8;
            let right = (0..things.len()).map(place).collect();
            (Way::Order(shown.iter().map(|n| things[*n].clone()).collect()), Right::Order(right))
        }
        AnswerDef::Estimate { value, from, to, unit } => {
            (Way::Estimate { from: *from, to: *to, unit: unit.clone() }, Right::Estimate(*value))
        }
    };
    Question {
        id: Secret::new(id(key, def)),
        asked: Asked { category: category.name.clone(), level: def.level, text: def.ask.clone(), way },
        right: Secret::new(right),
        why: Secret::new(def.why.clone()),
        nonce: Secret::new(nonce(chance)),
    }
}

fn nonce(chance: &mut Chance<'_>) -> Nonce {
    let (a, b) = (chance().to_le_bytes(), chance().to_le_bytes());
    Nonce(std::array::from_fn(|n| if n < 8 { a[n] } else { b[n - 8] }))
}

fn board_setup(
    boards: &[&Boards],
    wishes: &Wishes,
    seats: &[DealSeat],
    seen: &BTreeMap<String, u32>,
    chance: &mut Chance<'_>,
) -> Option<board::Setup> {
    let all: Vec<(&Key, &BoardDef)> = boards.iter().flat_map(|boards| &boards.boards).collect();
    let times = |(key, _): &(&Key, &BoardDef)| seen.get(&board_id(key)).copied().unwrap_or_default();
    let fresh = freshest(all, times, chance);
    let chosen: Vec<(&Key, &BoardDef)> = fresh.into_iter().take(usize::from(wishes.length)).collect();
    let (last_key, last_board) = *chosen.last()?;
    let rounds = (0_usize..).zip(&chosen).map(|(n, (key, def))| round(key, def, n + 1, chance)).collect();
    Some(board::Setup {
        rounds,
        last_category: last_board.last.category.clone(),
        last: clue(format!("{}/last", board_id(last_key)), &last_board.last.clue, chance),
        seats: seats
            .iter()
            .map(|seat| board::SeatSetup { factor_percent: seat.factor_percent, votes: seat.person })
            .collect(),
    })
}

fn round(key: &Key, def: &BoardDef, doubles: usize, chance: &mut Chance<'_>) -> board::Round {
    let columns = (0..)
        .zip(&def.categories)
        .map(|(c, column)| board::Column {
            name: column.name.clone(),
            clues: (0..)
                .zip(&column.clues)
                .map(|(r, def)| clue(format!("{}/{c}/{r}", board_id(key)), def, chance))
                .collect(),
        })
        .collect();
    // In different columns, and never at the top, where clues are gone before anybody has points to bet.
    let mut dice = Dice::new(chance());
    let mut heads: Vec<u8> = (0..def.categories.len() as u8).collect();
    dice.shuffle(&mut heads);
    let row = |dice: &mut Dice| 1 + dice.below(u32::from(board::ROWS) - 1) as u8;
    let doubles = heads.into_iter().take(doubles).map(|column| board::Cell { column, row: row(&mut dice) }).collect();
    board::Round { columns, doubles: Secret::new(doubles) }
}

fn clue(id: String, def: &ClueDef, chance: &mut Chance<'_>) -> board::Clue {
    let accepted = Accepted { answer: def.answer.clone(), also: def.also.clone(), specify: def.specify.clone() };
    board::Clue {
        id: Secret::new(id),
        text: Secret::new(def.clue.clone()),
        accepted: Secret::new(accepted),
        nonce: Secret::new(nonce(chance)),
    }
}
