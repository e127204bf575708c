//! Following: the town says which content it runs on, and this client gets the same, without leaving it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bevy::platform::cell::SyncCell;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::api::PREFIX;
use shared::content::shipped::ContentList;
use shared::protocol::facts::ContentTold;

use super::fetch::Fetch;
use super::{InUse, Notice, Shipped};
use crate::net::platform::http::FileTask;
use crate::net::platform::task::Task;
use crate::net::{Connection, Done};
use crate::own::{Content, OwnSystems};

/// Largest list of files, in bytes.
pub(crate) const MAX_LIST: u64 = 1024 * 1024;

/// The longest that a failed try is rested from, in milliseconds.
const LONGEST_REST_MS: u64 = 10_000;

/// Tries that may fail without a word: the town may have changed again meanwhile.
const QUIET_TRIES: u32 = 2;

/// What the game came with.
#[derive(Resource)]
struct Own(Arc<Shipped>);

/// How far this client is in getting the town's content.
#[derive(Resource, Default)]
pub struct Follow {
    /// The revision that the town runs on; `None` until it says so.
    wanted: Option<String>,
    /// What was wanted when the list was asked for.
    asked_for: Option<String>,
    work: Work,
    tries: u32,
}

#[derive(Default)]
enum Work {
    /// What is wanted is in use, or nothing is wanted.
    #[default]
    Rest,
    /// A try has failed; the next comes then.
    Waiting { until: Duration },
    /// Asking which files there are.
    Asking(FileTask),
    /// Getting them.
    Fetching(Box<Fetch>),
    /// Reading and checking them.
    Preparing(SyncCell<Task<Result<Shipped, String>>>),
}

impl Follow {
    /// Whether there is no reason to wait before the town is shown: its content is here, or it doesn't come.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.work, Work::Rest) || self.tries >= QUIET_TRIES
    }

    /// Files that are here, and files in all, while they are fetched.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        if let Work::Fetching(fetch) = &self.work { Some(fetch.progress()) } else { None }
    }
}

pub(super) fn plugin(app: &mut App, own: Arc<Shipped>) {
    app.init_resource::<Follow>()
        .insert_resource(Own(own))
        .add_systems(PreUpdate, (hear, work).chain().after(ClientSystems::Receive).before(OwnSystems::Learn));
}

fn hear(mut follow: ResMut<Follow>, mut told: MessageReader<ContentTold>, connection: Res<Connection>) {
    let follow = follow.bypass_change_detection();
    if !connection.is_under_way() && follow.wanted.is_some() {
        *follow = Follow::default();
    }
    if let Some(ContentTold { revision, .. }) = told.read().last() {
        (follow.wanted, follow.asked_for) = (Some(revision.clone()), None);
        if let Work::Waiting { .. } = follow.work {
            follow.work = Work::Rest;
        }
    }
}

fn work(
    mut follow: ResMut<Follow>,
    connection: Res<Connection>,
    own: Res<Own>,
    mut in_use: ResMut<InUse>,
    mut content: ResMut<Content>,
    mut notices: MessageWriter<Notice>,
    time: Res<Time<Real>>,
) {
    let follow = follow.bypass_change_detection();
    let (Some(wanted), Some(server)) = (&follow.wanted, &connection.server) else { return };
    let result = match std::mem::take(&mut follow.work) {
        Work::Waiting { until } if time.elapsed() < until => Ok(Work::Waiting { until }),
        Work::Rest | Work::Waiting { .. } if *wanted == in_use.revision => Ok(Work::Rest),
        Work::Rest | Work::Waiting { .. } if *wanted == own.0.revision => {
            take_up(&own.0, &mut in_use, &mut content);
            Ok(Work::Rest)
        }
        // What was asked for is in use, under a newer name that the town will tell in a moment.
        Work::Rest if follow.asked_for.as_ref() == Some(wanted) => Ok(Work::Rest),
        Work::Rest | Work::Waiting { .. } => {
            follow.asked_for = Some(wanted.clone());
            Ok(Work::Asking(FileTask::start(format!("{server}{PREFIX}/content"), MAX_LIST)))
        }
        Work::Asking(mut call) => match call.poll() {
            None => Ok(Work::Asking(call)),
            Some(answer) => answer
                .map_err(|silence| silence.to_string())
                .and_then(|bytes| read_list(&bytes))
                .map(|list| Work::Fetching(Box::new(Fetch::begin(list, &[&in_use.files, &own.0.files])))),
        },
        Work::Fetching(mut fetch) => fetch.drive(server).map(|files| match files {
            None => Work::Fetching(fetch),
            Some(files) => {
                let before = Arc::clone(&in_use.0);
                let read = move || {
                    Shipped::of(files, Path::new(""), Some(&before))
                        .map_err(|problems| problems.first().map(ToString::to_string).unwrap_or_default())
                };
                Work::Preparing(SyncCell::new(Task::start("content", read)))
            }
        }),
        Work::Preparing(mut task) => match task.get().poll() {
            Done::NotYet => Ok(Work::Preparing(task)),
            Done::Yes(Ok(shipped)) => {
                info!(revision = shipped.revision, "took up the town's content");
                take_up(&Arc::new(shipped), &mut in_use, &mut content);
                follow.tries = 0;
                Ok(Work::Rest)
            }
            Done::Yes(Err(problem)) => Err(problem),
            Done::Never => Err("the worker died".to_owned()),
        },
    };
    follow.work = result.unwrap_or_else(|cause| {
        follow.tries += 1;
        follow.asked_for = None;
        warn!(%cause, tries = follow.tries, "the town's content doesn't come");
        if follow.tries == QUIET_TRIES {
            notices.write(Notice(format!("The town has changed, but the change doesn't get here: {cause}")));
        }
        let rest = (100u64 << follow.tries.min(10)).min(LONGEST_REST_MS);
        Work::Waiting { until: time.elapsed() + Duration::from_millis(rest) }
    });
}

fn take_up(shipped: &Arc<Shipped>, in_use: &mut InUse, content: &mut Content) {
    content.0 = Arc::clone(&shipped.town);
    in_use.0 = Arc::clone(shipped);
}

/// The list, if it can be a town's.
pub(crate) fn read_list(bytes: &[u8]) -> Result<ContentList, String> {
    let list: ContentList = serde_json::from_slice(bytes).map_err(|_| "its list of files makes no sense".to_owned())?;
    list.check().map_err(|bad| bad.to_string())?;
    Ok(list)
}
