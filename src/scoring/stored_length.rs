//! Lengths as an index stores them, in one byte.

/// The lengths up to here are exact.
const EXACT: u32 = 24;

/// The greatest of the 256 values.
const GREATEST: u32 = EXACT + (15 << 27);

/// Returns the stored approximation of a length: the largest of 256 values that does not exceed it. Beyond 40, each has four significant bits, as in the
/// field norms of Lucene and tantivy.
pub fn stored_length(length: u32) -> u32 {
    let Some(more) = length.checked_sub(EXACT) else { return length };
    // Fewer than four significant bits are exact.
    let dropped = (u32::BITS - more.leading_zeros()).saturating_sub(4);
    (EXACT + (more >> dropped << dropped)).min(GREATEST)
}
