//! One query on one article: does it match, and where.
//!
//! An engine finds the articles; this room says, on the same tree and the same tokens, which words of an article answered. What is
//! highlighted is therefore exactly what matched. [`Matcher`] compiles a query once for an archive; [`Matcher::matches`] evaluates
//! it on one article; [`passages`] chooses what to show of it.

mod evaluate;
mod fields;
mod languages;
mod passage;
mod plan;
mod positions;
mod sloppy_phrase;
mod view;
mod word_lookup;

pub use fields::{POSITION_GAP, article_has, label_values, text_of};
pub use languages::possible_languages;
pub use passage::{Passage, PassageOptions, passages};
pub use plan::{Leaf, Planner, TextPlan, WordTest};
pub use positions::{PositionRange, Positions, Units};
pub use view::{lead_token_count, paragraph_starts, sentence_starts, unit_at};

use crate::article::{Article, Language};
use crate::query::{Field, Query};
use crate::text::StemCache;
use std::ops::Range;

/// A query made ready to be evaluated on the articles of one archive.
pub struct Matcher {
    root: evaluate::Compiled,
    words: word_lookup::WordIndex,
}

/// One place in an article that answered a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The field: the headline, the lead or the body.
    pub field: Field,
    /// The place in the text of that field, in bytes.
    pub range: Range<usize>,
    /// Which word or phrase of the query it answers, counted from 0 in the order of the query.
    pub operand: usize,
}

impl Matcher {
    /// Returns the matcher for `query` in an archive that holds articles in these languages; `None` among them stands for articles
    /// of no known language.
    pub fn new(query: &Query, languages: &[Option<Language>]) -> Self {
        let mut planner = Planner::new(languages);
        let root = evaluate::compile(query, &mut planner);
        Self { root, words: word_lookup::WordIndex::new(planner.leaves) }
    }

    /// Returns the places of `article` that answer the query, in order and without doubles, or `None` if it does not match.
    ///
    /// What is negated gives no places. A query that only asks for labels or dates matches without any place.
    pub fn matches(&self, article: &Article, stems: &mut StemCache) -> Option<Vec<Match>> {
        let mut places = Vec::new();
        let evaluation = evaluate::Evaluation::new(article, &self.words, stems);
        evaluation.answers(&self.root, &mut places).then(|| {
            places.sort_by_key(|place| (place.field, place.range.start, place.range.end, place.operand));
            places.dedup();
            places
        })
    }
}

#[cfg(test)]
mod tests;
