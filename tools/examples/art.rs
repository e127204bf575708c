//! `art build | check | sheet ATLAS OUT | preview SCENE HOUR SCALE OUT [X Y W H]`: a bench for the art compiler.

use std::path::Path;

use anyhow::{Result, bail};
use tools::art::{self, preview};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build"] => println!("{:?}", art::build(&root)?.files),
        ["check"] => art::check(&root)?,
        ["sheet", atlas, out] => preview::sheet(&root, atlas)?.write_png(Path::new(out))?,
        ["preview", scene, hour, scale, out, cut @ ..] => {
            let mut canvas = preview::preview(&root, scene, hour.parse()?)?;
            if let [x, y, w, h] = cut {
                canvas = canvas.cropped(x.parse()?, y.parse()?, w.parse()?, h.parse()?);
            }
            canvas.scaled(scale.parse()?).write_png(Path::new(out))?;
        }
        _ => bail!("expected build, check, sheet ATLAS OUT or preview SCENE HOUR SCALE OUT [X Y W H]"),
    }
    Ok(())
}
