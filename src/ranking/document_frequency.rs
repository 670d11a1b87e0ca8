//! The document frequency of a query word.

use crate::article::Language;
use crate::engine::{Engine, EngineError};
use crate::text::query_stems;

/// Returns the document frequency of a folded word, as the sum over its stems in the languages, and the number of all articles.
pub(super) fn document_frequency(
    engine: &dyn Engine,
    term: &str,
    languages: &[Option<Language>],
) -> Result<(u64, u64), EngineError> {
    let (mut with, mut all) = (0, 0);
    for stem in query_stems(term, languages) {
        let (articles, of) = engine.articles_with_stem(&stem)?;
        (with, all) = (with + articles, of);
    }
    Ok((with, all))
}
