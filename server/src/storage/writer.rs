//! The writer: the one task that stores what the simulation hands over, many rows to a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time;
use tracing::{error, info, warn};

use super::error::{Remedy, remedy};
use super::{Store, StoreError, Write, batch, statement};

/// How long to wait before the first new try after a failure; doubles up to [`LAST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LAST_PAUSE: Duration = Duration::from_secs(5);

/// A commit that takes longer is given up and tried again, so that a dead connection isn't waited for.
const TOO_LONG: Duration = Duration::from_secs(30);

/// How the writer groups what it is given.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Most rows in one commit.
    pub rows: usize,
    /// Longest time for which a row waits for others.
    pub window: Duration,
    /// Most rows that may wait; more are handed back to the sender.
    pub queue: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { rows: 200, window: Duration::from_millis(50), queue: 65_536 }
    }
}

/// How the writer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriterNumbers {
    /// Rows that wait.
    pub queued: u64,
    /// Transactions that were committed.
    pub commits: u64,
    /// Rows that were handed over and are durable, including those replaced by later ones.
    pub rows: u64,
    /// Rows that can't ever be stored.
    pub refused_rows: u64,
    /// Times a batch was handed back because the queue was full or the writer gone.
    pub turned_away: u64,
    /// Microseconds that the last commit took.
    pub last_commit_us: u64,
    /// Whether the database failed the last time, so that rows wait for it to come back.
    pub away: bool,
}

#[derive(Debug, Default)]
struct Gauges {
    commits: AtomicU64,
    rows: AtomicU64,
    refused_rows: AtomicU64,
    turned_away: AtomicU64,
    last_commit_us: AtomicU64,
    away: AtomicBool,
}

enum Item {
    Row(Write),
    Flush(oneshot::Sender<Result<(), StoreError>>),
}

/// Hands changes to the writer. Clones share its queue; the writer ends when the last one is dropped.
#[derive(Debug, Clone)]
pub struct WriteHandle {
    queue: mpsc::Sender<Item>,
    gauges: Arc<Gauges>,
}

impl WriteHandle {
    /// Hands over a batch without waiting: all of it, in order, behind everything handed over before.
    ///
    /// # Errors
    /// Gives the batch back when there isn't room for all of it, or the writer has ended.
    pub fn try_send(&self, batch: Vec<Write>) -> Result<(), Vec<Write>> {
        match self.queue.try_reserve_many(batch.len()) {
            Ok(places) => {
                for (place, write) in places.zip(batch) {
                    place.send(Item::Row(write));
                }
                Ok(())
            }
            Err(_) => {
                self.gauges.turned_away.fetch_add(1, Ordering::Relaxed);
                Err(batch)
            }
        }
    }

    /// Waits until everything handed over before is durable, however long the database is away.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when rows since the last flush can't ever be stored (all others are), and
    /// [`StoreError::WriterStopped`] when the writer has ended.
    pub async fn flush(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.queue.send(Item::Flush(answer)).await.map_err(|_| StoreError::WriterStopped)?;
        answered.await.map_err(|_| StoreError::WriterStopped)?
    }

    /// Asks, without waiting, to be told when everything handed over before is durable. What is asked for is stored at
    /// once instead of with what comes along.
    ///
    /// The answer is `None` when there is no room for the question now, or the writer has ended.
    #[must_use]
    pub fn tell_when_durable(&self) -> Option<oneshot::Receiver<Result<(), StoreError>>> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Item::Flush(answer)).ok().map(|()| answered)
    }

    /// How the writer is doing.
    #[must_use]
    pub fn numbers(&self) -> WriterNumbers {
        let Gauges { commits, rows, refused_rows, turned_away, last_commit_us, away } = &*self.gauges;
        WriterNumbers {
            queued: (self.queue.max_capacity() - self.queue.capacity()) as u64,
            commits: commits.load(Ordering::Relaxed),
            rows: rows.load(Ordering::Relaxed),
            refused_rows: refused_rows.load(Ordering::Relaxed),
            turned_away: turned_away.load(Ordering::Relaxed),
            last_commit_us: last_commit_us.load(Ordering::Relaxed),
            away: away.load(Ordering::Relaxed),
        }
    }
}

/// The task that stores what is handed over; it owns the order of writes.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    pace: Pace,
    queue: mpsc::Receiver<Item>,
    gauges: Arc<Gauges>,
    refused_since_flush: u64,
}

impl Writer {
    /// Starts the writer on the current tokio runtime. It ends, with everything stored, after the last
    /// handle is dropped.
    pub fn spawn(store: Store, pace: Pace) -> (WriteHandle, JoinHandle<()>) {
        let (sender, queue) = mpsc::channel(pace.queue.max(1));
        let gauges = Arc::<Gauges>::default();
        let handle = WriteHandle { queue: sender, gauges: gauges.clone() };
        let writer = Self { store, pace, queue, gauges, refused_since_flush: 0 };
        (handle, tokio::spawn(writer.run()))
    }

    async fn run(mut self) {
        let mut rows = Vec::new();
        let mut waiting = Vec::new();
        while self.gather(&mut rows, &mut waiting).await {
            self.store_all(&rows).await;
            rows.clear();
            for answer in waiting.drain(..) {
                // Who no longer waits for the answer doesn't need it.
                let _ = answer.send(match std::mem::take(&mut self.refused_since_flush) {
                    0 => Ok(()),
                    rows => Err(StoreError::Refused { rows }),
                });
            }
        }
    }

    /// Waits for something to do, then for more to come along, but not when somebody waits for a flush;
    /// `false` when nothing can come any more.
    async fn gather(
        &mut self,
        rows: &mut Vec<Write>,
        waiting: &mut Vec<oneshot::Sender<Result<(), StoreError>>>,
    ) -> bool {
        let Some(first) = self.queue.recv().await else { return false };
        let deadline = time::Instant::now() + self.pace.window;
        let mut next = Some(first);
        while let Some(item) = next {
            match item {
                Item::Row(write) => rows.push(write),
                Item::Flush(answer) => waiting.push(answer),
            }
            next = if rows.len() >= self.pace.rows {
                None
            } else if waiting.is_empty() {
                time::timeout_at(deadline, self.queue.recv()).await.ok().flatten()
            } else {
                self.queue.try_recv().ok()
            };
        }
        true
    }

    /// Stores rows in one commit. When one of them can't ever be stored, halves them until it stands alone.
    async fn store_all(&mut self, rows: &[Write]) {
        let mut parts = vec![rows];
        while let Some(part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            match self.store_part(part).await {
                Ok(()) => {}
                Err(_) if part.len() > 1 => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
                Err(cause) => {
                    let statements = batch::statements(part);
                    let kind = statements.first().map(|statement| statement.kind);
                    error!(?kind, %cause, "a row can't be stored and is left out");
                    self.refused_since_flush += 1;
                    self.gauges.refused_rows.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    /// Stores rows in one commit, as often as it takes; an error means they can't ever be stored together.
    async fn store_part(&self, rows: &[Write]) -> Result<(), sqlx::Error> {
        let statements = batch::statements(rows);
        let mut pause = FIRST_PAUSE;
        loop {
            let begun = Instant::now();
            let cause = match time::timeout(TOO_LONG, statement::commit(&self.store.writers, &statements)).await {
                Ok(Ok(())) => {
                    self.note_commit(rows.len(), begun.elapsed());
                    return Ok(());
                }
                Ok(Err(error)) if remedy(&error) == Remedy::GiveUp => return Err(error),
                Ok(Err(error)) => error.to_string(),
                Err(_) => format!("no answer within {TOO_LONG:?}"),
            };
            self.gauges.away.store(true, Ordering::Relaxed);
            warn!(cause, rows = rows.len(), ?pause, "the database is away; rows wait for it");
            time::sleep(pause).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }

    fn note_commit(&self, rows: usize, took: Duration) {
        let gauges = &self.gauges;
        gauges.commits.fetch_add(1, Ordering::Relaxed);
        gauges.rows.fetch_add(rows as u64, Ordering::Relaxed);
        gauges.last_commit_us.store(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        if gauges.away.swap(false, Ordering::Relaxed) {
            info!("the database is back");
        }
    }
}
