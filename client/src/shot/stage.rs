//! What each view shows: who stands where, and what is said.

use bevy::prelude::*;
use shared::clock::TownTime;
use shared::content::looks::Looks;
use shared::ids::{BodyId, Key};
use shared::protocol::components::{Being, Doing, Mien, Mood};
use shared::protocol::facts::{ConversationChanged, Entered, Spoke, TownTold};
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::find_path;
use shared::world::{Facing, Tick, TilePos};

use super::{Progress, STEP, STEPS, Staging, View, games};
use crate::hall::Hall;
use crate::net::{Connection, ConnectionState};
use crate::own::Content;
use crate::town::scene::TitleMinute;
use crate::ui::hall::Desk;

/// The player's body; characters are counted from 1.
const PLAYER: BodyId = BodyId(100);

/// The moment at which the stage is set, on the staged server's clock.
const TICK: Tick = Tick(5000);

/// The name of the player.
const ROBIN: &str = "Robin";

/// Somebody on the stage.
struct Role {
    /// One of the town's characters, or [`ROBIN`].
    who: &'static str,
    at: TilePos,
    facing: Facing,
    mood: Mood,
    doing: Doing,
    /// Where they are walking to.
    walks_to: Option<TilePos>,
}

/// A line: the step at which it is said, who says it and how, how long it shows in milliseconds, its words.
struct Line(u32, &'static str, Mood, u32, &'static str);

/// Adds what sets the stage and speaks the lines.
pub fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, (set, speak).before(crate::own::OwnSystems::Learn));
}

fn roles(view: View) -> Vec<Role> {
    use Doing::{Idle, Listening, Sitting, Speaking, Thinking};
    use Facing::{Down, Left, Right, Up};
    use Mood::{Calm, Idea, Joy, Love, Sleepy};
    let stands = |who, x, y, facing, mood, doing| Role { who, at: TilePos(x, y), facing, mood, doing, walks_to: None };
    let walks = |who, from: (u8, u8), to: (u8, u8)| Role {
        walks_to: Some(TilePos(to.0, to.1)),
        ..stands(who, from.0, from.1, Down, Calm, Idle)
    };
    match view {
        View::Title => Vec::new(),
        View::Hall => vec![
            stands(ROBIN, 17, 8, Left, Calm, Idle),
            stands("amos", 11, 6, Down, Joy, Speaking),
            stands("mira", 8, 10, Right, Calm, Sitting),
            stands("tobias", 11, 10, Left, Calm, Sitting),
            stands("odile", 15, 9, Up, Calm, Sitting),
            stands("juno", 28, 7, Up, Idea, Idle),
        ],
        View::PlazaDay => vec![
            stands(ROBIN, 20, 15, Left, Calm, Idle),
            stands("mira", 18, 15, Right, Joy, Speaking),
            stands("odile", 26, 16, Up, Calm, Idle),
            stands("tobias", 20, 17, Down, Calm, Sitting),
            walks("juno", (31, 19), (22, 19)),
        ],
        View::PlazaNight => vec![
            stands(ROBIN, 20, 15, Left, Calm, Idle),
            stands("juno", 18, 15, Right, Love, Idle),
            stands("tobias", 20, 17, Down, Sleepy, Sitting),
            stands("odile", 26, 19, Left, Calm, Idle),
            walks("mira", (18, 12), (15, 18)),
        ],
        View::Cafe => vec![
            stands(ROBIN, 6, 8, Right, Calm, Idle),
            stands("mira", 8, 8, Left, Joy, Speaking),
            stands("tobias", 3, 13, Right, Calm, Sitting),
            stands("odile", 9, 11, Left, Idea, Sitting),
            stands("juno", 13, 7, Down, Calm, Sitting),
        ],
        View::Talk => vec![
            stands(ROBIN, 19, 21, Right, Calm, Listening),
            stands("mira", 17, 20, Right, Joy, Listening),
            stands("tobias", 22, 20, Left, Calm, Speaking),
            stands("odile", 21, 22, Left, Mood::Surprise, Thinking),
            stands("juno", 21, 15, Right, Calm, Sitting),
        ],
        _ => vec![stands(ROBIN, 16, 12, Up, Calm, Idle), stands("amos", 11, 6, Down, Calm, Idle)],
    }
}

/// Whether a view is of the Game Hall, or of a game in it.
const fn is_of_hall(view: View) -> bool {
    !matches!(view, View::Title | View::PlazaDay | View::PlazaNight | View::Cafe | View::Talk)
}

fn lines(view: View) -> Vec<Line> {
    match view {
        View::PlazaDay => vec![Line(15, "mira", Mood::Joy, 9000, "You're early! The buns are still warm.")],
        View::Cafe => vec![Line(15, "mira", Mood::Joy, 9000, "Sit anywhere. I'll bring you the good cup.")],
        View::Talk => vec![
            Line(3, ROBIN, Mood::Calm, 2500, "Has anybody seen the grey cat?"),
            Line(20, "mira", Mood::Joy, 9000, "By the fountain, asleep on somebody's newspaper."),
            Line(30, "tobias", Mood::Calm, 9000, "My chess column. It has taste, that cat."),
        ],
        View::Hall => {
            vec![Line(15, "amos", Mood::Joy, 9000, "Sit anywhere. The tables don't bite; the questions might.")]
        }
        _ => Vec::new(),
    }
}

/// Who is on the stage.
#[derive(Resource, Debug)]
struct Cast(Vec<(&'static str, BodyId)>);

impl Cast {
    fn id(&self, who: &str) -> Option<BodyId> {
        self.0.iter().find(|(name, _)| *name == who).map(|(_, id)| *id)
    }
}

fn set(
    mut commands: Commands,
    progress: Res<Progress>,
    staging: Res<Staging>,
    content: Res<Content>,
    mut title: ResMut<TitleMinute>,
    mut connection: ResMut<Connection>,
    mut entered: MessageWriter<Entered>,
    mut told: MessageWriter<TownTold>,
    mut talks: MessageWriter<ConversationChanged>,
    mut hall: ResMut<Hall>,
    mut desk: ResMut<Desk>,
) -> Result {
    title.0 = f32::from(staging.minute);
    if !progress.curtain() || staging.view == View::Title {
        return Ok(());
    }
    let key = Key::parse(match staging.view {
        View::Cafe => "cafe",
        view if is_of_hall(view) => "game-hall",
        _ => "plaza",
    })?;
    let scene = content.0.scenes.get(&key).ok_or_else(|| format!("there is no scene {key} to show"))?;
    // Who walks sets out shortly before the picture, so that it finds them on their way.
    let ticks = STEPS * STEP.as_millis() as u32 / 50;
    let mut cast = Vec::new();
    for (number, role) in (1..).zip(roles(staging.view)) {
        let Some(at) = scene.walls.nearest_free(role.at) else { continue };
        let way = role.walks_to.and_then(|to| find_path(&scene.walls, at, scene.walls.nearest_free(to)?));
        let start = if way.is_some() { TICK.after(ticks.saturating_sub(26)) } else { TICK };
        let motion = way.map_or(Motion::Still, Motion::Path);
        let trajectory = Trajectory { start, motion, ..Trajectory::standing(TICK, at.centre(), role.facing) };
        let character = content.0.characters.iter().find(|(name, _)| name.as_str() == role.who);
        let being = match character {
            Some((name, def)) => {
                Being { id: BodyId(number), name: def.name.clone(), looks: def.looks, character: Some(name.clone()) }
            }
            None => Being { id: PLAYER, name: ROBIN.into(), looks: robin(), character: None },
        };
        if character.is_none() {
            entered.write(Entered {
                you: PLAYER,
                scene: key.clone(),
                tick: TICK,
                trajectory: trajectory.clone(),
                // A minute that takes an hour: the light doesn't change while the picture is prepared.
                minute_ms: 3_600_000,
                news: Vec::new(),
            });
        }
        cast.push((role.who, being.id));
        commands.spawn((being, trajectory, Mien { mood: role.mood, doing: role.doing }));
    }
    told.write(TownTold { visitors: 3, time: TownTime(24 * 60 * 3 + u32::from(staging.minute)), tick: TICK });
    connection.state = ConnectionState::Connected;
    connection.name = Some(ROBIN.into());
    let cast = Cast(cast);
    if staging.view == View::Talk {
        let members = [ROBIN, "mira", "tobias", "odile"].iter().filter_map(|who| cast.id(who)).collect();
        talks.write(ConversationChanged { members, turn: cast.id("odile") });
    }
    commands.insert_resource(cast);
    if let Some(staged) = games::staged(staging.view, &content.0, robin()) {
        hall.stage(staged.room, staged.game, staged.subjects, games::now());
        (hall.passing, hall.tables, hall.records) = (staged.passing, staged.tables, staged.records);
        (desk.open, desk.records) = (!hall.tables.is_empty(), !hall.records.is_empty());
        hall.invitees = content.0.characters.keys().filter(|key| key.as_str() != games::HOST).cloned().collect();
        if !staged.patter.is_empty() {
            hall.say(Key::parse(games::HOST)?, staged.patter);
        }
    }
    Ok(())
}

const fn robin() -> Looks {
    Looks {
        body: 1,
        skin: 3,
        hair: 3,
        hair_colour: 1,
        top: 1,
        top_colour: 1,
        legs: 1,
        legs_colour: 2,
        extra: 0,
        extra_colour: 0,
    }
}

fn speak(progress: Res<Progress>, staging: Res<Staging>, cast: Option<Res<Cast>>, mut spoken: MessageWriter<Spoke>) {
    let (Some(cast), Some(start)) = (cast, progress.staged_at) else { return };
    for Line(_, who, mood, show_ms, text) in
        lines(staging.view).iter().filter(|line| progress.updates == start + line.0)
    {
        let Some(who) = cast.id(who) else { continue };
        spoken.write(Spoke { who, to: None, text: (*text).into(), mood: *mood, show_ms: *show_ms });
    }
}
