//! Evaluates a query on one article: whether it matches, and at which positions.
//!
//! An engine finds the articles. This room evaluates the same tree on the same tokens to locate the matches inside an article, so only actual matches are
//! highlighted. [`Matcher`] compiles a query once for an archive, [`Matcher::matches`] evaluates it on one article, and [`passages`] chooses the text to
//! show for it.

mod evaluate;
mod fields;
mod languages;
mod passage;
mod plan;
mod positions;
mod proximity;
mod sloppy_phrase;
mod spans;
mod title_case;
mod tokenized;
mod units;
mod word_lookup;
mod word_positions;

pub use fields::{POSITION_GAP, article_has, label_joined_forms, label_values, text_of, tokens_of};
pub use languages::possible_languages;
pub use passage::{PassageOptions, PassageSpans, passages};
pub use plan::{Leaf, Planner, TextPlan, WordTest};
pub use positions::Positions;
pub use spans::{Match, PositionRange};
pub use title_case::title_case_words;
pub use tokenized::lead_token_count;
pub use units::{Units, paragraph_starts, sentence_starts, unit_at};

use crate::article::{Article, Language};
use crate::query::Query;
use crate::text::StemCache;

/// A query compiled for the articles of one archive.
pub struct Matcher {
    root: evaluate::CompiledQuery,
    words: word_lookup::WordLookup,
}

impl Matcher {
    /// Compiles `query` for an archive with articles in these languages; `None` means articles of unknown language.
    pub fn new(query: &Query, languages: &[Option<Language>]) -> Self {
        let mut planner = Planner::new(languages);
        let root = evaluate::compile(query, &mut planner);
        Self { root, words: word_lookup::WordLookup::new(planner.leaves, languages) }
    }

    /// Returns the matches in `article`, in order and without duplicates, or `None` if the article does not match.
    ///
    /// Excluded parts of a query and conditions on labels or dates contribute no matches, so the list can be empty for a matching article.
    pub fn matches(&self, article: &Article, stems: &mut StemCache) -> Option<Vec<Match>> {
        let mut matches = Vec::new();
        let evaluation = evaluate::Evaluation::new(article, &self.words, stems);
        evaluation.matches(&self.root, &mut matches).then(|| {
            matches.sort_by_key(|found| (found.field, found.range.start, found.range.end, found.operand));
            matches.dedup();
            matches
        })
    }
}

/// The parts of a query compiled for the articles of one archive, to find out which of them an article matches.
pub struct PartMatcher {
    parts: Vec<evaluate::CompiledQuery>,
    words: word_lookup::WordLookup,
}

impl PartMatcher {
    /// Compiles `parts`, whose words are read in the languages that articles matching `query` can have.
    pub fn new(parts: &[Query], query: &Query, languages: &[Option<Language>]) -> Self {
        let mut planner = Planner::new(languages);
        let parts = planner
            .with_languages_of(query, |planner| parts.iter().map(|part| evaluate::compile(part, planner)).collect());
        Self { parts, words: word_lookup::WordLookup::new(planner.leaves, languages) }
    }

    /// Returns whether the article matches each part, in time linear in the text and the number of parts.
    pub fn matches<'a>(&'a self, article: &'a Article, stems: &mut StemCache) -> impl Iterator<Item = bool> + 'a {
        let evaluation = evaluate::Evaluation::new(article, &self.words, stems);
        self.parts.iter().map(move |part| evaluation.matches(part, &mut Vec::new()))
    }
}

#[cfg(test)]
mod tests;
