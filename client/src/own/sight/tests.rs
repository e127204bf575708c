//! Sight: what is told in which order, and what is seen then.

use bevy::state::app::StatesPlugin;
use shared::content::looks::Looks;
use shared::protocol::components::{Being, Mien, Mood};
use shared::protocol::sight::Sighting;
use shared::world::movement::Trajectory;
use shared::world::{Facing, Tick, TilePos};

use super::*;

/// A client's app without a server.
fn app() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, StatesPlugin, plugin)).init_state::<ClientState>();
    app.add_message::<Entered>().add_message::<SceneTold>();
    app
}

fn enter(app: &mut App, scene: &str) {
    let trajectory = standing(0);
    let (you, scene) = (BodyId(1), Key::parse(scene).expect("a key"));
    app.world_mut().write_message(Entered { you, scene, tick: Tick(0), trajectory, minute_ms: 1, news: Vec::new() });
}

fn tell(app: &mut App, changes: SceneChanges) {
    app.world_mut().write_message(SceneTold::of(&changes).expect("bytes"));
}

fn standing(tick: u32) -> Trajectory {
    Trajectory::standing(Tick(tick), TilePos(2, 2).centre(), Facing::Down)
}

fn came(id: u32) -> Sighting {
    let being = Being { id: BodyId(id), name: "Ana".into(), looks: Looks::default(), character: None };
    Sighting { being, trajectory: standing(0), mien: Mien::default() }
}

fn all_of(scene: &str, ids: &[u32]) -> SceneChanges {
    let came = ids.iter().copied().map(came).collect();
    SceneChanges { all_of: Key::parse(scene).ok(), came, ..default() }
}

fn more(id: u32) -> SceneChanges {
    SceneChanges { came: vec![came(id)], ..default() }
}

/// Lets a frame pass; who is in sight then.
fn seen(app: &mut App) -> Vec<u32> {
    app.update();
    app.world().resource::<BodyIndex>().iter().map(|(body, _)| body.0).collect()
}

#[test]
fn changes_of_one_frame_apply_in_their_order() {
    let mut app = app();
    enter(&mut app, "plaza");
    tell(&mut app, all_of("plaza", &[1, 2]));
    tell(&mut app, more(3));
    let glad = Mien { mood: Mood::Joy, ..default() };
    tell(&mut app, SceneChanges { moved: vec![(BodyId(3), standing(9))], left: vec![BodyId(2)], ..default() });
    tell(&mut app, SceneChanges { felt: vec![(BodyId(3), glad), (BodyId(8), glad)], ..default() });
    assert_eq!(seen(&mut app), [1, 3]);
    let entity = app.world().resource::<BodyIndex>().get(BodyId(3)).expect("in sight");
    assert_eq!(app.world().get::<Trajectory>(entity), Some(&standing(9)));
    assert_eq!(app.world().get::<Mien>(entity), Some(&glad));
}

#[test]
fn news_of_a_scene_waits_until_one_has_entered_it() {
    let mut app = app();
    tell(&mut app, all_of("plaza", &[1, 2]));
    tell(&mut app, more(3));
    assert_eq!(seen(&mut app), [0; 0]);
    enter(&mut app, "plaza");
    assert_eq!(seen(&mut app), [1, 2, 3]);
    // The next scene's news comes first, then the last of this one's would be for nobody.
    tell(&mut app, all_of("cafe", &[1, 7]));
    assert_eq!(seen(&mut app), [1, 2, 3]);
    enter(&mut app, "cafe");
    assert_eq!(seen(&mut app), [1, 7]);
}

#[test]
fn late_news_of_the_scene_before_is_left_aside() {
    let mut app = app();
    enter(&mut app, "plaza");
    tell(&mut app, all_of("plaza", &[1, 2]));
    assert_eq!(seen(&mut app), [1, 2]);
    enter(&mut app, "cafe");
    tell(&mut app, more(4));
    assert_eq!(seen(&mut app), [1], "only oneself until the café is told");
    tell(&mut app, all_of("cafe", &[1, 5]));
    tell(&mut app, more(6));
    assert_eq!(seen(&mut app), [1, 5, 6]);
}

#[test]
fn going_out_and_back_in_at_once_ends_where_one_is() {
    let mut app = app();
    enter(&mut app, "plaza");
    tell(&mut app, all_of("plaza", &[1, 2]));
    assert_eq!(seen(&mut app), [1, 2]);
    enter(&mut app, "cafe");
    enter(&mut app, "plaza");
    tell(&mut app, all_of("cafe", &[1, 5]));
    tell(&mut app, more(6));
    tell(&mut app, all_of("plaza", &[1, 3]));
    assert_eq!(seen(&mut app), [1, 3]);
}

#[test]
fn nobody_is_in_sight_without_a_connection() {
    let mut app = app();
    app.world_mut().resource_mut::<NextState<ClientState>>().set(ClientState::Connected);
    enter(&mut app, "plaza");
    tell(&mut app, all_of("plaza", &[1, 2]));
    assert_eq!(seen(&mut app), [1, 2]);
    let own = app.world_mut().spawn(came(9).being).id();
    app.world_mut().resource_mut::<NextState<ClientState>>().set(ClientState::Disconnected);
    assert_eq!(seen(&mut app), [9], "what the server didn't tell of stays");
    assert!(app.world().get_entity(own).is_ok());
    enter(&mut app, "plaza");
    tell(&mut app, all_of("plaza", &[1]));
    assert_eq!(seen(&mut app), [1, 9]);
}
