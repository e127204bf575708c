//! What tests of rooms begin and end with: two at a game, and the way to its results.

use std::time::Duration;

use shared::protocol::rooms::RoomRequest;
use shared::rooms::room::game::Wishes;
use shared::rooms::room::view::StageView;
use shared::rooms::room::{HostAction, RoomAction};

use crate::table::{Table, Token};

/// The first one's new room with both in it, and a game in it that begins.
pub async fn two_playing(first: &Token, second: &Token, wishes: Wishes) -> (Table, Table) {
    let (mut a, mut b) = (Table::sit(first).await, Table::sit(second).await);
    a.ask(&RoomRequest::Open { wishes }).await;
    a.until("the room is open", |table| table.room.is_some()).await;
    let code = a.room.as_ref().and_then(|room| room.code).expect("a code");
    b.ask(&RoomRequest::Enter { code: code.to_string() }).await;
    b.until("in the room", |table| table.room.is_some()).await;
    assert_eq!(b.acted(RoomAction::Ready(true)).await, None);
    assert_eq!(a.acted(RoomAction::Host(HostAction::Start)).await, None);
    (a, b)
}

/// Skips, as its host, through what is left of a game.
pub async fn skip_to_the_end(host: &mut Table) {
    while !matches!(host.room.as_ref().map(|room| &room.stage), Some(StageView::Results(_))) {
        assert_eq!(host.acted(RoomAction::Host(HostAction::Skip)).await, None);
        host.hear(Duration::from_millis(50)).await;
    }
}
