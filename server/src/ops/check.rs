//! `parlor-server check`: what the server would say at its start, without starting it or changing anything.

use super::Finding::{self, Fine, Note, Wrong};
use crate::run;
use crate::settings::Settings;
use crate::storage::{Store, Version};

/// Looks at settings, which were read, content and database; every problem is a finding of its own.
pub async fn check(settings: &Settings) -> Vec<Finding> {
    let mut found = vec![Fine("settings: every one fits".to_owned())];
    found.push(content(settings));
    found.push(database(settings).await);
    found
}

fn content(settings: &Settings) -> Finding {
    let loaded = run::load_content(settings).and_then(|loaded| {
        run::arrival_scene(settings, &loaded.town)?;
        Ok(loaded)
    });
    match loaded {
        Ok(loaded) => Fine(format!(
            "content: {} scenes, {} characters, {} minds",
            loaded.town.scenes.len(),
            loaded.town.characters.len(),
            loaded.cast.keys().count()
        )),
        Err(cause) => Wrong(cause.to_string()),
    }
}

async fn database(settings: &Settings) -> Finding {
    let (version, store) = match Store::look(&settings.database).await {
        Ok(looked) => looked,
        Err(cause) => return Wrong(run::StartError::from(cause).to_string()),
    };
    let name = store.as_ref().map_or_else(|| format!("SQLite file {}", settings.database), |s| s.describe().to_owned());
    if let Some(store) = store {
        store.close().await;
    }
    match version {
        Version::New => Note(format!("database: nothing in the {name} yet; the first start makes a new town")),
        Version::Older { found, known } => Note(format!(
            "database: {name} is of version {found}; the next start brings it up to {known}: make a backup before, with the older server"
        )),
        Version::Current => Fine(format!("database: {name}")),
    }
}
