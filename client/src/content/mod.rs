//! Content: what the game came with, what the town it is in is made of, and how one becomes the other.

mod fetch;
mod follow;

use std::path::Path;
use std::sync::Arc;

use bevy::prelude::*;
use shared::content::shipped::ShippedFiles;
use shared::content::town::TownContent;
use shared::content::{Problem, pictures};
use shared::protocol::facts::EditTold;

use crate::own::OwnSystems;
#[cfg(feature = "window")]
use crate::pixels::Pictures;
#[cfg(all(feature = "window", target_arch = "wasm32"))]
pub(crate) use fetch::checked;
pub use follow::Follow;
#[cfg(all(feature = "window", target_arch = "wasm32"))]
pub(crate) use follow::{MAX_LIST, read_list};

/// A town's shipped content, read and checked as one.
#[derive(Debug, Clone, Default)]
pub struct Shipped {
    /// Changes with every file; what a server calls the same content.
    pub revision: String,
    /// The files.
    pub files: ShippedFiles,
    /// What the rules need of them.
    pub town: Arc<TownContent>,
    /// What is drawn from them.
    #[cfg(feature = "window")]
    pub pictures: Pictures,
}

/// The content that is shown and walked in now. Replaced as a whole.
#[derive(Resource, Debug, Clone, Default, Deref)]
pub struct InUse(pub Arc<Shipped>);

/// Says something about the town's content to the player.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Notice(pub String);

impl Shipped {
    /// Reads and checks the folder `assets/client`.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn read(root: &Path) -> Result<Self, Vec<Problem>> {
        Self::of(ShippedFiles::read(root)?, root, None)
    }

    /// Parses and checks files; `root` is where messages place them. Pictures that `before` has as well are taken from there.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn of(files: ShippedFiles, root: &Path, before: Option<&Self>) -> Result<Self, Vec<Problem>> {
        let town = Arc::new(pictures::check(&files, root)?);
        #[cfg(feature = "window")]
        let pictures = Pictures::of(&files, root, before.map(|before| &before.pictures)).map_err(|bad| vec![bad])?;
        #[cfg(not(feature = "window"))]
        let _ = before;
        Ok(Self {
            revision: files.list().revision,
            files,
            town,
            #[cfg(feature = "window")]
            pictures,
        })
    }
}

/// Adds [`InUse`], which follows the town one is in.
pub(crate) fn plugin(app: &mut App, shipped: Arc<Shipped>) {
    app.insert_resource(crate::own::Content(Arc::clone(&shipped.town)))
        .insert_resource(InUse(Arc::clone(&shipped)))
        .add_message::<Notice>()
        .add_systems(PreUpdate, hear_edits.in_set(OwnSystems::Learn));
    follow::plugin(app, shipped);
}

/// Designers are told what became of an edit.
fn hear_edits(mut told: MessageReader<EditTold>, mut notices: MessageWriter<Notice>) {
    for edit in told.read() {
        match edit {
            EditTold::Mended => {
                notices.write(Notice("Mended: the town has your change.".into()));
            }
            EditTold::Refused { problems, more } => {
                notices.write_batch(problems.iter().map(|problem| Notice(format!("Not taken up: {problem}"))));
                if *more > 0 {
                    notices.write(Notice(format!("… and {more} more; the server's log has all of them.")));
                }
            }
        }
    }
}
