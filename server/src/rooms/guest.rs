//! Somebody with a connection to the hall: who they are, how far away, and how much they may ask for.

use shared::rooms::Ms;
use shared::rooms::room::Visitor;

use super::links::Link;
use crate::bucket::Bucket;

/// A player who is connected.
#[derive(Debug)]
pub(super) struct Guest {
    pub(super) visitor: Visitor,
    /// Their newest connection.
    pub(super) connection: u64,
    pub(super) link: Link,
    /// Limit on opening and entering rooms: with ten thousand rooms open, a guesser finds one in three months.
    pub(super) tries: Bucket,
    /// Limit on everything else.
    pub(super) acts: Bucket,
}

impl Guest {
    pub(super) const fn new(visitor: Visitor, connection: u64, now: Ms) -> Self {
        Self { visitor, connection, link: Link::new(now), tries: Bucket::full(8, 10_000), acts: Bucket::full(20, 100) }
    }
}
