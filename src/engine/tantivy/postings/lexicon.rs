//! The words of a segment being built. Each word is looked up once and identified by a number afterwards.

use super::word_key::{BEGINNING, Key};
use crate::article::Language;
use crate::text::{WordVectorId, is_frequent_word, stem, word_vector_id};
use rustc_hash::FxHashMap;

/// The number of a word in the lexicon, in the order in which words were first seen.
pub(crate) type WordId = u32;

/// The words seen so far, with their stems and other properties.
///
/// Lookups are bound by memory latency, so a lookup usually reads only two cache lines: a slot of the hash table, and the entry of the word.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// The concatenated words.
    text: String,
    words: Vec<LexiconWord>,
    /// A hash table with linear probing: the upper half of the hash, and the number of the word plus one, or 0 in a free slot.
    slots: Vec<(u32, u32)>,
    /// The languages of the segment, by [`LanguageId`].
    languages: Vec<Option<Language>>,
    /// The stems of words in every language but the first that they occurred in.
    other_stems: FxHashMap<(WordId, LanguageId), WordId>,
    /// The numbers of the terms made of two consecutive words.
    pairs: FxHashMap<(WordId, WordId), WordId>,
}

/// The number of a language in the lexicon.
pub(crate) type LanguageId = u16;

/// The entry of a word, sized and aligned to half a cache line so that comparing a word of up to 16 bytes needs no other memory.
#[repr(align(32))]
struct LexiconWord {
    /// The first bytes of the word (see [`Key`]).
    beginning: u128,
    start: u32,
    /// The stem in `language`; the word itself as long as it was not stemmed.
    stem: WordId,
    length: u16,
    language: LanguageId,
    meaning: Option<WordVectorId>,
    is_frequent_word: bool,
    /// Whether the word is its own stem in every language.
    is_whole: bool,
}

const _: () = assert!(size_of::<LexiconWord>() == 32);

/// The language of a word that was not stemmed yet.
const NO_LANGUAGE_YET: LanguageId = LanguageId::MAX;

impl Lexicon {
    /// Returns the number of a word, adding the word if it is new.
    pub(crate) fn number(&mut self, term: &str) -> WordId {
        self.number_of(term, &Key::of(term))
    }

    /// Returns the number of a word with a precomputed key, adding the word if it is new.
    pub(crate) fn number_of(&mut self, term: &str, key: &Key) -> WordId {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut slot = self.slot(key.hash);
        loop {
            match self.slots.get(slot) {
                Some((_, 0)) | None => break,
                Some((tag, number)) if *tag == tag_of(key.hash) && self.is_word(number - 1, term, key) => {
                    return number - 1;
                }
                Some(_) => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
        let number = self.words.len() as WordId;
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (tag_of(key.hash), number + 1);
        }
        self.words.push(LexiconWord {
            beginning: key.beginning,
            start: self.text.len() as u32,
            stem: number,
            length: term.len() as u16,
            language: NO_LANGUAGE_YET,
            meaning: word_vector_id(term),
            is_frequent_word: is_frequent_word(term),
            is_whole: false,
        });
        self.text.push_str(term);
        number
    }

    /// Loads the slots and entries for these keys into the processor cache before the words are looked up. The reads do not depend on each
    /// other, so the processor overlaps their cache misses.
    pub(crate) fn look_ahead(&self, keys: &[Key]) {
        let of_slot = |key: &Key| self.slots.get(self.slot(key.hash)).map_or(0, |(_, number)| *number);
        let numbers = keys.iter().fold(0, |sum: u32, key| sum.wrapping_add(of_slot(key)));
        let of_word = |key: &Key| self.words.get(of_slot(key).wrapping_sub(1) as usize).map_or(0, |word| word.length);
        let lengths = keys.iter().fold(0, |sum: u16, key| sum.wrapping_add(of_word(key)));
        std::hint::black_box((numbers, lengths));
    }

    fn is_word(&self, number: WordId, term: &str, key: &Key) -> bool {
        self.words.get(number as usize).is_some_and(|word| {
            word.beginning == key.beginning
                && usize::from(word.length) == term.len()
                && (term.len() <= BEGINNING || self.text(number) == term)
        })
    }

    fn slot(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 10);
        self.slots.clear();
        self.slots.resize(size, (0, 0));
        for number in 0..self.words.len() as WordId {
            let hash = Key::of(self.text(number)).hash;
            let mut slot = self.slot(hash);
            while self.slots.get(slot).is_some_and(|(_, taken)| *taken > 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = (tag_of(hash), number + 1);
            }
        }
    }

    /// Excludes a word from stemming, because it is a character of a script written without spaces.
    pub(crate) fn keep_whole(&mut self, word: WordId) {
        if let Some(word) = self.words.get_mut(word as usize) {
            word.is_whole = true;
        }
    }

    /// Returns the number of a language, adding the language if it is new.
    pub(crate) fn language(&mut self, language: Option<Language>) -> LanguageId {
        let known = self.languages.iter().position(|known| *known == language);
        known.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        }) as LanguageId
    }

    /// Stems a word that occurs in a text of this language, unless its stem in the language is known.
    pub(crate) fn add_stem(&mut self, word: WordId, language: LanguageId) {
        match self.words.get(word as usize) {
            Some(known) if known.language == language => {}
            Some(known) if known.language == NO_LANGUAGE_YET => {
                let stem = self.make_stem(word, language);
                if let Some(word) = self.words.get_mut(word as usize) {
                    (word.language, word.stem) = (language, stem);
                }
            }
            Some(_) if !self.other_stems.contains_key(&(word, language)) => {
                let stem = self.make_stem(word, language);
                self.other_stems.insert((word, language), stem);
            }
            _ => {}
        }
    }

    fn make_stem(&mut self, word: WordId, language: LanguageId) -> WordId {
        if self.words.get(word as usize).is_none_or(|word| word.is_whole) {
            return word;
        }
        let language = self.languages.get(usize::from(language)).copied().flatten();
        let stem = stem(self.text(word), language).into_owned();
        self.number(&stem)
    }

    /// Returns every stemmed word with its stem, once for each language it occurs in.
    pub(crate) fn stems(&self) -> impl Iterator<Item = (WordId, LanguageId, WordId)> {
        let first = (0..).zip(&self.words).filter(|(_, word)| word.language != NO_LANGUAGE_YET);
        let first = first.map(|(number, word)| (number, word.language, word.stem));
        first.chain(self.other_stems.iter().map(|((word, language), stem)| (*word, *language, *stem)))
    }

    /// Returns the number of the term made of two consecutive words, adding the term if it is new.
    pub(crate) fn pair(&mut self, before: WordId, word: WordId) -> WordId {
        if let Some(pair) = self.pairs.get(&(before, word)) {
            return *pair;
        }
        let term = format!("{} {}", self.text(before), self.text(word));
        let pair = self.number(&term);
        self.pairs.insert((before, word), pair);
        pair
    }

    /// Returns the text of a word.
    pub(crate) fn text(&self, word: WordId) -> &str {
        let word = self.words.get(word as usize).map_or(0..0, |word| {
            let start = word.start as usize;
            start..start + usize::from(word.length)
        });
        self.text.get(word).unwrap_or_default()
    }

    /// Returns whether a word is a frequent word.
    pub(crate) fn is_frequent_word(&self, word: WordId) -> bool {
        self.words.get(word as usize).is_some_and(|word| word.is_frequent_word)
    }

    /// Returns the word vector of an English word; `None` if it has none.
    pub(crate) fn meaning(&self, word: WordId) -> Option<WordVectorId> {
        self.words.get(word as usize).and_then(|word| word.meaning)
    }

    /// Frees the lookup tables. No words may be added afterwards.
    pub(crate) fn finish(&mut self) {
        self.slots = Vec::new();
        self.pairs = FxHashMap::default();
    }

    /// Returns the number of words, which are numbered from 0.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns the numbers of all words, sorted by the bytes of the words.
    pub(crate) fn sorted(&self) -> Vec<WordId> {
        let mut words: Vec<(u128, WordId)> =
            (0..).zip(&self.words).map(|(number, word)| (word.beginning, number)).collect();
        words.sort_unstable_by(|(one_first, one), (other_first, other)| {
            one_first.cmp(other_first).then_with(|| self.text(*one).cmp(self.text(*other)))
        });
        words.into_iter().map(|(_, word)| word).collect()
    }

    /// Returns the memory used by the lexicon, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.text.capacity()
            + self.words.capacity() * size_of::<LexiconWord>()
            + self.slots.capacity() * size_of::<(u32, u32)>()
            + (self.other_stems.capacity() + self.pairs.capacity()) * 16
    }
}

fn tag_of(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_added_once_and_stemmed_by_language() {
        let mut lexicon = Lexicon::default();
        let [english, german] = ["en", "de"].map(Language::parse);
        let word = lexicon.number("warnings");
        assert_eq!(lexicon.number("warnings"), word);
        let languages = [english, german, None];
        for _ in 0..2 {
            for language in languages {
                let language = lexicon.language(language);
                lexicon.add_stem(word, language);
            }
        }
        let mut stems: Vec<_> =
            lexicon.stems().map(|(of, language, stem)| (of, language, lexicon.text(stem))).collect();
        stems.sort_unstable();
        assert_eq!(stems, [(word, 0, "warn"), (word, 1, "warning"), (word, 2, "warnings")]);
        let (of, the) = (lexicon.number("of"), lexicon.number("the"));
        let pair = lexicon.pair(of, the);
        assert_eq!(lexicon.pair(of, the), pair);
        assert_eq!(lexicon.text(pair), "of the");
        assert!(lexicon.is_frequent_word(of) && !lexicon.is_frequent_word(pair));
    }

    proptest! {
        #[test]
        fn words_are_sorted_by_their_bytes(words in prop::collection::vec("[a-c東é\u{1}]{0,12}", 0..40)) {
            let mut lexicon = Lexicon::default();
            for word in &words {
                lexicon.number(word);
            }
            let sorted: Vec<&str> = lexicon.sorted().into_iter().map(|word| lexicon.text(word)).collect();
            let mut expected: Vec<&str> = words.iter().map(String::as_str).collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn every_word_keeps_its_number(words in prop::collection::vec("[ab]{0,20}", 0..3_000)) {
            let mut lexicon = Lexicon::default();
            let numbers: Vec<WordId> = words.iter().map(|word| lexicon.number(word)).collect();
            for (word, number) in words.iter().zip(numbers) {
                prop_assert_eq!((lexicon.number(word), lexicon.text(number)), (number, word.as_str()));
            }
        }
    }
}
