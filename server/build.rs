//! Compiles the server again when a migration is added, as the macro that reads them sees only the old ones.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
