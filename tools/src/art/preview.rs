//! Draws a scene from the atlases as the client does, so that a designer can look at it without the game.

use std::path::Path;

use anyhow::{Context as _, Result};
use shared::content::atlas::{AtlasDef, SpriteDef};
use shared::content::prop::PropCatalogue;
use shared::content::scene::{GroundDef, SceneDef};

use super::canvas::{CLEAR, Canvas, Rgba};
use super::palette::Palette;
use super::texture::{hash, real, round};

const T: i32 = 16;

/// An atlas with its picture.
pub struct Atlas {
    /// What is in it.
    pub def: AtlasDef,
    /// Its picture.
    pub picture: Canvas,
}

impl Atlas {
    /// Reads `NAME.atlas.ron` and its PNG from the atlas folder under `root`.
    pub fn read(root: &Path, name: &str) -> Result<Self> {
        let folder = root.join("assets/client/atlas");
        let def: AtlasDef = read_ron(&folder.join(format!("{name}.atlas.ron")))?;
        let picture = Canvas::read_png(&folder.join(&def.image))?;
        Ok(Self { def, picture })
    }

    fn frame(&self, sprite: &SpriteDef, at_ms: u32) -> Canvas {
        let count = u32::try_from(sprite.frames.len()).unwrap_or(1).max(1);
        let index = at_ms.checked_div(sprite.frame_ms).unwrap_or(0) % count;
        let (x, y, w, h) = sprite.frames.get(usize::try_from(index).unwrap_or(0)).copied().unwrap_or_default();
        let int = |v: u32| i32::try_from(v).unwrap_or(0);
        self.picture.cropped(int(x), int(y), int(w), int(h))
    }
}

/// Reads a RON file as the town does: `Some(…)` may be left out.
pub fn read_ron<D: serde::de::DeserializeOwned>(path: &Path) -> Result<D> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

/// The tint that multiplies an outdoor picture at this hour, and how strongly lamps shine (0.0..=1.0).
#[must_use]
pub fn daylight(hour: f32) -> ([f32; 3], f32) {
    const KEYS: [(f32, [f32; 3], f32); 10] = [
        (0.0, [80.0, 94.0, 184.0], 1.0),
        (4.5, [84.0, 98.0, 184.0], 1.0),
        (6.0, [196.0, 160.0, 190.0], 0.55),
        (7.5, [255.0, 236.0, 214.0], 0.0),
        (9.0, [255.0, 255.0, 255.0], 0.0),
        (16.5, [255.0, 255.0, 250.0], 0.0),
        (18.5, [255.0, 216.0, 178.0], 0.25),
        (20.0, [190.0, 140.0, 176.0], 0.75),
        (21.5, [96.0, 102.0, 186.0], 1.0),
        (24.0, [80.0, 94.0, 184.0], 1.0),
    ];
    let hour = hour.rem_euclid(24.0);
    for pair in KEYS.windows(2) {
        let [(from, a, lamp_a), (to, b, lamp_b)] = [pair[0], pair[1]];
        if hour <= to {
            let t = (hour - from) / (to - from);
            let mix = |x: f32, y: f32| x + (y - x) * t;
            return ([mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])], mix(lamp_a, lamp_b));
        }
    }
    ([255.0; 3], 0.0)
}

/// Everything that a preview reads.
pub struct Stage {
    grounds: Atlas,
    props: Atlas,
    order: Vec<GroundDef>,
    catalogue: PropCatalogue,
    palette: Palette,
}

impl Stage {
    /// Reads the built atlases and the catalogues.
    pub fn read(root: &Path) -> Result<Self> {
        Ok(Self {
            grounds: Atlas::read(root, "grounds")?,
            props: Atlas::read(root, "props")?,
            order: read_ron(&root.join("assets/client/grounds.ron"))?,
            catalogue: read_ron(&root.join("assets/client/props.ron"))?,
            palette: Palette::read(&root.join("assets/client/art/palette.txt"))?,
        })
    }

    fn ground(&self, canvas: &mut Canvas, scene: &SceneDef, ms: u32) -> Result<()> {
        let (w, h) = (i32::from(scene.size.0), i32::from(scene.size.1));
        let mut cells = Vec::new();
        for row in &scene.ground {
            for letter in row.chars() {
                let name = scene.legend.get(&letter).with_context(|| format!("`{letter}` isn't in the legend"))?;
                let at = self.order.iter().position(|g| &g.name == name);
                cells.push(at.with_context(|| format!("ground `{name}` isn't in grounds.ron"))?);
            }
        }
        let cell = |x: i32, y: i32| {
            let index = y.clamp(0, h - 1) * w + x.clamp(0, w - 1);
            cells.get(usize::try_from(index).unwrap_or(0)).copied().unwrap_or(0)
        };
        for ty in 0..=h {
            for tx in 0..=w {
                let four = [cell(tx - 1, ty - 1), cell(tx, ty - 1), cell(tx - 1, ty), cell(tx, ty)];
                let lowest = four.iter().min().copied().unwrap_or(0);
                for (level, ground) in self.order.iter().enumerate() {
                    if !four.contains(&level) {
                        continue;
                    }
                    // A ground reaches under everything that lies above it, so that no gap shows.
                    let mask = (0..4).filter(|&bit| four[bit] >= level).fold(0, |mask, bit| mask | 1 << bit);
                    let name = if level == lowest || mask == 15 {
                        let prefix = format!("{}/full", ground.name);
                        let count = self.grounds.def.sprites.keys().filter(|k| k.starts_with(&prefix)).count();
                        let count = u32::try_from(count).unwrap_or(1).max(1);
                        format!("{prefix}{}", hash(tx, ty, 7) % count)
                    } else {
                        format!("{}/edge{mask}", ground.name)
                    };
                    let sprite = self.grounds.def.sprites.get(&name).with_context(|| format!("no sprite `{name}`"))?;
                    canvas.blit(&self.grounds.frame(sprite, ms), tx * T - T / 2, ty * T - T / 2);
                }
            }
        }
        Ok(())
    }

    /// The scene at this hour of the day and `ms` of its animations.
    pub fn draw(&self, scene: &SceneDef, hour: f32, ms: u32) -> Result<Canvas> {
        let size = (i32::from(scene.size.0) * T, i32::from(scene.size.1) * T);
        let mut canvas = Canvas::new(size.0, size.1);
        self.ground(&mut canvas, scene, ms)?;
        let mut glowing = Canvas::new(size.0, size.1);
        let mut placed = Vec::new();
        for prop in &scene.props {
            let def = self.catalogue.get(&prop.prop).with_context(|| format!("no prop `{}`", prop.prop))?;
            placed.push((!def.flat, prop.at.1, def, i32::from(prop.at.0), i32::from(prop.at.1)));
        }
        placed.sort_by_key(|p| (p.0, p.1));
        let mut lights = Vec::new();
        for (_, _, def, x, y) in placed {
            let (px, py) = (x * T + T / 2, y * T + T);
            if let Some(light) = &def.light {
                let radius = real(i32::try_from(light.radius)?);
                lights.push((px + light.at.0, py + light.at.1, radius, self.palette.rgba(&light.colour)));
            }
            let sprite =
                self.props.def.sprites.get(&def.sprite).with_context(|| format!("no sprite `{}`", def.sprite))?;
            // Trees and smoke shouldn't move as one.
            let own = ms + hash(x, y, 3) % 997;
            let frame = self.props.frame(sprite, own);
            let (left, top) = (px - sprite.anchor.0, py - sprite.anchor.1);
            canvas.blit(&frame, left, top);
            for gy in 0..frame.h {
                for gx in 0..frame.w {
                    if frame.get(gx, gy)[3] == 255 {
                        glowing.set(left + gx, top + gy, CLEAR);
                    }
                }
            }
            if let Some(glow) = sprite.glow.as_ref().and_then(|name| self.props.def.sprites.get(name)) {
                glowing.blit(&self.props.frame(glow, own), px - glow.anchor.0, py - glow.anchor.1);
            }
        }
        let (tint, lamps) = if scene.outdoors { daylight(hour) } else { indoors(hour) };
        if lamps > 0.0 || tint != [255.0; 3] {
            shade(&mut canvas, &glowing, &lights, tint, lamps);
        }
        Ok(canvas)
    }
}

/// The tint of rooms, which lamps keep warm all night, and how strongly lamps shine.
#[must_use]
pub fn indoors(hour: f32) -> ([f32; 3], f32) {
    let (sky, lamps) = daylight(hour);
    // Half the night comes in through the windows.
    let warm = [255.0, 246.0, 232.0];
    ([0, 1, 2].map(|i| warm[i] + (sky[i] - warm[i]) * 0.5 * lamps), lamps)
}

/// Multiplies the tint, with warm dithered pools around lights, and lays the glow over it.
fn shade(canvas: &mut Canvas, glow: &Canvas, lights: &[(i32, i32, f32, Rgba)], tint: [f32; 3], lamps: f32) {
    const BAYER: [[i32; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
    for y in 0..canvas.h {
        for x in 0..canvas.w {
            let mut multiply = tint;
            for (lx, ly, radius, colour) in lights {
                // Pools lie on the ground, so they are flatter than wide.
                let (dx, dy) = (real(x - lx), real(y - ly) * 1.25);
                let near = 1.0 - (super::texture::length(dx, dy) / radius);
                if near <= 0.0 {
                    continue;
                }
                // Four steps with dithered borders.
                let cell = BAYER[usize::try_from(y & 3).unwrap_or(0)][usize::try_from(x & 3).unwrap_or(0)];
                let step = (near * 4.0 + real(cell) / 16.0).floor().min(4.0) / 4.0;
                let strength = step * lamps * 0.9;
                for (channel, target) in multiply.iter_mut().zip(colour) {
                    let goal = 105.0 + f32::from(*target) * 0.6;
                    *channel = channel.max(*channel + (goal - *channel) * strength);
                }
            }
            let base = canvas.get(x, y);
            let mut out = [0, 0, 0, 255];
            for (i, value) in out.iter_mut().take(3).enumerate() {
                let lit = f32::from(base[i]) * multiply[i].min(255.0) / 255.0;
                *value = u8::try_from(round(lit.min(255.0))).unwrap_or(255);
            }
            canvas.set(x, y, out);
            let mut shine = glow.get(x, y);
            shine[3] = u8::try_from(round(f32::from(shine[3]) * lamps)).unwrap_or(255);
            canvas.blend(x, y, shine);
        }
    }
}

/// Draws `assets/client/scenes/SCENE/SCENE.scene.ron` at an hour of the day.
pub fn preview(root: &Path, scene: &str, hour: f32) -> Result<Canvas> {
    let path = root.join(format!("assets/client/scenes/{scene}/{scene}.scene.ron"));
    Stage::read(root)?.draw(&read_ron(&path)?, hour, 0)
}

/// A contact sheet of every sprite of an atlas at twice its size, on a quiet ground.
pub fn sheet(root: &Path, atlas: &str) -> Result<Canvas> {
    let atlas = Atlas::read(root, atlas)?;
    let palette = Palette::read(&root.join("assets/client/art/palette.txt"))?;
    let mut frames = Vec::new();
    for sprite in atlas.def.sprites.values() {
        for (x, y, w, h) in &sprite.frames {
            let int = |v: &u32| i32::try_from(*v).unwrap_or(0);
            frames.push(atlas.picture.cropped(int(x), int(y), int(w), int(h)));
        }
    }
    frames.sort_by_key(|frame| -frame.h);
    let width = 720;
    let (mut x, mut y, mut shelf, mut places) = (2, 2, 0, Vec::new());
    for frame in &frames {
        if x + frame.w + 2 > width {
            (x, y, shelf) = (2, y + shelf + 2, 0);
        }
        places.push((x, y));
        x += frame.w + 2;
        shelf = shelf.max(frame.h);
    }
    let mut canvas = Canvas::new(width, y + shelf + 2);
    canvas.rect(0, 0, canvas.w, canvas.h, palette.rgba("leaf4"));
    for (frame, (px, py)) in frames.iter().zip(places) {
        canvas.blit(frame, px, py);
    }
    Ok(canvas.scaled(2))
}
