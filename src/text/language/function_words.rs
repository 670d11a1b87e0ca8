//! Identifies languages by their function words: articles, prepositions, pronouns and similar words.
//!
//! Function words make up a third of running text, and no two languages share many.

use super::function_word_lists::LANGUAGES;
use crate::text::meaning::word_vector_id;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The function words of all languages.
static FUNCTION_WORDS: LazyLock<FxHashMap<&str, FunctionWord>> = LazyLock::new(|| {
    let mut function_words: FxHashMap<&str, FunctionWord> = FxHashMap::default();
    for (number, (_, words)) in LANGUAGES.iter().enumerate() {
        for word in words.split(' ') {
            let next = function_words.len();
            function_words.entry(word).or_insert(FunctionWord { number: next, languages: 0 }).languages |= 1 << number;
        }
    }
    function_words
});

struct FunctionWord {
    /// The index of the word among all function words.
    number: usize,
    /// The languages with this word: one bit each, in the order of [`LANGUAGES`].
    languages: u64,
}

/// Returns whether a lower-case word is used in English news: it has a word vector, with or without an inflection.
fn is_english(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["s", "es", "ed", "d", "ing", "ers"];
    const MIN_LETTERS: usize = 4;
    let has_vector = |word: &str| word_vector_id(word).is_some();
    let uninflected = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    has_vector(word) || uninflected.filter(|word| word.len() >= MIN_LETTERS).any(has_vector)
}

/// The maximum number of words of a short text such as a headline, which may lack function words.
pub(super) const SHORT_TEXT_WORDS: usize = 12;

/// The length of the longest function word, in bytes.
const MAX_WORD_BYTES: usize = 16;

/// The minimum number of distinct function words, in percent of all words, that confirms a language. Counting distinct words separates
/// languages that share a few very frequent ones: Hausa and Croatian both have da, na and za.
const MIN_PERCENT: usize = 7;

/// The minimum count of a confirmed language, in percent of the highest count of any language.
const MIN_PERCENT_OF_BEST: usize = 90;

/// The number of distinct function words of each language in a text.
pub(super) struct FunctionWordCounts {
    counts: [usize; LANGUAGES.len()],
    total: usize,
    /// The number of words that have an English word vector.
    english: usize,
}

impl FunctionWordCounts {
    /// Counts the function words of a text.
    pub(super) fn in_text(text: &str) -> Self {
        let mut found = Self { counts: [0; LANGUAGES.len()], total: 0, english: 0 };
        let mut lower = String::new();
        let mut seen = vec![false; FUNCTION_WORDS.len()];
        for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            found.total += 1;
            lower.clear();
            if word.is_ascii() {
                if word.len() > MAX_WORD_BYTES {
                    continue;
                }
                lower.push_str(word);
                lower.make_ascii_lowercase();
                if found.total <= SHORT_TEXT_WORDS {
                    found.english += usize::from(is_english(&lower));
                }
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let Some(function_word) = FUNCTION_WORDS.get(lower.as_str()) else { continue };
            let is_new = seen.get_mut(function_word.number).is_some_and(|seen| !std::mem::replace(seen, true));
            let mut languages = if is_new { function_word.languages } else { 0 };
            while languages != 0 {
                if let Some(count) = found.counts.get_mut(languages.trailing_zeros() as usize) {
                    *count += 1;
                }
                languages &= languages - 1;
            }
        }
        found
    }

    /// Returns the number of words in the text.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Returns the highest count of any language.
    pub(super) fn highest(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or_default()
    }

    /// Returns the share of words that English news uses, in percent.
    pub(super) fn english_percent(&self) -> usize {
        self.english * 100 / self.total.max(1)
    }

    /// Returns whether there is a list of function words for a language.
    pub(super) fn has_list(code: &str) -> bool {
        LANGUAGES.iter().any(|(known, _)| *known == code)
    }

    /// Returns whether the text has enough function words of a language, and about as many as of any other.
    pub(super) fn confirms(&self, code: &str) -> bool {
        self.is_confirmed(self.count(code), self.highest())
    }

    /// Returns the number of distinct function words of a language.
    pub(super) fn count(&self, code: &str) -> usize {
        let number = LANGUAGES.iter().position(|(known, _)| *known == code);
        number.and_then(|number| self.counts.get(number)).copied().unwrap_or_default()
    }

    fn is_confirmed(&self, count: usize, best: usize) -> bool {
        count > 0 && count * 100 >= self.total * MIN_PERCENT && count * 100 >= best * MIN_PERCENT_OF_BEST
    }

    /// Returns the confirmed language if there is exactly one.
    pub(super) fn only_confirmed(&self) -> Option<&'static str> {
        let highest = self.highest();
        let counted = LANGUAGES.iter().zip(self.counts);
        let mut confirmed = counted.filter(|(_, count)| self.is_confirmed(*count, highest)).map(|((code, _), _)| *code);
        let only = confirmed.next();
        only.filter(|_| confirmed.next().is_none())
    }

    /// Returns the languages with the highest count; several in case of a tie, none if the text has no function words.
    pub(super) fn best(&self) -> Vec<&'static str> {
        let highest = self.highest().max(1);
        let counted = LANGUAGES.iter().zip(self.counts);
        counted.filter(|(_, count)| *count == highest).map(|((code, _), _)| *code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;

    #[test]
    fn languages_are_sorted_and_fit_in_a_bit_set() {
        assert!(LANGUAGES.is_sorted_by_key(|(code, _)| code) && LANGUAGES.len() <= u64::BITS as usize);
        for (code, words) in LANGUAGES {
            assert!(Language::parse(code).is_some_and(|language| language.code() == *code), "{code}");
            let words: Vec<&str> = words.split(' ').collect();
            assert!(
                words.iter().all(|word| (1..=MAX_WORD_BYTES).contains(&word.len()) && word.to_lowercase() == *word),
                "{code}"
            );
        }
    }

    #[test]
    fn function_words_confirm_only_their_language() {
        let words = FunctionWordCounts::in_text("The flood came in the night, and it was the worst of the year.");
        assert!(words.confirms("en") && !words.confirms("de") && !words.confirms("ja"));
        assert_eq!(words.best(), ["en"]);
        assert_eq!(FunctionWordCounts::in_text("Qoxt zzurb").best(), Vec::<&str>::new());
    }
}
