//! The answers to a query, in order: found, ranked and counted in one pass over the index.

use super::best::{Best, Gathered};
use super::lower::Lowering;
use super::reader::EmbeddedEngine;
use crate::engine::{Capped, Engine, EngineError, Request};
use tantivy::DocAddress;

/// The answers to a request.
pub(super) struct Ranked {
    /// The score and the address of each that was asked for, in order.
    pub found: Vec<(f32, DocAddress)>,
    /// How many there are in all.
    pub total: usize,
    /// The patterns that stand for more words than they were answered from.
    pub capped: Vec<Capped>,
}

impl EmbeddedEngine {
    /// Answers a request.
    pub(super) fn ranked(&self, request: &Request<'_>) -> Result<Ranked, EngineError> {
        let mut lowering = Lowering {
            fields: &self.fields,
            searcher: &self.searcher,
            languages: self.languages()?,
            capped: Vec::new(),
            is_negated: false,
        };
        let query = lowering.request(request.query, request.folders)?;
        let capped = lowering.capped;
        let most = request.offset.saturating_add(request.limit);
        let Gathered { mut best, total } = self.searcher.search(&*query, &Best { sort: request.sort, most })?;
        best.drain(..request.offset.min(best.len()));
        Ok(Ranked { found: best, total, capped })
    }
}
