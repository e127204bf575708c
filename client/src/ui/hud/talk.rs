//! The talk one is in: who is there, whose turn it is, and the way out.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Margin, Order, vec2};
use shared::protocol::components::Being;
use shared::protocol::requests::Leave;

use crate::input::actions::Action;
use crate::input::hands::Hands;
use crate::own::{BodyIndex, Me};
use crate::settings::Settings;
use crate::ui::widgets::{self, words};
use crate::ui::{Open, names, palette as ink};

/// Names that are shown; the rest is counted.
const NAMED: usize = 5;

/// Shows the members of the talk above the chat line.
pub fn show_talk(
    mut contexts: EguiContexts,
    me: Res<Me>,
    open: Res<Open>,
    index: Res<BodyIndex>,
    beings: Query<&Being>,
    settings: Res<Settings>,
    hands: Res<Hands>,
    mut leave: MessageWriter<Leave>,
) -> Result {
    if me.members.len() < 2 {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let rise = if open.chat { -54.0 } else { -30.0 };
    widgets::panel(
        ctx,
        "talk",
        Order::Middle,
        (Align2::CENTER_BOTTOM, vec2(0.0, rise)),
        "panel.dark",
        Margin::symmetric(7, 3),
        |ui| {
            // As high as the button, so that words stand in its middle.
            ui.spacing_mut().interact_size.y = 20.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                widgets::icon(ui, "icon.talk");
                let others = me.members.iter().filter(|member| !me.is_me(**member));
                let (mut left_out, mut turn) = (0, None);
                for (i, member) in others.enumerate() {
                    if i >= NAMED {
                        left_out += 1;
                        continue;
                    }
                    let being = index.get(*member).and_then(|entity| beings.get(entity).ok());
                    let name = being.map_or("Somebody", |being| being.name.as_str());
                    let colour = being.map_or(ink::PAPER3, names::on_ink);
                    if me.turn == Some(*member) {
                        turn = Some(format!("{name}'s turn"));
                    }
                    ui.label(words(name, colour));
                }
                if left_out > 0 {
                    ui.label(words(format!("and {left_out} more"), ink::PAPER3));
                }
                if me.turn.is_some_and(|turn| me.is_me(turn)) {
                    turn = Some("your turn".to_owned());
                }
                if let Some(turn) = turn {
                    ui.label(words(format!("• {turn}"), ink::GOLD3));
                }
                let leaves = match *hands {
                    Hands::Keys => format!("Leave ({})", settings.keys.hint(Action::Leave)),
                    Hands::Touch => "Leave".to_owned(),
                };
                if widgets::button(ui, &leaves).clicked() {
                    leave.write(Leave);
                }
            });
        },
    );
    Ok(())
}
