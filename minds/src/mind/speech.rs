//! What a mind hears and says, and how it chooses words it has not used lately.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
use shared::ids::{BodyId, Key};

use super::Mind;
use super::fill::Fill;
use crate::memory::MemoryId;
use crate::mood::{Mood, tone};
use crate::people::Other;
use crate::talk::TurnWhy;
use crate::town::{TownEffect, World, WorldEvent};
use crate::voice::Lines;
use crate::words::MAX_SPOKEN;
use crate::words::template::render;
use shared::dice::{Dice, hash};

/// A line that somebody said.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// Who said it.
    pub from: &'a Other,
    /// The words.
    pub text: &'a str,
    /// To whom.
    pub to: Option<BodyId>,
    /// The body of the one who hears it.
    pub me: BodyId,
    /// What it passes on, when a character told news.
    pub tells: Option<&'a WorldEvent>,
    /// What it is about, when its speaker is a character and said so.
    pub topic: Option<&'a str>,
}

/// A character's own turn.
#[derive(Debug, Clone, Copy)]
pub struct TalkContext<'a> {
    /// Its body.
    pub me: BodyId,
    /// The other members.
    pub others: &'a [Other],
    /// Why it has the word.
    pub why: TurnWhy,
    /// The last line of somebody else.
    pub last: Option<&'a Heard<'a>>,
    /// Lines spoken so far.
    pub lines: u32,
}

/// A line to be spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The words, 1 to 90 characters.
    pub text: String,
    /// The mood it is said in.
    pub mood: Mood,
    /// To whom.
    pub to: Option<BodyId>,
    /// What the character thinks while saying it; private.
    pub thought: String,
    /// What it is about.
    pub topic: Option<String>,
    /// Whether it says goodbye.
    pub closes: bool,
    /// The memories it cites; each exists and is true.
    pub memory_used: Vec<MemoryId>,
    /// Which rule made it, for whoever wants to look behind.
    pub why: String,
    /// News it passes on; give it to those who hear the line.
    pub tells: Option<WorldEvent>,
    /// What it changes in the town.
    pub effects: Vec<TownEffect>,
}

/// A conversation that is over, for one who was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The others.
    pub others: Vec<Other>,
    /// When it ended.
    pub at: TownTime,
    /// The nearest place in words: "the fountain".
    pub place: String,
    /// The scene in words: "the plaza".
    pub scene: String,
    /// Its key.
    pub scene_key: Key,
    /// What it was about last; what the mind itself heard counts when this is empty.
    pub topic: Option<String>,
    /// Lines spoken in it.
    pub lines: u32,
}

/// A line in the making: where its words come from and what it cites.
#[derive(Default)]
pub(super) struct Draft {
    pub extra: Vec<(&'static str, String)>,
    pub memories: Vec<MemoryId>,
    pub topic: Option<String>,
    pub closes: bool,
    pub tells: Option<WorldEvent>,
    pub effects: Vec<TownEffect>,
}

impl Draft {
    pub fn with(mut self, slot: &'static str, words: impl Into<String>) -> Self {
        self.extra.push((slot, words.into()));
        self
    }

    pub fn citing(mut self, memory: MemoryId) -> Self {
        self.memories.push(memory);
        self
    }

    pub fn about(mut self, topic: Option<String>) -> Self {
        self.topic = topic;
        self
    }
}

impl Mind {
    /// Words from the first of these lists that has any to offer; of a list, the least recently used that is not a repeat.
    pub(super) fn choose(
        &mut self,
        lists: &[&Lines],
        extra: &[(&'static str, String)],
        other: Option<&Other>,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Option<String> {
        let fresh = lists.iter().find_map(|list| self.choose_from(list, extra, other, world, dice, &[]));
        let chosen = fresh.or_else(|| {
            // Everything was said lately: begin differently.
            let role = std::sync::Arc::clone(&self.role);
            lists.iter().find_map(|list| self.choose_from(list, extra, other, world, dice, &role.persona.voice.leads))
        });
        let (text, template) = chosen?;
        self.remember_words(&text, &template);
        Some(text)
    }

    /// A line of the list and the template it came from; `leads` are put before it.
    fn choose_from(
        &mut self,
        list: &Lines,
        extra: &[(&'static str, String)],
        other: Option<&Other>,
        world: &dyn World,
        dice: &mut Dice,
        leads: &[String],
    ) -> Option<(String, Vec<u32>)> {
        let order = self.least_used(list, dice);
        let leading = self.least_used(leads, dice);
        let mut fill = Fill { mind: self, world, other, extra };
        let mut last_way_out = None;
        for template in &order {
            // A template with choices may come out differently when tried again.
            for _ in 0..if template.contains('[') { 3 } else { 1 } {
                let Some(text) = render(template, &mut |slot| fill.slot(slot), dice) else { break };
                if text.chars().count() > MAX_SPOKEN || text.is_empty() {
                    break;
                }
                if leads.is_empty() {
                    if !self.said_lately(&text) {
                        return Some((text, vec![hash(template)]));
                    }
                    continue;
                }
                for lead in &leading {
                    let led = format!("{lead} {}", fill.mind.after_lead(lead, &text, other));
                    if led.chars().count() <= MAX_SPOKEN && !self.said_lately(&led) {
                        return Some((led, vec![hash(template), hash(lead)]));
                    }
                }
                last_way_out = last_way_out.or(Some((text, vec![hash(template)])));
            }
        }
        last_way_out
    }

    /// A lead that ends a sentence leaves the capital; one that goes on doesn't, unless a name begins what follows.
    fn after_lead<'a>(&self, lead: &str, text: &'a str, other: Option<&Other>) -> Cow<'a, str> {
        let ends = lead.trim_end().ends_with(['.', '!', '?', '…']);
        let first = first_word(text);
        let mine = first == "I" || first == self.name || other.is_some_and(|o| first_word(&self.name_of(o)) == first);
        if ends || first.is_empty() || mine || self.role.persona.voice.is_name(first) {
            return Cow::Borrowed(text);
        }
        let mut letters = text.chars();
        letters.next().map_or(Cow::Borrowed(text), |c| Cow::Owned(c.to_lowercase().chain(letters).collect()))
    }

    pub(super) fn said_lately(&self, text: &str) -> bool {
        self.habits.said_lately(text)
    }

    /// The templates in the order of their last use; the dice decide between those never used.
    fn least_used<'a>(&self, list: &'a [String], dice: &mut Dice) -> Vec<&'a String> {
        let mut order: Vec<(u32, u32, &String)> =
            list.iter().map(|t| (self.habits.last_use(t), dice.below(1 << 16), t)).collect();
        order.sort_unstable_by_key(|(used, luck, _)| (*used, *luck));
        order.into_iter().map(|(_, _, t)| t).collect()
    }

    pub(super) fn remember_words(&mut self, text: &str, templates: &[u32]) {
        self.habits.chose(templates);
        self.habits.spoke(text);
    }

    /// Puts a line together; there is always one.
    pub(super) fn line(
        &mut self,
        lists: &[&Lines],
        draft: Draft,
        why: &str,
        other: Option<&Other>,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Line {
        let role = std::sync::Arc::clone(&self.role);
        let chosen = self.choose(lists, &draft.extra, other, world, dice);
        let fits = chosen.is_some();
        let text = chosen
            .or_else(|| self.choose(&[&role.persona.voice.unknown, &role.persona.voice.leads], &[], other, world, dice))
            .unwrap_or_else(|| "Hm.".to_owned());
        // Words that were replaced cite nothing and pass nothing on.
        let draft = if fits { draft } else { Draft { closes: draft.closes, ..Draft::default() } };
        self.spoken(text, draft, why, other, world, dice)
    }

    /// A line of words that are chosen already.
    pub(super) fn spoken(
        &mut self,
        text: String,
        draft: Draft,
        why: &str,
        other: Option<&Other>,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Line {
        let now = world.now();
        for memory in &draft.memories {
            self.memories.mark_used(*memory, now);
        }
        if draft.topic.is_some() {
            self.topic.clone_from(&draft.topic);
        }
        Line {
            text,
            mood: self.mood(now),
            to: other.map(|o| o.body),
            thought: self.thought(other, world, dice),
            topic: draft.topic,
            closes: draft.closes,
            memory_used: draft.memories,
            why: why.to_owned(),
            tells: draft.tells,
            effects: draft.effects,
        }
    }

    /// A short private thought in the mood of the moment.
    fn thought(&mut self, other: Option<&Other>, world: &dyn World, dice: &mut Dice) -> String {
        let role = std::sync::Arc::clone(&self.role);
        let thoughts = &role.persona.voice.thoughts;
        let list = match tone(self.mood(world.now())) {
            1 => &thoughts.good,
            -1 => &thoughts.bad,
            _ => &thoughts.calm,
        };
        let order = self.least_used(list, dice);
        let mut fill = Fill { mind: self, world, other, extra: &[] };
        let found =
            order.into_iter().find_map(|t| render(t, &mut |slot| fill.slot(slot), dice).map(|text| (text, hash(t))));
        let Some((text, template)) = found else { return String::new() };
        self.habits.chose(&[template]);
        text
    }
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        assert_eq!(first_word("Tom, look!"), "Tom");
        assert_ne!(first_word("To the pond"), first_word("Tom"));
        assert_eq!(first_word("Zoë's kite"), "Zoë");
        assert_eq!((first_word("…"), first_word("")), ("", ""));
    }
}
