//! Path-finding: the shortest walk between two tiles, as waypoints.

use pathfinding::directed::astar::astar;

use super::movement::{FEET, MAX_WAYPOINTS};
use super::walls::Walls;
use super::{Point, TilePos};

/// Cost of a straight and of a diagonal step (10 and 14 keep the ratio of 1 to the square root of 2 within 1 %).
const STRAIGHT: u32 = 10;
const DIAGONAL: u32 = 14;

/// The shortest walk from `from` to `to` as the tiles where it turns, ending with `to`.
///
/// Walks go in eight directions and never cut the corner of a wall. Returns an empty list when both are
/// the same tile, and `None` when there is no way or the walk has more than [`MAX_WAYPOINTS`] turns; a
/// caller that gets `None` stays where it is.
#[must_use]
pub fn find_path(walls: &Walls, from: TilePos, to: TilePos) -> Option<Vec<TilePos>> {
    if !walls.is_free(to) {
        return None;
    }
    let (tiles, _) = astar(&from, |&tile| neighbours(walls, tile), |&tile| estimate(tile, to), |&tile| tile == to)?;
    let turns = keep_turns(&tiles);
    (turns.len() <= MAX_WAYPOINTS).then_some(turns)
}

/// The walk from a point anywhere on its tile to the tile `to`, ready to be a `Motion::Path`.
///
/// Both sides call this, so a predicted walk is the walk. Where the straight line to the first turn would
/// brush a wall, the walk first goes to the middle of its own tile. `None` as for [`find_path`].
#[must_use]
pub fn plan_walk(walls: &Walls, from: Point, to: TilePos) -> Option<Vec<TilePos>> {
    let start = from.tile();
    let mut turns = find_path(walls, start, to)?;
    let first = turns.first().map_or(start, |turn| *turn);
    if turns.is_empty() || !line_is_free(walls, from, first.centre()) {
        turns.insert(0, start);
    }
    Some(turns)
}

/// Whether the feet can go from `a` to `b` in a straight line, looked at every quarter of a tile.
fn line_is_free(walls: &Walls, a: Point, b: Point) -> bool {
    let steps = a.distance(b) / (super::UNITS / 4) + 1;
    (0..=steps).all(|i| {
        let at = Point { x: a.x + (b.x - a.x) * i / steps, y: a.y + (b.y - a.y) * i / steps };
        walls.box_is_free(at, FEET)
    })
}

fn neighbours(walls: &Walls, at: TilePos) -> Vec<(TilePos, u32)> {
    let (x, y) = (i32::from(at.0), i32::from(at.1));
    let mut found = Vec::with_capacity(8);
    for (dx, dy) in [(0, -1), (-1, 0), (1, 0), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)] {
        let diagonal = dx != 0 && dy != 0;
        let blocked =
            walls.is_solid(x + dx, y + dy) || diagonal && (walls.is_solid(x + dx, y) || walls.is_solid(x, y + dy));
        if let (false, Ok(nx), Ok(ny)) = (blocked, u8::try_from(x + dx), u8::try_from(y + dy)) {
            found.push((TilePos(nx, ny), if diagonal { DIAGONAL } else { STRAIGHT }));
        }
    }
    found
}

fn estimate(a: TilePos, b: TilePos) -> u32 {
    let (dx, dy) = (u32::from(a.0.abs_diff(b.0)), u32::from(a.1.abs_diff(b.1)));
    STRAIGHT * dx.max(dy) + (DIAGONAL - STRAIGHT) * dx.min(dy)
}

/// Drops the start and every tile on which the walk goes straight on.
fn keep_turns(tiles: &[TilePos]) -> Vec<TilePos> {
    let way = |a: TilePos, b: TilePos| (i16::from(b.0) - i16::from(a.0), i16::from(b.1) - i16::from(a.1));
    let mut turns: Vec<TilePos> =
        tiles.windows(3).filter(|w| way(w[0], w[1]) != way(w[1], w[2])).map(|w| w[1]).collect();
    if tiles.len() > 1 {
        turns.extend(tiles.last());
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(map: &str, expected: Option<&[(u8, u8)]>) {
        let rows: Vec<&str> = map.split_whitespace().collect();
        let mut walls = Walls::open(rows[0].len() as u8, rows.len() as u8);
        let (mut from, mut to) = (TilePos(0, 0), TilePos(0, 0));
        for (y, row) in rows.iter().enumerate() {
            for (x, letter) in row.chars().enumerate() {
                match letter {
                    '#' => walls.set_solid(x as i32, y as i32),
                    'a' => from = TilePos(x as u8, y as u8),
                    'b' => to = TilePos(x as u8, y as u8),
                    _ => {}
                }
            }
        }
        let expected = expected.map(|tiles| tiles.iter().map(|&(x, y)| TilePos(x, y)).collect::<Vec<_>>());
        assert_eq!(find_path(&walls, from, to), expected);
    }

    #[test]
    fn straight_on() {
        check("a...b", Some(&[(4, 0)]));
    }

    #[test]
    fn round_the_wall_without_cutting_its_corner() {
        check("a#b .#. ...", Some(&[(0, 2), (2, 2), (2, 0)]));
    }

    #[test]
    fn no_way_is_no_walk_and_never_a_jump() {
        check("a#b .#. .#.", None);
    }

    #[test]
    fn already_there() {
        let walls = Walls::open(3, 3);
        assert_eq!(find_path(&walls, TilePos(1, 1), TilePos(1, 1)), Some(vec![]));
    }

    /// A room of corridors that lead to and fro, one row each: `turns` of them.
    fn winding(turns: u8) -> Walls {
        let mut walls = Walls::open(20, 2 * turns + 1);
        for row in 0..i32::from(turns) {
            let gap = if row % 2 == 0 { 19 } else { 0 };
            (0..20).filter(|x| *x != gap).for_each(|x| walls.set_solid(x, 2 * row + 1));
        }
        walls
    }

    /// Defect 9 of generative agents: a path finder that gives up and returns the destination alone makes
    /// a long walk a teleport.
    #[test]
    fn a_long_walk_is_walked_step_by_step_or_not_at_all() {
        use crate::world::movement::{Motion, Trajectory, WALK_SPEED};
        use crate::world::{Facing, TICK_HZ, Tick};

        let (from, longest) = (TilePos(0, 0), MAX_WAYPOINTS as u8);
        for turns in [4, 20, longest / 2 - 1, longest] {
            let walls = winding(turns);
            let to = TilePos(10, 2 * turns);
            let Some(path) = plan_walk(&walls, from.centre(), to) else {
                assert_eq!(turns, longest, "only a walk of too many turns may be refused");
                continue;
            };
            let walk =
                Trajectory { motion: Motion::Path(path), ..Trajectory::standing(Tick(0), from.centre(), Facing::Down) };
            let step = WALK_SPEED / TICK_HZ as i32;
            let mut last = from.centre();
            for tick in 0..=walk.ticks_to_arrive() {
                let at = walk.pose(Tick(tick), &walls).at;
                assert!(last.distance(at) <= step + 2 && walls.is_free(at.tile()), "{last:?} to {at:?}");
                last = at;
            }
            assert_eq!(last.tile(), to);
        }
    }
}
