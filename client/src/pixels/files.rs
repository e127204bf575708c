//! The art compiler's files as pictures in memory: atlases, the description of people, the palette.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::image::{CompressedImageFormats, Image, ImageSampler, ImageType};
use shared::content::Problem;
use shared::content::atlas::AtlasDef;
use shared::content::looks::PeopleDef;
use shared::content::palette::Palette;
use shared::content::shipped::ShippedFiles;

/// The atlases that the game draws from, under `atlas/`.
const ATLASES: [&str; 5] = ["grounds", "props", "people", "marks", "ui"];

/// An atlas: its description and its picture.
#[derive(Debug)]
pub struct Atlas {
    /// What is in it.
    pub def: AtlasDef,
    /// Its picture.
    pub image: Image,
    /// Hashes of both files.
    hashes: [String; 2],
}

/// Everything that is drawn from.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// The atlases by name.
    pub atlases: BTreeMap<&'static str, Arc<Atlas>>,
    /// What people can be made of.
    pub people: Option<Arc<PeopleDef>>,
    /// The house palette.
    pub palette: Palette,
}

impl Pictures {
    /// Reads them out of a town's files, which were checked; an atlas that is the same in `before` is taken from there.
    ///
    /// # Errors
    /// The first file that is missing or can't be read.
    pub fn of(files: &ShippedFiles, root: &Path, before: Option<&Self>) -> Result<Self, Problem> {
        let mut pictures = Self {
            people: Some(Arc::new(files.source(root, "people.ron")?.parse()?)),
            palette: Palette::parse(&files.source(root, "art/palette.txt")?)?,
            ..Self::default()
        };
        for name in ATLASES {
            let known = before.and_then(|before| before.atlases.get(name));
            pictures.atlases.insert(name, atlas(files, root, name, known)?);
        }
        Ok(pictures)
    }
}

fn atlas(files: &ShippedFiles, root: &Path, name: &str, known: Option<&Arc<Atlas>>) -> Result<Arc<Atlas>, Problem> {
    let path = format!("atlas/{name}.atlas.ron");
    let def: AtlasDef = files.source(root, &path)?.parse()?;
    let picture = format!("atlas/{}", def.image);
    let missing = |path: &str| Problem::missing(&root.join(path));
    let text = files.0.get(&path).ok_or_else(|| missing(&path))?;
    let file = files.0.get(&picture).ok_or_else(|| missing(&picture))?;
    let hashes = [text.hash.clone(), file.hash.clone()];
    if let Some(known) = known.filter(|known| known.hashes == hashes) {
        return Ok(Arc::clone(known));
    }
    let image = Image::from_buffer(
        &file.bytes,
        ImageType::Extension("png"),
        CompressedImageFormats::NONE,
        true,
        ImageSampler::Default,
        RenderAssetUsages::default(),
    );
    let image = image.map_err(|cause| Problem::new(&root.join(&picture), format!("is no picture: {cause}")))?;
    Ok(Arc::new(Atlas { def, image, hashes }))
}
