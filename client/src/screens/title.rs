//! The life behind the title: the town's people stroll between their places, before anybody is connected.

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::find_path;
use shared::world::{Facing, Tick, TilePos};

use super::Screen;
use crate::own::Content;
use crate::pixels::paint::hash;
use crate::town::TownSystems;
use crate::town::scene::{Drawn, Now};

/// Ticks that a stroller stays at a place, at least.
const REST: u32 = 80;

/// Somebody who strolls behind the title, and when they go on.
#[derive(Component, Debug)]
struct Stroller {
    number: u32,
    walks: u32,
    goes_on: Tick,
}

/// Adds the life behind the title.
pub fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (come.run_if(resource_changed::<Drawn>), stroll)
            .chain()
            .after(TownSystems::Place)
            .run_if(in_state(Screen::Title)),
    );
}

fn come(
    mut commands: Commands,
    drawn: Res<Drawn>,
    content: Res<Content>,
    now: Res<Now>,
    here: Query<Entity, With<Stroller>>,
) {
    for stroller in &here {
        commands.entity(stroller).try_despawn();
    }
    let Some(scene) = drawn.scene(&content.0) else { return };
    let spots: Vec<_> = scene.def.spots.values().collect();
    for (number, (key, character)) in (0u32..).zip(&content.0.characters) {
        let Some(spot) = spots.get((number as usize * 5 + 1) % spots.len().max(1)) else { return };
        let start = Tick(now.tick as u32);
        commands.spawn((
            DespawnOnExit(Screen::Title),
            Stroller { number, walks: 0, goes_on: start.after(REST + number * 50) },
            // Far from the ids that a server gives.
            Being {
                id: BodyId(u32::MAX - number),
                name: character.name.clone(),
                looks: character.looks,
                character: Some(key.clone()),
            },
            Trajectory::standing(start, spot.at.centre(), spot.facing),
            Mien { doing: if spot.sit { Doing::Sitting } else { Doing::Idle }, ..default() },
        ));
    }
}

fn stroll(
    mut strollers: Query<(&mut Stroller, &mut Trajectory, &mut Mien)>,
    drawn: Res<Drawn>,
    content: Res<Content>,
    now: Res<Now>,
) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    let tick = Tick(now.tick as u32);
    let spots: Vec<_> = scene.def.spots.values().collect();
    for (mut stroller, mut trajectory, mut mien) in &mut strollers {
        let pose = trajectory.pose(tick, &scene.walls);
        let here: TilePos = pose.at.tile();
        if !matches!(trajectory.motion, Motion::Still) && trajectory.is_over(tick) {
            let spot = spots.iter().find(|spot| spot.at == here);
            let facing = spot.map_or(Facing::Down, |spot| spot.facing);
            *trajectory = Trajectory::standing(tick, pose.at, facing);
            mien.doing = if spot.is_some_and(|spot| spot.sit) { Doing::Sitting } else { Doing::Idle };
            let rest = hash(stroller.number as i32, stroller.walks as i32, 41) % 200;
            stroller.goes_on = tick.after(REST + rest);
        }
        if tick < stroller.goes_on || !matches!(trajectory.motion, Motion::Still) || spots.is_empty() {
            continue;
        }
        stroller.walks += 1;
        let pick = hash(stroller.walks as i32, stroller.number as i32, 42) as usize % spots.len();
        stroller.goes_on = tick.after(REST);
        if let Some(way) = find_path(&scene.walls, here, spots[pick].at).filter(|way| !way.is_empty()) {
            *trajectory = Trajectory { start: tick, from: pose.at, facing: pose.facing, motion: Motion::Path(way) };
            mien.doing = Doing::Idle;
        }
    }
}
