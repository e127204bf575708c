//! Which entity is which body.

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::Being;

/// The entity of every body in sight.
#[derive(Resource, Debug, Clone, Default)]
pub struct BodyIndex(BTreeMap<BodyId, Entity>);

impl BodyIndex {
    /// The body's entity; `None` when it is not in sight.
    #[must_use]
    pub fn get(&self, body: BodyId) -> Option<Entity> {
        self.0.get(&body).copied()
    }

    /// Every body in sight, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (BodyId, Entity)> + '_ {
        self.0.iter().map(|(&body, &entity)| (body, entity))
    }
}

/// Keeps the index.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<BodyIndex>().add_observer(add_body).add_observer(remove_body);
}

fn add_body(added: On<Insert, Being>, beings: Query<&Being>, mut index: ResMut<BodyIndex>) {
    if let Ok(being) = beings.get(added.entity) {
        index.0.insert(being.id, added.entity);
    }
}

fn remove_body(removed: On<Discard, Being>, beings: Query<&Being>, mut index: ResMut<BodyIndex>) {
    let Ok(being) = beings.get(removed.entity) else { return };
    // A body that left and came back may be there twice for a moment: the newer one stays.
    if index.get(being.id) == Some(removed.entity) {
        index.0.remove(&being.id);
    }
}

#[cfg(test)]
mod tests {
    use shared::content::looks::Looks;

    use super::*;

    fn being(id: u32) -> Being {
        Being { id: BodyId(id), name: "Ana".into(), looks: Looks::default(), character: None }
    }

    #[test]
    fn the_index_follows_bodies() {
        let mut app = App::new();
        plugin(&mut app);
        let first = app.world_mut().spawn(being(1)).id();
        let again = app.world_mut().spawn(being(1)).id();
        let other = app.world_mut().spawn(being(2)).id();
        app.world_mut().despawn(first);
        assert_eq!(app.world().resource::<BodyIndex>().get(BodyId(1)), Some(again));
        app.world_mut().despawn(again);
        app.world_mut().entity_mut(other).insert(being(3));
        let left: Vec<_> = app.world().resource::<BodyIndex>().iter().collect();
        assert_eq!(left, [(BodyId(3), other)]);
    }
}
