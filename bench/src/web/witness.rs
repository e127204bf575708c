//! Somebody else in town: a client without a window that notes when each body is first seen elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::bail;
use bevy::prelude::*;
use client::net::{ServerClock, TransportChoice};
use client::own::{Content, Me};
use shared::content::looks::Looks;
use shared::protocol::components::Being;
use shared::world::Point;
use shared::world::movement::Trajectory;

use crate::headless;
use crate::tab::rest;

/// Time between two looks around: what a measurement may be too long by.
const GLANCE_MS: u64 = 5;

/// When each name was first seen at another place than at first.
type Moves = Arc<Mutex<BTreeMap<String, Instant>>>;

/// A running witness; it leaves the town when dropped.
pub struct Witness {
    moves: Moves,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Witness {
    /// Walks in and looks around from then on.
    pub fn start(server: &str, shipped: &Path) -> anyhow::Result<Self> {
        let (moves, ends) = (Moves::default(), Arc::new(AtomicBool::new(false)));
        let is_in = Arc::new(AtomicBool::new(false));
        let (server, shipped): (String, PathBuf) = (server.into(), shipped.into());
        let thread = {
            let (moves, ends, is_in) = (Arc::clone(&moves), Arc::clone(&ends), Arc::clone(&is_in));
            // Apps stay on the thread that made them.
            std::thread::spawn(move || {
                if let Some(app) = knock(&server, &shipped) {
                    watch(app, &moves, &ends, &is_in);
                }
            })
        };
        let witness = Self { moves, ends, thread: Some(thread) };
        let patience = Instant::now() + Duration::from_secs(20);
        while !is_in.load(Ordering::SeqCst) {
            if Instant::now() > patience {
                bail!("the witness did not get into the town");
            }
            rest(20);
        }
        Ok(witness)
    }

    /// When the body of this name was first seen elsewhere.
    pub fn moved_at(&self, name: &str) -> Option<Instant> {
        self.moves.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            // It has nothing to say any more, whatever became of it.
            let _ = thread.join();
        }
    }
}

/// A client on its way into the town; `None` when its content doesn't load.
fn knock(server: &str, shipped: &Path) -> Option<App> {
    let options = client::Options::load(shipped, 1).ok()?;
    Some(headless::knock(options, server, "Witness", Looks::default(), TransportChoice::Auto))
}

fn watch(mut app: App, moves: &Moves, ends: &AtomicBool, is_in: &AtomicBool) {
    let mut first_seen: BTreeMap<String, Point> = BTreeMap::new();
    while !ends.load(Ordering::SeqCst) {
        app.update();
        rest(GLANCE_MS);
        let world = app.world_mut();
        let me = world.resource::<Me>();
        if me.body.is_none() {
            continue;
        }
        is_in.store(true, Ordering::SeqCst);
        let Some(key) = me.scene.clone() else { continue };
        let tick = world.resource::<ServerClock>().tick();
        let mut bodies = world.query::<(&Being, &Trajectory)>();
        let Some(scene) = world.resource::<Content>().0.scenes.get(&key) else { continue };
        for (being, trajectory) in bodies.iter(world) {
            let at = trajectory.pose(tick, &scene.walls).at;
            if *first_seen.entry(being.name.clone()).or_insert(at) != at {
                let mut moves = moves.lock().unwrap_or_else(PoisonError::into_inner);
                moves.entry(being.name.clone()).or_insert_with(Instant::now);
            }
        }
    }
}
