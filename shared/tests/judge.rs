//! The judge of typed answers agrees with fair hosts: every set of labelled replies beside this file is judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shared::rooms::judge::judge;
use shared::rooms::judge::labelled::{Tally, parse};

#[test]
fn the_judge_agrees_with_fair_hosts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut tally = Tally::default();
    let mut classes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "tsv")) {
        let name = file.file_name().unwrap().to_string_lossy();
        let rows = parse(&fs::read_to_string(file).unwrap()).unwrap_or_else(|error| panic!("{name}, {error}"));
        for row in rows {
            let verdict = judge(&row.reply, &row.accepted);
            let class = classes.entry(format!("{name} {:?}", row.verdict)).or_default();
            class.0 += 1;
            if tally.count(row.verdict, verdict) {
                class.1 += 1;
            } else {
                println!(
                    "{name}:{} {:?} for {:?} is {verdict:?}, not {:?}",
                    row.line, row.reply, row.accepted.answer, row.verdict
                );
            }
        }
    }
    for (class, (all, agreed)) in classes {
        println!("{class}: {agreed} of {all}");
    }
    println!("{tally:?}");
    assert!(tally.replies >= 1_000, "too few labelled replies to judge by: {}", tally.replies);
    assert!(tally.agreed * 100 >= tally.replies * 97, "agreement below 97 %: {tally:?}");
    assert!(tally.false_accepts * 100 <= tally.replies, "more than 1 % false accepts: {tally:?}");
}
