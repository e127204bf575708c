//! Packs sprites into one picture and writes its description; same sprites, same bytes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use shared::content::atlas::{AtlasDef, SpriteDef};

use super::canvas::Canvas;
use super::palette::Palette;

/// A sprite before it is packed.
#[derive(Debug, Clone)]
pub struct Sprite {
    /// Name in the atlas.
    pub name: String,
    /// Its frames, all of one size; never empty.
    pub frames: Vec<Canvas>,
    /// The point that stands on its place.
    pub anchor: (i32, i32),
    /// Milliseconds of each frame; 0 for a still picture.
    pub frame_ms: u32,
    /// The sprite that glows over this one.
    pub glow: Option<String>,
    /// Nine-slice margins.
    pub slice: Option<(u32, u32, u32, u32)>,
}

impl Sprite {
    /// A still picture.
    #[must_use]
    pub fn still(name: impl Into<String>, picture: Canvas, anchor: (i32, i32)) -> Self {
        Self { name: name.into(), frames: vec![picture], anchor, frame_ms: 0, glow: None, slice: None }
    }

    /// A moving picture.
    #[must_use]
    pub fn moving(name: impl Into<String>, frames: Vec<Canvas>, frame_ms: u32, anchor: (i32, i32)) -> Self {
        Self { name: name.into(), frames, anchor, frame_ms, glow: None, slice: None }
    }

    /// The same sprite with a glow.
    #[must_use]
    pub fn glowing(mut self, glow: impl Into<String>) -> Self {
        self.glow = Some(glow.into());
        self
    }

    /// The same sprite with nine-slice margins.
    #[must_use]
    pub fn sliced(mut self, left: u32, top: u32, right: u32, bottom: u32) -> Self {
        self.slice = Some((left, top, right, bottom));
        self
    }
}

/// Packs sprites on shelves, `width` pixels wide, with one clear pixel between them.
pub fn pack(name: &str, sprites: &[Sprite], palette: &Palette, width: i32) -> Result<(AtlasDef, Canvas)> {
    // Equal frames share a place; tall frames first keeps shelves full, names break ties.
    let mut unique: Vec<&Canvas> = Vec::new();
    let mut number: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut uses: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for sprite in sprites {
        let mut mine = Vec::new();
        for (at, frame) in sprite.frames.iter().enumerate() {
            examine(name, sprite, at, frame, palette)?;
            let next = unique.len();
            let key = [frame.w.to_le_bytes().as_slice(), &frame.png()?].concat();
            let id = *number.entry(key).or_insert(next);
            if id == next {
                unique.push(frame);
            }
            mine.push(id);
        }
        if mine.is_empty() {
            bail!("atlas {name}: sprite `{}` has no frames", sprite.name);
        }
        if uses.insert(&sprite.name, mine).is_some() {
            bail!("atlas {name}: two sprites are called `{}`", sprite.name);
        }
    }
    let mut order: Vec<usize> = (0..unique.len()).collect();
    order.sort_by_key(|&id| (-unique[id].h, -unique[id].w, id));
    let mut places = vec![(0, 0); unique.len()];
    let (mut x, mut y, mut shelf) = (1, 1, 0);
    for id in order {
        let frame = unique[id];
        if frame.w + 2 > width {
            bail!("atlas {name}: a frame is {} pixels wide, the atlas {width}", frame.w);
        }
        if x + frame.w + 1 > width {
            (x, y, shelf) = (1, y + shelf + 1, 0);
        }
        places[id] = (x, y);
        x += frame.w + 1;
        shelf = shelf.max(frame.h);
    }
    let mut picture = Canvas::new(width, y + shelf + 1);
    for (frame, (px, py)) in unique.iter().zip(&places) {
        picture.blit(frame, *px, *py);
    }
    let mut described = BTreeMap::new();
    for sprite in sprites {
        if let Some(glow) = &sprite.glow
            && !uses.contains_key(glow.as_str())
        {
            bail!("atlas {name}: sprite `{}` glows as `{glow}`, which doesn't exist", sprite.name);
        }
        let mut frames = Vec::new();
        for &id in &uses[sprite.name.as_str()] {
            let (fx, fy) = places[id];
            let (fw, fh) = (unique[id].w, unique[id].h);
            frames.push((u32::try_from(fx)?, u32::try_from(fy)?, u32::try_from(fw)?, u32::try_from(fh)?));
        }
        let def = SpriteDef {
            frames,
            anchor: sprite.anchor,
            frame_ms: sprite.frame_ms,
            glow: sprite.glow.clone(),
            slice: sprite.slice,
        };
        described.insert(sprite.name.clone(), def);
    }
    let size = (u32::try_from(picture.w)?, u32::try_from(picture.h)?);
    Ok((AtlasDef { image: format!("{name}.png"), size, sprites: described }, picture))
}

/// Packs sprites and writes `NAME.png` and `NAME.atlas.ron` into `out`.
pub fn write(out: &Path, name: &str, sprites: &[Sprite], palette: &Palette, width: i32) -> Result<()> {
    let (def, picture) = pack(name, sprites, palette, width)?;
    picture.write_png(&out.join(&def.image))?;
    let style = ron::ser::PrettyConfig::new().depth_limit(3).compact_arrays(true).new_line("\n".to_owned());
    let text = ron::ser::to_string_pretty(&def, style)? + "\n";
    let path = out.join(format!("{name}.atlas.ron"));
    std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
}

fn examine(atlas: &str, sprite: &Sprite, at: usize, frame: &Canvas, palette: &Palette) -> Result<()> {
    for y in 0..frame.h {
        for x in 0..frame.w {
            let pixel = frame.get(x, y);
            if !palette.allows(pixel) {
                let [r, g, b, _] = pixel;
                let name = &sprite.name;
                bail!(
                    "atlas {atlas}: sprite `{name}` frame {at} at {x},{y}: #{r:02x}{g:02x}{b:02x} isn't in the palette"
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette() -> Palette {
        Palette::parse("palette", "ink1 #1f1a33\ngold3 #f9cf5a").unwrap()
    }

    fn square(palette: &Palette, colour: &str, size: i32) -> Canvas {
        let mut canvas = Canvas::new(size, size);
        canvas.rect(0, 0, size, size, palette.rgba(colour));
        canvas
    }

    #[test]
    fn same_sprites_give_same_bytes_and_never_touch() {
        let palette = palette();
        let sprites = [
            Sprite::still("a", square(&palette, "ink1", 6), (3, 6)),
            Sprite::moving("b", vec![square(&palette, "gold3", 4), square(&palette, "ink1", 6)], 100, (2, 4)),
        ];
        let (def, picture) = pack("test", &sprites, &palette, 32).unwrap();
        assert_eq!(pack("test", &sprites, &palette, 32).unwrap().1.png().unwrap(), picture.png().unwrap());
        assert_eq!(def.sprites["a"].frames[0], def.sprites["b"].frames[1], "equal frames share a place");
        let (x, y, w, _) = def.sprites["a"].frames[0];
        assert_eq!(picture.get(i32::try_from(x + w).unwrap(), i32::try_from(y).unwrap())[3], 0);
    }

    #[test]
    fn refuses_colours_outside_the_palette() {
        let palette = palette();
        let sprite = Sprite::still("a", square(&palette, "mauve", 2), (0, 0));
        let error = pack("test", &[sprite], &palette, 32).unwrap_err().to_string();
        assert_eq!(error, "atlas test: sprite `a` frame 0 at 0,0: #ff00ff isn't in the palette");
    }
}
