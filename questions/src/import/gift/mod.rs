//! GIFT, the text that Moodle reads and writes: items between blank lines, answers in braces.

mod answers;
mod item;

use super::{BadFile, Draft, Importer, Intake, Upload};
use item::Item;

/// Moodle's text format.
pub struct Gift;

/// What a comment above an item says of it.
#[derive(Default)]
struct Tags {
    id: Option<String>,
    level: String,
}

impl Importer for Gift {
    fn name(&self) -> &'static str {
        "GIFT"
    }

    fn sniff(&self, upload: &Upload<'_>) -> bool {
        if upload.ends(".gift") {
            return true;
        }
        let head = upload.head();
        let has_answers = ["{=", "{~", "{T", "{F", "{#", "{\n", "{\r", "{ "].iter().any(|start| head.contains(start));
        let is_other = [".csv", ".tsv", ".tab", ".json"].iter().any(|suffix| upload.ends(suffix));
        !is_other && !head.starts_with(['<', '[', '{']) && (head.starts_with("$CATEGORY:") || has_answers)
    }

    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile> {
        let mut category = String::new();
        let mut tags = Tags::default();
        let mut block = String::new();
        let mut began = 0;
        let lines = upload.text()?.lines().map(Some).chain([None]);
        for (number, line) in lines.enumerate() {
            let text = line.map_or("", str::trim);
            if let Some(comment) = text.strip_prefix("//") {
                tags.read(comment);
            } else if let Some(name) = text.strip_prefix("$CATEGORY:").filter(|_| block.is_empty()) {
                category = last_part(name);
            } else if !text.is_empty() {
                if block.is_empty() {
                    began = number + 1;
                } else {
                    block.push('\n');
                }
                block.push_str(text);
            } else if !block.is_empty() {
                intake.count_row()?;
                take(began, &block, &category, std::mem::take(&mut tags), intake);
                block.clear();
            }
        }
        Ok(())
    }
}

impl Tags {
    /// Moodle writes `[id:…]` and `[tag:…]` into comments.
    fn read(&mut self, comment: &str) {
        for part in comment.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(part, _)| part.trim()) {
            if let Some(id) = part.strip_prefix("id:") {
                self.id = Some(id.trim().to_owned());
            } else if let Some(level) = part.strip_prefix("tag:level-").or_else(|| part.strip_prefix("tag:level ")) {
                level.trim().clone_into(&mut self.level);
            }
        }
    }
}

/// The innermost of nested categories, which are written `$course$/top/Outer/Inner`; `//` is a slash in a name.
fn last_part(path: &str) -> String {
    let path = path.replace("//", "\u{0}");
    let last = path.rsplit('/').map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let last = if ["$course$", "$system$", "top"].contains(&last) { "" } else { last };
    last.replace('\u{0}', "/")
}

fn take(row: usize, block: &str, category: &str, tags: Tags, intake: &mut Intake<'_>) {
    if intake.is_too_long(block) {
        let most = intake.limits().field;
        return intake.refuse(row, format!("has more than {most} characters; is the blank line after it missing?"));
    }
    let Item { name, ask, answer, why, notes } = match Item::parse(block) {
        Ok(item) => item,
        Err(why) => return intake.refuse(row, why),
    };
    let draft = Draft {
        row,
        name: tags.id.or(name),
        category: category.to_owned(),
        difficulty: tags.level,
        ask,
        answer,
        why,
        source: String::new(),
        is_plain: false,
    };
    if intake.take(draft) {
        notes.into_iter().for_each(|note| intake.note(row, note));
    }
}

#[cfg(test)]
mod tests;
