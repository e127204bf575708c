//! Openings: somebody presses Talk, a character walks up, words are said to somebody near.

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use minds::talk::{Conversation, LeaveWhy, Said, TalkRejection};
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::protocol::facts::{Refused, Rejection};
use shared::protocol::requests::{Leave, Talk as TalkRequest, Typing};
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::plan_walk;
use shared::world::{TilePos, UNITS};

use super::folk::{Folk, TALK_DISTANCE};
use super::{InTalk, Talk, Talks, WantsToTalk};
use crate::sim::Now;
use crate::sim::admission::{Session, TownGate};
use crate::sim::calendar::Calendar;
use crate::sim::chat::{PlayerSaid, Voiced, aloud};
use crate::sim::elbow_room::Taken;
use crate::sim::keeping::Journal;
use crate::sim::outbox::Tell;
use crate::sim::scenes::Scenes;
use crate::storage::{LineRow, Who, Write};

/// How far away somebody may be when a player presses Talk, in world units.
const REACH: i32 = 3 * UNITS + UNITS / 2;

pub(super) fn accept_talk_requests(
    mut requests: MessageReader<FromClient<TalkRequest>>,
    mut sessions: Query<&mut Session>,
    beings: Query<&Being>,
    now: Res<Now>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    mut talks: ResMut<Talks>,
    mut folk: Folk,
    mut commands: Commands,
    mut refused: Tell<Refused>,
) {
    for FromClient { client_id, message } in requests.read() {
        let Some(client) = client_id.entity() else { continue };
        let Ok(mut session) = sessions.get_mut(client) else { continue };
        let Ok(being) = beings.get(session.body) else { continue };
        let result = if session.wishes.take(now.ms()) {
            begin(&mut talks, &mut folk, &mut commands, *now, &gate, calendar.time, being.id, message.to)
        } else {
            Err(Rejection::TooFast)
        };
        if let Err(why) = result {
            refused.refuse(client, why);
        }
    }
}

/// A player starts to talk with somebody near, or joins their conversation.
pub(super) fn begin(
    talks: &mut Talks,
    folk: &mut Folk,
    commands: &mut Commands,
    now: Now,
    gate: &TownGate,
    time: shared::clock::TownTime,
    from: BodyId,
    to: BodyId,
) -> Result<(), Rejection> {
    if from == to {
        return Err(Rejection::Yourself);
    }
    let distance = folk.distance(from, to).ok_or(Rejection::Gone)?;
    if distance > REACH {
        return Err(Rejection::TooFar);
    }
    let (me, other) = (folk.other(from).ok_or(Rejection::NotNow)?, folk.other(to).ok_or(Rejection::Gone)?);
    let (mine, theirs) = (talk_of(folk, talks, from), talk_of(folk, talks, to));
    if let Some(talk) = mine.filter(|_| mine == theirs).and_then(|id| talks.0.get_mut(&id)) {
        // One of them was still on the way to the other: they are near enough now.
        for who in [to, from] {
            folk.stop(who, now.0);
            let facts = talk.machine.arrived(who, now.ms());
            talk.take_in(facts);
        }
        return Ok(());
    }
    if let Some(id) = mine
        && let Some(talk) = talks.0.get_mut(&id)
    {
        let facts = talk.machine.leave(from, LeaveWhy::Walked, now.ms());
        talk.take_in(facts);
    }
    let member = folk.member(from).ok_or(Rejection::NotNow)?;
    if let Some(id) = theirs
        && let Some(talk) = talks.0.get_mut(&id)
    {
        let with_players = talk.machine.everybody().iter().any(|id| talk.is_player(*id));
        if with_players {
            let facts = talk.machine.join(member, now.ms()).map_err(rejection)?;
            talk.people.insert(from, me);
            talk.take_in(facts);
            let facts = talk.machine.arrived(from, now.ms());
            talk.take_in(facts);
            enter(folk, commands, from, id);
            return Ok(());
        }
        // Among themselves characters can wait: who is spoken to by a player turns to them at once.
        let facts = talk.machine.leave(to, LeaveWhy::Walked, now.ms());
        talk.take_in(facts);
    }
    let invitee = folk.member(to).ok_or(Rejection::Gone)?;
    if let Some(entity) = folk.bodies.get(to)
        && let Ok((.., Some(character), _)) = folk.all.get(entity)
        && !character.mind.willing(&me, time)
    {
        return Err(Rejection::Busy);
    }
    let scene = folk.place(from).ok_or(Rejection::NotNow)?.0;
    let id = gate.roster.new_conversation();
    let (machine, facts) = Conversation::open(id, member, invitee, now.ms());
    let mut talk = new_talk(machine, scene);
    talk.people.extend([(from, me), (to, other)]);
    talk.take_in(facts);
    for step in [Conversation::accept as fn(&mut Conversation, BodyId, u64) -> _, Conversation::arrived] {
        let facts = step(&mut talk.machine, to, now.ms());
        talk.take_in(facts);
    }
    let facts = talk.machine.arrived(from, now.ms());
    talk.take_in(facts);
    talks.0.insert(id, talk);
    folk.stop(to, now.0);
    enter(folk, commands, from, id);
    enter(folk, commands, to, id);
    Ok(())
}

fn new_talk(machine: Conversation, scene: crate::sim::scenes::InScene) -> Talk {
    Talk {
        machine,
        scene,
        people: std::collections::BTreeMap::new(),
        parted: std::collections::BTreeSet::new(),
        spoken: std::collections::BTreeMap::new(),
        last: None,
        topic: None,
        script: None,
        turns: std::collections::VecDeque::new(),
        facts: std::collections::VecDeque::new(),
        thought: None,
        opened: false,
        lines: 0,
    }
}

fn rejection(why: TalkRejection) -> Rejection {
    match why {
        TalkRejection::Full => Rejection::Full,
        TalkRejection::Ended => Rejection::Gone,
        TalkRejection::BadText => Rejection::BadLine,
        TalkRejection::NotAMember | TalkRejection::NotHere | TalkRejection::NotYourTurn | TalkRejection::AlreadyIn => {
            Rejection::NotNow
        }
    }
}

fn enter(folk: &Folk, commands: &mut Commands, who: BodyId, id: shared::ids::ConversationId) {
    if let Some(entity) = folk.bodies.get(who) {
        commands.entity(entity).insert(InTalk(id));
    }
}

fn talk_of(folk: &Folk, talks: &Talks, who: BodyId) -> Option<shared::ids::ConversationId> {
    let (.., talk) = folk.all.get(folk.bodies.get(who)?).ok()?;
    let id = talk?.0;
    talks.0.get(&id).filter(|talk| talk.machine.ended().is_none()).map(|_| id)
}

pub(super) fn accept_leave_requests(
    mut requests: MessageReader<FromClient<Leave>>,
    sessions: Query<&Session>,
    beings: Query<(&Being, &InTalk)>,
    now: Res<Now>,
    mut talks: ResMut<Talks>,
) {
    for FromClient { client_id, .. } in requests.read() {
        let Some(session) = client_id.entity().and_then(|client| sessions.get(client).ok()) else { continue };
        let Ok((being, InTalk(id))) = beings.get(session.body) else { continue };
        if let Some(talk) = talks.0.get_mut(id) {
            let facts = talk.machine.leave(being.id, LeaveWhy::Walked, now.ms());
            talk.take_in(facts);
        }
    }
}

pub(super) fn accept_typing(
    mut requests: MessageReader<FromClient<Typing>>,
    mut sessions: Query<&mut Session>,
    beings: Query<(&Being, &InTalk)>,
    now: Res<Now>,
    mut talks: ResMut<Talks>,
) {
    for FromClient { client_id, message } in requests.read() {
        let Some(client) = client_id.entity() else { continue };
        let Ok(mut session) = sessions.get_mut(client) else { continue };
        let Ok((being, InTalk(id))) = beings.get(session.body) else { continue };
        if let (true, Some(talk)) = (session.wishes.take(now.ms()), talks.0.get_mut(id)) {
            let facts = talk.machine.typing(being.id, message.on, now.ms());
            talk.take_in(facts);
        }
    }
}

/// Characters who made up their mind to talk invite whom they want and walk up.
pub(super) fn start_wanted_talks(
    mut wanted: MessageReader<WantsToTalk>,
    now: Res<Now>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    scenes: Res<Scenes>,
    beings: Query<&Being>,
    mut talks: ResMut<Talks>,
    mut taken: ResMut<Taken>,
    mut folk: Folk,
    mut commands: Commands,
    mut invited: Local<std::collections::BTreeSet<BodyId>>,
) {
    invited.clear();
    for WantsToTalk { from, to } in wanted.read() {
        let Ok(being) = beings.get(*from) else { continue };
        let (from, to) = (being.id, *to);
        // Nobody is invited twice in one tick.
        let free = from != to && !invited.contains(&from) && !invited.contains(&to);
        if !free || talk_of(&folk, &talks, from).is_some() || talk_of(&folk, &talks, to).is_some() {
            continue;
        }
        let (Some(me), Some(other), Some((scene, place)), Some((their_scene, their_place))) =
            (folk.other(from), folk.other(to), folk.place(from), folk.place(to))
        else {
            continue;
        };
        let willing = match folk.bodies.get(to).and_then(|entity| folk.all.get(entity).ok()) {
            Some((.., Some(character), _)) => character.mind.willing(&me, calendar.time),
            Some((.., Some(player), None, _)) => player.connection.is_some(),
            _ => false,
        };
        let (Some(member), Some(invitee), true) = (folk.member(from), folk.member(to), willing && scene == their_scene)
        else {
            continue;
        };
        let id = gate.roster.new_conversation();
        let (machine, facts) = Conversation::open(id, member, invitee, now.ms());
        let mut talk = new_talk(machine, scene);
        talk.people.extend([(from, me), (to, other)]);
        talk.take_in(facts);
        let facts = talk.machine.accept(to, now.ms());
        talk.take_in(facts);
        folk.stop(to, now.0);
        if place.at.distance(their_place.at) > TALK_DISTANCE || place.tile() == their_place.tile() {
            walk_up(&mut folk, &scenes, &mut taken, now.0, from, their_place.tile());
        }
        talks.0.insert(id, talk);
        enter(&folk, &mut commands, from, id);
        enter(&folk, &mut commands, to, id);
        invited.extend([from, to]);
    }
}

/// Sends a character to the nearest free tile beside another's.
fn walk_up(
    folk: &mut Folk,
    scenes: &Scenes,
    taken: &mut Taken,
    now: shared::world::Tick,
    who: BodyId,
    beside: TilePos,
) {
    let Some(entity) = folk.bodies.get(who) else { return };
    let Ok((_, place, scene, mut mien, mut trajectory, ..)) = folk.all.get_mut(entity) else { return };
    let here = scenes.get(*scene);
    let tile = place.tile();
    let sides = [(1i16, 0i16), (-1, 0), (0, 1), (0, -1)];
    let mut beside: Vec<TilePos> = sides
        .iter()
        .filter_map(|(dx, dy)| {
            Some(TilePos(u8::try_from(i16::from(beside.0) + dx).ok()?, u8::try_from(i16::from(beside.1) + dy).ok()?))
        })
        .filter(|at| here.walls.is_free(*at) && !here.def.doors.values().any(|door| door.at == *at))
        .filter(|at| !taken.by_other(*scene, *at, who))
        .collect();
    beside.sort_by_key(|at| (at.steps_to(tile), *at));
    if let Some(path) = beside.iter().find_map(|at| plan_walk(&here.walls, place.at, *at)) {
        taken.claim(*scene, path.last().copied().unwrap_or(tile), who);
        mien.doing = shared::protocol::components::Doing::Idle;
        *trajectory = Trajectory { start: now, from: place.at, facing: place.facing, motion: Motion::Path(path) };
    }
}

/// Words of players go to their conversation, or start one with the character they stand before, or are said aloud.
pub(super) fn hear_players(
    mut said: MessageReader<PlayerSaid>,
    beings: Query<&Being>,
    now: Res<Now>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    scenes: Res<Scenes>,
    mut talks: ResMut<Talks>,
    mut folk: Folk,
    mut commands: Commands,
    mut voices: MessageWriter<Voiced>,
    mut journal: ResMut<Journal>,
    mut remarks: Local<u64>,
) {
    for PlayerSaid { body, line } in said.read() {
        let Ok(being) = beings.get(*body) else { continue };
        let mut talk = talk_of(&folk, &talks, being.id);
        if talk.is_none()
            && let Some(listener) = nearest_character(&folk, being.id)
            && begin(&mut talks, &mut folk, &mut commands, *now, &gate, calendar.time, being.id, listener).is_ok()
        {
            // The newest conversation that the player is in.
            let is_in = |talk: &Talk| talk.machine.everybody().contains(&being.id);
            talk = talks.0.iter().rev().find(|(_, talk)| is_in(talk)).map(|(id, _)| *id);
        }
        if let Some(talk) = talk.and_then(|id| talks.0.get_mut(&id)) {
            let to = addressee(talk, being.id, line.as_str());
            let topic = talk.topic.clone();
            let said = Said { who: being.id, text: line.as_str(), to, closes: false, topic: topic.as_deref() };
            if let Ok(facts) = talk.machine.line(said, now.ms()) {
                talk.take_in(facts);
                continue;
            }
        }
        // The line before this one may still be about to sound, in a conversation that it began or ended in this tick.
        if talks.0.values_mut().any(|talk| talk.follow_up(being.id, line.as_str())) {
            continue;
        }
        voices.write(Voiced { body: *body, spoke: aloud(being, line) });
        if let (Some(me), Some((scene, _))) = (folk.other(being.id), folk.place(being.id)) {
            *remarks += 1;
            journal.write(Write::Line(LineRow {
                conversation: None,
                scene: scenes.key(scene).clone(),
                seq: *remarks,
                at_ms: gate.clock.now_ms(),
                speaker: super::telling::who(&me),
                listener: None::<Who>,
                mood: "Calm".into(),
                thought: None,
                text: line.as_str().to_owned(),
            }));
        }
    }
}

/// The character nearest to a player, within talking distance.
fn nearest_character(folk: &Folk, me: BodyId) -> Option<BodyId> {
    let (scene, place) = folk.place(me)?;
    folk.all
        .iter()
        .filter(|(being, _, theirs, ..)| **theirs == scene && being.character.is_some())
        .map(|(being, theirs, ..)| (theirs.at.distance(place.at), being.id))
        .filter(|(distance, _)| *distance <= TALK_DISTANCE)
        .min()
        .map(|(_, id)| id)
}

/// Whom a line is for: somebody named in it, or the only other one.
fn addressee(talk: &Talk, from: BodyId, text: &str) -> Option<BodyId> {
    let members = talk.machine.members();
    let others: Vec<BodyId> = members.into_iter().filter(|id| *id != from).collect();
    let lower = text.to_lowercase();
    let named = others.iter().find(|id| {
        talk.people.get(id).is_some_and(|other| {
            let name = other.name.to_lowercase();
            lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
        })
    });
    named.copied().or_else(|| if others.len() == 1 { others.first().copied() } else { None })
}
