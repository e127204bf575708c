//! Rooms and games as they are staged for pictures: made up, but in the words that a server would use.

use shared::api::CategoryBest;
use shared::content::looks::Looks;
use shared::content::town::TownContent;
use shared::ids::Key;
use shared::protocol::rooms::{PassingView, Subject, TableView};
use shared::rooms::ask::{Answer, Asked, Reveal, Way};
use shared::rooms::board::view::{ClueView, PhaseView as BoardPhase, View as BoardView};
use shared::rooms::board::{self, Cell, Try};
use shared::rooms::buzzer::{Press, Race};
use shared::rooms::code::RoomCode;
use shared::rooms::commitment::{Commitment, Nonce};
use shared::rooms::fifth::view::{LadderView, PhaseView as FifthPhase, View as FifthView};
use shared::rooms::fifth::{Grade, Report, Scored as FifthScored};
use shared::rooms::room::game::{GameView, Kind, Place, Wishes};
use shared::rooms::room::view::{GameShown, MemberView, RoomView, StageView};
use shared::rooms::room::{ChatMode, GameClock, MemberId, Role};
use shared::rooms::trivia::view::{PhaseView as TriviaPhase, View as TriviaView};
use shared::rooms::trivia::{Scored, Settings, Standing};
use shared::rooms::{Ms, Seat};
use shared::text::DisplayName;

use super::View;

/// Who hosts the games, and so doesn't play.
pub const HOST: &str = "amos";

/// The game's moment at which the stage is set.
const NOW: u64 = 100_000;

/// What a staged server would tell of the hall.
#[derive(Default)]
pub struct Staged {
    /// The room; `None` for who only walks past.
    pub room: Option<RoomView>,
    /// The game in it.
    pub game: Option<GameShown>,
    /// What is on the stage.
    pub passing: Option<PassingView>,
    /// The tables with open rooms.
    pub tables: Vec<TableView>,
    /// One's records.
    pub records: Vec<CategoryBest>,
    /// What games can ask from.
    pub subjects: Vec<Subject>,
    /// What the host of the games says.
    pub patter: &'static str,
}

/// The hall in a view; `None` in views of the town.
pub fn staged(view: View, content: &TownContent, me: Looks) -> Option<Staged> {
    let (kind, stage, game) = match view {
        View::Lobby => (Kind::Trivia, StageView::Lobby, None),
        View::Trivia => (Kind::Trivia, StageView::Playing, Some(GameView::Trivia(trivia(asking())))),
        View::TriviaTold => (Kind::Trivia, StageView::Playing, Some(GameView::Trivia(trivia(told())))),
        View::Board | View::Hall => (Kind::Board, StageView::Playing, Some(GameView::Board(quiz(choosing())))),
        View::Buzzer => (Kind::Board, StageView::Playing, Some(GameView::Board(quiz(buzzing())))),
        View::Clue => (Kind::Board, StageView::Playing, Some(GameView::Board(quiz(shown())))),
        View::Fifth => (Kind::Fifth, StageView::Playing, Some(GameView::Fifth(fifth()))),
        View::Results => (Kind::Board, StageView::Results(places()), Some(GameView::Board(quiz(shown())))),
        View::Door | View::Records => return Some(door(view)),
        View::Title | View::PlazaDay | View::PlazaNight | View::Cafe | View::Talk => return None,
    };
    let clock = GameClock::Running { zero: Ms(0) };
    let game = game.map(|view| GameShown { clock, seat: Some(Seat(0)), view });
    let members = members(content, me, game.is_some());
    if view == View::Hall {
        let table = Key::parse("oak").ok();
        let passing = PassingView { table, kind, members, stage, game };
        return Some(Staged { passing: Some(passing), ..Staged::default() });
    }
    let room = room(kind, stage, members);
    let subjects = [("geography", "Geography", 86), ("science", "Science", 86), ("music", "Music", 86)];
    let subject = |(key, name, questions): (&str, &str, u16)| {
        Some(Subject { key: Key::parse(key).ok()?, name: name.to_owned(), questions })
    };
    let subjects = subjects.into_iter().filter_map(subject).collect();
    Some(Staged { room: Some(room), game, subjects, patter: patter(view), ..Staged::default() })
}

/// The way to a game, or one's records in its place.
fn door(view: View) -> Staged {
    let table = |(name, kind, players, playing)| {
        Some(TableView { table: Key::parse(name).ok()?, kind, players, seats: 8, playing, locked: false })
    };
    let tables = [("amber", Kind::Board, 4, true), ("rose", Kind::Trivia, 2, false)];
    let best = |(name, answered, right, best_fifth): (&str, u32, u32, Option<i64>)| CategoryBest {
        category: name.to_lowercase(),
        name: name.to_owned(),
        answered,
        right,
        best_fifth,
    };
    let records = [
        ("Animals", 14, 12, Some(640)),
        ("Art", 3, 1, None),
        ("Food and drink", 21, 15, Some(410)),
        ("Geography", 38, 31, Some(980)),
        ("The Quiz Board", 52, 33, None),
    ];
    let records = if view == View::Records { records.into_iter().map(best).collect() } else { Vec::new() };
    Staged { tables: tables.into_iter().filter_map(table).collect(), records, ..Staged::default() }
}

const fn patter(view: View) -> &'static str {
    match view {
        View::Trivia => "Question four. I know this one, which is why I'm not allowed to play.",
        View::Clue => "Right as print, Robin. 300 points.",
        View::Results => "Robin, that's yours. Everybody else, your nearlies are safe with me.",
        _ => "",
    }
}

/// The hall's moment at which the stage is set.
pub const fn now() -> Ms {
    Ms(NOW)
}

fn members(content: &TownContent, me: Looks, seated: bool) -> Vec<MemberView> {
    let member = |id: u16, name: &str, looks: Looks, character: Option<Key>| {
        Some(MemberView {
            id: MemberId(id),
            name: DisplayName::parse(name).ok()?,
            looks,
            character,
            role: Role::Player,
            ready: id != 2,
            connected: true,
            muted: false,
            team: 0,
            seat: seated.then_some(Seat(id)),
        })
    };
    let town = content.characters.iter().filter(|(key, _)| key.as_str() != HOST).take(3).zip(1..);
    let town =
        town.filter_map(|((key, def), id)| member(id, &def.name, def.looks, Some(key.clone()).filter(|_| id != 2)));
    member(0, "Robin", me, None).into_iter().chain(town).collect()
}

fn room(kind: Kind, stage: StageView, members: Vec<MemberView>) -> RoomView {
    RoomView {
        code: RoomCode::parse("K7PMQ3").ok(),
        me: MemberId(0),
        factor_percent: 100,
        host: MemberId(0),
        code_hidden: false,
        may_reclaim: false,
        players: members.len() as u16,
        members,
        spectators: 0,
        wishes: Wishes::of(kind),
        chat: ChatMode::Free,
        locked: false,
        paused: false,
        stage,
    }
}

fn question() -> Asked {
    let options = ["The Nile", "The Niger", "The Congo", "The Zambezi"];
    Asked {
        category: "Geography".into(),
        level: 2,
        text: "Which river flows through Cairo?".into(),
        way: Way::Choice(options.map(str::to_owned).to_vec()),
    }
}

fn sealed() -> (Nonce, Commitment) {
    let nonce = Nonce([7; 16]);
    // As the rules seal it: the question, its options and the answer, one a line.
    let text = "Which river flows through Cairo?\nThe Nile\nThe Niger\nThe Congo\nThe Zambezi\nThe Nile";
    (nonce, Commitment::to(&nonce, text))
}

fn trivia(phase: TriviaPhase) -> TriviaView {
    let standing = |seat, score, place, streak| Standing { seat: Seat(seat), score, place, streak, right: 2 };
    TriviaView {
        settings: Settings::default(),
        of: 10,
        phase,
        first: vec![standing(0, 287, 1, 3), standing(2, 240, 2, 2), standing(1, 195, 3, 0), standing(3, 80, 4, 0)],
        me: Some(standing(0, 287, 1, 3)),
        teams: Vec::new(),
    }
}

fn asking() -> TriviaPhase {
    TriviaPhase::Asking {
        n: 3,
        asked: question(),
        commitment: sealed().1,
        opened: Ms(NOW - 6_000),
        closes: Ms(NOW + 24_000),
        answers: 1,
        answered: vec![Seat(2)],
        mine: None,
    }
}

fn told() -> TriviaPhase {
    let scored = |seat, n, right, points| Scored {
        seat: Seat(seat),
        answer: Some(Answer::Choice(n)),
        right,
        took_ms: 4_200,
        points,
    };
    let (nonce, commitment) = sealed();
    TriviaPhase::Reveal {
        n: 3,
        asked: question(),
        commitment,
        reveal: Reveal {
            answer: Answer::Choice(0),
            words: "The Nile".into(),
            why: "Cairo lies on both banks of the Nile, just above its delta.".into(),
            nonce,
        },
        counts: vec![2, 1, 0, 1],
        mine: Some(scored(0, 0, true, 113)),
        others: vec![scored(1, 1, false, 0), scored(2, 0, true, 98), scored(3, 3, false, 0)],
        until: Ms(NOW + 14_000),
        wants_next: false,
    }
}

fn quiz(phase: BoardPhase) -> BoardView {
    let standing = |seat, score, place, right| board::Standing { seat: Seat(seat), score, place, right, wrong: 1 };
    let columns = ["Rivers of the World", "In the Kitchen", "Small Creatures", "Stars & Sky", "Odd Words", "Music"];
    let gone = [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1), (2, 2), (4, 0), (5, 3)];
    BoardView {
        round: 0,
        rounds: 1,
        columns: columns.map(str::to_owned).to_vec(),
        gone: gone.map(|(column, row)| Cell { column, row }).to_vec(),
        step: 100,
        picker: Seat(0),
        standings: vec![
            standing(0, 800, 1, 4),
            standing(2, 500, 2, 2),
            standing(1, 200, 3, 2),
            standing(3, -300, 4, 1),
        ],
        phase,
    }
}

fn choosing() -> BoardPhase {
    BoardPhase::Choosing { until: Ms(NOW + 15_000) }
}

fn clue(tries: Vec<Try>) -> ClueView {
    ClueView {
        n: 8,
        cell: Cell { column: 3, row: 2 },
        category: "Stars & Sky".into(),
        value: 300,
        double: false,
        text: "Sailors found north by this star, which hardly moves all night.".into(),
        commitment: clue_seal().1,
        tries,
    }
}

fn clue_seal() -> (Nonce, Commitment) {
    let nonce = Nonce([9; 16]);
    let text = "Sailors found north by this star, which hardly moves all night.\nThe North Star";
    (nonce, Commitment::to(&nonce, text))
}

fn buzzing() -> BoardPhase {
    BoardPhase::Buzzing { clue: clue(Vec::new()), unlocks: Ms(NOW + 4_000), closes: Ms(NOW + 10_000), may: true }
}

fn shown() -> BoardPhase {
    let one = |seat, text: &str, right, points| Try {
        seat: Seat(seat),
        text: text.into(),
        right,
        points,
        overruled: false,
        took_ms: 3_100,
    };
    let press = |seat, counted, arrived| Press {
        counted: Ms(counted),
        arrived: Ms(arrived),
        seat: Seat(seat),
        claimed: Some(Ms(counted)),
        one_way_ms: 30,
    };
    BoardPhase::Shown {
        clue: clue(vec![one(3, "Venus", false, -300), one(0, "Polaris", true, 300)]),
        answer: "The North Star".into(),
        nonce: clue_seal().0,
        races: vec![Race { presses: vec![press(3, 90_211, 90_240), press(0, 90_263, 90_301)] }],
        may_appeal: false,
        until: Ms(NOW + 9_000),
        wants_next: false,
    }
}

fn fifth() -> FifthView {
    let report = |seat, score, right, asked, rung| Report {
        seat: Seat(seat),
        score,
        right,
        asked,
        rung,
        highest: rung,
        took_ms: 40_000,
        grade: Grade::A,
        done: false,
    };
    let scored = |n: u8, grade, right| FifthScored {
        seat: Seat(0),
        n,
        grade,
        answer: Some(Answer::Choice(0)),
        right,
        help: None,
        took_ms: 5_000,
        points: if right { u32::from(grade) * 10 } else { 0 },
    };
    FifthView {
        length: 10,
        reports: vec![report(0, 90, 4, 5, 2), report(2, 70, 3, 5, 2), report(1, 50, 3, 4, 2), report(3, 20, 2, 4, 1)],
        mine: Some(LadderView {
            rung: 2,
            classmate: "Juno".into(),
            may_peek: true,
            may_copy: false,
            scored: vec![
                scored(0, 1, true),
                scored(1, 1, true),
                scored(2, 2, true),
                scored(3, 2, false),
                scored(4, 1, true),
            ],
            phase: FifthPhase::Asking {
                n: 5,
                asked: question(),
                commitment: sealed().1,
                opened: Ms(NOW - 9_000),
                ends: Ms(NOW + 51_000),
                peeked: None,
            },
        }),
    }
}

fn places() -> Vec<Place> {
    let place = |seat, place, score, right| Place { seat: Seat(seat), place, score, right };
    vec![place(0, 1, 2_400, 11), place(2, 2, 1_300, 7), place(1, 3, 600, 5), place(3, 4, -300, 2)]
}
