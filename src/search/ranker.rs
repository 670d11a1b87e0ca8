//! The answers to a question in their final order: found by the engine, put in order again by what they are about and how new they are.

use super::selection::Selection;
use super::{ResolvedQuery, SearchError, SearchOptions};
use crate::engine::{Contribution, Engine, EngineError, Recency, Request, Sort, TruncatedPattern};
use crate::query::Query;
use crate::ranking::{MatchMode, QueryExpansion, RankedCandidate, WINDOW, expand_query, query_meaning, rerank};
use crate::text::MeaningVector;

/// RankedCandidates in their final order.
pub(super) struct RankedHits {
    /// Those that were asked for.
    pub answers: Vec<RankedCandidate>,
    /// How many there are in all.
    pub total: usize,
    /// What is marked in them.
    pub marked: Query,
    /// Whether nothing has all the words, so that articles with most of them answer.
    pub fell_back: bool,
    /// What to say of how the question was read.
    pub notes: Vec<String>,
    /// What each word adds to each of their scores, if that was asked.
    pub contributions: Option<Vec<Vec<Contribution>>>,
}

/// RankedCandidates a question.
pub(super) fn ranked(
    engine: &dyn Engine,
    understood: &ResolvedQuery,
    options: &SearchOptions,
) -> Result<RankedHits, SearchError> {
    let mode = options.ranking.matching;
    let selection = match mode {
        MatchMode::Any => Selection::any(understood),
        MatchMode::Most => Selection::most(understood, engine, &options.folders)?,
        MatchMode::All | MatchMode::AllOrMost => None,
    };
    let order = Ranker::new(engine, understood, options)?;
    let selection = selection.unwrap_or_else(|| Selection::all(understood));
    let ranked = order.ranked(&selection, understood)?;
    if ranked.total > 0 || mode != MatchMode::AllOrMost {
        return Ok(ranked);
    }
    match Selection::most(understood, engine, &options.folders)? {
        Some(most) => {
            let ranked = order.ranked(&most.instead_of_all(), understood)?;
            Ok(RankedHits { fell_back: true, ..ranked })
        }
        None => Ok(ranked),
    }
}

/// In what order answers are wanted.
struct Ranker<'a> {
    engine: &'a dyn Engine,
    options: &'a SearchOptions,
    sort: Sort,
    /// What is asked about, where it is known and counts.
    about: Option<MeaningVector>,
    /// Whether words that the best have in common count.
    is_expanded: bool,
}

impl<'a> Ranker<'a> {
    fn new(
        engine: &'a dyn Engine,
        understood: &ResolvedQuery,
        options: &'a SearchOptions,
    ) -> Result<Self, EngineError> {
        let default_sort = if understood.has_text() { Sort::Relevance } else { Sort::Newest };
        let sort = options.sort.unwrap_or(default_sort);
        let is_ranked = sort == Sort::Relevance && options.limit > 0 && understood.has_text();
        let is_about = is_ranked && options.ranking.rerank;
        let about = if is_about { query_meaning(engine, &understood.words)? } else { None };
        Ok(Self { engine, options, sort, about, is_expanded: is_ranked && options.ranking.expand })
    }

    /// Returns the answers that a selection makes.
    fn ranked(&self, selection: &Selection, understood: &ResolvedQuery) -> Result<RankedHits, EngineError> {
        let Self { engine, options, .. } = *self;
        let end = options.offset.saturating_add(options.limit);
        let request = Request {
            folders: &options.folders,
            sort: self.sort,
            recency: options.ranking.half_life.map(|half_life| Recency { half_life, today: options.today }),
            limit: if self.about.is_some() || self.is_expanded { end.max(WINDOW) } else { end },
            ..selection.request()
        };
        let mut answers = self.in_order(&request)?;
        let mut expanded = QueryExpansion::default();
        if self.is_expanded {
            expanded = expand_query(engine, &understood.words, &answers.scored)?;
        }
        let request = Request { expanded_by: &expanded.queries, ..request };
        let mut notes = [understood.notes_with(&answers.truncated), selection.notes.clone()].concat();
        if !expanded.words.is_empty() {
            answers = self.in_order(&request)?;
            notes.push(format!("ranked by these words too: {}", expanded.words.join(", ")));
        }
        let is_by_score = self.sort == Sort::Relevance;
        let is_about_scores = options.explain || options.ranking.expand || options.ranking.half_life.is_some();
        if is_about_scores && !is_by_score {
            notes.push("in the order of dates there are no scores to explain or to change".to_owned());
        }
        let RankedCandidates { mut scored, total, .. } = answers;
        scored.truncate(end);
        scored.drain(..options.offset.min(scored.len()));
        let addresses: Vec<_> = scored.iter().map(|answer| answer.address).collect();
        let contributions =
            (options.explain && is_by_score).then(|| engine.contributions(&request, &addresses)).transpose()?;
        Ok(RankedHits {
            answers: scored,
            total,
            marked: selection.marked.clone(),
            fell_back: false,
            notes,
            contributions,
        })
    }

    /// Returns the answers to a request; the best of them by what they are about too.
    fn in_order(&self, request: &Request<'_>) -> Result<RankedCandidates, EngineError> {
        let page = self.engine.search(request)?;
        let mut scored: Vec<RankedCandidate> = page.found.into_iter().map(RankedCandidate::from).collect();
        let window = scored.len().min(WINDOW);
        if let (Some(about), Some(best)) = (&self.about, scored.get_mut(..window)) {
            let addresses: Vec<_> = best.iter().map(|answer| answer.address).collect();
            for (answer, meaning) in best.iter_mut().zip(self.engine.meanings(&addresses)?) {
                answer.likeness = meaning.map(|meaning| meaning.similarity(about));
            }
            rerank(best);
        }
        Ok(RankedCandidates { scored, total: page.total, truncated: page.truncated })
    }
}

/// RankedCandidates from the first on.
struct RankedCandidates {
    scored: Vec<RankedCandidate>,
    total: usize,
    truncated: Vec<TruncatedPattern>,
}
