//! Answers to plain questions, true by construction: from the town, from typed facts, from events.

use super::Mind;
use crate::memory::score::ONE;
use crate::memory::{EventKind, MemoryId, Query, Source, Subject};
use crate::people::{Other, Person};
use crate::town::{World, WorldEvent, bare};
use crate::understand::{as_written, topic_of};
use crate::voice::{Answers, Lines, Voice};
use crate::words::grammar;
use crate::words::tokens::{is_stop, stem, words};

/// An answer before its words are chosen.
#[derive(Default)]
pub(super) struct Answer<'v> {
    /// Lists to take the words from, the first that fits.
    pub lists: Vec<&'v Lines>,
    /// Words that go before any list.
    pub own_words: Option<String>,
    pub slots: Vec<(&'static str, String)>,
    pub memories: Vec<MemoryId>,
    pub topic: Option<String>,
    pub tells: Option<WorldEvent>,
}

impl<'v> Answer<'v> {
    pub fn of(list: &'v Lines) -> Self {
        Self { lists: vec![list], ..Self::default() }
    }

    pub fn or(mut self, list: &'v Lines) -> Self {
        self.lists.push(list);
        self
    }

    pub fn slot(mut self, name: &'static str, words: impl Into<String>) -> Self {
        self.slots.push((name, words.into()));
        self
    }

    pub fn cite(mut self, memory: MemoryId) -> Self {
        self.memories.push(memory);
        self
    }
}

impl Mind {
    pub(super) fn answer_where<'v>(
        &self,
        thing: &str,
        text: &str,
        other: &Other,
        world: &dyn World,
        a: &'v Answers,
    ) -> Answer<'v> {
        if ["you", "me", "we", "i", "here", "this"].contains(&thing) {
            return Answer::of(&a.where_here);
        }
        let name = bare(thing);
        if words(&other.name).contains(&name) || name == bare(&self.name) || name == bare(&world.scene()) {
            return Answer::of(&a.where_here);
        }
        match world.where_is(&name) {
            Some(found) => Answer::of(&a.where_known).slot("thing", found.thing).slot("where", found.place),
            None if name.is_empty() => Answer::of(&a.where_here),
            None => {
                let person = self.role.person_called(&name).and_then(|p| self.name_of_person(&p));
                Answer::of(&a.where_unknown).slot("thing", person.unwrap_or_else(|| as_written(text, thing)))
            }
        }
    }

    pub(super) fn answer_people<'v>(&self, other: &Other, world: &dyn World, a: &'v Answers) -> Answer<'v> {
        let people: Vec<String> =
            world.people_here().into_iter().filter(|n| *n != other.name && *n != self.name).take(4).collect();
        if people.is_empty() {
            Answer::of(&a.who_nobody)
        } else {
            Answer::of(&a.who_here).slot("people", grammar::list(&people))
        }
    }

    /// The latest thing this character knows of and has not spoken about lately, with the memory it is.
    pub(super) fn fresh_news(&self, other: &Other, world: &dyn World) -> Option<(WorldEvent, Option<MemoryId>)> {
        let now = world.now();
        let told_by_them = |source: &Source| *source == Source::Told(other.person.clone());
        let remembered = self.memories.iter().rev().find(|m| {
            let rested = m.used.is_none_or(|used| now.since(used) > 60);
            let fit = m.event().is_some_and(|e| {
                let news = matches!(e.kind, EventKind::News | EventKind::Story);
                news && !told_by_them(&e.source) && !e.who.contains(&other.person) && now.since(e.at) < 5 * 1440
            });
            rested && fit
        });
        if let Some((memory, event)) = remembered.and_then(|m| m.event().map(|e| (m, e))) {
            let news = WorldEvent {
                at: event.at,
                scene: world.scene_key().clone(),
                text: event.text.clone(),
                who: event.who.clone(),
            };
            return Some((news, Some(memory.id)));
        }
        let known = |event: &WorldEvent| {
            self.memories.iter().any(|m| m.event().is_some_and(|e| e.text == event.text && e.at == event.at))
        };
        world.news().into_iter().rev().find(|e| !known(e) && !e.who.contains(&other.person)).map(|e| (e, None))
    }

    pub(super) fn answer_news<'v>(&mut self, other: &Other, world: &dyn World, a: &'v Answers) -> Answer<'v> {
        match self.fresh_news(other, world) {
            Some(news) => self.news_answer(news, other, world, a),
            None => Answer::of(&a.no_news),
        }
    }

    /// Passes news on; what the town told is remembered by telling it.
    pub(super) fn news_answer<'v>(
        &mut self,
        (event, memory): (WorldEvent, Option<MemoryId>),
        other: &Other,
        world: &dyn World,
        a: &'v Answers,
    ) -> Answer<'v> {
        let text = self.event_in_words(&event.text, Some(other));
        let mut answer = Answer::of(&a.news).or(&a.no_news).slot("news", text);
        let memory = memory.or_else(|| {
            self.witness(&event);
            self.memories.iter().rev().find(|m| m.event().is_some_and(|e| e.text == event.text)).map(|m| m.id)
        });
        if let Some(id) = memory {
            self.memories.mark_used(id, world.now());
            answer = answer.cite(id);
        }
        answer.tells = Some(event);
        answer
    }

    pub(super) fn answer_remember<'v>(&self, other: &Other, world: &dyn World, a: &'v Answers) -> Answer<'v> {
        let now = world.now();
        let subject = Subject::Person(other.person.clone());
        // What was cited longest ago comes first, so that asking twice gives two answers.
        let told = self
            .memories
            .facts(&subject)
            .filter(|(_, f)| f.to.is_none() && matches!(f.source, Source::Told(_)))
            .min_by_key(|(id, _)| (self.memories.get(*id).and_then(|m| m.used), *id));
        if let Some((id, fact)) = told
            && let Some(words) = self.fact_in_words(fact, Some(&other.person))
        {
            return Answer::of(&a.remember_fact)
                .or(&a.remember_met)
                .slot("fact", words)
                .slot("when", grammar::ago(fact.from, now))
                .cite(id);
        }
        let talks: Vec<_> = self
            .memories
            .events_with(&other.person)
            .filter(|(_, e)| matches!(e.kind, EventKind::Talk | EventKind::SmallTalk))
            .collect();
        let Some((id, last)) = talks.last() else { return Answer::of(&a.remember_no) };
        let count = talks.iter().map(|(_, e)| e.count).sum();
        Answer::of(&a.remember_met)
            .slot("when", grammar::ago(last.at, now))
            .slot("where", last.place.clone())
            .slot("times", grammar::times(count))
            .cite(*id)
    }

    pub(super) fn answer_like<'v>(&self, thing: &str, other: &Other, voice: &'v Voice) -> Answer<'v> {
        let a = &voice.answer;
        if ["me", "us"].contains(&thing) {
            return Answer::of(match self.affinity(&other.person) {
                10.. => &voice.heard_yes,
                ..=-10 => &voice.heard_no,
                _ => &voice.unknown,
            });
        }
        if let Some(person) = self.role.person_called(thing) {
            return self.opinion_of(thing, Some(person), other, a);
        }
        let topic = topic_of(&words(thing), &self.role.topics);
        let listed = |list: &[String]| list.iter().any(|t| Some(t) == topic.as_ref() || t == thing);
        let list = if listed(&self.role.persona.likes) {
            &a.like_yes
        } else if listed(&self.role.persona.dislikes) {
            &a.like_no
        } else {
            &a.like_unsure
        };
        Answer { topic, ..Answer::of(list).slot("topic", thing.to_owned()) }
    }

    pub(super) fn answer_opinion<'v>(
        &mut self,
        thing: &str,
        other: &Other,
        world: &dyn World,
        voice: &'v Voice,
    ) -> Answer<'v> {
        match self.role.person_called(thing) {
            Some(person) => self.opinion_of(thing, Some(person), other, &voice.answer),
            None => {
                let topic = topic_of(&words(thing), &self.role.topics).and_then(|t| voice.topics.get(&t));
                match topic {
                    Some(topic) => Answer::of(&topic.react).or(&topic.open),
                    None => self.answer_about(thing, thing, other, world, voice),
                }
            }
        }
    }

    fn opinion_of<'v>(&self, thing: &str, person: Option<Person>, other: &Other, a: &'v Answers) -> Answer<'v> {
        let person = person.unwrap_or_else(|| other.person.clone());
        if person == self.person() {
            return Answer::of(&a.who);
        }
        let relation = self.relations.get(&person);
        let list = match relation.map_or(0, |r| r.affinity) {
            15.. => &a.opinion_good,
            ..=-15 => &a.opinion_bad,
            _ => &a.opinion_none,
        };
        let about_them = person == other.person;
        let name = if about_them {
            "you".to_owned()
        } else {
            self.name_of_person(&person).unwrap_or_else(|| grammar::capital(thing))
        };
        let answer = Answer::of(list).slot("person", name);
        match relation.and_then(|r| r.are.clone()).filter(|_| !about_them) {
            Some(are) => answer.slot("are", are),
            None => answer.slot("are", String::new()),
        }
    }

    /// What is known of a thing or a person: a typed fact, told in this character's words.
    pub(super) fn answer_about<'v>(
        &mut self,
        thing: &str,
        text: &str,
        other: &Other,
        world: &dyn World,
        voice: &'v Voice,
    ) -> Answer<'v> {
        let name = bare(thing);
        if name == bare(&self.name) {
            return Answer::of(&voice.answer.who);
        }
        // Of the town as a whole one knows as many things as it has places.
        if ["town", "this town", "place", "village", "around here", "island"].contains(&name.as_str())
            && let Some(answer) = self.any_place_known(other, world, voice)
        {
            return answer;
        }
        let person = self.role.person_called(thing);
        let asked: Vec<String> = words(text).iter().map(|w| stem(w).to_owned()).collect();
        // "Who built the clock?" is better answered by the fact that has "built" in it.
        let hits = |relation: &str, object: &str| {
            let told = words(&format!("{relation} {object}"));
            told.iter().filter(|w| !is_stop(w) && asked.iter().any(|a| a == stem(w))).count()
        };
        let mut about: Vec<(std::cmp::Reverse<usize>, MemoryId, bool)> = self
            .memories
            .iter()
            .filter_map(|m| m.fact().filter(|f| f.to.is_none()).map(|f| (m, f)))
            .filter_map(|(m, f)| {
                let fits = match &f.subject {
                    Subject::Thing(subject) => {
                        let subject = bare(subject);
                        subject == name
                            || subject.split(' ').any(|w| w == name)
                            || name.split(' ').any(|w| w == subject)
                    }
                    Subject::Person(p) => Some(p) == person.as_ref() && (!p.is_player() || *p == other.person),
                    Subject::Me => false,
                };
                fits.then(|| (std::cmp::Reverse(hits(&f.relation, &f.object)), m.id, m.used.is_some()))
            })
            .collect();
        about.sort_by_key(|(hits, id, used)| (*hits, *used, self.memories.get(*id).and_then(|m| m.used), *id));
        if let Some((_, id, _)) = about.first()
            && let Some(answer) = self.tell(*id, other, voice)
        {
            return answer;
        }
        if let Some(person) = person {
            return self.opinion_of(thing, Some(person), other, &voice.answer);
        }
        if let Some(answer) = self.answer_from_memory(thing, other, world, voice) {
            return answer;
        }
        if let Some(topic) = topic_of(&words(thing), &self.role.topics)
            && let Some(lines) = voice.topics.get(&topic)
        {
            return Answer { topic: Some(topic), ..Answer::of(&lines.react).or(&lines.open).or(&lines.follow) };
        }
        if let Some(found) = world.where_is(&name) {
            return Answer::of(&voice.answer.where_known).slot("thing", found.thing).slot("where", found.place);
        }
        // Lines that ask back speak of one thing; "the ghosts" are many.
        let many = name.ends_with('s') && !name.ends_with("ss");
        if name.chars().count() <= 12 && !name.is_empty() && !many {
            return Answer::of(&voice.unknown_word).slot("word", as_asked(text, thing)).or(&voice.unknown);
        }
        Answer::of(&voice.unknown)
    }

    /// Of everything known of the town's places, what was told longest ago and can be told without being asked for.
    fn any_place_known<'v>(&self, other: &Other, world: &dyn World, voice: &'v Voice) -> Option<Answer<'v>> {
        let known = self.memories.iter().filter(|m| {
            m.fact().is_some_and(|fact| {
                let Subject::Thing(thing) = &fact.subject else { return false };
                let named = bare(thing);
                let told = fact.say.as_ref().is_none_or(|say| say.to_lowercase().contains(&named));
                fact.to.is_none() && told && world.where_is(&named).is_some()
            })
        });
        self.tell(known.min_by_key(|m| (m.used, m.id))?.id, other, voice)
    }

    fn tell<'v>(&self, id: MemoryId, other: &Other, voice: &'v Voice) -> Option<Answer<'v>> {
        let fact = self.memories.get(id)?.fact()?;
        let words = self.fact_in_words(fact, Some(&other.person))?;
        let mut answer = Answer::of(&voice.answer.tell).slot("fact", words).cite(id);
        answer.own_words.clone_from(&fact.say);
        Some(answer)
    }

    /// The fact that answers best, when one answers at all. Nothing a player told is passed on to others.
    pub(super) fn answer_from_memory<'v>(
        &self,
        text: &str,
        other: &Other,
        world: &dyn World,
        voice: &'v Voice,
    ) -> Option<Answer<'v>> {
        let query = Query::new(&[text], Some(&other.person), world.now());
        let found = self.memories.find(&query, 4).into_iter().find(|f| {
            let private = |m: &crate::memory::Memory| {
                m.fact().is_none_or(|f| matches!(&f.subject, Subject::Person(p) if p.is_player() && *p != other.person))
            };
            f.score.relevance >= ONE * 45 / 100 / 2 && self.memories.get(f.id).is_some_and(|m| !private(m))
        })?;
        self.tell(found.id, other, voice)
    }
}

/// What was asked about as it is asked back: "the mayor", "a whale", "your brother", "bread".
fn as_asked(text: &str, thing: &str) -> String {
    let said = words(text).join(" ");
    let after = |article: &str| format!(" {said} ").contains(&format!(" {article} {thing} "));
    let written = as_written(text, thing);
    match () {
        () if after("the") => format!("the {written}"),
        () if after("my") || after("our") => format!("your {written}"),
        () if after("your") => format!("my {written}"),
        () if after("a") || after("an") => grammar::with_article(&written),
        () => written,
    }
}
