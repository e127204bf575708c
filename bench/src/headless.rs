//! A client without a window, as every benchmark uses it.

use bevy::prelude::*;
use client::net::{NetCommand, TransportChoice};
use shared::content::looks::Looks;

/// A client on its way into a town; it gets there as it is updated.
pub fn knock(options: client::Options, server: &str, name: &str, looks: Looks, transport: TransportChoice) -> App {
    let mut app = App::new();
    app.add_plugins(MinimalPlugins.build().disable::<bevy::app::ScheduleRunnerPlugin>());
    client::headless(&mut app, options);
    app.finish();
    app.cleanup();
    let (server, name) = (server.to_owned(), name.to_owned());
    app.world_mut().write_message(NetCommand::Join { server, name, looks, transport });
    app
}
