//! Telling clients things: to one, or to those who can hear.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::protocol::facts::{Refused, Rejection};

/// Writes facts of one kind to clients.
#[derive(SystemParam)]
pub struct Tell<'w, T: Message> {
    writer: MessageWriter<'w, ToClients<T>>,
}

impl<T: Message> Tell<'_, T> {
    /// Tells one client; a client that is gone by then hears nothing.
    pub fn one(&mut self, client: Entity, message: T) {
        self.writer.write(ToClients { targets: SendTargets::Single(ClientId::Client(client)), message });
    }
}

impl Tell<'_, Refused> {
    /// Refuses a request, in words the player will read. Logged quietly, so that nobody can fill the log.
    pub fn refuse(&mut self, client: Entity, why: Rejection) {
        debug!(%client, ?why, "refused a request");
        self.one(client, Refused { why });
    }
}
