//! Lists of a fixed length as they are written in files: in square brackets, like every list.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};

/// Reads a list of exactly `N`; for `#[serde(deserialize_with = …)]`.
///
/// # Errors
/// When there are more or fewer.
pub fn exactly<'de, D, T, const N: usize>(deserializer: D) -> Result<[T; N], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + fmt::Debug,
{
    let list = Vec::<T>::deserialize(deserializer)?;
    let found = list.len();
    list.try_into().map_err(|_| D::Error::custom(format!("there are {found} in this list, expected {N}")))
}
