//! Which words a search finds in the dictionary of printed words because they begin with their stem.

use tantivy_fst::Automaton;

/// The fewest letters of a stem whose words are looked for in the dictionary: shorter ones begin too many words.
const LEAST_STEM: usize = 4;

/// How many letters such words have after the stem, at most: with more of them, German would have hundreds of words for each stem.
const MOST_ENDING: usize = 6;

/// Returns whether a search finds a word by its stem in the dictionary of printed words: then nothing is said of the stem beside the word.
///
/// These are most words of most languages. A search stems what begins like the stem, once for each of these words, where an index that
/// says it of every article would be larger by a quarter.
pub(crate) fn is_found_by(stem: &str, word: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= MOST_ENDING) && is_looked_for(stem)
}

/// Returns whether words are looked for in the dictionary by their stem.
pub(crate) fn is_looked_for(stem: &str) -> bool {
    stem.chars().nth(LEAST_STEM - 1).is_some()
}

/// The words of a dictionary that a stem may find, as an automaton. Its state is how much of the stem was met, in bytes, and then how many
/// letters more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundBy<'a>(pub &'a str);

impl Automaton for FoundBy<'_> {
    type State = Option<usize>;

    fn start(&self) -> Self::State {
        Some(0)
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|met| met >= self.0.len())
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let met = (*state)?;
        match self.0.as_bytes().get(met) {
            Some(wanted) => (*wanted == byte).then_some(met + 1),
            None => {
                let is_letter = byte & 0b1100_0000 != 0b1000_0000;
                Some(met + usize::from(is_letter)).filter(|met| *met <= self.0.len() + MOST_ENDING)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn walk(stem: &str, word: &str) -> bool {
        let automaton = FoundBy(stem);
        let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&end)
    }

    proptest! {
        #[test]
        fn the_dictionary_is_walked_to_every_word_that_a_stem_finds(stem in "[aäя]{0,6}", ending in "[aäя東]{0,9}") {
            let word = format!("{stem}{ending}");
            prop_assert_eq!(is_found_by(&stem, &word), walk(&stem, &word) && is_looked_for(&stem));
            prop_assert_eq!(walk(&word, &stem), ending.is_empty());
        }
    }

    #[test]
    fn short_stems_and_words_that_begin_otherwise_are_said_beside_the_word() {
        assert!(is_found_by("flood", "flooding") && is_found_by("flood", "flood"));
        assert!(!is_found_by("parti", "parties".trim_end_matches("ies")) && !is_found_by("happi", "happy"));
        assert!(!is_found_by("act", "acting") && !is_found_by("land", "landesregierung"));
    }
}
