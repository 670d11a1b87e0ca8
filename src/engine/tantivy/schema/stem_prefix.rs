//! Finds the words that begin with a prefix, such as a stem, in the dictionary of printed words.
//!
//! A search stems every candidate in the dictionary once; annotating every occurrence of a word with its stem instead would make the index a
//! quarter larger. The other words, for which [`is_found_by`](crate::text::is_found_by) is false, have a stem annotation.

use crate::text::MAX_ENDING_LETTERS;
use tantivy_fst::Automaton;

/// An automaton that accepts the words that begin with a prefix and have at most a given number of letters after it.
///
/// The state is the number of bytes matched within the prefix, plus the number of letters after it; `None` if the word does not match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PrefixAutomaton<'a> {
    prefix: &'a str,
    /// The largest state that is accepted.
    longest: usize,
}

impl<'a> PrefixAutomaton<'a> {
    /// Returns the automaton of the candidate words of a stem: the stem itself with an ending of limited length.
    pub(crate) fn of_stem(stem: &'a str) -> Self {
        Self { prefix: stem, longest: stem.len() + MAX_ENDING_LETTERS }
    }

    /// Returns the automaton of all words that begin with a prefix.
    pub(crate) fn of_prefix(prefix: &'a str) -> Self {
        Self { prefix, longest: usize::MAX }
    }
}

impl Automaton for PrefixAutomaton<'_> {
    type State = Option<usize>;

    fn start(&self) -> Self::State {
        Some(0)
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|met| met >= self.prefix.len())
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let met = (*state)?;
        match self.prefix.as_bytes().get(met) {
            Some(wanted) => (*wanted == byte).then_some(met + 1),
            None => {
                let is_letter = byte & 0b1100_0000 != 0b1000_0000;
                Some(met + usize::from(is_letter)).filter(|met| *met <= self.longest)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{is_found_by, is_prefix_searched};
    use proptest::prelude::*;

    fn walk(stem: &str, word: &str) -> bool {
        let automaton = PrefixAutomaton::of_stem(stem);
        let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&end)
    }

    proptest! {
        #[test]
        fn automaton_accepts_exactly_the_words_found_by_prefix(stem in "[aäя]{0,6}", ending in "[aäя東]{0,9}") {
            let word = format!("{stem}{ending}");
            prop_assert_eq!(is_found_by(&stem, &word), walk(&stem, &word) && is_prefix_searched(&stem));
            prop_assert_eq!(walk(&word, &stem), ending.is_empty());
        }
    }

    #[test]
    fn short_stems_other_prefixes_and_long_endings_need_an_annotation() {
        assert!(is_found_by("flood", "flooding") && is_found_by("flood", "flood"));
        assert!(!is_found_by("parti", "parties".trim_end_matches("ies")) && !is_found_by("happi", "happy"));
        assert!(!is_found_by("act", "acting") && !is_found_by("land", "landesregierung"));
    }
}
