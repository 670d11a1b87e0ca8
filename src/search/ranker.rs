//! The order of hits: candidates by BM25 from the engine, then query expansion and the rerank.

use super::quoted_parts::quoted_note;
use super::resolved_query::ResolvedQuery;
use super::search_error::SearchError;
use super::search_note::{PartialMatch, SearchNote};
use super::search_options::SearchOptions;
use super::selection::Selection;
use crate::engine::{Contribution, Engine, EngineError, Recency, Request, Sort, TruncatedPattern, Upcoming};
use crate::query::Query;
use crate::ranking::{
    MatchMode, QueryExpansion, RankedCandidate, WordSequence, expand_query, query_meaning, rerank, word_evidence,
};
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
    /// The number of matching articles that have all words.
    pub total_with_all: usize,
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
    let all = Selection::all(resolved);
    let any = Selection::any(resolved);
    if let (Some(any), MatchMode::Any | MatchMode::AllFirst) = (&any, options.ranking.matching) {
        engine.prepare(Upcoming::Totals(&[total_request(&all, options), total_request(any, options)]))?;
    }
    let ranker = Ranker::new(engine, resolved, options)?;
    let most = || Selection::most(resolved, engine, &options.folders);
    let mut page = match options.ranking.matching {
        MatchMode::All => return ranker.all(&all),
        MatchMode::Any => ranker.some(&all, any),
        MatchMode::Most => ranker.some(&all, most()?),
        MatchMode::AllFirst if ranker.sort == Sort::Relevance => ranker.all_first(&all, any),
        MatchMode::AllFirst => match ranker.all(&all)? {
            RankedPage { total: 0, .. } => ranker.some(&all, most()?.map(Selection::with_relaxation_note)),
            ranked => Ok(ranked),
        },
    }?;
    page.notes.extend(quoted_note(resolved, page.total, |selection| ranker.total(selection))?);
    Ok(page)
}

/// Ranks the articles of successive selections with the same options.
struct Ranker<'a> {
    engine: &'a dyn Engine,
    resolved: &'a ResolvedQuery,
    options: &'a SearchOptions,
    sort: Sort,
    /// Whether the best hits are reranked.
    is_reranked: bool,
    /// The content words of the query in order.
    wording: WordSequence,
    /// The meaning vector of the query; `None` if it has none or hits are not reranked.
    meaning: Option<MeaningVector>,
    is_expanded: bool,
}

impl<'a> Ranker<'a> {
    fn new(
        engine: &'a dyn Engine,
        resolved: &'a ResolvedQuery,
        options: &'a SearchOptions,
    ) -> Result<Self, EngineError> {
        let default_sort = if resolved.has_text() { Sort::Relevance } else { Sort::Newest };
        let sort = options.order.map_or(default_sort, Sort::from);
        let has_scores = sort == Sort::Relevance && options.limit > 0 && resolved.has_text();
        let is_reranked = has_scores && options.ranking.rerank;
        let wording = WordSequence::of(&resolved.query, &resolved.stop_words);
        let meaning = if is_reranked { query_meaning(engine, &resolved.query, POLICY.rerank)? } else { None };
        Ok(Self {
            engine,
            resolved,
            options,
            sort,
            is_reranked,
            wording,
            meaning,
            is_expanded: has_scores && options.ranking.expand,
        })
    }

    /// Returns the page of the articles that have all words.
    fn all(&self, all: &Selection) -> Result<RankedPage, SearchError> {
        Ok(self.rank(all, self.options.offset, self.options.limit)?)
    }

    /// Returns the page of the articles of another selection, or of those with all words if there is none.
    fn some(&self, all: &Selection, some: Option<Selection>) -> Result<RankedPage, SearchError> {
        let Some(some) = some else { return self.all(all) };
        let with_all = self.total(all)?;
        let page = if self.is_word_first() { self.both_lists(all, &some, with_all)? } else { self.all(&some)? };
        Ok(RankedPage { total_with_all: with_all, ..page })
    }

    /// Returns the page of the articles with any of the words. Those with all words come first if the query is short and a page can be filled with
    /// them. The order depends neither on the page nor on its length.
    fn all_first(&self, all: &Selection, any: Option<Selection>) -> Result<RankedPage, SearchError> {
        let Some(any) = any else { return self.all(all) };
        let with_all = self.total(all)?;
        let parts = self.resolved.query.parts().iter().filter(|part| part.has_text()).count();
        let is_of_compounds = self.is_word_first();
        let first = is_of_compounds || (parts <= POLICY.short_query && with_all >= POLICY.full_page);
        let mut page = if first { self.both_lists(all, &any, with_all)? } else { self.all(&any)? };
        page.total_with_all = with_all;
        if with_all < page.total {
            page.notes.push(SearchNote::SomeWords(PartialMatch { parts, with_all, first, is_of_compounds }));
        }
        Ok(page)
    }

    /// Returns whether the articles with the only word of the query come before those with its compounds.
    fn is_word_first(&self) -> bool {
        let mut parts = self.resolved.query.parts().iter().filter(|part| part.has_text());
        let only = parts.next().filter(|_| parts.next().is_none());
        only.is_some_and(|only| self.resolved.related.iter().any(|related| related.word == *only))
    }

    /// Returns the page of two lists one after the other: the articles with all words, then the rest.
    fn both_lists(&self, all: &Selection, any: &Selection, with_all: usize) -> Result<RankedPage, EngineError> {
        let SearchOptions { offset, limit, .. } = *self.options;
        let rest = any.clone().without(all);
        let page = if offset < with_all {
            let of_first = (with_all - offset).min(limit);
            let mut page = self.rank(all, offset, of_first)?;
            if of_first < limit {
                let more = self.rank(&rest, 0, limit - of_first)?;
                page.candidates.extend(more.candidates);
                page.contributions =
                    page.contributions.zip(more.contributions).map(|(first, more)| [first, more].concat());
            }
            page
        } else {
            self.rank(&rest, offset - with_all, limit)?
        };
        let total = self.total(any)?;
        Ok(RankedPage { total, highlighted: any.highlighted.clone(), ..page })
    }

    /// Returns the number of articles of a selection.
    fn total(&self, selection: &Selection) -> Result<usize, EngineError> {
        Ok(self.engine.search(&total_request(selection, self.options))?.total)
    }

    /// Returns a page of the articles of a selection.
    fn rank(&self, selection: &Selection, offset: usize, limit: usize) -> Result<RankedPage, EngineError> {
        let Self { engine, options, resolved, .. } = *self;
        let end = offset.saturating_add(limit);
        let request = Request {
            folders: &options.folders,
            sort: self.sort,
            recency: options.ranking.half_life.map(|half_life| Recency { half_life, today: options.today }),
            limit: if self.is_reranked || self.is_expanded { end.max(POLICY.rerank.window) } else { end },
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
        candidates.drain(..offset.min(candidates.len()));
        let addresses: Vec<_> = candidates.iter().map(|candidate| candidate.address).collect();
        let contributions =
            (options.explain && is_by_score).then(|| engine.contributions(&request, &addresses)).transpose()?;
        let highlighted = selection.highlighted.clone();
        Ok(RankedPage { candidates, total, total_with_all: total, highlighted, notes, contributions })
    }

    /// Returns the candidates of a request, the first ones reranked.
    fn candidates(&self, request: &Request<'_>) -> Result<CandidatePage, EngineError> {
        let page = self.engine.search(request)?;
        let mut candidates: Vec<RankedCandidate> = page.found.into_iter().map(RankedCandidate::from).collect();
        let window = candidates.len().min(POLICY.rerank.window);
        if let Some(best) = candidates.get_mut(..window).filter(|_| self.is_reranked) {
            let addresses: Vec<_> = best.iter().map(|candidate| candidate.address).collect();
            if let Some(meaning) = &self.meaning {
                for (candidate, of_article) in best.iter_mut().zip(self.engine.meanings(&addresses)?) {
                    candidate.similarity = of_article.map(|of_article| of_article.similarity(meaning));
                }
            }
            if let Some(evidence) = word_evidence(self.engine, &self.wording, &addresses)? {
                for (candidate, evidence) in best.iter_mut().zip(evidence) {
                    candidate.evidence = Some(evidence);
                }
            }
            rerank(best, self.wording.length, POLICY.rerank);
        }
        Ok(CandidatePage { candidates, total: page.total, truncated: page.truncated })
    }
}

/// Returns the request for the number of articles of a selection.
fn total_request<'a>(selection: &'a Selection, options: &'a SearchOptions) -> Request<'a> {
    Request { folders: &options.folders, sort: Sort::AsKept, ..selection.request() }
}

/// The first candidates of a request.
struct CandidatePage {
    candidates: Vec<RankedCandidate>,
    total: usize,
    truncated: Vec<TruncatedPattern>,
}
