//! The shipped content, where systems find it.

use std::sync::Arc;

use bevy::prelude::Resource;
use shared::content::town::TownContent;

/// The town's public content: scenes, props, characters. Replaced as a whole when files change.
#[derive(Resource, Debug, Clone, Default)]
pub struct Content(pub Arc<TownContent>);
