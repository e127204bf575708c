//! Tests of the desk, against a town of two files that does what the server promises.

use std::collections::BTreeMap;

use shared::ids::Key;

use super::*;

fn scene(name: &str) -> DesignFile {
    DesignFile::Scene(Key::parse(name).expect("a name"))
}

fn called(name: &str) -> Edit {
    Edit::Scene(SceneEdit::Name(name.into()))
}

/// The files of a town, and what it was asked.
struct Town {
    files: BTreeMap<DesignFile, String>,
    saves: usize,
}

impl Town {
    fn new() -> Self {
        let files = ["one", "two"].map(|name| (scene(name), format!("(name: \"{name}\")")));
        Self { files: files.into(), saves: 0 }
    }

    fn text(&self, file: &DesignFile) -> FileText {
        let text = self.files[file].clone();
        FileText { file: file.clone(), hash: hash_of(text.as_bytes()), text }
    }

    /// Answers until the desk rests.
    fn serve(&mut self, desk: &mut Desk) {
        while let Some(ask) = desk.ask() {
            let answer = match ask {
                Ask::Read(request) => Answer::Read(self.text(&request.file)),
                Ask::Save(request) => self.save(request),
            };
            desk.answer(answer);
        }
    }

    fn save(&mut self, request: SaveRequest) -> Answer {
        self.saves += 1;
        for new in &request.files {
            if self.text(&new.file).hash != new.hash {
                return Answer::Save(SaveAnswer::Changed(self.text(&new.file)));
            }
            if new.text.contains("bad") {
                return Answer::Save(SaveAnswer::Refused(vec!["it is bad".into()]));
            }
        }
        self.files.extend(request.files.into_iter().map(|new| (new.file, new.text)));
        Answer::Save(SaveAnswer::Saved)
    }
}

#[test]
fn a_hundred_changes_go_back_and_forth() {
    let (mut town, mut desk) = (Town::new(), Desk::default());
    for n in 0..=UNDONE {
        desk.make(vec![(scene("one"), called(&n.to_string()))]);
    }
    town.serve(&mut desk);
    assert_eq!((town.files[&scene("one")].as_str(), desk.depths()), ("(name: \"100\")", (100, 0)));
    (0..UNDONE + 5).for_each(|_| desk.undo());
    town.serve(&mut desk);
    assert_eq!((town.files[&scene("one")].as_str(), desk.depths()), ("(name: \"0\")", (0, 100)));
    (0..3).for_each(|_| desk.redo());
    town.serve(&mut desk);
    assert_eq!((town.files[&scene("one")].as_str(), desk.depths()), ("(name: \"3\")", (3, 97)));
    desk.make(vec![(scene("one"), called("new"))]);
    town.serve(&mut desk);
    assert_eq!(desk.depths(), (4, 0), "what was undone is gone with the next change");
    assert!(desk.take_notices().is_empty() && !desk.is_busy());
}

#[test]
fn what_others_changed_meanwhile_stays() {
    let (mut town, mut desk) = (Town::new(), Desk::default());
    desk.make(vec![(scene("one"), called("mine"))]);
    town.serve(&mut desk);
    town.files.insert(scene("one"), "(name: \"mine\", /* theirs */)".into());
    desk.make(vec![(scene("one"), called("mine too"))]);
    town.serve(&mut desk);
    assert_eq!(town.files[&scene("one")], "(name: \"mine too\", /* theirs */)");
    desk.undo();
    desk.undo();
    town.serve(&mut desk);
    assert_eq!(town.files[&scene("one")], "(name: \"mine\", /* theirs */)", "only one's own change went back");
    assert_eq!((desk.take_notices().len(), desk.depths()), (1, (0, 1)));
}

#[test]
fn changes_of_two_files_are_one() {
    let (mut town, mut desk) = (Town::new(), Desk::default());
    let change = |name: &str| vec![(scene("one"), called(name)), (scene("two"), called(name))];
    desk.make(change("both"));
    town.serve(&mut desk);
    desk.make(change("bad"));
    town.serve(&mut desk);
    let names = |town: &Town| town.files.values().cloned().collect::<Vec<_>>();
    assert_eq!(names(&town), ["(name: \"both\")", "(name: \"both\")"]);
    assert_eq!(desk.take_notices(), ["Not saved: it is bad"]);
    desk.undo();
    town.serve(&mut desk);
    assert_eq!(names(&town), ["(name: \"one\")", "(name: \"two\")"]);
}

#[test]
fn what_changes_nothing_is_not_saved_and_a_no_ends_it() {
    let (mut town, mut desk) = (Town::new(), Desk::default());
    desk.make(vec![(scene("one"), called("one"))]);
    town.serve(&mut desk);
    assert_eq!((town.saves, desk.depths()), (0, (0, 0)));
    desk.make(vec![(scene("one"), called("x"))]);
    desk.make(vec![(scene("one"), called("y"))]);
    assert!(desk.ask().is_some() && desk.ask().is_none(), "one question at a time");
    desk.answer(Answer::No("The town doesn't answer.".into()));
    assert!(desk.ask().is_none() && !desk.is_busy());
    assert_eq!(desk.take_notices(), ["The town doesn't answer."]);
}
