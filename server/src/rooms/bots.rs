//! Characters that play along: what they know, how fast they are, and what they do next.
//!
//! A character looks at the answer and then decides by its skill whether it would have known it: honest skill means
//! that how often it is right is what it is said to be, and never more.

use shared::dice::Dice;
use shared::rooms::ask::{Answer, Question, Right, Way};
use shared::rooms::board::{self, rules::Board};
use shared::rooms::fifth;
use shared::rooms::room::game::{Game, GameAction, GameFact};
use shared::rooms::trivia;
use shared::rooms::{Ms, Seat};

/// What a character writes who doesn't know.
const NO_IDEA: &str = "I don't know";

/// How well a character plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skill {
    /// The chance to know a question of each level, in percent.
    pub knows: [u8; 5],
    /// Milliseconds from a question to an answer, on average.
    pub thinks_ms: u32,
    /// Milliseconds from the unlock to the buzzer, on average.
    pub reacts_ms: u32,
    /// How much of what it has it bets, in percent.
    pub dares: u8,
}

impl Default for Skill {
    fn default() -> Self {
        Self { knows: [92, 82, 70, 55, 40], thinks_ms: 5_000, reacts_ms: 700, dares: 40 }
    }
}

/// One character at the table.
#[derive(Debug, Clone)]
pub(super) struct Bot {
    pub(super) seat: Seat,
    pub(super) skill: Skill,
    /// Whether it knows the clue on the table.
    knows: bool,
    /// What it would write to that clue.
    words: String,
}

/// Something that a character is going to do, on the game's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) at: Ms,
    pub(super) seat: Seat,
    pub(super) action: GameAction,
}

impl Bot {
    pub(super) const fn new(seat: Seat, skill: Skill) -> Self {
        Self { seat, skill, knows: false, words: String::new() }
    }

    /// What it is going to do about something that has just happened.
    pub(super) fn hear(&mut self, fact: &GameFact, game: &Game, now: Ms, dice: &mut Dice) -> Option<Plan> {
        let (ms, action) = match (fact, game) {
            (GameFact::Trivia(fact), Game::Trivia(game)) => self.at_trivia(fact, game, dice)?,
            (GameFact::Fifth(fact), Game::Fifth(game)) => self.at_fifth(fact, game, dice)?,
            (GameFact::Board(fact), Game::Board(game)) => self.at_board(fact, game, now, dice)?,
            _ => return None,
        };
        Some(Plan { at: now.after(ms), seat: self.seat, action })
    }

    /// About so many milliseconds: from six tenths of it to one and a half.
    fn about(ms: u32, dice: &mut Dice) -> u32 {
        ms * (60 + dice.below(91)) / 100
    }

    fn would_know(&self, level: u8, dice: &mut Dice) -> bool {
        let index = usize::from(level.clamp(1, 5)) - 1;
        dice.chance(u32::from(self.skill.knows[index]))
    }

    fn at_trivia(
        &mut self,
        fact: &trivia::Fact,
        game: &trivia::rules::Trivia,
        dice: &mut Dice,
    ) -> Option<(u32, GameAction)> {
        match fact {
            trivia::Fact::Asked(n) => {
                let question = game.question(*n)?;
                let answer = answer(question, self.would_know(question.asked.level, dice), dice);
                let ms = Self::about(self.skill.thinks_ms, dice);
                Some((ms, GameAction::Trivia(trivia::Action::Answer { n: *n, answer })))
            }
            trivia::Fact::Revealed(n, _) => {
                Some((Self::about(3_000, dice), GameAction::Trivia(trivia::Action::Next { n: *n })))
            }
            trivia::Fact::Answered(_) | trivia::Fact::Over(_) => None,
        }
    }

    fn at_fifth(
        &mut self,
        fact: &fifth::Fact,
        game: &fifth::rules::Fifth,
        dice: &mut Dice,
    ) -> Option<(u32, GameAction)> {
        match fact {
            fifth::Fact::Asked { seat, n, grade } if *seat == self.seat => {
                let question = game.current(self.seat)?;
                let answer = answer(question, self.would_know(*grade, dice), dice);
                let ms = Self::about(self.skill.thinks_ms, dice);
                Some((ms, GameAction::Fifth(fifth::Action::Answer { n: *n, answer })))
            }
            fifth::Fact::Answered(scored) if scored.seat == self.seat => {
                Some((Self::about(3_000, dice), GameAction::Fifth(fifth::Action::Next { n: scored.n })))
            }
            _ => None,
        }
    }

    fn at_board(&mut self, fact: &board::Fact, game: &Board, now: Ms, dice: &mut Dice) -> Option<(u32, GameAction)> {
        let action = |ms: u32, action: board::Action| Some((ms, GameAction::Board(action)));
        match fact {
            board::Fact::Picks(seat) if *seat == self.seat => {
                let cells = game.pickable();
                // Who dares goes for what is worth more.
                let from = cells.len() * usize::from(self.skill.dares.min(90)) / 100;
                let cell = *dice.pick(cells.get(from..)?)?;
                action(Self::about(2_500, dice), board::Action::Pick(cell))
            }
            board::Fact::Picked { seat, double: true, .. } if *seat == self.seat => {
                action(Self::about(3_000, dice), board::Action::Wager(self.bet(game)?))
            }
            board::Fact::LastCategory => action(Self::about(4_000, dice), board::Action::Wager(self.bet(game)?)),
            board::Fact::Read(n) => {
                self.think(game, dice);
                match game.unlocks() {
                    Some(unlocks) if self.knows => {
                        let wait = unlocks.since(now) + Self::about(self.skill.reacts_ms, dice).max(150);
                        action(wait, board::Action::Buzz { n: *n })
                    }
                    Some(_) => None,
                    // A double of one's own is answered without a buzzer.
                    None => {
                        let reading = board::reading_ms(game.current()?.1.text.open());
                        let text = self.words.clone();
                        action(reading + Self::about(4_000, dice), board::Action::Answer { n: *n, text })
                    }
                }
            }
            board::Fact::Raced(race) if race.presses.first().is_some_and(|press| press.seat == self.seat) => {
                let (n, _) = game.current()?;
                let text = self.words.clone();
                action(Self::about(2_500, dice), board::Action::Answer { n, text })
            }
            board::Fact::Tried(one) if one.seat != self.seat && !one.right => {
                let (unlocks, (n, _)) = (game.unlocks()?, game.current()?);
                let wait = unlocks.since(now) + Self::about(self.skill.reacts_ms, dice).max(150);
                if self.knows { action(wait, board::Action::Buzz { n }) } else { None }
            }
            board::Fact::Shown(n) => action(Self::about(3_000, dice), board::Action::Next { n: *n }),
            board::Fact::LastRead => {
                self.think(game, dice);
                let text = self.words.clone();
                let (n, clue) = game.current()?;
                let reading = board::reading_ms(clue.text.open());
                action(reading + Self::about(8_000, dice), board::Action::Answer { n, text })
            }
            _ => None,
        }
    }

    /// Decides what it makes of the clue on the table.
    fn think(&mut self, game: &Board, dice: &mut Dice) {
        let Some((_, clue)) = game.current() else { return };
        // Clues say nothing of their level: the middle one is as good as any.
        self.knows = self.would_know(3, dice);
        self.words = if self.knows { clue.accepted.open().answer.clone() } else { NO_IDEA.to_owned() };
    }

    fn bet(&self, game: &Board) -> Option<i32> {
        let (least, most) = game.bounds(self.seat)?;
        Some(least + (most - least) * i32::from(self.skill.dares.min(100)) / 100)
    }
}

/// The right answer, or one as wrong as a person's.
fn answer(question: &Question, knows: bool, dice: &mut Dice) -> Answer {
    match (question.right.open(), &question.asked.way) {
        (Right::Choice(right), Way::Choice(options)) => {
            let others: Vec<u8> = (0..options.len() as u8).filter(|n| n != right).collect();
            Answer::Choice(if knows { *right } else { dice.pick(&others).copied().unwrap_or(*right) })
        }
        (Right::Claim(truth), _) => Answer::Claim(*truth == knows),
        (Right::Typed(accepted), _) => Answer::Typed(if knows { accepted.answer.clone() } else { NO_IDEA.to_owned() }),
        (Right::Order(right), _) => {
            let mut order = right.clone();
            if !knows && order.len() > 1 {
                let at = dice.below(order.len() as u32 - 1) as usize;
                order.swap(at, at + 1);
            }
            Answer::Order(order)
        }
        (Right::Estimate(right), Way::Estimate { from, to, .. }) => {
            // Who knows is near, who doesn't is anywhere within a third of the range.
            let range = to.saturating_sub(*from).max(1);
            let off = if knows { range / 60 } else { range / 3 };
            let sides = u32::try_from(2 * off + 1).unwrap_or(u32::MAX);
            let value = right.saturating_sub(off).saturating_add(i64::from(dice.below(sides)));
            Answer::Estimate(value.clamp(*from, *to))
        }
        (Right::Choice(_) | Right::Estimate(_), _) => Answer::Choice(0),
    }
}
