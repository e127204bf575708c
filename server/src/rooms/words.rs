//! What players write in rooms goes through the town's filter before anybody sees it.

use shared::protocol::rooms::HallRefusal;
use shared::rooms::ask::Answer;
use shared::rooms::room::game::GameAction;
use shared::rooms::room::{RoomAction, Words};
use shared::rooms::{board, fifth, trivia};
use shared::text::ChatLine;

use crate::sim::chat::{is_friendly, softened};

/// The action with its words checked.
///
/// # Errors
/// [`HallRefusal::Unfriendly`] for words that aren't fit for the town: answers are shown to everybody, too.
pub(super) fn checked(action: RoomAction) -> Result<RoomAction, HallRefusal> {
    if let RoomAction::Say(Words::Line(line)) = &action {
        if !is_friendly(line.as_str()) {
            return Err(HallRefusal::Unfriendly);
        }
        let line = ChatLine::parse(&softened(line.as_str())).map_err(|_| HallRefusal::Unfriendly)?;
        return Ok(RoomAction::Say(Words::Line(line)));
    }
    let written = match &action {
        RoomAction::Game(
            GameAction::Board(board::Action::Answer { text, .. })
            | GameAction::Trivia(trivia::Action::Answer { answer: Answer::Typed(text), .. })
            | GameAction::Fifth(fifth::Action::Answer { answer: Answer::Typed(text), .. }),
        ) => Some(text),
        _ => None,
    };
    if written.is_some_and(|text| !is_friendly(text)) { Err(HallRefusal::Unfriendly) } else { Ok(action) }
}
