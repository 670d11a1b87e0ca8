//! How an archive prints a word: in capitals, or as an ordinary word in lower case.

use super::read_articles::read_articles;
use crate::article::{Article, Language};
use crate::engine::{Engine, EngineError, Request};
use crate::matching::text_of;
use crate::query::{Field, Node, Query};
use crate::text::{LetterCase, Tokens, stem};
use std::ops::ControlFlow;

/// The number of articles to read as a sample.
const SAMPLE: usize = 16;

/// Estimated numbers of articles that print a word in each way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PrintedCounts {
    /// In capitals, among words that are not.
    pub capitals: f64,
    /// In lower case, in any inflection: `aid` for `AIDS`.
    pub lower: f64,
}

impl PrintedCounts {
    /// Estimates how an acronym is printed, from the best articles with the acronym and the best with the word in any case and inflection. The sample is the
    /// same in every archive of the same articles.
    pub(super) fn of(engine: &dyn Engine, acronym: &str) -> Result<Self, EngineError> {
        let tokens = Tokens::of(acronym);
        let Some(term) = tokens.terms().next() else { return Ok(Self::default()) };
        let in_capitals = Node::Phrase { text: acronym.to_owned(), field: None, slop: 0, cased: true };
        let any_case = Node::Word { text: acronym.to_lowercase(), field: None };
        Ok(Self {
            capitals: estimate(engine, in_capitals, |article| {
                PRINTED_FIELDS.iter().any(|field| has_acronym(text_of(article, *field), term))
            })?,
            lower: estimate(engine, any_case, |article| {
                PRINTED_FIELDS.iter().any(|field| has_word(text_of(article, *field), term, article.language))
            })?,
        })
    }
}

/// Headlines are left out: many papers capitalise all of their words.
const PRINTED_FIELDS: [Field; 2] = [Field::Lead, Field::Body];

/// Returns the number of articles that match a query, times the share of a sample that passes the test.
fn estimate(
    engine: &dyn Engine,
    node: Node,
    is_printed_so: impl Fn(&Article) -> bool + Sync,
) -> Result<f64, EngineError> {
    let query = Query::from(node);
    let candidates = engine.search(&Request { limit: SAMPLE, ..Request::new(&query) })?;
    let addresses: Vec<_> = candidates.found.iter().map(|found| found.address).collect();
    let mut printed_so = 0;
    read_articles(
        engine,
        &addresses,
        |_, article, _| is_printed_so(&article),
        |is_so| {
            printed_so += usize::from(is_so);
            ControlFlow::Continue(())
        },
    )?;
    Ok(candidates.total as f64 * printed_so as f64 / addresses.len().max(1) as f64)
}

/// Returns whether a text has a term as an acronym.
fn has_acronym(text: &str, term: &str) -> bool {
    Tokens::of(text).iter().any(|token| token.acronym && token.term == term)
}

/// Returns whether a text contains a lower-case word with the stem of a term.
fn has_word(text: &str, term: &str, language: Option<Language>) -> bool {
    let wanted = stem(term, language);
    Tokens::of(text).iter().any(|token| {
        LetterCase::is_lower(text.get(token.start..token.end).unwrap_or_default())
            && stem(token.term, language) == wanted
    })
}
