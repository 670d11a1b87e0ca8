//! The words of a segment in the making, each looked up once and known by a number from then on.

use crate::article::Language;
use crate::text::{WordMeaning, is_common, stem, word_meaning};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// The number of a word.
pub(super) type WordId = u32;

/// The words met so far and what is known of them.
///
/// What takes time here is waiting for memory, so a word is found with two looks: into a table of hashes, and at the word.
#[derive(Default)]
pub(super) struct Lexicon {
    /// All the words, one after another.
    text: String,
    words: Vec<Word>,
    /// Where the hash of a word leads, or the next free slot after it: the upper half of the hash, and the number of the word plus one.
    slots: Vec<(u32, u32)>,
    /// The stems of words that were met in more than one language.
    other_stems: FxHashMap<(WordId, Option<Language>), WordId>,
    /// The numbers of two words in a row as one term.
    pairs: FxHashMap<(WordId, WordId), WordId>,
}

/// What is known of a word.
struct Word {
    /// Its first bytes, zeros if it has fewer.
    beginning: [u8; BEGINNING],
    start: u32,
    length: u16,
    meaning: Option<WordMeaning>,
    is_common: bool,
    /// Whether it is its own stem whatever the language.
    is_whole: bool,
    /// Its stem in the language it was first met in.
    stem: Option<(Option<Language>, WordId)>,
}

const BEGINNING: usize = 8;

impl Lexicon {
    /// Returns the number of a word.
    pub(super) fn number(&mut self, term: &str) -> WordId {
        self.number_of(term, hash(term))
    }

    /// Returns the number of a word with this hash.
    pub(super) fn number_of(&mut self, term: &str, hash: u64) -> WordId {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let beginning = beginning(term);
        let mut slot = self.slot(hash);
        loop {
            match self.slots.get(slot) {
                Some((_, 0)) | None => break,
                Some((tag, number)) if *tag == tag_of(hash) && self.is_word(number - 1, term, &beginning) => {
                    return number - 1;
                }
                Some(_) => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
        let number = self.words.len() as WordId;
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (tag_of(hash), number + 1);
        }
        self.words.push(Word {
            beginning,
            start: self.text.len() as u32,
            length: term.len() as u16,
            stem: None,
            meaning: word_meaning(term),
            is_common: is_common(term),
            is_whole: false,
        });
        self.text.push_str(term);
        number
    }

    /// Looks where words with these hashes may be, so that all of it is near when each is looked for: the processor waits for many places
    /// of memory at once if nothing else depends on them.
    pub(super) fn look_ahead(&self, hashes: &[u64]) {
        let of_slot = |hash: &u64| self.slots.get(self.slot(*hash)).map_or(0, |(_, number)| *number);
        let numbers = hashes.iter().fold(0, |sum: u32, hash| sum.wrapping_add(of_slot(hash)));
        let of_word = |hash: &u64| self.words.get(of_slot(hash).wrapping_sub(1) as usize).map_or(0, |word| word.length);
        let lengths = hashes.iter().fold(0, |sum: u16, hash| sum.wrapping_add(of_word(hash)));
        std::hint::black_box((numbers, lengths));
    }

    fn is_word(&self, number: WordId, term: &str, beginning: &[u8; BEGINNING]) -> bool {
        self.words.get(number as usize).is_some_and(|word| {
            word.beginning == *beginning
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
            let hash = hash(self.text(number));
            let mut slot = self.slot(hash);
            while self.slots.get(slot).is_some_and(|(_, taken)| *taken > 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = (tag_of(hash), number + 1);
            }
        }
    }

    /// Notes that a word is a character of a script without spaces, which no stemmer takes anything from.
    pub(super) fn keep_whole(&mut self, word: WordId) {
        if let Some(word) = self.words.get_mut(word as usize) {
            word.is_whole = true;
        }
    }

    /// Returns the number of the stem that a word has in a language.
    pub(super) fn stem(&mut self, word: WordId, language: Option<Language>) -> WordId {
        let known = self.words.get(word as usize);
        if known.is_none_or(|known| known.is_whole) {
            return word;
        }
        match known.and_then(|known| known.stem) {
            Some((first, stem)) if first == language => stem,
            Some(_) => {
                if let Some(stem) = self.other_stems.get(&(word, language)) {
                    return *stem;
                }
                let stem = self.make_stem(word, language);
                self.other_stems.insert((word, language), stem);
                stem
            }
            None => {
                let stem = self.make_stem(word, language);
                if let Some(word) = self.words.get_mut(word as usize) {
                    word.stem = Some((language, stem));
                }
                stem
            }
        }
    }

    fn make_stem(&mut self, word: WordId, language: Option<Language>) -> WordId {
        let stem = stem(self.text(word), language).into_owned();
        self.number(&stem)
    }

    /// Returns every word that was stemmed in a language, with its stem.
    pub(super) fn stems(&self) -> impl Iterator<Item = (WordId, Option<Language>, WordId)> {
        let first = (0..).zip(&self.words).filter_map(|(number, word)| {
            let whole = word.is_whole.then_some((None, number));
            let (language, stem) = whole.or(word.stem)?;
            Some((number, language, stem))
        });
        first.chain(self.other_stems.iter().map(|((word, language), stem)| (*word, *language, *stem)))
    }

    /// Returns the number of two words in a row as one term.
    pub(super) fn pair(&mut self, before: WordId, word: WordId) -> WordId {
        if let Some(pair) = self.pairs.get(&(before, word)) {
            return *pair;
        }
        let term = format!("{} {}", self.text(before), self.text(word));
        let pair = self.number(&term);
        self.pairs.insert((before, word), pair);
        pair
    }

    /// Returns a word.
    pub(super) fn text(&self, word: WordId) -> &str {
        let word = self.words.get(word as usize).map_or(0..0, |word| {
            let start = word.start as usize;
            start..start + usize::from(word.length)
        });
        self.text.get(word).unwrap_or_default()
    }

    /// Returns whether a word is among the commonest of its language.
    pub(super) fn is_common(&self, word: WordId) -> bool {
        self.words.get(word as usize).is_some_and(|word| word.is_common)
    }

    /// Returns what a word of English means.
    pub(super) fn meaning(&self, word: WordId) -> Option<WordMeaning> {
        self.words.get(word as usize).and_then(|word| word.meaning)
    }

    /// Returns the numbers of all words, in the order of their bytes.
    pub(super) fn sorted(&self) -> Vec<WordId> {
        let mut words: Vec<(u64, WordId)> =
            (0..).zip(&self.words).map(|(number, word)| (u64::from_be_bytes(word.beginning), number)).collect();
        words.sort_unstable_by(|(one_first, one), (other_first, other)| {
            one_first.cmp(other_first).then_with(|| self.text(*one).cmp(self.text(*other)))
        });
        words.into_iter().map(|(_, word)| word).collect()
    }

    /// Returns how much memory the words take, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.text.capacity()
            + self.words.capacity() * size_of::<Word>()
            + self.slots.capacity() * size_of::<(u32, u32)>()
            + (self.other_stems.capacity() + self.pairs.capacity()) * 16
    }
}

/// Returns the hash by which a word is found.
pub(super) fn hash(term: &str) -> u64 {
    FxBuildHasher.hash_one(term)
}

fn tag_of(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn beginning(term: &str) -> [u8; BEGINNING] {
    let mut beginning = [0; BEGINNING];
    let bytes = &term.as_bytes()[..term.len().min(BEGINNING)];
    beginning[..bytes.len()].copy_from_slice(bytes);
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_met_once_and_stemmed_by_their_language() {
        let mut lexicon = Lexicon::default();
        let [english, german] = ["en", "de"].map(Language::parse);
        let word = lexicon.number("warnings");
        assert_eq!(lexicon.number("warnings"), word);
        for _ in 0..2 {
            for (language, stem) in [(english, "warn"), (german, "warning"), (None, "warnings")] {
                let found = lexicon.stem(word, language);
                assert_eq!(lexicon.text(found), stem);
            }
        }
        let (of, the) = (lexicon.number("of"), lexicon.number("the"));
        let pair = lexicon.pair(of, the);
        assert_eq!(lexicon.pair(of, the), pair);
        assert_eq!(lexicon.text(pair), "of the");
        assert!(lexicon.is_common(of) && !lexicon.is_common(pair));
    }

    proptest! {
        #[test]
        fn words_are_put_in_the_order_of_their_bytes(words in prop::collection::vec("[a-c東é\u{1}]{0,12}", 0..40)) {
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
