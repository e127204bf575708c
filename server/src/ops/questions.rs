//! `parlor-server admin questions`: questions of other programs into the town's database, and all questions out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use questions::import::{Limits, Options};
use shared::clock::Clock as _;
use shared::ids::Key;

use crate::clock::WallClock;
use crate::content::Current;
use crate::library::{File, Library, formats};
use crate::run::{self, StartError};
use crate::settings::Settings;
use crate::storage::{Claim, Store};

/// Most rows that are told of.
const TOLD: usize = 50;

/// What to do.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Work {
    /// Take in a file of questions; stop the server first, or let it do this itself over its API.
    Import {
        /// CSV, OpenTDB, GIFT or an archive of clues; docs/importing.md says what becomes what.
        file: PathBuf,
        /// What the file is, if it doesn't show: csv, opentdb-json, gift, clues-as-json or clues-as-tsv.
        #[arg(long, value_name = "FORMAT")]
        format: Option<String>,
        /// The category of questions that name none; otherwise it is called as the file.
        #[arg(long, value_name = "NAME")]
        category: Option<String>,
        /// The level of questions that have none.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=5))]
        level: u8,
    },
    /// Write all questions, those of the town's files too.
    Export {
        /// The file to make.
        file: PathBuf,
        /// What to write: csv, opentdb-json, gift, clues-as-json or clues-as-tsv.
        #[arg(long, value_name = "FORMAT", default_value = "csv")]
        format: String,
        /// Only this category, by its name in the bank.
        #[arg(long, value_name = "NAME")]
        category: Option<String>,
    },
}

/// Does it, and says what was done.
///
/// # Errors
/// Words that say what to do; nothing was changed then.
pub async fn work(settings: &Settings, work: &Work) -> Result<String, StartError> {
    let content = Arc::new(Current::new(Arc::new(run::load_content(settings)?)));
    match work {
        Work::Import { file, format, category, level } => {
            let format = format.as_deref().map(formats::importer).transpose().map_err(anyhow::Error::msg)?;
            let (name, bytes) = read(file)?;
            let options = Options { category: category.clone(), level: *level, ..Options::default() };
            let claim = Claim::take(&settings.database).await?;
            let store = Store::open(&settings.database).await?;
            let library = Library::open(store.clone(), content).await?;
            let done = match library.turn() {
                Ok(turn) => library.import(&turn, File { name, bytes }, format, options, WallClock.now_ms()).await,
                Err(busy) => Err(busy),
            };
            store.close().await;
            claim.release().await;
            let imported = done.map_err(|cause| anyhow!("{}: {cause}", file.display()))?;
            let mut lines: Vec<String> = imported.refused.iter().take(TOLD).map(ToString::to_string).collect();
            if imported.refused.len() > TOLD {
                lines.push(format!("and {} more rows", imported.refused.len() - TOLD));
            }
            lines.push(format!(
                "took {} of {} rows of {} and {} boards; {} rows are left out",
                imported.questions.len(),
                imported.rows_read,
                imported.format,
                imported.boards.len(),
                imported.refused.len()
            ));
            Ok(lines.join("\n"))
        }
        Work::Export { file, format, category } => {
            let format = formats::exporter(format).map_err(anyhow::Error::msg)?;
            let only = category.as_deref().map(Key::parse).transpose().map_err(anyhow::Error::from)?;
            let store = Store::open_as_it_is(&settings.database).await?;
            let library = Library::open(store.clone(), content).await;
            store.close().await;
            let exported = library?.export(format, only.as_ref());
            let exported = exported.ok_or_else(|| anyhow!("there is no category {:?}", category.as_deref()))?;
            std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(file)
                .and_then(|mut out| std::io::Write::write_all(&mut out, exported.text.as_bytes()))
                .with_context(|| format!("writing {}", file.display()))?;
            let mut lines: Vec<String> = exported.left_out.iter().take(TOLD).map(ToString::to_string).collect();
            if exported.left_out.len() > TOLD {
                lines.push(format!("and {} more", exported.left_out.len() - TOLD));
            }
            lines.extend(exported.lost.iter().map(|(what, count)| format!("{count} without {what}")));
            lines.push(format!("wrote {} to {}", exported.written, file.display()));
            Ok(lines.join("\n"))
        }
    }
}

/// The name and bytes of a file, if it isn't too large.
fn read(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    use std::io::Read as _;
    let most = Limits::default().bytes as u64 + 1;
    let mut bytes = Vec::new();
    std::fs::File::open(file)
        .and_then(|open| open.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("reading {}", file.display()))?;
    Ok((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
}
