//! Chat: words are checked once, here; who is near hears them.

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use minds::talk::speaking_ms;
use rustrict::{CensorStr as _, Type};
use shared::ids::PlayerId;
use shared::protocol::components::{Being, Mood};
use shared::protocol::facts::{Refused, Rejection, Spoke};
use shared::protocol::requests::{Say, SetMuted};
use shared::text::ChatLine;
use shared::world::UNITS;

use super::admission::{PlayerBody, Session};
use super::bodies::{Bodies, Place};
use super::keeping::Journal;
use super::outbox::Tell;
use super::scenes::InScene;
use super::{Now, TickSystems};
use crate::storage::Write;

/// How far a voice carries, in tiles.
pub const EARSHOT_TILES: i32 = 10;

/// Words of a player that passed every check, for the conversations to take up.
#[derive(Message, Debug, Clone)]
pub struct PlayerSaid {
    /// The body that speaks.
    pub body: Entity,
    /// The words.
    pub line: ChatLine,
}

/// Words that sound in a scene: everybody in earshot gets them.
#[derive(Message, Debug, Clone)]
pub struct Voiced {
    /// The body that speaks.
    pub body: Entity,
    /// What its listeners get.
    pub spoke: Spoke,
}

pub(super) fn plugin(app: &mut App) {
    app.add_message::<PlayerSaid>()
        .add_message::<Voiced>()
        .add_systems(Update, (accept_words, mute_players).in_set(TickSystems::Intake))
        .add_systems(Update, carry_voices.in_set(TickSystems::Announce));
}

/// Whether words are fit for the town.
#[must_use]
pub fn is_friendly(text: &str) -> bool {
    !text.is(Type::SEVERE) && !text.is(Type::OFFENSIVE & Type::MODERATE_OR_HIGHER)
}

/// The words with moderate swearing starred out. Mild matches are left: they hit innocent words too often.
pub(crate) fn softened(text: &str) -> String {
    if text.is(Type::INAPPROPRIATE & Type::MODERATE_OR_HIGHER) { text.censor() } else { text.to_owned() }
}

fn accept_words(
    mut requests: MessageReader<FromClient<Say>>,
    mut sessions: Query<&mut Session>,
    now: Res<Now>,
    mut said: MessageWriter<PlayerSaid>,
    mut refused: Tell<Refused>,
) {
    for FromClient { client_id, message } in requests.read() {
        let Some(client) = client_id.entity() else { continue };
        let Ok(mut session) = sessions.get_mut(client) else { continue };
        let words = if session.words.take(now.ms()) { check_words(&message.text) } else { Err(Rejection::TooFast) };
        match words {
            Ok(line) => {
                said.write(PlayerSaid { body: session.body, line });
            }
            Err(why) => refused.refuse(client, why),
        }
    }
}

fn check_words(text: &str) -> Result<ChatLine, Rejection> {
    let line = ChatLine::parse(text).map_err(|_| Rejection::BadLine)?;
    if !is_friendly(line.as_str()) {
        return Err(Rejection::Unfriendly);
    }
    ChatLine::parse(&softened(line.as_str())).map_err(|_| Rejection::BadLine)
}

fn mute_players(
    mut requests: MessageReader<FromClient<SetMuted>>,
    mut sessions: Query<&mut Session>,
    bodies: Res<Bodies>,
    mut players: Query<&mut PlayerBody>,
    now: Res<Now>,
    mut journal: ResMut<Journal>,
    mut refused: Tell<Refused>,
) {
    for FromClient { client_id, message } in requests.read() {
        let Some(client) = client_id.entity() else { continue };
        let Ok(mut session) = sessions.get_mut(client) else { continue };
        let other: Option<PlayerId> =
            bodies.get(message.whom).and_then(|entity| players.get(entity).ok()).map(|body| body.player);
        let Ok(mut body) = players.get_mut(session.body) else { continue };
        let refusal = match other {
            _ if !session.wishes.take(now.ms()) => Some(Rejection::TooFast),
            None => Some(Rejection::Gone),
            Some(other) if other == body.player => Some(Rejection::Yourself),
            Some(other) => {
                if message.on {
                    body.muted.insert(other)
                } else {
                    body.muted.remove(&other)
                };
                journal.write(Write::PlayerMuted { player: body.player, other, muted: message.on });
                None
            }
        };
        if let Some(why) = refusal {
            refused.refuse(client, why);
        }
    }
}

pub(super) fn carry_voices(
    mut voices: MessageReader<Voiced>,
    speakers: Query<(&Place, &InScene, Option<&PlayerBody>), With<Being>>,
    listeners: Query<(&Place, &InScene, &PlayerBody)>,
    mut spoke: Tell<Spoke>,
) {
    for voice in voices.read() {
        let Ok((from, scene, speaker)) = speakers.get(voice.body) else { continue };
        for (place, listener_scene, listener) in &listeners {
            let Some(client) = listener.connection else { continue };
            let near = scene == listener_scene && from.at.distance(place.at) <= EARSHOT_TILES * UNITS;
            let muted = speaker.is_some_and(|speaker| listener.muted.contains(&speaker.player));
            if near && !muted {
                spoke.one(client, voice.spoke.clone());
            }
        }
    }
}

/// Words of a player to nobody in particular.
#[must_use]
pub fn aloud(being: &Being, line: &ChatLine) -> Spoke {
    let text = line.as_str().to_owned();
    let show_ms = u32::try_from(speaking_ms(&text)).unwrap_or(u32::MAX);
    Spoke { who: being.id, to: None, text, mood: Mood::Calm, show_ms }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friendly_words_pass_and_others_do_not() {
        for fine in [
            "Good morning, Mira!",
            "Is the assassin's class on?",
            "I passed the exam",
            "Scunthorpe is a town",
            "I hate rain",
        ] {
            assert_eq!(check_words(fine).map(String::from), Ok(fine.to_owned()));
        }
        assert_eq!(check_words("you are a f.u.c.k.i.n.g bitch"), Err(Rejection::Unfriendly));
        assert_eq!(check_words("   "), Err(Rejection::BadLine));
    }
}
