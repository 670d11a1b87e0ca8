//! Scripts written without spaces between words.

/// Returns whether `character` is a token by itself because spaces do not delimit words in its script: Chinese, Japanese, Korean (whose
/// particles attach to the noun), Thai, Lao, Burmese, Khmer and Tibetan.
///
/// The digits of these scripts are excluded: a number is one word in every script.
pub(super) fn is_unspaced(character: char) -> bool {
    !is_digit(character) && is_in_unspaced_script(character)
}

/// Returns whether a term is a character of a script written without spaces.
pub fn is_unspaced_term(term: &str) -> bool {
    term.starts_with(is_unspaced)
}

/// Returns whether `next` continues the vowel at the end of `before`: the sara am of Thai and Lao, typed as one character or as nikhahit and
/// sara aa, or the Thai sara ae, typed as two sara e.
pub(super) fn is_within_vowel(before: &str, next: char) -> bool {
    let ends_in = |nikhahit| before.chars().rev().take(2).any(|character| character == nikhahit);
    match next {
        '\u{0E33}' | '\u{0EB3}' => before.ends_with(is_unspaced),
        '\u{0E32}' => ends_in('\u{0E4D}'),
        '\u{0EB2}' => ends_in('\u{0ECD}'),
        '\u{0E40}' => before.ends_with('\u{0E40}'),
        _ => false,
    }
}

/// Returns whether the character is a decimal digit of Thai, Lao, Tibetan, Burmese or Khmer.
fn is_digit(character: char) -> bool {
    matches!(u32::from(character), 0x0E50..=0x0E59 | 0x0ED0..=0x0ED9 | 0x0F20..=0x0F29 | 0x1040..=0x1049 | 0x1090..=0x1099 | 0x17E0..=0x17E9)
}

fn is_in_unspaced_script(character: char) -> bool {
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
