//! Finds the parts of a query that a hit lacks, if not all of them are required.

use super::resolved_query::ResolvedQuery;
use crate::article::Article;
use crate::engine::{Engine, EngineError};
use crate::matching::PartMatcher;
use crate::query::Query;
use crate::text::StemCache;

/// The optional parts of a query, to be looked up in the hits.
///
/// A hit is read for its passages anyway, so its parts are found in its text: pasted text has hundreds of parts, and all their posting lists would have to
/// be read for ten hits.
pub(super) struct MissingParts {
    /// The parts in canonical form.
    names: Vec<String>,
    matcher: PartMatcher,
}

impl MissingParts {
    /// Returns the optional parts of a query.
    pub(super) fn of(resolved: &ResolvedQuery, engine: &dyn Engine) -> Result<Self, EngineError> {
        let parts: Vec<Query> = resolved.query.parts().iter().filter(|part| part.is_optional()).cloned().collect();
        let matcher = PartMatcher::new(&parts, &resolved.full_query(), &engine.languages()?);
        Ok(Self { names: parts.iter().map(ToString::to_string).collect(), matcher })
    }

    /// Returns the parts that an article lacks, in the order of the query.
    pub(super) fn in_article(&self, article: &Article, stems: &mut StemCache) -> Vec<String> {
        let lacking = self.names.iter().zip(self.matcher.matches(article, stems)).filter(|(_, is_found)| !is_found);
        lacking.map(|(name, _)| name.clone()).collect()
    }
}
