//! The lookup key of a word, its first bytes and its hash, computed once per word.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The number of bytes in [`Key::beginning`]. Nearly all words are no longer than this.
pub(crate) const BEGINNING: usize = 16;

/// The key by which the lexicon looks up a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// The first bytes as a big-endian number, padded with zeros, so that it sorts like the bytes.
    pub beginning: u128,
    pub hash: u64,
}

impl Key {
    pub(crate) fn of(term: &str) -> Self {
        let beginning = beginning(term.as_bytes());
        let mut hasher = FxHasher::default();
        // The first bytes become the lowest bits, from where the multiplications of the hasher spread them upward.
        hasher.write_u64((beginning as u64).swap_bytes());
        hasher.write_u64(((beginning >> 64) as u64).swap_bytes());
        hasher.write_usize(term.len());
        if let Some(rest) = term.as_bytes().get(BEGINNING..).filter(|rest| !rest.is_empty()) {
            hasher.write(rest);
        }
        Self { beginning, hash: hasher.finish() }
    }
}

/// Returns the first bytes as a big-endian number, without a loop over the bytes unless there are fewer than four.
fn beginning(bytes: &[u8]) -> u128 {
    if let Some(all) = bytes.first_chunk() {
        return u128::from_be_bytes(*all);
    }
    // The first and the last bytes may overlap; the shift drops the shared bytes from the last.
    let bits = 8 * bytes.len() as u32;
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from_be_bytes(*last).checked_shl(128 - bits).unwrap_or_default();
        return u128::from(u64::from_be_bytes(*first)) << 64 | u128::from(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u32::from_be_bytes(*last).checked_shl(64 - bits).unwrap_or_default();
        return u128::from(u32::from_be_bytes(*first)) << 96 | u128::from(last) << 64;
    }
    bytes.iter().zip([120, 112, 104]).fold(0, |number, (byte, position)| number | u128::from(*byte) << position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn key_holds_the_first_bytes_and_differs_between_words(word in ".{0,6}[a-z]{0,20}", other in "[a-z]{0,20}") {
            let mut bytes = [0; BEGINNING];
            word.bytes().zip(&mut bytes).for_each(|(byte, to)| *to = byte);
            prop_assert_eq!(Key::of(&word).beginning, u128::from_be_bytes(bytes));
            prop_assert_eq!(Key::of(&word) == Key::of(&other), word == other);
        }
    }
}
