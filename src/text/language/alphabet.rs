//! Which alphabet a text is in.

use std::ops::RangeInclusive;

/// An alphabet or another writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Ethiopic,
    Devanagari,
    /// One that a single language has, or nearly, by its code.
    OfOne(&'static str),
}

/// How much a character says whose writing needs few of them.
const DENSE: usize = 3;

/// One in so many is enough kana to call a text Japanese: it writes its endings with them, Chinese only names of things.
const KANA_SHARE: usize = 20;

/// The blocks of Unicode in which letters are. Latin is not listed: it is all the rest.
const BLOCKS: &[(RangeInclusive<u32>, Alphabet)] = &[
    (0x0370..=0x03FF, Alphabet::OfOne("el")),
    (0x0400..=0x052F, Alphabet::Cyrillic),
    (0x0530..=0x058F, Alphabet::OfOne("hy")),
    (0x0590..=0x05FF, Alphabet::Hebrew),
    (0x0600..=0x06FF, Alphabet::Arabic),
    (0x0750..=0x077F, Alphabet::Arabic),
    (0x0900..=0x097F, Alphabet::Devanagari),
    (0x0980..=0x09FF, Alphabet::OfOne("bn")),
    (0x0A00..=0x0A7F, Alphabet::OfOne("pa")),
    (0x0A80..=0x0AFF, Alphabet::OfOne("gu")),
    (0x0B00..=0x0B7F, Alphabet::OfOne("or")),
    (0x0B80..=0x0BFF, Alphabet::OfOne("ta")),
    (0x0C00..=0x0C7F, Alphabet::OfOne("te")),
    (0x0C80..=0x0CFF, Alphabet::OfOne("kn")),
    (0x0D00..=0x0D7F, Alphabet::OfOne("ml")),
    (0x0D80..=0x0DFF, Alphabet::OfOne("si")),
    (0x0E00..=0x0E7F, Alphabet::OfOne("th")),
    (0x0E80..=0x0EFF, Alphabet::OfOne("lo")),
    (0x0F00..=0x0FFF, Alphabet::OfOne("bo")),
    (0x1000..=0x109F, Alphabet::OfOne("my")),
    (0x10A0..=0x10FF, Alphabet::OfOne("ka")),
    (0x1100..=0x11FF, Alphabet::OfOne("ko")),
    (0x1200..=0x139F, Alphabet::Ethiopic),
    (0x1780..=0x17FF, Alphabet::OfOne("km")),
    (0x1F00..=0x1FFF, Alphabet::OfOne("el")),
    (0x3040..=0x30FF, Alphabet::OfOne("ja")),
    (0x3130..=0x318F, Alphabet::OfOne("ko")),
    (0x3400..=0x4DBF, Alphabet::OfOne("zh")),
    (0x4E00..=0x9FFF, Alphabet::OfOne("zh")),
    (0xAC00..=0xD7FF, Alphabet::OfOne("ko")),
    (0xF900..=0xFAFF, Alphabet::OfOne("zh")),
    (0xFB1D..=0xFB4F, Alphabet::Hebrew),
    (0xFB50..=0xFDFF, Alphabet::Arabic),
    (0xFE70..=0xFEFF, Alphabet::Arabic),
    (0xFF66..=0xFF9D, Alphabet::OfOne("ja")),
    (0x20000..=0x3FFFF, Alphabet::OfOne("zh")),
];

impl Alphabet {
    /// Returns the alphabet that most letters of a text are of, or `None` if it has no letters.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for character in text.chars().filter(|character| character.is_alphabetic()) {
            // Nearly all that are asked about.
            if let (true, Some((Self::Latin, count))) = (character.is_ascii(), counts.first_mut()) {
                *count += 1;
                continue;
            }
            let alphabet = Self::of_letter(character);
            let weight = if matches!(alphabet, Self::OfOne("zh" | "ja" | "ko")) { DENSE } else { 1 };
            match counts.iter_mut().find(|(counted, _)| *counted == alphabet) {
                Some((_, count)) => *count += weight,
                None => counts.push((alphabet, weight)),
            }
        }
        let count_of =
            |code| counts.iter().find(|(alphabet, _)| *alphabet == Self::OfOne(code)).map_or(0, |found| found.1);
        let (kana, han) = (count_of("ja"), count_of("zh"));
        if kana * KANA_SHARE >= kana + han
            && let Some(japanese) = counts.iter_mut().find(|(alphabet, _)| *alphabet == Self::OfOne("ja"))
        {
            japanese.1 += han;
        }
        // Of two that are as frequent the later is taken, whichever it is: it is the same each time.
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(alphabet, _)| alphabet)
    }

    fn of_letter(character: char) -> Self {
        let code = u32::from(character);
        if code < 0x0370 {
            return Self::Latin;
        }
        let after = BLOCKS.partition_point(|(block, _)| *block.end() < code);
        BLOCKS.get(after).filter(|(block, _)| block.contains(&code)).map_or(Self::Latin, |(_, alphabet)| *alphabet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order_and_apart() {
        assert!(BLOCKS.is_sorted_by(|(one, _), (next, _)| one.end() < next.start()));
    }

    #[test]
    fn the_alphabet_of_most_letters_counts() {
        for (text, expected) in [
            ("Tokyo 東", Some(Alphabet::Latin)),
            ("東京 Tokyo", Some(Alphabet::OfOne("zh"))),
            ("東京は日本の首都", Some(Alphabet::OfOne("ja"))),
            ("Ελλάδα", Some(Alphabet::OfOne("el"))),
            ("12 %", None),
        ] {
            assert_eq!(Alphabet::of(text), expected, "{text}");
        }
    }
}
