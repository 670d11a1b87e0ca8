//! Invisible characters: joiners, direction controls, variation selectors and other default ignorable code points.
//!
//! They may occur anywhere in a word and never change it. Most come from web pages and word processors.

/// Returns whether the character is invisible (`Default_Ignorable_Code_Point` of Unicode, and the interlinear annotation marks).
///
/// Excludes the Hangul fillers, which take up the space of a letter.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0x00AD                  // soft hyphen
        | 0x034F                // grapheme joiner
        | 0x061C                // Arabic letter mark
        | 0x17B4..=0x17B5       // Khmer inherent vowels
        | 0x180B..=0x180F       // Mongolian variation selectors
        | 0x200B..=0x200F       // zero-width space and joiners, marks of direction
        | 0x202A..=0x202E       // embeddings and overrides of direction
        | 0x2060..=0x206F       // word joiner, mathematical operators, isolates of direction
        | 0xFE00..=0xFE0F       // variation selectors
        | 0xFEFF                // byte order mark
        | 0xFFF9..=0xFFFB       // interlinear annotations
        | 0x1BCA0..=0x1BCA3     // shorthand format controls
        | 0x1D173..=0x1D17A     // musical format controls
        | 0xE0000..=0xE0FFF     // tags, more variation selectors
    )
}
