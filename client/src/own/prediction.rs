//! Predicted steps: the body answers at once, and the server's word is blended in when it comes.

use std::sync::Arc;

use shared::protocol::facts::Rejection;
use shared::protocol::requests::{Steer, WalkTo};
use shared::world::movement::{Heading, Motion, Trajectory};
use shared::world::path::plan_walk;
use shared::world::walls::Walls;
use shared::world::{Tick, TilePos};

use super::pose::{DrawnPose, pose_at};

/// Seconds over which a correction fades.
const BLEND: f64 = 0.15;

/// Corrections of more pixels than this (three tiles) are not blended: the body was put somewhere else.
const PUT: f32 = 48.0;

/// Seconds after which an unanswered request counts as refused.
const ANSWER: f64 = 1.5;

/// A moment: the server's clock in ticks, and local seconds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moment {
    /// Fractional server tick.
    pub tick: f64,
    /// Local seconds.
    pub seconds: f64,
}

/// One's own motion as it is shown: ahead of the server by the requests that are under way.
#[derive(Debug, Clone, Default)]
pub struct Prediction {
    trajectory: Trajectory,
    walls: Arc<Walls>,
    /// The direction asked for last; keeps a held key from being sent again.
    steering: Heading,
    seq: u32,
    answered: u32,
    asked_at: f64,
    /// Pixels from where the body is to where it is drawn, when the last correction came.
    gap: (f32, f32),
    gap_at: f64,
}

impl Prediction {
    /// The motion that is shown.
    pub const fn trajectory(&self) -> &Trajectory {
        &self.trajectory
    }

    /// The walls it runs into.
    pub const fn walls(&self) -> &Arc<Walls> {
        &self.walls
    }

    /// The walls of the scene changed.
    pub fn set_walls(&mut self, walls: Arc<Walls>) {
        self.walls = walls;
    }

    /// A connection was made: requests count from 1 again.
    pub fn restart(&mut self) {
        (self.seq, self.answered) = (0, 0);
    }

    /// The server put the body into a scene. A key that is held down steers on.
    pub fn enter(&mut self, trajectory: Trajectory, walls: Arc<Walls>) {
        let (seq, asked_at) = (self.seq, self.asked_at);
        *self = Self { trajectory, walls, seq, answered: seq, asked_at, ..Self::default() };
    }

    /// The connection is gone: the body stands where it is shown.
    pub fn stand(&mut self, now: Moment) {
        let at = Tick(now.tick as u32);
        let pose = self.trajectory.pose(at, &self.walls);
        self.steering = Heading::default();
        self.change(Trajectory::standing(at, pose.at, pose.facing), now);
    }

    /// The player steers; `None` when they already do, and there is nothing to send.
    pub fn steer(&mut self, heading: Heading, now: Moment) -> Option<Steer> {
        let heading = heading.clamped();
        if heading == self.steering {
            return None;
        }
        self.steering = heading;
        // A start shows at once, so it counts from the tick that runs; a stop counts from the next, so that
        // the body never slides back.
        let (tick, motion) = if heading.is_none() {
            (now.tick.ceil(), Motion::Still)
        } else {
            (now.tick.floor(), Motion::Steered(heading))
        };
        let at = Tick(tick as u32).max(self.trajectory.start);
        let seq = self.begin(at, motion, now);
        Some(Steer { seq, at, heading })
    }

    /// The player walks to a tile.
    ///
    /// # Errors
    /// [`Rejection::NoWay`], and nothing changes, when no walk leads there.
    pub fn walk_to(&mut self, to: TilePos, now: Moment) -> Result<WalkTo, Rejection> {
        let at = Tick(now.tick as u32).max(self.trajectory.start);
        let pose = self.trajectory.pose(at, &self.walls);
        let path = plan_walk(&self.walls, pose.at, to).ok_or(Rejection::NoWay)?;
        self.steering = Heading::default();
        let seq = self.begin(at, Motion::Path(path), now);
        Ok(WalkTo { seq, at, to })
    }

    /// The server has answered a request. Only the answer to the latest says anything new.
    pub fn hear(&mut self, seq: u32, trajectory: &Trajectory, now: Moment) {
        self.answered = self.answered.max(seq);
        if seq >= self.seq {
            self.change(trajectory.clone(), now);
        }
    }

    /// The motion that everybody sees: counts when no request is under way, and in any
    /// case when one was never answered.
    pub fn follow(&mut self, seen: &Trajectory, now: Moment) {
        let settled = self.answered >= self.seq;
        let overdue = !settled && now.seconds - self.asked_at > ANSWER;
        if overdue {
            self.answered = self.seq;
            self.steering = if let Motion::Steered(heading) = seen.motion { heading } else { Heading::default() };
        }
        if overdue || settled && seen.start >= self.trajectory.start {
            self.change(seen.clone(), now);
        }
    }

    /// Where to draw the body.
    pub fn drawn(&self, now: Moment) -> DrawnPose {
        let pose = pose_at(&self.trajectory, now.tick, &self.walls);
        let left = (1.0 - (now.seconds - self.gap_at) / BLEND).clamp(0.0, 1.0) as f32;
        let (x, y) = (self.gap.0 * left, self.gap.1 * left);
        DrawnPose { x: pose.x + x, y: pose.y + y, walking: pose.walking || x.abs() + y.abs() > 0.5, ..pose }
    }

    fn begin(&mut self, at: Tick, motion: Motion, now: Moment) -> u32 {
        let pose = self.trajectory.pose(at, &self.walls);
        self.change(Trajectory { start: at, from: pose.at, facing: pose.facing, motion }, now);
        self.seq += 1;
        self.asked_at = now.seconds;
        self.seq
    }

    /// Takes on another motion without a jump on the screen.
    fn change(&mut self, trajectory: Trajectory, now: Moment) {
        if self.trajectory == trajectory {
            return;
        }
        let before = self.drawn(now);
        self.trajectory = trajectory;
        let after = pose_at(&self.trajectory, now.tick, &self.walls);
        self.gap = (before.x - after.x, before.y - after.y);
        self.gap_at = now.seconds;
        if self.gap.0.hypot(self.gap.1) > PUT {
            self.gap = (0.0, 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::world::Facing;

    use super::*;

    const RIGHT: Heading = Heading { x: 1, y: 0 };
    const NONE: Heading = Heading { x: 0, y: 0 };

    fn at(tick: f64) -> Moment {
        Moment { tick, seconds: tick / 20.0 }
    }

    fn standing(tick: u32, tile: TilePos) -> Trajectory {
        Trajectory::standing(Tick(tick), tile.centre(), Facing::Down)
    }

    fn me() -> Prediction {
        let mut me = Prediction::default();
        me.enter(standing(100, TilePos(2, 2)), Arc::new(Walls::open(20, 10)));
        me
    }

    /// Steps through time in frames and returns the largest way in pixels between two of them.
    fn largest_jump(me: &Prediction, from: f64, to: f64) -> f32 {
        let poses: Vec<_> = (0..=((to - from) * 3.0) as u32).map(|f| me.drawn(at(from + f64::from(f) / 3.0))).collect();
        poses.windows(2).map(|w| (w[0].x - w[1].x).hypot(w[0].y - w[1].y)).fold(0.0, f32::max)
    }

    #[test]
    fn a_step_shows_within_the_frame_and_is_sent_once() {
        let mut me = me();
        let sent = me.steer(RIGHT, at(110.7)).expect("a new direction");
        assert_eq!((sent.seq, sent.at), (1, Tick(110)));
        assert_eq!(me.steer(RIGHT, at(111.0)), None);
        let pose = me.drawn(at(110.7));
        assert!(pose.walking && pose.facing == Facing::Right, "{pose:?}");
        assert!(me.drawn(at(112.0)).x > 40.0);
        assert!(largest_jump(&me, 110.7, 130.0) < 3.0);
    }

    #[test]
    fn no_key_doesnt_end_a_walk_that_was_clicked() {
        let mut me = me();
        me.walk_to(TilePos(8, 2), at(101.0)).expect("a way");
        assert_eq!(me.steer(NONE, at(102.0)), None);
        assert_eq!(me.steer(RIGHT, at(103.0)).map(|s| s.seq), Some(2));
        assert_eq!(me.steer(NONE, at(104.0)).map(|s| s.seq), Some(3));
    }

    #[test]
    fn a_stop_never_slides_back() {
        let mut me = me();
        me.steer(RIGHT, at(101.0));
        let before = me.drawn(at(110.4));
        me.steer(NONE, at(110.4));
        let mut last = before.x;
        for frame in 0..20 {
            let x = me.drawn(at(110.4 + f64::from(frame) / 3.0)).x;
            assert!(x >= last - 0.001, "{x} is left of {last}");
            last = x;
        }
        assert!(last - before.x < 3.3);
    }

    #[test]
    fn the_servers_word_is_blended_in() {
        let mut me = me();
        let sent = me.steer(RIGHT, at(110.0)).expect("a new direction");
        let before = me.drawn(at(114.0));
        let theirs = Trajectory { start: Tick(113), motion: Motion::Steered(RIGHT), ..standing(113, TilePos(2, 2)) };
        me.hear(sent.seq, &theirs, at(114.0));
        let after = me.drawn(at(114.0));
        assert!((before.x - after.x).abs() < 0.01, "{before:?} {after:?}");
        assert!(largest_jump(&me, 114.0, 120.0) < 3.5);
        assert_eq!(me.drawn(at(118.0)).x, pose_at(&theirs, 118.0, me.walls()).x);
    }

    #[test]
    fn answers_to_old_requests_change_nothing() {
        let mut me = me();
        me.steer(RIGHT, at(110.0));
        me.steer(NONE, at(112.0));
        let shown = me.trajectory().clone();
        me.hear(1, &standing(110, TilePos(9, 9)), at(113.0));
        assert_eq!(*me.trajectory(), shown);
        me.follow(&standing(110, TilePos(9, 9)), at(113.0));
        assert_eq!(*me.trajectory(), shown, "a request is under way");
        me.hear(2, &standing(112, TilePos(3, 2)), at(114.0));
        assert_eq!(me.trajectory().from, TilePos(3, 2).centre());
    }

    #[test]
    fn what_everybody_sees_counts_when_nothing_is_under_way_or_overdue() {
        let mut me = me();
        me.follow(&standing(105, TilePos(4, 4)), at(106.0));
        assert_eq!(me.trajectory().from, TilePos(4, 4).centre());
        me.follow(&standing(90, TilePos(1, 1)), at(106.0));
        assert_eq!(me.trajectory().from, TilePos(4, 4).centre(), "older news");
        me.steer(RIGHT, at(110.0));
        me.follow(&standing(105, TilePos(4, 4)), at(150.0));
        assert_eq!(me.trajectory().motion, Motion::Still);
        assert!(me.steer(RIGHT, at(151.0)).is_some(), "the key is still held");
    }

    #[test]
    fn no_way_changes_nothing() {
        let mut me = me();
        assert_eq!(me.walk_to(TilePos(50, 50), at(101.0)), Err(Rejection::NoWay));
        assert_eq!(*me.trajectory(), standing(100, TilePos(2, 2)));
    }

    #[test]
    fn a_long_way_is_a_jump_and_a_new_connection_counts_anew() {
        let mut me = me();
        me.steer(RIGHT, at(101.0));
        me.hear(1, &standing(102, TilePos(15, 8)), at(102.0));
        assert_eq!(me.drawn(at(102.0)).x, 248.0);
        me.stand(at(103.0));
        me.restart();
        me.enter(standing(5, TilePos(3, 3)), Arc::new(Walls::open(9, 9)));
        assert_eq!(me.steer(RIGHT, at(6.0)).map(|s| s.seq), Some(1));
    }
}
