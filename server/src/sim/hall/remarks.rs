//! Remarks: what the host of the games says about the game on the stage is heard by those who stand around it.

use bevy::prelude::*;
use shared::protocol::components::Being;
use shared::text::ChatLine;

use crate::rooms::hall::Remark;
use crate::sim::TickSystems;
use crate::sim::characters::CharacterBody;
use crate::sim::chat::{Voiced, aloud};
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::talk::InTalk;

/// Remarks that came and are said in this tick.
#[derive(Resource, Debug, Default)]
pub struct Remarks(pub Vec<Remark>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Remarks>().add_systems(
        Update,
        say_remarks.in_set(TickSystems::Decide).run_if(|remarks: Res<Remarks>| !remarks.0.is_empty()),
    );
}

/// A host who is in a conversation, or elsewhere, says nothing: the game has moved on when they are free.
fn say_remarks(
    mut remarks: ResMut<Remarks>,
    scenes: Res<Scenes>,
    hosts: Query<(Entity, &Being, &CharacterBody, &InScene), Without<InTalk>>,
    mut voices: MessageWriter<Voiced>,
) {
    for Remark { host, words } in remarks.0.drain(..) {
        let is_at_a_stage = |scene: &InScene| scenes.get(*scene).def.stage.is_some();
        let found = hosts.iter().find(|(.., character, scene)| character.key == host && is_at_a_stage(scene));
        if let (Some((body, being, ..)), Ok(line)) = (found, ChatLine::parse(&words)) {
            voices.write(Voiced { body, spoke: aloud(being, &line) });
        }
    }
}
