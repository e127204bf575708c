//! Answers with asides in brackets: what is shown, and what counts as well.

/// The answer without its asides, and other ways to say it, of a text such as `(Tom) Hanks`, `the Nile (or Egypt)`.
#[must_use]
pub fn read(text: &str) -> (String, Vec<String>) {
    let mut shown = String::new();
    let mut short = String::new();
    let mut also = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else { break };
        let (before, aside) = (&rest[..open], rest[open + 1..open + close].trim());
        shown.push_str(before);
        short.push_str(before);
        let lower = aside.to_lowercase();
        let other = ["or ", "accept ", "also ", "also accepted: ", "acceptable: "]
            .iter()
            .find_map(|begin| lower.starts_with(begin).then(|| aside.get(begin.len()..)).flatten())
            .or_else(|| {
                let ends = [" accepted", " also accepted", " also acceptable", " acceptable"];
                let end = ends.iter().filter(|end| lower.ends_with(**end)).map(|end| end.len()).max()?;
                aside.get(..aside.len().checked_sub(end)?)
            });
        match other {
            Some(other) => also.extend(other.split(" or ").map(|way| way.trim_matches(['"', ' ']).to_owned())),
            // "(1 of 3)" counts how many there are.
            None if lower.contains(" of ") && lower.starts_with(|c: char| c.is_ascii_digit()) => {}
            None => shown.push_str(aside),
        }
        rest = &rest[open + close + 1..];
    }
    shown.push_str(rest);
    short.push_str(rest);
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (shown, short) = (tidy(&shown), tidy(&short));
    if !short.is_empty() && short != shown {
        also.insert(0, short);
    }
    also.retain(|way| !way.is_empty() && *way != shown);
    let ways = std::iter::once(&shown).chain(&also);
    let plain: Vec<String> = ways.filter_map(|way| unwrapped(way)).filter(|way| *way != shown).collect();
    also.extend(plain);
    if shown.is_empty() { (text.to_owned(), Vec::new()) } else { (shown, also) }
}

/// A title without the quotes around it.
fn unwrapped(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.is_empty() && !inner.contains('"')).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, also: &[&str]) {
        let (shown, ways) = read(text);
        assert_eq!((shown.as_str(), ways.iter().map(String::as_str).collect::<Vec<_>>()), (expected, also.to_vec()));
    }

    #[test]
    fn asides_are_told_apart() {
        check("Copernicus", "Copernicus", &[]);
        check("(Tom) Hanks", "Tom Hanks", &["Hanks"]);
        check("the (Green Bay) Packers", "the Green Bay Packers", &["the Packers"]);
        check("Great Britain (or the U.K.)", "Great Britain", &["the U.K."]);
        check("a cell (mobile phone accepted)", "a cell", &["mobile phone"]);
        check("Ohio (1 of 8)", "Ohio", &[]);
        check("\"Emma\"", "\"Emma\"", &["Emma"]);
        check("(", "(", &[]);
        check("(or x)", "(or x)", &[]);
        check("K(İ accepted)", "K", &["İ"]);
    }
}
