//! Rooms over real sockets and a real server: a game that a kill interrupts, and sockets that misbehave.

use std::time::{Duration, Instant};

use client::net::TransportChoice;
use shared::ids::Key;
use shared::protocol::components::Doing;
use shared::protocol::rooms::{HallRefusal, RoomRequest, Watched};
use shared::rooms::ask::{Answer, Way};
use shared::rooms::room::RoomAction;
use shared::rooms::room::game::{GameAction, GameView, Wishes};
use shared::rooms::trivia::{self, view::PhaseView};
use shared::world::TilePos;

use crate::edits::Copy;
use crate::playing::{skip_to_the_end, two_playing};
use crate::support::{Server, Visitor, any_answer, frame};
use crate::table::{Table, Token};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio")
}

/// The question that is asked now, with its number; `None` in another phase.
fn asked(table: &Table) -> Option<(u16, Way, Option<Answer>)> {
    let Some(GameView::Trivia(view)) = table.game.as_ref().map(|shown| &shown.view) else { return None };
    match &view.phase {
        PhaseView::Asking { n, asked, mine, .. } => Some((*n, asked.way.clone(), mine.clone())),
        _ => None,
    }
}

fn say(n: u16, answer: Answer) -> RoomAction {
    RoomAction::Game(GameAction::Trivia(trivia::Action::Answer { n, answer }))
}

/// Ana's and Ben's table, with a game of trivia on it.
async fn started(ana: &Token, ben: &Token) -> (Table, Table) {
    let wishes = Wishes { length: 5, ..Wishes::default() };
    let (mut a, mut b) = two_playing(ana, ben, wishes).await;
    a.until("a question is asked", |table| asked(table).is_some()).await;
    b.until("a question is asked", |table| asked(table).is_some()).await;
    (a, b)
}

#[test]
fn a_kill_in_the_middle_of_a_question_costs_nobody_an_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &[]);
    let (ana, ben) = (Token::register(&server.address, "Ana"), Token::register(&server.address, "Ben"));
    let runtime = runtime();
    let (n, answer) = runtime.block_on(async {
        let (mut a, _b) = started(&ana, &ben).await;
        let (n, way, _) = asked(&a).expect("asked");
        let answer = any_answer(&way);
        assert_eq!(a.acted(say(n, answer.clone())).await, None, "acknowledged");
        (n, answer)
    });
    server.process.kill().expect("killed");
    server.process.wait().expect("gone");
    drop(server);

    let server = Server::start(folder.path(), &[]);
    let (ana, ben) = (ana.at(&server.address), ben.at(&server.address));
    runtime.block_on(async {
        let began = Instant::now();
        let (mut b, mut a) = (Table::sit(&ben).await, Table::sit(&ana).await);
        a.until("the question is there again", |table| asked(table).is_some()).await;
        b.until("the question is there again", |table| asked(table).is_some()).await;
        assert!(began.elapsed() < Duration::from_secs(3), "after {:?}", began.elapsed());
        assert_eq!(asked(&a).map(|(n, _, mine)| (n, mine)), Some((n, Some(answer))), "her answer was kept");
        let (_, way, mine) = asked(&b).expect("asked");
        assert_eq!(mine, None);
        let again = a.acted(say(n, any_answer(&way))).await;
        assert!(matches!(again, Some(HallRefusal::Room(_))), "no second one: {again:?}");
        // And the game goes on to its end.
        assert_eq!(b.acted(say(n, any_answer(&way))).await, None);
        skip_to_the_end(&mut a).await;
    });
}

#[test]
fn sockets_that_misbehave_are_closed_and_disturb_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let (ana, ben) = (Token::register(&server.address, "Ana"), Token::register(&server.address, "Ben"));
    let eve = Token::register(&server.address, "Eve");
    runtime().block_on(async {
        let (mut a, mut b) = started(&ana, &ben).await;
        let ticket = eve.ticket();
        let mut first = Table::sit_with(&eve.hall(), &ticket).await;
        first.until("told", |table| table.heard.0 > 0).await;
        let mut second = Table::sit_with(&eve.hall(), &ticket).await;
        assert!(second.hear(Duration::from_secs(5)).await.is_none(), "a ticket opens once");
        first.send_raw(vec![0xFF; 40]).await;
        while first.hear(Duration::from_secs(5)).await.is_some() {}
        for garbage in [vec![], vec![9; 5_000], vec![2, 1, 0, 200, 200]] {
            let mut socket = Table::sit(&eve).await;
            socket.send_raw(garbage).await;
            while socket.hear(Duration::from_secs(5)).await.is_some() {}
        }
        // A flood costs the one who sends it their connection.
        let mut flood = Table::sit(&eve).await;
        for _ in 0..400 {
            flood.act(RoomAction::Ready(true)).await;
        }
        while flood.hear(Duration::from_secs(5)).await.is_some() {}
        // From another device, the newest connection counts.
        let mut again = Table::sit(&ana).await;
        again.until("the game is there", |table| asked(table).is_some()).await;
        while a.hear(Duration::from_secs(5)).await.is_some() {}
        let (n, way, _) = asked(&again).expect("asked");
        assert_eq!(again.acted(say(n, any_answer(&way))).await, None);
        assert_eq!(b.acted(say(n, any_answer(&way))).await, None);
        again.until("revealed", |table| asked(table).is_none()).await;
    });
}

#[test]
fn who_sits_down_in_town_plays_at_that_table_and_others_look_on() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let bench = r#"sit: true, called: "the bench by the notice board""#;
    copy.edit("client/scenes/plaza/plaza.scene.ron", bench, &format!(r#"{bench}, table: Some("window")"#));
    let server = Server::start(folder.path(), &[&format!("assets={}", copy.path().display())]);
    let (ana, ben) = (Token::register(&server.address, "Ana"), Token::register(&server.address, "Ben"));
    let table = Key::parse("window").expect("a key");
    runtime().block_on(async {
        let (mut a, mut b) = (Table::sit(&ana).await, Table::sit(&ben).await);
        a.ask(&RoomRequest::Sit { table: table.clone() }).await;
        a.until("refused", |a| a.refused == [HallRefusal::NotSeated]).await;
        let mut visitor = Visitor::join(&server, "Ana", TransportChoice::WebSocket, Some(ana.for_client()));
        visitor.walk_to(TilePos(28, 17));
        let patience = Instant::now() + Duration::from_secs(20);
        while visitor.find("Ana").first().is_none_or(|(_, _, mien)| mien.doing != Doing::Sitting) {
            assert!(Instant::now() < patience, "Ana doesn't get to the bench");
            frame(&mut [&mut visitor]);
        }
        a.ask(&RoomRequest::Sit { table: table.clone() }).await;
        a.until("the room is open", |a| a.room.is_some()).await;
        b.until("the table is seen", |b| b.tables.iter().any(|view| view.table == table)).await;
        b.ask(&RoomRequest::Watch(Watched::Stage)).await;
        b.until("the stage is seen", |b| b.passing.as_ref().is_some_and(|seen| seen.table == Some(table.clone())))
            .await;
    });
}
