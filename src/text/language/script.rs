//! Detects the script of a text.

use std::ops::RangeInclusive;

/// A script, as far as it matters for language detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin letters, and anything in no other script.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Ethiopic syllables.
    Ethiopic,
    /// Devanagari.
    Devanagari,
    /// A script used by (almost) one language only, given by its code.
    Unique(&'static str),
}

/// The weight of a Han, kana or Hangul character, which carries more information than a letter.
const CJK_WEIGHT: usize = 3;

/// The reciprocal of the share of kana that makes Han text Japanese. Japanese uses kana for all inflections, Chinese only in names.
const KANA_SHARE: usize = 20;

/// The names of scripts that several languages use.
const SEVERAL: [(Script, &str); 6] = [
    (Script::Latin, "latin"),
    (Script::Cyrillic, "cyrillic"),
    (Script::Arabic, "arabic"),
    (Script::Hebrew, "hebrew"),
    (Script::Ethiopic, "ethiopic"),
    (Script::Devanagari, "devanagari"),
];

/// The Unicode blocks of the scripts, in ascending order. Anything else is Latin.
const BLOCKS: &[(RangeInclusive<u32>, Script)] = &[
    (0x0370..=0x03FF, Script::Unique("el")),
    (0x0400..=0x052F, Script::Cyrillic),
    (0x0530..=0x058F, Script::Unique("hy")),
    (0x0590..=0x05FF, Script::Hebrew),
    (0x0600..=0x06FF, Script::Arabic),
    (0x0750..=0x077F, Script::Arabic),
    (0x0900..=0x097F, Script::Devanagari),
    (0x0980..=0x09FF, Script::Unique("bn")),
    (0x0A00..=0x0A7F, Script::Unique("pa")),
    (0x0A80..=0x0AFF, Script::Unique("gu")),
    (0x0B00..=0x0B7F, Script::Unique("or")),
    (0x0B80..=0x0BFF, Script::Unique("ta")),
    (0x0C00..=0x0C7F, Script::Unique("te")),
    (0x0C80..=0x0CFF, Script::Unique("kn")),
    (0x0D00..=0x0D7F, Script::Unique("ml")),
    (0x0D80..=0x0DFF, Script::Unique("si")),
    (0x0E00..=0x0E7F, Script::Unique("th")),
    (0x0E80..=0x0EFF, Script::Unique("lo")),
    (0x0F00..=0x0FFF, Script::Unique("bo")),
    (0x1000..=0x109F, Script::Unique("my")),
    (0x10A0..=0x10FF, Script::Unique("ka")),
    (0x1100..=0x11FF, Script::Unique("ko")),
    (0x1200..=0x139F, Script::Ethiopic),
    (0x1780..=0x17FF, Script::Unique("km")),
    (0x1F00..=0x1FFF, Script::Unique("el")),
    (0x3040..=0x30FF, Script::Unique("ja")),
    (0x3130..=0x318F, Script::Unique("ko")),
    (0x3400..=0x4DBF, Script::Unique("zh")),
    (0x4E00..=0x9FFF, Script::Unique("zh")),
    (0xAC00..=0xD7FF, Script::Unique("ko")),
    (0xF900..=0xFAFF, Script::Unique("zh")),
    (0xFB1D..=0xFB4F, Script::Hebrew),
    (0xFB50..=0xFDFF, Script::Arabic),
    (0xFE70..=0xFEFF, Script::Arabic),
    (0xFF66..=0xFF9D, Script::Unique("ja")),
    (0x20000..=0x3FFFF, Script::Unique("zh")),
];

impl Script {
    /// Returns the script of most letters of a text, or `None` if it has no letters.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for character in text.chars().filter(|character| character.is_alphabetic()) {
            // The fast path for nearly all text.
            if let (true, Some((Self::Latin, count))) = (character.is_ascii(), counts.first_mut()) {
                *count += 1;
                continue;
            }
            let script = Self::of_letter(character);
            let weight = if matches!(script, Self::Unique("zh" | "ja" | "ko")) { CJK_WEIGHT } else { 1 };
            match counts.iter_mut().find(|(counted, _)| *counted == script) {
                Some((_, count)) => *count += weight,
                None => counts.push((script, weight)),
            }
        }
        let count_of =
            |code| counts.iter().find(|(script, _)| *script == Self::Unique(code)).map_or(0, |found| found.1);
        let (kana, han) = (count_of("ja"), count_of("zh"));
        if kana * KANA_SHARE >= kana + han
            && let Some(japanese) = counts.iter_mut().find(|(script, _)| *script == Self::Unique("ja"))
        {
            japanese.1 += han;
        }
        // A tie goes to the script seen later, which keeps the result deterministic.
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
    }

    /// Returns the name of a script of several languages, or the code of the only language.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Unique(code) => code,
            several => SEVERAL.iter().find(|(script, _)| *script == several).map_or("", |(_, name)| name),
        }
    }

    /// Returns the script with a [`code`](Self::code).
    pub(super) fn from_code(code: &str) -> Option<Self> {
        let several = SEVERAL.iter().find(|(_, name)| *name == code).map(|(script, _)| *script);
        several.or_else(|| BLOCKS.iter().map(|(_, script)| *script).find(|script| script.code() == code))
    }

    fn of_letter(character: char) -> Self {
        let code = u32::from(character);
        if code < 0x0370 {
            return Self::Latin;
        }
        let after = BLOCKS.partition_point(|(block, _)| *block.end() < code);
        BLOCKS.get(after).filter(|(block, _)| block.contains(&code)).map_or(Self::Latin, |(_, script)| *script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_sorted_and_disjoint() {
        assert!(BLOCKS.is_sorted_by(|(one, _), (next, _)| one.end() < next.start()));
    }

    #[test]
    fn the_script_of_most_letters_is_detected() {
        for (text, expected) in [
            ("Tokyo 東", Some(Script::Latin)),
            ("東京 Tokyo", Some(Script::Unique("zh"))),
            ("東京は日本の首都", Some(Script::Unique("ja"))),
            ("Ελλάδα", Some(Script::Unique("el"))),
            ("12 %", None),
        ] {
            assert_eq!(Script::of(text), expected, "{text}");
        }
    }
}
