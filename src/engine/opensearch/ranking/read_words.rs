//! An article that was read from the cluster, and the counts and places of words in it.

use super::clauses::Clause;
use crate::article::{Article, Language};
use crate::engine::opensearch::lowering::RankedTest;
use crate::engine::{ArticlePlaces, PlacedWord, Places};
use crate::matching::{Leaf, WordTest, paragraph_starts, sentence_starts, text_of, title_case_words, tokens_of};
use crate::query::Field;
use crate::scoring::{IndexPolicy, TextStart};
use crate::text::{
    JoinedForm, MeaningTally, MeaningVector, StemCache, Token, Tokens, has_meaning_vectors, is_bigram, is_found_by,
    joined_forms, keeps_first_letter, token_stems, word_vector_id,
};
use rustc_hash::FxHashMap;
use std::iter::once;
use std::sync::OnceLock;

/// An article with the tokens of its texts.
pub(in crate::engine::opensearch) struct ReadArticle {
    pub article: Article,
    /// The weighted length, as the index keeps it.
    pub length: u32,
    /// Made when they are asked for: an article that is only shown needs none.
    texts: OnceLock<[ReadText; 3]>,
}

struct ReadText {
    field: Field,
    tokens: Tokens,
    joined: Vec<JoinedForm>,
    start: TextStart,
    title_case: OnceLock<Vec<u32>>,
}

/// The distance between the first positions of two fields: more words than a headline or lead has.
const FIELD_DISTANCE: u32 = 1 << 21;

impl ReadArticle {
    pub(in crate::engine::opensearch) fn new(article: Article, length: u32) -> Self {
        Self { article, length, texts: OnceLock::new() }
    }

    fn texts(&self) -> &[ReadText; 3] {
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
    pub(in crate::engine::opensearch) fn meaning(&self) -> Option<MeaningVector> {
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

    /// Returns how often the article has each clause, weighted as the ranking counts it.
    pub(in crate::engine::opensearch) fn counts(
        &self,
        clauses: &[Clause],
        languages: &[Option<Language>],
        stems: &mut StemCache,
    ) -> Vec<u32> {
        let wanted = Wanted::of(clauses);
        let mut counts = vec![0_u32; clauses.len()];
        for text in self.texts() {
            self.count_stems(text, &wanted, languages, stems, &mut counts);
            for (count, clause) in counts.iter_mut().zip(clauses) {
                *count += match &clause.test {
                    RankedTest::Stems(_) | RankedTest::InOnePiece(_) => 0,
                    RankedTest::Bigram(first, second) => self.bigrams(text, first, second),
                    RankedTest::Acronym(term) => self.acronyms(text, term) * text.printed_weight(),
                    RankedTest::Pattern(leaf) => text.accepted(leaf) * text.printed_weight(),
                };
            }
        }
        counts
    }

    /// Adds the weighted counts of stems.
    fn count_stems(
        &self,
        text: &ReadText,
        wanted: &Wanted<'_>,
        languages: &[Option<Language>],
        stems: &mut StemCache,
        counts: &mut [u32],
    ) {
        if wanted.stems.is_empty() {
            return;
        }
        let own = self.article.language;
        text.each_stem(&wanted.letters, own, languages, stems, |word| {
            for (clause, in_one_piece) in wanted.stems.get(word.stem).into_iter().flatten() {
                let Some(count) = counts.get_mut(*clause) else { continue };
                let is_listed = || word.term == word.stem || is_found_by(word.stem, word.term);
                *count += match in_one_piece {
                    None if word.is_joined => text.printed_weight(),
                    None => text.start.weighted_count(once(word.position), 1),
                    Some(leaf) if !word.is_joined && text.is_in(leaf) && is_listed() => text.printed_weight(),
                    Some(_) => 0,
                };
            }
        });
    }

    fn bigrams(&self, text: &ReadText, first: &str, second: &str) -> u32 {
        let printed = text_of(&self.article, text.field);
        let pairs = text.tokens.iter().zip(text.tokens.iter().skip(1));
        let found = (1..).zip(pairs).filter(|(_, (before, token))| {
            before.term == first && token.term == second && is_bigram(printed, before, token)
        });
        found.map(|(position, _)| text.start.weighted_count(once(position), 1)).sum()
    }

    fn acronyms(&self, text: &ReadText, term: &str) -> u32 {
        let printed = text.tokens.iter().filter(|token| token.acronym && token.term == term).count();
        let joined = text.joined.iter().filter(|form| form.acronym && form.term == term).count();
        let title_case =
            self.title_case(text).iter().filter(|at| text.tokens.term(**at as usize) == Some(term)).count();
        (printed + joined + title_case) as u32
    }

    fn title_case<'a>(&self, text: &'a ReadText) -> &'a [u32] {
        text.title_case.get_or_init(|| {
            let printed = text_of(&self.article, text.field);
            let (paragraphs, sentences) =
                (paragraph_starts(printed, &text.tokens), sentence_starts(printed, &text.tokens));
            title_case_words(printed, &text.tokens, &paragraphs, &sentences)
        })
    }

    /// Returns where the article has some words.
    pub(in crate::engine::opensearch) fn places(
        &self,
        words: &[PlacedWord],
        stems_of: &[Vec<String>],
        languages: &[Option<Language>],
        stems: &mut StemCache,
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
            text.each_stem(&letters, self.article.language, languages, stems, |found| {
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
    /// Returns the weight of a word that counts as printed, wherever it is in the text.
    fn printed_weight(&self) -> u32 {
        if self.field == Field::Headline { IndexPolicy::CURRENT.headline_weight } else { 1 }
    }

    /// Returns whether a query word searches the text.
    fn is_in(&self, leaf: &Leaf) -> bool {
        match leaf.field {
            None => true,
            Some(Field::Lead) => matches!(self.field, Field::Lead | Field::Body),
            Some(field) => field == self.field,
        }
    }

    /// Returns the number of words that a pattern or list accepts.
    fn accepted(&self, leaf: &Leaf) -> u32 {
        if !self.is_in(leaf) {
            return 0;
        }
        let printed = match &leaf.test {
            WordTest::Pattern(pattern, _) => self.tokens.terms().filter(|term| pattern.matches(term)).count(),
            WordTest::OneOf(words, _) => {
                self.tokens.terms().filter(|term| words.iter().any(|word| word == term)).count()
            }
            _ => 0,
        };
        let joined = match &leaf.test {
            WordTest::Pattern(pattern, _) if leaf.matches_joined => {
                self.joined.iter().filter(|form| pattern.matches_joined(&form.term)).count()
            }
            _ => 0,
        };
        (printed + joined) as u32
    }

    /// Calls `visit` with every word and each stem by which a search finds it; joined forms come last.
    fn each_stem(
        &self,
        letters: &[char],
        own: Option<Language>,
        languages: &[Option<Language>],
        cache: &mut StemCache,
        mut visit: impl FnMut(&Stemmed<'_>),
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
                visit(&Stemmed { position: *position, is_joined: *is_joined, term: token.term, stem });
            }
        });
        if own.is_some() {
            return;
        }
        // In an article of unknown language, a word is also found by a prefix that is its stem in any language of the archive.
        for ((position, is_joined), token) in places.iter().zip(&tokens) {
            let mut seen: Vec<String> = vec![token.term.to_owned()];
            for language in languages.iter().filter(|language| language.is_some()) {
                token_stems(std::slice::from_ref(token), *language, cache, |token, stem| {
                    if is_found_by(stem, token.term) && !seen.iter().any(|other| other == stem) {
                        seen.push(stem.to_owned());
                        visit(&Stemmed { position: *position, is_joined: *is_joined, term: token.term, stem });
                    }
                });
            }
        }
    }
}

/// A word of a text with one of its stems.
struct Stemmed<'t> {
    /// The position of the word, or of the first part of a joined form.
    position: u32,
    is_joined: bool,
    term: &'t str,
    stem: &'t str,
}

fn joined_token(form: &JoinedForm) -> Token<'_> {
    Token { term: &form.term, start: 0, end: 0, unspaced: false, acronym: false }
}

/// The clauses by the stem that they count.
struct Wanted<'a> {
    stems: FxHashMap<&'a str, Vec<(usize, Option<&'a Leaf>)>>,
    letters: Vec<char>,
}

impl<'a> Wanted<'a> {
    fn of(clauses: &'a [Clause]) -> Self {
        let mut stems: FxHashMap<&str, Vec<(usize, Option<&Leaf>)>> = FxHashMap::default();
        let mut letters = Vec::new();
        for (number, clause) in clauses.iter().enumerate() {
            let (of_clause, leaf) = match &clause.test {
                RankedTest::Stems(stems) => (stems, None),
                RankedTest::InOnePiece(leaf) => match &leaf.test {
                    WordTest::Stems(stems) => (stems, Some(leaf)),
                    _ => continue,
                },
                _ => continue,
            };
            for stem in of_clause {
                letters.extend(stem.chars().next());
                stems.entry(stem).or_default().push((number, leaf));
            }
        }
        Self { stems, letters }
    }
}
