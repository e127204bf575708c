//! How long ticks take, for operators and load tests.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Ticks that are remembered: the last minute of one shard.
const KEPT: usize = 1200;

/// The latest tick times of all shards.
#[derive(Debug, Default)]
pub struct TickTimes(Mutex<VecDeque<(Duration, Duration)>>);

/// Bytes to and from clients since the start, without headers of the network.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Sent.
    pub out: AtomicU64,
    /// Received.
    pub r#in: AtomicU64,
}

impl Traffic {
    /// Bytes sent and received so far.
    #[must_use]
    pub fn so_far(&self) -> (u64, u64) {
        (self.out.load(Ordering::Relaxed), self.r#in.load(Ordering::Relaxed))
    }

    /// Adds to what was sent and received.
    pub fn add(&self, sent: usize, received: usize) {
        self.out.fetch_add(sent as u64, Ordering::Relaxed);
        self.r#in.fetch_add(received as u64, Ordering::Relaxed);
    }
}

/// Median and 99th percentile of tick times, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Percentiles {
    /// Half of the ticks took less.
    pub p50: f64,
    /// One tick in a hundred took more.
    pub p99: f64,
}

impl TickTimes {
    /// CPU time that this thread has used.
    #[must_use]
    pub fn thread_cpu() -> Duration {
        Self::clock(ClockId::ThreadCPUTime)
    }

    /// CPU time that this process has used, user and system.
    #[must_use]
    pub fn process_cpu() -> Duration {
        Self::clock(ClockId::ProcessCPUTime)
    }

    fn clock(id: ClockId) -> Duration {
        let time = clock_gettime(id);
        Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    }

    /// Remembers a tick.
    pub fn record(&self, wall: Duration, cpu: Duration) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if times.len() == KEPT {
            times.pop_front();
        }
        times.push_back((wall, cpu));
    }

    /// Percentiles of wall time and of CPU time; zeros before the first tick.
    #[must_use]
    pub fn percentiles(&self) -> (Percentiles, Percentiles) {
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, cpu): (Vec<Duration>, Vec<Duration>) = times.iter().copied().unzip();
        (percentiles(wall), percentiles(cpu))
    }
}

/// Median and 99th percentile of these times.
#[must_use]
pub fn percentiles(mut times: Vec<Duration>) -> Percentiles {
    times.sort_unstable();
    let at = |share: usize| {
        let index = (times.len() * share / 100).min(times.len().saturating_sub(1));
        times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    Percentiles { p50: at(50), p99: at(99) }
}

/// Datagrams that this machine threw away since it started because a receive buffer was full; renet notices
/// nothing of them. `None` where the system doesn't tell.
#[must_use]
pub fn udp_receive_errors() -> Option<u64> {
    rcvbuf_errors(&std::fs::read_to_string("/proc/net/snmp").ok()?)
}

/// The number under `RcvbufErrors` in the table of the kernel: a line of names, then one of values.
fn rcvbuf_errors(snmp: &str) -> Option<u64> {
    let mut udp = snmp.lines().filter_map(|line| line.strip_prefix("Udp:")).map(str::split_whitespace);
    let (names, values) = (udp.next()?, udp.next()?);
    names.zip(values).find(|(name, _)| *name == "RcvbufErrors")?.1.parse().ok()
}

/// Resident memory of this process in MiB; 0 where the system doesn't tell.
#[must_use]
pub fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0.0);
    kib / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_table_is_read() {
        let snmp = "Tcp: A B\nTcp: 1 2\nUdp: InDatagrams NoPorts RcvbufErrors SndbufErrors\nUdp: 10 0 7 1\nUdpLite: X\nUdpLite: 3\n";
        assert_eq!(rcvbuf_errors(snmp), Some(7));
        assert_eq!(rcvbuf_errors("Udp: InDatagrams\nUdp: 5\n"), None);
        assert_eq!(rcvbuf_errors("Udp: RcvbufErrors"), None);
    }
}
