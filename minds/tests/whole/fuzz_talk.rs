//! 100,000 random conversations, checked after every step: nobody waits for ever, nobody talks over anybody.

use std::collections::{BTreeMap, BTreeSet};

use minds::Dice;
use minds::talk::{Conversation, EndWhy, LeaveWhy, MAX_MEMBERS, Member, Said, TalkFact, TalkRejection, TurnWhy};
use shared::ids::{BodyId, ConversationId};

const CONVERSATIONS: u64 = 100_000;
/// No conversation waits longer than this without anything to do next, in milliseconds.
const LONGEST_WAIT: u64 = 100_000;

/// What an onlooker believes, from the facts alone.
#[derive(Default)]
struct Onlooker {
    here: BTreeSet<BodyId>,
    characters: BTreeSet<BodyId>,
    turn: Option<BodyId>,
    speaking: Option<(BodyId, u64)>,
    waits: BTreeMap<BodyId, (u32, u32)>,
    addressed: u64,
    answered: u64,
    open: BTreeMap<BodyId, BodyId>,
    ended: Option<EndWhy>,
    spoken: u32,
}

impl Onlooker {
    fn see(&mut self, facts: &[TalkFact], now: u64) {
        for fact in facts {
            assert!(self.ended.is_none(), "{fact:?} after the end");
            match fact {
                TalkFact::Joined { who } => {
                    assert!(self.here.insert(*who), "joined twice");
                    self.waits.insert(*who, (0, 0));
                }
                TalkFact::Left { who, .. } => {
                    self.here.remove(who);
                    assert_ne!(self.turn, Some(*who), "left with the turn");
                    self.speaking = self.speaking.filter(|(speaker, _)| speaker != who);
                    // Nobody is there any more to answer, or to be answered.
                    if self.open.remove(who).is_some() {
                        self.addressed -= 1;
                    }
                    let gone: Vec<BodyId> = self.open.iter().filter(|(_, by)| *by == who).map(|(c, _)| *c).collect();
                    for character in gone {
                        self.open.remove(&character);
                        self.addressed -= 1;
                    }
                }
                TalkFact::TurnGiven { who, script, why, .. } => {
                    assert!(self.here.contains(who) && self.characters.contains(who), "a turn for who isn't there");
                    assert!(self.turn.is_none() || (self.turn == Some(*who) && script.is_some()), "two turns at once");
                    assert!(self.speaking.is_none_or(|(_, until)| until <= now), "a turn while somebody speaks");
                    let again = self.turn == Some(*who);
                    self.turn = Some(*who);
                    let members = u32::try_from(self.here.len()).unwrap_or(0);
                    for (waiting, (turns, most)) in &mut self.waits {
                        *most = (*most).max(members);
                        if waiting == who {
                            (*turns, *most) = (0, members);
                        } else if !again && *why != TurnWhy::Closing {
                            *turns += 1;
                            let waits = self.here.contains(waiting) && self.characters.contains(waiting);
                            assert!(!waits || *turns <= 2 * *most, "{waiting} waits {turns} turns among {most}");
                        }
                    }
                }
                TalkFact::TurnLost { who } => {
                    assert_eq!(self.turn, Some(*who), "lost a turn it didn't have");
                    self.turn = None;
                }
                TalkFact::Spoke { who, to, show_ms, .. } => {
                    assert!(self.here.contains(who), "an orphan line");
                    if self.characters.contains(who) {
                        assert_eq!(self.turn.take(), Some(*who), "a character out of turn");
                        assert!(self.speaking.is_none_or(|(_, until)| until <= now), "two speak at once");
                        if self.open.remove(who).is_some() {
                            self.answered += 1;
                        }
                    } else {
                        assert!(self.turn.is_none(), "the turn was not taken back");
                    }
                    self.speaking = Some((*who, now + u64::from(*show_ms)));
                    self.spoken += 1;
                    if let Some(to) = to.filter(|to| self.characters.contains(to) && self.here.contains(to)) {
                        assert_ne!(to, *who);
                        if self.open.insert(to, *who).is_none() {
                            self.addressed += 1;
                        }
                    }
                }
                TalkFact::Interrupted { who, by } => {
                    assert!(self.speaking.is_some_and(|(s, _)| s == *who) && self.here.contains(by));
                    assert!(!self.characters.contains(by), "only players cut in");
                    self.speaking = None;
                }
                TalkFact::Ended { why } => {
                    assert!(self.turn.is_none(), "ended with a turn given");
                    self.addressed -= self.open.len() as u64;
                    self.open.clear();
                    self.ended = Some(*why);
                }
                TalkFact::Invited { .. }
                | TalkFact::TailDropped { .. }
                | TalkFact::SceneDone
                | TalkFact::Typing { .. }
                | TalkFact::Silence => {}
            }
        }
    }
}

fn somebody(dice: &mut Dice, id: u32, eyes: &mut Onlooker) -> Member {
    let who = BodyId(id);
    if dice.chance(35) {
        return Member::player(who);
    }
    eyes.characters.insert(who);
    Member::character(who, u8::try_from(dice.below(101)).unwrap_or(0), vec!["chess".to_owned()])
}

/// Plays one conversation to its end and returns (addressed, answered, lines, longest pause).
fn play(seed: u64) -> (u64, u64, u32, EndWhy) {
    let mut dice = Dice::new(seed);
    let mut eyes = Onlooker::default();
    let mut now = dice.roll() % 1_000_000;
    let (a, b) = (somebody(&mut dice, 1, &mut eyes), somebody(&mut dice, 2, &mut eyes));
    let mut people = vec![a.who, b.who];
    // Some conversations run undisturbed, so that addressed characters have their chance to answer in all of them.
    let wild = dice.below(3);
    let (mut talk, facts) = Conversation::open(ConversationId(seed), a.clone(), b.clone(), now);
    eyes.see(&facts, now);
    for who in [a.who, b.who] {
        let facts = if dice.chance(97) { talk.accept(who, now) } else { talk.refuse(who, now) };
        eyes.see(&facts, now);
        if dice.chance(97) {
            let facts = talk.arrived(who, now);
            eyes.see(&facts, now);
        }
    }
    let mut steps = 0;
    while talk.ended().is_none() {
        steps += 1;
        assert!(steps < 4_000, "seed {seed} never ends: {talk:?}");
        let Some(wake) = talk.next_wake() else { panic!("seed {seed} sleeps for ever") };
        assert!(wake > now, "seed {seed} would spin at {now}: {talk:?}");
        assert!(wake <= now + LONGEST_WAIT, "seed {seed} waits {} ms", wake - now);
        // The onlooker and the machine agree.
        let members: BTreeSet<BodyId> = talk.members().into_iter().collect();
        assert_eq!(members, eyes.here, "seed {seed}");
        // Players grow tired, so that every conversation comes to an end.
        let tired = steps > 120;
        if let Some(who) = eyes.turn
            && dice.chance(99)
        {
            let scene: Vec<(BodyId, String)> = (0..4 + dice.below(5))
                .filter_map(|i| dice.pick(&people).map(|p| (*p, format!("scene {seed} {i}"))))
                .collect();
            if dice.chance(20) {
                let facts = talk.perform(scene, now);
                eyes.see(&facts, now);
            }
            let to = if dice.chance(60) { dice.pick(&people).copied() } else { None };
            let text = if dice.chance(3) {
                "again".to_owned()
            } else {
                format!("line {steps}{}", if dice.chance(30) { "?" } else { "" })
            };
            let said = Said { who, text: &text, to, closes: dice.chance(3), topic: dice.chance(30).then_some("chess") };
            let facts = talk.line(said, now).unwrap_or_else(|why| panic!("seed {seed}: refused {why}"));
            eyes.see(&facts, now);
            continue;
        }
        let who = dice.pick(&people).copied().unwrap_or_default();
        let fact = match dice.below(if wild == 0 { 40 } else { 14 }) {
            0 if !tired && people.len() < MAX_MEMBERS + 2 => {
                let next = somebody(&mut dice, 10 + u32::try_from(people.len()).unwrap_or(0), &mut eyes);
                let id = next.who;
                match talk.join(next, now) {
                    Ok(mut facts) => {
                        people.push(id);
                        if dice.chance(80) {
                            facts.extend(talk.arrived(id, now));
                        }
                        facts
                    }
                    Err(why) => {
                        assert!(why == TalkRejection::Full || why == TalkRejection::Ended);
                        eyes.characters.remove(&id);
                        Vec::new()
                    }
                }
            }
            1 if dice.chance(30) => {
                talk.leave(who, if dice.chance(50) { LeaveWhy::Walked } else { LeaveWhy::Vanished }, now)
            }
            2 => talk.typing(who, dice.chance(80), now),
            // A line of anybody at any moment: whoever may not speak is refused and nothing changes.
            3 | 4 if !tired => {
                let text = format!("words {steps}?");
                let to = dice.pick(&people).copied();
                let allowed = eyes.here.contains(&who) && (!eyes.characters.contains(&who) || eyes.turn == Some(who));
                let result = talk.line(Said { to, ..Said::new(who, &text) }, now);
                assert!(allowed || result.is_err(), "seed {seed}: {who} spoke and may not");
                result.unwrap_or_default()
            }
            5 => {
                let stranger = BodyId(999);
                assert_eq!(
                    talk.line(Said::new(stranger, "hello"), now),
                    Err(if talk.ended().is_some() { TalkRejection::Ended } else { TalkRejection::NotAMember })
                );
                Vec::new()
            }
            6 => talk.arrived(who, now),
            7 => {
                assert!(talk.line(Said::new(who, " "), now).is_err());
                Vec::new()
            }
            8 => {
                now += u64::from(dice.below(9_000));
                talk.tick(now)
            }
            _ => {
                now = wake.max(now);
                talk.tick(now)
            }
        };
        eyes.see(&fact, now);
    }
    assert_eq!(talk.ended(), eyes.ended);
    (eyes.addressed, eyes.answered, eyes.spoken, talk.ended().unwrap_or(EndWhy::Alone))
}

#[test]
fn a_hundred_thousand_conversations_keep_their_order() {
    let (mut addressed, mut answered, mut lines) = (0, 0, 0u64);
    let mut ends: BTreeMap<EndWhy, u32> = BTreeMap::new();
    for seed in 0..CONVERSATIONS {
        let (a, b, spoken, why) = play(seed);
        addressed += a;
        answered += b;
        lines += u64::from(spoken);
        *ends.entry(why).or_default() += 1;
    }
    let share = 100 * answered / addressed.max(1);
    assert!(share >= 95, "{answered} of {addressed} addressed characters answered");
    assert!(lines > 10 * CONVERSATIONS / 4, "only {lines} lines");
    // Every way to end was met.
    assert_eq!(ends.len(), 6, "{ends:?}");
}
