//! The answers to a query, in order: found, ranked and counted in one pass over the index.

use super::lower::Lowering;
use super::positional::Fault;
use super::reader::EmbeddedEngine;
use super::schema::column;
use crate::engine::{Engine, EngineError, Request, Sort, Widened};
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::Query;
use tantivy::{DocAddress, Order};

/// How many answers are asked for without counting them first.
const MANY: usize = 10_000;

/// The answers to a request.
pub(super) struct Ranked {
    /// The score and the address of each that was asked for, in order.
    pub found: Vec<(f32, DocAddress)>,
    /// How many there are in all.
    pub total: usize,
    /// The patterns that stand for more words than they were answered from.
    pub widened: Vec<Widened>,
}

impl EmbeddedEngine {
    /// Answers a request.
    pub(super) fn ranked(&self, request: &Request<'_>) -> Result<Ranked, EngineError> {
        let languages = self.languages()?;
        let mut lowering = Lowering {
            fields: &self.fields,
            searcher: &self.searcher,
            languages: &languages,
            widened: Vec::new(),
            fault: Fault::default(),
        };
        let query = lowering.request(request.query, request.folders)?;
        let (widened, fault) = (lowering.widened, lowering.fault);
        let (found, total) = self.top(&*query, request)?;
        if let Some(what) = fault.get() {
            return Err(self.damaged(what));
        }
        Ok(Ranked { found, total, widened })
    }

    fn top(&self, query: &dyn Query, request: &Request<'_>) -> Result<(Vec<(f32, DocAddress)>, usize), EngineError> {
        let mut limit = request.limit;
        if limit > MANY {
            // The number asked for may be a person's "all of them", and room is made for it in every segment.
            limit = limit.min(self.searcher.search(query, &Count)?.saturating_sub(request.offset));
        }
        if limit == 0 {
            return Ok((Vec::new(), self.searcher.search(query, &Count)?));
        }
        let top = TopDocs::with_limit(limit).and_offset(request.offset);
        let tie = SortByStaticFastValue::<u64>::for_field(column::TIE);
        let published = SortByStaticFastValue::<i64>::for_field(column::ORDER);
        Ok(match request.sort {
            Sort::Relevance => {
                let top = top.order_by(((SortBySimilarityScore, Order::Desc), (tie, Order::Asc)));
                let (found, total) = self.searcher.search(query, &(top, Count))?;
                (found.into_iter().map(|((score, _), address)| (score, address)).collect(), total)
            }
            Sort::Newest | Sort::Oldest => {
                let order = if request.sort == Sort::Newest { Order::Desc } else { Order::Asc };
                let top = top.order_by(((published, order), (tie, Order::Asc)));
                let (found, total) = self.searcher.search(query, &(top, Count))?;
                (found.into_iter().map(|(_, address)| (0.0, address)).collect(), total)
            }
            Sort::AsKept => {
                let found = self.searcher.search(query, &DocSetCollector)?;
                let mut found: Vec<_> = found.into_iter().map(|address| (0.0, address)).collect();
                found.sort_unstable_by_key(|(_, address)| *address);
                let total = found.len();
                (found.into_iter().skip(request.offset).take(limit).collect(), total)
            }
        })
    }
}
