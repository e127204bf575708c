//! News: what conversations change in the town, and what everybody may hear of.

use bevy::prelude::*;
use minds::{TownEffect, WorldEvent};

use super::TownNews;
use crate::sim::TickSystems;
use crate::sim::admission::TownGate;
use crate::sim::calendar::Calendar;

/// Events of the town that are kept as news.
const NEWS_KEPT: usize = 32;

/// A line or a scene changed something in the town.
#[derive(Message, Debug, Clone)]
pub struct Happened(pub TownEffect);

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Happened>().add_systems(Update, apply_effects.in_set(TickSystems::Keep));
}

fn apply_effects(
    mut happened: MessageReader<Happened>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    mut news: ResMut<TownNews>,
) {
    for Happened(effect) in happened.read() {
        gate.roster.flags().apply(effect, calendar.time);
        if let TownEffect::News(event) = effect {
            remember(&mut news.0, event);
        }
    }
}

fn remember(news: &mut Vec<WorldEvent>, event: &WorldEvent) {
    if news.iter().any(|known| known.text == event.text) {
        return;
    }
    if news.len() == NEWS_KEPT {
        news.remove(0);
    }
    news.push(event.clone());
}
