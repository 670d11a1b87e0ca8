//! How an archive prints a word: in capitals, or as an ordinary word in lower case.

use super::read_articles::read_articles;
use crate::article::Article;
use crate::engine::{Engine, EngineError, Request};
use crate::matching::text_of;
use crate::query::{Field, Node, Query};
use crate::text::Tokens;
use std::ops::ControlFlow;

/// The number of articles that are read to see how a word is printed.
const SAMPLE: usize = 16;

/// Estimates of the numbers of articles that print a word in each way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PrintedCounts {
    /// In capitals, among words that are not.
    pub capitals: f64,
    /// In lower case.
    pub lower: f64,
}

impl PrintedCounts {
    /// Estimates how an acronym is printed, from the best articles with the acronym and the best with the word in any case. The sample is the same in
    /// every archive of the same articles.
    pub(super) fn of(engine: &dyn Engine, acronym: &str) -> Result<Self, EngineError> {
        let tokens = Tokens::of(acronym);
        let Some(term) = tokens.terms().next() else { return Ok(Self::default()) };
        let in_capitals = Node::Phrase { text: acronym.to_owned(), field: None, slop: 0, cased: true };
        let any_case = Node::Phrase { text: acronym.to_lowercase(), field: None, slop: 0, cased: false };
        Ok(Self {
            capitals: estimate(engine, in_capitals, |article| {
                PRINTED_FIELDS.iter().any(|field| has_token(text_of(article, *field), term, true))
            })?,
            lower: estimate(engine, any_case, |article| {
                PRINTED_FIELDS.iter().any(|field| has_token(text_of(article, *field), term, false))
            })?,
        })
    }
}

/// Headlines are left out: many papers capitalise all of their words.
const PRINTED_FIELDS: [Field; 2] = [Field::Lead, Field::Body];

/// Returns the number of articles that match a query, times the share of a sample that is printed so.
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

/// Returns whether a text has a term as an acronym, or in lower case.
fn has_token(text: &str, term: &str, is_acronym: bool) -> bool {
    Tokens::of(text).iter().filter(|token| token.term == term).any(|token| {
        let printed = text.get(token.start..token.end).unwrap_or_default();
        if is_acronym { token.acronym } else { !printed.contains(char::is_uppercase) }
    })
}
