//! The letter case of a printed word, for case-sensitive searches.

/// The number of letters that are recorded of a mixed form.
const MAX_LETTERS: usize = 64;

/// The letter case of a word. Characters without case, such as digits and apostrophes, are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LetterCase {
    /// Without a capital: `us`, but also `10` and words of scripts without case.
    Lower,
    /// Only the first letter is a capital: `Apple`, `I`, `G7`.
    Title,
    /// Two capitals or more and no other letter: `US`, `U.S.`, `MH370`.
    Capitals,
    /// Anything else, with one `U` or `l` for each of the first 64 letters: `iPhone` is `lUllll`.
    Mixed(String),
}

impl LetterCase {
    /// Returns the letter case of a printed word.
    ///
    /// ```
    /// use dateline::text::LetterCase;
    /// assert_eq!(LetterCase::of("Apple"), LetterCase::Title);
    /// assert_eq!(LetterCase::of("U.S."), LetterCase::Capitals);
    /// assert_eq!(LetterCase::of("iPhone"), LetterCase::Mixed("lUllll".to_owned()));
    /// ```
    pub fn of(printed: &str) -> Self {
        let is_capital = |letter: char| {
            if letter.is_uppercase() { Some(true) } else { letter.is_lowercase().then_some(false) }
        };
        let mut letters = printed.chars().filter_map(is_capital);
        let first = letters.next();
        let (mut capitals, mut others) = (0, 0);
        letters.for_each(|is_capital| if is_capital { capitals += 1 } else { others += 1 });
        match (first, capitals, others) {
            (None, ..) | (Some(false), 0, _) => Self::Lower,
            (Some(true), 0, _) => Self::Title,
            (Some(true), _, 0) => Self::Capitals,
            _ => {
                let letters = printed.chars().filter_map(is_capital).take(MAX_LETTERS);
                Self::Mixed(letters.map(|is_capital| if is_capital { 'U' } else { 'l' }).collect())
            }
        }
    }

    /// Returns whether a word is printed without capitals; the same as [`of`](Self::of), but faster.
    #[inline]
    pub fn is_lower(printed: &str) -> bool {
        let mut is_ascii = true;
        for byte in printed.bytes() {
            if byte.is_ascii_uppercase() {
                return false;
            }
            is_ascii &= byte.is_ascii();
        }
        is_ascii || !printed.contains(char::is_uppercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_told_apart_by_their_capitals() {
        let mixed = |letters: &str| LetterCase::Mixed(letters.to_owned());
        for (word, expected) in [
            ("us", LetterCase::Lower),
            ("10", LetterCase::Lower),
            ("東", LetterCase::Lower),
            ("", LetterCase::Lower),
            ("Us", LetterCase::Title),
            ("Émile", LetterCase::Title),
            ("I", LetterCase::Title),
            ("G7", LetterCase::Title),
            ("US", LetterCase::Capitals),
            ("U.S", LetterCase::Capitals),
            ("AT&T", LetterCase::Capitals),
            ("ÖBB", LetterCase::Capitals),
            ("4X4Y", LetterCase::Capitals),
            ("iPhone", mixed("lUllll")),
            ("O'Neill", mixed("UUllll")),
            ("MPs", mixed("UUl")),
            ("eU", mixed("lU")),
        ] {
            assert_eq!(LetterCase::of(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn words_without_capitals_are_lower(word in any::<String>()) {
            prop_assert_eq!(LetterCase::is_lower(&word), LetterCase::of(&word) == LetterCase::Lower);
        }
    }
}
