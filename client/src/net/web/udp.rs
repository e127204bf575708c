//! The UDP line that a browser tab doesn't have: never in use, and nobody asks to open it.

use std::marker::PhantomData;

use bevy::ecs::system::SystemParam;
use shared::api::UdpGrant;

/// Takes the place of the native client's UDP line.
#[derive(SystemParam)]
pub struct UdpLine<'w, 's> {
    nothing: PhantomData<(&'w (), &'s ())>,
}

impl UdpLine<'_, '_> {
    /// Does nothing: the session asks for UDP only where [`super::HAS_UDP`] says so.
    pub fn open(&mut self, _: &str, _: &UdpGrant) {}

    /// Does nothing.
    pub fn drive(&mut self) {}

    /// Always false.
    pub const fn is_in_use(&self) -> bool {
        false
    }

    /// Always false.
    pub const fn is_broken(&self) -> bool {
        false
    }

    /// Does nothing.
    pub fn close(&mut self) {}
}
