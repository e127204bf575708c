//! Characters and personas as files, laid out as those of the house are.

use std::fmt::Write as _;

use minds::persona::PersonaDef;
use serde::Serialize;
use shared::content::Source;
use shared::content::character::CharacterDef;

use crate::import::scene::text::quoted;
use crate::import::{Bad, bad};

/// A `*.character.ron`.
#[must_use]
pub fn character(def: &CharacterDef) -> String {
    let l = &def.looks;
    format!(
        "(\n    name: {},\n    about: {},\n    looks: (body: {}, skin: {}, hair: {}, hair_colour: {}, top: {}, top_colour: {}, legs: {}, legs_colour: {}, extra: {}, extra_colour: {}),\n    pitch: {},\n)\n",
        quoted(&def.name),
        quoted(&def.about),
        l.body,
        l.skin,
        l.hair,
        l.hair_colour,
        l.top,
        l.top_colour,
        l.legs,
        l.legs_colour,
        l.extra,
        l.extra_colour,
        def.pitch
    )
}

/// One value on one line.
fn line<T: Serialize>(value: &T) -> Result<String, Bad> {
    let style = ron::ser::PrettyConfig::new().depth_limit(0);
    ron::ser::to_string_pretty(value, style).map_err(|_| Bad::new("holds something that can't be written as RON"))
}

/// A `*.persona.ron`.
///
/// # Errors
/// When it doesn't read as what it is.
pub fn persona(def: &PersonaDef) -> Result<String, Bad> {
    let mut out = String::from("(\n");
    let t = &def.traits;
    let _ = writeln!(out, "    pronouns: {},", line(&def.pronouns)?);
    let _ = writeln!(out, "    age: {},", def.age);
    for (field, text) in [("job", &def.job), ("wants", &def.wants), ("avoids", &def.avoids), ("notices", &def.notices)]
    {
        let _ = writeln!(out, "    {field}: {},", quoted(text));
    }
    let _ = writeln!(out, "    pet_words: {},", inline(&def.pet_words));
    let _ = writeln!(out, "    sentences: {},", line(&def.sentences)?);
    let _ = writeln!(out, "    talkativeness: {},", def.talkativeness);
    let _ = writeln!(
        out,
        "    traits: (sociable: {}, curious: {}, diligent: {}, warm: {}, calm: {}),",
        t.sociable, t.curious, t.diligent, t.warm, t.calm
    );
    let _ = writeln!(out, "    likes: {},", inline(&def.likes));
    let _ = writeln!(out, "    dislikes: {},", inline(&def.dislikes));
    let knows = def.knows.iter().map(|known| {
        let (subject, relation, object) = (quoted(&known.subject), quoted(&known.relation), quoted(&known.object));
        let say = known.say.as_ref().map_or_else(String::new, |say| format!(", say: {}", quoted(say)));
        format!("(subject: {subject}, relation: {relation}, object: {object}{say})")
    });
    list(&mut out, 1, "knows", "[]", knows);
    let relations = def
        .relations
        .iter()
        .map(|(who, what)| format!("{}: (affinity: {}, are: {})", quoted(who), what.affinity, quoted(&what.are)));
    list(&mut out, 1, "relations", "{}", relations);
    let _ = writeln!(out, "    home: {},", quoted(&def.home));
    let mut schedule = Vec::new();
    for entry in &def.schedule {
        let from = quoted(&String::from(entry.from));
        let busy = if entry.busy { ", busy: true" } else { "" };
        let days = if entry.days.is_empty() { String::new() } else { format!(", days: {}", line(&entry.days)?) };
        let (scene, spot, doing) = (quoted(&entry.scene), quoted(&entry.spot), quoted(&entry.doing));
        schedule.push(format!("(from: {from}, scene: {scene}, spot: {spot}, doing: {doing}{busy}{days})"));
    }
    list(&mut out, 1, "schedule", "[]", schedule.into_iter());
    voice(&mut out, def);
    out.push_str(")\n");
    let source = Source { file: "the persona".into(), text: out };
    match source.parse::<PersonaDef>() {
        Ok(read) if read == *def => Ok(source.text),
        Ok(_) => bad("can't be written as a persona: it doesn't read as what it is"),
        Err(problem) => bad(format!("can't be written as a persona: {problem}")),
    }
}

fn voice(out: &mut String, def: &PersonaDef) {
    out.push_str("    voice: (\n");
    let all = def.voice.minimum();
    let mut group = "";
    for (name, lines, _) in &all {
        let (prefix, field) = name.split_once('.').unwrap_or(("", name));
        if prefix != group {
            if !group.is_empty() {
                out.push_str("        ),\n");
            }
            if !prefix.is_empty() {
                let _ = writeln!(out, "        {prefix}: (");
            }
            group = prefix;
        }
        list(out, if prefix.is_empty() { 2 } else { 3 }, field, "[]", lines.iter().map(|line| quoted(line)));
    }
    if !group.is_empty() {
        out.push_str("        ),\n");
    }
    out.push_str("        topics: {\n");
    for (topic, lines) in &def.voice.topics {
        let _ = writeln!(out, "            {}: (", quoted(topic));
        for (field, lines) in [("open", &lines.open), ("react", &lines.react), ("follow", &lines.follow)] {
            list(out, 4, field, "[]", lines.iter().map(|line| quoted(line)));
        }
        out.push_str("            ),\n");
    }
    out.push_str("        },\n    ),\n");
}

fn inline(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A field with one entry on each line, so deep.
fn list(out: &mut String, depth: usize, field: &str, brackets: &str, lines: impl Iterator<Item = String>) {
    let indent = "    ".repeat(depth);
    let (open, close) = brackets.split_at(1);
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        let _ = writeln!(out, "{indent}{field}: {brackets},");
        return;
    }
    let _ = writeln!(out, "{indent}{field}: {open}");
    for line in lines {
        let _ = writeln!(out, "{indent}    {line},");
    }
    let _ = writeln!(out, "{indent}{close},");
}
