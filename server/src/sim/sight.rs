//! Sight: a client is told everybody in its scene once, then what changes there, in one message for all who see it.

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Mien};
use shared::protocol::sight::{SceneChanges, SceneTold, Sighting};
use shared::world::movement::Trajectory;

use super::admission::Session;
use super::outbox::Tell;
use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};

/// Ticks between two messages: motion is told as trajectories, and clients draw others 100 ms late, so
/// telling twice as often would cost twice as many packets and show the same.
const TELL_EVERY: u32 = 2;

/// In which scene each body was when clients were last told.
#[derive(Resource, Debug, Default)]
struct LastSeen(BTreeMap<BodyId, InScene>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<LastSeen>().add_systems(
        Update,
        show_scenes.in_set(TickSystems::Show).run_if(|now: Res<Now>| now.0.0.is_multiple_of(TELL_EVERY)),
    );
}

type SeenBody<'w> = (Ref<'w, Being>, Ref<'w, Trajectory>, Ref<'w, Mien>, &'w InScene);

fn show_scenes(
    scenes: Res<Scenes>,
    mut last: ResMut<LastSeen>,
    bodies: Query<SeenBody>,
    clients: Query<(Entity, Ref<InScene>), With<Session>>,
    mut told: Tell<SceneTold>,
) {
    let changes = encode(changes(&mut last.0, &bodies));
    let mut whole = BTreeMap::new();
    for (client, scene) in &clients {
        let message = if scene.is_changed() {
            whole.entry(*scene).or_insert_with(|| encode_one(&whole_scene(&scenes, *scene, &bodies))).as_ref()
        } else {
            changes.get(&scene)
        };
        if let Some(message) = message {
            told.one(client, message.clone());
        }
    }
}

/// What changed in each scene since the last time this ran.
fn changes(last: &mut BTreeMap<BodyId, InScene>, bodies: &Query<SeenBody>) -> BTreeMap<InScene, SceneChanges> {
    let mut changes: BTreeMap<InScene, SceneChanges> = BTreeMap::new();
    let mut here = BTreeMap::new();
    for (being, trajectory, mien, scene) in bodies {
        here.insert(being.id, *scene);
        if last.get(&being.id) != Some(scene) || being.is_changed() {
            changes.entry(*scene).or_default().came.push(sighting(&being, &trajectory, &mien));
            continue;
        }
        if trajectory.is_changed() {
            changes.entry(*scene).or_default().moved.push((being.id, Trajectory::clone(&trajectory)));
        }
        if mien.is_changed() {
            changes.entry(*scene).or_default().felt.push((being.id, *mien));
        }
    }
    for (body, scene) in &*last {
        if here.get(body) != Some(scene) {
            changes.entry(*scene).or_default().left.push(*body);
        }
    }
    *last = here;
    changes
}

fn whole_scene(scenes: &Scenes, scene: InScene, bodies: &Query<SeenBody>) -> SceneChanges {
    let came = bodies.iter().filter(|(.., at)| **at == scene);
    SceneChanges {
        all_of: Some(scenes.key(scene).clone()),
        came: came.map(|(being, trajectory, mien, _)| sighting(&being, &trajectory, &mien)).collect(),
        ..SceneChanges::default()
    }
}

fn sighting(being: &Being, trajectory: &Trajectory, mien: &Mien) -> Sighting {
    Sighting { being: being.clone(), trajectory: trajectory.clone(), mien: *mien }
}

fn encode(changes: BTreeMap<InScene, SceneChanges>) -> BTreeMap<InScene, SceneTold> {
    changes.into_iter().filter_map(|(scene, changes)| Some((scene, encode_one(&changes)?))).collect()
}

fn encode_one(changes: &SceneChanges) -> Option<SceneTold> {
    SceneTold::of(changes).inspect_err(|why| error!(%why, "could not encode what a scene shows")).ok()
}
