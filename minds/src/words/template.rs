//! Templates: parsing them, checking them, and filling them in.

use super::grammar;
use shared::dice::Dice;

/// Why a template can't be used, for its writer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTemplate {
    /// A brace or bracket has no partner.
    #[error("{0:?} has no partner in {1:?}")]
    Unpaired(char, String),
    /// A slot nobody knows how to fill.
    #[error("there is no slot {0:?} to fill here")]
    UnknownSlot(String),
    /// It may come out longer than a spoken line.
    #[error("this line may come out {0} letters long, expected at most {max}: {1:?}", max = super::MAX_SPOKEN)]
    TooLong(usize, String),
    /// There is nothing in it.
    #[error("this line is empty, expected words")]
    Empty,
}

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Slot(Slot<'a>),
    Choice(&'a str),
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
struct Slot<'a> {
    form: Form,
    capital: bool,
    name: &'a str,
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Form {
    Plain,
    Article,
    Plural,
}

/// Iterates the pieces; text with an unpaired sign comes out as text.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inner = |close: char| rest.find(close).map(|end| (&rest[1..end], &rest[end + 1..]));
        let (piece, after) = match first {
            '{' => inner('}').map_or((Piece::Text(rest), ""), |(name, after)| (Piece::Slot(slot(name)), after)),
            '[' => inner(']').map_or((Piece::Text(rest), ""), |(all, after)| (Piece::Choice(all), after)),
            _ => {
                let end = rest.find(['{', '[']).unwrap_or(rest.len());
                (Piece::Text(&rest[..end]), &rest[end..])
            }
        };
        rest = after;
        Some(piece)
    })
}

fn slot(name: &str) -> Slot<'_> {
    let (form, name) = match name.split_once(':') {
        Some(("a" | "A", name)) => (Form::Article, name),
        Some(("plural" | "Plural", name)) => (Form::Plural, name),
        _ => (Form::Plain, name),
    };
    Slot { form, capital: name.starts_with(char::is_uppercase), name }
}

/// Fills a template; `fill` gives the words of a slot (named in lower case), dice decide choices.
/// `None` when a slot can't be filled. The first letter comes out as a capital, and doubled full stops are joined.
pub fn render(template: &str, fill: &mut dyn FnMut(&str) -> Option<String>, dice: &mut Dice) -> Option<String> {
    let mut out = String::with_capacity(template.len() + 16);
    write_pieces(template, fill, dice, &mut out)?;
    Some(tidy(&out))
}

fn write_pieces(
    template: &str,
    fill: &mut dyn FnMut(&str) -> Option<String>,
    dice: &mut Dice,
    out: &mut String,
) -> Option<()> {
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Choice(all) => {
                let count = choices(all).count();
                let chosen = choices(all).nth(dice.below(u32::try_from(count).unwrap_or(1)) as usize)?;
                write_pieces(chosen, fill, dice, out)?;
            }
            Piece::Slot(slot) => {
                let words = fill(&slot.name.to_lowercase()).filter(|words| !words.trim().is_empty())?;
                let words = match slot.form {
                    Form::Plain => words,
                    Form::Article => grammar::with_article(&crate::town::without_article(&words)),
                    Form::Plural => grammar::plural(&crate::town::without_article(&words)),
                };
                // A sentence that begins with a slot begins with a capital, whatever the slot says.
                let begins = out.trim_end().ends_with(['.', '!', '?']);
                out.push_str(&if slot.capital || begins { grammar::capital(&words) } else { words });
            }
        }
    }
    Some(())
}

/// Splits a choice at the bars that are not inside a slot.
fn choices(all: &str) -> impl Iterator<Item = &str> {
    all.split('|')
}

fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in grammar::capital(text.trim()).chars() {
        let last = out.chars().next_back();
        let doubled = matches!((last, c), (Some('.' | '!' | '?'), '.') | (Some(' '), ' ')) && !text.contains("..");
        if !doubled {
            out.push(c);
        }
    }
    out
}

/// The names of a template's slots, in lower case.
#[must_use]
pub fn slots(template: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in pieces(template) {
        match piece {
            Piece::Slot(slot) => names.push(slot.name.to_lowercase()),
            Piece::Choice(all) => names.extend(choices(all).flat_map(slots)),
            Piece::Text(_) => {}
        }
    }
    names
}

/// Checks signs, slots and length; `room` gives the most characters a slot may take, or `None` when it isn't allowed.
///
/// # Errors
/// [`BadTemplate`] says what to change.
pub fn check(template: &str, room: &dyn Fn(&str) -> Option<usize>) -> Result<(), BadTemplate> {
    if template.trim().is_empty() {
        return Err(BadTemplate::Empty);
    }
    check_pairs(template)?;
    let length = longest(template, room)?;
    if length > super::MAX_SPOKEN {
        return Err(BadTemplate::TooLong(length, template.to_owned()));
    }
    Ok(())
}

fn check_pairs(template: &str) -> Result<(), BadTemplate> {
    let mut open: Vec<char> = Vec::new();
    for c in template.chars() {
        let unpaired = match c {
            '[' => !open.is_empty(),
            '{' => open.contains(&'{'),
            '}' => open.pop() != Some('{'),
            ']' => open.pop() != Some('['),
            _ => false,
        };
        if unpaired {
            return Err(BadTemplate::Unpaired(c, template.to_owned()));
        }
        if c == '[' || c == '{' {
            open.push(c);
        }
    }
    open.pop().map_or(Ok(()), |c| Err(BadTemplate::Unpaired(c, template.to_owned())))
}

fn longest(template: &str, room: &dyn Fn(&str) -> Option<usize>) -> Result<usize, BadTemplate> {
    let mut length = 0;
    for piece in pieces(template) {
        length += match piece {
            Piece::Text(text) => text.chars().count(),
            Piece::Slot(slot) => {
                let name = slot.name.to_lowercase();
                room(&name).ok_or(BadTemplate::UnknownSlot(name))? + if slot.form == Form::Plain { 0 } else { 3 }
            }
            Piece::Choice(all) => {
                let mut most = 0;
                for choice in choices(all) {
                    most = most.max(longest(choice, room)?);
                }
                most
            }
        };
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn filled(template: &str, expected: Option<&str>) {
        let mut fill = |name: &str| match name {
            "other" => Some("Ana".to_owned()),
            "word" => Some("umbrella".to_owned()),
            "fact" => Some("you like chess".to_owned()),
            _ => None,
        };
        assert_eq!(render(template, &mut fill, &mut Dice::new(1)).as_deref(), expected);
    }

    #[test]
    fn slots_are_filled_with_grammar() {
        filled("so, {other}", Some("So, Ana"));
        filled("Is that {a:word}?", Some("Is that an umbrella?"));
        filled("{Fact}. {fact}.", Some("You like chess. You like chess."));
        filled("No {plural:word}!", Some("No umbrellas!"));
        filled("{promise}?", None);
        filled("[Hm|Hm] {other}...", Some("Hm Ana..."));
    }

    #[test]
    fn mistakes_are_named() {
        let room = |name: &str| (name == "other").then_some(20);
        let check = |t: &str| check(t, &room).map_err(|e| e.to_string());
        assert_eq!(check("hello {other}"), Ok(()));
        assert_eq!(check("{othr}"), Err("there is no slot \"othr\" to fill here".into()));
        assert!(check("hello {other").is_err_and(|e| e.contains("no partner")));
        assert!(check("a]").is_err_and(|e| e.contains("no partner")));
        assert!(check(&"x".repeat(91)).is_err_and(|e| e.contains("may come out 91 letters")));
        assert!(check(" ").is_err());
    }
}
