//! Files of other programs come in as scenes, sprites and characters; hostile ones are refused in one line.

mod ase;
mod cards;
mod hostile;
mod maps;
mod memory;
mod questions;
mod sprites;

use std::path::{Path, PathBuf};

use tools::import::{self, Made, Options};

#[global_allocator]
static MEMORY: memory::Counting = memory::Counting;

/// The fixtures beside this file.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/fixtures").join(name)
}

/// The assets of the house; nothing is written there.
fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

fn named(name: &str) -> Options {
    Options { name: Some(name.to_owned()), ..Options::default() }
}

/// What a file of this name and content gives in the town of the house.
fn made(name: &str, bytes: &[u8], options: &Options) -> Result<Made, String> {
    let file = fixture(name);
    import::made_of(&assets(), &file, bytes, options).map_err(|problem| {
        let told = problem.to_string();
        assert!(!told.contains('\n'), "one line: {told}");
        told.replace(&format!("{}/", file.parent().expect("a folder").display()), "")
    })
}

/// What a fixture gives.
fn made_from(name: &str, options: &Options) -> Made {
    let bytes = std::fs::read(fixture(name)).expect("a fixture");
    made(name, &bytes, options).expect("it can be taken in")
}
