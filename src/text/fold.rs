//! Folding: one spelling for a word however it was printed.
//!
//! Folding comes before stemming, so that `cafe` and `café` have one stem. Only accents of the Latin and Greek alphabets are
//! dropped: in other scripts a mark makes another letter (Russian й is not и).

use unicode_normalization::UnicodeNormalization;

/// The longest term, in bytes: longer "words" are data such as base 64, found by their beginning.
const LONGEST: usize = 128;

/// Writes the folded form of `word` to `term`, which is cleared first.
///
/// Lower case; compatibility forms (full width, ligatures) as ordinary letters; accents and apostrophes dropped; the letters that
/// Unicode does not take apart (ß, æ, ø, ł …) as their usual spelling; commas between the digits of a number dropped.
pub(super) fn fold(word: &str, term: &mut String) {
    term.clear();
    if word.is_ascii() {
        let kept = word.bytes().filter(|byte| !matches!(byte, b'\'' | b','));
        term.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        // Composed first: Hangul syllables, kana and Cyrillic letters stay whole.
        for character in word.nfkc().flat_map(char::to_lowercase) {
            fold_character(character, term);
        }
    }
    truncate(term);
}

fn fold_character(character: char, term: &mut String) {
    match character {
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' | ',' => {}
        'ß' => term.push_str("ss"),
        'æ' => term.push_str("ae"),
        'œ' => term.push_str("oe"),
        'þ' => term.push_str("th"),
        'ø' => term.push('o'),
        'ł' => term.push('l'),
        'đ' | 'ð' => term.push('d'),
        'ħ' => term.push('h'),
        'ı' => term.push('i'),
        'ſ' => term.push('s'),
        'ё' => term.push('е'),
        'ς' => term.push('σ'),
        _ if is_dropped_mark(character) => {}
        _ if is_accented_alphabet(character) => {
            term.extend(std::iter::once(character).nfd().filter(|part| !is_dropped_mark(*part)));
        }
        _ => term.push(character),
    }
}

/// Returns whether the mark carries no letter of its own: accents, Hebrew and Arabic vowel points, tatweel, joiners.
fn is_dropped_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x00AD | 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0640 | 0x064B..=0x0652 | 0x0670 | 0x200B..=0x200F | 0x2060 | 0xFEFF)
}

/// Returns whether the character is in the Latin or Greek blocks whose letters Unicode takes apart into letter and accent.
fn is_accented_alphabet(character: char) -> bool {
    matches!(u32::from(character), 0x00C0..=0x024F | 0x0370..=0x03FF | 0x1E00..=0x1FFF)
}

fn truncate(term: &mut String) {
    if term.len() > LONGEST {
        term.truncate(term.floor_char_boundary(LONGEST));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut term = String::new();
        fold(word, &mut term);
        term
    }

    #[test]
    fn one_spelling_however_printed() {
        for (word, expected) in [
            ("Straße", "strasse"),
            ("CAFÉ", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("ﬁnance", "finance"),
            ("Ｔｏｋｙｏ", "tokyo"),
            ("O’Brien", "obrien"),
            ("don't", "dont"),
            ("1,000", "1000"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("Ελλάδας", "ελλαδασ"),
            ("ёлка", "елка"),
            ("Донской", "донской"),
            ("서울", "서울"),
            ("が", "が"),
            ("co\u{AD}operate", "cooperate"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
    }

    #[test]
    fn endless_words_are_found_by_their_beginning() {
        assert_eq!(folded(&"x".repeat(9_999)).len(), LONGEST);
        assert!(folded(&"й".repeat(9_999)).len() <= LONGEST);
    }
}
