//! Files of other programs in: Aseprite sprites, Tiled and LDtk maps, character cards, questions; cards out again.
//!
//! Whatever comes in is hostile until it is parsed: every reader knows its limits beforehand, and what it makes passes
//! the checks of content before a file is written.

pub mod aseprite;
pub mod card;
pub mod files;
pub mod kind;
pub mod ldtk;
pub mod names;
pub mod outside;
pub mod questions;
pub mod read;
pub mod report;
pub mod scene;
pub mod tiled;

use std::path::Path;

use shared::content::Problem;

pub use files::Made;
pub use report::Report;

/// What somebody who imports may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the scene, character, sprite or category is to be called; by default as the file is.
    pub name: Option<String>,
    /// Which level of a file that holds several; by default all of them.
    pub level: Option<String>,
    /// Whether files that are there already are replaced.
    pub force: bool,
}

/// Why a file can't be taken in, before its name is put in front.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Bad {
    /// Line and column, counted from 1, where they are known.
    pub at: Option<(usize, usize)>,
    /// What is wrong and what was expected, on one line.
    pub message: String,
}

impl Bad {
    /// Something wrong with a file as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { at: None, message: message.into() }
    }

    /// The same as a problem of this file.
    #[must_use]
    pub fn of(self, file: &Path) -> Problem {
        Problem { file: file.to_owned(), at: self.at, message: self.message }
    }
}

/// A refusal in one word.
pub(crate) fn bad<T>(message: impl Into<String>) -> Result<T, Bad> {
    Err(Bad::new(message))
}

/// Takes a file of another program into the town under `assets`, and says what was made and what was left out.
///
/// # Errors
/// A [`Problem`] on one line: when the file can't be read as what it is, when what it gives would break the town, or
/// when something of that name is there already and `force` isn't set. Nothing is written then.
pub fn import(assets: &Path, file: &Path, options: &Options) -> Result<Report, Problem> {
    let bytes = read::file(file, read::MAX_INPUT).map_err(|bad| bad.of(file))?;
    let made = made_of(assets, file, &bytes, options)?;
    made.write(assets, options.force)
}

/// What a file gives, without writing any of it.
///
/// # Errors
/// As [`import`], but for what is there already.
pub fn made_of(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    let kind = kind::of(file, bytes).map_err(|bad| bad.of(file))?;
    if options.level.is_some() && kind != kind::Kind::Ldtk {
        return Err(Problem::new(file, "has no levels: --level is for LDtk projects"));
    }
    match kind {
        kind::Kind::Aseprite => aseprite::made(assets, file, bytes, options),
        kind::Kind::TiledXml => tiled::made(assets, file, bytes, tiled::Form::Xml, options),
        kind::Kind::TiledJson => tiled::made(assets, file, bytes, tiled::Form::Json, options),
        kind::Kind::Ldtk => ldtk::made(assets, file, bytes, options),
        kind::Kind::Questions => questions::made(assets, file, bytes, options),
        kind::Kind::CardPng => card::made_from_png(assets, file, bytes, options),
        kind::Kind::CardJson => card::made_from_json(assets, file, bytes, options),
    }
}
