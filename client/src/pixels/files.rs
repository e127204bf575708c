//! Loaders of the art compiler's files: atlases, the description of people, the palette.

use std::collections::HashMap;
use std::path::Path;

use bevy::asset::io::Reader;
use bevy::asset::{AssetLoader, LoadContext};
use bevy::prelude::*;
use shared::content::atlas::AtlasDef;
use shared::content::looks::PeopleDef;
use shared::content::{self, Problem};

/// An atlas: its description and its picture.
#[derive(Asset, TypePath, Debug)]
pub struct AtlasFile {
    /// What is in it.
    pub def: AtlasDef,
    /// Its picture.
    #[dependency]
    pub image: Handle<Image>,
}

/// What people can be made of.
#[derive(Asset, TypePath, Debug)]
pub struct PeopleFile(pub PeopleDef);

/// The house palette, by colour name.
#[derive(Asset, TypePath, Debug)]
pub struct PaletteFile(pub HashMap<String, Srgba>);

/// Why one of these files can't be used.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    /// It can't be read.
    #[error("can't be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// It isn't text.
    #[error("isn't text: {0}")]
    NotText(#[from] std::string::FromUtf8Error),
    /// It isn't what its type says.
    #[error(transparent)]
    Content(#[from] Problem),
    /// A line isn't a name and a colour.
    #[error("line {0}: expected a name and a colour like #1f1a33")]
    Colour(usize),
}

/// Adds the loaders.
pub fn plugin(app: &mut App) {
    app.init_asset::<AtlasFile>()
        .init_asset::<PeopleFile>()
        .init_asset::<PaletteFile>()
        .register_asset_loader(AtlasLoader)
        .register_asset_loader(PeopleLoader)
        .register_asset_loader(PaletteLoader);
}

#[derive(TypePath)]
struct AtlasLoader;

impl AssetLoader for AtlasLoader {
    type Asset = AtlasFile;
    type Settings = ();
    type Error = BadFile;

    async fn load(
        &self,
        reader: &mut dyn Reader,
        (): &(),
        context: &mut LoadContext<'_>,
    ) -> Result<AtlasFile, BadFile> {
        let path = context.path().path().to_owned();
        let def: AtlasDef = content::parse(&path, &text(reader).await?)?;
        let image = path.parent().unwrap_or(Path::new("")).join(&def.image);
        let image = context.load(image);
        Ok(AtlasFile { def, image })
    }

    fn extensions(&self) -> &[&str] {
        &["atlas.ron"]
    }
}

#[derive(TypePath)]
struct PeopleLoader;

impl AssetLoader for PeopleLoader {
    type Asset = PeopleFile;
    type Settings = ();
    type Error = BadFile;

    async fn load(
        &self,
        reader: &mut dyn Reader,
        (): &(),
        context: &mut LoadContext<'_>,
    ) -> Result<PeopleFile, BadFile> {
        let path = context.path().path().to_owned();
        Ok(PeopleFile(content::parse(&path, &text(reader).await?)?))
    }

    fn extensions(&self) -> &[&str] {
        &["ron"]
    }
}

#[derive(TypePath)]
struct PaletteLoader;

impl AssetLoader for PaletteLoader {
    type Asset = PaletteFile;
    type Settings = ();
    type Error = BadFile;

    async fn load(&self, reader: &mut dyn Reader, (): &(), _: &mut LoadContext<'_>) -> Result<PaletteFile, BadFile> {
        palette(&text(reader).await?).map(PaletteFile)
    }

    fn extensions(&self) -> &[&str] {
        &["txt"]
    }
}

async fn text(reader: &mut dyn Reader) -> Result<String, BadFile> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).await?;
    Ok(String::from_utf8(bytes)?)
}

/// Lines of `name #rrggbb`; lines that start with `#` are remarks.
fn palette(text: &str) -> Result<HashMap<String, Srgba>, BadFile> {
    let mut colours = HashMap::new();
    for (at, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut words = line.split_whitespace();
        let (Some(name), Some(hex)) = (words.next(), words.next()) else { return Err(BadFile::Colour(at)) };
        let colour = Srgba::hex(hex).map_err(|_| BadFile::Colour(at))?;
        colours.insert(name.to_owned(), colour);
    }
    Ok(colours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_is_read_and_its_mistakes_are_placed() {
        let colours = palette("# remark\n\nink1 #1f1a33\n").expect("a palette");
        assert_eq!(colours["ink1"], Srgba::rgb_u8(0x1f, 0x1a, 0x33));
        assert_eq!(
            palette("ink1 #1f1a33\nink2 red").expect_err("no colour").to_string(),
            BadFile::Colour(2).to_string()
        );
    }
}
