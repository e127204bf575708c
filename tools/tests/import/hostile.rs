//! Files that mean harm are refused in one line, whatever is cut off or flipped, and take no more memory than they may.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Crc;
use tools::import::{self, Options};

use super::ase::{self, Ase};
use super::cards::{ada, in_picture, picture};
use super::memory::peak;
use super::{assets, fixture, made};

/// Most memory that reading a file of this many bytes may hold at one time, with the town it goes into.
const fn most_memory(bytes: usize) -> usize {
    16 * 1024 * 1024 + 24 * bytes
}

/// A picture with one more chunk before its end.
pub fn with_chunk(picture: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let (body, end) = picture.split_at(picture.len() - 12);
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = u32::try_from(data.len()).expect("short");
    [body, &length.to_be_bytes(), kind, data, &sum.sum().to_be_bytes(), end].concat()
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], expected: &str) {
    let (said, held) = peak(|| made(name, bytes, &Options::default()));
    let said = said.err().unwrap_or_else(|| "nothing".into());
    assert_eq!(said, format!("{name}{expected}"));
    assert!(held < most_memory(bytes.len()), "{name} took {held} bytes: {expected}");
}

/// A drawing of one frame with these chunks.
fn drawing(chunks: Vec<Vec<u8>>) -> Ase {
    Ase { width: 4, height: 4, depth: 32, frames: vec![(100, chunks)] }
}

fn one_layer(more: Vec<u8>) -> Vec<u8> {
    drawing(vec![ase::layer(1, 0, 0, 0, 255, "a"), more]).bytes()
}

#[test]
fn aseprite() {
    let good = ase::lantern().bytes();
    let sized = |width, height| Ase { width, height, ..ase::lantern() }.bytes();
    let frames =
        |count: usize| Ase { width: 256, height: 256, depth: 32, frames: vec![(1, Vec::new()); count] }.bytes();
    let bomb = ase::zlib(&vec![0; 20_000_000]);
    let bad_name = [[1_u8, 0, 0, 0].as_slice(), &[0; 8], &[255, 0, 0, 0, 2, 0, 0xff, 0xfe]].concat();
    let endless = [9_u32, 0, u32::MAX].iter().flat_map(|n| n.to_le_bytes()).chain([0; 8]).collect::<Vec<u8>>();
    let mut short_chunk = one_layer(ase::chunk(0x2020, &[]));
    let at = short_chunk.len() - 6;
    short_chunk[at] = 3;
    refused("a.ase", b"", ": is empty");
    refused("a.ase", b"GIF89a and more", ": isn't an Aseprite file: expected its mark A5E0 at byte 4");
    refused("a.ase", &good[..60], ": ends too early: expected 128 bytes more at byte 0, found 60");
    refused("a.ase", &good[..200], ": ends too early: expected 426 bytes more at byte 132, found 68");
    refused("a.ase", &sized(60_000, 60_000), ": is 60000 by 60000 pixels, expected 1 to 256 each way");
    refused("a.ase", &sized(0, 4), ": is 0 by 4 pixels, expected 1 to 256 each way");
    refused("a.ase", &frames(257), ": has 257 frames, expected 1 to 256");
    refused("a.ase", &frames(100), ": has 100 frames of 256 by 256 pixels, expected at most 4194304 pixels in all");
    refused("a.ase", &Ase { depth: 24, ..ase::lantern() }.bytes(), ": has 24 bits a pixel, expected 8, 16 or 32");
    refused(
        "a.ase",
        &one_layer(ase::cel_of(0, 0, 0, 4, 4, &bomb)),
        ": its compressed data unpacks to more than the 64 bytes expected",
    );
    refused("a.ase", &one_layer(ase::cel_of(0, 0, 0, 4, 4, &bomb[..9])), ": its compressed data is broken or cut off");
    refused(
        "a.ase",
        &one_layer(ase::cel(0, 0, 0, 4, 4, &[7; 60])),
        ": a picture of 4 by 4 pixels has 60 bytes, expected 64",
    );
    refused("a.ase", &one_layer(ase::cel_of(0, 0, 0, 65_535, 65_535, &bomb)), ": draws more than 16777216 pixels");
    refused("a.ase", &one_layer(ase::cel(7, 0, 0, 1, 1, &[7; 4])), ": frame 0 draws on layer 7, which isn't there");
    refused("a.ase", &one_layer(ase::linked(0, 0)), ": frame 0 repeats frame 0 on layer 0, where nothing is drawn");
    refused("a.ase", &one_layer(ase::chunk(0x2004, &bad_name)), ": the name at byte 18 is not UTF-8");
    refused(
        "a.ase",
        &one_layer(ase::chunk(0x2019, &endless)),
        ": ends too early: expected 2 bytes more at byte 20, found 0",
    );
    refused("a.ase", &short_chunk, ": a chunk of frame 0 is 3 bytes long, expected 6 or more");
    refused("a.ase", &one_layer(ase::cel(0, 50, 50, 1, 1, &[7; 4])), ": shows nothing: every visible layer is empty");
    let tagged =
        vec![ase::layer(1, 0, 0, 0, 255, "a"), ase::tags(&[(0, 9, 0, 0, "x")]), ase::cel(0, 0, 0, 1, 1, &[255; 4])];
    refused("a.ase", &drawing(tagged).bytes(), ": tag \"x\" goes from frame 0 to 9, expected 0 to 0");
    let indexed = vec![ase::palette(&[[0; 4]]), ase::layer(1, 0, 0, 0, 255, "a"), ase::cel(0, 0, 0, 1, 1, &[9])];
    let indexed = Ase { depth: 8, ..drawing(indexed) }.bytes();
    refused("a.ase", &indexed, ": a pixel has colour 9, expected one of the 1 in its palette");
    let taken = Ase {
        frames: vec![(100, vec![ase::layer(1, 0, 0, 0, 255, "a"), ase::cel(0, 0, 0, 1, 1, &[255; 4])])],
        ..ase::lantern()
    };
    refused(
        "bench.ase",
        &taken.bytes(),
        ": gives a sprite \"bench\", which tools/src/art draws already: pick another name by --as",
    );
    refused("\u{732b}.ase", &good, ": has no name that a file could have (\"\u{732b}\"): give one by --as");
}

#[test]
fn pictures_and_cards() {
    let plain = picture();
    let huge = {
        let mut huge = plain.clone();
        huge[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
        let mut sum = Crc::new();
        sum.update(&huge[12..29]);
        huge[29..33].copy_from_slice(&sum.sum().to_be_bytes());
        huge
    };
    let bomb = [b"chara\0\0".as_slice(), &ase::zlib(&vec![b'A'; 20_000_000])].concat();
    let mut damaged = in_picture("chara", &ada());
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let deep = "[".repeat(100_000);
    refused("a.png", b"GIF89a", ": isn't a PNG file: expected its eight bytes at the start");
    refused("a.png", &plain, ": is a picture without a character card: expected a text chunk \"chara\"");
    refused("a.png", &plain[..30], ": this PNG ends too early: its chunk at byte 8 is cut off");
    refused("a.png", &huge, ": is a picture of 100000 by 2 pixels, expected 1 to 8192 each way");
    refused(
        "a.png",
        &with_chunk(&plain, b"zTXt", &bomb),
        ": its text \"chara\": its compressed data unpacks to more than the 4194304 bytes expected",
    );
    refused("a.png", &with_chunk(&plain, b"zTXt", b"chara\0"), ": this PNG is damaged: its text \"chara\" is cut off");
    refused(
        "a.png",
        &with_chunk(&plain, b"iTXt", b"chara\0\x01\0en"),
        ": this PNG is damaged: its text \"chara\" is cut off",
    );
    refused("a.png", &with_chunk(&plain, b"tEXt", b"chara\0{}"), ": its text \"chara\" isn't base64");
    refused("a.png", &with_chunk(&plain, b"tEXt", b"chara\0/////w=="), ": its text \"chara\" is not UTF-8");
    refused(
        "a.png",
        &in_picture("chara", &deep),
        ": its text \"chara\": this JSON nests too deep: expected at most 128 levels",
    );
    let said = made("a.png", &damaged, &Options::default()).expect_err("damaged");
    assert!(said.starts_with("a.png: this PNG is damaged: the checksum of its chunk at byte "), "{said}");
    refused("a.json", b"{\"name\": \"A\xff\"}", ":1:12: this letter is not UTF-8: save the file as UTF-8");
    refused("a.json", &vec![b' '; 9 * 1024 * 1024], ": is too large: expected at most 8 MiB");
    refused("a.json", deep.as_bytes(), ":1:128: this JSON nests too deep: expected at most 128 levels");
    refused("a.json", b"{\"name\": \"A\"", ":1:12: this JSON ends too early");
    refused("a.json", b"{\"description\": \"no name\"}", ": isn't a character card: expected a \"name\"");
    refused(
        "a.json",
        b"{\"spec\": \"other\", \"data\": {}}",
        ": isn't a character card: its spec is \"other\", expected \"chara_card_v2\"",
    );
    refused(
        "a.json",
        b"{\"spec\": \"chara_card_v2\", \"data\": 7}",
        ": isn't a character card: expected its fields under \"data\"",
    );
    refused(
        "a.json",
        b"{\"name\": \"\\u0000\\ud83d\\ude00\"}",
        ": has no name that a file could have (\"\\0\u{1f600}\"): give one by --as",
    );
    refused(
        "a.txt",
        b"hello",
        ": isn't a file that can be imported, expected .aseprite, .ase, .tmx, .tmj, .ldtk, a character card as .png or .json, or questions as .csv, .tsv, .gift, .txt or .json",
    );
}

/// A Tiled map of 10 by 10 tiles with this inside.
fn tmx(inside: &str) -> Vec<u8> {
    format!(
        "<map orientation=\"orthogonal\" width=\"10\" height=\"10\" tilewidth=\"16\" tileheight=\"16\">{inside}</map>"
    )
    .into_bytes()
}

fn data(attributes: &str, text: &str) -> Vec<u8> {
    tmx(&format!("<layer name=\"a\" width=\"10\" height=\"10\"><data {attributes}>{text}</data></layer>"))
}

#[test]
fn tiled_maps() {
    let bomb = STANDARD.encode(ase::zlib(&vec![0; 20_000_000]));
    let laughs = "<!DOCTYPE map [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><map>&b;</map>";
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    let set = |source: &str| tmx(&format!("<tileset firstgid=\"1\" source=\"{source}\"/>"));
    let outside = |name: &str| format!(": its tileset \"{name}\": names the file \"{name}\"");
    refused("a.tmx", b"PK\x03\x04", ": isn't XML: expected it to start with <");
    refused("a.tmx", b"<map", ":1:1: this XML is broken: the document does not have a root node");
    refused("a.tmx", b"<svg/>", ": isn't a Tiled map: expected <map>, found <svg>");
    refused("a.tmx", laughs.as_bytes(), ":1:1: has a document type of its own, expected plain elements");
    let two = "<!DOCTYPE map SYSTEM \"x\"><!DOCTYPE map [<!ENTITY a \"ha\">]><map>&a;</map>";
    refused("a.tmx", two.as_bytes(), ":1:1: has a document type of its own, expected plain elements");
    let old = "<!DOCTYPE map SYSTEM \"http://mapeditor.org/dtd/1.0/map.dtd\"><map tilewidth=\"1\" tileheight=\"1\"/>";
    refused("a.tmx", old.as_bytes(), ": is 0 by 0 tiles, expected 8 to 250 each way");
    refused("a.tmx", b"<map a=\"\xff\"/>", ":1:9: this letter is not UTF-8: save the file as UTF-8");
    refused("a.tmx", &tmx(&"<a/>".repeat(500_000)), ": has more than 400000 elements");
    refused("a.tmx", format!("<map{attributes}/>").as_bytes(), ": has an element of more than 256 attributes");
    refused("a.tmx", tmx(&"<a xmlns:b=\"c\">".repeat(50_000)).as_slice(), ": has more than 8 namespaces");
    refused(
        "a.tmx",
        &tmx(&("<group name=\"g\">".repeat(50_000) + &"</group>".repeat(50_000))),
        ": has groups in groups, expected at most 16 deep",
    );
    refused("a.tmx", &tmx(&"<layer/>".repeat(129)), ": has more than 128 layers");
    let tilted = String::from_utf8(tmx("")).expect("text").replace("orthogonal", "isometric");
    refused(
        "a.tmx",
        tilted.as_bytes(),
        ": is a map of \"isometric\" tiles, expected orthogonal ones: ours are squares seen from the front",
    );
    let wide = |n: &str| String::from_utf8(tmx("")).expect("text").replace("width=\"10\"", &format!("width=\"{n}\""));
    refused("a.tmx", wide("100000").as_bytes(), ": is 100000 by 10 tiles, expected 8 to 250 each way");
    refused("a.tmx", wide("-3").as_bytes(), ": is -3 by 10 tiles, expected 8 to 250 each way");
    refused("a.tmx", wide("1e9").as_bytes(), ": has the width \"1e9\", expected a whole number");
    let flat = String::from_utf8(tmx("")).expect("text").replace("tilewidth=\"16\"", "tilewidth=\"0\"");
    refused("a.tmx", flat.as_bytes(), ": has tiles of 0 by 16 pixels, expected 1 to 1024");
    let giant = "<layer name=\"a\" width=\"9223372036854775807\" height=\"3\"><data encoding=\"csv\">1</data></layer>";
    refused(
        "a.tmx",
        &tmx(giant),
        ": has a layer of 9223372036854775807 by 3 tiles at (0, 0), expected at most 1048576 tiles",
    );
    refused("a.tmx", &data("encoding=\"csv\"", "1,2,3"), ": has a layer of 3 tiles, expected 100 as its size says");
    refused(
        "a.tmx",
        &data("encoding=\"csv\"", &"1,".repeat(101)),
        ": has a layer of more than 100 tiles, expected as many as its size says",
    );
    refused("a.tmx", &data("encoding=\"csv\"", "1,x"), ": has a layer with the tile \"x\", expected a number");
    refused("a.tmx", &data("encoding=\"base64\"", "!!"), ": has a layer whose tiles aren't base64");
    refused(
        "a.tmx",
        &data("encoding=\"base64\" compression=\"zlib\"", &bomb),
        ": its compressed data unpacks to more than the 400 bytes expected",
    );
    refused(
        "a.tmx",
        &data("encoding=\"base64\" compression=\"zstd\"", ""),
        ": has a layer packed as \"zstd\", expected CSV, base64, zlib or gzip (Map > Map Properties > Tile Layer Format)",
    );
    refused("a.tmx", &data("encoding=\"hex\"", ""), ": has a layer written as \"hex\", expected csv or base64");
    let lies = ", which lies outside of its folder: put it beside the map, or a .tiled-project above both";
    refused("a.tmx", &set("../../secret.tsx"), &(outside("../../secret.tsx") + lies));
    refused("a.tmx", &set("/etc/passwd"), &(outside("/etc/passwd") + ", expected one by its way from here"));
    refused(
        "a.tmx",
        &set("terrain.png"),
        &(outside("terrain.png") + ", expected one that ends in .tsx or .tsj or .json or .xml"),
    );
    refused("a.tmx", &set("nothing.tsx"), &(outside("nothing.tsx") + ", which isn't there"));
    let object = |x: &str| tmx(&format!("<objectgroup><object x=\"{x}\" y=\"0\"/></objectgroup>"));
    refused("a.tmx", &object("NaN"), ": has the x \"NaN\", expected a number");
    refused("a.tmx", &object("1e300"), ": has the x \"1e300\", expected a number");
    let corners: String = (0..250).map(|n| format!("{},{} ", n % 9, n)).collect();
    let shape = format!("<object type=\"wall\" x=\"0\" y=\"0\"><polygon points=\"{corners}\"/></object>");
    let shapes = tmx(&format!("<objectgroup>{}</objectgroup>", shape.repeat(5000)));
    refused("a.tmx", &shapes, ": has more and larger shapes than a scene needs, expected fewer");
    refused("a.tsx", b"<tileset/>", ": is a tileset: import the map that uses it");
    let nested = "{\"type\":\"group\",\"layers\":[".repeat(60) + &"]}".repeat(60);
    let json = |inside: &str| {
        format!(
            "{{\"type\":\"map\",\"width\":10,\"height\":10,\"tilewidth\":16,\"tileheight\":16,\"layers\":[{inside}]}}"
        )
    };
    refused("a.tmj", json(&nested).as_bytes(), ": has groups in groups, expected at most 16 deep");
    refused(
        "a.tmj",
        b"{\"width\": \"ten\"}",
        ":1:15: this JSON isn't what was expected: invalid type: string \"ten\", expected i64",
    );
    let crowd = vec!["{}"; 5001].join(",");
    let crowd = json(&format!("{{\"type\":\"objectgroup\",\"objects\":[{crowd}]}}"));
    refused("a.tmj", crowd.as_bytes(), ": has a layer of more than 5000 objects");
}

#[test]
fn ldtk_projects() {
    let project = |levels: &str| format!("{{\"jsonVersion\":\"1.5.3\",\"levels\":[{levels}]}}").into_bytes();
    let level = |rest: &str| format!("{{\"identifier\":\"A\",\"pxWid\":160,\"pxHei\":160,{rest}}}");
    let layer = |grid: i64| format!("{{\"__identifier\":\"L\",\"__type\":\"IntGrid\",\"__gridSize\":{grid}}}");
    refused("a.ldtk", b"{}", ": isn't an LDtk project: expected a jsonVersion");
    refused("a.ldtk", b"\x00\x01", ":1:1: this JSON isn't what was expected: expected value");
    refused("a.ldtk", &project(""), ": has no levels");
    refused("a.ldtk", &project(&level("\"layerInstances\":null")), ": its level \"A\" has no layers");
    refused("a.ldtk", &project(&level("\"layerInstances\":[]")), ": its level \"A\" has no layers");
    let zero = level(&format!("\"layerInstances\":[{}]", layer(0)));
    refused("a.ldtk", &project(&zero), ": its layer \"L\" has cells of 0 pixels, expected 1 to 1024");
    let fine = level(&format!("\"layerInstances\":[{}]", layer(1)));
    let large = fine.replace("160,\"pxHei\"", "9000000000,\"pxHei\"");
    refused("a.ldtk", &project(&large), ": its level \"A\" is 9000000000 by 160 tiles, expected 8 to 250 each way");
    refused(
        "a.ldtk",
        &project(&vec![fine.clone(); 65].join(",")),
        ": has 65 levels, expected at most 64: pick one by --level NAME",
    );
    refused("a.ldtk", &project(&vec![fine; 2].join(",")), ": its levels \"A\" and \"A\" would both be the scene a");
    let file = |name: &str| project(&level(&format!("\"externalRelPath\":\"{name}\"")));
    refused(
        "a.ldtk",
        &file("../../x.ldtkl"),
        ": its level \"../../x.ldtkl\": names the file \"../../x.ldtkl\", which lies outside of its folder: put it beside the map, or a .tiled-project above both",
    );
    refused(
        "a.ldtk",
        &file("a/b.txt"),
        ": its level \"a/b.txt\": names the file \"a/b.txt\", expected one that ends in .ldtkl or .json",
    );
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % count
    }
}

/// Every fixture, cut off anywhere or with bits flipped, is taken in or refused, and never holds more than it may.
#[test]
fn whatever_is_cut_off_or_flipped() {
    let mut all: Vec<(&str, Vec<u8>)> = ["meadow.tmx", "meadow.tmj", "mill.ldtk", "ada.json"]
        .map(|name| (name, std::fs::read(fixture(name)).expect("a fixture")))
        .to_vec();
    all.push(("lantern.aseprite", ase::lantern().bytes()));
    all.push(("ada.png", in_picture("chara", &ada())));
    let mut dice = Dice(7);
    for (name, bytes) in &all {
        let step = (bytes.len() / 4000).max(1);
        for length in (0..bytes.len()).step_by(step) {
            let (outcome, held) = peak(|| made(name, &bytes[..length], &Options::default()));
            assert!(held < most_memory(bytes.len()), "{name} cut to {length} took {held} bytes");
            // What was cut off behind the last bracket is nothing.
            assert!(outcome.is_err() || length + 2 >= bytes.len(), "{name} cut to {length} was taken in");
        }
        for _ in 0..1000 {
            let mut flipped = bytes.clone();
            for _ in 0..=dice.below(3) {
                let at = dice.below(flipped.len());
                flipped[at] ^= 1 << dice.below(8);
            }
            let (_, held) = peak(|| made(name, &flipped, &Options::default()));
            assert!(held < most_memory(bytes.len()), "{name} took {held} bytes");
        }
    }
}

#[test]
fn tilesets_that_were_cut_off_or_flipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(11);
    for (map, set) in [("meadow.tmx", "terrain.tsx"), ("meadow.tmj", "terrain.tsj")] {
        let file = folder.path().join(map);
        let (bytes, tiles) =
            (std::fs::read(fixture(map)).expect("a map"), std::fs::read(fixture(set)).expect("a tileset"));
        for n in 0..200 {
            let mut tiles = tiles.clone();
            let at = dice.below(tiles.len());
            if n % 2 == 0 {
                tiles.truncate(at);
            } else {
                tiles[at] ^= 1 << dice.below(8);
            }
            std::fs::write(folder.path().join(set), &tiles).expect("written");
            let (_, held) = peak(|| import::made_of(&assets(), &file, &bytes, &Options::default()));
            assert!(held < most_memory(bytes.len()), "{set} took {held} bytes");
        }
    }
}
