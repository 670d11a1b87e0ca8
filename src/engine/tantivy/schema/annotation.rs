//! What the index says of a word beside the word.
//!
//! A field of running text holds at the place of each word the word as printed and, where there is something to say of it, a
//! [`Annotation`] with it: so all that is asked of words at places is asked of one field.

/// What a term beside a printed word says of it. Printed words never begin with such a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Annotation {
    /// Its stem, where a search would not find the word by it (see [`is_found_by`](super::stem_prefix::is_found_by)).
    Stem = 1,
    /// The word before it and itself, where both are so common that a phrase of the two would take long to find; in the field of emphasis,
    /// where both are characters of a script without spaces.
    Pair = 2,
    /// Itself, printed in capitals among words that are not.
    Acronym = 3,
    /// It begins a paragraph, and not the first.
    Paragraph = 4,
    /// It begins a sentence, and not the first of its paragraph.
    Sentence = 5,
}

impl Annotation {
    /// Every annotation, in the order of terms.
    pub(crate) const ALL: [Self; 5] = [Self::Stem, Self::Pair, Self::Acronym, Self::Paragraph, Self::Sentence];

    /// Returns the term of the annotation for a word or words.
    pub(crate) fn term(self, words: &str) -> String {
        let mut term = String::with_capacity(words.len() + 1);
        term.push(self.sign());
        term.push_str(words);
        term
    }

    fn sign(self) -> char {
        char::from(self as u8)
    }
}

/// The first byte that a printed word may begin with: the terms before it are markers.
pub(crate) const FIRST_PRINTED: u8 = b' ';
