//! Replies: from what a line does to the words of an answer. There is always one.

use std::sync::Arc;

use super::Mind;
use super::answer::Answer;
use super::relation::FRIEND;
use super::speech::{Draft, Heard, Line};
use crate::people::Other;
use crate::town::World;
use crate::understand::{Act, Told, Understood, topic_of, understand};
use crate::voice::Lines;
use crate::words::grammar;
use crate::words::tokens::words;
use shared::dice::Dice;

impl Mind {
    /// Learns from what was said and answers it.
    pub fn reply(&mut self, heard: &Heard<'_>, world: &dyn World, dice: &mut Dice) -> Line {
        let understood = understand(heard.text, &self.name, &self.role.topics);
        let greeted = self.relation(&heard.from.person).is_some_and(|relation| relation.met == 0);
        self.take_in(heard, &understood, world);
        if !heard.from.person.is_player() {
            return self.answer_character(heard, &understood, world, dice);
        }
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let other = heard.from;
        let a = &voice.answer;
        let plain = |list| Answer::of(list);
        let answer = match &understood.act {
            // A stranger who was greeted a moment ago needs no second introduction.
            Act::Greet if greeted => plain(self.greeting_of_the_hour(voice, world)),
            Act::Greet => return self.greet(other, world, dice),
            Act::Bye => {
                let draft = Draft { closes: true, ..Draft::default() };
                let friend = self.affinity(&other.person) >= FRIEND;
                let lists: &[&Lines] =
                    if friend { &[&voice.goodbye_friend, &voice.goodbye] } else { &[&voice.goodbye] };
                return self.line(lists, draft, "goodbye", Some(other), world, dice);
            }
            Act::Thank => plain(&voice.thanked),
            Act::Apologise => plain(&voice.apologised),
            Act::Insult => plain(&voice.insulted),
            Act::Compliment => plain(&voice.complimented),
            Act::Yes => plain(&voice.heard_yes),
            Act::No => plain(&voice.heard_no),
            Act::AskName => plain(&a.name),
            Act::AskWho => plain(&a.who),
            Act::AskDoing => plain(&a.doing),
            Act::AskHow | Act::AskBack => plain(match crate::mood::tone(self.mood(world.now())) {
                1 => &a.how_good,
                -1 => &a.how_bad,
                _ => &a.how_fine,
            }),
            Act::AskAge => plain(&a.age),
            Act::AskWants | Act::OfferHelp => plain(&a.wants),
            Act::AskHome => plain(&a.home),
            Act::AskHere => plain(&a.where_here),
            Act::AskTime => plain(&a.time),
            Act::AskHelp => plain(&a.help),
            Act::AskWhy => plain(&a.why),
            Act::AskJoke => plain(&a.joke),
            Act::AskStory => plain(&a.story),
            Act::AskPoem => plain(&a.poem),
            Act::AskReal => plain(&a.real),
            Act::AskFriend => plain(&a.friend),
            Act::Confused => plain(&a.confused),
            Act::Announce => plain(&a.go_on),
            Act::Laugh => plain(&a.laugh),
            Act::Sad => plain(&a.comfort),
            Act::Glad => plain(&a.cheer),
            Act::AskLikes => self.answer_likes(voice, dice),
            Act::AskPast(when) => self.answer_day(*when, true, world, a, dice),
            Act::AskPlans(when) => self.answer_day(*when, false, world, a, dice),
            Act::AskPeople => self.answer_people(other, world, a),
            Act::AskWhere(thing) => self.answer_where(thing, heard.text, other, world, a),
            Act::AskNews => self.answer_news(other, world, a),
            Act::AskRemember => self.answer_remember(other, world, a),
            Act::AskMyName => {
                let name = self.name_of(other);
                Answer::of(&a.remember_fact).slot("fact", format!("you're {name}"))
            }
            Act::AskLike(thing) => self.answer_like(thing, other, voice),
            Act::AskOpinion(thing) => self.answer_opinion(thing, other, world, voice),
            Act::AskAbout(thing) => self.answer_about(thing, heard.text, other, world, voice),
            Act::Promise(what) => Answer::of(&voice.promised).slot("promise", what.clone()),
            Act::Tell => self.answer_told(&understood, other, voice, dice),
            Act::Question | Act::Other => return self.way_out(heard, &understood, world, dice),
        };
        self.speak_answer(answer, &format!("{:?}", understood.act), &understood, other, world, dice)
    }

    fn speak_answer(
        &mut self,
        answer: Answer<'_>,
        why: &str,
        understood: &Understood,
        other: &Other,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Line {
        let why = why.split('(').next().unwrap_or(why).to_owned();
        let draft = Draft {
            extra: answer.slots,
            memories: answer.memories,
            topic: answer.topic.or_else(|| understood.topic.clone()),
            tells: answer.tells,
            ..Draft::default()
        };
        let mut lists: Vec<&Lines> = answer.lists;
        let own_words = answer.own_words.map(|text| vec![text]);
        if let Some(own) = &own_words {
            lists.insert(0, own);
        }
        self.line(&lists, draft, &why, Some(other), world, dice)
    }

    /// Told something about the other: keeps it, and shows that it does.
    fn answer_told<'v>(
        &self,
        understood: &Understood,
        other: &Other,
        voice: &'v crate::voice::Voice,
        dice: &mut Dice,
    ) -> Answer<'v> {
        if understood.told.iter().any(|t| matches!(t, Told::Name(_))) {
            return Answer::of(&voice.learned_name);
        }
        let told = understood.told.iter().find_map(|t| if let Told::Fact(r, o) = t { Some((r, o)) } else { None });
        let subject = crate::memory::Subject::Person(other.person.clone());
        let fact = told.and_then(|(relation, object)| {
            let found = self
                .memories
                .facts(&subject)
                .find(|(_, f)| f.relation == *relation && f.object.eq_ignore_ascii_case(object));
            found.and_then(|(id, f)| self.fact_in_words(f, Some(&other.person)).map(|words| (id, words)))
        });
        let topic = understood.topic.as_ref().and_then(|t| voice.topics.get(t));
        match (fact, topic) {
            (_, Some(topic)) if dice.chance(35) => Answer::of(&topic.react).or(&topic.follow).or(&voice.heard_yes),
            (Some((id, words)), _) => Answer::of(&voice.learned).slot("fact", words).cite(id),
            (None, _) => Answer::of(&voice.heard_yes),
        }
    }

    /// Anything that isn't understood: a storylet that fits, the topic, a word to ask back about, or an honest "no idea".
    pub(super) fn way_out(
        &mut self,
        heard: &Heard<'_>,
        understood: &Understood,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let other = heard.from;
        let question = understood.act == Act::Question;
        if words(heard.text).is_empty() {
            return self.speak_answer(Answer::of(&voice.silence), "no words", understood, other, world, dice);
        }
        if question && let Some(answer) = self.answer_from_memory(heard.text, other, world, voice) {
            return self.speak_answer(answer, "from memory", understood, other, world, dice);
        }
        // "I saw a dragon by the pond" is about the dragon.
        let strange = understood.word.as_ref().filter(|w| {
            w.chars().count() <= 16 && topic_of(&words(w), &role.topics).is_none() && !question && dice.chance(50)
        });
        if let Some(word) = strange.filter(|_| understood.topic.is_some()) {
            let answer = Answer::of(&voice.unknown_word).slot("word", word.clone()).or(&voice.unknown);
            return self.speak_answer(answer, "strange", understood, other, world, dice);
        }
        if let Some(topic) = understood.topic.as_ref().and_then(|t| voice.topics.get(t)) {
            let answer = if question || dice.chance(60) {
                Answer::of(&topic.react).or(&topic.follow).or(&topic.open)
            } else {
                Answer::of(&topic.follow).or(&topic.react)
            };
            return self.speak_answer(answer, "topic", understood, other, world, dice);
        }
        if !question
            && dice.chance(35)
            && let Some(line) = self.storylet_line(heard.me, std::slice::from_ref(other), world, dice)
        {
            return line;
        }
        let asked = understood.word.as_ref().filter(|w| w.chars().count() <= 16);
        let answer = match asked {
            Some(word) if dice.chance(55) => {
                Answer::of(&voice.unknown_word).slot("word", word.clone()).or(&voice.unknown)
            }
            _ if !question && dice.chance(25) => Answer::of(&voice.heard_yes).or(&voice.unknown),
            _ => Answer::of(&voice.unknown),
        };
        self.speak_answer(answer, "way out", understood, other, world, dice)
    }

    /// Characters don't ask each other for the time: they take up the topic, agree, doubt, or begin another.
    fn answer_character(
        &mut self,
        heard: &Heard<'_>,
        understood: &Understood,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let topic_name = self.topic.clone().filter(|t| voice.topics.contains_key(t));
        let asks = heard.text.trim_end().ends_with('?');
        let news = self.fresh_news(heard.from, world);
        let answer = match (&understood.act, topic_name.as_ref().and_then(|t| voice.topics.get(t))) {
            (Act::Greet, _) => return self.greet(heard.from, world, dice),
            (Act::Bye, _) => {
                let draft = Draft { closes: true, ..Draft::default() };
                return self.line(&[&voice.goodbye], draft, "goodbye", Some(heard.from), world, dice);
            }
            (Act::AskHow, _) => Answer::of(&voice.answer.how_fine),
            (_, Some(topic)) if dice.chance(75) => {
                let first = if dice.chance(60) { (&topic.react, &topic.follow) } else { (&topic.follow, &topic.react) };
                Answer::of(first.0).or(first.1).or(&topic.open)
            }
            _ if asks => Answer::of(if dice.chance(50) { &voice.heard_yes } else { &voice.heard_no }),
            _ => match news {
                Some(news) if dice.chance(60) => self.news_answer(news, heard.from, world, &voice.answer),
                _ if dice.chance(40) => return self.small_talk(heard.from, world, dice),
                _ => Answer::of(&voice.heard_yes).or(&voice.openers),
            },
        };
        let answer = Answer { topic: topic_name, ..answer };
        self.speak_answer(answer, "talk", understood, heard.from, world, dice)
    }

    /// An opener, or one of the topics this character likes.
    pub(super) fn small_talk(&mut self, other: &Other, world: &dyn World, dice: &mut Dice) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let liked: Vec<&String> = role.persona.likes.iter().filter(|t| voice.topics.contains_key(*t)).collect();
        let topic = dice.pick(&liked).filter(|_| dice.chance(50)).map(|t| (*t).clone());
        let open = topic.as_ref().and_then(|t| voice.topics.get(t)).map(|t| &t.open);
        let lists: Vec<&Lines> = open.into_iter().chain([&voice.openers]).collect();
        let draft = Draft::default().about(topic).with("daytime", grammar::daytime(world.now()));
        self.line(&lists, draft, "small talk", Some(other), world, dice)
    }
}
