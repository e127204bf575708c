//! Compiles the server again when a migration is added, as the macro that reads them sees only the old ones.

#[expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
