//! The lines of a character by situation. Every entry is a template: slots in braces, choices in brackets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Templates of which one is spoken, the least recently used first.
pub type Lines = Vec<String>;

/// How a character talks. [`Voice::minimum`] says how many lines each situation needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Voice {
    /// To somebody never met.
    pub greet_stranger: Lines,
    /// To somebody met once or more.
    pub greet_acquaintance: Lines,
    /// To somebody they are fond of (affinity 40 and more).
    pub greet_friend: Lines,
    /// To somebody they dislike (affinity −20 and less).
    pub greet_cool: Lines,
    /// Before noon.
    pub greet_morning: Lines,
    /// From noon to six.
    pub greet_afternoon: Lines,
    /// From six to ten.
    pub greet_evening: Lines,
    /// After ten and before five.
    pub greet_night: Lines,
    /// Greetings that cite a true shared memory.
    pub recall: Recall,
    /// Parting words.
    pub goodbye: Lines,
    /// Parting words for a friend.
    pub goodbye_friend: Lines,
    /// When thanked.
    pub thanked: Lines,
    /// When somebody apologises.
    pub apologised: Lines,
    /// When insulted.
    pub insulted: Lines,
    /// When praised.
    pub complimented: Lines,
    /// When nobody has said a word for a while.
    pub silence: Lines,
    /// When cut short.
    pub interrupted: Lines,
    /// When busy or in a hurry.
    pub busy: Lines,
    /// The graceful way out when they don't understand or don't know.
    pub unknown: Lines,
    /// The same, picking up a word of the sentence: `{word}`.
    pub unknown_word: Lines,
    /// When the other says yes.
    pub heard_yes: Lines,
    /// When the other says no.
    pub heard_no: Lines,
    /// When told something about the other: `{fact}` is "you like chess".
    pub learned: Lines,
    /// When told how the other is called: `{other}`.
    pub learned_name: Lines,
    /// When something is promised: `{promise}` is "come to the fountain tomorrow".
    pub promised: Lines,
    /// Answers to plain questions.
    pub answer: Answers,
    /// To begin small talk with.
    pub openers: Lines,
    /// Short beginnings put before a line that was said lately: "Well now."
    pub leads: Lines,
    /// What they have to say on each topic, by the topic's name in `town.topics.ron`.
    pub topics: BTreeMap<String, TopicVoice>,
    /// Short private thoughts, shown to those who look closer, by mood; `{other}` and `{place}` work.
    pub thoughts: Thoughts,
}

/// Greetings that cite a true shared memory. `{when}` is "yesterday", "this morning", "three days ago".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recall {
    /// The last topic: `{topic}`, `{when}`.
    pub topic: Lines,
    /// Something they told: `{fact}` is "you like chess", `{when}`.
    pub told: Lines,
    /// Where they last talked: `{where}` is "by the fountain", `{when}`.
    pub place: Lines,
    /// How often they talked: `{times}` is "four times".
    pub times: Lines,
    /// A promise they made: `{promise}` is "come to the fountain tomorrow", `{when}`.
    pub promise: Lines,
    /// Something that happened to both: `{event}` is "you beat Otto at chess", `{when}`.
    pub event: Lines,
}

/// Answers to plain questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// "What's your name?": `{me}`.
    pub name: Lines,
    /// "Who are you?", "Tell me about yourself."
    pub who: Lines,
    /// "What do you do?", "What are you doing?": `{doing}`.
    pub doing: Lines,
    /// "How are you?" in a good mood.
    pub how_good: Lines,
    /// "How are you?" on an ordinary day.
    pub how_fine: Lines,
    /// "How are you?" in a bad mood.
    pub how_bad: Lines,
    /// "How old are you?"
    pub age: Lines,
    /// "What do you want?", "Any plans?"
    pub wants: Lines,
    /// "Where do you live?"
    pub home: Lines,
    /// "Where is …?" of a place or person: `{thing}` is "the fountain", `{where}` is "in the plaza".
    pub where_known: Lines,
    /// "Where is …?" when nobody knows: `{thing}`.
    pub where_unknown: Lines,
    /// "Where am I?": `{scene}`, `{place}`.
    pub where_here: Lines,
    /// "Who is here?": `{people}` is "Mira and Otto".
    pub who_here: Lines,
    /// The same when nobody else is.
    pub who_nobody: Lines,
    /// "What time is it?": `{time}` is "half past nine".
    pub time: Lines,
    /// "What's new?": `{news}` is a sentence without its full stop.
    pub news: Lines,
    /// The same when nothing is.
    pub no_news: Lines,
    /// "Do you remember me?" with something to cite: `{fact}` is "you like chess".
    pub remember_fact: Lines,
    /// The same with only a meeting to cite: `{when}`, `{where}`, `{times}`.
    pub remember_met: Lines,
    /// The same to a stranger.
    pub remember_no: Lines,
    /// "Do you like X?" and they do: `{topic}`.
    pub like_yes: Lines,
    /// … and they don't: `{topic}`.
    pub like_no: Lines,
    /// … and they have no opinion: `{topic}`.
    pub like_unsure: Lines,
    /// "What do you think of NAME?", liked: `{person}`, `{are}` is "my chess partner".
    pub opinion_good: Lines,
    /// … disliked.
    pub opinion_bad: Lines,
    /// … hardly known; `{are}` may not be there.
    pub opinion_none: Lines,
    /// "Tell me about X": how a plain fact is told; `{fact}` is a sentence without its full stop.
    pub tell: Lines,
    /// "What can I do here?", "Help!"
    pub help: Lines,
    /// "Why?"
    pub why: Lines,
    /// A joke in one line.
    pub joke: Lines,
    /// A story in one line.
    pub story: Lines,
    /// A poem in one line.
    pub poem: Lines,
    /// "What did you do yesterday?": `{act}` follows "I was".
    pub past: Lines,
    /// "What will you do tomorrow?": `{act}` follows "I'll be".
    pub plans: Lines,
    /// "Are you real?"
    pub real: Lines,
    /// "Will you be my friend?"
    pub friend: Lines,
    /// "What do you mean?": the same in plain words, or an apology for not having any.
    pub confused: Lines,
    /// "Guess what.": go on.
    pub go_on: Lines,
    /// "Haha."
    pub laugh: Lines,
    /// "I'm sad.", "My dog died."
    pub comfort: Lines,
    /// "It's my birthday!"
    pub cheer: Lines,
}

/// What a character has to say on a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TopicVoice {
    /// To bring it up.
    pub open: Lines,
    /// To answer somebody who talks of it.
    pub react: Lines,
    /// To keep it going, mostly questions.
    pub follow: Lines,
}

/// Short private thoughts by mood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thoughts {
    /// Joy, love, an idea.
    pub good: Lines,
    /// Calm, sleepy.
    pub calm: Lines,
    /// Anger, sadness, surprise.
    pub bad: Lines,
}

impl Voice {
    /// Whether a word is a name in the mouth of this character: one that it writes with a capital inside a sentence.
    #[must_use]
    pub fn is_name(&self, word: &str) -> bool {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let topics = self.topics.values().flat_map(|t| [&t.open, &t.react, &t.follow]);
        let all = self.minimum().into_iter().map(|(_, lines, _)| lines).chain(topics);
        capital && all.flatten().any(|line| stands_inside(line, word))
    }

    /// Every situation with its lines and how many it needs at least.
    #[must_use]
    pub fn minimum(&self) -> Vec<(&'static str, &Lines, usize)> {
        let (r, a, t) = (&self.recall, &self.answer, &self.thoughts);
        vec![
            ("greet_stranger", &self.greet_stranger, 4),
            ("greet_acquaintance", &self.greet_acquaintance, 4),
            ("greet_friend", &self.greet_friend, 4),
            ("greet_cool", &self.greet_cool, 2),
            ("greet_morning", &self.greet_morning, 2),
            ("greet_afternoon", &self.greet_afternoon, 2),
            ("greet_evening", &self.greet_evening, 2),
            ("greet_night", &self.greet_night, 2),
            ("recall.topic", &r.topic, 3),
            ("recall.told", &r.told, 3),
            ("recall.place", &r.place, 2),
            ("recall.times", &r.times, 2),
            ("recall.promise", &r.promise, 2),
            ("recall.event", &r.event, 2),
            ("goodbye", &self.goodbye, 4),
            ("goodbye_friend", &self.goodbye_friend, 2),
            ("thanked", &self.thanked, 3),
            ("apologised", &self.apologised, 2),
            ("insulted", &self.insulted, 3),
            ("complimented", &self.complimented, 3),
            ("silence", &self.silence, 3),
            ("interrupted", &self.interrupted, 2),
            ("busy", &self.busy, 2),
            ("unknown", &self.unknown, 8),
            ("unknown_word", &self.unknown_word, 6),
            ("heard_yes", &self.heard_yes, 3),
            ("heard_no", &self.heard_no, 3),
            ("learned", &self.learned, 3),
            ("learned_name", &self.learned_name, 2),
            ("promised", &self.promised, 2),
            ("openers", &self.openers, 6),
            ("leads", &self.leads, 6),
            ("answer.name", &a.name, 2),
            ("answer.who", &a.who, 3),
            ("answer.doing", &a.doing, 3),
            ("answer.how_good", &a.how_good, 3),
            ("answer.how_fine", &a.how_fine, 3),
            ("answer.how_bad", &a.how_bad, 3),
            ("answer.age", &a.age, 1),
            ("answer.wants", &a.wants, 2),
            ("answer.home", &a.home, 1),
            ("answer.where_known", &a.where_known, 3),
            ("answer.where_unknown", &a.where_unknown, 2),
            ("answer.where_here", &a.where_here, 2),
            ("answer.who_here", &a.who_here, 2),
            ("answer.who_nobody", &a.who_nobody, 1),
            ("answer.time", &a.time, 3),
            ("answer.news", &a.news, 3),
            ("answer.no_news", &a.no_news, 2),
            ("answer.remember_fact", &a.remember_fact, 3),
            ("answer.remember_met", &a.remember_met, 2),
            ("answer.remember_no", &a.remember_no, 2),
            ("answer.like_yes", &a.like_yes, 2),
            ("answer.like_no", &a.like_no, 2),
            ("answer.like_unsure", &a.like_unsure, 2),
            ("answer.opinion_good", &a.opinion_good, 2),
            ("answer.opinion_bad", &a.opinion_bad, 2),
            ("answer.opinion_none", &a.opinion_none, 2),
            ("answer.tell", &a.tell, 2),
            ("answer.help", &a.help, 2),
            ("answer.why", &a.why, 2),
            ("answer.joke", &a.joke, 2),
            ("answer.story", &a.story, 2),
            ("answer.poem", &a.poem, 1),
            ("answer.past", &a.past, 2),
            ("answer.plans", &a.plans, 2),
            ("answer.real", &a.real, 2),
            ("answer.friend", &a.friend, 2),
            ("answer.confused", &a.confused, 2),
            ("answer.go_on", &a.go_on, 2),
            ("answer.laugh", &a.laugh, 2),
            ("answer.comfort", &a.comfort, 3),
            ("answer.cheer", &a.cheer, 2),
            ("thoughts.good", &t.good, 2),
            ("thoughts.calm", &t.calm, 3),
            ("thoughts.bad", &t.bad, 2),
        ]
    }
}

/// Whether a word stands in a line as a whole, after a word and a blank.
fn stands_inside(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].strip_suffix(' ').and_then(|before| before.chars().next_back());
        let after = line[at + word.len()..].chars().next();
        before.is_some_and(|c| c.is_alphanumeric() || c == ',') && !after.is_some_and(char::is_alphanumeric)
    })
}
