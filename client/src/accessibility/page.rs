//! What is on the screen, written beside the canvas: a screen reader in a browser sees nothing inside of one.
//!
//! Words become paragraphs, what can be pressed becomes a button, and a press goes the same way as one of a native
//! screen reader. The page is touched only where something has changed.

use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use bevy::a11y::ActionRequest;
use bevy::prelude::*;
use bevy_egui::egui::accesskit::{ActionRequest as Request, TreeId};
use bevy_egui::{EguiOutput, EguiPostUpdateSet, PrimaryEguiContext};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, Event, HtmlElement};

use super::tree::{Name, Part, Thing, things};

/// The part of the page that holds what is on the screen.
const SCREEN: &str = "screen";

/// The part of the page whose changes are read out.
const ALOUD: &str = "aloud";

/// The attribute that says which thing it is.
const NAME: &str = "data-name";

/// What the page shows. Only the browser's one thread may touch it.
#[derive(Resource)]
struct Page(SendWrapper<Parts>);

struct Parts {
    page: Document,
    screen: Element,
    aloud: Element,
    shown: Vec<Thing>,
    elements: HashMap<Name, Element>,
    pressed: Rc<RefCell<Vec<Name>>>,
    /// What the browser calls; must live as long as the page.
    _listener: Closure<dyn FnMut(Event)>,
}

/// Adds the text beside the canvas, where the page has a place for it.
pub fn plugin(app: &mut App) {
    let Some(parts) = connect() else {
        warn!("the page has no place for screen readers");
        return;
    };
    app.insert_resource(Page(SendWrapper::new(parts)))
        .add_systems(First, press)
        .add_systems(PostUpdate, write.after(EguiPostUpdateSet::PostProcessOutput));
}

fn press(page: Res<Page>, mut requests: MessageWriter<ActionRequest>) {
    let request = |name: Name| {
        let action = name.part.action()?;
        Some(ActionRequest(Request { action, target_tree: TreeId::ROOT, target_node: name.node, data: None }))
    };
    requests.write_batch(page.0.pressed.borrow_mut().drain(..).filter_map(request));
}

fn write(mut page: ResMut<Page>, output: Option<Single<&EguiOutput, With<PrimaryEguiContext>>>) {
    let Some(tree) = output.as_ref().and_then(|output| output.platform_output.accesskit_update.as_ref()) else {
        return;
    };
    let now = things(tree);
    let parts = &mut *page.0;
    if now != parts.shown
        && let Err(cause) = parts.show(now)
    {
        warn!(?cause, "the page can't be written for screen readers");
    }
}

impl Parts {
    fn show(&mut self, now: Vec<Thing>) -> Result<(), JsValue> {
        let before: HashMap<Name, Thing> =
            std::mem::take(&mut self.shown).into_iter().map(|thing| (thing.name, thing)).collect();
        let stays: HashSet<Name> = now.iter().map(|thing| thing.name).collect();
        self.elements.retain(|name, element| {
            let stays = stays.contains(name);
            if !stays {
                element.remove();
            }
            stays
        });
        let mut place = self.screen.first_element_child();
        let mut news = Vec::new();
        for thing in &now {
            let old = before.get(&thing.name);
            let element = match self.elements.entry(thing.name) {
                Entry::Occupied(kept) => kept.into_mut(),
                Entry::Vacant(free) => {
                    let tag = if thing.name.part == Part::Words { "p" } else { "button" };
                    free.insert(self.page.create_element(tag)?)
                }
            };
            if old != Some(thing) {
                describe(element, thing)?;
            }
            if thing.is_live && old.is_none_or(|old| old.text != thing.text) {
                news.push(thing.text.as_str());
            }
            // Only what isn't in its place already moves, or a reader would lose its own.
            if place.as_ref() == Some(&*element) {
                place = element.next_element_sibling();
            } else {
                self.screen.insert_before(element, place.as_deref())?;
            }
        }
        if !news.is_empty() {
            self.aloud.set_text_content(Some(&news.join(" ")));
        }
        self.shown = now;
        Ok(())
    }
}

fn describe(element: &Element, thing: &Thing) -> Result<(), JsValue> {
    element.set_attribute(NAME, &thing.name.written())?;
    element.set_text_content(Some(&thing.text));
    if thing.name.part == Part::Words {
        return Ok(());
    }
    // The Tab key belongs to the game; readers find buttons without it.
    element.set_attribute("tabindex", "-1")?;
    if thing.is_field {
        element.set_attribute("aria-description", "a line to write into")?;
    }
    element.set_attribute("aria-disabled", if thing.is_enabled { "false" } else { "true" })?;
    match thing.is_on {
        Some(on) => element.set_attribute("aria-pressed", if on { "true" } else { "false" }),
        None => element.remove_attribute("aria-pressed"),
    }
}

fn connect() -> Option<Parts> {
    let page = web_sys::window()?.document()?;
    let (screen, aloud) = (page.get_element_by_id(SCREEN)?, page.get_element_by_id(ALOUD)?);
    let canvas: HtmlElement = page.get_element_by_id("game")?.dyn_into().ok()?;
    let pressed: Rc<RefCell<Vec<Name>>> = Rc::default();
    let listener = Closure::<dyn FnMut(Event)>::new({
        let pressed = Rc::clone(&pressed);
        move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let name = target.and_then(|target| Name::read(&target.get_attribute(NAME)?));
            pressed.borrow_mut().extend(name);
            // Keys go to the game again.
            if let Err(cause) = canvas.focus() {
                warn!(?cause, "the browser moves the focus nowhere");
            }
        }
    });
    screen.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref()).ok()?;
    Some(Parts { page, screen, aloud, shown: Vec::new(), elements: HashMap::new(), pressed, _listener: listener })
}
