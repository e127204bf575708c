//! Guest tokens: 256 random bits that the client keeps; the server keeps only their hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use rand::rngs::SysRng;
use sha2::{Digest as _, Sha256};

/// Length of a token or ticket in text.
pub const TEXT_LENGTH: usize = 43;

/// A fresh secret as text, from the system's randomness.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_secret() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    SysRng.try_fill_bytes(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A fresh random number for an identity.
///
/// # Errors
/// When the system has no randomness to give.
pub fn new_id() -> anyhow::Result<u64> {
    Ok(SysRng.try_next_u64()?)
}

/// What the server keeps of a secret: its SHA-256.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
