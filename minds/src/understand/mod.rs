//! Plain English, understood without a model: what a line does, what it is about, and what it tells of its speaker.

mod acts;
mod questions;
mod told;

use std::collections::BTreeMap;

use crate::words::tokens::{is_stop, stem, words};
pub use told::Told;

/// What a line does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// "Hello."
    Greet,
    /// "Bye."
    Bye,
    /// "Thanks."
    Thank,
    /// "Sorry."
    Apologise,
    /// A harsh word.
    Insult,
    /// A kind word.
    Compliment,
    /// "Yes."
    Yes,
    /// "No."
    No,
    /// "What's your name?"
    AskName,
    /// "Who are you?"
    AskWho,
    /// "What do you do?"
    AskDoing,
    /// "How are you?"
    AskHow,
    /// "How old are you?"
    AskAge,
    /// "What do you want?"
    AskWants,
    /// "Where do you live?"
    AskHome,
    /// "Where is X?"
    AskWhere(String),
    /// "Where am I?"
    AskHere,
    /// "Who is here?"
    AskPeople,
    /// "What time is it?"
    AskTime,
    /// "What's new?"
    AskNews,
    /// "Do you remember me?", "What do you know about me?"
    AskRemember,
    /// "What's my name?"
    AskMyName,
    /// "Do you like X?"
    AskLike(String),
    /// "What do you think of X?"
    AskOpinion(String),
    /// "Tell me about X", "What is X?", "Who is X?"
    AskAbout(String),
    /// "Help!", "What can I do here?"
    AskHelp,
    /// "Why?"
    AskWhy,
    /// "Tell me a joke."
    AskJoke,
    /// "Tell me a story."
    AskStory,
    /// "A poem, please."
    AskPoem,
    /// "What do you like?"
    AskLikes,
    /// "What did you do yesterday?"
    AskPast(When),
    /// "What will you do tomorrow?"
    AskPlans(When),
    /// "Are you real?"
    AskReal,
    /// "Will you be my friend?"
    AskFriend,
    /// "Can I help you?"
    OfferHelp,
    /// "What do you mean?"
    Confused,
    /// "Guess what."
    Announce,
    /// "Haha."
    Laugh,
    /// "I'm sad."
    Sad,
    /// "It's my birthday!"
    Glad,
    /// "And you?"
    AskBack,
    /// The line tells something of its speaker.
    Tell,
    /// "See you tomorrow at the fountain": what is promised.
    Promise(String),
    /// Some other question.
    Question,
    /// Anything else.
    Other,
}

/// Which day's doings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Another hour of today.
    Today,
    /// Yesterday, or tomorrow.
    OtherDay,
}

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// What it does.
    pub act: Act,
    /// What it tells of its speaker; may come with any act.
    pub told: Vec<Told>,
    /// What it is about, of the town's topics.
    pub topic: Option<String>,
    /// A meaningful word in it, for asking back.
    pub word: Option<String>,
}

/// The town's topics and the words that give them away.
pub type Topics = BTreeMap<String, Vec<String>>;

/// Understands a line. `me` is the name of the one who hears it, so that "hi Pip" is a greeting.
#[must_use]
pub fn understand(text: &str, me: &str, topics: &Topics) -> Understood {
    let all = words(text);
    let me = words(me);
    let told = told::told(text);
    let topic = topic_of(&all, topics);
    let asks = text.trim_end().ends_with('?');
    let act_of = |kept: &[&str]| acts::act_of(&format!(" {} ", kept.join(" ")), kept, asks, &told);
    let whole: Vec<&str> = all.iter().map(String::as_str).collect();
    let kept: Vec<&str> = whole.iter().copied().filter(|w| !me.iter().any(|m| m == w) || whole.len() == 1).collect();
    let mut act = act_of(&kept);
    // "Where is Pip?" asks nothing without the name.
    if matches!(act, Act::Question | Act::Other) && kept.len() < whole.len() {
        act = act_of(&whole);
    }
    // Who asks the way to a shop doesn't talk of markets.
    let topic = topic.filter(|_| !matches!(act, Act::AskWhere(_)));
    Understood { act, told, topic, word: word_of(text, &all) }
}

/// The topic most of a line's words belong to.
#[must_use]
pub fn topic_of(all: &[String], topics: &Topics) -> Option<String> {
    let stems: Vec<&str> = all.iter().filter(|w| !is_stop(w)).map(|w| stem(w)).collect();
    topics
        .iter()
        .map(|(topic, known)| (known.iter().filter(|k| stems.contains(&stem(k))).count(), topic))
        .filter(|(hits, _)| *hits > 0)
        .max_by_key(|(hits, topic)| (*hits, std::cmp::Reverse(*topic)))
        .map(|(_, topic)| topic.clone())
}

/// A noun worth asking back about, as the listener says it: "the moon", "a whale", "your brother", "bread". Only what
/// stands where nouns stand is taken, so that no verb is asked after.
fn word_of(text: &str, all: &[String]) -> Option<String> {
    const DULL: [&str; 27] = [
        "thing",
        "things",
        "something",
        "anything",
        "everything",
        "nothing",
        "today",
        "tomorrow",
        "yesterday",
        "way",
        "lot",
        "bit",
        "other",
        "same",
        "kind",
        "sort",
        "one",
        "moment",
        "minute",
        "time",
        "day",
        "week",
        "year",
        "night",
        "morning",
        "evening",
        "name",
    ];
    const ADJECTIVES: [&str; 24] = [
        "old", "new", "big", "small", "little", "good", "bad", "nice", "red", "blue", "green", "black", "white",
        "long", "short", "great", "last", "first", "next", "whole", "best", "very", "really", "few",
    ];
    let mut best: Option<String> = None;
    // What is new in a talk comes with "a": "I saw a dragon near the pond".
    let mut new: Option<String> = None;
    for (at, before) in all.iter().enumerate() {
        let lead = match before.as_str() {
            "a" | "an" => "a",
            "the" => "the",
            "my" | "our" => "your",
            "your" => "my",
            "about" | "of" | "some" | "with" | "for" | "without" | "in" | "any" => "",
            _ => continue,
        };
        let mut noun = at + 1;
        if all.get(noun).is_some_and(|w| ADJECTIVES.contains(&w.as_str())) {
            noun += 1;
        }
        let Some(word) = all.get(noun) else { continue };
        // "Does ghosts keep time?": what is asked after is spoken of as one thing.
        let many = word.ends_with('s') && !word.ends_with("ss");
        let verb_like =
            many || word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly") || word.contains('\'');
        let plain = (3..=12).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
        if !plain || verb_like || is_stop(word) || DULL.contains(&word.as_str()) || ADJECTIVES.contains(&word.as_str())
        {
            continue;
        }
        let written = as_written(text, word);
        let proper = written.chars().next().is_some_and(char::is_uppercase);
        let found = Some(match lead {
            "" => written,
            _ if proper => written,
            "a" => crate::words::grammar::with_article(&written),
            lead => format!("{lead} {written}"),
        });
        let kept = if lead == "a" { &mut new } else { &mut best };
        *kept = found;
    }
    new.or(best)
}

/// Words found in a text in lower case, as they were written there.
#[must_use]
pub fn as_written(text: &str, words: &str) -> String {
    let lower: String = text.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    lower
        .find(words)
        .and_then(|at| text.get(at..at + words.len()))
        .filter(|found| found.to_lowercase() == words)
        .map_or_else(|| words.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Act) {
        assert_eq!(understand(text, "Pip", &Topics::new()).act, expected, "{text:?}");
    }

    #[test]
    fn plain_lines() {
        check("Hi Pip!", Act::Greet);
        check("good morning", Act::Greet);
        check("Bye then", Act::Bye);
        check("thank you so much", Act::Thank);
        check("I'm sorry about that", Act::Apologise);
        check("you are stupid", Act::Insult);
        check("What a lovely hat you have", Act::Compliment);
        check("yes", Act::Yes);
        check("nope", Act::No);
    }

    #[test]
    fn plain_questions() {
        check("what's your name?", Act::AskName);
        check("Pip, who are you?", Act::AskWho);
        check("how are you doing today?", Act::AskHow);
        check("What are you doing?", Act::AskDoing);
        check("where is the old fountain?", Act::AskWhere("old fountain".into()));
        check("Have you seen Mira?", Act::AskWhere("mira".into()));
        check("what time is it", Act::AskTime);
        check("what's new?", Act::AskNews);
        check("do you remember me?", Act::AskRemember);
        check("Do you like chess?", Act::AskLike("chess".into()));
        check("what do you think of Otto?", Act::AskOpinion("otto".into()));
        check("tell me about the clock", Act::AskAbout("clock".into()));
        check("Who is Bela?", Act::AskAbout("bela".into()));
        check("what can I do here?", Act::AskHelp);
        check("tell me a joke", Act::AskJoke);
        check("tell me a story please", Act::AskStory);
        check("why?", Act::AskWhy);
        check("where am I", Act::AskHere);
        check("and you?", Act::AskBack);
        check("Where is Pip?", Act::AskWhere("pip".into()));
        check("what do you think about Pip?", Act::AskOpinion("pip".into()));
        check("Have you ever seen a whale?", Act::Question);
        check("have you seen a whale around here?", Act::Question);
        check("Is there a shop nearby?", Act::AskWhere("shop".into()));
        check("What do you like?", Act::AskLikes);
        check("what did you do yesterday?", Act::AskPast(When::OtherDay));
        check("What did you do this morning?", Act::AskPast(When::Today));
        check("What will you do tomorrow?", Act::AskPlans(When::OtherDay));
        check("what are you doing tonight?", Act::AskPlans(When::Today));
        check("Are you a robot?", Act::AskReal);
        check("do you want to be my friend?", Act::AskFriend);
        check("can I help you with something?", Act::OfferHelp);
        check("Do you need anything?", Act::OfferHelp);
        check("do you remember what I told you?", Act::AskRemember);
        check("Will it rain on Sunday?", Act::Question);
        check("The moon was huge", Act::Other);
    }

    #[test]
    fn feelings_and_asides() {
        check("I'm sad today", Act::Sad);
        check("my dog died", Act::Sad);
        check("I had a really bad day", Act::Sad);
        check("It's my birthday!", Act::Glad);
        check("I'm so happy", Act::Glad);
        check("I'm not happy", Act::Sad);
        check("haha", Act::Laugh);
        check("lol that's funny", Act::Laugh);
        check("guess what", Act::Announce);
        check("What do you mean?", Act::Confused);
        check("I don't understand", Act::Confused);
        check("that makes no sense", Act::Confused);
        check("huh?", Act::Confused);
        check("???", Act::Confused);
        check("I brought you a present", Act::Compliment);
        check("cool", Act::Yes);
        check("what happened to the clock?", Act::AskAbout("clock".into()));
        check("See you tomorrow!", Act::Bye);
        check("thanks, see you tomorrow at the fountain!", Act::Promise("meet me at the fountain tomorrow".into()));
    }

    #[test]
    fn a_word_is_picked_up() {
        let word = |text: &str| understand(text, "Pip", &Topics::new()).word;
        assert_eq!(word("I saw a dragon there").as_deref(), Some("a dragon"));
        assert_eq!(word("I saw a dragon near the pond").as_deref(), Some("a dragon"));
        assert_eq!(word("The submarine was loud").as_deref(), Some("the submarine"));
        assert_eq!(word("my old brother sells umbrellas").as_deref(), Some("your brother"));
        assert_eq!(word("I ran from Lisbon, full of joy").as_deref(), Some("joy"));
        assert_eq!(word("it is what it is"), None);
        assert_eq!(word("that makes no sense"), None);
        assert_eq!(word("do you believe in ghosts"), None);
    }
}
