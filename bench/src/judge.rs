//! How often the judge of typed answers agrees with fair hosts, and how often it accepts what they wouldn't.

use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use serde::Serialize;
use shared::rooms::judge::judge;
use shared::rooms::judge::labelled::{Tally, parse};

use crate::report;

/// The set that the judge was never tuned on.
const UNSEEN: &str = "heldout.tsv";

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder with labelled replies.
    #[arg(long, default_value = "shared/tests/judge")]
    replies: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    replies: usize,
    agreement: f64,
    false_accept_share: f64,
    /// The same of the replies that the judge was never tuned on.
    unseen: Part,
}

#[derive(Serialize)]
struct Part {
    replies: usize,
    agreement: f64,
    false_accept_share: f64,
}

impl Part {
    fn of(tally: &Tally) -> Self {
        let share = |count: usize| count as f64 / tally.replies.max(1) as f64;
        Self { replies: tally.replies, agreement: share(tally.agreed), false_accept_share: share(tally.false_accepts) }
    }
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let (mut all, mut unseen) = (Tally::default(), Tally::default());
    let folder = &options.replies;
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let file = entry?.path();
        if file.extension().is_none_or(|end| end != "tsv") {
            continue;
        }
        let rows = parse(&std::fs::read_to_string(&file)?).map_err(|error| anyhow!("{}: {error}", file.display()))?;
        for row in rows {
            let verdict = judge(&row.reply, &row.accepted);
            all.count(row.verdict, verdict);
            if file.ends_with(UNSEEN) {
                unseen.count(row.verdict, verdict);
            }
        }
    }
    let Part { replies, agreement, false_accept_share } = Part::of(&all);
    report::result(&Report { replies, agreement, false_accept_share, unseen: Part::of(&unseen) })
}
