//! The file of a backup: a line that says what it is, a line for each row, and a line that says it is whole.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::row::{Item, Row, Sum, Tally};
use super::tables::TABLES;
use crate::storage::StoreError;
use crate::storage::open::newest;

/// The version of this layout.
const LAYOUT: u32 = 1;

/// The longest line that is read, in bytes: no row comes near.
const LONGEST: u64 = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// Which layout follows.
    parlor_backup: u32,
    /// The last migration that the town went through.
    migration: i64,
    /// When it was made, in milliseconds since the Unix epoch.
    made_at: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    rows: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    end: Foot,
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> StoreError {
    move |cause| StoreError::File { path: path.to_owned(), cause: cause.to_string() }
}

fn bad(cause: impl Into<String>) -> StoreError {
    StoreError::BadBackup { cause: cause.into() }
}

/// Writes what comes into a new file; it is on the disk when this returns. What was begun is removed when it fails.
pub(super) async fn write(path: &Path, made_at: u64, items: mpsc::Receiver<Item>) -> Result<Tally, StoreError> {
    let mut options = File::options();
    options.write(true).create_new(true);
    // It holds what people said, and the hashes of their tokens.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(failed(path))?;
    let written = write_all(path, file, made_at, items).await;
    if written.is_err() {
        // The first error says more than one about a file that may be gone already.
        let _ = std::fs::remove_file(path);
    }
    written
}

async fn write_all(
    path: &Path,
    file: File,
    made_at: u64,
    mut items: mpsc::Receiver<Item>,
) -> Result<Tally, StoreError> {
    let failed = failed(path);
    let text = |value: serde_json::Result<String>| value.map_err(|cause| failed(cause.into()));
    let mut out = BufWriter::new(file);
    let head = Head { parlor_backup: LAYOUT, migration: newest(), made_at };
    writeln!(out, "{}", text(serde_json::to_string(&head))?).map_err(&failed)?;
    while let Some(item) = items.recv().await {
        match item {
            Item::Row(row) => writeln!(out, "{}", row.line()).map_err(&failed)?,
            Item::End(tally) => {
                let end = End { end: Foot { rows: tally.count(), sha256: tally.sha256.clone() } };
                writeln!(out, "{}", text(serde_json::to_string(&end))?).map_err(&failed)?;
                let file = out.into_inner().map_err(|cause| failed(cause.into_error()))?;
                file.sync_all().map_err(&failed)?;
                return Ok(tally);
            }
        }
    }
    Err(bad("the town could not be read to its end"))
}

/// Reads a whole file and says what is in it, without keeping it.
pub(super) fn check(path: &Path) -> Result<Tally, StoreError> {
    let mut sum = Sum::default();
    let mut tables = 0;
    each_line(path, |number, line| {
        let row = Row::parse(line).map_err(|cause| bad(format!("line {number}: {cause}")))?;
        // Rows whose tables come in another order would break what refers to them.
        let table = TABLES.iter().position(|table| table.name == row.table.name).unwrap_or(0);
        if table < tables {
            return Err(bad(format!("line {number}: a row of {} comes too late", row.table.name)));
        }
        tables = table;
        sum.add(row.table, line);
        Ok(())
    })
    .and_then(|foot| {
        let tally = sum.tally();
        if (foot.rows, &foot.sha256) == (tally.count(), &tally.sha256) {
            return Ok(tally);
        }
        Err(bad(format!("it should hold {} rows with another checksum: it was changed after it was made", foot.rows)))
    })
}

/// Sends the rows of a file that was checked.
pub(super) async fn send(path: &Path, tally: Tally, items: mpsc::Sender<Item>) -> Result<(), StoreError> {
    let path = path.to_owned();
    let sent = tokio::task::spawn_blocking(move || {
        each_line(&path, |number, line| {
            let row = Row::parse(line).map_err(|cause| bad(format!("line {number}: {cause}")))?;
            items.blocking_send(Item::Row(row)).map_err(|_| bad("the database did not take all rows"))
        })?;
        items.blocking_send(Item::End(tally)).map_err(|_| bad("the database did not take all rows"))
    });
    sent.await.unwrap_or_else(|cause| Err(bad(cause.to_string())))
}

/// Calls `each` for every line between the first and the last one, which are checked for what they are.
fn each_line(path: &Path, mut each: impl FnMut(usize, &str) -> Result<(), StoreError>) -> Result<Foot, StoreError> {
    let failed = failed(path);
    let mut input = BufReader::new(File::open(path).map_err(&failed)?);
    let mut line = String::new();
    let mut number = 0;
    let mut next = |line: &mut String, longest: u64| -> Result<bool, StoreError> {
        line.clear();
        number += 1;
        let read = input.by_ref().take(longest).read_line(line);
        match read {
            Ok(0) => Ok(false),
            Ok(_) if line.ends_with('\n') => {
                line.pop();
                Ok(true)
            }
            Ok(_) => Err(bad(format!("line {number} is cut off: the file is not whole"))),
            Err(cause) if cause.kind() == std::io::ErrorKind::InvalidData => {
                Err(bad(format!("line {number} isn't text: the file is something else")))
            }
            Err(cause) => Err(failed(cause)),
        }
    };
    let foreign = |_| bad("the file isn't a backup of a Parlor town");
    if !next(&mut line, 1_000).map_err(foreign)? {
        return Err(bad("the file is empty"));
    }
    let head: Head = serde_json::from_str(&line).map_err(|_| bad("the file isn't a backup of a Parlor town"))?;
    if head.parlor_backup != LAYOUT {
        return Err(bad(format!(
            "the backup has layout {}, this server reads layout {LAYOUT}: use the server that made it",
            head.parlor_backup
        )));
    }
    if head.migration != newest() {
        return Err(bad(format!(
            "the backup is of version {}, this server's is {}: restore it with the server that made it, then start this one",
            head.migration,
            newest()
        )));
    }
    let mut count = 1;
    while next(&mut line, LONGEST)? {
        count += 1;
        if let Ok(end) = serde_json::from_str::<End>(&line) {
            let more = !input.fill_buf().map_err(&failed)?.is_empty();
            return if more { Err(bad(format!("something follows the end in line {count}"))) } else { Ok(end.end) };
        }
        each(count, &line)?;
    }
    Err(bad("its end is missing: the file is not whole"))
}
