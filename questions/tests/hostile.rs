//! Files that are broken, cut off or made to hurt: they are refused with a reason, and what is taken holds.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use questions::bank::Bank;
use questions::export::ron;
use questions::import::{Existing, IMPORTERS, Limits, Options, Upload, read, read_as};
use shared::content::Source;

static SAMPLES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let name = |file: &Path| file.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let mut samples: Vec<(String, Vec<u8>)> =
        files.map(|file| (name(&file), std::fs::read(&file).expect("a sample"))).collect();
    samples.sort();
    samples
});

/// Reads bytes as every format: nothing panics, refusals say why, and the bank would take all that was taken.
fn look_at(name: &str, bytes: &[u8]) {
    let upload = Upload { name, bytes };
    let limits = Limits { bytes: 1 << 20, rows: 500, field: 300 };
    let options = Options { limits, ..Options::default() };
    if let Err(bad) = read(&upload, &Existing::default(), &options) {
        assert!(!bad.to_string().is_empty());
    }
    for importer in IMPORTERS {
        let Ok(imported) = read_as(importer, &upload, &Existing::default(), &options) else { continue };
        assert!(imported.refused.iter().all(|problem| !problem.why.is_empty() && problem.why.len() < 2000));
        assert!(imported.questions.len() + imported.refused.len() >= imported.rows_read);
        let taken = imported.into_categories();
        let source = |text| Source { file: "taken.questions.ron".into(), text };
        let sources: BTreeMap<_, _> =
            taken.iter().map(|(key, category)| (key.clone(), source(ron::category(category)))).collect();
        match Bank::of(&sources) {
            Ok(bank) => assert_eq!(bank.categories, taken),
            Err(problems) => panic!("{}: {}", importer.name(), problems[0]),
        }
    }
}

/// Pieces that mean something in one of the formats.
const PIECES: [&str; 36] = [
    "question",
    "category_name",
    "correct_answer",
    "answer",
    "option_a",
    "option_b",
    "option_c",
    "option_d",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    "=",
    "~",
    "#",
    "%50%",
    "\\",
    "->",
    "$CATEGORY: ",
    "::",
    "//",
    "\"incorrect_answers\"",
    "\"air_date\"",
    "null",
    "Who wrote the novel Emma",
    "Jane Austen",
    "True",
    "<b>",
    "&amp;",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        look_at("any.bin", &bytes);
    }

    #[test]
    fn any_text_of_meaningful_pieces_is_read_or_refused(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..80)
    ) {
        look_at("pieces.txt", pieces.concat().as_bytes());
    }

    #[test]
    fn samples_with_flipped_bits_are_read_or_refused(
        sample: prop::sample::Index, flips in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 1..12)
    ) {
        let (name, mut bytes) = sample.get(&SAMPLES).clone();
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        look_at(&name, &bytes);
    }

    #[test]
    fn samples_cut_and_joined_are_read_or_refused(
        a: prop::sample::Index, b: prop::sample::Index, cut: prop::sample::Index, join: prop::sample::Index
    ) {
        let ((name, first), (_, second)) = (a.get(&SAMPLES), b.get(&SAMPLES));
        let whole = [&first[..cut.index(first.len())], &second[join.index(second.len())..]].concat();
        look_at(name, &whole);
    }
}

#[test]
fn every_sample_cut_off_anywhere_is_read_or_refused() {
    for (name, bytes) in SAMPLES.iter() {
        for end in (0..bytes.len()).step_by(7) {
            look_at(name, &bytes[..end]);
        }
    }
}

#[test]
fn files_made_to_hurt_are_done_with_at_once() {
    let all = |text: String| {
        for importer in IMPORTERS {
            let upload = Upload { name: "bad.txt", bytes: text.as_bytes() };
            drop(read_as(importer, &upload, &Existing::default(), &Options::default()));
        }
    };
    all(format!("question,answer\n{}", ",".repeat(3_000_000)));
    all(format!("question,answer\n\"{}", "x,\n".repeat(500_000)));
    all("[".repeat(3_000_000));
    all(format!("[{}]", "[],".repeat(1_000_000).trim_end_matches(',')));
    all("{\"results\":".repeat(200_000));
    all("{=".repeat(1_000_000));
    all("::".repeat(1_000_000));
    all("\n".repeat(3_000_000));
    all(format!("question,answer\n{}", format!("{},x\n", "<b".repeat(4_900)).repeat(100)));
    all(format!("question,answer\n{}", format!("{},x\n", "<script>&".repeat(1_000)).repeat(100)));
    all(format!("question,answer\n{}", "Who is incomprehensibly the one of it?,x\n".repeat(20_000)));
}
