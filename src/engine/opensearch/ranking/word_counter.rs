//! Counts the words of a request in articles, with the weights of ranking.

use super::clauses::ScoredClause;
use crate::article::Language;
use crate::engine::opensearch::lowering::RankedTest;
use crate::engine::opensearch::read_article::{ReadArticle, ReadText, StemmedWord};
use crate::matching::{Leaf, WordTest, text_of};
use crate::query::Field;
use crate::scoring::IndexPolicy;
use crate::text::{StemCache, is_bigram, is_found_by};
use rustc_hash::FxHashMap;
use std::iter::once;

/// The clauses of a request, indexed by what they count.
pub(super) struct WordCounter<'a> {
    clauses: &'a [ScoredClause],
    /// The clauses that count a stem, with the leaf if the clause counts a joined spelling.
    by_stem: FxHashMap<&'a str, Vec<(usize, Option<&'a Leaf>)>>,
    /// The first letters of the stems.
    letters: Vec<char>,
    languages: &'a [Option<Language>],
}

impl<'a> WordCounter<'a> {
    /// Returns the counter of some clauses in an archive with articles in these languages.
    pub(super) fn new(clauses: &'a [ScoredClause], languages: &'a [Option<Language>]) -> Self {
        let mut by_stem: FxHashMap<&str, Vec<(usize, Option<&Leaf>)>> = FxHashMap::default();
        let mut letters = Vec::new();
        for (number, clause) in clauses.iter().enumerate() {
            let (stems, leaf) = match &clause.test {
                RankedTest::Stems(stems) => (stems, None),
                RankedTest::InOnePiece(leaf) => match &leaf.test {
                    WordTest::Stems(stems) => (stems, Some(leaf)),
                    _ => continue,
                },
                RankedTest::Bigram(..) | RankedTest::Acronym(_) | RankedTest::Pattern(_) => continue,
            };
            for stem in stems {
                letters.extend(stem.chars().next());
                by_stem.entry(stem).or_default().push((number, leaf));
            }
        }
        Self { clauses, by_stem, letters, languages }
    }

    /// Returns the count of each clause in the article.
    pub(super) fn counts(&self, article: &ReadArticle, cache: &mut StemCache) -> Vec<u32> {
        let mut counts = vec![0_u32; self.clauses.len()];
        for text in article.texts() {
            if !self.by_stem.is_empty() {
                let own = article.article.language;
                text.each_stem(&self.letters, own, self.languages, cache, |word| self.add(text, word, &mut counts));
            }
            for (count, clause) in counts.iter_mut().zip(self.clauses) {
                *count += match &clause.test {
                    RankedTest::Stems(_) | RankedTest::InOnePiece(_) => 0,
                    RankedTest::Bigram(first, second) => bigrams(article, text, first, second),
                    RankedTest::Acronym(term) => acronyms(article, text, term) * printed_weight(text),
                    RankedTest::Pattern(leaf) => accepted(text, leaf) * printed_weight(text),
                };
            }
        }
        counts
    }

    /// Adds a word of a text.
    fn add(&self, text: &ReadText, word: &StemmedWord<'_>, counts: &mut [u32]) {
        for (clause, in_one_piece) in self.by_stem.get(word.stem).into_iter().flatten() {
            let Some(count) = counts.get_mut(*clause) else { continue };
            let is_listed = || word.term == word.stem || is_found_by(word.stem, word.term);
            *count += match in_one_piece {
                None if word.is_joined => printed_weight(text),
                None => text.start.weighted_count(once(word.position), 1),
                Some(leaf) if !word.is_joined && is_in(text, leaf) && is_listed() => printed_weight(text),
                Some(_) => 0,
            };
        }
    }
}

fn bigrams(article: &ReadArticle, text: &ReadText, first: &str, second: &str) -> u32 {
    let printed = text_of(&article.article, text.field);
    let pairs = text.tokens.iter().zip(text.tokens.iter().skip(1));
    let found = (1..).zip(pairs).filter(|(_, (before, token))| {
        before.term == first && token.term == second && is_bigram(printed, before, token)
    });
    found.map(|(position, _)| text.start.weighted_count(once(position), 1)).sum()
}

fn acronyms(article: &ReadArticle, text: &ReadText, term: &str) -> u32 {
    let printed = text.tokens.iter().filter(|token| token.acronym && token.term == term).count();
    let joined = text.joined.iter().filter(|form| form.acronym && form.term == term).count();
    let is_same = |at: &&u32| text.tokens.term(**at as usize) == Some(term);
    (printed + joined + article.title_case(text).iter().filter(is_same).count()) as u32
}

/// Returns the number of words that match a pattern or list.
fn accepted(text: &ReadText, leaf: &Leaf) -> u32 {
    if !is_in(text, leaf) {
        return 0;
    }
    let (printed, joined) = match &leaf.test {
        WordTest::Pattern(pattern, _) => {
            let printed = text.tokens.terms().filter(|term| pattern.matches(term)).count();
            let is_joined = |form: &&crate::text::JoinedForm| pattern.matches_joined(&form.term);
            (printed, if leaf.matches_joined { text.joined.iter().filter(is_joined).count() } else { 0 })
        }
        WordTest::OneOf(words, _) => {
            (text.tokens.terms().filter(|term| words.iter().any(|word| word == term)).count(), 0)
        }
        _ => (0, 0),
    };
    (printed + joined) as u32
}

/// Returns the weight of a word that counts as printed, which is the same throughout a text.
fn printed_weight(text: &ReadText) -> u32 {
    if text.field == Field::Headline { IndexPolicy::CURRENT.headline_weight } else { 1 }
}

/// Returns whether a query word searches the text.
fn is_in(text: &ReadText, leaf: &Leaf) -> bool {
    match leaf.field {
        None => true,
        Some(Field::Lead) => matches!(text.field, Field::Lead | Field::Body),
        Some(field) => field == text.field,
    }
}
