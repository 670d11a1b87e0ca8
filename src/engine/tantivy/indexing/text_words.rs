//! Numbers the words of one text and groups their positions and annotations by word.
//!
//! Each kind of annotation is collected in its own buffer and sorted by word, so that a posting log is looked up once per word and text.
//! Words are numbered in a pass of their own, so that the processor can wait for many lookups at once.

use crate::article::Article;
use crate::engine::analysis::{AnalysedText, AnalysedValue};
use crate::engine::tantivy::postings::{Key, Lexicon, WordId};
use crate::engine::tantivy::schema::case_names;
use crate::matching::POSITION_GAP;
use crate::text::{JoinedForm, LetterCase, Token, Tokens, is_bigram};
use std::borrow::Cow;

/// The number of words that are looked up together.
const LOOKED_UP: usize = 4_096;

/// The number of words for which buffers are kept for the next text; those of a longer text are freed.
const KEPT_WORDS: usize = 64 << 10;

/// The words of the current text. The buffers are reused from text to text.
#[derive(Default)]
pub(crate) struct TextWords {
    /// Printed words with their positions, packed by [`at`], in text order; the same for the buffers below.
    pub printed: Vec<u64>,
    pub acronyms: Vec<u64>,
    /// Bigrams of consecutive frequent words, at the position of the second.
    pub common_pairs: Vec<u64>,
    /// Bigrams of adjacent characters in scripts without spaces, at the position of the second.
    pub bigrams: Vec<u64>,
    pub paragraphs: Vec<u64>,
    pub sentences: Vec<u64>,
    /// The keys of whole values, at the position of their first word.
    pub values: Vec<u64>,
    /// The joined forms of words of several parts, at the position of the first part.
    pub joined: Vec<u64>,
    pub joined_acronyms: Vec<u64>,
    /// The positions of words with capitals, by letter case.
    pub letter_cases: Vec<u64>,
    /// Short words in title case inside a sentence.
    pub title_case: Vec<u64>,
    keys: Vec<Key>,
}

impl TextWords {
    /// Reads the words of a headline, lead or body.
    pub(crate) fn read(&mut self, text: &AnalysedText, article: &Article, lexicon: &mut Lexicon) {
        self.clear();
        self.number(0, &text.tokens, lexicon);
        let printed_in = text.of(article);
        let mut before: Option<(WordId, Token<'_>)> = None;
        // Nearly all capitalised words have the same letter case, so its word id is looked up once.
        let mut last_name: Option<(Cow<'static, str>, WordId)> = None;
        for ((position, token), word) in (0..).zip(text.tokens.iter()).zip(words_of(&self.printed)) {
            if token.acronym {
                self.acronyms.push(at(word, position));
            }
            if token.unspaced {
                lexicon.keep_whole(word);
            }
            if let Some((word_before, token_before)) = before {
                if lexicon.is_frequent_word(word_before) && lexicon.is_frequent_word(word) {
                    self.common_pairs.push(at(lexicon.pair(word_before, word), position));
                }
                if is_bigram(printed_in, &token_before, &token) {
                    self.bigrams.push(at(lexicon.pair(word_before, word), position));
                }
            }
            before = Some((word, token));
            let word = printed_in.get(token.start..token.end).unwrap_or_default();
            if !LetterCase::is_lower(word) {
                for name in case_names(&LetterCase::of(word)) {
                    let number = match last_name.take().filter(|(known, _)| *known == name) {
                        Some((_, number)) => number,
                        None => lexicon.number(&name),
                    };
                    self.letter_cases.push(at(number, position));
                    last_name = Some((name, number));
                }
            }
        }
        let title_case = text.title_case.iter().filter_map(|position| self.printed.get(*position as usize));
        self.title_case.extend(title_case);
        for form in &text.joined {
            let word = at(lexicon.number(&form.term), form.first);
            self.joined.push(word);
            self.joined_acronyms.extend(form.acronym.then_some(word));
        }
        let nothing = lexicon.number("");
        self.paragraphs.extend(text.paragraphs.iter().map(|position| at(nothing, *position)));
        self.sentences.extend(text.sentences.iter().map(|position| at(nothing, *position)));
    }

    /// Reads the words of the values of a label field.
    pub(crate) fn read_values(&mut self, values: &[AnalysedValue], lexicon: &mut Lexicon) {
        self.clear();
        // A gap of positions separates the values, so that no phrase spans two of them.
        let mut begins: u32 = 0;
        for AnalysedValue { tokens, joined, key } in values {
            self.number(begins, tokens, lexicon);
            if let Some(key) = key {
                self.values.push(at(lexicon.number(key), begins));
            }
            let word = |form: &JoinedForm| at(lexicon.number(&form.term), begins.saturating_add(form.first));
            self.joined.extend(joined.iter().map(word));
            let length = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
            begins = begins.saturating_add(length).saturating_add(POSITION_GAP);
        }
    }

    fn number(&mut self, begins: u32, tokens: &Tokens, lexicon: &mut Lexicon) {
        let mut positions = (0..).map(|position| begins.saturating_add(position));
        let mut terms = tokens.terms();
        self.printed.reserve(tokens.len());
        for _ in 0..tokens.len().div_ceil(LOOKED_UP) {
            let block = terms.clone();
            self.keys.clear();
            self.keys.extend(terms.by_ref().take(LOOKED_UP).map(Key::of));
            lexicon.look_ahead(&self.keys);
            let numbers = block.zip(&self.keys).map(|(term, key)| lexicon.number_of(term, key));
            self.printed.extend(numbers.zip(&mut positions).map(|(word, position)| at(word, position)));
        }
    }

    /// Empties the buffers, and frees those of a long text.
    pub(crate) fn clear(&mut self) {
        for positions in [
            &mut self.printed,
            &mut self.acronyms,
            &mut self.common_pairs,
            &mut self.bigrams,
            &mut self.paragraphs,
            &mut self.sentences,
            &mut self.values,
            &mut self.joined,
            &mut self.joined_acronyms,
            &mut self.letter_cases,
            &mut self.title_case,
        ] {
            positions.clear();
            positions.shrink_to(KEPT_WORDS);
        }
    }
}

/// Returns the words of positions packed by [`at`].
pub(crate) fn words_of(positions: &[u64]) -> impl Iterator<Item = WordId> + '_ {
    positions.iter().map(|position| (position >> 32) as WordId)
}

/// Packs a word and a position into a number that sorts by word, then by position.
pub(crate) fn at(word: WordId, position: u32) -> u64 {
    u64::from(word) << 32 | u64::from(position)
}

/// Returns each word once with its positions in ascending order; sorts `positions`.
pub(crate) fn by_word(positions: &mut [u64]) -> impl Iterator<Item = (WordId, impl Iterator<Item = u32> + Clone + '_)> {
    positions.sort_unstable();
    positions.chunk_by(|one, next| one >> 32 == next >> 32).filter_map(|of_word| {
        let word = words_of(of_word).next()?;
        Some((word, of_word.iter().map(|position| *position as u32)))
    })
}
