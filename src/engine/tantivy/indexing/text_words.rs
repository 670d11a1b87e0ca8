//! The words of one text by number, and what there is to say of them, put together word by word.
//!
//! A text is gone through several times, each time for one thing: the processor then waits for many words at once. Lists are looked up
//! once for each word, however often the text has it.

use super::analysis::AnalysedText;
use crate::article::Article;
use crate::engine::tantivy::postings::{Key, Lexicon, WordId};
use crate::engine::tantivy::schema::is_bigram;
use crate::matching::POSITION_GAP;
use crate::text::{Token, Tokens};

/// The words of the text that was read last. Buffers are used again.
#[derive(Default)]
pub(crate) struct TextWords {
    /// The number of each word in turn.
    pub numbers: Vec<WordId>,
    /// The words as printed, with their places; so all that follow.
    pub printed: Vec<u64>,
    pub acronyms: Vec<u64>,
    /// Two words in a row that are both very common, at the place of the second.
    pub common_pairs: Vec<u64>,
    /// Two characters that touch, of a script without spaces.
    pub touching: Vec<u64>,
    pub paragraphs: Vec<u64>,
    pub sentences: Vec<u64>,
    keys: Vec<Key>,
}

impl TextWords {
    /// Reads the words of a running text.
    pub(crate) fn read(&mut self, text: &AnalysedText, article: &Article, lexicon: &mut Lexicon) {
        self.clear();
        self.number(0, &text.tokens, lexicon);
        let printed_in = text.of(article);
        let mut before: Option<(WordId, Token<'_>)> = None;
        for ((place, token), word) in (0..).zip(text.tokens.iter()).zip(&self.numbers) {
            if token.acronym {
                self.acronyms.push(at(*word, place));
            }
            if token.unspaced {
                lexicon.keep_whole(*word);
            }
            if let Some((word_before, token_before)) = before {
                if lexicon.is_stop_word(word_before) && lexicon.is_stop_word(*word) {
                    self.common_pairs.push(at(lexicon.pair(word_before, *word), place));
                }
                if is_bigram(printed_in, &token_before, &token) {
                    self.touching.push(at(lexicon.pair(word_before, *word), place));
                }
            }
            before = Some((*word, token));
        }
        let nothing = lexicon.number("");
        self.paragraphs.extend(text.paragraphs.iter().map(|place| at(nothing, *place)));
        self.sentences.extend(text.sentences.iter().map(|place| at(nothing, *place)));
    }

    /// Reads the words of the values of a label.
    pub(crate) fn read_values(&mut self, values: &[Tokens], lexicon: &mut Lexicon) {
        self.clear();
        // One value at a time: no phrase goes from one to the next.
        let mut begins: u32 = 0;
        for tokens in values {
            self.number(begins, tokens, lexicon);
            let length = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
            begins = begins.saturating_add(length).saturating_add(POSITION_GAP);
        }
    }

    fn number(&mut self, begins: u32, tokens: &Tokens, lexicon: &mut Lexicon) {
        let first = self.numbers.len();
        self.keys.clear();
        self.keys.extend(tokens.terms().map(Key::of));
        lexicon.look_ahead(&self.keys);
        self.numbers.extend(tokens.terms().zip(&self.keys).map(|(term, key)| lexicon.number_of(term, key)));
        let numbers = self.numbers.get(first..).unwrap_or_default();
        self.printed.extend((0..).zip(numbers).map(|(place, word)| at(*word, begins.saturating_add(place))));
    }

    fn clear(&mut self) {
        let Self { numbers, printed, acronyms, common_pairs, touching, paragraphs, sentences, .. } = self;
        for places in [printed, acronyms, common_pairs, touching, paragraphs, sentences] {
            places.clear();
        }
        numbers.clear();
    }
}

/// Returns a word at a place as a number that sorts by word and then by place.
pub(crate) fn at(word: WordId, place: u32) -> u64 {
    u64::from(word) << 32 | u64::from(place)
}

/// Returns each word once with its places in order.
pub(crate) fn by_word(places: &mut [u64]) -> impl Iterator<Item = (WordId, impl Iterator<Item = u32> + Clone + '_)> {
    places.sort_unstable();
    places.chunk_by(|one, next| one >> 32 == next >> 32).filter_map(|of_word| {
        let word = (of_word.first()? >> 32) as WordId;
        Some((word, of_word.iter().map(|place| *place as u32)))
    })
}
