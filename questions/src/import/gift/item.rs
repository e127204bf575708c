//! One item of GIFT: its name, its text, and what stands in its braces.

use super::answers;
use crate::bank::format::AnswerDef;

/// A letter, and whether a backslash before it took its meaning.
pub type Letter = (char, bool);

/// An item that can be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name between colons.
    pub name: Option<String>,
    /// What is asked; of a missing word with a gap.
    pub ask: String,
    /// What is right.
    pub answer: AnswerDef,
    /// What is said afterwards.
    pub why: String,
    /// What was left out.
    pub notes: Vec<String>,
}

impl Item {
    /// Reads an item without comments and blank lines.
    ///
    /// # Errors
    /// Why it can't be asked.
    pub fn parse(block: &str) -> Result<Self, String> {
        let letters = unescaped(block);
        let mut rest = &letters[..];
        let mut name = None;
        if let Some(after) = after(rest, "::") {
            let end = find(after, "::").ok_or("the name after :: has no second :: to end it")?;
            name = Some(text(&after[..end])).filter(|name| !name.is_empty());
            rest = &after[end + 2..];
        }
        let (rest, is_plain) = without_format(rest);
        let open =
            find(rest, "{").ok_or("has no answers in { }: Moodle calls that a description, and it asks nothing")?;
        let inside = &rest[open + 1..];
        let close = find(inside, "}").ok_or("the { has no } to end its answers")?;
        let (inside, behind) = (&inside[..close], &inside[close + 1..]);
        if find(behind, "{").is_some() || find(inside, "{").is_some() {
            return Err("has a second {: write \\{ where a brace is meant".to_owned());
        }
        let (answers, general) = match find(inside, "####") {
            Some(at) => (&inside[..at], text(&inside[at + 4..])),
            None => (inside, String::new()),
        };
        let mut ask = text(&rest[..open]);
        let behind = text(behind);
        if !behind.is_empty() {
            let gap = if behind.starts_with(|c: char| c.is_alphanumeric() || c == '(') { "____ " } else { "____" };
            ask = format!("{ask} {gap}{behind}");
        }
        if is_plain {
            // Such text is meant as it stands, while everything else goes through the eyes of a browser.
            ask = ask.replace('&', "&amp;").replace('<', "&lt;");
        }
        let found = answers::read(answers, &ask)?;
        let why = if general.is_empty() { found.feedback } else { general };
        Ok(Self { name, ask, answer: found.answer, why, notes: found.notes })
    }
}

/// Letters with their escapes resolved: `\n` is a line break, a backslash before a sign takes its meaning.
fn unescaped(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            letters.push((c, false));
            continue;
        }
        match chars.next() {
            Some('n') => letters.push(('\n', true)),
            Some(sign @ ('~' | '=' | '#' | '{' | '}' | ':' | '\\')) => letters.push((sign, true)),
            Some(other) => letters.extend([('\\', true), (other, false)]),
            None => letters.push(('\\', true)),
        }
    }
    letters
}

/// Where these signs stand with their meaning.
pub fn find(letters: &[Letter], signs: &str) -> Option<usize> {
    let signs: Vec<Letter> = signs.chars().map(|c| (c, false)).collect();
    letters.windows(signs.len()).position(|window| window == signs)
}

/// What comes after these signs, if the letters begin with them.
pub fn after<'l>(letters: &'l [Letter], signs: &str) -> Option<&'l [Letter]> {
    let letters = trimmed(letters);
    (find(&letters[..letters.len().min(signs.len())], signs) == Some(0)).then(|| &letters[signs.len()..])
}

fn trimmed(letters: &[Letter]) -> &[Letter] {
    let blank = letters.iter().take_while(|(c, _)| c.is_whitespace()).count();
    &letters[blank..]
}

/// Letters as text, without blanks at the ends.
pub fn text(letters: &[Letter]) -> String {
    letters.iter().map(|(c, _)| c).collect::<String>().trim().to_owned()
}

/// Without the `[html]` that says how the text is written, and whether it is written plainly.
pub fn without_format(letters: &[Letter]) -> (&[Letter], bool) {
    for (format, is_plain) in [("[html]", false), ("[moodle]", false), ("[markdown]", false), ("[plain]", true)] {
        if let Some(rest) = after(letters, format) {
            return (rest, is_plain);
        }
    }
    (letters, false)
}
