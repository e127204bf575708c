//! The games that a room can play, behind one face.

use serde::{Deserialize, Serialize};

use crate::rooms::board::{self, rules::Board};
use crate::rooms::fifth::{self, rules::Fifth};
use crate::rooms::trivia::{self, rules::Trivia};
use crate::rooms::{Moment, Ms, Rules, Seat, Viewer};

/// Which game a room plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Everybody climbs a ladder of their own.
    Fifth,
    /// Everybody answers the same questions.
    Trivia,
    /// Pick, buzz, answer.
    Board,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Fifth, Self::Trivia, Self::Board];

    /// What players call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fifth => "Fifth Grade",
            Self::Trivia => "Trivia",
            Self::Board => "The Quiz Board",
        }
    }

    /// Fewest and most seats; an audience has more.
    #[must_use]
    pub const fn seats(self) -> (u16, u16) {
        match self {
            Self::Fifth | Self::Board => (1, 8),
            Self::Trivia => (2, 8),
        }
    }

    /// How many questions a game usually has, or how many rounds on the board.
    #[must_use]
    pub const fn usual_length(self) -> u8 {
        match self {
            Self::Board => 1,
            Self::Fifth | Self::Trivia => 10,
        }
    }

    /// Whether it can be played by an audience of up to [`MOST_SEATS`].
    #[must_use]
    pub const fn has_audience(self) -> bool {
        matches!(self, Self::Trivia)
    }
}

/// Most seats of a room that plays with its audience.
pub const MOST_SEATS: u16 = 10_000;

/// How the host wants the game; what another kind of game needs is kept for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Which game.
    pub kind: Kind,
    /// Whether everybody who comes gets a seat, up to [`MOST_SEATS`]; for games that can.
    pub audience: bool,
    /// How many questions, 5 to 20; how many rounds on the board, 1 or 2.
    pub length: u8,
    /// The categories to ask from, by their names in the bank; all of them when empty.
    pub categories: Vec<crate::ids::Key>,
    /// The easiest and the hardest level to ask, 1 to 5.
    pub levels: (u8, u8),
    /// How trivia is played.
    pub trivia: trivia::Settings,
}

impl Default for Wishes {
    fn default() -> Self {
        Self::of(Kind::Trivia)
    }
}

impl Wishes {
    /// How this game is usually played.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            audience: false,
            length: kind.usual_length(),
            categories: Vec::new(),
            levels: (1, 5),
            trivia: trivia::Settings::default(),
        }
    }

    /// The same within bounds.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        self.length = match self.kind {
            Kind::Board => self.length.clamp(1, 2),
            Kind::Fifth | Kind::Trivia => self.length.clamp(5, 20),
        };
        self.audience &= self.kind.has_audience();
        self.categories.truncate(64);
        let (low, high) = (self.levels.0.clamp(1, 5), self.levels.1.clamp(1, 5));
        self.levels = (low.min(high), low.max(high));
        self.trivia.seconds = self.trivia.seconds.clamp(trivia::SECONDS.0, trivia::SECONDS.1);
        self.trivia.teams = if self.trivia.teams < 2 { 0 } else { self.trivia.teams.min(4) };
        self
    }

    /// Fewest and most seats.
    #[must_use]
    pub fn seats(&self) -> (u16, u16) {
        let (least, most) = self.kind.seats();
        (least, if self.audience { MOST_SEATS } else { most })
    }
}

/// What a seat may ask of its game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameAction {
    /// In Fifth Grade.
    Fifth(fifth::Action),
    /// In trivia.
    Trivia(trivia::Action),
    /// On the board.
    Board(board::Action),
}

/// Why a game refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum GameRefusal {
    /// Fifth Grade's reason.
    #[error(transparent)]
    Fifth(#[from] fifth::Refusal),
    /// Trivia's reason.
    #[error(transparent)]
    Trivia(#[from] trivia::Refusal),
    /// The board's reason.
    #[error(transparent)]
    Board(#[from] board::Refusal),
    /// The action belongs to another game.
    #[error("That belongs to another game.")]
    OtherGame,
}

/// Something that happened in a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GameFact {
    /// In Fifth Grade.
    Fifth(fifth::Fact),
    /// In trivia.
    Trivia(trivia::Fact),
    /// On the board.
    Board(board::Fact),
}

/// What somebody sees of a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameView {
    /// Of Fifth Grade.
    Fifth(fifth::view::View),
    /// Of trivia.
    Trivia(trivia::view::View),
    /// Of the board.
    Board(board::view::View),
}

/// What a game is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GameSetup {
    /// Fifth Grade.
    Fifth(fifth::Setup),
    /// Trivia.
    Trivia(trivia::Setup),
    /// The board.
    Board(board::Setup),
}

/// A game that goes on, or is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Game {
    /// Fifth Grade.
    Fifth(Fifth),
    /// Trivia.
    Trivia(Trivia),
    /// The board.
    Board(Box<Board>),
}

/// Who won what, in any game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Who.
    pub seat: Seat,
    /// Their place, from 1; who has as many points has the same.
    pub place: u16,
    /// Their points.
    pub score: i32,
    /// Their right answers.
    pub right: u16,
}

impl Game {
    /// Starts a game.
    #[must_use]
    pub fn start(setup: GameSetup, now: Ms) -> Self {
        match setup {
            GameSetup::Fifth(setup) => Self::Fifth(Fifth::start(setup, now)),
            GameSetup::Trivia(setup) => Self::Trivia(Trivia::start(setup, now)),
            GameSetup::Board(setup) => Self::Board(Box::new(Board::start(setup, now))),
        }
    }

    /// Which game it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Fifth(_) => Kind::Fifth,
            Self::Trivia(_) => Kind::Trivia,
            Self::Board(_) => Kind::Board,
        }
    }

    /// When something happens by itself; `None` only when the game is over.
    #[must_use]
    pub fn due(&self) -> Option<Ms> {
        match self {
            Self::Fifth(game) => game.due(),
            Self::Trivia(game) => game.due(),
            Self::Board(game) => game.due(),
        }
    }

    /// Carries out everything that is due until `now`.
    pub fn tick(&mut self, now: Ms) -> Vec<GameFact> {
        match self {
            Self::Fifth(game) => facts(game.tick(now), GameFact::Fifth),
            Self::Trivia(game) => facts(game.tick(now), GameFact::Trivia),
            Self::Board(game) => facts(game.tick(now), GameFact::Board),
        }
    }

    /// What a seat asks for.
    ///
    /// # Errors
    /// When the rules don't allow it, or the action belongs to another game.
    pub fn act(&mut self, seat: Seat, action: &GameAction, when: Moment) -> Result<Vec<GameFact>, GameRefusal> {
        Ok(match (self, action) {
            (Self::Fifth(game), GameAction::Fifth(action)) => facts(game.act(seat, action, when)?, GameFact::Fifth),
            (Self::Trivia(game), GameAction::Trivia(action)) => facts(game.act(seat, action, when)?, GameFact::Trivia),
            (Self::Board(game), GameAction::Board(action)) => facts(game.act(seat, action, when)?, GameFact::Board),
            _ => return Err(GameRefusal::OtherGame),
        })
    }

    /// Ends what goes on, as hosts may, as if its time were up.
    pub fn skip(&mut self, now: Ms) -> Vec<GameFact> {
        match self {
            Self::Fifth(game) => facts(game.skip(now), GameFact::Fifth),
            Self::Trivia(game) => facts(game.skip(now), GameFact::Trivia),
            Self::Board(game) => facts(game.skip(now), GameFact::Board),
        }
    }

    /// Says that a seat is, or isn't, there.
    pub fn set_present(&mut self, seat: Seat, present: bool, now: Ms) -> Vec<GameFact> {
        match self {
            // Everybody climbs by themselves: nobody waits for anybody.
            Self::Fifth(_) => Vec::new(),
            Self::Trivia(game) => facts(game.set_present(seat, present, now), GameFact::Trivia),
            Self::Board(game) => facts(game.set_present(seat, present, now), GameFact::Board),
        }
    }

    /// The newest estimate of the way from a seat, in milliseconds.
    pub fn set_one_way(&mut self, seat: Seat, ms: u16) {
        if let Self::Board(game) = self {
            game.set_one_way(seat, ms);
        }
    }

    /// Turns the verdict on a seat's reply that is shown round, as hosts may.
    ///
    /// # Errors
    /// When there is no such reply now.
    pub fn overrule(&mut self, seat: Seat, now: Ms) -> Result<Vec<GameFact>, GameRefusal> {
        match self {
            Self::Board(game) => Ok(facts(game.overrule(seat, now)?, GameFact::Board)),
            Self::Fifth(_) | Self::Trivia(_) => Err(GameRefusal::OtherGame),
        }
    }

    /// What somebody may see now.
    #[must_use]
    pub fn view(&self, viewer: Viewer) -> GameView {
        match self {
            Self::Fifth(game) => GameView::Fifth(game.view(viewer)),
            Self::Trivia(game) => GameView::Trivia(game.view(viewer)),
            Self::Board(game) => GameView::Board(game.view(viewer)),
        }
    }

    /// Everybody's place, the first first.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        match self {
            Self::Fifth(game) => {
                let reports = game.reports();
                let place = |score: u32| 1 + reports.iter().filter(|other| other.score > score).count() as u16;
                let one = |report: &fifth::Report| Place {
                    seat: report.seat,
                    place: place(report.score),
                    score: i32::try_from(report.score).unwrap_or(i32::MAX),
                    right: report.right.into(),
                };
                reports.iter().map(one).collect()
            }
            Self::Trivia(game) => {
                let one = |standing: trivia::Standing| Place {
                    seat: standing.seat,
                    place: standing.place,
                    score: i32::try_from(standing.score).unwrap_or(i32::MAX),
                    right: standing.right,
                };
                game.standings().into_iter().map(one).collect()
            }
            Self::Board(game) => {
                let one = |standing: board::Standing| Place {
                    seat: standing.seat,
                    place: standing.place,
                    score: standing.score,
                    right: standing.right,
                };
                game.standings().into_iter().map(one).collect()
            }
        }
    }
}

fn facts<T>(facts: Vec<T>, of: impl Fn(T) -> GameFact) -> Vec<GameFact> {
    facts.into_iter().map(of).collect()
}
