//! What a line tells of its speaker, as typed facts.

use crate::words::tokens::words;

/// Something a speaker says of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// How they want to be called.
    Name(String),
    /// A relation of the third person and an object: "likes" "chess".
    Fact(String, String),
    /// What they say they will do, as it follows "you said you'd": "come to the fountain tomorrow".
    Promise(String),
}

/// How a sentence begins and which relation it tells.
const PATTERNS: [(&str, &str); 34] = [
    ("i don't like ", "doesn't like"),
    ("i do not like ", "doesn't like"),
    ("i hate ", "doesn't like"),
    ("i can't stand ", "doesn't like"),
    ("i really like ", "likes"),
    ("i really love ", "loves"),
    ("i also like ", "likes"),
    ("i like ", "likes"),
    ("i love ", "loves"),
    ("i enjoy ", "enjoys"),
    ("i prefer ", "prefers"),
    ("i live in ", "lives in"),
    ("i live at ", "lives in"),
    ("i come from ", "comes from"),
    ("i'm from ", "comes from"),
    ("i am from ", "comes from"),
    ("i work as ", "works as"),
    ("i work in ", "works in"),
    ("i work at ", "works at"),
    ("i have a ", "has a"),
    ("i have an ", "has an"),
    ("i have two ", "has two"),
    ("i have three ", "has three"),
    ("i've got a ", "has a"),
    ("i play ", "plays"),
    ("i collect ", "collects"),
    ("i study ", "studies"),
    ("i'm learning ", "is learning"),
    ("i am learning ", "is learning"),
    ("i'm building ", "is building"),
    ("i am building ", "is building"),
    ("i'm looking for ", "is looking for"),
    ("i am looking for ", "is looking for"),
    ("i bake ", "bakes"),
];

/// Everything a line tells of its speaker, sentence by sentence.
#[must_use]
pub fn told(text: &str) -> Vec<Told> {
    let straight = text.replace('’', "'");
    let mut found = Vec::new();
    for sentence in straight.split_inclusive(['.', '!', '?', ';']) {
        if sentence.trim_end().ends_with('?') {
            continue;
        }
        let sentence = sentence.trim_matches(|c: char| c.is_whitespace() || ".!;,".contains(c));
        if let Some(one) =
            promise(sentence).or_else(|| name(sentence)).or_else(|| bare_name(sentence)).or_else(|| fact(sentence))
        {
            found.push(one);
        }
    }
    found
}

fn strip<'a>(sentence: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|b| {
        let head = sentence.get(..b.len())?;
        head.eq_ignore_ascii_case(b).then(|| sentence[b.len()..].trim())
    })
}

/// "yes, and well, I like" begins with "I like".
fn skip_fillers(sentence: &str) -> &str {
    let mut rest = sentence.trim();
    while let Some(shorter) = strip(
        rest,
        &[
            "and ",
            "but ",
            "well, ",
            "well ",
            "oh, ",
            "oh ",
            "yes, ",
            "yes ",
            "no, ",
            "hi, ",
            "hello, ",
            "hey, ",
            "hi ",
            "hello ",
            "so ",
            "because ",
            "actually ",
            "by the way, ",
            "you know, ",
            "thanks, ",
            "thank you, ",
            "ok, ",
            "okay, ",
            "great, ",
            "alright, ",
            "bye, ",
            "goodbye, ",
            "then ",
        ],
    ) {
        rest = shorter;
    }
    rest
}

/// What people are, with a capital and without being called so.
const NOT_NAMES: [&str; 44] = [
    "american",
    "argentinian",
    "australian",
    "austrian",
    "belgian",
    "brazilian",
    "british",
    "canadian",
    "chilean",
    "chinese",
    "christian",
    "czech",
    "danish",
    "dutch",
    "egyptian",
    "english",
    "european",
    "finnish",
    "french",
    "german",
    "greek",
    "hungarian",
    "indian",
    "irish",
    "italian",
    "japanese",
    "jewish",
    "korean",
    "mexican",
    "muslim",
    "norwegian",
    "polish",
    "portuguese",
    "russian",
    "scottish",
    "spanish",
    "swedish",
    "swiss",
    "thai",
    "turkish",
    "ukrainian",
    "vegan",
    "vietnamese",
    "welsh",
];

/// "I'm Robin": a single word with a capital that isn't how somebody feels or where they are from.
fn bare_name(sentence: &str) -> Option<Told> {
    let rest = strip(skip_fillers(sentence), &["i'm ", "i am ", "im "])?;
    let capital = rest.chars().next().is_some_and(char::is_uppercase) && !rest.chars().all(char::is_uppercase);
    let lower = rest.to_lowercase();
    let word = (2..=20).contains(&rest.chars().count()) && rest.chars().all(|c| c.is_alphabetic() || c == '-');
    let state = crate::words::tokens::is_stop(&lower) || lower.ends_with("ing") || lower.ends_with("ed");
    let feels = ["sorry", "fine", "good", "happy", "sad", "hungry", "lost", "okay", "back", "new", "great", "busy"];
    let legal = capital && word && !state && !feels.contains(&lower.as_str()) && !NOT_NAMES.contains(&lower.as_str());
    legal.then(|| Told::Name(rest.to_owned()))
}

fn name(sentence: &str) -> Option<Told> {
    let rest = strip(
        skip_fillers(sentence),
        &[
            "my name is ",
            "my name's ",
            "call me ",
            "you can call me ",
            "i'm called ",
            "i am called ",
            "people call me ",
        ],
    )?;
    let name: String = rest.split([',', '.', '!']).next()?.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let legal =
        (2..=20).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphanumeric() || " -'".contains(c));
    let keeps = name.split(' ').next().filter(|_| name.contains(" and ") || name.ends_with(" and"));
    legal.then(|| Told::Name(crate::words::grammar::capital(keeps.unwrap_or(&name))))
}

fn fact(sentence: &str) -> Option<Told> {
    let sentence = skip_fillers(sentence);
    if let Some(rest) = strip(sentence, &["i am a ", "i'm a ", "i am an ", "i'm an ", "im a ", "i am the ", "i'm the "])
    {
        let article = sentence[..sentence.len() - rest.len()].trim().rsplit(' ').next()?.to_lowercase();
        return object(rest)
            .filter(|o| !["bit", "lot", "little", "few"].contains(&o.split(' ').next().unwrap_or("")))
            .map(|o| Told::Fact("is".into(), format!("{article} {o}")));
    }
    if let Some(rest) = strip(sentence, &["my favourite ", "my favorite ", "my "]) {
        let (thing, is) = rest.split_once(" is ")?;
        let favourite = sentence.to_lowercase().starts_with("my favo");
        let relation = if favourite { format!("'s favourite {thing} is") } else { format!("'s {thing} is") };
        let short = thing.split(' ').count() <= 2 && (1..=24).contains(&thing.chars().count());
        return object(is).filter(|_| short && is_plain(thing)).map(|o| Told::Fact(relation.to_lowercase(), o));
    }
    PATTERNS.iter().find_map(|(begin, relation)| {
        let rest = strip(sentence, &[begin])?;
        object(rest).map(|o| Told::Fact((*relation).to_owned(), o))
    })
}

/// Whether these words can be said again: letters, digits and what stands between them.
fn is_plain(words: &str) -> bool {
    words.chars().all(|c| c.is_alphanumeric() || " -'".contains(c))
}

/// The first part of a phrase, short enough to say again; pronouns and questions are no objects.
fn object(rest: &str) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        let bare = word.trim_end_matches(',');
        if ["and", "but", "because", "so", "when", "if", "that", "who", "which", "though", "since", "while"]
            .contains(&bare.to_lowercase().as_str())
        {
            break;
        }
        kept.push(bare);
        if bare.len() < word.len() || kept.len() == 5 {
            break;
        }
    }
    let object = kept.join(" ").to_string();
    let first = kept.first()?.to_lowercase();
    let empty = [
        "you", "it", "that", "this", "him", "her", "them", "to", "your", "what", "me", "myself", "how", "where", "my",
        "there",
    ]
    .contains(&first.as_str());
    let harmless = is_plain(&object) && object.chars().count() <= 28;
    // Words of the speaker about themselves would change their meaning in another mouth.
    let mine = words(&object).iter().any(|w| ["i", "my", "me", "you", "your", "mine"].contains(&w.as_str()));
    (!empty && harmless && !mine).then_some(object)
}

fn promise(sentence: &str) -> Option<Told> {
    let sentence = skip_fillers(sentence);
    let lower = sentence.to_lowercase();
    let when = [
        "tomorrow",
        "tonight",
        "later",
        "next week",
        "on monday",
        "on tuesday",
        "on wednesday",
        "on thursday",
        "on friday",
        "on saturday",
        "on sunday",
        "this evening",
        "in the evening",
        "in the morning",
        "soon",
    ]
    .into_iter()
    .find(|w| lower.contains(w))
    .map(|w| w.split(' ').map(day_capital).collect::<Vec<_>>().join(" "));
    if let Some(rest) =
        strip(sentence, &["see you ", "meet me ", "let's meet ", "i'll meet you ", "i will meet you ", "i'll see you "])
    {
        let when = when?;
        // "See you later" is what everybody says; nobody is held to it.
        if ["later", "soon"].contains(&when.as_str()) && !rest.contains("at ") {
            return None;
        }
        let place = rest.split_once("at ").map(|(_, p)| place(p)).filter(|p| !p.is_empty());
        if place.as_ref().is_some_and(|place| !is_plain(place) || place.chars().count() > 24) {
            return None;
        }
        return Some(Told::Promise(
            place.map_or_else(|| format!("see me {when}"), |p| format!("meet me at {p} {when}")),
        ));
    }
    let rest = strip(
        sentence,
        &[
            "i promise to ",
            "i promise i'll ",
            "i promise i will ",
            "i'll bring ",
            "i'll come ",
            "i will come ",
            "i will bring ",
            "i'll be back",
            "i will be back",
            "i'll return",
        ],
    )?;
    let verb = ["bring", "come"]
        .into_iter()
        .find(|v| lower.starts_with(&format!("i'll {v}")) || lower.starts_with(&format!("i will {v}")));
    let text = match verb {
        Some(verb) => format!("{verb} {rest}"),
        None if lower.contains("be back") || lower.contains("i'll return") => format!("come back {rest}"),
        None => rest.to_owned(),
    };
    let safe: String = text.split_whitespace().take(7).map(turn_round).collect::<Vec<_>>().join(" ");
    let harmless = is_plain(&safe) && (3..=40).contains(&safe.chars().count());
    harmless.then_some(Told::Promise(safe))
}

/// "you" of the promise is "me" for the one it is made to.
fn turn_round(word: &str) -> &str {
    match word {
        "you" => "me",
        "your" => "my",
        "my" => "your",
        "me" => "you",
        other => other.trim_end_matches([',', '.']),
    }
}

fn day_capital(word: &str) -> String {
    if word.ends_with("day") { crate::words::grammar::capital(word) } else { word.to_owned() }
}

fn place(rest: &str) -> String {
    rest.split_whitespace()
        .take_while(|w| {
            !["tomorrow", "tonight", "later", "on", "next", "this", "in", "then", "soon", "at"]
                .contains(&w.trim_end_matches([',', '.']))
        })
        .take(4)
        .map(|w| w.trim_end_matches([',', '.']))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(String, String)> = told(text)
            .into_iter()
            .map(|t| match t {
                Told::Name(name) => ("name".to_owned(), name),
                Told::Fact(relation, object) => (relation, object),
                Told::Promise(what) => ("promise".to_owned(), what),
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_people_say_of_themselves() {
        check("My name is ana.", &[("name", "Ana")]);
        check("Hi, I'm Robin!", &[("name", "Robin")]);
        check("I'm French. I'm SAD. I'm Tired. I'm sorry.", &[]);
        check("I like chess and tea. I'm a nurse!", &[("likes", "chess"), ("is", "a nurse")]);
        check("Well, I don't like rain", &[("doesn't like", "rain")]);
        check("i have a cat called Miso", &[("has a", "cat called Miso")]);
        check("My favourite colour is green", &[("'s favourite colour is", "green")]);
        check("I come from Lisbon, you know", &[("comes from", "Lisbon")]);
    }

    #[test]
    fn promises() {
        check("See you tomorrow at the fountain!", &[("promise", "meet me at the fountain tomorrow")]);
        check("I'll bring you a cake on sunday", &[("promise", "bring me a cake on sunday")]);
        check("I promise to visit you", &[("promise", "visit me")]);
        check("See you tomorrow at the h}e", &[]);
        check(&format!("See you tomorrow at {}", "x".repeat(60)), &[]);
    }

    #[test]
    fn what_tells_nothing() {
        check("I like you", &[]);
        check("I love it when you talk", &[]);
        check("Do I like chess?", &[]);
        check("I am a bit lost", &[]);
        check("I like <script>alert</script>", &[]);
        check("My na}e is A", &[]);
        check(&format!("My {} is A", "x".repeat(100)), &[]);
        check("See you later!", &[]);
    }
}
