//! Doors: who steps on a door's tile comes out of the other one, in this shard or the next.

use bevy::prelude::*;
use shared::content::scene::DoorDef;
use shared::ids::Key;
use shared::protocol::components::Being;
use shared::protocol::facts::{Entered, SentOn};
use shared::world::movement::Trajectory;

use super::admission::{Outside, PlayerBody, Players, Session, TownGate};
use super::bodies::Place;
use super::calendar::Calendar;
use super::characters::{CharacterBody, WentThroughDoor};
use super::keeping::Journal;
use super::outbox::Tell;
use super::reload::Leaving;
use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};
use crate::auth::tickets::Admission;
use crate::roster::Whereabouts;
use crate::storage::{Position, Write};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (notice_doors, pass_players, pass_characters).chain().in_set(TickSystems::Announce));
}

/// On a body that stands on a door's tile: where it comes out.
#[derive(Component, Debug, Clone)]
pub struct AtDoor {
    /// The scene behind the door.
    pub scene: Key,
    /// The door it comes out of.
    pub out: DoorDef,
}

fn notice_doors(
    scenes: Res<Scenes>,
    content: Res<super::Content>,
    moved: Query<(Entity, &Place, &InScene), (Changed<Place>, Without<AtDoor>)>,
    mut commands: Commands,
) {
    for (body, place, scene) in &moved {
        let tile = place.tile();
        let Some(door) = scenes.get(*scene).def.doors.values().find(|door| door.at == tile) else { continue };
        let Ok(key) = Key::parse(&door.to_scene) else { continue };
        // The content check holds that the scene and its door are there.
        let Some(out) = content.scenes.get(&key).and_then(|scene| scene.def.doors.get(&door.to_door)) else { continue };
        commands.entity(body).insert(AtDoor { scene: key, out: out.clone() });
    }
}

fn pass_players(
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    mut players: ResMut<Players>,
    mut journal: ResMut<Journal>,
    mut bodies: Query<(Entity, &AtDoor, &mut PlayerBody, &Being)>,
    mut commands: Commands,
    mut entered: Tell<Entered>,
    mut sent: Tell<SentOn>,
) {
    for (entity, AtDoor { scene, out }, mut body, being) in &mut bodies {
        let at = out.step_out.centre();
        journal.write(Write::PlayerMoved {
            player: body.player,
            position: Position { scene: scene.clone(), at, facing: out.facing },
        });
        commands.entity(entity).remove::<AtDoor>();
        if scenes.is_here(scene) {
            let Some(number) = scenes.number(scene) else { continue };
            let trajectory = Trajectory::standing(now.0, at, out.facing);
            let place = Place { at, facing: out.facing, walking: false };
            commands.entity(entity).insert((number, trajectory.clone(), place));
            let connected = body.connection.is_some();
            gate.roster.note(body.player, Whereabouts { scene: scene.clone(), connected });
            if let Some(client) = body.connection {
                commands.entity(client).insert(number);
                entered.one(
                    client,
                    Entered {
                        you: being.id,
                        scene: scene.clone(),
                        tick: now.0,
                        trajectory,
                        minute_ms: calendar.minute_ms,
                        news: Vec::new(),
                    },
                );
            }
            continue;
        }
        let papers = Admission {
            scene: scene.clone(),
            place: Some((at, out.facing)),
            body: Some(being.id),
            muted: body.muted.iter().copied().collect(),
            ..body.papers.clone()
        };
        match gate.grant(papers) {
            Ok(grant) => {
                // Taken first: losing its session must not look like losing its player.
                if let Some(client) = body.connection.take() {
                    sent.one(client, SentOn { scene: scene.clone(), grant });
                    commands.entity(client).remove::<Session>().insert(Outside(now.0));
                }
                players.0.remove(&body.player);
                journal.write(Write::VisitEnded { visit: body.visit, at_ms: gate.clock.now_ms() });
                gate.roster.note(body.player, Whereabouts { scene: scene.clone(), connected: false });
                commands.entity(entity).try_despawn();
            }
            Err(cause) => error!(error = format!("{cause:#}"), "could not send a player through a door"),
        }
    }
}

fn pass_characters(
    now: Res<Now>,
    scenes: Res<Scenes>,
    bodies: Query<(Entity, &AtDoor), (With<CharacterBody>, Without<Leaving>)>,
    mut commands: Commands,
    mut went: MessageWriter<WentThroughDoor>,
) {
    for (entity, AtDoor { scene, out }) in &bodies {
        commands.entity(entity).remove::<AtDoor>();
        let at = out.step_out.centre();
        if let (true, Some(number)) = (scenes.is_here(scene), scenes.number(scene)) {
            let place = Place { at, facing: out.facing, walking: false };
            commands.entity(entity).insert((number, Trajectory::standing(now.0, at, out.facing), place));
        }
        went.write(WentThroughDoor { body: entity, scene: scene.clone(), out: out.clone() });
    }
}
