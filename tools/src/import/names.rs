//! Names from other programs as names of ours, and hostile text as it may be shown.

use shared::ids::Key;

use super::Bad;

/// A text in quotes as a message may show it: its first forty letters, without control characters.
#[must_use]
pub fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{short:?}{dots}")
}

/// A name in lower case, with `_` for whatever isn't a letter or digit: "North Door" is `north_door`. At most 32 bytes,
/// possibly none.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(200) {
        let plain = plain(c);
        if plain.is_empty() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
        } else {
            out.push_str(plain.as_str());
        }
    }
    out.truncate(32);
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// A letter without its accents, in lower case; nothing for what has no place in a name.
fn plain(c: char) -> String {
    let lower = c.to_lowercase().next().unwrap_or(c);
    match lower {
        'a'..='z' | '0'..='9' => lower.to_string(),
        'à' | 'á' | 'â' | 'ã' | 'å' => "a".into(),
        'ä' | 'æ' => "ae".into(),
        'ç' => "c".into(),
        'è' | 'é' | 'ê' | 'ë' => "e".into(),
        'ì' | 'í' | 'î' | 'ï' => "i".into(),
        'ñ' => "n".into(),
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' => "o".into(),
        'ö' | 'œ' => "oe".into(),
        'ù' | 'ú' | 'û' => "u".into(),
        'ü' => "ue".into(),
        'ß' => "ss".into(),
        _ => String::new(),
    }
}

/// The content name that was asked for, or the one that follows from what the file calls itself.
///
/// # Errors
/// When the name that was asked for isn't one, or nothing of the other is left.
pub fn key(asked: Option<&str>, otherwise: &str) -> Result<Key, Bad> {
    if let Some(asked) = asked {
        return Key::parse(asked).map_err(|bad| Bad::new(format!("--as {bad}")));
    }
    Key::parse(&slug(otherwise))
        .map_err(|_| Bad::new(format!("has no name that a file could have ({}): give one by --as", shown(otherwise))))
}

/// The name of a file without its ending.
#[must_use]
pub fn stem(file: &std::path::Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// A slug as a person writes it: "north_door" is "north door".
#[must_use]
pub fn words(slug: &str) -> String {
    slug.replace(['_', '-'], " ")
}

/// A slug as a title: "north_door" is "North door".
#[must_use]
pub fn title(slug: &str) -> String {
    let words = words(slug);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(slug(text), expected);
        }
        check("North Door", "north_door");
        check("  Café -- Müller!", "cafe_mueller");
        check("猫", "");
        check("A.B", "a_b");
        check(&"x".repeat(500), &"x".repeat(32));
        check(&"ab ".repeat(40), "ab_ab_ab_ab_ab_ab_ab_ab_ab_ab_ab");
    }

    #[test]
    fn hostile_text_is_shown_short_and_plain() {
        assert_eq!(shown("a\n\u{1b}[2J"), "\"a\\n\\u{1b}[2J\"");
        assert_eq!(shown(&"y".repeat(90)), format!("\"{}\"…", "y".repeat(40)));
    }

    #[test]
    fn keys() {
        assert_eq!(key(None, "Old Mill").expect("a name").as_str(), "old_mill");
        assert!(
            key(Some("../x"), "a").expect_err("no name").message.starts_with("--as \"../x\" is not a content name")
        );
        assert!(key(None, "猫").expect_err("no name").message.contains("give one by --as"));
    }
}
