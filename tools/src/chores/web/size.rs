//! How large the game is that a browser loads, held against its budget.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::{Kind, build, folder};

/// Most bytes of the game as browsers load it, with brotli.
const BUDGET: u64 = 5_000_000;

/// What is aimed at.
const AIM: u64 = 4_000_000;

#[derive(Serialize)]
struct Sizes {
    wasm_bytes: u64,
    wasm_brotli_bytes: u64,
    wasm_gzip_bytes: u64,
    glue_brotli_bytes: u64,
    budget_bytes: u64,
    aim_bytes: u64,
    within_budget: bool,
}

/// Measures the release bundle, which is made when it isn't there.
///
/// # Errors
/// When it can't be made, or is over budget.
pub fn size(json: bool) -> Result<()> {
    let mut made = folder(Kind::Release)?;
    if !made.join("parlor_bg.wasm.br").is_file() {
        made = build(Kind::Release)?;
    }
    let brotli = length(&made, "parlor_bg.wasm.br")?;
    let sizes = Sizes {
        wasm_bytes: length(&made, "parlor_bg.wasm")?,
        wasm_brotli_bytes: brotli,
        wasm_gzip_bytes: length(&made, "parlor_bg.wasm.gz")?,
        glue_brotli_bytes: length(&made, "parlor.js.br")?,
        budget_bytes: BUDGET,
        aim_bytes: AIM,
        within_budget: brotli <= BUDGET,
    };
    let mega = |bytes: u64| format!("{}.{:02} MB", bytes / 1_000_000, bytes % 1_000_000 / 10_000);
    if json {
        println!("{}", serde_json::to_string(&sizes)?);
    } else {
        println!(
            "the game: {}, {} with brotli, {} with gzip; budget {}, aim {}",
            mega(sizes.wasm_bytes),
            mega(brotli),
            mega(sizes.wasm_gzip_bytes),
            mega(BUDGET),
            mega(AIM)
        );
    }
    if !sizes.within_budget {
        bail!("the game is {} over its budget: trim features of the client", mega(brotli - BUDGET));
    }
    Ok(())
}

fn length(folder: &Path, name: &str) -> Result<u64> {
    let file = folder.join(name);
    Ok(std::fs::metadata(&file).with_context(|| format!("looking at {}", file.display()))?.len())
}
