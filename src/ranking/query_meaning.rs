//! What a query is about.

use crate::engine::{Engine, EngineError};
use crate::query::Query;
use crate::text::{MeaningSum, MeaningVector, Tokens, query_stems};
use std::collections::BTreeSet;

/// The least share of the words of a query that have to have a meaning.
const LEAST_KNOWN: f64 = 0.5;

/// What the rarest word of an archive counts; others less, in proportion to their idf.
const RAREST: f64 = 255.0;

/// Returns what a query is about, or `None` if that cannot be told.
///
/// A rare word says more of it than a frequent one: each counts its idf in the archive. What is asked to be absent does not count.
///
/// # Errors
/// If the archive cannot be read.
pub fn query_meaning(engine: &dyn Engine, query: &Query) -> Result<Option<MeaningVector>, EngineError> {
    let mut terms = BTreeSet::new();
    query.each_text(&mut |text| terms.extend(Tokens::of(text).terms().map(str::to_owned)));
    let languages = engine.languages()?;
    let mut sum = MeaningSum::default();
    for term in &terms {
        let (mut with, mut all) = (0, 0);
        for stem in query_stems(term, &languages) {
            let (articles, of) = engine.articles_with_stem(&stem)?;
            (with, all) = (with + articles, of);
        }
        let idf = |with: u64| (1.0 + (all.saturating_sub(with) as f64 + 0.5) / (with as f64 + 0.5)).ln();
        // A number that fits: idf is greatest where nothing has the word.
        sum.add(term, (RAREST * idf(with) / idf(0)).round() as u8);
    }
    Ok(sum.meaning().filter(|_| sum.known() >= LEAST_KNOWN))
}
