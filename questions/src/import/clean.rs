//! Makes plain text of what other programs write: HTML, entities, control characters.

use unicode_normalization::UnicodeNormalization as _;

/// Elements whose tags are taken out; any other `<word>` stays as it is.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "link",
    "meta",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "script",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
];

/// Elements that have no end.
const SINGLE: &[&str] = &["br", "embed", "hr", "img", "input", "link", "meta", "source"];

/// Elements that end a line.
const BREAKS: &[&str] =
    &["br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "td", "th", "tr"];

/// Elements whose text nobody is meant to read.
const UNREAD: &[&str] = &["script", "style"];

/// Text as players read it: without tags, with entities as letters, blanks and line breaks as one space.
///
/// # Errors
/// When it holds a control character or turns the direction of writing, as text made to deceive does.
pub fn html(raw: &str) -> Result<String, String> {
    if !raw.contains(['<', '&']) {
        return plain(raw);
    }
    plain(&html_escape::decode_html_entities(&without_tags(raw)))
}

/// Like [`html`], for text in which `<` and `&` mean themselves.
///
/// # Errors
/// As for [`html`].
pub fn plain(raw: &str) -> Result<String, String> {
    let mut text = String::with_capacity(raw.len());
    let mut gap = false;
    // Letters with accents of their own become single letters; others need no look.
    let composed = if raw.is_ascii() { None } else { Some(raw.nfc().collect::<String>()) };
    for c in composed.as_deref().unwrap_or(raw).chars() {
        match c {
            c if c.is_whitespace() => gap = true,
            // What has no width and no meaning here: soft hyphens, zero-width spaces, byte order marks.
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                return Err(format!("holds U+{:04X}, which turns the direction of writing", u32::from(c)));
            }
            c if c.is_control() => return Err(format!("holds the control character U+{:04X}", u32::from(c))),
            c => {
                if gap && !text.is_empty() {
                    text.push(' ');
                }
                gap = false;
                text.push(c);
            }
        }
    }
    Ok(text)
}

/// A tag: where it ends, what it is called, and whether it begins or ends an element.
struct Tag<'a> {
    end: usize,
    name: &'a str,
    closes: bool,
    /// Whether it has more than its name.
    has_more: bool,
}

/// The tag that begins here, if it is one of [`TAGS`]; `lower` is in lower case.
fn tag_at(lower: &str, at: usize) -> Option<Tag<'_>> {
    let inside = &lower[at + 1..];
    let closes = inside.starts_with('/');
    let name_at = at + 1 + usize::from(closes);
    let len = lower[name_at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &lower[name_at..name_at + len];
    if !TAGS.contains(&name) {
        return None;
    }
    let rest = &lower[name_at + len..];
    let length = rest.find(['<', '>']).filter(|length| rest[*length..].starts_with('>'))?;
    let more = rest[..length].trim_matches(|c: char| c.is_whitespace() || c == '/');
    let parts = rest[..length].starts_with(|c: char| c.is_whitespace() || c == '/') || length == 0;
    parts.then_some(Tag { end: name_at + len + length + 1, name, closes, has_more: !more.is_empty() })
}

/// The text without tags and without what stands in scripts. A tag alone, as in "What does `<b>` do?", is no markup
/// and stays.
fn without_tags(raw: &str) -> String {
    let lower = raw.to_ascii_lowercase();
    let tags: Vec<(usize, Tag<'_>)> =
        lower.match_indices('<').filter_map(|(at, _)| Some((at, tag_at(&lower, at)?))).collect();
    let mut open = vec![0_usize; TAGS.len()];
    // Where the last end of each element is: a tag that begins after it has no other half.
    let mut last_end = vec![0_usize; TAGS.len()];
    let number = |name: &str| TAGS.binary_search(&name).unwrap_or_default();
    for (at, tag) in tags.iter().filter(|(_, tag)| tag.closes) {
        last_end[number(tag.name)] = *at;
    }
    let mut text = String::with_capacity(raw.len());
    let mut kept = 0;
    let mut unread_until = 0;
    for (at, tag) in &tags {
        if *at < unread_until {
            continue;
        }
        let of = number(tag.name);
        let is_markup = if tag.closes {
            open[of] > 0
        } else {
            tag.has_more || SINGLE.contains(&tag.name) || UNREAD.contains(&tag.name) || last_end[of] > *at
        };
        if !is_markup {
            continue;
        }
        text.push_str(&raw[kept..*at]);
        kept = tag.end;
        if tag.closes {
            open[of] -= 1;
        } else if UNREAD.contains(&tag.name) {
            let ends = tags.iter().find(|(end, other)| end > at && other.closes && other.name == tag.name);
            kept = ends.map_or(raw.len(), |(_, other)| other.end);
            unread_until = kept;
        } else {
            open[of] += 1;
        }
        if BREAKS.contains(&tag.name) {
            text.push(' ');
        }
    }
    text.push_str(&raw[kept.min(raw.len())..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(html(raw).as_deref(), Ok(expected), "{raw}");
    }

    #[test]
    fn markup_goes_and_text_stays() {
        check("Who wrote <i>Emma</i>?", "Who wrote Emma?");
        check("one<br>two<BR/>three", "one two three");
        check("<a href=\"http://x.test/1.jpg\" target='_blank'>This bird</a> sings", "This bird sings");
        check("hi<script>alert('<b>x</b>')</script> there<style>p {}", "hi there");
        check("Tom &amp; Jerry&#039;s &quot;cheese&quot; &eacute;&nbsp;!", "Tom & Jerry's \"cheese\" é !");
        check("Which tag is bold: &lt;b&gt; or <u>?", "Which tag is bold: <b> or <u>?");
        check("Is 3 < 5 and 7 > 6? <boat> </i> <p", "Is 3 < 5 and 7 > 6? <boat> </i> <p");
        check("R&D, AT&T &nosuch; &#0;", "R&D, AT&T &nosuch; &#0;");
        check("<İ<b>Ünïcode</B>", "<İÜnïcode");
        check("  a\r\n\tb\u{a0}c\u{200B}d e\u{301} ", "a b cd é");
    }

    #[test]
    fn what_deceives_is_refused() {
        assert_eq!(html("a\u{7}b"), Err("holds the control character U+0007".to_owned()));
        assert_eq!(html("&#x202E;abc"), Err("holds U+202E, which turns the direction of writing".to_owned()));
    }

    #[test]
    fn elements_are_in_order_for_the_search() {
        assert!(TAGS.is_sorted());
        assert!(SINGLE.iter().chain(BREAKS).chain(UNREAD).all(|name| TAGS.contains(name)));
    }
}
