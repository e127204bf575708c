//! The code by which friends find a room.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The symbols of codes: no `0` and `O`, no `1`, `I` and `L`.
pub const SYMBOLS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Symbols in a code; 31^6 is 887,503,681 codes.
pub const LENGTH: usize = 6;

/// Six unambiguous symbols, such as `K7PMQ3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoomCode([u8; LENGTH]);

/// A text that can't be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a room's code has 6 letters and digits, such as K7PMQ3")]
pub struct BadRoomCode;

impl RoomCode {
    /// Takes a code as people write it: in any case, with spaces or dashes, and with an `O` or a zero, which no code
    /// has, for the `Q` that was read so.
    ///
    /// # Errors
    /// [`BadRoomCode`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadRoomCode> {
        let symbols = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase());
        let mut code = [0; LENGTH];
        let mut filled = 0;
        for symbol in symbols {
            let symbol = match symbol {
                'O' | '0' => b'Q',
                symbol => u8::try_from(symbol).map_err(|_| BadRoomCode)?,
            };
            if filled == LENGTH || !SYMBOLS.contains(&symbol) {
                return Err(BadRoomCode);
            }
            code[filled] = symbol;
            filled += 1;
        }
        if filled == LENGTH { Ok(Self(code)) } else { Err(BadRoomCode) }
    }

    /// The code of a number: of every number below 31^6 another one.
    #[must_use]
    pub fn of_number(number: u64) -> Self {
        let mut left = number;
        Self(std::array::from_fn(|_| {
            let symbol = SYMBOLS[(left % 31) as usize];
            left /= 31;
            symbol
        }))
    }

    /// The six symbols.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII gets in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for RoomCode {
    type Error = BadRoomCode;
    fn try_from(text: String) -> Result<Self, BadRoomCode> {
        Self::parse(&text)
    }
}

impl From<RoomCode> for String {
    fn from(code: RoomCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for written in ["K7PMQ3", "k7pmq3", " k7p-mq3 ", "K7P MQ3", "K7PMO3", "k7pm03"] {
            assert_eq!(RoomCode::parse(written).map(String::from), Ok("K7PMQ3".to_owned()), "{written}");
        }
        for wrong in ["", "K7PMQ", "K7PMQ33", "K7PMQ1", "K7PMQI", "K7PMQé", "K7PMQ!"] {
            assert_eq!(RoomCode::parse(wrong), Err(BadRoomCode), "{wrong}");
        }
    }

    #[test]
    fn every_number_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<RoomCode> = (0..10_000).map(RoomCode::of_number).collect();
        assert_eq!(codes.len(), 10_000);
        assert_eq!(RoomCode::of_number(0).as_str(), "AAAAAA");
        assert_eq!(RoomCode::of_number(31_u64.pow(6) - 1).as_str(), "999999");
    }
}
