//! Tests of people: everything exists, everybody differs, and errors say where.

use std::collections::BTreeSet;
use std::path::PathBuf;

use shared::content::looks::{Looks, PeopleDef};

use super::compose::compose;
use super::*;

fn art() -> (PathBuf, Palette) {
    let art = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assets/client/art");
    let palette = Palette::read(&art.join("palette.txt")).unwrap();
    (art, palette)
}

fn twelve() -> Vec<Looks> {
    (0..12u8)
        .map(|i| Looks {
            body: i,
            skin: i * 5,
            hair: i,
            hair_colour: i * 3,
            top: i,
            top_colour: i,
            legs: i / 2,
            legs_colour: i * 7,
            extra: i,
            extra_colour: i * 5,
        })
        .collect()
}

#[test]
fn every_part_exists_in_every_action_and_way() {
    let (art, palette) = art();
    let people = draw(&art, &palette).unwrap();
    let names: BTreeSet<&str> = people.sprites.iter().map(|s| s.name.as_str()).collect();
    let def = &people.def;
    assert!(def.bodies.len() >= 2 && def.legs.len() >= 4 && def.tops.len() >= 6 && def.hair.len() >= 9);
    assert!(def.extras.len() >= 9 && def.extras[0].is_empty());
    assert!(def.skins.len() >= 6 && def.hair_colours.len() >= 8 && def.cloths.len() >= 10);
    for part in [&def.bodies, &def.legs, &def.tops, &def.hair, &def.extras].into_iter().flatten() {
        for action in PeopleDef::ACTIONS {
            for way in WAYS {
                let name = format!("{part}/{action}/{way}");
                assert!(part.is_empty() || names.contains(name.as_str()), "{name} is missing");
            }
        }
    }
    for sprite in &people.sprites {
        assert!(sprite.frames.iter().all(|f| !f.is_clear()), "{} has an empty frame", sprite.name);
    }
}

#[test]
fn twelve_people_differ_in_picture_and_silhouette() {
    let (art, palette) = art();
    let people = draw(&art, &palette).unwrap();
    for way in ["down", "up", "side", "left"] {
        let (mut pictures, mut silhouettes) = (BTreeSet::new(), BTreeSet::new());
        for looks in twelve() {
            let picture = compose(&people, looks, "idle", way, 0);
            let black = picture.mapped(WIDTH, HEIGHT, |x, y| if picture.has(x, y) { [0, 0, 0, 255] } else { [0; 4] });
            pictures.insert(picture.png().unwrap());
            silhouettes.insert(black.png().unwrap());
        }
        assert_eq!((pictures.len(), silhouettes.len()), (12, 12), "{way}");
    }
}

#[test]
fn no_key_colour_survives_composition() {
    let (art, palette) = art();
    let people = draw(&art, &palette).unwrap();
    for looks in twelve() {
        for (action, count, _) in TIMING {
            for frame in 0..count {
                let picture = compose(&people, looks, action, "down", frame);
                for i in 0..WIDTH * HEIGHT {
                    assert!(palette.allows(picture.get(i % WIDTH, i / WIDTH)), "{action} {frame}");
                }
            }
        }
    }
}

#[test]
fn same_sources_give_the_same_bytes() {
    let (art, palette) = art();
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for out in [a.path(), b.path()] {
        build(&art, out, &palette).unwrap();
    }
    for file in ["people.png", "people.atlas.ron"] {
        assert_eq!(std::fs::read(a.path().join(file)).unwrap(), std::fs::read(b.path().join(file)).unwrap(), "{file}");
    }
}

#[test]
fn a_wrong_piece_names_its_file_and_line() {
    let (art, palette) = art();
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(art.join("people")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    std::fs::write(copy.path().join("hair.txt"), "; nothing\n[short.head.down 6,x]\nDD\n").unwrap();
    let error = source::read(copy.path(), &palette).unwrap_err().to_string();
    assert!(error.ends_with("hair.txt:2: expected `[name x,y]`"), "{error}");
}
