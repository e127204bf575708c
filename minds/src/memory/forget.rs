//! Forgetting: small talk and old news make room; of several forgotten talks one counted line stays.

use super::{Event, EventKind, Memories, Memory, MemoryId, Source, What};
use crate::people::Person;

/// Most memories a mind keeps; facts are never forgotten for lack of room until they alone fill it.
pub const CAPACITY: usize = 400;
/// How many go at once, so that forgetting is rare.
const MAKE_ROOM: usize = 40;

impl Memories {
    /// Drops the dullest memories when there are too many.
    pub(super) fn forget_dull(&mut self) {
        if self.all.len() <= CAPACITY {
            return;
        }
        let newest = MemoryId(self.next.saturating_sub(1));
        let mut dull: Vec<(u32, MemoryId)> =
            self.all.values().filter(|m| m.id != newest).map(|m| (staying_power(m), m.id)).collect();
        dull.sort_unstable();
        for (_, id) in dull.into_iter().take(MAKE_ROOM) {
            if let Some(memory) = self.all.remove(&id) {
                self.changed.push(id);
                if let What::Event(event) = memory.what {
                    self.count_instead(event);
                }
            }
        }
    }

    /// Keeps the number: "talked with Ana four times, mostly about chess" is worth one memory.
    fn count_instead(&mut self, event: Event) {
        let [person] = event.who.as_slice() else { return };
        if !matches!(event.kind, EventKind::Talk | EventKind::SmallTalk) {
            return;
        }
        let summary =
            self.all.values_mut().find(|m| m.event().is_some_and(|e| is_summary_of(e, person, event.topic.as_deref())));
        if let Some(memory) = summary {
            let id = memory.id;
            if let What::Event(kept) = &mut memory.what {
                kept.count += event.count;
                kept.at = kept.at.max(event.at);
            }
            self.changed.push(id);
        } else if event.kind == EventKind::Talk {
            let count = event.count.max(1);
            let text =
                event.topic.as_deref().map_or_else(|| "we talked".to_owned(), |t| format!("we talked about {t}"));
            let summary = Event { text, count: count + 1, source: Source::Lived, ..event };
            self.add(What::Event(summary), 6);
        }
    }
}

fn is_summary_of(event: &Event, person: &Person, topic: Option<&str>) -> bool {
    event.kind == EventKind::Talk
        && event.count > 1
        && event.who.as_slice() == [person.clone()]
        && event.topic.as_deref() == topic
}

/// What is forgotten last has the highest number.
fn staying_power(memory: &Memory) -> u32 {
    let at = memory.at().0 / 60;
    let weight = u32::from(memory.importance) * 48;
    match &memory.what {
        // What is not true any more goes first among facts.
        What::Fact(fact) if fact.to.is_some() => at + weight,
        What::Fact(_) => u32::MAX / 2 + at,
        What::Event(event) if event.count > 1 => u32::MAX / 4 + event.count,
        What::Event(_) => at + weight,
    }
}
