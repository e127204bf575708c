//! Many guests of one town, registered over a few connections at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::table::Token;

/// Requests at once.
const AT_ONCE: usize = 8;

/// Registers so many guests.
pub fn register(address: &str, count: usize) -> anyhow::Result<Vec<Token>> {
    let next = AtomicUsize::new(0);
    let tokens = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < count {
                    let token = Token::register(address, "Quiz Guest");
                    if let Ok(mut tokens) = tokens.lock() {
                        tokens.push(token);
                    }
                }
            });
        }
    });
    Ok(tokens.into_inner().unwrap_or_default())
}
