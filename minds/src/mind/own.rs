//! A character's own turn: to begin, to break a silence, to finish what was cut short, to say goodbye.

use std::sync::Arc;

use super::Mind;
use super::relation::FRIEND;
use super::speech::{Draft, Line, TalkContext};
use crate::people::Other;
use crate::talk::TurnWhy;
use crate::town::World;
use crate::voice::Lines;
use shared::dice::Dice;

impl Mind {
    /// Says something of its own; never nothing.
    pub fn next_line(&mut self, talk: &TalkContext<'_>, world: &dyn World, dice: &mut Dice) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let last = talk.last.map(|heard| heard.from);
        let other: Option<&Other> = last.or_else(|| talk.others.first());
        let Some(other) = other else {
            return self.line(&[&voice.openers], Draft::default(), "alone", None, world, dice);
        };
        match talk.why {
            TurnWhy::Opening => {
                if other.person.is_player() || dice.chance(60) {
                    return self.greet(other, world, dice);
                }
                self.small_talk(other, world, dice)
            }
            TurnWhy::Addressed => match talk.last {
                Some(heard) => self.reply(heard, world, dice),
                None => self.small_talk(other, world, dice),
            },
            TurnWhy::Interrupted => match talk.last {
                Some(heard) if dice.chance(50) => self.reply(heard, world, dice),
                _ => self.line(&[&voice.interrupted], Draft::default(), "interrupted", Some(other), world, dice),
            },
            TurnWhy::Closing => {
                let friend = self.affinity(&other.person) >= FRIEND;
                let lists: &[&Lines] =
                    if friend { &[&voice.goodbye_friend, &voice.goodbye] } else { &[&voice.goodbye] };
                let draft = Draft { closes: true, ..Draft::default() };
                self.line(lists, draft, "goodbye", Some(other), world, dice)
            }
            TurnWhy::Silence => {
                if dice.chance(60)
                    && let Some(line) = self.storylet_line(talk.me, talk.others, world, dice)
                {
                    return line;
                }
                if dice.chance(50) {
                    return self.small_talk(other, world, dice);
                }
                self.line(&[&voice.silence, &voice.openers], Draft::default(), "silence", Some(other), world, dice)
            }
            TurnWhy::Open => self.open_turn(talk, other, world, dice),
        }
    }

    fn open_turn(&mut self, talk: &TalkContext<'_>, other: &Other, world: &dyn World, dice: &mut Dice) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        if let Some(topic) = self.topic.clone()
            && let Some(lines) = voice.topics.get(&topic).filter(|_| dice.chance(65))
        {
            let draft = Draft::default().about(Some(topic));
            return self.line(&[&lines.follow, &lines.react, &lines.open], draft, "topic", Some(other), world, dice);
        }
        if dice.chance(40)
            && let Some(line) = self.storylet_line(talk.me, talk.others, world, dice)
        {
            return line;
        }
        if dice.chance(40)
            && let Some(news) = self.fresh_news(other, world)
        {
            let answer = self.news_answer(news, other, world, &voice.answer);
            let draft =
                Draft { extra: answer.slots, memories: answer.memories, tells: answer.tells, ..Draft::default() };
            return self.line(&answer.lists, draft, "news", Some(other), world, dice);
        }
        self.small_talk(other, world, dice)
    }
}
