//! Every game of the Game Hall to its end: two native clients, a browser, and a character in the fourth seat.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use client::hall::{Hall, HallCommand, HallState};
use client::net::TransportChoice;
use fantoccini::key::Key;
use shared::rooms::board::{self, Cell, ROWS};
use shared::rooms::room::game::{GameAction, GameView, Kind, Wishes};
use shared::rooms::room::view::{GameShown, StageView};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::{Ms, Seat, fifth, trivia};

use crate::driver::{Driver, Screen};
use crate::page::{AtTable, Page, rest};
use crate::support::{Server, Visitor, any_answer};
use crate::visit::{bundle, walked_in};

/// A native client that plays what it is asked, once each.
struct Native {
    visitor: Visitor,
    done: BTreeSet<String>,
}

impl Native {
    fn join(server: &Server, name: &str) -> Self {
        Self { visitor: Visitor::join(server, name, TransportChoice::Auto, None), done: BTreeSet::new() }
    }

    fn hall(&self) -> &Hall {
        self.visitor.app.world().resource::<Hall>()
    }

    fn ask(&mut self, command: HallCommand) {
        self.visitor.app.world_mut().write_message(command);
    }

    fn is_over(&self) -> bool {
        self.hall().room.as_ref().is_some_and(|room| matches!(room.stage, StageView::Results(_)))
    }

    /// A frame, and whatever the game wants now.
    fn step(&mut self) {
        self.visitor.frame();
        let hall = self.hall();
        let wanted = hall.game.as_ref().and_then(|game| wanted(game, game.seat?, hall.game_now()));
        if let Some((name, action)) = wanted.filter(|(name, _)| !self.done.contains(name)) {
            self.done.insert(name);
            self.ask(HallCommand::play(action));
        }
    }

    /// Lets the next game ask everything anew.
    fn forget(&mut self) {
        self.done.clear();
    }
}

/// What somebody who sits there does about a game now, with a name for it.
fn wanted(game: &GameShown, seat: Seat, now: Option<Ms>) -> Option<(String, GameAction)> {
    match &game.view {
        GameView::Trivia(view) => match &view.phase {
            trivia::view::PhaseView::Asking { n, asked, mine: None, .. } => {
                let answer = any_answer(&asked.way);
                Some((format!("answer {n}"), GameAction::Trivia(trivia::Action::Answer { n: *n, answer })))
            }
            trivia::view::PhaseView::Reveal { n, .. } => {
                Some((format!("next {n}"), GameAction::Trivia(trivia::Action::Next { n: *n })))
            }
            _ => None,
        },
        GameView::Fifth(view) => match &view.mine.as_ref()?.phase {
            fifth::view::PhaseView::Asking { n, asked, .. } => {
                let answer = any_answer(&asked.way);
                Some((format!("answer {n}"), GameAction::Fifth(fifth::Action::Answer { n: *n, answer })))
            }
            fifth::view::PhaseView::Explained { n, .. } => {
                Some((format!("next {n}"), GameAction::Fifth(fifth::Action::Next { n: *n })))
            }
            _ => None,
        },
        GameView::Board(view) => on_board(view, seat, now).map(|(name, action)| (name, GameAction::Board(action))),
    }
}

fn on_board(view: &board::view::View, seat: Seat, now: Option<Ms>) -> Option<(String, board::Action)> {
    use board::Action;
    use board::view::PhaseView;
    match &view.phase {
        PhaseView::Choosing { .. } if view.picker == seat => {
            let all = (0..view.columns.len() as u8).flat_map(|column| (0..ROWS).map(move |row| Cell { column, row }));
            let cell = all.into_iter().find(|cell| !view.gone.contains(cell))?;
            Some((format!("pick {cell:?} {}", view.gone.len()), Action::Pick(cell)))
        }
        PhaseView::Wagering { bounds: Some((least, _)), cell, .. } => {
            Some((format!("bet {cell:?}"), Action::Wager(*least)))
        }
        // The others shall have a chance, too.
        PhaseView::Buzzing { clue, unlocks, may: true, .. } if clue.n % 3 == seat.0 && now? >= unlocks.after(900) => {
            Some((format!("buzz {} {}", clue.n, clue.tries.len()), Action::Buzz { n: clue.n }))
        }
        PhaseView::Answering { clue, seat: who, asked_back, .. } if *who == seat => {
            let name = format!("reply {} {} {asked_back}", clue.n, clue.tries.len());
            Some((name, Action::Answer { n: clue.n, text: "perhaps".into() }))
        }
        PhaseView::Shown { clue, .. } => Some((format!("next {}", clue.n), Action::Next { n: clue.n })),
        PhaseView::Voting { clue, may_vote: true, .. } => {
            Some((format!("vote {}", clue.n), Action::Vote { n: clue.n, right: true }))
        }
        PhaseView::LastWagering { most: Some(most), mine: None, .. } => {
            Some(("last bet".into(), Action::Wager(*most / 2)))
        }
        PhaseView::LastAsking { plays: true, mine: None, .. } => {
            Some(("last reply".into(), Action::Answer { n: u16::MAX, text: "perhaps".into() }))
        }
        _ => None,
    }
}

/// Presses the keys for what the game wants from the player in the browser.
fn press_keys(page: &mut Page, table: &AtTable) {
    match table.wants.as_str() {
        "choice" | "claim" => page.type_words("1"),
        "order" => {
            for key in ["1", "2", "3", "4", "5", "6"] {
                page.type_words(key);
            }
            page.hold(Key::Enter, 40);
        }
        "typed" => {
            page.type_words("perhaps");
            page.hold(Key::Enter, 40);
        }
        "vote" => page.type_words("y"),
        "buzz" => page.hold(Key::Space, 40),
        "estimate" | "next" | "pick" | "bet" => page.hold(Key::Enter, 40),
        _ => {}
    }
}

/// Frames of the native players until something holds of the browser's table.
#[track_caller]
fn until_page(natives: &mut [Native; 2], page: &mut Page, what: &str, holds: impl Fn(&AtTable) -> bool) -> AtTable {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        natives.iter_mut().for_each(Native::step);
        let state = page.state();
        if let Some(table) = state.as_ref().and_then(|state| state.table.clone()).filter(|table| holds(table)) {
            return table;
        }
        if Instant::now() > patience {
            page.picture("failed");
            panic!("waited in vain until {what}: {state:?}");
        }
    }
}

/// Plays a game of this kind, from the lobby to its results.
fn play(natives: &mut [Native; 2], page: &mut Page, kind: Kind) {
    let wishes = Wishes { length: if kind == Kind::Board { 1 } else { 5 }, ..Wishes::of(kind) };
    natives[0].ask(HallCommand::host(HostAction::Wish(Box::new(wishes))));
    natives[1].ask(HallCommand::Act(RoomAction::Ready(true)));
    until_page(natives, page, "the game is chosen", |table| table.kind == kind.name() && table.stage == "lobby");
    page.picture(&format!("lobby-{}", kind.name()));
    page.hold(Key::Enter, 40);
    until_page(natives, page, "ready", |table| table.ready);
    natives.iter_mut().for_each(Native::forget);
    natives[0].ask(HallCommand::host(HostAction::Start));
    until_page(natives, page, "the game goes on", |table| table.stage == "playing");

    let (mut seen, mut last, mut skipped) = (BTreeSet::new(), (String::new(), u16::MAX), Instant::now());
    let patience = Instant::now() + Duration::from_secs(150);
    while !natives.iter().all(Native::is_over) {
        natives.iter_mut().for_each(Native::step);
        let Some(table) = page.state().and_then(|state| state.table) else { continue };
        if !table.wants.is_empty() {
            if seen.insert(table.wants.clone()) {
                page.picture(&format!("{}-{}", kind.name(), table.wants));
            }
            let now = (table.wants.clone(), table.n);
            // What a frame swallowed is pressed again, what was taken isn't.
            if now != last || table.wants != "buzz" {
                press_keys(page, &table);
            }
            last = now;
        }
        // Thirty clues would take a quarter of an hour: after the first ones the host hurries on to the last.
        let enough = table.logged >= if kind == Kind::Board { 3 } else { 2 };
        if enough && table.wants != "bet" && table.n != u16::MAX && skipped.elapsed() > Duration::from_millis(150) {
            let may_skip = natives[0].hall().game.as_ref().is_some_and(is_tiresome);
            if may_skip {
                natives[0].ask(HallCommand::host(HostAction::Skip));
                skipped = Instant::now();
            }
        }
        if Instant::now() > patience {
            page.picture("failed");
            panic!("{} didn't come to its end: {table:?}", kind.name());
        }
    }
    let table = until_page(natives, page, "the results are seen", |table| table.stage == "results");
    page.picture(&format!("{}-results", kind.name()));
    assert_eq!((table.members, table.places), (4, 4), "{seen:?}");
    assert!(table.logged > 0 && table.seals_hold, "every answer was the sealed one");
    for native in natives.iter() {
        assert!(native.hall().log.iter().all(|logged| logged.seal.holds));
    }
}

/// Whether the host may hurry past what a game is at: not past bets and the last clue.
fn is_tiresome(game: &GameShown) -> bool {
    use board::view::PhaseView;
    match &game.view {
        GameView::Board(view) => matches!(
            view.phase,
            PhaseView::Choosing { .. }
                | PhaseView::Buzzing { .. }
                | PhaseView::Answering { .. }
                | PhaseView::Shown { .. }
        ),
        GameView::Trivia(_) | GameView::Fifth(_) => true,
    }
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn two_natives_a_browser_and_a_character_play_every_game_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "games", Screen::Desktop(960, 600));
    walked_in(&mut page, &server.address, "Wanda");
    let mut natives = ["Nadia", "Nora"].map(|name| Native::join(&server, name));

    natives[0].ask(HallCommand::Open(Box::default()));
    let patience = Instant::now() + Duration::from_secs(10);
    while natives[0].hall().room.is_none() {
        assert!(Instant::now() < patience, "no room: {:?}", natives[0].hall().state);
        natives[0].step();
    }
    assert_eq!(natives[0].hall().state, HallState::Here);
    let code = natives[0].hall().room.as_ref().and_then(|room| room.code).expect("a code").to_string();
    natives[0].ask(HallCommand::host(HostAction::Invite(shared::ids::Key::parse("tobias").expect("a key"))));
    natives[1].ask(HallCommand::Enter(code.clone()));

    // The browser comes in as a player would: the key for games, the code, Enter.
    page.type_words("g");
    page.settle();
    rest(300);
    page.picture("door");
    page.type_words(&code);
    page.settle();
    page.hold(Key::Enter, 40);
    until_page(&mut natives, &mut page, "all four are at the table", |table| table.members == 4);

    for (n, kind) in [Kind::Trivia, Kind::Fifth, Kind::Board].into_iter().enumerate() {
        if n > 0 {
            natives[0].ask(HallCommand::host(HostAction::Rematch));
            until_page(&mut natives, &mut page, "back in the lobby", |table| table.stage == "lobby");
        }
        play(&mut natives, &mut page, kind);
    }

    // What was answered is in the records, and the client asks for them by itself when a game is over.
    until_page(&mut natives, &mut page, "the records are there", |table| table.records > 0);
    let answered = |native: &Native| native.hall().records.iter().map(|best| best.answered).sum::<u32>();
    assert!(natives.iter().all(|native| answered(native) >= 3), "{:?}", natives[0].hall().records);

    // A seat for life: after a reload the browser is at the same table again, and sees the same page.
    page.reload();
    let begun = Instant::now();
    until_page(&mut natives, &mut page, "the table is there again", |table| table.stage == "results");
    println!("the table was back {:?} after a reload", begun.elapsed());
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
