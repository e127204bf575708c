//! Everything that crosses the wire, in the order both sides must agree on.
//!
//! Registration order is part of the protocol: moving a line, renaming or moving a type changes the
//! protocol hash (`tests/protocol_hash.rs` holds the committed one) and asks old clients to update.

#[cfg(feature = "ecs")]
pub mod components;
#[cfg(feature = "ecs")]
pub mod facts;
pub mod frames;
pub mod requests;
pub mod rooms;
#[cfg(feature = "ecs")]
pub mod sight;

#[cfg(feature = "ecs")]
use bevy::prelude::*;
#[cfg(feature = "ecs")]
use bevy_replicon::prelude::*;

#[cfg(feature = "ecs")]
use facts::{ContentTold, ConversationChanged, EditTold, Entered, Probed, Refused, SentOn, Spoke, Stepped, TownTold};
#[cfg(feature = "ecs")]
use requests::{Leave, Probe, Say, SetMuted, Steer, Talk, Typing, WalkTo};

/// The number inside replicon's protocol hash, for the HTTP API, which has no replicon.
///
/// Equal on every platform for equal registrations.
#[cfg(feature = "ecs")]
#[must_use]
pub fn hash_number(hash: &ProtocolHash) -> u64 {
    postcard::to_allocvec(hash).ok().and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
}

/// The protocol hash of this build, as both sides compute it.
#[cfg(feature = "ecs")]
#[must_use]
pub fn hash_of_this_build() -> u64 {
    let mut app = App::new();
    app.add_plugins((bevy::state::app::StatesPlugin, RepliconSharedPlugin::default(), plugin));
    app.finish();
    app.world().get_resource::<ProtocolHash>().map(hash_number).unwrap_or_default()
}

/// Rises when a field of what crosses the wire changes: replicon hashes the names of types and not what is in them.
#[cfg(feature = "ecs")]
const FORMAT: u32 = 3;

/// Registers every message.
#[cfg(feature = "ecs")]
pub fn plugin(app: &mut App) {
    app.world_mut().resource_mut::<ProtocolHasher>().add_custom(FORMAT);
    // Requests of a client.
    app.add_client_message::<Steer>(Channel::Ordered)
        .add_client_message::<WalkTo>(Channel::Ordered)
        .add_client_message::<Say>(Channel::Ordered)
        .add_client_message::<Talk>(Channel::Ordered)
        .add_client_message::<Leave>(Channel::Ordered)
        .add_client_message::<Typing>(Channel::Ordered)
        .add_client_message::<SetMuted>(Channel::Ordered)
        .add_client_message::<Probe>(Channel::Unreliable);

    // Facts from the server. None waits for another: they name bodies by id, and a client that doesn't
    // know a body yet can leave the fact aside.
    sight::register(app);
    app.add_server_message::<Entered>(Channel::Ordered)
        .add_server_message::<Stepped>(Channel::Ordered)
        .add_server_message::<Spoke>(Channel::Ordered)
        .add_server_message::<ConversationChanged>(Channel::Ordered)
        .add_server_message::<TownTold>(Channel::Ordered)
        .add_server_message::<SentOn>(Channel::Ordered)
        .add_server_message::<Refused>(Channel::Ordered)
        .add_server_message::<Probed>(Channel::Unreliable)
        .add_server_message::<ContentTold>(Channel::Ordered)
        .add_server_message::<EditTold>(Channel::Ordered)
        .make_message_independent::<Entered>()
        .make_message_independent::<Stepped>()
        .make_message_independent::<Spoke>()
        .make_message_independent::<ConversationChanged>()
        .make_message_independent::<TownTold>()
        .make_message_independent::<SentOn>()
        .make_message_independent::<Refused>()
        .make_message_independent::<Probed>()
        .make_message_independent::<ContentTold>()
        .make_message_independent::<EditTold>();
}
