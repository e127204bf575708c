//! Being bound to an answer before anybody has answered: a SHA-256 commitment, opened at the reveal.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Random bytes that keep a commitment from being guessed by trying every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonce(pub [u8; 16]);

/// SHA-256 of a nonce and a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment(pub [u8; 32]);

impl Commitment {
    /// Binds to a text; nothing can be read from it without the nonce.
    #[must_use]
    pub fn to(nonce: &Nonce, text: &str) -> Self {
        Self(Sha256::new().chain_update(nonce.0).chain_update(text.as_bytes()).finalize().into())
    }

    /// In hexadecimal digits, as players can compare it.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_sha_256_of_nonce_and_text() {
        // Of sixteen zero bytes and "Paris", by sha256sum.
        let paris = Commitment::to(&Nonce([0; 16]), "Paris");
        assert_eq!(paris.hex(), "d024da3d264eda0f2af9e912e3ca3791a221fea2bdf9f7fad079159ed33aa78c");
        assert_ne!(paris, Commitment::to(&Nonce([1; 16]), "Paris"));
        assert_ne!(paris, Commitment::to(&Nonce([0; 16]), "Rome"));
    }
}
