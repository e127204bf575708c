//! The house palette's colours that the interface uses, by their names in `palette.txt`.

use bevy_egui::egui::Color32;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Darkest outline and text.
pub const INK1: Color32 = rgb(0x001f_1a33);
/// Text and soft outlines.
pub const INK2: Color32 = rgb(0x0038_2c52);
/// Dark wood.
pub const WOOD1: Color32 = rgb(0x0040_263a);
/// Wood frames.
pub const WOOD2: Color32 = rgb(0x006b_3f3c);
/// Wood.
pub const WOOD3: Color32 = rgb(0x009a_5f42);
/// Lit wood.
pub const WOOD4: Color32 = rgb(0x00c9_8b56);
/// Wood's highlight.
pub const WOOD5: Color32 = rgb(0x00e9_bf80);
/// Quiet text on paper.
pub const STONE1: Color32 = rgb(0x003d_3d60);
/// Quieter text on paper.
pub const STONE2: Color32 = rgb(0x005f_6482);
/// Quiet lines.
pub const STONE3: Color32 = rgb(0x008b_90a5);
/// Wine red.
pub const BRICK2: Color32 = rgb(0x008a_3342);
/// Red.
pub const BRICK3: Color32 = rgb(0x00c0_504a);
/// Lit red.
pub const BRICK5: Color32 = rgb(0x00f6_b585);
/// Dark green.
pub const LEAF2: Color32 = rgb(0x002c_664c);
/// Green.
pub const LEAF4: Color32 = rgb(0x0084_b654);
/// Darkest teal.
pub const PINE1: Color32 = rgb(0x0018_2f4c);
/// Teal.
pub const PINE2: Color32 = rgb(0x001f_545f);
/// Light teal.
pub const PINE5: Color32 = rgb(0x00a6_d6a0);
/// Blue.
pub const WATER2: Color32 = rgb(0x0030_619f);
/// Light blue.
pub const WATER4: Color32 = rgb(0x0079_c6dd);
/// Night.
pub const NIGHT1: Color32 = rgb(0x001b_1c40);
/// Slate.
pub const NIGHT3: Color32 = rgb(0x004b_5096);
/// Brown gold.
pub const GOLD1: Color32 = rgb(0x00bd_702f);
/// Gold.
pub const GOLD2: Color32 = rgb(0x00e9_a038);
/// Light gold.
pub const GOLD3: Color32 = rgb(0x00f9_cf5a);
/// Lamp light.
pub const GOLD4: Color32 = rgb(0x00fe_f2a8);
/// Dark rose.
pub const ROSE1: Color32 = rgb(0x0097_355f);
/// Violet.
pub const PLUM2: Color32 = rgb(0x005f_3577);
/// Old paper.
pub const PAPER1: Color32 = rgb(0x009a_8b8f);
/// Shaded paper.
pub const PAPER2: Color32 = rgb(0x00cb_bcae);
/// Paper.
pub const PAPER3: Color32 = rgb(0x00ec_e0ca);
/// Bright paper.
pub const PAPER4: Color32 = rgb(0x00ff_f8ea);
