//! Formats of questions by the names that people type.

use questions::export::{EXPORTERS, Exporter};
use questions::import::{IMPORTERS, Importer};
use shared::content::{hint, nearest_name};

/// The importer of this name, in any case and with `-` for blanks.
///
/// # Errors
/// Words that name the formats there are.
pub fn importer(name: &str) -> Result<&'static dyn Importer, String> {
    let found = IMPORTERS.into_iter().find(|importer| word(importer.name()) == word(name));
    found.ok_or_else(|| unknown(name, &IMPORTERS.map(|importer| word(importer.name()))))
}

/// The exporter of this name, the same way.
///
/// # Errors
/// Words that name the formats there are.
pub fn exporter(name: &str) -> Result<&'static dyn Exporter, String> {
    let found = EXPORTERS.into_iter().find(|exporter| word(exporter.name()) == word(name));
    found.ok_or_else(|| unknown(name, &EXPORTERS.map(|exporter| word(exporter.name()))))
}

fn word(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn unknown(name: &str, known: &[String]) -> String {
    let near = hint(nearest_name(&word(name), known.iter().map(String::as_str)));
    format!("There is no format {name:?}, expected {}{near}.", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_that_can_be_typed() {
        for name in ["csv", "CSV", "opentdb-json", "gift", "clues-as-json", "clues as TSV"] {
            assert!(importer(name).is_ok() && exporter(name).is_ok(), "{name}");
        }
        let said = importer("gfit").err().expect("unknown");
        assert!(said.ends_with("did you mean \"gift\"?."), "{said}");
    }
}
