//! The keyboard on the glass of a phone: a line of text on the page that the browser writes into, and the game reads.
//!
//! The line that comes with `bevy_egui` is only there when the game takes every key from the browser, which this game
//! doesn't.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::input::EguiInputEvent;
use bevy_egui::{EguiContexts, EguiInputSet, EguiPostUpdateSet, PrimaryEguiContext, egui};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CompositionEvent, Event, EventTarget, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};

/// The line of text on the page.
const LINE: &str = "typing";

/// Keys that on-screen keyboards tell apart from letters.
const KEYS: [(&str, egui::Key); 3] =
    [("Enter", egui::Key::Enter), ("Backspace", egui::Key::Backspace), ("Escape", egui::Key::Escape)];

/// The line and what was written into it since the last frame. Only the browser's one thread may touch it.
#[derive(Resource)]
struct Glass(SendWrapper<Line>);

struct Line {
    line: HtmlInputElement,
    canvas: HtmlElement,
    written: Rc<RefCell<VecDeque<egui::Event>>>,
    /// Whether the game shows a place to write, as of the last frame.
    wanted: Rc<Cell<bool>>,
    /// Whether the player's last touch was by finger; with a mouse there is a real keyboard.
    by_finger: Rc<Cell<bool>>,
    /// What the browser calls; must live as long as the page.
    _listeners: Vec<Closure<dyn FnMut(Event)>>,
}

/// Adds the keyboard on the glass, where the page has a line for it.
pub fn plugin(app: &mut App) {
    let Some(line) = connect() else {
        warn!("the page has no line of text for on-screen keyboards");
        return;
    };
    app.insert_resource(Glass(SendWrapper::new(line)))
        .add_systems(PreUpdate, read_line.in_set(EguiInputSet::ReadBevyMessages))
        .add_systems(PostUpdate, offer_line.after(EguiPostUpdateSet::PostProcessOutput));
}

/// Hands what was written to the field that has the focus.
fn read_line(
    glass: Res<Glass>,
    context: Option<Single<Entity, With<PrimaryEguiContext>>>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let Some(context) = context else { return };
    events.write_batch(glass.0.written.borrow_mut().drain(..).map(|event| EguiInputEvent { context: *context, event }));
}

/// Shows the keyboard while a field has the focus and hides it afterwards.
fn offer_line(glass: Res<Glass>, mut contexts: EguiContexts) {
    let line = &*glass.0;
    let wanted = contexts.ctx_mut().is_ok_and(|ctx| ctx.text_edit_focused());
    let was_wanted = line.wanted.replace(wanted);
    if wanted && !was_wanted && line.by_finger.get() {
        focus(&line.line);
    } else if !wanted && was_wanted {
        // Keys of a real keyboard go to the game again.
        focus(&line.canvas);
    }
}

fn focus(element: &HtmlElement) {
    if let Err(cause) = element.focus() {
        warn!(?cause, "the browser moves the focus nowhere");
    }
}

fn connect() -> Option<Line> {
    let page = web_sys::window()?.document()?;
    let line: HtmlInputElement = page.get_element_by_id(LINE)?.dyn_into().ok()?;
    let canvas: HtmlElement = page.get_element_by_id("game")?.dyn_into().ok()?;
    let written: Rc<RefCell<VecDeque<egui::Event>>> = Rc::default();
    let (wanted, by_finger) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let mut listeners = Vec::new();
    let mut listen = |target: &EventTarget, name: &str, heard: Box<dyn FnMut(Event)>| {
        let closure = Closure::wrap(heard);
        if let Err(cause) = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()) {
            warn!(?cause, name, "the browser doesn't tell of it");
        }
        listeners.push(closure);
    };
    let write = |written: &Rc<RefCell<VecDeque<egui::Event>>>| {
        let written = Rc::clone(written);
        move |event| written.borrow_mut().push_back(event)
    };
    listen(&line, "input", {
        let (line, write) = (line.clone(), write(&written));
        Box::new(move |event| {
            let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
            let text = line.value();
            if !composing && !text.is_empty() {
                line.set_value("");
                write(egui::Event::Text(text));
            }
        })
    });
    listen(&line, "compositionupdate", {
        let write = write(&written);
        Box::new(move |event| {
            let text = event.dyn_ref::<CompositionEvent>().and_then(CompositionEvent::data).unwrap_or_default();
            write(egui::Event::Ime(egui::ImeEvent::Preedit { text, active_range_chars: None }));
        })
    });
    listen(&line, "compositionend", {
        let (line, write) = (line.clone(), write(&written));
        Box::new(move |event| {
            line.set_value("");
            let text = event.dyn_ref::<CompositionEvent>().and_then(CompositionEvent::data).unwrap_or_default();
            write(egui::Event::Ime(egui::ImeEvent::Commit(text)));
        })
    });
    for (name, pressed) in [("keydown", true), ("keyup", false)] {
        let write = write(&written);
        listen(
            &line,
            name,
            Box::new(move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.is_composing()) else {
                    return;
                };
                let name = event.key();
                if let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == name) {
                    let modifiers = egui::Modifiers::NONE;
                    write(egui::Event::Key { key: *key, physical_key: None, pressed, repeat: false, modifiers });
                }
            }),
        );
    }
    // Some phones open their keyboard only within the touch itself.
    listen(&canvas, "pointerup", {
        let (line, wanted, by_finger) = (line.clone(), Rc::clone(&wanted), Rc::clone(&by_finger));
        Box::new(move |event| {
            let pointer = event.dyn_ref::<web_sys::PointerEvent>();
            by_finger.set(pointer.is_some_and(|pointer| pointer.pointer_type() == "touch"));
            if wanted.get() && by_finger.get() {
                focus(&line);
            }
        })
    });
    Some(Line { line, canvas, written, wanted, by_finger, _listeners: listeners })
}
