//! What the player wants to do with their feet.

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::protocol::facts::Refused;
use shared::protocol::requests::{Steer, WalkTo};
use shared::world::TilePos;
use shared::world::movement::Heading;

use super::OwnSystems;
use super::me::{Me, moment};
use crate::net::ServerClock;

/// A wish to walk. May be written in every frame: what changes nothing is not sent.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepIntent {
    /// Walk in a direction until told otherwise; no direction stops what an earlier direction began.
    Steer(Heading),
    /// Walk to a tile by the shortest way; answered by [`Refused`] when there is none.
    WalkTo(TilePos),
}

/// Turns wishes into predicted steps and requests.
pub(super) fn plugin(app: &mut App) {
    app.add_message::<StepIntent>().add_systems(Update, predict_steps.in_set(OwnSystems::Predict));
}

fn predict_steps(
    mut me: ResMut<Me>,
    mut intents: MessageReader<StepIntent>,
    mut steers: MessageWriter<Steer>,
    mut walks: MessageWriter<WalkTo>,
    mut refusals: MessageWriter<Refused>,
    state: Res<State<ClientState>>,
    clock: Res<ServerClock>,
) {
    if *state.get() != ClientState::Connected || me.body.is_none() {
        intents.clear();
        return;
    }
    let now = moment(&clock);
    for intent in intents.read() {
        match *intent {
            StepIntent::Steer(heading) => {
                steers.write_batch(me.bypass_change_detection().prediction.steer(heading, now));
            }
            StepIntent::WalkTo(tile) => match me.bypass_change_detection().prediction.walk_to(tile, now) {
                Ok(request) => {
                    walks.write(request);
                }
                Err(why) => {
                    refusals.write(Refused { why });
                }
            },
        }
    }
}
