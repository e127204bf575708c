//! The server's clock as the client sees it: probes, the best of the last few, and smooth corrections.

use std::collections::VecDeque;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::protocol::facts::{Entered, Probed, TownTold};
use shared::protocol::requests::Probe;
use shared::world::{TICK_HZ, TICK_MS, Tick};

use super::words::Connection;

/// Probes the estimate rests on; the one with the shortest round trip counts.
const KEPT: usize = 8;

/// Corrections larger than this are jumps, in ticks (half a second); smaller ones are slewed.
const JUMP: f64 = 10.0;

/// Share of real time by which a correction may hurry or hold back the clock.
const SLEW: f64 = 0.1;

/// The server's clock, estimated; stands still at 0 until the server was heard of.
#[derive(Resource, Debug, Clone, Default)]
pub struct ServerClock {
    /// Local seconds since the app started.
    local: f64,
    /// Added to local ticks gives what is shown.
    offset: f64,
    /// Where `offset` is slewed to.
    target: f64,
    set: bool,
    /// Whether this connection has said anything about the time yet.
    heard: bool,
    samples: VecDeque<Sample>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    round_trip_ms: u64,
    offset: f64,
}

impl ServerClock {
    /// The server's tick now, with its fraction; never runs backwards except when half a second or more is wrong.
    #[must_use]
    pub fn now(&self) -> f64 {
        if self.set { (self.local * f64::from(TICK_HZ) + self.offset).max(0.0) } else { 0.0 }
    }

    /// The whole tick the server is in now.
    #[must_use]
    pub fn tick(&self) -> Tick {
        Tick(self.now() as u32)
    }

    /// Local seconds since the app started; for anything that fades or counts without the server.
    #[must_use]
    pub const fn seconds(&self) -> f64 {
        self.local
    }

    /// Whether a server was ever heard of.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        self.set
    }

    /// The shortest of the last round trips in milliseconds.
    #[must_use]
    pub fn round_trip_ms(&self) -> Option<u32> {
        let best = self.samples.iter().map(|s| s.round_trip_ms).min()?;
        Some(u32::try_from(best).unwrap_or(u32::MAX))
    }

    /// Time goes on by `seconds`.
    pub fn advance(&mut self, seconds: f64) {
        self.local += seconds;
        let most = seconds * f64::from(TICK_HZ) * SLEW;
        self.offset += (self.target - self.offset).clamp(-most, most);
    }

    /// The connection ended. The clock runs on, and believes the next server whatever it says.
    pub fn forget(&mut self) {
        self.samples.clear();
        self.heard = false;
    }

    /// A fact that was sent at `tick` arrived: sets the clock roughly until a probe is back.
    pub fn hear(&mut self, tick: Tick) {
        let offset = f64::from(tick.0) - self.local * f64::from(TICK_HZ);
        if !self.heard || self.samples.is_empty() && offset > self.target {
            self.aim(offset);
        }
    }

    /// A probe is back: sent and received at these local milliseconds, read when the server's clock showed `server_tick`.
    pub fn measure(&mut self, sent_ms: u64, received_ms: u64, server_tick: f64) {
        let Some(round_trip_ms) = received_ms.checked_sub(sent_ms) else { return };
        let middle = (sent_ms as f64 + received_ms as f64) / 2.0 / TICK_MS as f64;
        if self.samples.len() == KEPT {
            self.samples.pop_front();
        }
        self.samples.push_back(Sample { round_trip_ms, offset: server_tick - middle });
        if let Some(best) = self.samples.iter().min_by_key(|s| s.round_trip_ms) {
            self.aim(best.offset);
        }
    }

    fn aim(&mut self, offset: f64) {
        self.target = offset;
        if !self.heard || (offset - self.offset).abs() > JUMP {
            self.offset = offset;
        }
        (self.set, self.heard) = (true, true);
    }

    fn local_ms(&self) -> u64 {
        (self.local * 1000.0) as u64
    }
}

/// When the next probe goes out.
#[derive(Debug, Default)]
struct Probing {
    sent: u32,
    next_ms: u64,
}

impl Probing {
    /// Milliseconds until the next probe: often at first. The odd part keeps the probes from always
    /// meeting the server at the same point of its tick.
    fn pause_ms(&self) -> u64 {
        let pace = if self.sent < KEPT as u32 { 250 } else { 2000 };
        pace + u64::from(self.sent) * 17 % TICK_MS
    }
}

/// Adds the clock and its probes.
pub fn plugin(app: &mut App) {
    app.init_resource::<ServerClock>()
        .add_systems(First, advance_clock.after(bevy::time::TimeSystems))
        .add_systems(PreUpdate, read_clock_facts.after(ClientSystems::Receive))
        .add_systems(Update, send_probes.run_if(in_state(ClientState::Connected)))
        .add_systems(OnExit(ClientState::Connected), |mut clock: ResMut<ServerClock>| clock.forget());
}

fn advance_clock(mut clock: ResMut<ServerClock>, time: Res<Time<Real>>) {
    clock.advance(time.delta_secs_f64());
}

fn read_clock_facts(
    mut clock: ResMut<ServerClock>,
    mut connection: ResMut<Connection>,
    mut entered: MessageReader<Entered>,
    mut told: MessageReader<TownTold>,
    mut probed: MessageReader<Probed>,
) {
    for tick in entered.read().map(|e| e.tick).chain(told.read().map(|t| t.tick)) {
        clock.hear(tick);
    }
    for probe in probed.read() {
        let into = f64::from(probe.into_tick_ms) / TICK_MS as f64;
        let received_ms = clock.local_ms();
        clock.measure(probe.sent_ms, received_ms, f64::from(probe.tick.0) + into);
    }
    let rtt_ms = clock.round_trip_ms();
    if connection.rtt_ms != rtt_ms {
        connection.rtt_ms = rtt_ms;
    }
}

fn send_probes(clock: Res<ServerClock>, mut probing: Local<Probing>, mut probes: MessageWriter<Probe>) {
    if !clock.heard {
        *probing = Probing::default();
        return;
    }
    let now_ms = clock.local_ms();
    if now_ms >= probing.next_ms {
        probes.write(Probe { sent_ms: now_ms });
        probing.sent = probing.sent.saturating_add(1);
        probing.next_ms = now_ms + probing.pause_ms();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER_AHEAD: f64 = 12_345.6;

    /// A client 60 times a second against a server `SERVER_AHEAD` ticks ahead; returns the largest error in
    /// ticks during the last ten of thirty seconds. `ways(n)` gives each probe's way up and down in ms, or loses it.
    fn worst_error(ways: impl Fn(u64) -> Option<(u64, u64)>) -> f64 {
        let mut clock = ServerClock::default();
        let mut in_flight: Vec<(u64, u64, f64)> = Vec::new();
        let (mut worst, mut sent, mut shown) = (0.0_f64, 0, 0.0);
        clock.hear(Tick(SERVER_AHEAD as u32));
        let mut probing = Probing::default();
        for frame in 0..1800 {
            clock.advance(1.0 / 60.0);
            let now_ms = clock.local_ms();
            in_flight.retain(|&(sent_ms, due_ms, server)| {
                if due_ms <= now_ms {
                    clock.measure(sent_ms, now_ms, server);
                }
                due_ms > now_ms
            });
            if now_ms >= probing.next_ms {
                if let Some((up, down)) = ways(sent) {
                    let read_at = (now_ms + up) as f64 / 50.0 + SERVER_AHEAD;
                    in_flight.push((now_ms, now_ms + up + down, read_at));
                }
                sent += 1;
                probing.sent += 1;
                probing.next_ms = now_ms + probing.pause_ms();
            }
            assert!(clock.now() >= shown, "ran backwards at frame {frame}");
            shown = clock.now();
            if frame >= 1200 {
                worst = worst.max((clock.now() - (clock.local * 20.0 + SERVER_AHEAD)).abs());
            }
        }
        worst
    }

    #[test]
    fn an_even_way_is_met_within_a_frame() {
        assert!(worst_error(|_| Some((30, 30))) < 0.3);
    }

    #[test]
    fn jitter_is_filtered_out() {
        // Mostly small and sometimes 120 ms, each way by itself.
        let jitter = |n: u64| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53).pow(2) % 1_000_003 * 120 / 1_000_003;
        let error = worst_error(|n| Some((20 + jitter(2 * n), 20 + jitter(2 * n + 1))));
        assert!(error < 0.8, "{error}");
    }

    #[test]
    fn loss_leaves_the_clock_running() {
        assert!(worst_error(|n| (n % 3 == 0).then_some((40, 40))) < 0.4);
        assert!(worst_error(|n| (n < 4).then_some((40, 40))) < 0.4);
    }

    #[test]
    fn an_uneven_way_costs_half_of_its_difference_and_no_more() {
        let error = worst_error(|_| Some((80, 20)));
        assert!((0.3..1.0).contains(&error), "{error}");
    }

    #[test]
    fn small_corrections_never_turn_the_clock_back_and_large_ones_jump() {
        let mut clock = ServerClock::default();
        clock.hear(Tick(1000));
        clock.measure(0, 0, 995.0);
        let before = clock.now();
        for _ in 0..600 {
            clock.advance(1.0 / 60.0);
        }
        assert!(before >= 1000.0 && (clock.now() - (995.0 + 200.0)).abs() < 0.01, "{}", clock.now());
        clock.measure(10_000, 10_000, 5000.0);
        clock.measure(10_000, 10_000, 5000.0);
        (0..8).for_each(|_| clock.measure(10_000, 10_000, 5000.0));
        assert!((clock.now() - 5000.0).abs() < 0.01);
    }
}
