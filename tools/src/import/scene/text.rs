//! A scene as a `*.scene.ron`, laid out as those of the house are.

use std::fmt::Write as _;

use shared::content::scene::{DoorDef, SceneDef};
use shared::world::TilePos;

/// The whole file.
#[must_use]
pub fn text(scene: &SceneDef) -> String {
    let mut out = String::from("(\n");
    let _ = writeln!(out, "    name: {},", quoted(&scene.name));
    let _ = writeln!(out, "    welcome: {},", quoted(&scene.welcome));
    let _ = writeln!(out, "    size: ({}, {}),", scene.size.0, scene.size.1);
    let _ = writeln!(out, "    outdoors: {},", scene.outdoors);
    let legend: Vec<String> =
        scene.legend.iter().map(|(letter, name)| format!("{letter:?}: {}", quoted(name))).collect();
    let _ = writeln!(out, "    legend: {{{}}},", legend.join(", "));
    list(&mut out, "ground", '[', scene.ground.iter().map(|row| quoted(row)));
    let props = scene.props.iter().map(|placed| format!("(prop: {}, at: {})", quoted(&placed.prop), tile(placed.at)));
    list(&mut out, "props", '[', props);
    let arrivals: Vec<String> = scene.arrivals.iter().map(|at| tile(*at)).collect();
    let _ = writeln!(out, "    arrivals: [{}],", arrivals.join(", "));
    list(&mut out, "doors", '{', scene.doors.iter().map(|(name, def)| door(name, def)));
    let spots = scene.spots.iter().map(|(name, def)| {
        let sit = if def.sit { ", sit: true" } else { "" };
        format!(
            "{}: (at: {}, facing: {:?}{sit}, called: {})",
            quoted(name),
            tile(def.at),
            def.facing,
            quoted(&def.called)
        )
    });
    list(&mut out, "spots", '{', spots);
    out.push_str(")\n");
    out
}

/// A door as one entry of `doors`.
#[must_use]
pub fn door(name: &str, def: &DoorDef) -> String {
    format!(
        "{}: (at: {}, to_scene: {}, to_door: {}, step_out: {}, facing: {:?})",
        quoted(name),
        tile(def.at),
        quoted(&def.to_scene),
        quoted(&def.to_door),
        tile(def.step_out),
        def.facing
    )
}

fn list(out: &mut String, field: &str, open: char, lines: impl Iterator<Item = String>) {
    let close = if open == '[' { ']' } else { '}' };
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        let _ = writeln!(out, "    {field}: {open}{close},");
        return;
    }
    let _ = writeln!(out, "    {field}: {open}");
    for line in lines {
        let _ = writeln!(out, "        {line},");
    }
    let _ = writeln!(out, "    {close},");
}

fn tile(TilePos(x, y): TilePos) -> String {
    format!("({x}, {y})")
}

/// A text in quotes, as RON reads it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The scenes of the house are what this would have written.
    #[test]
    fn scenes_of_the_house_come_out_as_they_are() {
        for name in ["cafe", "plaza"] {
            let file =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../assets/client/scenes/{name}/{name}.scene.ron"));
            let text = std::fs::read_to_string(&file).expect("a scene");
            let def: SceneDef = shared::content::parse(&file, &text).expect("it parses");
            let without = |text: &str| {
                text.lines().filter(|line| !line.contains("legend:")).map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(without(&super::text(&def)), without(&text), "{name}");
        }
    }

    #[test]
    fn texts_are_quoted() {
        let text = "a \"b\" \\ \n é \u{7}";
        assert_eq!(ron::from_str::<String>(&quoted(text)).expect("reads"), text);
    }
}
