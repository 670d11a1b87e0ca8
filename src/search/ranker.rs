//! The order of hits: candidates by BM25 from the engine, then query expansion and the semantic rerank.

use super::resolved_query::ResolvedQuery;
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_options::SearchOptions;
use super::selection::Selection;
use crate::engine::{Contribution, Engine, EngineError, Recency, Request, Sort, TruncatedPattern};
use crate::query::Query;
use crate::ranking::{MatchMode, QueryExpansion, RankedCandidate, expand_query, query_meaning, rerank};
use crate::scoring::SearchPolicy;
use crate::text::MeaningVector;

const POLICY: SearchPolicy = SearchPolicy::CURRENT;

/// One page of candidates in final order.
pub(super) struct RankedPage {
    /// The candidates of the page.
    pub candidates: Vec<RankedCandidate>,
    /// The number of matching articles.
    pub total: usize,
    /// The query to highlight.
    pub highlighted: Query,
    /// Whether no article has all words, so that the hits have most of them.
    pub is_relaxed: bool,
    /// Notes for the user.
    pub notes: Vec<SearchNote>,
    /// The contribution of each word to the score of each candidate, if requested.
    pub contributions: Option<Vec<Vec<Contribution>>>,
}

/// Ranks the articles that match a query and returns a page of them.
pub(super) fn rank_candidates(
    engine: &dyn Engine,
    resolved: &ResolvedQuery,
    options: &SearchOptions,
) -> Result<RankedPage, SearchError> {
    let mode = options.ranking.matching;
    let selection = match mode {
        MatchMode::Any => Selection::any(resolved),
        MatchMode::Most => Selection::most(resolved, engine, &options.folders)?,
        MatchMode::All | MatchMode::AllOrMost => None,
    };
    let ranker = Ranker::new(engine, resolved, options)?;
    let selection = selection.unwrap_or_else(|| Selection::all(resolved));
    let ranked = ranker.rank(&selection, resolved)?;
    if ranked.total > 0 || mode != MatchMode::AllOrMost {
        return Ok(ranked);
    }
    match Selection::most(resolved, engine, &options.folders)? {
        Some(most) => {
            let ranked = ranker.rank(&most.with_relaxation_note(), resolved)?;
            Ok(RankedPage { is_relaxed: true, ..ranked })
        }
        None => Ok(ranked),
    }
}

/// Ranks the articles of one selection after the other by the same options.
struct Ranker<'a> {
    engine: &'a dyn Engine,
    options: &'a SearchOptions,
    sort: Sort,
    /// The meaning vector of the query; `None` if it has none or hits are not reranked.
    meaning: Option<MeaningVector>,
    is_expanded: bool,
}

impl<'a> Ranker<'a> {
    fn new(engine: &'a dyn Engine, resolved: &ResolvedQuery, options: &'a SearchOptions) -> Result<Self, EngineError> {
        let default_sort = if resolved.has_text() { Sort::Relevance } else { Sort::Newest };
        let sort = options.order.map_or(default_sort, Sort::from);
        let has_scores = sort == Sort::Relevance && options.limit > 0 && resolved.has_text();
        let is_reranked = has_scores && options.ranking.rerank;
        let meaning = if is_reranked { query_meaning(engine, &resolved.query, POLICY.rerank)? } else { None };
        Ok(Self { engine, options, sort, meaning, is_expanded: has_scores && options.ranking.expand })
    }

    fn rank(&self, selection: &Selection, resolved: &ResolvedQuery) -> Result<RankedPage, EngineError> {
        let Self { engine, options, .. } = *self;
        let end = options.offset.saturating_add(options.limit);
        let request = Request {
            folders: &options.folders,
            sort: self.sort,
            recency: options.ranking.half_life.map(|half_life| Recency { half_life, today: options.today }),
            limit: if self.meaning.is_some() || self.is_expanded { end.max(POLICY.rerank.window) } else { end },
            ..selection.request()
        };
        let mut page = self.candidates(&request)?;
        let mut expansion = QueryExpansion::default();
        if self.is_expanded {
            expansion = expand_query(engine, &resolved.query, &page.candidates, POLICY.expansion)?;
        }
        let request = Request { expanded_by: &expansion.queries, ..request };
        let mut notes = [resolved.notes_with(&page.truncated), selection.notes.clone()].concat();
        if !expansion.words.is_empty() {
            page = self.candidates(&request)?;
            notes.push(SearchNote::Expanded { words: expansion.words });
        }
        let is_by_score = self.sort == Sort::Relevance;
        let needs_scores = options.explain || options.ranking.expand || options.ranking.half_life.is_some();
        if needs_scores && !is_by_score {
            notes.push(SearchNote::SortedByDate);
        }
        let CandidatePage { mut candidates, total, .. } = page;
        candidates.truncate(end);
        candidates.drain(..options.offset.min(candidates.len()));
        let addresses: Vec<_> = candidates.iter().map(|candidate| candidate.address).collect();
        let contributions =
            (options.explain && is_by_score).then(|| engine.contributions(&request, &addresses)).transpose()?;
        let highlighted = selection.highlighted.clone();
        Ok(RankedPage { candidates, total, highlighted, is_relaxed: false, notes, contributions })
    }

    /// Returns the candidates of a request, the first ones reranked by their meaning vectors.
    fn candidates(&self, request: &Request<'_>) -> Result<CandidatePage, EngineError> {
        let page = self.engine.search(request)?;
        let mut candidates: Vec<RankedCandidate> = page.found.into_iter().map(RankedCandidate::from).collect();
        let window = candidates.len().min(POLICY.rerank.window);
        if let (Some(meaning), Some(best)) = (&self.meaning, candidates.get_mut(..window)) {
            let addresses: Vec<_> = best.iter().map(|candidate| candidate.address).collect();
            for (candidate, of_article) in best.iter_mut().zip(self.engine.meanings(&addresses)?) {
                candidate.similarity = of_article.map(|of_article| of_article.similarity(meaning));
            }
            rerank(best, POLICY.rerank);
        }
        Ok(CandidatePage { candidates, total: page.total, truncated: page.truncated })
    }
}

/// The first candidates of a request.
struct CandidatePage {
    candidates: Vec<RankedCandidate>,
    total: usize,
    truncated: Vec<TruncatedPattern>,
}
