//! A look by chance, for those who like to be surprised.

use shared::content::looks::Looks;

/// Some look; the same for the same seed.
#[must_use]
pub fn surprise(seed: u64) -> Looks {
    let mut state = seed;
    let mut next = || {
        // SplitMix64: neighbouring seeds give unlike looks.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // Any value is a look; a multiple of many list lengths keeps the choice even.
        u8::try_from((mixed ^ (mixed >> 31)) % 240).unwrap_or(0)
    };
    Looks {
        body: next(),
        skin: next(),
        hair: next(),
        hair_colour: next(),
        top: next(),
        top_colour: next(),
        legs: next(),
        legs_colour: next(),
        // Every third person carries or wears something.
        extra: if next() % 3 == 0 { next() } else { 0 },
        extra_colour: next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_seeds_surprise_differently_and_each_repeats() {
        assert_eq!(surprise(7), surprise(7));
        let looks: Vec<Looks> = (0..20).map(surprise).collect();
        assert!(looks.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
