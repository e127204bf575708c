//! One bot: a headless client that joins, walks, and counts what happens to it.

use std::time::Instant;

use bevy::prelude::*;
use client::net::{Connection, ConnectionState, TransportChoice};
use client::own::{Me, StepIntent};
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::protocol::facts::{Refused, Stepped};
use shared::protocol::requests::Say;
use shared::world::movement::Heading;

use super::Behaviour;
use crate::headless;

/// What happened to a bot since the measurement began.
#[derive(Debug, Default)]
pub struct Tally {
    /// Milliseconds from each step request to its acknowledgement.
    pub acks_ms: Vec<f64>,
    /// Requests that were refused.
    pub refused: usize,
    /// Times that the connection was lost.
    pub losses: usize,
}

/// A headless player.
pub struct Bot {
    app: App,
    dice: Dice,
    behaviour: Behaviour,
    turns_left: u32,
    heading: Heading,
    waiting: Option<Instant>,
    was_in: bool,
    /// What happened so far.
    pub tally: Tally,
}

impl Bot {
    /// A bot on its way into a town.
    pub fn new(
        mut options: client::Options,
        number: u32,
        server: &str,
        transport: TransportChoice,
        behaviour: Behaviour,
    ) -> Self {
        options.seed = u64::from(number);
        let looks = Looks { hair: number as u8, top_colour: (number / 3) as u8, ..Looks::default() };
        let mut app = headless::knock(options, server, &format!("Bot {number}"), looks, transport);
        for schedule in app.world_mut().resource_mut::<Schedules>().iter_mut() {
            schedule.1.set_executor(bevy::ecs::schedule::SingleThreadedExecutor::new());
        }
        let mut dice = Dice::new(u64::from(number) + 1);
        Self {
            app,
            turns_left: dice.below(20),
            dice,
            behaviour,
            heading: Heading::default(),
            waiting: None,
            was_in: false,
            tally: Tally::default(),
        }
    }

    /// Whether the bot is in the town.
    pub fn is_in(&self) -> bool {
        let world = self.app.world();
        world.resource::<Connection>().state == ConnectionState::Connected && world.resource::<Me>().body.is_some()
    }

    /// One frame: does what it does, lets the client run, and counts what came.
    pub fn take_turn(&mut self) {
        let is_in = self.is_in();
        if self.was_in && !is_in {
            self.tally.losses += 1;
        }
        self.was_in = is_in;
        if is_in {
            self.act();
        }
        self.app.update();
        let world = self.app.world_mut();
        let stepped = world.resource_mut::<Messages<Stepped>>().drain().count();
        self.tally.refused += world.resource_mut::<Messages<Refused>>().drain().count();
        if stepped > 0
            && let Some(sent) = self.waiting.take()
        {
            self.tally.acks_ms.push(sent.elapsed().as_secs_f64() * 1000.0);
        }
    }

    fn act(&mut self) {
        if self.behaviour == Behaviour::Idle {
            return;
        }
        if let Some(left) = self.turns_left.checked_sub(1) {
            self.turns_left = left;
            return;
        }
        self.turns_left = 15 + self.dice.below(20);
        let old = self.heading;
        while self.heading == old {
            self.heading = Heading { x: self.dice.below(3) as i8 - 1, y: self.dice.below(3) as i8 - 1 };
        }
        self.app.world_mut().write_message(StepIntent::Steer(self.heading));
        self.waiting.get_or_insert_with(Instant::now);
        if self.behaviour == Behaviour::Chatter && self.dice.chance(10) {
            let text = ["Good morning.", "Where is everybody?", "I like the fountain.", "What's new?"];
            let text = self.dice.pick(&text).copied().unwrap_or_default().to_owned();
            self.app.world_mut().write_message(Say { text });
        }
    }
}
