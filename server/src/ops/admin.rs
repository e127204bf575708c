//! `parlor-server admin`: who came to the town, forgetting somebody who asks for it, and questions in and out.

use shared::clock::Clock as _;
use shared::ids::PlayerId;

use super::questions;
use crate::clock::WallClock;
use crate::run::StartError;
use crate::settings::Settings;
use crate::storage::{Claim, Store, Visitor};

/// What to do.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Work {
    /// List every player, those who were here last first.
    Players,
    /// Delete a player and everything that the town remembers of them; stop the server first.
    Forget {
        /// Their name, or their id as `players` lists it.
        who: String,
    },
    /// Questions of other programs in, and all questions out.
    #[command(subcommand)]
    Questions(questions::Work),
}

/// Does it, and says what was done.
///
/// # Errors
/// Words that say what to do; nothing was changed then.
pub async fn work(settings: &Settings, work: &Work) -> Result<String, StartError> {
    match work {
        Work::Players => {
            let store = Store::open_as_it_is(&settings.database).await?;
            let visitors = store.visitors().await;
            store.close().await;
            Ok(listed(&visitors?, WallClock.now_ms()))
        }
        Work::Questions(work) => questions::work(settings, work).await,
        Work::Forget { who } => {
            let claim = Claim::take(&settings.database).await?;
            let store = Store::open_as_it_is(&settings.database).await?;
            let done = forget(&store, who).await;
            store.close().await;
            claim.release().await;
            done
        }
    }
}

async fn forget(store: &Store, who: &str) -> Result<String, StartError> {
    let visitors = store.visitors().await?;
    let visitor = match named(&visitors, who).as_slice() {
        [] => return Err(anyhow::anyhow!("nobody is called {who:?}: `admin players` lists everybody").into()),
        [one] => (*one).clone(),
        several => {
            let ids: Vec<String> = several.iter().map(|visitor| visitor.id.to_string()).collect();
            let ids = ids.join(", ");
            return Err(anyhow::anyhow!("several players are called {who:?}: say which by its id, {ids}").into());
        }
    };
    let Some(gone) = store.forget_player(visitor.id).await? else {
        return Err(anyhow::anyhow!("{who:?} is gone already").into());
    };
    Ok(format!(
        "forgot {} ({}): {} lines, {} memories of characters, {} news",
        visitor.name, visitor.id, gone.lines, gone.memories, gone.news
    ))
}

/// The player of this id, or all of this name.
fn named<'a>(visitors: &'a [Visitor], who: &str) -> Vec<&'a Visitor> {
    let id = who.strip_prefix('p').filter(|digits| digits.len() == 16);
    let id = id.and_then(|digits| u64::from_str_radix(digits, 16).ok()).map(PlayerId);
    let by_id: Vec<&Visitor> = visitors.iter().filter(|visitor| Some(visitor.id) == id).collect();
    if by_id.is_empty() { visitors.iter().filter(|visitor| visitor.name == who).collect() } else { by_id }
}

fn listed(visitors: &[Visitor], now_ms: u64) -> String {
    let line = |visitor: &Visitor| {
        let Visitor { id, name, created_ms, seen_ms, visits } = visitor;
        let (seen, came) = (ago(*seen_ms, now_ms), ago(*created_ms, now_ms));
        format!("{id}  {name}, here last {seen}, first {came}, {visits} visits")
    };
    let mut lines: Vec<String> = visitors.iter().map(line).collect();
    lines.push(format!("{} players", visitors.len()));
    lines.join("\n")
}

/// How long ago something was, in the largest unit that fits.
fn ago(then_ms: u64, now_ms: u64) -> String {
    let minutes = now_ms.saturating_sub(then_ms) / 60_000;
    match minutes {
        0 => "just now".to_owned(),
        1..120 => format!("{minutes} min ago"),
        120..2_880 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(id: u64, name: &str) -> Visitor {
        Visitor { id: PlayerId(id), name: name.into(), created_ms: 0, seen_ms: 86_400_000, visits: 3 }
    }

    #[test]
    fn players_are_found_by_name_or_id() {
        let all = [visitor(1, "Ana"), visitor(2, "Bo"), visitor(3, "Ana"), visitor(4, "p0000000000000001")];
        let ids = |who| named(&all, who).into_iter().map(|visitor| visitor.id.0).collect::<Vec<_>>();
        assert_eq!((ids("Ana"), ids("Bo"), ids("bo")), (vec![1, 3], vec![2], vec![]));
        assert_eq!((ids("p0000000000000003"), ids("p3")), (vec![3], vec![]));
        assert_eq!(ids("p0000000000000001"), [1], "nobody takes another's id for a name");
    }

    #[test]
    fn the_list_says_how_long_ago() {
        let text = listed(&[visitor(1, "Ana")], 5 * 86_400_000);
        assert_eq!(text, "p0000000000000001  Ana, here last 4 days ago, first 5 days ago, 3 visits\n1 players");
        for (minutes, words) in [(0, "just now"), (119, "119 min ago"), (120, "2 h ago"), (2_880, "2 days ago")] {
            assert_eq!(ago(0, minutes * 60_000), words);
        }
    }
}
