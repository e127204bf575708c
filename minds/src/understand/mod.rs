//! Plain English, understood without a model: what a line does, what it is about, and what it tells of its speaker.

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
    let kept: Vec<&str> = all.iter().map(String::as_str).filter(|w| !me.iter().any(|m| m == w) || all.len() == 1).collect();
    let line = format!(" {} ", kept.join(" "));
    let told = told::told(text);
    let topic = topic_of(&all, topics);
    let asks = text.trim_end().ends_with('?');
    let act = act_of(&line, &kept, asks, &told);
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
        "thing", "things", "something", "anything", "everything", "nothing", "today", "tomorrow", "yesterday", "way", "lot", "bit",
        "other", "same", "kind", "sort", "one", "moment", "minute", "time", "day", "week", "year", "night", "morning", "evening", "name",
    ];
    const ADJECTIVES: [&str; 24] = [
        "old", "new", "big", "small", "little", "good", "bad", "nice", "red", "blue", "green", "black", "white", "long", "short", "great",
        "last", "first", "next", "whole", "best", "very", "really", "few",
    ];
    let mut best: Option<String> = None;
    for (at, before) in all.iter().enumerate() {
        let lead = match before.as_str() {
            "a" | "an" => "a",
            "the" | "this" | "that" => "the",
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
        let verb_like = word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly") || word.contains('\'');
        let plain = (3..=12).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
        if !plain || verb_like || is_stop(word) || DULL.contains(&word.as_str()) || ADJECTIVES.contains(&word.as_str()) {
            continue;
        }
        let written = as_written(text, word);
        let proper = written.chars().next().is_some_and(char::is_uppercase);
        best = Some(match lead {
            "" => written,
            _ if proper => written,
            "a" => crate::words::grammar::with_article(&written),
            lead => format!("{lead} {written}"),
        });
    }
    best
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

fn act_of(line: &str, kept: &[&str], asks: bool, told: &[Told]) -> Act {
    let has = |list: &[&str]| list.iter().any(|phrase| line.contains(&format!(" {phrase} ")));
    let begins = |list: &[&str]| list.iter().any(|phrase| line.starts_with(&format!(" {phrase} ")));
    let short = kept.len() <= 4;

    if let Some(promise) = told.iter().find_map(|t| if let Told::Promise(p) = t { Some(p.clone()) } else { None }) {
        return Act::Promise(promise);
    }
    if let Some(act) = question_of(line, &has, &begins) {
        return act;
    }
    if has(&["sorry", "apologise", "apologize", "my apologies", "forgive me", "my bad"]) {
        return Act::Apologise;
    }
    if is_insult(&has) {
        return Act::Insult;
    }
    if has(&["thanks", "thank you", "thx", "cheers mate", "ty", "much appreciated"]) {
        return Act::Thank;
    }
    if begins(&["bye", "goodbye", "good bye", "farewell", "good night", "goodnight", "see you", "see ya", "cya", "take care", "i must go", "i have to go", "i have to leave", "gotta go", "got to go", "i should go", "i'm leaving", "i'm off"])
        || (short && has(&["bye", "goodbye", "see you", "later"]))
    {
        return Act::Bye;
    }
    if is_compliment(&has) {
        return Act::Compliment;
    }
    if told.iter().any(|t| !matches!(t, Told::Promise(_))) {
        return Act::Tell;
    }
    if begins(&["hi", "hello", "hey", "hiya", "howdy", "good morning", "good afternoon", "good evening", "good day", "morning", "evening", "greetings", "yo", "hallo", "hola", "bonjour", "ahoy"]) && kept.len() <= 5 {
        return Act::Greet;
    }
    if begins(&["and you", "what about you", "how about you", "yourself", "and yours"]) {
        return Act::AskBack;
    }
    if begins(&["yes", "yeah", "yep", "yup", "sure", "of course", "ok", "okay", "certainly", "indeed", "absolutely", "definitely", "aye", "right", "i do", "i did", "i am", "i would", "go on", "please do"]) && (short || begins(&["yes", "yeah"])) {
        return Act::Yes;
    }
    if begins(&["no", "nope", "nah", "not really", "never", "i don't", "i didn't", "not yet", "no way", "i'm not"]) && (short || begins(&["no"])) {
        return Act::No;
    }
    if asks || begins(&["what", "why", "how", "who", "when", "which", "where", "do you", "can you", "could you", "would you", "will you", "are you", "is there", "is it", "have you", "did you"]) {
        return Act::Question;
    }
    Act::Other
}

fn question_of(line: &str, has: &dyn Fn(&[&str]) -> bool, begins: &dyn Fn(&[&str]) -> bool) -> Option<Act> {
    let after = |list: &[&str]| {
        list.iter().find_map(|phrase| line.split_once(&format!(" {phrase} ")).map(|(_, rest)| noun_phrase(rest))).filter(|rest| !rest.is_empty())
    };
    if has(&["remember me", "know me", "recognise me", "recognize me", "know about me", "remember about me", "forgotten me", "forgot me", "remember from me", "recall me", "met before", "who am i"]) {
        return Some(Act::AskRemember);
    }
    if has(&["what's my name", "what is my name", "know my name", "remember my name", "say my name"]) {
        return Some(Act::AskMyName);
    }
    if has(&["what's your name", "what is your name", "whats your name", "your name please", "tell me your name", "what do i call you", "what should i call you", "what are you called", "how are you called", "do you have a name"]) {
        return Some(Act::AskName);
    }
    if has(&["joke", "make me laugh", "something funny"]) {
        return Some(Act::AskJoke);
    }
    if has(&["poem", "rhyme", "verse", "haiku"]) {
        return Some(Act::AskPoem);
    }
    if has(&["a story", "story please", "a tale"]) {
        return Some(Act::AskStory);
    }
    if has(&["what can i do", "what should i do", "what is there to do", "what's there to do", "how does this work", "how do i play", "i'm lost", "i am lost", "where do i start", "what now", "how can i", "can you help", "help me"]) || line == " help " {
        return Some(Act::AskHelp);
    }
    if has(&["what time is it", "what's the time", "what is the time", "whats the time", "what time", "got the time", "have the time", "know the time", "the hour"]) {
        return Some(Act::AskTime);
    }
    if has(&["where am i", "where are we", "what is this place", "what's this place", "which place is this", "where is this"]) {
        return Some(Act::AskHere);
    }
    if has(&["who is here", "who's here", "who else", "anybody here", "anyone here", "who is around", "who's around", "anybody around", "anyone around", "who are these people"]) {
        return Some(Act::AskPeople);
    }
    if has(&["where do you live", "where's your home", "where is your home", "where do you sleep", "where are you from", "your house"]) {
        return Some(Act::AskHome);
    }
    if has(&["how old are you", "your age", "when were you born"]) {
        return Some(Act::AskAge);
    }
    if has(&["how are you", "how do you do", "how's it going", "how is it going", "how are things", "how do you feel", "you ok", "you okay", "are you well", "how have you been", "how's your day", "how is your day", "how was your day", "hows it going", "are you ok", "are you okay", "how are ya", "what's wrong", "how you doing", "how are you doing"]) {
        return Some(Act::AskHow);
    }
    if has(&["what's new", "what is new", "whats new", "any news", "any gossip", "what happened", "what's happening", "what is happening", "what's going on", "what is going on", "the news", "heard anything", "gossip", "what's up", "whats up", "anything new", "any rumours", "any rumors"]) {
        return Some(Act::AskNews);
    }
    if has(&["who are you", "about yourself", "about you", "introduce yourself", "what are you"]) && !has(&["what are you doing", "what are you up", "what about you", "how about you", "think about you", "what are you making", "what are you working"]) {
        return Some(Act::AskWho);
    }
    if has(&["what do you do", "what are you doing", "what are you up to", "your job", "your work", "what's your job", "do you work", "what are you making", "what are you working on", "for a living", "busy"]) && !has(&["i'm busy", "i am busy"]) {
        return Some(Act::AskDoing);
    }
    if has(&["what do you want", "your plans", "any plans", "your dream", "you dream of", "you hope for", "do you wish", "are you planning", "what are you looking for"]) {
        return Some(Act::AskWants);
    }
    if let Some(thing) = after(&["where is", "where's", "where are", "wheres", "where can i find", "how do i get to", "how do i find", "where do i find", "looking for", "which way to", "the way to", "have you seen", "seen"]) {
        return Some(Act::AskWhere(thing));
    }
    if let Some(thing) = after(&["do you like", "do you enjoy", "do you love", "are you fond of", "you like", "do you play", "fan of"]).filter(|_| !has(&["would you like", "if you like", "as you like"])) {
        return Some(Act::AskLike(thing));
    }
    if let Some(thing) = after(&["what do you think of", "what do you think about", "do you think of", "your opinion of", "your opinion on", "how do you find", "do you trust", "how about"]).filter(|t| t != "you" && t != "me") {
        return Some(Act::AskOpinion(thing));
    }
    if let Some(thing) = after(&["tell me about", "tell me more about", "what do you know about", "know anything about", "know about", "talk about", "what about", "heard of", "heard about", "explain", "do you know"]).filter(|t| t != "you" && t != "that" && t != "it") {
        return Some(Act::AskAbout(thing));
    }
    if begins(&["who is", "who's", "what is", "what's", "what are", "who are", "who was", "who built", "who made"]) {
        let thing = after(&["who is", "who's", "what is", "what's", "what are", "who are", "who was", "who built", "who made"]);
        return thing.map(Act::AskAbout);
    }
    if begins(&["why", "how come"]) {
        return Some(Act::AskWhy);
    }
    None
}

/// "the old fountain please" becomes "old fountain".
fn noun_phrase(rest: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        let ends = ["please", "now", "then", "today", "around", "here", "anywhere", "lately", "in", "by", "and", "or", "but", "if", "when", "right", "at", "these", "too", "a lot"];
        if ends.contains(&word) {
            break;
        }
        let skipped = ["the", "a", "an", "my", "your", "some", "any", "this", "that", "called", "named", "to", "playing"];
        if kept.is_empty() && skipped.contains(&word) {
            continue;
        }
        kept.push(word.strip_suffix("'s").unwrap_or(word));
        if kept.len() == 4 {
            break;
        }
    }
    kept.join(" ")
}

fn is_insult(has: &dyn Fn(&[&str]) -> bool) -> bool {
    let harsh = ["stupid", "idiot", "ugly", "dumb", "boring", "useless", "annoying", "moron", "fool", "pathetic", "loser", "stink", "hate you", "shut up", "go away", "get lost", "worst", "liar", "creep", "rude"];
    let aimed = ["you", "you're", "your", "u", "ur", "shut up", "go away", "get lost", "hate you"];
    has(&harsh) && has(&aimed) && !has(&["not stupid", "not boring", "aren't", "not ugly", "not dumb"])
}

fn is_compliment(has: &dyn Fn(&[&str]) -> bool) -> bool {
    let kind = ["nice", "great", "beautiful", "lovely", "kind", "clever", "smart", "funny", "wonderful", "amazing", "cool", "brilliant", "awesome", "sweet", "cute", "good job", "well done", "the best", "pretty", "handsome", "talented"];
    let aimed = ["you", "you're", "your", "well done", "good job", "you are"];
    (has(&kind) && has(&aimed) && !has(&["not nice", "not kind", "not funny", "aren't"])) || has(&["i like you", "i love you", "like your", "love your"])
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
        check("Will it rain on Sunday?", Act::Question);
        check("The moon was huge", Act::Other);
    }

    #[test]
    fn a_word_is_picked_up() {
        let word = |text: &str| understand(text, "Pip", &Topics::new()).word;
        assert_eq!(word("I saw a dragon there").as_deref(), Some("a dragon"));
        assert_eq!(word("The submarine was loud").as_deref(), Some("the submarine"));
        assert_eq!(word("my old brother sells umbrellas").as_deref(), Some("your brother"));
        assert_eq!(word("I ran from Lisbon, full of joy").as_deref(), Some("joy"));
        assert_eq!(word("it is what it is"), None);
    }
}
