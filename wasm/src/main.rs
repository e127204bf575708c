//! The game in a browser tab. `cargo x web build` makes the page around it.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        if let Err(cause) = client::web::run().await {
            wasm_bindgen::throw_str(&cause.to_string());
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the half of the game that runs in a browser: cargo x play --web");
}
