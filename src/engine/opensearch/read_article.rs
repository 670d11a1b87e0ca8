//! An article that was read from the cluster, with its words and their positions.

use crate::article::{Article, Language};
use crate::engine::{ArticlePlaces, PlacedWord, Places};
use crate::matching::{paragraph_starts, sentence_starts, text_of, title_case_words, tokens_of};
use crate::query::Field;
use crate::scoring::TextStart;
use crate::text::{
    JoinedForm, MeaningTally, MeaningVector, StemCache, Token, Tokens, has_meaning_vectors, is_found_by, joined_forms,
    keeps_first_letter, token_stems, word_vector_id,
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// An article with the tokens of its texts.
pub(super) struct ReadArticle {
    pub article: Article,
    /// The weighted length, as the index stores it.
    pub length: u32,
    /// Computed on demand: an article that is only displayed needs no tokens.
    texts: OnceLock<[ReadText; 3]>,
}

/// One text of an article.
pub(super) struct ReadText {
    pub field: Field,
    pub tokens: Tokens,
    pub joined: Vec<JoinedForm>,
    pub start: TextStart,
    title_case: OnceLock<Vec<u32>>,
}

/// The distance between the first positions of two fields: more than the words of any headline or lead.
const FIELD_DISTANCE: u32 = 1 << 21;

impl ReadArticle {
    pub(super) fn new(article: Article, length: u32) -> Self {
        Self { article, length, texts: OnceLock::new() }
    }

    /// Returns the headline, the stated lead and the body.
    pub(super) fn texts(&self) -> &[ReadText; 3] {
        self.texts.get_or_init(|| {
            let mut before = 0;
            Field::PROSE.map(|field| {
                let tokens = tokens_of(&self.article, field);
                let start = if field == Field::Headline { TextStart::Headline } else { TextStart::After(before) };
                if field != Field::Headline {
                    before += tokens.len() as u32;
                }
                let joined = joined_forms(text_of(&self.article, field), &tokens);
                ReadText { field, tokens, joined, start, title_case: OnceLock::new() }
            })
        })
    }

    /// Returns the meaning vector of the article; `None` in a language without word vectors.
    pub(super) fn meaning(&self) -> Option<MeaningVector> {
        if !has_meaning_vectors(self.article.language) {
            return None;
        }
        let mut tally = MeaningTally::default();
        for text in self.texts() {
            for (position, term) in (0..).zip(text.tokens.terms()) {
                tally.add(word_vector_id(term), text.start.meaning_weight(position));
            }
        }
        tally.take_vector()
    }

    /// Returns the positions of short words in title case inside a sentence of a text.
    pub(super) fn title_case<'a>(&self, text: &'a ReadText) -> &'a [u32] {
        text.title_case.get_or_init(|| {
            let printed = text_of(&self.article, text.field);
            let (paragraphs, sentences) =
                (paragraph_starts(printed, &text.tokens), sentence_starts(printed, &text.tokens));
            title_case_words(printed, &text.tokens, &paragraphs, &sentences)
        })
    }

    /// Returns the positions of some words in the article, given the stems of each; an acronym has no stems.
    pub(super) fn places(
        &self,
        words: &[PlacedWord],
        stems_of: &[Vec<String>],
        languages: &[Option<Language>],
        cache: &mut StemCache,
    ) -> ArticlePlaces {
        let mut places = vec![Places::default(); words.len()];
        let mut wanted: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut letters = Vec::new();
        for (number, of_word) in stems_of.iter().enumerate() {
            for stem in of_word {
                letters.extend(stem.chars().next());
                wanted.entry(stem.as_str()).or_default().push(number);
            }
        }
        for (number, text) in (0..).zip(self.texts()) {
            let first = number * FIELD_DISTANCE;
            for (word, places) in words.iter().zip(&mut places) {
                for (position, token) in (0..).zip(text.tokens.iter()) {
                    if token.term == word.term && (token.acronym || !word.is_acronym) {
                        places.exact = places.exact.saturating_add(1);
                        places.positions.push(first + position);
                    }
                }
                if word.is_acronym {
                    let same = |at: &&u32| text.tokens.term(**at as usize) == Some(word.term.as_str());
                    places.positions.extend(self.title_case(text).iter().filter(same).map(|at| first + at));
                }
            }
            text.each_stem(&letters, self.article.language, languages, cache, |found| {
                for word in wanted.get(found.stem).into_iter().flatten() {
                    if let Some(places) = places.get_mut(*word) {
                        places.positions.push(first + found.position);
                    }
                }
            });
        }
        for places in &mut places {
            places.positions.sort_unstable();
            places.positions.dedup();
        }
        ArticlePlaces { length: self.length, words: places }
    }
}

impl ReadText {
    /// Calls `visit` with every word and each stem by which a search finds it, joined forms last. `letters` are the initial letters of the wanted stems.
    pub(super) fn each_stem(
        &self,
        letters: &[char],
        own: Option<Language>,
        languages: &[Option<Language>],
        cache: &mut StemCache,
        mut visit: impl FnMut(&StemmedWord<'_>),
    ) {
        let may_match = |token: &Token<'_>| !keeps_first_letter(own) || token.term.starts_with(letters);
        let (positions, tokens): (Vec<u32>, Vec<Token<'_>>) =
            (0..).zip(self.tokens.iter()).filter(|(_, token)| own.is_none() || may_match(token)).unzip();
        let joined: Vec<Token<'_>> = self.joined.iter().map(joined_token).collect();
        let places = positions.into_iter().map(|position| (position, false));
        let places: Vec<(u32, bool)> = places.chain(self.joined.iter().map(|form| (form.first, true))).collect();
        let tokens = [tokens, joined].concat();
        let mut at = places.iter();
        token_stems(&tokens, own, cache, |token, stem| {
            if let Some((position, is_joined)) = at.next() {
                visit(&StemmedWord { position: *position, is_joined: *is_joined, term: token.term, stem });
            }
        });
        if own.is_some() {
            return;
        }
        // In an article of unknown language, a search also finds a word by any prefix that is its stem in a language of the archive.
        for ((position, is_joined), token) in places.iter().zip(&tokens) {
            let mut seen: Vec<String> = vec![token.term.to_owned()];
            for language in languages.iter().filter(|language| language.is_some()) {
                token_stems(std::slice::from_ref(token), *language, cache, |token, stem| {
                    if is_found_by(stem, token.term) && !seen.iter().any(|other| other == stem) {
                        seen.push(stem.to_owned());
                        visit(&StemmedWord { position: *position, is_joined: *is_joined, term: token.term, stem });
                    }
                });
            }
        }
    }
}

/// A word of a text with one of its stems.
pub(super) struct StemmedWord<'t> {
    /// The position of the word, or of the first part of a joined form.
    pub position: u32,
    pub is_joined: bool,
    pub term: &'t str,
    pub stem: &'t str,
}

fn joined_token(form: &JoinedForm) -> Token<'_> {
    Token { term: &form.term, start: 0, end: 0, unspaced: false, acronym: false }
}
