//! Lengths as an index stores them, in one byte.

/// The lengths up to here are exact.
const EXACT: u32 = 24;

/// The greatest of the 256 values.
const GREATEST: u32 = EXACT + (15 << 27);

/// Returns the length that an index keeps for a length: the largest of 256 values that is not above it. Beyond 40, each has four significant bits, as
/// Lucene and tantivy store field norms.
pub fn stored_length(length: u32) -> u32 {
    let Some(more) = length.checked_sub(EXACT) else { return length };
    // Fewer than four significant bits are exact.
    let dropped = (u32::BITS - more.leading_zeros()).saturating_sub(4);
    (EXACT + (more >> dropped << dropped)).min(GREATEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::fieldnorm::FieldNormReader;

    proptest! {
        #[test]
        fn lengths_are_those_of_field_norms(length in prop_oneof![0_u32..3_000, any::<u32>()]) {
            let stored = FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(length));
            prop_assert_eq!(stored_length(length), stored);
        }
    }
}
