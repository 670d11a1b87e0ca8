//! Folds the spelling variants of a word into one form.
//!
//! Folding comes before stemming, so `cafe` and `café` have the same stem. Accents are dropped only from Latin and Greek letters: in other
//! scripts a diacritic makes a different letter (Russian й is not и).

use unicode_normalization::UnicodeNormalization;

/// The maximum length of a term, in bytes. Longer words are data such as base 64 and are truncated.
pub(super) const MAX_TERM_BYTES: usize = 128;

/// Replaces the contents of `term` with the folded form of `word`.
///
/// The folded form is in lower case, with compatibility forms (full width, ligatures) as ordinary letters, without accents, apostrophes and
/// the commas of numbers, and with letters that Unicode does not decompose (ß, æ, ø, ł …) in their usual transcription.
pub(super) fn fold(word: &str, term: &mut String) {
    term.clear();
    if word.is_ascii() {
        if word.bytes().any(|byte| matches!(byte, b'\'' | b',')) {
            term.extend(word.chars().filter(|character| !matches!(character, '\'' | ',')));
        } else {
            term.push_str(word);
        }
        term.make_ascii_lowercase();
    } else {
        // Composed first, so that Hangul syllables, kana and Cyrillic letters stay whole.
        for character in word.nfkc().flat_map(char::to_lowercase) {
            fold_character(character, term);
        }
    }
    truncate(term);
}

fn fold_character(character: char, term: &mut String) {
    match character {
        // Within a word: apostrophes, commas in numbers, and the Hebrew geresh and gershayim.
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' | ',' | '"' | '\u{05F3}' | '\u{05F4}' => {}
        'ß' => term.push_str("ss"),
        'æ' => term.push_str("ae"),
        'œ' => term.push_str("oe"),
        'þ' => term.push_str("th"),
        'ø' => term.push('o'),
        'ł' => term.push('l'),
        'đ' | 'ð' | 'ɗ' => term.push('d'),
        'ħ' => term.push('h'),
        'ı' => term.push('i'),
        'ſ' => term.push('s'),
        'ə' => term.push('e'),
        'ɓ' => term.push('b'),
        'ƙ' => term.push('k'),
        'ƴ' => term.push('y'),
        'ё' => term.push('е'),
        'ґ' => term.push('г'),
        'ς' => term.push('σ'),
        _ => fold_letter(character, term),
    }
}

/// Folds Arabic letter variants, diacritics and digits, which vary between languages and keyboards.
fn fold_letter(character: char, term: &mut String) {
    match character {
        'أ' | 'إ' | 'آ' | 'ٱ' => term.push('ا'),
        'ى' | 'ی' => term.push('ي'),
        'ک' | 'ڪ' => term.push('ك'),
        'ة' | 'ۀ' | 'ہ' | 'ۃ' => term.push('ه'),
        'ँ' => term.push('ं'),
        _ if is_dropped_mark(character) => {}
        _ if is_accented_alphabet(character) => {
            term.extend(std::iter::once(character).nfd().filter(|part| !is_dropped_mark(*part)));
        }
        _ => term.push(decimal_digit(character).unwrap_or(character)),
    }
}

/// Returns the ASCII form of a decimal digit of another script.
fn decimal_digit(character: char) -> Option<char> {
    /// The zeros of the scripts: Arabic, Persian, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer.
    const ZEROS: [u32; 18] = [
        0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x1090, 0x17E0,
    ];
    let code = u32::from(character);
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

/// Returns whether a mark is dropped: accents, Hebrew and Arabic vowel points, tatweel, the Hindi nukta, joiners.
fn is_dropped_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x00AD | 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0640 | 0x064B..=0x0652 | 0x0653..=0x0655 | 0x0670 | 0x06D6..=0x06ED | 0x093C | 0x200B..=0x200F | 0x2060 | 0xFEFF)
}

/// Returns whether the character is in a Latin or Greek block, where accented letters decompose into letter and accent.
fn is_accented_alphabet(character: char) -> bool {
    matches!(u32::from(character), 0x00C0..=0x024F | 0x0370..=0x03FF | 0x1E00..=0x1FFF)
}

fn truncate(term: &mut String) {
    if term.len() > MAX_TERM_BYTES {
        term.truncate(term.floor_char_boundary(MAX_TERM_BYTES));
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
    fn spelling_variants_fold_to_one_form() {
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
            ("أحمد", "احمد"),
            ("إيران", "ايران"),
            ("مدرسة", "مدرسه"),
            ("مـــرحبا", "مرحبا"),
            ("کتابی", "كتابي"),
            ("می\u{200C}خواهم", "ميخواهم"),
            ("۱۴۰۳", "1403"),
            ("१९४७", "1947"),
            ("शَ", "श"),
            ("फ़ैज़", "फैज"),
            ("שָׁלוֹם", "שלום"),
            ("צה״ל", "צהל"),
            ("ґанок", "ганок"),
            ("ƙasa", "kasa"),
            ("ﾄｳｷｮｳ", "トウキョウ"),
            ("Ərdoğan", "erdogan"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
    }

    #[test]
    fn long_words_are_truncated() {
        assert_eq!(folded(&"x".repeat(9_999)).len(), MAX_TERM_BYTES);
        assert!(folded(&"й".repeat(9_999)).len() <= MAX_TERM_BYTES);
    }
}
