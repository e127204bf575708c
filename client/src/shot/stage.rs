//! What each view shows: who stands where, and what is said.

use bevy::prelude::*;
use shared::clock::TownTime;
use shared::content::looks::Looks;
use shared::content::town::Scene;
use shared::ids::{BodyId, Key};
use shared::protocol::components::{Being, Doing, Mien, Mood};
use shared::protocol::facts::{ConversationChanged, Entered, Spoke, TownTold};
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::find_path;
use shared::world::{Facing, Tick, TilePos};

use super::{Progress, Shot, View, curtain};
use crate::net::{Connection, ConnectionState, ServerClock};
use crate::own::Content;
use crate::town::scene::TitleMinute;

/// The player's body; characters are counted from 1.
const PLAYER: BodyId = BodyId(100);

/// A moment in the life of the staged server.
const TICK: Tick = Tick(5000);

/// Somebody to put on the stage.
struct Role {
    /// Which of the town's characters, in the order of their names.
    character: usize,
    /// Where, relative to the player's tile.
    off: (i32, i32),
    facing: Facing,
    mien: Mien,
    /// Where they are walking to, relative to the player's tile.
    walks_to: Option<(i32, i32)>,
}

fn role(character: usize, off: (i32, i32), facing: Facing, mood: Mood, doing: Doing) -> Role {
    Role { character, off, facing, mien: Mien { mood, doing }, walks_to: None }
}

/// A line and the step at which it is said.
struct Line {
    at_step: u32,
    who: usize,
    mood: Mood,
    text: &'static str,
}

/// Adds what sets the stage and speaks the lines.
pub fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, (set, speak).before(crate::own::OwnSystems::Learn));
}

fn scene_of(view: View) -> &'static str {
    if view == View::Cafe { "cafe" } else { "plaza" }
}

/// The player's tile and the way they look, by the name of a spot when the scene has it.
fn player_place(view: View, scene: &Scene) -> (TilePos, Facing) {
    let names: &[&str] = match view {
        View::Cafe => &["counter", "window"],
        View::PlazaNight => &["lamp", "fountain"],
        View::Title | View::PlazaDay | View::Talk => &["fountain", "bench"],
    };
    let spot = names.iter().find_map(|name| scene.def.spots.iter().find(|(key, spot)| key.starts_with(name) && !spot.sit));
    let arrival = scene.def.arrivals.first().copied().unwrap_or_default();
    spot.map_or((arrival, Facing::Down), |(_, spot)| (spot.at, spot.facing))
}

fn roles(view: View) -> Vec<Role> {
    use Doing::{Idle, Listening, Speaking};
    match view {
        View::Title => Vec::new(),
        View::PlazaDay => vec![
            role(0, (2, 0), Facing::Left, Mood::Joy, Speaking),
            role(1, (-4, 3), Facing::Right, Mood::Calm, Idle),
            Role { walks_to: Some((9, 3)), ..role(2, (-6, 1), Facing::Right, Mood::Calm, Idle) },
            role(3, (5, -2), Facing::Down, Mood::Idea, Idle),
        ],
        View::PlazaNight => vec![
            role(3, (1, 1), Facing::Left, Mood::Love, Idle),
            role(1, (-5, 2), Facing::Right, Mood::Sleepy, Idle),
            Role { walks_to: Some((-9, 4)), ..role(2, (7, 3), Facing::Left, Mood::Calm, Idle) },
        ],
        View::Cafe => vec![
            role(0, (0, -2), Facing::Down, Mood::Joy, Speaking),
            role(1, (-3, 3), Facing::Down, Mood::Calm, Idle),
            role(2, (2, 1), Facing::Up, Mood::Idea, Listening),
        ],
        View::Talk => vec![
            role(0, (2, 0), Facing::Left, Mood::Joy, Listening),
            role(1, (0, 2), Facing::Up, Mood::Calm, Speaking),
            role(2, (2, 2), Facing::Up, Mood::Surprise, Doing::Thinking),
            role(3, (-6, 3), Facing::Right, Mood::Calm, Idle),
        ],
    }
}

/// Lines by role, counted from 0; the player is 99.
fn lines(view: View) -> Vec<Line> {
    let line = |at_step, who, mood, text| Line { at_step, who, mood, text };
    match view {
        View::PlazaDay => vec![line(30, 0, Mood::Joy, "You're early! The buns are still warm.")],
        View::Cafe => vec![line(30, 0, Mood::Joy, "Sit anywhere. I'll bring you the good cup.")],
        View::Talk => vec![
            line(10, 99, Mood::Calm, "Has anybody seen the grey cat today?"),
            line(40, 0, Mood::Joy, "By the fountain, asleep on Tobias's newspaper."),
            line(60, 1, Mood::Calm, "My chess column. It has taste, that cat."),
        ],
        View::Title | View::PlazaNight => Vec::new(),
    }
}

/// Who is on the stage, in the order of the roles.
#[derive(Resource, Debug)]
struct Cast(Vec<BodyId>);

fn set(
    mut commands: Commands,
    progress: Res<Progress>,
    shot: Res<Shot>,
    content: Res<Content>,
    mut title: ResMut<TitleMinute>,
    mut connection: ResMut<Connection>,
    mut entered: MessageWriter<Entered>,
    mut told: MessageWriter<TownTold>,
    mut talks: MessageWriter<ConversationChanged>,
) -> Result {
    title.0 = f32::from(shot.minute);
    if !curtain(&progress) || shot.view == View::Title {
        return Ok(());
    }
    let key = Key::parse(scene_of(shot.view))?;
    let scene = content.0.scenes.get(&key).ok_or_else(|| format!("there is no scene {key} to show"))?;
    let (tile, facing) = player_place(shot.view, scene);
    let standing = |at: TilePos, facing| Trajectory::standing(TICK, at.centre(), facing);
    // A minute of an hour: the light doesn't change while the picture is prepared.
    let minute_ms = 3_600_000;
    entered.write(Entered {
        you: PLAYER,
        scene: key,
        tick: TICK,
        trajectory: standing(tile, facing),
        minute_ms,
        news: Vec::new(),
    });
    told.write(TownTold { visitors: 3, time: TownTime(24 * 60 * 3 + u32::from(shot.minute)), tick: TICK });
    connection.state = ConnectionState::Connected;
    connection.name = Some("Robin".into());
    let looks = Looks { body: 1, skin: 3, hair: 3, hair_colour: 5, top: 1, top_colour: 5, legs: 1, legs_colour: 2, ..default() };
    commands.spawn((
        Being { id: PLAYER, name: "Robin".into(), looks, character: None },
        standing(tile, facing),
        Mien::default(),
    ));
    let mut cast = Vec::new();
    for (id, role) in (1..).zip(roles(shot.view)) {
        let Some((name, character)) = content.0.characters.iter().nth(role.character) else { continue };
        let near = |off: (i32, i32)| {
            let shift = |at: u8, by: i32| u8::try_from((i32::from(at) + by).clamp(0, 255)).unwrap_or(at);
            scene.walls.nearest_free(TilePos(shift(tile.0, off.0), shift(tile.1, off.1)))
        };
        let Some(at) = near(role.off) else { continue };
        let way = role.walks_to.and_then(near).and_then(|to| find_path(&scene.walls, at, to));
        let motion = way.map_or(Motion::Still, Motion::Path);
        cast.push(BodyId(id));
        commands.spawn((
            Being {
                id: BodyId(id),
                name: character.name.clone(),
                looks: character.looks,
                character: Some(name.clone()),
            },
            // Who walks set out just now, so that the picture finds them on their way.
            Trajectory { motion, start: TICK.after(super::STEPS * 4 / 5 - 24), ..standing(at, role.facing) },
            role.mien,
        ));
    }
    if shot.view == View::Talk {
        let members = std::iter::once(PLAYER).chain(cast.iter().copied().take(3)).collect();
        talks.write(ConversationChanged { members, turn: cast.get(2).copied() });
    }
    commands.insert_resource(Cast(cast));
    Ok(())
}

fn speak(progress: Res<Progress>, shot: Res<Shot>, cast: Option<Res<Cast>>, mut spoken: MessageWriter<Spoke>, clock: Res<ServerClock>) {
    let (Some(cast), Some(start)) = (cast, progress.staged_at) else { return };
    for line in lines(shot.view).iter().filter(|line| clock.is_set() && progress.updates == start + line.at_step) {
        let who = if line.who == 99 { Some(PLAYER) } else { cast.0.get(line.who).copied() };
        let Some(who) = who else { continue };
        spoken.write(Spoke { who, to: None, text: line.text.into(), mood: line.mood, show_ms: 9000 });
    }
}
