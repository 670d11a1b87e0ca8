//! Decides which words a search can find by a prefix search for their stem.

/// The minimum length of a stem for a prefix search, in letters; too many words begin with a shorter one.
const MIN_STEM_LETTERS: usize = 4;

/// The maximum number of letters after the stem; a longer ending would give hundreds of German compounds per stem.
pub const MAX_ENDING_LETTERS: usize = 6;

/// Returns whether a search finds a word by stem prefix, so that an index needs no annotation of its stem.
///
/// This holds for most words of most languages.
pub fn is_found_by(stem: &str, word: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= MAX_ENDING_LETTERS)
        && is_prefix_searched(stem)
}

/// Returns whether a stem is long enough for a prefix search of the dictionary.
pub fn is_prefix_searched(stem: &str) -> bool {
    stem.chars().nth(MIN_STEM_LETTERS - 1).is_some()
}
