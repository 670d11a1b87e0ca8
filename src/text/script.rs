//! Scripts whose words are not set apart by spaces.

/// Returns whether `character` belongs to a script that is read here character by character, because a word
/// cannot be told by the spaces around it: Chinese, Japanese, Korean (whose particles join the noun), Thai, Lao, Burmese, Khmer
/// and Tibetan.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF     // Thai, Lao
        | 0x0F00..=0x109F   // Tibetan, Burmese
        | 0x1100..=0x11FF   // Hangul letters
        | 0x1780..=0x17FF   // Khmer
        | 0x19E0..=0x19FF   // Khmer symbols
        | 0x2E80..=0x2FDF   // Han radicals
        | 0x3005..=0x3007   // Han iteration mark, closing mark, zero
        | 0x3021..=0x30FF   // Han numerals, Hiragana, Katakana
        | 0x3131..=0x318F   // Hangul letters
        | 0x31F0..=0x31FF   // Katakana extensions
        | 0x3400..=0x4DBF   // Han
        | 0x4E00..=0x9FFF   // Han
        | 0xA960..=0xA97F   // Hangul letters
        | 0xA9E0..=0xA9FF   // Burmese extensions
        | 0xAA60..=0xAA7F   // Burmese extensions
        | 0xAC00..=0xD7FF   // Hangul syllables
        | 0xF900..=0xFAFF   // Han, for compatibility
        | 0xFF66..=0xFFDC   // half-width Katakana and Hangul
        | 0x20000..=0x3FFFF // Han, rarer
    )
}
