//! A drawing as Aseprite thinks of it: layers, frames, tags and slices.

/// A drawing as the file holds it.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Width and height of a pixel, where they differ.
    pub oblong: bool,
    /// Whether groups have an opacity of their own.
    pub group_opacity: bool,
    /// Layers, from the bottom up.
    pub layers: Vec<Layer>,
    /// Frames in order.
    pub frames: Vec<Frame>,
    /// Animations.
    pub tags: Vec<Tag>,
    /// Slices.
    pub slices: Vec<Slice>,
}

/// What kind of layer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// One with pictures.
    Image,
    /// One that holds others.
    Group,
    /// One made of tiles.
    Tilemap,
}

/// One layer.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Whether it shows.
    pub visible: bool,
    /// Whether it is only there to draw after.
    pub reference: bool,
    /// Whether it fills the canvas, without transparency.
    pub background: bool,
    /// Its kind.
    pub kind: LayerKind,
    /// How deep it is in groups.
    pub depth: u16,
    /// The number of its blend mode.
    pub blend: u16,
    /// 0 is clear, 255 is solid.
    pub opacity: u8,
}

/// One frame.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// How long it shows in milliseconds.
    pub ms: u16,
    /// What it shows.
    pub cels: Vec<Cel>,
}

/// A picture on a layer.
#[derive(Debug, Clone)]
pub struct Cel {
    /// The layer's index.
    pub layer: usize,
    /// Its left edge.
    pub x: i16,
    /// Its upper edge.
    pub y: i16,
    /// 0 is clear, 255 is solid.
    pub opacity: u8,
    /// How far it is moved up among the layers.
    pub z: i16,
    /// Its pixels; none for tilemaps.
    pub picture: std::rc::Rc<Picture>,
}

/// Pixels, row by row.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    /// Width.
    pub width: usize,
    /// Red, green, blue and opacity of each.
    pub pixels: Vec<[u8; 4]>,
}

/// An animation.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its first frame.
    pub from: usize,
    /// Its last frame.
    pub to: usize,
    /// 0 forward, 1 backward, 2 to and fro, 3 fro and to.
    pub direction: u8,
    /// How often it plays; 0 is for ever.
    pub repeat: u16,
}

/// A named part of the canvas.
#[derive(Debug, Clone)]
pub struct Slice {
    /// Its name.
    pub name: String,
    /// Where it is, from which frame on; never empty.
    pub keys: Vec<SliceKey>,
}

/// Where a slice is from a frame on.
#[derive(Debug, Clone, Copy)]
pub struct SliceKey {
    /// The frame.
    pub frame: u32,
    /// Left, upper edge, width and height.
    pub bounds: (i32, i32, u32, u32),
    /// The middle of nine parts, within the slice.
    pub centre: Option<(i32, i32, u32, u32)>,
    /// Its pivot, within the slice.
    pub pivot: Option<(i32, i32)>,
}
