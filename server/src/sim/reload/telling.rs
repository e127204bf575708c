//! Telling: clients learn which content they are in, and designers what became of their edits.

use bevy::prelude::*;
use shared::protocol::facts::{ContentTold, EditTold};

use crate::settings::Designers;
use crate::sim::admission::Session;
use crate::sim::outbox::Tell;
use crate::sim::{ShardSettings, TickSystems};

/// The revision of the content that this shard runs on.
#[derive(Resource, Debug, Clone, PartialEq, Eq)]
pub struct Revision(pub String);

/// What designers have to hear of edits.
#[derive(Resource, Debug)]
pub struct Edits {
    designers: Designers,
    /// Told now.
    news: Vec<EditTold>,
    /// Still so, and told to whoever comes.
    broken: Option<EditTold>,
}

impl Edits {
    /// Something became of an edit.
    pub fn tell(&mut self, edit: EditTold) {
        self.broken = matches!(edit, EditTold::Refused { .. }).then(|| edit.clone());
        self.news.push(edit);
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (tell_content, tell_edits).chain().in_set(TickSystems::Announce));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(Revision(settings.loaded.revision.clone()));
    app.insert_resource(Edits { designers: settings.designers, news: Vec::new(), broken: None });
}

fn tell_content(
    revision: Res<Revision>,
    edits: Res<Edits>,
    clients: Query<(Entity, Ref<Session>)>,
    mut told: Tell<ContentTold>,
) {
    let designer = edits.designers == Designers::Everyone;
    for (client, session) in &clients {
        if session.is_added() || revision.is_changed() {
            told.one(client, ContentTold { revision: revision.0.clone(), designer });
        }
    }
}

fn tell_edits(mut edits: ResMut<Edits>, clients: Query<(Entity, Ref<Session>)>, mut told: Tell<EditTold>) {
    let news = std::mem::take(&mut edits.bypass_change_detection().news);
    if edits.designers == Designers::Nobody {
        return;
    }
    for (client, session) in &clients {
        let theirs = if session.is_added() { edits.broken.as_slice() } else { news.as_slice() };
        for edit in theirs {
            told.one(client, edit.clone());
        }
    }
}
