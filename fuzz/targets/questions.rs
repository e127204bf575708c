//! A file of questions of any content, in every format: rows are refused with a reason, or the bank takes them.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use questions::bank::Bank;
use questions::export::ron;
use questions::import::{Existing, IMPORTERS, Options, Upload, read, read_as};
use shared::content::Source;

fuzz_target!(|data: &[u8]| {
    if data.len() > fuzz::MAX {
        return;
    }
    let upload = Upload { name: "fuzz.txt", bytes: data };
    let options = Options::default();
    if let Err(bad) = read(&upload, &Existing::default(), &options) {
        assert!(!bad.to_string().is_empty(), "a refusal without a reason");
    }
    for importer in IMPORTERS {
        let Ok(imported) = read_as(importer, &upload, &Existing::default(), &options) else { continue };
        assert!(imported.refused.iter().all(|problem| !problem.why.is_empty()), "a refusal without a reason");
        let taken = imported.into_categories();
        let source = |text| Source { file: "taken.questions.ron".into(), text };
        let sources: BTreeMap<_, _> =
            taken.iter().map(|(key, category)| (key.clone(), source(ron::category(category)))).collect();
        match Bank::of(&sources) {
            Ok(bank) => assert_eq!(bank.categories, taken),
            Err(problems) => panic!("taken, but not by the bank: {problems:?}"),
        }
    }
});
