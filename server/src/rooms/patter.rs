//! What the host of the games says: of what happened in a room, at most one line a moment. It is said beside the game,
//! which never waits for it, and it is kept nowhere.

use std::collections::{BTreeMap, BTreeSet};

use questions::patter::{MAX_SAID, Occasion, Patter, fill};
use shared::dice::Dice;
use shared::rooms::board::view::PhaseView;
use shared::rooms::board::{self, rules::Board};
use shared::rooms::fifth::{self, Help};
use shared::rooms::room::game::{Game, GameFact, GameView, Place};
use shared::rooms::room::{MemberId, Room, RoomFact};
use shared::rooms::trivia::{self, rules::Trivia};
use shared::rooms::{Ms, Rules as _, Seat, Viewer};

/// Milliseconds between two lines, at the least; what is important is said at once.
const PAUSE_MS: u32 = 2_500;

/// Rooms with more members aren't told who comes.
const INTIMATE: usize = 16;

/// Right answers in a row that are worth a word.
const STREAKS: [u16; 4] = [3, 5, 8, 12];

/// Points between the first two that are close together.
const CLOSE: u32 = 60;

/// How much something is worth saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Aside,
    News,
    Turn,
    /// Said at once, whatever was said a moment ago.
    Important,
}

/// Something that could be said.
#[derive(Debug)]
struct Remark {
    weight: Weight,
    occasion: Occasion,
    given: Vec<(&'static str, String)>,
}

/// The host's memory of one room.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// What was said in this game.
    said: BTreeSet<(Occasion, usize)>,
    last: Option<(Ms, Weight)>,
    leader: Option<Seat>,
    grades: BTreeMap<Seat, u8>,
    /// When the buzzers unlocked, on the game's clock.
    unlocked: Ms,
}

impl Host {
    /// A line about what has just happened in a room, if there is something to say.
    pub(super) fn hear(
        &mut self,
        facts: &[RoomFact],
        room: &Room,
        now: Ms,
        patter: &Patter,
        dice: &mut Dice,
    ) -> Option<String> {
        let mut best: Option<Remark> = None;
        for fact in facts {
            if *fact == RoomFact::Began {
                *self = Self { last: self.last, ..Self::default() };
            }
            let remark = self.remark(fact, room, dice);
            if remark.as_ref().map(|remark| remark.weight) > best.as_ref().map(|best| best.weight) {
                best = remark;
            }
        }
        let remark = best?;
        let is_soon = self.last.is_some_and(|(last, weight)| {
            now.since(last) < PAUSE_MS
                && (remark.weight < Weight::Important || (last == now && weight == remark.weight))
        });
        if is_soon {
            return None;
        }
        let line = self.pick(remark.occasion, patter, dice)?;
        let said = fill(line, &remark.given);
        if said.chars().count() > MAX_SAID {
            return None;
        }
        self.last = Some((now, remark.weight));
        Some(said)
    }

    /// A line for an occasion that wasn't said in this game, as long as there is one.
    fn pick<'a>(&mut self, occasion: Occasion, patter: &'a Patter, dice: &mut Dice) -> Option<&'a str> {
        let lines = patter.lines(occasion);
        let left = |said: &BTreeSet<(Occasion, usize)>| -> Vec<usize> {
            (0..lines.len()).filter(|n| !said.contains(&(occasion, *n))).collect()
        };
        let mut fresh = left(&self.said);
        if fresh.is_empty() {
            self.said.retain(|(other, _)| *other != occasion);
            fresh = left(&self.said);
        }
        let n = *dice.pick(&fresh)?;
        self.said.insert((occasion, n));
        lines.get(n).map(String::as_str)
    }

    fn remark(&mut self, fact: &RoomFact, room: &Room, dice: &mut Dice) -> Option<Remark> {
        match fact {
            RoomFact::Came(id) if !room.is_playing() && room.size() <= INTIMATE => {
                remark(Weight::Aside, Occasion::Came, [("name", member(room, *id)?)])
            }
            RoomFact::Began => {
                let game = room.game()?.kind().name().to_owned();
                remark(Weight::Important, Occasion::Begins, [("game", game)])
            }
            RoomFact::Hosts(id) => remark(Weight::News, Occasion::NewHost, [("name", member(room, *id)?)]),
            RoomFact::Paused(true) => remark(Weight::News, Occasion::Paused, []),
            RoomFact::Paused(false) => remark(Weight::News, Occasion::GoesOn, []),
            RoomFact::Over(places) => over(places, room),
            RoomFact::Game(fact) => match (fact, room.game()?) {
                (GameFact::Trivia(fact), Game::Trivia(game)) => self.of_trivia(fact, game, room, dice),
                (GameFact::Fifth(fact), _) => self.of_fifth(fact, room),
                (GameFact::Board(fact), Game::Board(game)) => self.of_board(fact, game, room),
                _ => None,
            },
            _ => None,
        }
    }

    fn of_trivia(&mut self, fact: &trivia::Fact, game: &Trivia, room: &Room, dice: &mut Dice) -> Option<Remark> {
        match fact {
            trivia::Fact::Asked(n) => {
                let category = ("category", game.question(*n)?.asked.category.clone());
                let GameView::Trivia(view) = room.game()?.view(Viewer::Spectator) else { return None };
                let is_last = n + 1 == view.of;
                match &view.first[..] {
                    _ if is_last => remark(Weight::Turn, Occasion::LastQuestion, [category]),
                    [first, second, ..]
                        if 2 * n >= view.of && first.score.abs_diff(second.score) <= CLOSE && dice.chance(50) =>
                    {
                        remark(Weight::News, Occasion::Tight, [])
                    }
                    _ => {
                        let numbers = [("n", (n + 1).to_string()), ("of", view.of.to_string())];
                        remark(Weight::Aside, Occasion::Question, numbers.into_iter().chain([category]))
                    }
                }
            }
            trivia::Fact::Revealed(n, scored) => {
                let standings = game.standings();
                let leader = standings.first().filter(|first| first.score > 0).map(|first| first.seat);
                let is_alone = standings.get(1).is_none_or(|second| second.place > 1);
                let leads = leader.filter(|leader| is_alone && self.leader.is_some_and(|before| before != *leader));
                self.leader = leader.or(self.leader);
                let right: Vec<Seat> = scored.iter().filter(|one| one.right).map(|one| one.seat).collect();
                let on = standings.iter().filter(|one| STREAKS.contains(&one.streak)).max_by_key(|one| one.streak);
                if let Some(seat) = leads.filter(|_| *n > 0) {
                    return remark(Weight::Turn, Occasion::Leads, [("name", seated(room, seat)?)]);
                }
                if let Some(on) = on {
                    let given = [("name", seated(room, on.seat)?), ("count", on.streak.to_string())];
                    return remark(Weight::Turn, Occasion::Streak, given);
                }
                match (right.as_slice(), scored.len()) {
                    ([], 1..) => remark(Weight::News, Occasion::NobodyRight, []),
                    (right, answers) if answers > 1 && right.len() == answers => {
                        remark(Weight::News, Occasion::AllRight, [])
                    }
                    ([one], 2..) => remark(Weight::News, Occasion::OneRight, [("name", seated(room, *one)?)]),
                    ([_, _, ..], _) => remark(Weight::News, Occasion::SomeRight, [("count", right.len().to_string())]),
                    _ => None,
                }
            }
            trivia::Fact::Answered(_) | trivia::Fact::Over(_) => None,
        }
    }

    fn of_fifth(&mut self, fact: &fifth::Fact, room: &Room) -> Option<Remark> {
        match fact {
            fifth::Fact::Asked { seat, grade, .. } => {
                let before = self.grades.insert(*seat, *grade)?;
                let occasion = match grade.cmp(&before) {
                    std::cmp::Ordering::Greater => Occasion::GradeUp,
                    std::cmp::Ordering::Less => Occasion::GradeDown,
                    std::cmp::Ordering::Equal => return None,
                };
                let given = [("name", seated(room, *seat)?), ("grade", grade.to_string())];
                remark(Weight::Turn, occasion, given)
            }
            fifth::Fact::Helped(seat, help) => {
                let occasion = match help {
                    Help::Peek => Occasion::Peeked,
                    Help::Copy => Occasion::Copied,
                };
                remark(Weight::News, occasion, [("name", seated(room, *seat)?)])
            }
            fifth::Fact::Answered(_) | fifth::Fact::Finished(_) | fifth::Fact::Over(_) => None,
        }
    }

    fn of_board(&mut self, fact: &board::Fact, game: &Board, room: &Room) -> Option<Remark> {
        let view = game.view(Viewer::Spectator);
        let name = |seat: Seat| Some(("name", seated(room, seat)?));
        let found = match fact {
            board::Fact::Round(round) => {
                remark(Weight::Turn, Occasion::Round, [("n", (u16::from(*round) + 1).to_string())])
            }
            board::Fact::Picks(seat) => remark(Weight::Aside, Occasion::Picks, [name(*seat)?]),
            board::Fact::Picked { seat, cell, double: true } => {
                let category = view.columns.get(usize::from(cell.column))?.clone();
                remark(Weight::Important, Occasion::Double, [name(*seat)?, ("category", category)])
            }
            board::Fact::Raced(race) => match race.presses.first() {
                Some(press) => {
                    let ms = press.counted.since(self.unlocked).to_string();
                    remark(Weight::News, Occasion::First, [name(press.seat)?, ("ms", ms)])
                }
                None => remark(Weight::News, Occasion::NobodyBuzzed, []),
            },
            board::Fact::AskedBack(seat) => remark(Weight::News, Occasion::AskedBack, [name(*seat)?]),
            board::Fact::Tried(one) if one.right => {
                remark(Weight::Turn, Occasion::Right, [name(one.seat)?, ("points", one.points.to_string())])
            }
            board::Fact::Tried(one) => remark(Weight::Turn, Occasion::Wrong, [name(one.seat)?]),
            board::Fact::Appealed(seat) => remark(Weight::Turn, Occasion::Appealed, [name(*seat)?]),
            board::Fact::Decided(seat, true) => remark(Weight::Turn, Occasion::Granted, [name(*seat)?]),
            board::Fact::Decided(seat, false) => remark(Weight::Turn, Occasion::Denied, [name(*seat)?]),
            board::Fact::LastCategory => match &view.phase {
                PhaseView::LastWagering { category, .. } => {
                    remark(Weight::Turn, Occasion::LastClue, [("category", category.clone())])
                }
                _ => None,
            },
            board::Fact::Picked { .. }
            | board::Fact::Wagered(_)
            | board::Fact::Read(_)
            | board::Fact::Shown(_)
            | board::Fact::LastRead
            | board::Fact::Over(_) => None,
        };
        // They unlock again for the others after a wrong answer.
        if let PhaseView::Buzzing { unlocks, .. } = view.phase {
            self.unlocked = unlocks;
        }
        found
    }
}

fn remark(
    weight: Weight,
    occasion: Occasion,
    given: impl IntoIterator<Item = (&'static str, String)>,
) -> Option<Remark> {
    Some(Remark { weight, occasion, given: given.into_iter().collect() })
}

fn over(places: &[Place], room: &Room) -> Option<Remark> {
    let (occasion, given) = match places {
        [one] => (Occasion::OverAlone, vec![("name", seated(room, one.seat)?), ("points", one.score.to_string())]),
        [first, second, ..] if first.place == second.place => (Occasion::OverTie, Vec::new()),
        [first, ..] => (Occasion::Over, vec![("name", seated(room, first.seat)?)]),
        [] => return None,
    };
    remark(Weight::Important, occasion, given)
}

fn member(room: &Room, id: MemberId) -> Option<String> {
    room.member(id).map(|member| member.name.as_str().to_owned())
}

fn seated(room: &Room, seat: Seat) -> Option<String> {
    room.seated(seat).map(|(_, member)| member.name.as_str().to_owned())
}
