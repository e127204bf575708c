//! A content file as a form: every field of it in its place, whatever kind of file it is.

use std::collections::BTreeMap;
use std::ops::Range;

use bevy_egui::egui::{self, CollapsingHeader, Id, Margin, TextEdit, Ui};
use shared::content::edit::tree::{Entry, Kind, Node, quoted, unquoted};
use shared::content::edit::{Doc, EditError};

use crate::ui::palette as ink;
use crate::ui::skin::frame_shape;
use crate::ui::widgets::{self, words};

/// Longest text of a field, in letters.
const LONGEST: usize = 400;

/// Longest text that has room beside its name, in bytes with its quotes.
const SHORT: usize = 18;

/// Words of which a field holds one.
const CHOICES: [&[&str]; 5] = [
    &["true", "false"],
    &["She", "He", "They"],
    &["Short", "Middle", "Long"],
    &["Up", "Right", "Down", "Left"],
    &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
];

/// What was done to the form in this frame.
enum Done {
    Replace(Range<usize>, String),
    Insert(Node, usize, String),
    Remove(Node, usize),
}

/// Shows a file and takes in what is done to it; whether something was.
///
/// # Errors
/// [`EditError`] when that can't be; the file is as it was.
pub(super) fn show(ui: &mut Ui, doc: &mut Doc) -> Result<bool, EditError> {
    let mut done = None;
    let root = doc.root().clone();
    Form { text: doc.text(), done: &mut done }.inside(ui, &root);
    match done {
        None => return Ok(false),
        Some(Done::Replace(span, new)) => doc.replace(span, &new)?,
        Some(Done::Insert(node, index, new)) => doc.insert(&node, index, &new, true)?,
        Some(Done::Remove(node, index)) => doc.remove(&node, index)?,
    }
    Ok(true)
}

struct Form<'a> {
    text: &'a str,
    done: &'a mut Option<Done>,
}

impl Form<'_> {
    fn inside(&mut self, ui: &mut Ui, node: &Node) {
        match &node.kind {
            Kind::Leaf => self.leaf(ui, node),
            Kind::Struct(entries) | Kind::Map(entries) => {
                for entry in entries {
                    self.entry(ui, entry);
                }
            }
            Kind::Tuple(items) => {
                ui.horizontal_wrapped(|ui| items.iter().for_each(|item| self.inside(ui, item)));
            }
            Kind::List(items) => self.list(ui, node, items),
        }
    }

    fn entry(&mut self, ui: &mut Ui, entry: &Entry) {
        let name = entry.name.replace('_', " ");
        let count = entry.value.parts().len();
        match &entry.value.kind {
            Kind::Leaf | Kind::Tuple(_) if self.is_short(&entry.value) => {
                ui.horizontal(|ui| {
                    ui.label(words(name, ink::STONE1));
                    self.inside(ui, &entry.value);
                });
            }
            Kind::Leaf | Kind::Tuple(_) => {
                ui.label(words(name, ink::STONE1));
                self.inside(ui, &entry.value);
            }
            _ => {
                let title = words(format!("{name} ({count})"), ink::INK2);
                CollapsingHeader::new(title)
                    .id_salt(("form", &entry.name, entry.key.start))
                    .show(ui, |ui| self.inside(ui, &entry.value));
            }
        }
    }

    /// Whether a value has room beside its name.
    fn is_short(&self, value: &Node) -> bool {
        let text = value.text(self.text);
        !text.starts_with(['"', 'r']) || text.len() <= SHORT
    }

    /// An item of a list, with buttons for what only other items of it have.
    fn card(&mut self, ui: &mut Ui, item: &Node, list: &[Node]) {
        let Kind::Struct(entries) = &item.kind else { return self.inside(ui, item) };
        let (short, long): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| self.is_short(&entry.value));
        for pair in short.chunks(2) {
            ui.horizontal(|ui| pair.iter().for_each(|entry| self.entry(ui, entry)));
        }
        for entry in long {
            self.entry(ui, entry);
        }
        self.offer(ui, item, entries.len(), list);
    }

    /// Buttons for fields that others of a list have and this one hasn't.
    fn offer(&mut self, ui: &mut Ui, item: &Node, count: usize, list: &[Node]) {
        let others = list.iter().filter_map(Node::entries).flatten();
        let missing: BTreeMap<&str, &Node> = others
            .filter(|other| item.get(&other.name).is_none())
            .map(|other| (other.name.as_str(), &other.value))
            .collect();
        if missing.is_empty() {
            return;
        }
        ui.horizontal(|ui| {
            for (name, like) in missing {
                if widgets::button(ui, &format!("+ {}", name.replace('_', " "))).clicked() {
                    let field = format!("{name}: {}", like.text(self.text));
                    *self.done = Some(Done::Insert(item.clone(), count, field));
                }
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, node: &Node, items: &[Node]) {
        for (index, item) in items.iter().enumerate() {
            let is_leaf = item.kind == Kind::Leaf;
            let mut gone = false;
            if is_leaf {
                ui.horizontal(|ui| {
                    gone = widgets::icon_button(ui, "icon.close", "Take it out").clicked();
                    self.leaf(ui, item);
                });
            } else {
                widgets::framed(ui, "card", Margin::symmetric(5, 3), |ui| {
                    ui.set_width(ui.available_width());
                    gone = widgets::icon_button(ui, "icon.close", "Take it out").clicked();
                    self.card(ui, item, items);
                });
            }
            if gone {
                *self.done = Some(Done::Remove(node.clone(), index));
            }
        }
        if widgets::button(ui, "One more").clicked() {
            // Like the last one: what is to be different is written into it.
            let like = items.last().map_or("\"\"", |last| last.text(self.text));
            *self.done = Some(Done::Insert(node.clone(), items.len(), like.to_owned()));
        }
    }

    fn leaf(&mut self, ui: &mut Ui, node: &Node) {
        let now = node.text(self.text);
        let room = (ui.available_width() - 4.0).max(60.0);
        let width = if now.len() <= SHORT { room.min(80.0) } else { room };
        let new = if now.starts_with(['"', 'r']) {
            text_field(ui, Id::new(("form text", node.span.start)), unquoted(now), width).map(|text| quoted(&text))
        } else if let Ok(mut number) = now.parse::<i64>() {
            let changed = ui.add(egui::DragValue::new(&mut number).speed(0.2)).changed();
            changed.then(|| number.to_string())
        } else if let Some(choices) = CHOICES.iter().find(|choices| choices.contains(&now)) {
            let at = choices.iter().position(|choice| *choice == now).unwrap_or(0);
            let by = widgets::stepper(ui, now, "Choice", 80.0);
            let next = (at as i32 + by).rem_euclid(choices.len() as i32) as usize;
            (by != 0).then(|| choices[next].to_owned())
        } else {
            ui.label(words(now, ink::STONE2));
            None
        };
        if let Some(new) = new {
            *self.done = Some(Done::Replace(node.span.clone(), new));
        }
    }
}

/// A field as high as its text needs; the text if it was changed.
fn text_field(ui: &mut Ui, id: Id, mut text: String, width: f32) -> Option<String> {
    let place = ui.painter().add(egui::Shape::Noop);
    let edit = TextEdit::multiline(&mut text)
        .id(id)
        .desired_rows(1)
        .desired_width(width)
        .char_limit(LONGEST)
        .text_color(ink::INK1)
        .background_color(egui::Color32::TRANSPARENT)
        .frame(egui::Frame::NONE.inner_margin(Margin::symmetric(5, 3)));
    let response = ui.add(edit);
    let state = if response.has_focus() { "field.focus" } else { "field" };
    ui.painter().set(place, frame_shape(ui.ctx(), response.rect, state));
    // A line of a content file is one line.
    response.changed().then(|| text.replace('\n', " "))
}
