//! The meaning vector of a query.

use super::document_frequency::document_frequency;
use crate::engine::{Engine, EngineError};
use crate::query::Query;
use crate::scoring::RerankPolicy;
use crate::text::{MeaningSum, MeaningVector, Tokens};
use std::collections::BTreeSet;

/// The weight of a word in no article. Weights are proportional to the IDF and must fit into a byte.
const MAX_WEIGHT: f64 = 255.0;

/// Returns the sum of the word vectors of a query, each weighted by its IDF in the archive; `None` if too few words have one. Excluded words are ignored.
///
/// # Errors
/// If the archive cannot be read.
pub fn query_meaning(
    engine: &dyn Engine,
    query: &Query,
    policy: RerankPolicy,
) -> Result<Option<MeaningVector>, EngineError> {
    let mut terms = BTreeSet::new();
    query.each_text(&mut |text| terms.extend(Tokens::of(text).terms().map(str::to_owned)));
    let languages = engine.languages()?;
    let mut sum = MeaningSum::default();
    for term in &terms {
        let (with, all) = document_frequency(engine, term, &languages)?;
        let idf = |with: u64| (1.0 + (all.saturating_sub(with) as f64 + 0.5) / (with as f64 + 0.5)).ln();
        sum.add(term, (MAX_WEIGHT * idf(with) / idf(0)).round() as u8);
    }
    Ok(sum.vector().filter(|_| sum.known_share() >= policy.min_known_share))
}
