//! Join tickets: good for one connection within thirty seconds, on either transport.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use shared::content::looks::Looks;
use shared::ids::{BodyId, Key, PlayerId};
use shared::text::DisplayName;
use shared::world::{Facing, Point};

use super::tokens;

/// How long a ticket is good for, in milliseconds.
pub const LIFETIME_MS: u64 = 30_000;

/// Set in the connection ids of WebSockets; those of UDP have it clear, so that the two never meet.
pub const WEBSOCKET_BIT: u64 = 1 << 63;

/// Who comes in with a ticket, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The player.
    pub player: PlayerId,
    /// Their name.
    pub name: DisplayName,
    /// Their looks.
    pub looks: Looks,
    /// The scene they come into.
    pub scene: Key,
    /// Their exact place there; `None` for one of the scene's arrivals.
    pub place: Option<(Point, Facing)>,
    /// The body they bring along through a door from another shard.
    pub body: Option<BodyId>,
    /// Who they don't want to hear.
    pub muted: Vec<PlayerId>,
    /// The address of this server by which the client reached it.
    pub dialled: IpAddr,
}

/// The tickets that are out.
#[derive(Debug, Default)]
pub struct TicketOffice {
    open: Mutex<OpenTickets>,
}

#[derive(Debug, Default)]
struct OpenTickets {
    /// By the hash of the ticket's text: the connection id it is for.
    by_secret: BTreeMap<[u8; 32], u64>,
    /// By connection id.
    by_id: BTreeMap<u64, (u64, Admission)>,
}

/// A ticket as it goes out.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The secret for a WebSocket.
    pub secret: String,
    /// The connection id for UDP; without [`WEBSOCKET_BIT`].
    pub id: u64,
}

impl TicketOffice {
    /// Issues a ticket; tickets that ran out are dropped on the way.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn issue(&self, admission: Admission, now_ms: u64) -> anyhow::Result<Ticket> {
        let ticket = Ticket { secret: tokens::new_secret()?, id: tokens::new_id()? & !WEBSOCKET_BIT };
        let mut open = self.lock();
        open.by_id.retain(|_, (expires, _)| *expires > now_ms);
        let OpenTickets { by_secret, by_id } = &mut *open;
        by_secret.retain(|_, id| by_id.contains_key(id));
        by_secret.insert(tokens::hash(&ticket.secret), ticket.id);
        by_id.insert(ticket.id, (now_ms + LIFETIME_MS, admission));
        Ok(ticket)
    }

    /// Redeems a ticket by its text: once, in time, or `None`. Returns the connection id too.
    #[must_use]
    pub fn redeem_secret(&self, secret: &str, now_ms: u64) -> Option<(u64, Admission)> {
        let id = self.lock().by_secret.remove(&tokens::hash(secret))?;
        self.redeem_id(id, now_ms).map(|admission| (id | WEBSOCKET_BIT, admission))
    }

    /// Redeems a ticket by its connection id: once, in time, or `None`.
    #[must_use]
    pub fn redeem_id(&self, id: u64, now_ms: u64) -> Option<Admission> {
        let (expires, admission) = self.lock().by_id.remove(&id)?;
        (now_ms < expires).then_some(admission)
    }

    fn lock(&self) -> MutexGuard<'_, OpenTickets> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission() -> Admission {
        Admission {
            player: PlayerId(7),
            name: DisplayName::parse("Ana").expect("a name"),
            looks: Looks::default(),
            scene: Key::parse("plaza").expect("a key"),
            place: None,
            body: None,
            muted: Vec::new(),
            dialled: IpAddr::from([127, 0, 0, 1]),
        }
    }

    #[test]
    fn a_ticket_opens_once_by_either_way() {
        let office = TicketOffice::default();
        let ticket = office.issue(admission(), 0).expect("randomness");
        assert_eq!(office.redeem_secret("wrong", 1), None);
        let (id, who) = office.redeem_secret(&ticket.secret, 1).expect("a fresh ticket");
        assert_eq!((id, who), (ticket.id | WEBSOCKET_BIT, admission()));
        assert_eq!(office.redeem_secret(&ticket.secret, 1), None);
        assert_eq!(office.redeem_id(ticket.id, 1), None);
    }

    #[test]
    fn a_ticket_runs_out() {
        let office = TicketOffice::default();
        let ticket = office.issue(admission(), 0).expect("randomness");
        assert_eq!(office.redeem_id(ticket.id, LIFETIME_MS), None);
        assert_eq!(office.redeem_id(ticket.id, 0), None);
    }
}
