//! A little English: articles, plurals, capitals, persons of the verb, numbers, times and distances in words.

use shared::clock::TownTime;

/// "an apple", "a unicorn", "an hour".
#[must_use]
pub fn with_article(noun: &str) -> String {
    format!("{} {noun}", article(noun))
}

fn article(noun: &str) -> &'static str {
    let lower = noun.to_lowercase();
    let starts = |list: &[&str]| list.iter().any(|p| lower.starts_with(p));
    let consonant_sound = starts(&["uni", "use", "usu", "eu", "one", "once", "ute", "ufo"]);
    let silent_h = starts(&["hour", "honest", "honour", "honor", "heir"]);
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'à']);
    if silent_h || (vowel && !consonant_sound) { "an" } else { "a" }
}

/// "cats", "boxes", "berries", "children".
#[must_use]
pub fn plural(noun: &str) -> String {
    const ODD: [(&str, &str); 12] = [
        ("man", "men"),
        ("woman", "women"),
        ("child", "children"),
        ("person", "people"),
        ("foot", "feet"),
        ("tooth", "teeth"),
        ("mouse", "mice"),
        ("goose", "geese"),
        ("sheep", "sheep"),
        ("fish", "fish"),
        ("loaf", "loaves"),
        ("leaf", "leaves"),
    ];
    let (before, last) = noun.rsplit_once(' ').map_or(("", noun), |(b, l)| (b, l));
    let lower = last.to_lowercase();
    let done = if let Some((_, odd)) = ODD.iter().find(|(one, _)| *one == lower) {
        (*odd).to_owned()
    } else if let Some(stem) = last.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| lower.ends_with(e)) {
        format!("{last}es")
    } else {
        format!("{last}s")
    };
    if before.is_empty() { done } else { format!("{before} {done}") }
}

/// The text with its first letter in upper case; leading quotes and dots are skipped.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut done = false;
    text.chars()
        .flat_map(|c| {
            let raise = !done && c.is_alphabetic();
            done |= c.is_alphanumeric();
            if raise { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}

/// A verb of the third person as it follows "I".
#[must_use]
pub fn first_person(relation: &str) -> String {
    conjugate(relation, "am", "was")
}

/// A verb of the third person as it follows "you".
#[must_use]
pub fn second_person(relation: &str) -> String {
    conjugate(relation, "are", "were")
}

fn conjugate(relation: &str, am: &str, was: &str) -> String {
    let (verb, rest) = relation.split_once(' ').map_or((relation, None), |(v, r)| (v, Some(r)));
    let changed = match verb {
        "is" => am.to_owned(),
        "was" => was.to_owned(),
        "isn't" => {
            if am == "am" {
                "am not".to_owned()
            } else {
                "aren't".to_owned()
            }
        }
        "has" => "have".to_owned(),
        "does" => "do".to_owned(),
        "doesn't" => "don't".to_owned(),
        "goes" => "go".to_owned(),
        _ => base_form(verb),
    };
    rest.map_or(changed.clone(), |rest| format!("{changed} {rest}"))
}

fn base_form(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes", "zzes"] {
        if verb.ends_with(ending) {
            return verb[..verb.len() - 2].to_owned();
        }
    }
    match verb.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && stem.len() > 1 => stem.to_owned(),
        _ => verb.to_owned(),
    }
}

/// "nobody", "Mira", "Mira and Otto", "Mira, Otto and Ana".
#[must_use]
pub fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "no", "one" … "twelve", then digits.
#[must_use]
pub fn number(n: u32) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// "once", "twice", "three times".
#[must_use]
pub fn times(n: u32) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number(n)),
    }
}

/// "half past nine", "ten to six", "noon".
#[must_use]
pub fn clock_words(time: TownTime) -> String {
    let (hour, minute) = time.hour_minute();
    let five = (u32::from(minute) + 2) / 5 * 5;
    let named = |h: u32| match h % 24 {
        0 => "midnight".to_owned(),
        12 => "noon".to_owned(),
        h => number(h % 12),
    };
    let (this, next) = (named(u32::from(hour)), named(u32::from(hour) + 1));
    match five {
        0 => o_clock(&this),
        15 => format!("quarter past {this}"),
        30 => format!("half past {this}"),
        45 => format!("quarter to {next}"),
        60 => o_clock(&next),
        past if past < 30 => format!("{} past {this}", minutes(past)),
        past => format!("{} to {next}", minutes(60 - past)),
    }
}

fn o_clock(hour: &str) -> String {
    if ["noon", "midnight"].contains(&hour) { hour.to_owned() } else { format!("{hour} o'clock") }
}

fn minutes(n: u32) -> String {
    match n {
        20 => "twenty".to_owned(),
        25 => "twenty-five".to_owned(),
        n => number(n),
    }
}

/// "morning", "afternoon", "evening" or "night".
#[must_use]
pub const fn daytime(time: TownTime) -> &'static str {
    match time.hour_minute().0 {
        5..=11 => "morning",
        12..=17 => "afternoon",
        18..=21 => "evening",
        _ => "night",
    }
}

/// How long ago something was: "just now", "this morning", "yesterday", "three days ago".
#[must_use]
pub fn ago(then: TownTime, now: TownTime) -> String {
    let minutes = now.since(then);
    match now.day().saturating_sub(then.day()) {
        0 if minutes < 30 => "just now".to_owned(),
        0 if minutes < 90 => "an hour ago".to_owned(),
        0 if daytime(then) == daytime(now) || daytime(then) == "night" => "earlier today".to_owned(),
        0 => format!("this {}", daytime(then)),
        1 if daytime(then) == "evening" => "last night".to_owned(),
        1 => "yesterday".to_owned(),
        days @ 2..=6 => format!("{} days ago", number(days)),
        7..=13 => "last week".to_owned(),
        days => format!("{} weeks ago", number(days / 7)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(made: impl AsRef<str>, expected: &str) {
        assert_eq!(made.as_ref(), expected);
    }

    #[test]
    fn articles() {
        check(with_article("apple"), "an apple");
        check(with_article("unicorn"), "a unicorn");
        check(with_article("hour"), "an hour");
        check(with_article("baker"), "a baker");
    }

    #[test]
    fn plurals() {
        check(plural("cat"), "cats");
        check(plural("brush"), "brushes");
        check(plural("berry"), "berries");
        check(plural("day"), "days");
        check(plural("old woman"), "old women");
    }

    #[test]
    fn verbs() {
        check(second_person("likes"), "like");
        check(second_person("is"), "are");
        check(first_person("is"), "am");
        check(second_person("watches over"), "watch over");
        check(second_person("comes from"), "come from");
        check(first_person("carries"), "carry");
        check(second_person("doesn't like"), "don't like");
    }

    #[test]
    fn times_of_day() {
        let at = |h: u32, m: u32| clock_words(TownTime(h * 60 + m));
        check(at(9, 30), "half past nine");
        check(at(9, 31), "half past nine");
        check(at(9, 59), "ten o'clock");
        check(at(11, 58), "noon");
        check(at(17, 50), "ten to six");
        check(at(0, 15), "quarter past midnight");
        check(at(23, 40), "twenty to midnight");
    }

    #[test]
    fn how_long_ago() {
        let noon = TownTime(3 * 1440 + 720);
        check(ago(TownTime(3 * 1440 + 710), noon), "just now");
        check(ago(TownTime(3 * 1440 + 480), noon), "this morning");
        check(ago(TownTime(2 * 1440 + 600), noon), "yesterday");
        check(ago(TownTime(2 * 1440 + 1200), noon), "last night");
        check(ago(TownTime(600), noon), "three days ago");
    }

    #[test]
    fn lists_and_capitals() {
        check(list(&["Mira".into(), "Otto".into(), "Ana".into()]), "Mira, Otto and Ana");
        check(capital("\"éclair\" first"), "\"Éclair\" first");
        check(capital("3 cats"), "3 cats");
    }
}
