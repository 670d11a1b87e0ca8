//! Folds the spelling variants of a word into one form.
//!
//! Folding comes before stemming, so `cafe` and `café` have the same stem. Accents are dropped only from Latin and Greek letters: in other
//! scripts a diacritic makes a different letter (Russian й is not и).

use super::apostrophe::{is_apostrophe, is_gershayim};
use super::invisible::is_invisible;
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
        if word.bytes().any(|byte| matches!(byte, b'\'' | b',' | b'`')) {
            term.extend(word.chars().filter(|character| !matches!(character, '\'' | ',' | '`')));
        } else {
            term.push_str(word);
        }
        term.make_ascii_lowercase();
    } else {
        // Composed first, so that Hangul syllables, kana and Cyrillic letters stay whole. Some characters are dropped before, because their compatibility form
        // contains a space or because, being invisible, they would separate a letter from its accent.
        let letters = word.chars().filter(|character| !is_dropped_sign(*character));
        for character in letters.nfkc().flat_map(char::to_lowercase) {
            fold_character(character, term);
        }
    }
    truncate(term);
}

/// Returns whether a character within a word is dropped: apostrophes, the marks of Hebrew abbreviations, commas in numbers, the middle dot of the Catalan
/// double l, and invisible characters.
fn is_dropped_sign(character: char) -> bool {
    matches!(character, ',' | '\u{066C}' | '·' | '\u{0387}')
        || is_apostrophe(character)
        || is_gershayim(character)
        || is_invisible(character)
}

fn fold_character(character: char, term: &mut String) {
    match character {
        // Characters that are part of a compatibility form, as in the full-width comma and ŀ.
        ',' | '·' | '\u{02BC}' => {}
        'ß' => term.push_str("ss"),
        'æ' => term.push_str("ae"),
        'œ' => term.push_str("oe"),
        'þ' => term.push_str("th"),
        'ø' | 'ɔ' | 'ɵ' => term.push('o'),
        'ł' | 'ƚ' => term.push('l'),
        'đ' | 'ð' | 'ɗ' | 'ɖ' => term.push('d'),
        'ħ' => term.push('h'),
        'ı' | 'ɨ' | 'ɩ' | 'ɪ' => term.push('i'),
        'ſ' => term.push('s'),
        'ə' | 'ǝ' | 'ɛ' => term.push('e'),
        'ɓ' | 'ƀ' => term.push('b'),
        'ƙ' | 'ĸ' => term.push('k'),
        'ƴ' => term.push('y'),
        'ŋ' | 'ɲ' | 'ƞ' => term.push('n'),
        'ŧ' | 'ƭ' => term.push('t'),
        'ƒ' => term.push('f'),
        'ɣ' | 'ǥ' | 'ɠ' => term.push('g'),
        'ʋ' => term.push('v'),
        'ʉ' | 'ʊ' => term.push('u'),
        'ƶ' => term.push('z'),
        'ё' | 'ѐ' => term.push('е'),
        'ѝ' => term.push('и'),
        'ґ' => term.push('г'),
        'ς' => term.push('σ'),
        _ => fold_letter(character, term),
    }
}

/// Folds the letters of other scripts that vary between languages, keyboards and spellings, diacritics, and digits.
fn fold_letter(character: char, term: &mut String) {
    match character {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => term.push('ا'),
        'ى' | 'ی' | 'ئ' | 'ے' | 'ۓ' => term.push('ي'),
        'ؤ' => term.push('و'),
        'ک' | 'ڪ' => term.push('ك'),
        'ة' | 'ۀ' | 'ہ' | 'ۂ' | 'ۃ' | 'ە' | 'ھ' => term.push('ه'),
        // Sorani often writes the rolled r at the start of a word as a plain one.
        'ڕ' if term.is_empty() => term.push('ر'),
        '٫' => term.push('.'),
        'װ' => term.push_str("וו"),
        'ױ' => term.push_str("וי"),
        'ײ' => term.push_str("יי"),
        'ँ' => term.push('ं'),
        'ऩ' => term.push('न'),
        'ऱ' => term.push('र'),
        'ऴ' => term.push('ळ'),
        // The chandra vowels of foreign words.
        'ऍ' => term.push('ए'),
        'ऑ' => term.push('ओ'),
        'ॅ' => term.push('े'),
        'ॉ' => term.push('ो'),
        '\u{0E4D}' | '\u{0ECD}' => push_before_tone(character, term),
        // Two sara e form a sara ae.
        '\u{0E40}' if term.ends_with('\u{0E40}') => {
            term.pop();
            term.push('\u{0E41}');
        }
        _ if is_dropped_mark(character) => {}
        _ if is_accented_alphabet(character) => {
            term.extend(std::iter::once(character).nfd().filter(|part| !is_dropped_mark(*part)));
        }
        _ => {
            fold_nasal_before(character, term);
            term.push(decimal_digit(character).unwrap_or(character));
        }
    }
}

/// Appends the nikhahit of a Thai or Lao sara am, which is typed before or after the tone mark.
fn push_before_tone(nikhahit: char, term: &mut String) {
    let is_tone = |character: char| matches!(character, '\u{0E48}'..='\u{0E4B}' | '\u{0EC8}'..='\u{0ECB}');
    let tone = term.chars().next_back().filter(|last| is_tone(*last));
    if tone.is_some() {
        term.pop();
    }
    term.push(nikhahit);
    term.extend(tone);
}

/// Replaces a Devanagari nasal with virama before a consonant of its class by the anusvara: हिन्दी is हिंदी.
fn fold_nasal_before(next: char, term: &mut String) {
    let nasal = match next {
        'क'..='घ' => 'ङ',
        'च'..='झ' => 'ञ',
        'ट'..='ढ' => 'ण',
        'त'..='ध' => 'न',
        'प'..='भ' => 'म',
        _ => return,
    };
    let before = term.strip_suffix('\u{094D}').and_then(|rest| rest.strip_suffix(nasal));
    if let Some(length) = before.map(str::len) {
        term.truncate(length);
        term.push('ं');
    }
}

/// Returns the ASCII form of a decimal digit of another script.
fn decimal_digit(character: char) -> Option<char> {
    /// The zero digits of the scripts: Arabic, Persian, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer.
    const ZEROS: [u32; 18] = [
        0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x1090, 0x17E0,
    ];
    let code = u32::from(character);
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

/// Returns whether a mark is dropped: accents, Hebrew and Arabic vowel points, tatweel, the Hindi nukta.
fn is_dropped_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x0300..=0x036F | 0x0483..=0x0487 | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED
        | 0x08D3..=0x08FF | 0x093C | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20F0 | 0xFE20..=0xFE2F)
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

    /// The spellings that a language's own normalisation unifies, each group preceded by its folded form.
    const SPELLINGS: &[(&str, &str, &[&str])] = &[
        ("any", "cafe", &["café", "CAFÉ", "cafe\u{301}", "ca\u{AD}fé", "cafe\u{200D}\u{301}", "café\u{FE0F}"]),
        ("any", "finance", &["ﬁnance", "fi\u{2060}nance", "\u{202A}finance\u{202C}"]),
        ("any", "tokyo", &["Ｔｏｋｙｏ", "𝐓𝐨𝐤𝐲𝐨"]),
        ("any", "1000", &["1,000", "1’000", "1'000", "１０００", "۱۰۰۰", "१०००", "١٬٠٠٠"]),
        ("any", "co2", &["CO₂", "co2", "ＣＯ２"]),
        ("any", "km2", &["km²", "㎢"]),
        ("any", "10th", &["10ᵗʰ", "10th"]),
        (
            "en",
            "obrien",
            &["O’Brien", "O'Brien", "O`Brien", "O´Brien", "O′Brien", "O‛Brien", "OʼBrien", "O＇Brien", "Oˈbrien"],
        ),
        ("haw", "hawaii", &["Hawaiʻi", "Hawai‘i", "Hawaii", "Hawai'i"]),
        ("de", "strasse", &["Straße", "STRASSE", "STRAẞE"]),
        ("pl", "lodz", &["Łódź", "ŁÓDŹ", "Lodz"]),
        ("tr", "istanbul", &["İstanbul", "Istanbul", "ıstanbul"]),
        ("az", "erdogan", &["Ərdoğan", "Erdogan"]),
        ("ha", "kasa", &["ƙasa", "Ƙasa", "kasa"]),
        ("ln", "mokonzi", &["mɔkɔnzi", "mokonzi"]),
        ("ee", "nutome", &["ŋutɔme", "Nutome"]),
        ("ro", "bucuresti", &["București", "Bucureşti", "Bucuresti"]),
        ("ca", "colleccio", &["col·lecció", "coŀlecció"]),
        ("el", "ελλαδασ", &["Ελλάδας", "ΕΛΛΆΔΑΣ", "ελλαδας"]),
        ("ru", "елка", &["ёлка", "елка", "Ёлка"]),
        ("ru", "донской", &["Донской", "Донско\u{438}\u{306}"]),
        ("ru", "замок", &["за\u{301}мок", "замок"]),
        ("uk", "ганок", &["ґанок", "ганок"]),
        ("uk", "мята", &["м'ята", "м’ята", "мʼята", "м`ята"]),
        ("mk", "и", &["ѝ", "и"]),
        ("ar", "احمد", &["أحمد", "احمد"]),
        ("ar", "ايران", &["إيران", "ایران"]),
        ("ar", "مدرسه", &["مدرسة", "مَدْرَسَة", "مـــدرسة", "مدرسه"]),
        ("ar", "مسوول", &["مسؤول", "مسو\u{654}ول"]),
        ("ar", "علي", &["على", "علي", "علی"]),
        ("fa", "كتابي", &["کتابی", "كتابي"]),
        ("fa", "ميخواهم", &["می\u{200C}خواهم", "ميخواهم"]),
        ("fa", "خانه", &["خانۀ", "خانه\u{654}", "خانه"]),
        ("fa", "ايين", &["آئین", "آیین"]),
        ("ur", "كي", &["کے"]),
        ("ckb", "هه", &["ھە", "هه"]),
        ("ckb", "رون", &["ڕون", "رون"]),
        ("he", "שלום", &["שָׁלוֹם", "שלום"]),
        ("he", "צהל", &["צה״ל", "צה\"ל", "צה”ל", "צהל"]),
        ("he", "גירפה", &["ג׳ירפה", "ג'ירפה", "ג’ירפה"]),
        ("yi", "וואו", &["װאו", "וואו"]),
        ("hi", "फैज", &["फ़ैज़", "फैज", "फ\u{93C}ैज"]),
        ("hi", "हिंदी", &["हिन्दी", "हिंदी", "हिँदी"]),
        ("hi", "पंजाब", &["पञ्जाब", "पंजाब"]),
        ("hi", "अंक", &["अङ्क", "अंक"]),
        ("hi", "मंडल", &["मण्डल", "मंडल"]),
        ("hi", "लंबा", &["लम्बा", "लंबा"]),
        ("hi", "सम्मान", &["सम्मान"]),
        ("hi", "डोक्टर", &["डॉक्टर"]),
        ("th", "น\u{E4D}\u{E49}า", &["น\u{E49}\u{E33}", "น\u{E4D}\u{E49}า", "น\u{E49}\u{E4D}า"]),
        ("th", "แ", &["เเ", "แ"]),
        ("lo", "ນ\u{ECD}\u{EC9}າ", &["ນ\u{EC9}\u{EB3}", "ນ\u{ECD}\u{EC9}າ"]),
        ("ja", "トウキョウ", &["ﾄｳｷｮｳ", "トウキョウ"]),
        ("ja", "が", &["が", "か\u{3099}"]),
        ("ko", "서울", &["서울", "\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF}"]),
    ];

    #[test]
    fn spellings_of_a_word_fold_to_one_form() {
        for (language, expected, spellings) in SPELLINGS {
            for spelling in *spellings {
                assert_eq!(folded(spelling), *expected, "{language}: {spelling}");
            }
            assert_eq!(folded(expected), *expected, "{language}: folding twice");
        }
    }

    #[test]
    fn long_words_are_truncated() {
        assert_eq!(folded(&"x".repeat(9_999)).len(), MAX_TERM_BYTES);
        assert!(folded(&"й".repeat(9_999)).len() <= MAX_TERM_BYTES);
    }
}
