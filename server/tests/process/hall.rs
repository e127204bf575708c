//! A real client at a table while its line breaks: the seat, the score and what it answered meanwhile stay.

use std::time::{Duration, Instant};

use client::hall::{Hall, HallCommand, HallState};
use client::net::TransportChoice;
use shared::rooms::ask::Answer;
use shared::rooms::room::game::{GameAction, GameView, Wishes};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::trivia::{self, view::PhaseView};

use crate::link::{Network, Weather};
use crate::support::{Server, Visitor, any_answer, together};

fn hall(visitor: &Visitor) -> &Hall {
    visitor.app.world().resource()
}

fn ask(visitor: &mut Visitor, command: HallCommand) {
    visitor.app.world_mut().write_message(command);
}

/// The question that is asked, with an answer it takes, and the answer that counts as given.
fn asked(visitor: &Visitor) -> Option<(u16, Answer, Option<Answer>)> {
    let Some(GameView::Trivia(view)) = hall(visitor).game.as_ref().map(|game| &game.view) else { return None };
    match &view.phase {
        PhaseView::Asking { n, asked, mine, .. } => Some((*n, any_answer(&asked.way), mine.clone())),
        _ => None,
    }
}

#[test]
fn an_answer_given_while_the_line_was_down_arrives_with_the_player() {
    let folder = tempfile::tempdir().expect("a folder");
    let network = Network::new(Weather::FAIR, 5, 1);
    let server = Server::start(folder.path(), &network.settings().each_ref().map(String::as_str));
    let address = network.lead_to(&server);
    let mut ana =
        Visitor::knock(&address, "Ana", shared::content::looks::Looks::default(), TransportChoice::Auto, None);
    ana.until("connected", Visitor::is_inside);
    let mut ben = Visitor::join(&server, "Ben", TransportChoice::Auto, None);

    ask(&mut ben, HallCommand::Open(Box::new(Wishes { length: 5, ..Wishes::default() })));
    together(&mut [&mut ana, &mut ben], 5, "the room is open", |both| hall(both[1]).room.is_some());
    let code = hall(&ben).room.as_ref().and_then(|room| room.code).expect("a code").to_string();
    ask(&mut ana, HallCommand::Enter(code));
    together(&mut [&mut ana, &mut ben], 5, "both are in", |both| {
        hall(both[1]).room.as_ref().is_some_and(|room| room.members.len() == 2)
    });
    ask(&mut ana, HallCommand::Act(RoomAction::Ready(true)));
    together(&mut [&mut ana, &mut ben], 5, "she is ready", |both| hall(both[0]).me().is_some_and(|me| me.ready));
    ask(&mut ben, HallCommand::host(HostAction::Start));
    together(&mut [&mut ana, &mut ben], 10, "a question is asked", |both| both.iter().all(|one| asked(one).is_some()));
    let seat = hall(&ana).game.as_ref().and_then(|game| game.seat);

    network.shut();
    together(&mut [&mut ana, &mut ben], 10, "the line is lost", |both| hall(both[0]).state == HallState::Coming);
    let (n, answer, _) = asked(&ana).expect("the question stays on her screen");
    // She goes on playing: what she asks for waits for the line.
    let said = GameAction::Trivia(trivia::Action::Answer { n, answer: answer.clone() });
    ask(&mut ana, HallCommand::play(said));
    ana.frame();
    network.open();
    let begun = Instant::now();
    together(&mut [&mut ana, &mut ben], 20, "she is at the table again", |both| hall(both[0]).state == HallState::Here);
    println!("back at the table {:?} after the line was open again", begun.elapsed());
    together(&mut [&mut ana, &mut ben], 5, "her answer counts", |both| {
        asked(both[0]).is_some_and(|(asked, _, mine)| asked == n && mine == Some(answer.clone()))
    });
    assert_eq!(hall(&ana).game.as_ref().and_then(|game| game.seat), seat, "the same seat");
    assert_eq!(hall(&ana).pending().count(), 0, "and it was acknowledged");
    assert!(begun.elapsed() < Duration::from_secs(20));
}
