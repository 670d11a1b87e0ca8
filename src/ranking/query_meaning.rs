//! The meaning vector of a query.

use crate::engine::{Engine, EngineError};
use crate::query::Query;
use crate::text::{MeaningSum, MeaningVector, Tokens, query_stems};
use std::collections::BTreeSet;

/// The minimum share of query words that have a word vector.
const MIN_KNOWN: f64 = 0.5;

/// The weight of a word that no article has. Weights are proportional to the IDF and have to fit into a byte.
const MAX_WEIGHT: f64 = 255.0;

/// Returns the sum of the word vectors of a query, each weighted by its IDF in the archive; `None` if too few words have one. Excluded words do
/// not count.
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
        sum.add(term, (MAX_WEIGHT * idf(with) / idf(0)).round() as u8);
    }
    Ok(sum.vector().filter(|_| sum.known_share() >= MIN_KNOWN))
}
