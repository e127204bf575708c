//! Several answers in one reply.

/// A part of a reply.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// Whether it only follows the one before, after a comma or in brackets, so that it may be a detail of it.
    pub follows: bool,
}

/// A reply in the parts that its commas, slashes, brackets and "or"s make of it.
pub fn parts(reply: &str) -> Vec<Part> {
    let mut list: Vec<Part> = Vec::new();
    let mut text = String::new();
    let mut follows = false;
    let mut end = |text: &mut String, follows: bool| {
        if text.chars().any(char::is_alphanumeric) {
            list.push(Part { text: std::mem::take(text).trim().to_owned(), follows });
        } else {
            text.clear();
        }
    };
    let mut word = String::new();
    for c in reply.chars().chain([' ']) {
        let separator = matches!(c, ',' | ';' | '/' | '|' | '&' | '+' | '(' | ')' | '[' | ']' | '\n' | '•');
        if !separator && !c.is_whitespace() {
            word.push(c);
            continue;
        }
        let said = std::mem::take(&mut word);
        if matches!(said.to_lowercase().as_str(), "or" | "and" | "vs" | "versus" | "-" | "–" | "—") {
            end(&mut text, follows);
            follows = false;
        } else {
            text.push_str(&said);
            text.push(' ');
        }
        if separator {
            end(&mut text, follows);
            follows = matches!(c, ',' | '(');
        }
    }
    end(&mut text, follows);
    list
}

/// "Curie, Marie" with the names turned around; nothing unless there is exactly one comma, between words.
pub fn turned(reply: &str) -> Option<String> {
    let (last, first) = reply.split_once(',')?;
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    (!first.contains(',') && says(last) && says(first)).then(|| format!("{} {}", first.trim(), last.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_fall_into_parts() {
        for (reply, expected) in [
            ("Paris", vec!["Paris"]),
            ("Paris or London", vec!["Paris", "London"]),
            ("Rome, Paris", vec!["Rome", "Paris"]),
            ("Istanbul (Constantinople)", vec!["Istanbul", "Constantinople"]),
            ("Nile/Amazon & Rhine", vec!["Nile", "Amazon", "Rhine"]),
            ("oregano", vec!["oregano"]),
            (",,or", vec![]),
        ] {
            let found: Vec<String> = parts(reply).into_iter().map(|part| part.text).collect();
            assert_eq!(found, expected, "{reply}");
        }
        assert_eq!(turned("Curie, Marie").as_deref(), Some("Marie Curie"));
        assert_eq!(turned("a, b, c"), None);
    }
}
