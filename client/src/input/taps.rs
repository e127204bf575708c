//! Taps as egui needs them: it looks once a frame for what is under the finger, so coming down, lifting and being gone
//! have to be in three frames.

use bevy::prelude::*;
use bevy_egui::egui::{Event, PointerButton};
use bevy_egui::{EguiInput, PrimaryEguiContext};

/// Holds back what of a tap belongs into the next frame; runs between egui's reading and its frame.
pub fn stretch_taps(input: Option<Single<&mut EguiInput, With<PrimaryEguiContext>>>, mut held: Local<Vec<Event>>) {
    let Some(mut input) = input else { return };
    let mut events = std::mem::take(&mut *held);
    events.append(&mut input.events);
    *held = events.split_off(end_of_frame(&events));
    input.events = events;
}

/// How many of these events the frame takes: up to where a finger that came down is lifted, or one that was lifted is
/// gone. A mouse stays where it is, so it never waits.
fn end_of_frame(events: &[Event]) -> usize {
    let is_button = |event: &Event, down: bool| matches!(event, Event::PointerButton { button: PointerButton::Primary, pressed, .. } if *pressed == down);
    let gone =
        |from: usize| events[from..].iter().position(|event| matches!(event, Event::PointerGone)).map(|at| from + at);
    let Some(up) = events.iter().position(|event| is_button(event, false)) else { return events.len() };
    let Some(gone) = gone(up) else { return events.len() };
    if events[..up].iter().any(|event| is_button(event, true)) { up } else { gone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{Modifiers, pos2};

    fn button(pressed: bool) -> Event {
        Event::PointerButton {
            pos: pos2(3.0, 4.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    #[test]
    fn a_tap_takes_three_frames_and_a_click_one() {
        let moved = Event::PointerMoved(pos2(3.0, 4.0));
        let tap = [moved.clone(), button(true), button(false), Event::PointerGone];
        assert_eq!(end_of_frame(&tap), 2, "until it is lifted");
        assert_eq!(end_of_frame(&tap[2..]), 1, "until it is gone");
        assert_eq!(end_of_frame(&tap[3..]), 1);
        let click = [moved, button(true), button(false)];
        assert_eq!(end_of_frame(&click), 3);
        assert_eq!(end_of_frame(&[]), 0);
    }
}
