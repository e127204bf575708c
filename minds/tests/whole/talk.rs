//! What a conversation does in plain cases, and what holds for any sequence of calls.

use minds::talk::{
    Conversation, EndWhy, INVITE_MS, LeaveWhy, MAX_MEMBERS, Member, REPLY_DEADLINE_MS, SILENCE_MS, Said, TalkFact,
    TalkRejection, TurnWhy, speaking_ms,
};
use proptest::prelude::*;
use shared::ids::{BodyId, ConversationId};

const ANA: BodyId = BodyId(1);
const PIP: BodyId = BodyId(2);
const BELA: BodyId = BodyId(3);
const TOM: BodyId = BodyId(4);

fn character(who: BodyId) -> Member {
    Member::character(who, 50, vec!["chess".into()])
}

/// A conversation in which everybody is here already, at time 0.
fn begun(a: Member, b: Member) -> (Conversation, Vec<TalkFact>) {
    let (who_a, who_b) = (a.who, b.who);
    let (mut talk, _) = Conversation::open(ConversationId(3), a, b, 0);
    talk.accept(who_b, 0);
    talk.arrived(who_a, 0);
    let facts = talk.arrived(who_b, 0);
    (talk, facts)
}

fn given(facts: &[TalkFact]) -> Option<(BodyId, TurnWhy)> {
    facts.iter().find_map(|f| if let TalkFact::TurnGiven { who, why, .. } = f { Some((*who, *why)) } else { None })
}

fn told(mut facts: Vec<TalkFact>, expected: &TalkFact) -> Vec<TalkFact> {
    assert!(facts.contains(expected), "{expected:?} is not in {facts:?}");
    facts.retain(|f| f != expected);
    facts
}

#[test]
fn the_character_greets_the_player_at_once() {
    let (talk, facts) = begun(Member::player(ANA), character(PIP));
    assert_eq!(given(&facts), Some((PIP, TurnWhy::Opening)));
    assert_eq!(talk.turn(), Some(PIP));
    let (_, facts) = begun(character(PIP), Member::player(ANA));
    assert_eq!(given(&facts), Some((PIP, TurnWhy::Opening)));
}

#[test]
fn an_invitation_lapses_or_is_refused() {
    let (mut talk, _) = Conversation::open(ConversationId(1), character(PIP), character(BELA), 0);
    assert_eq!(talk.tick(INVITE_MS - 1), []);
    let facts = told(talk.tick(INVITE_MS), &TalkFact::Left { who: BELA, why: LeaveWhy::NoAnswer });
    told(facts, &TalkFact::Ended { why: EndWhy::NotBegun });
    let (mut talk, _) = Conversation::open(ConversationId(1), character(PIP), character(BELA), 0);
    told(talk.refuse(BELA, 10), &TalkFact::Ended { why: EndWhy::NotBegun });
}

#[test]
fn the_one_spoken_to_answers_when_the_line_has_been_said() {
    let (mut talk, _) = begun(Member::player(ANA), character(PIP));
    talk.line(Said::new(PIP, "Ana!"), 100).expect("its turn");
    let asked = talk.line(Said::new(ANA, "Is it broken?"), 5_000).expect("players speak when they like");
    assert_eq!(given(&asked), None, "not before the words are spoken");
    let due = 5_000 + speaking_ms("Is it broken?");
    assert_eq!(given(&talk.tick(due - 1)), None);
    assert_eq!(given(&talk.tick(due)), Some((PIP, TurnWhy::Addressed)));
}

#[test]
fn a_player_cuts_in_and_the_scene_ends_there() {
    let (mut talk, _) = begun(character(PIP), character(BELA));
    let scene = vec![(PIP, "Damp.".to_owned()), (BELA, "Only dew.".to_owned()), (PIP, "Creeping rain.".to_owned())];
    let facts = talk.perform(scene, 1);
    assert!(
        matches!(facts.as_slice(), [TalkFact::TurnGiven { who: PIP, script: Some(text), .. }] if text == "Damp."),
        "{facts:?}"
    );
    talk.line(Said::new(PIP, "Damp."), 1).expect("its turn");
    talk.join(Member::player(ANA), 10).expect("room for her");
    talk.arrived(ANA, 20);
    let facts = talk.line(Said::new(ANA, "Hello!"), 30).expect("she speaks");
    let facts = told(facts, &TalkFact::Interrupted { who: PIP, by: ANA });
    told(facts, &TalkFact::TailDropped { lines: 2 });
}

#[test]
fn a_scene_is_performed_to_its_end_and_they_part() {
    let (mut talk, _) = begun(character(PIP), character(BELA));
    let words = ["One.", "Two.", "Three.", "Four."];
    let scene = words.iter().enumerate().map(|(i, w)| (if i % 2 == 0 { PIP } else { BELA }, (*w).to_owned())).collect();
    let mut facts = talk.perform(scene, 0);
    let (mut now, mut spoken, mut done) = (0, Vec::new(), false);
    for _ in 0..40 {
        for fact in std::mem::take(&mut facts) {
            match fact {
                TalkFact::TurnGiven { who, script, why, .. } => {
                    let text = script.unwrap_or_else(|| format!("Bye from {who}."));
                    assert!(spoken.len() >= 4 || why != TurnWhy::Closing);
                    facts.extend(talk.line(Said::new(who, &text), now).expect("its turn"));
                    spoken.push(text);
                }
                TalkFact::SceneDone => done = true,
                TalkFact::Ended { why } => {
                    assert_eq!((why, spoken.len(), done), (EndWhy::Count, 6, true));
                    assert_eq!(spoken[..4], words);
                    return;
                }
                _ => {}
            }
        }
        if facts.is_empty() {
            now = talk.next_wake().expect("it goes on");
            facts = talk.tick(now);
        }
    }
    panic!("no end: {spoken:?}");
}

#[test]
fn leaving_in_the_middle_of_a_sentence_frees_the_word() {
    let (mut talk, _) = begun(character(PIP), character(BELA));
    talk.join(character(TOM), 0).expect("room");
    talk.arrived(TOM, 0);
    talk.line(Said::new(PIP, "A long sentence that nobody will hear to its end."), 10).expect("its turn");
    let facts = told(talk.leave(PIP, LeaveWhy::Vanished, 20), &TalkFact::Left { who: PIP, why: LeaveWhy::Vanished });
    assert!(given(&facts).is_some_and(|(who, _)| who != PIP), "{facts:?}");
    assert_eq!(talk.line(Said::new(PIP, "…and another thing"), 30), Err(TalkRejection::NotAMember));
}

#[test]
fn silence_is_broken_and_at_last_left_alone() {
    let (mut talk, _) = begun(Member::player(ANA), character(PIP));
    talk.line(Said::new(PIP, "Ana!"), 0).expect("its turn");
    let spoken = speaking_ms("Ana!");
    assert_eq!(talk.tick(spoken + SILENCE_MS - 1), []);
    let facts = told(talk.tick(spoken + SILENCE_MS), &TalkFact::Silence);
    assert_eq!(given(&facts), Some((PIP, TurnWhy::Silence)));
    // While she types, nobody talks into it.
    talk.line(Said::new(PIP, "Quiet today."), spoken + SILENCE_MS).expect("its turn");
    let mut now = spoken + SILENCE_MS + 2_000;
    for _ in 0..20 {
        assert_eq!(given(&talk.typing(ANA, true, now)), None);
        now += 1_000;
    }
    let mut goodbyes = 0;
    while let Some(wake) = talk.next_wake() {
        now = wake;
        for fact in talk.tick(now) {
            if let TalkFact::TurnGiven { who, why, .. } = fact {
                goodbyes += u32::from(why == TurnWhy::Closing);
                talk.line(Said::new(who, &format!("at {now}")), now).expect("its turn");
            }
        }
    }
    assert_eq!((talk.ended(), goodbyes), (Some(EndWhy::Quiet), 1));
}

#[test]
fn a_character_that_has_no_words_in_time_loses_its_turn() {
    let (mut talk, _) = begun(character(PIP), character(BELA));
    let facts = told(talk.tick(REPLY_DEADLINE_MS), &TalkFact::TurnLost { who: PIP });
    assert!(given(&facts).is_some());
    assert_eq!(talk.line(Said::new(PIP, "Late."), REPLY_DEADLINE_MS).is_ok(), talk.turn() == Some(PIP));
}

#[test]
fn twelve_is_a_crowd() {
    let (mut talk, _) = begun(character(PIP), character(BELA));
    for n in 0..10 {
        talk.join(Member::player(BodyId(10 + n)), 0).expect("room");
    }
    assert_eq!(talk.everybody().len(), MAX_MEMBERS);
    assert_eq!(talk.join(Member::player(ANA), 0), Err(TalkRejection::Full));
    assert_eq!(talk.join(character(PIP), 0), Err(TalkRejection::AlreadyIn));
}

#[derive(Debug, Clone)]
enum Step {
    Wait(u64),
    Line(u8, Option<u8>),
    Typing(u8, bool),
    Join(u8, bool),
    Arrive(u8),
    Leave(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u64..9_000).prop_map(Step::Wait),
        4 => (0u8..14, prop::option::of(0u8..14)).prop_map(|(who, to)| Step::Line(who, to)),
        1 => (0u8..14, any::<bool>()).prop_map(|(who, on)| Step::Typing(who, on)),
        2 => (0u8..14, any::<bool>()).prop_map(|(who, player)| Step::Join(who, player)),
        2 => (0u8..14).prop_map(Step::Arrive),
        1 => (0u8..14).prop_map(Step::Leave),
    ]
}

proptest! {
    /// Whatever is called in whatever order: at most one has the word, only members speak, and the end is the end.
    #[test]
    fn any_sequence_of_calls_keeps_order(steps in prop::collection::vec(step(), 1..80)) {
        let body = |n: u8| BodyId(u32::from(n));
        let (mut talk, _) = Conversation::open(ConversationId(9), Member::player(body(0)), character(body(1)), 0);
        talk.accept(body(1), 0);
        let (mut now, mut ended) = (0, false);
        for step in steps {
            let members = talk.members();
            let facts = match step {
                Step::Wait(ms) => { now += ms; talk.tick(now) }
                Step::Line(who, to) => {
                    let said = Said { to: to.map(body), ..Said::new(body(who), "words") };
                    match talk.line(said, now) {
                        Ok(facts) => { prop_assert!(members.contains(&body(who))); facts }
                        Err(_) => Vec::new(),
                    }
                }
                Step::Typing(who, on) => talk.typing(body(who), on, now),
                Step::Join(who, player) => {
                    let member = if player { Member::player(body(who)) } else { character(body(who)) };
                    talk.join(member, now).unwrap_or_default()
                }
                Step::Arrive(who) => talk.arrived(body(who), now),
                Step::Leave(who) => talk.leave(body(who), LeaveWhy::Walked, now),
            };
            prop_assert!(!ended || facts.is_empty(), "{facts:?} after the end");
            ended |= facts.iter().any(|f| matches!(f, TalkFact::Ended { .. }));
            prop_assert_eq!(ended, talk.ended().is_some());
            prop_assert!(talk.members().len() <= MAX_MEMBERS);
            if let Some(turn) = talk.turn() {
                prop_assert!(talk.members().contains(&turn));
            }
        }
    }
}
