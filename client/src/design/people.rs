//! Who lives in the town: their looks and words, their persona, their voice and their day, each file as a form.

use bevy_egui::egui::{ScrollArea, Ui};
use shared::content::edit::Doc;
use shared::content::edit::file::DesignFile;
use shared::content::town::TownContent;
use shared::ids::Key;

use super::desk::{Desk, Edit};
use super::form;
use super::tools::Design;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// A character's file in hand.
#[derive(Debug)]
pub(super) struct Sheet {
    who: Key,
    file: DesignFile,
    /// The file as it was when it was taken up, and as it is written now; `None` until it is here.
    page: Option<(String, Doc)>,
    /// What can't be, in words.
    trouble: Option<String>,
}

impl Sheet {
    /// Takes a file up; its text comes a moment later.
    fn open(who: Key, file: DesignFile, desk: &mut Desk) -> Self {
        desk.look(file.clone());
        Self { who, file, page: None, trouble: None }
    }

    fn is_changed(&self) -> bool {
        self.page.as_ref().is_some_and(|(before, doc)| before != doc.text())
    }

    /// What the desk knows is shown, unless something is being written.
    fn follow(&mut self, desk: &Desk) {
        let Some(text) = desk.text(&self.file) else { return };
        let stale = match &self.page {
            None => true,
            Some((before, doc)) => before != text && (before == doc.text() || doc.text() == text),
        };
        if stale {
            match Doc::parse(text) {
                Ok(doc) => self.page = Some((text.to_owned(), doc)),
                Err(why) => self.trouble = Some(format!("{why}.")),
            }
        }
    }
}

/// Shows everybody, and the file of the one who is chosen.
pub(super) fn show(ui: &mut Ui, design: &mut Design, desk: &mut Desk, town: &TownContent, height: f32) {
    ui.horizontal_wrapped(|ui| {
        for (key, character) in &town.characters {
            let chosen = design.sheet.as_ref().is_some_and(|sheet| sheet.who == *key);
            if widgets::choice(ui, chosen, &character.name) {
                design.sheet = Some(Sheet::open(key.clone(), DesignFile::Persona(key.clone()), desk));
            }
        }
    });
    let Some(sheet) = &mut design.sheet else {
        ui.label(words("Choose somebody.", ink::STONE1));
        return;
    };
    ui.horizontal(|ui| {
        let who = sheet.who.clone();
        let files =
            [(DesignFile::Persona(who.clone()), "Who they are"), (DesignFile::Face(who.clone()), "How they look")];
        for (file, name) in files {
            let chosen = sheet.file == file;
            if widgets::choice(ui, chosen, name) && !chosen {
                *sheet = Sheet::open(who.clone(), file, desk);
            }
        }
    });
    sheet.follow(desk);
    let room = (height - 70.0).max(60.0);
    ScrollArea::vertical().id_salt(("sheet", sheet.file.path())).max_height(room).auto_shrink([false, true]).show(
        ui,
        |ui| {
            let Some((_, doc)) = &mut sheet.page else {
                ui.label(words("Fetching the file…", ink::STONE1));
                return;
            };
            match form::show(ui, doc) {
                Ok(true) => sheet.trouble = None,
                Ok(false) => {}
                Err(why) => sheet.trouble = Some(format!("{why}.")),
            }
        },
    );
    if let Some(trouble) = &sheet.trouble {
        ui.label(words(trouble, ink::BRICK2));
    }
    let changed = sheet.is_changed();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(changed, |ui| {
            let Some((before, doc)) = &mut sheet.page else { return };
            if widgets::button(ui, "Save").clicked() {
                let swap = Edit::Swap { from: before.clone(), to: doc.text().to_owned() };
                desk.make(vec![(sheet.file.clone(), swap)]);
            }
            if widgets::button(ui, "Put back").clicked()
                && let Ok(old) = Doc::parse(before.as_str())
            {
                *doc = old;
            }
        });
        if changed {
            ui.label(words("not saved yet", ink::STONE2));
        }
    });
}
