//! Source text without its comments and string contents, so that rules see only code.

/// The same text with the insides of comments, strings and character literals as spaces; line breaks stay.
pub fn blank(source: &str) -> String {
    let text: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < text.len() {
        let end = match literal_end(&text, at) {
            Some(end) => end.min(text.len()),
            None => {
                out.push(text[at]);
                at += 1;
                continue;
            }
        };
        out.extend(text[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// Where the comment or literal that begins at `at` ends; `None` when none begins there.
fn literal_end(text: &[char], at: usize) -> Option<usize> {
    let next = |offset: usize| text.get(at + offset).copied();
    match text[at] {
        '/' if next(1) == Some('/') => Some(find(text, at, &['\n']).unwrap_or(text.len())),
        '/' if next(1) == Some('*') => Some(block_comment_end(text, at)),
        '"' => Some(string_end(text, at + 1)),
        'r' if !joins_a_name(text, at) => raw_string_end(text, at),
        '\'' => char_end(text, at),
        _ => None,
    }
}

fn find(text: &[char], from: usize, what: &[char]) -> Option<usize> {
    text.get(from..)?.windows(what.len()).position(|window| window == what).map(|offset| from + offset)
}

/// Whether the character before makes this one the inside of a name (`br"…"` is a literal, too).
fn joins_a_name(text: &[char], at: usize) -> bool {
    let before = |offset: usize| at.checked_sub(offset).map(|i| text[i]).filter(|c| c.is_alphanumeric() || *c == '_');
    before(1).is_some_and(|c| c != 'b' || before(2).is_some())
}

/// Block comments nest.
fn block_comment_end(text: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i < text.len() {
        match (text[i], text.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => {
                (depth, i) = (depth - 1, i + 2);
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    i
}

fn string_end(text: &[char], mut at: usize) -> usize {
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn raw_string_end(text: &[char], at: usize) -> Option<usize> {
    let hashes = text[at + 1..].iter().take_while(|c| **c == '#').count();
    let quote = at + 1 + hashes;
    if text.get(quote) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    Some(find(text, quote + 1, &close).map_or(text.len(), |end| end + close.len()))
}

/// A character literal; a lifetime has no closing quote near.
fn char_end(text: &[char], at: usize) -> Option<usize> {
    match (text.get(at + 1)?, text.get(at + 2)?) {
        ('\\', _) => find(text, at + 3, &['\'']).map(|end| end + 1),
        (_, '\'') => Some(at + 3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(source: &str, expected: &str) {
        let words: Vec<String> = blank(source).split_whitespace().map(ToOwned::to_owned).collect();
        assert_eq!(words.join(" "), expected);
        assert_eq!(blank(source).matches('\n').count(), source.matches('\n').count());
    }

    #[test]
    fn comments_and_literals_vanish_and_code_stays() {
        is("a(); // todo!()\nb();", "a(); b();");
        is("a /* x /* y */ z */ b", "a b");
        is(r#"say("dbg! \" more", x)"#, "say( , x)");
        is("let s = r#\"a \" b\"#; c", "let s = ; c");
        is("let b = br\"x\"; r#type", "let b = b ; r#type");
        is(r"match c { '\'' => 1, '{' => 2 }", "match c { => 1, => 2 }");
        is("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}");
        is("var\"x\"", "var");
        is("\"open", "");
    }
}
