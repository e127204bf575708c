//! Turns: the machine gives a turn, the mind gives the words, the machine has them spoken.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use minds::talk::{Said, TalkFact, TurnWhy};
use minds::{Heard, Line, Meeting, Other, TalkContext};
use shared::ids::{BodyId, ConversationId};
use shared::protocol::components::Doing;
use shared::protocol::facts::{ConversationChanged, Spoke};

use super::folk::Folk;
use super::telling::who;
use super::{InTalk, LastLine, Talk, Talks, Turn};
use crate::sim::Now;
use crate::sim::admission::TownGate;
use crate::sim::characters::view::{Town, people_in_sight};
use crate::sim::characters::{Chance, Cooldowns, Happened};
use crate::sim::chat::Voiced;
use crate::sim::keeping::Journal;
use crate::sim::outbox::Tell;
use crate::storage::{LineRow, Write};

/// Breath a character takes before it answers, in milliseconds; an opening to a player comes at once.
const BREATH_MS: u64 = 450;

/// Everything that a conversation touches.
#[derive(SystemParam)]
pub(super) struct Stage<'w, 's> {
    now: Res<'w, Now>,
    gate: Res<'w, TownGate>,
    folk: Folk<'w, 's>,
    chance: ResMut<'w, Chance>,
    cooldowns: ResMut<'w, Cooldowns>,
    journal: ResMut<'w, Journal>,
    voices: MessageWriter<'w, Voiced>,
    changed: Tell<'w, ConversationChanged>,
    commands: Commands<'w, 's>,
}

pub(super) fn run_conversations(
    mut talks: ResMut<Talks>,
    mut stage: Stage,
    town: Town,
    mut effects: Local<Vec<minds::TownEffect>>,
    mut happened: MessageWriter<Happened>,
) {
    let now_ms = stage.now.ms();
    let mut over = Vec::new();
    for (id, talk) in &mut talks.0 {
        let facts = talk.machine.tick(now_ms);
        talk.take_in(facts);
        while let Some(fact) = talk.facts.pop_front() {
            take_in(*id, talk, fact, &mut stage, &town, &mut effects);
        }
        while talk.turns.front().is_some_and(|turn| turn.at_ms <= now_ms) {
            let Some(turn) = talk.turns.pop_front() else { break };
            speak(talk, turn, &mut stage, &town, &mut effects);
            while let Some(fact) = talk.facts.pop_front() {
                take_in(*id, talk, fact, &mut stage, &town, &mut effects);
            }
        }
        if talk.machine.ended().is_some() {
            // The machine tells who left before the end; those who were there to the last part here.
            let last: Vec<BodyId> = talk.people.keys().copied().filter(|who| !talk.parted.contains(who)).collect();
            for who in last {
                part(*id, talk, who, &mut stage, &town);
            }
            over.push(*id);
        }
    }
    for id in over {
        talks.0.remove(&id);
    }
    for effect in effects.drain(..) {
        happened.write(Happened(effect));
    }
}

/// What the machine reports becomes bubbles, signs, log lines and memories.
fn take_in(
    id: ConversationId,
    talk: &mut Talk,
    fact: TalkFact,
    stage: &mut Stage,
    town: &Town,
    effects: &mut Vec<minds::TownEffect>,
) {
    match fact {
        TalkFact::Joined { who } => {
            // Who left may come back.
            talk.parted.remove(&who);
            if let Some(other) = talk.machine.members().into_iter().find(|other| *other != who) {
                stage.folk.stop(who, stage.now.0);
                stage.folk.face(who, other, stage.now.0);
                stage.folk.face(other, who, stage.now.0);
            }
            stage.folk.show(who, Doing::Listening);
            tell_members(talk, stage);
        }
        TalkFact::Left { who, .. } => {
            part(id, talk, who, stage, town);
            tell_members(talk, stage);
        }
        TalkFact::TurnGiven { who, why, script, .. } => {
            let breath = if why == TurnWhy::Opening || script.is_some() { 0 } else { BREATH_MS };
            let at_ms = stage.now.ms() + breath;
            stage.folk.show(who, Doing::Thinking);
            talk.turns.push_back(Turn { who, why, script, at_ms });
            tell_members(talk, stage);
        }
        TalkFact::TurnLost { who } => {
            talk.turns.retain(|turn| turn.who != who);
            stage.folk.show(who, Doing::Listening);
        }
        TalkFact::Spoke { who, to, text, show_ms } => voice(id, talk, who, to, text, show_ms, stage, town),
        TalkFact::Interrupted { who, .. } => stage.folk.show(who, Doing::Listening),
        TalkFact::TailDropped { .. } => talk.script = None,
        TalkFact::SceneDone => finish_script(talk, stage, town, effects),
        TalkFact::Typing { who, on } => stage.folk.show(who, if on { Doing::Typing } else { Doing::Listening }),
        TalkFact::Invited { .. } | TalkFact::Silence | TalkFact::Ended { .. } => {}
    }
}

/// A line sounds: everybody near sees the bubble, the others of the conversation hear it, the log keeps it.
fn voice(
    id: ConversationId,
    talk: &mut Talk,
    speaker: BodyId,
    to: Option<BodyId>,
    text: String,
    show_ms: u32,
    stage: &mut Stage,
    town: &Town,
) {
    let (Some(from), Some(entity)) = (talk.people.get(&speaker).cloned(), stage.folk.bodies.get(speaker)) else {
        return;
    };
    let (mood, thought) = match talk.thought.take() {
        Some((whose, thought, mood)) if whose == speaker => (mood, Some(thought)),
        other => {
            talk.thought = other;
            (minds::Mood::Calm, None)
        }
    };
    let tells =
        talk.last.take().filter(|last| last.from.body == speaker && last.text == text).and_then(|last| last.tells);
    *talk.spoken.entry(speaker).or_default() += 1;
    talk.lines += 1;
    stage.folk.show(speaker, Doing::Speaking);
    for member in talk.machine.members() {
        if member == speaker {
            continue;
        }
        stage.folk.face(member, speaker, stage.now.0);
        // Who is spoken to hears it when it answers; the others now.
        if to == Some(member) {
            continue;
        }
        let heard =
            Heard { from: &from, text: &text, to, me: member, tells: tells.as_ref(), topic: talk.topic.as_deref() };
        with_mind(member, stage, town, talk, |mind, view, _| mind.hear(&heard, view));
    }
    if let Some(to) = to {
        stage.folk.face(speaker, to, stage.now.0);
    }
    let scene = town.scenes.key(talk.scene).clone();
    let at_ms = stage.gate.clock.now_ms();
    if !talk.opened {
        talk.opened = true;
        stage.journal.write(Write::ConversationOpened { conversation: id, scene: scene.clone(), at_ms });
    }
    stage.journal.write(Write::Line(LineRow {
        conversation: Some(id),
        scene,
        seq: talk.lines.into(),
        at_ms,
        speaker: who(&from),
        listener: to.and_then(|to| talk.people.get(&to)).map(who),
        mood: format!("{mood:?}"),
        thought,
        text: text.clone(),
    }));
    let spoke = Spoke { who: speaker, to, text: text.clone(), mood, show_ms };
    stage.voices.write(Voiced { body: entity, spoke });
    talk.last = Some(LastLine { from, text, to, tells });
}

/// The mind of whose turn it is finds its words, and the machine has them spoken.
fn speak(talk: &mut Talk, turn: Turn, stage: &mut Stage, town: &Town, effects: &mut Vec<minds::TownEffect>) {
    let now_ms = stage.now.ms();
    if let Some(text) = turn.script {
        let said = Said { who: turn.who, text: &text, to: None, closes: false, topic: talk.topic.as_deref() };
        if let Ok(facts) = talk.machine.line(said, now_ms) {
            talk.take_in(facts);
        }
        return;
    }
    let others: Vec<Other> = talk
        .machine
        .members()
        .into_iter()
        .filter(|id| *id != turn.who)
        .filter_map(|id| talk.people.get(&id).cloned())
        .collect();
    let (last, about) = (talk.last.clone(), talk.topic.clone());
    let heard = last.as_ref().map(|last| Heard {
        from: &last.from,
        text: &last.text,
        to: last.to,
        me: turn.who,
        tells: last.tells.as_ref(),
        topic: about.as_deref(),
    });
    let only_characters = others.iter().all(|other| !other.person.is_player());
    let context = TalkContext { me: turn.who, others: &others, why: turn.why, last: heard.as_ref(), lines: talk.lines };
    if turn.why == TurnWhy::Opening && only_characters {
        let script = with_mind(turn.who, stage, town, talk, |mind, view, dice| mind.plan_scene(&context, view, dice));
        if let Some(script) = script.flatten() {
            talk.topic.clone_from(&script.topic);
            let facts = talk.machine.perform(script.lines.clone(), now_ms);
            if !facts.is_empty() {
                town.begins(&script.storylet);
                talk.script = Some(script);
                talk.take_in(facts);
                return;
            }
        }
    }
    let line = with_mind(turn.who, stage, town, talk, |mind, view, dice| match (turn.why, &heard, others.first()) {
        (TurnWhy::Opening, _, Some(other)) => mind.greet(other, view, dice),
        (TurnWhy::Addressed, Some(heard), _) => mind.reply(heard, view, dice),
        _ => mind.next_line(&context, view, dice),
    });
    let Some(Line { text, mood, to, thought, topic, closes, tells, effects: changes, .. }) = line else { return };
    let said = Said { who: turn.who, text: &text, to, closes, topic: topic.as_deref() };
    match talk.machine.line(said, now_ms) {
        Ok(facts) => {
            talk.thought = Some((turn.who, thought, mood));
            if let Some(from) = talk.people.get(&turn.who).cloned() {
                talk.last = Some(LastLine { from, text, to, tells });
            }
            if topic.is_some() {
                talk.topic = topic;
            }
            effects.extend(changes);
            talk.take_in(facts);
        }
        Err(why) => debug!(%why, "a character's line came too late"),
    }
}

/// A scene was performed to its end: those who played it know, and the town may have changed.
fn finish_script(talk: &mut Talk, stage: &mut Stage, town: &Town, effects: &mut Vec<minds::TownEffect>) {
    let Some(script) = talk.script.take() else { return };
    for role in &script.roles {
        let changed =
            with_mind(role.body, stage, town, talk, |mind, view, _| mind.scene_played(&script, role.body, view));
        effects.extend(changed.into_iter().flatten());
    }
}

/// Somebody left: what they take along is a memory, and when they may talk again.
fn part(id: ConversationId, talk: &mut Talk, gone: BodyId, stage: &mut Stage, town: &Town) {
    if !talk.parted.insert(gone) {
        return;
    }
    talk.turns.retain(|turn| turn.who != gone);
    let others: Vec<Other> = talk
        .people
        .values()
        .filter(|other| other.body != gone && talk.spoken.contains_key(&other.body))
        .cloned()
        .collect();
    let now = stage.now.ms();
    // Who left for another conversation is in that one by now.
    if let Some(entity) = stage.folk.bodies.get(gone)
        && let Ok((.., Some(InTalk(current)))) = stage.folk.all.get(entity)
        && *current == id
    {
        stage.commands.entity(entity).remove::<InTalk>();
        stage.folk.show(gone, Doing::Idle);
        if let Ok((.., Some(player), _, _)) = stage.folk.all.get(entity)
            && let Some(client) = player.connection
        {
            stage.changed.one(client, ConversationChanged::default());
        }
    }
    if talk.lines > 0 && !others.is_empty() {
        let place = stage.folk.place(gone).map(|(scene, place)| town.called(scene, place)).unwrap_or_default();
        let meeting = Meeting {
            others: others.clone(),
            at: town.calendar.time,
            place,
            scene_key: town.scenes.key(talk.scene).clone(),
            scene: town.scene_called(talk.scene),
            topic: talk.topic.clone(),
            lines: talk.lines,
        };
        with_mind(gone, stage, town, talk, |mind, _, _| mind.met(&meeting));
    }
    for other in others {
        let closeness = with_mind(gone, stage, town, talk, |mind, _, _| {
            i8::try_from(mind.affinity(&other.person).clamp(-100, 100)).unwrap_or(0)
        });
        stage.cooldowns.ended(gone, other.body, closeness.unwrap_or(0), now);
    }
}

/// Lets a character's mind work on the town as it sees it; `None` when the body has no mind or is gone.
fn with_mind<R>(
    who: BodyId,
    stage: &mut Stage,
    town: &Town,
    talk: &Talk,
    work: impl FnOnce(&mut minds::Mind, &dyn minds::World, &mut shared::dice::Dice) -> R,
) -> Option<R> {
    let entity = stage.folk.bodies.get(who)?;
    let (scene, place) = stage.folk.place(who)?;
    let members = talk.machine.members();
    let sight = stage.folk.all.iter().map(|(being, place, scene, ..)| (being, place, scene));
    let people = people_in_sight(sight, scene, place, &members);
    let view = town.seen_from(scene, place, people);
    let (.., character, _) = stage.folk.all.get_mut(entity).ok()?;
    let mut character = character?;
    Some(work(&mut character.mind, &view, &mut stage.chance))
}

/// Players in the conversation learn who is in it and whose turn it is.
fn tell_members(talk: &Talk, stage: &mut Stage) {
    let members = talk.machine.members();
    let changed = ConversationChanged { members: members.clone(), turn: talk.machine.turn() };
    for member in members {
        let Some(entity) = stage.folk.bodies.get(member) else { continue };
        if let Ok((.., Some(player), _, _)) = stage.folk.all.get(entity)
            && let Some(client) = player.connection
        {
            stage.changed.one(client, changed.clone());
        }
    }
}
