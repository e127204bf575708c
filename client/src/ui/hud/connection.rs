//! How the connection is, in words and a picture.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Color32, vec2};

use super::plaque;
use crate::net::{Connection, ConnectionState};
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Round trips longer than this are felt, in milliseconds.
const WEAK_MS: u32 = 220;

/// Seconds after which a good connection needs no mention.
const QUIET_S: f32 = 3.0;

/// What the badge says: words, icon, colour, and whether it may fade away.
fn badge(state: &ConnectionState, rtt_ms: Option<u32>) -> (String, &'static str, Color32, bool) {
    match state {
        ConnectionState::Connected => match rtt_ms {
            Some(ms) if ms > WEAK_MS => (format!("Weak connection ({ms} ms)"), "icon.wifi.weak", ink::GOLD3, false),
            _ => ("Connected".into(), "icon.wifi.good", ink::PINE5, true),
        },
        ConnectionState::Joining(step) => ((*step).to_owned(), "icon.wifi.weak", ink::PAPER3, false),
        ConnectionState::Reconnecting { attempt, retry_in_ms } => {
            let wait = retry_in_ms.div_ceil(1_000);
            let when = if wait == 0 { String::new() } else { format!(", again in {wait} s") };
            (format!("Reconnecting ({attempt}){when}"), "icon.wifi.lost", ink::GOLD3, false)
        }
        ConnectionState::Failed(_) | ConnectionState::Offline => {
            ("Not connected".into(), "icon.wifi.lost", ink::BRICK5, false)
        }
    }
}

/// Shows the badge; a good connection is mentioned for a moment only.
pub fn show_connection(
    mut contexts: EguiContexts,
    connection: Res<Connection>,
    time: Res<Time<Real>>,
    mut good_s: Local<f32>,
) -> Result {
    let (text, icon, colour, fades) = badge(&connection.state, connection.rtt_ms);
    *good_s = if fades { *good_s + time.delta_secs() } else { 0.0 };
    if *good_s > QUIET_S {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    plaque(ctx, "connection", (Align2::RIGHT_TOP, vec2(-4.0, 4.0)), |ui| {
        widgets::icon(ui, icon);
        ui.label(words(text, colour));
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(state: ConnectionState, rtt_ms: Option<u32>, expected: &str) {
        assert_eq!(badge(&state, rtt_ms).0, expected);
    }

    #[test]
    fn the_badge_says_what_is_going_on() {
        check(ConnectionState::Connected, Some(40), "Connected");
        check(ConnectionState::Connected, Some(480), "Weak connection (480 ms)");
        check(ConnectionState::Reconnecting { attempt: 2, retry_in_ms: 1_200 }, None, "Reconnecting (2), again in 2 s");
        check(ConnectionState::Reconnecting { attempt: 3, retry_in_ms: 0 }, None, "Reconnecting (3)");
    }
}
