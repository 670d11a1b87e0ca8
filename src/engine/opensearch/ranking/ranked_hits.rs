//! Scores and sorts the articles that were read.

use super::clauses::ScoredClause;
use super::word_counter::WordCounter;
use crate::article::{Article, Language};
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::read_article::ReadArticle;
use crate::engine::opensearch::search_answer::FoundDocument;
use crate::engine::{EngineError, Request, Sort};
use crate::matching::{Matcher, PartMatcher};
use crate::parallel::{in_shares, shares_of};
use crate::scoring::{LengthNorms, RecencyDecay};
use crate::text::StemCache;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::sync::Arc;

/// A matching article with its sort keys. The best article compares as the least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::engine::opensearch) struct SelectedArticle {
    pub address: u64,
    pub score: f64,
    pub recency: f64,
    /// The sort key if the order is not by score; the greatest comes first.
    order: i64,
    tie: i64,
}

impl SelectedArticle {
    /// Returns the score to sort by.
    pub(super) fn key(&self) -> f64 {
        self.score * self.recency
    }
}

impl Eq for SelectedArticle {}

impl PartialOrd for SelectedArticle {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SelectedArticle {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.key().total_cmp(&self.key()))
            .then_with(|| other.order.cmp(&self.order))
            .then_with(|| self.tie.cmp(&other.tie))
            .then_with(|| self.address.cmp(&other.address))
    }
}

/// Scores the articles of one request.
pub(in crate::engine::opensearch) struct Scorer<'a> {
    index: &'a ClusterIndex,
    clauses: &'a [ScoredClause],
    counter: WordCounter<'a>,
    norms: LengthNorms,
    sort: Sort,
    decay: Option<RecencyDecay>,
    /// The condition to verify, if the cluster's query is not exact.
    test: Option<Test>,
    /// Whether the articles are cached for the next steps of the search.
    pub keeps: bool,
}

struct Test {
    matcher: Matcher,
    parts: Option<(PartMatcher, usize)>,
}

impl<'a> Scorer<'a> {
    /// Returns the scorer of a request; with `verifies` it drops the articles that do not match.
    pub(in crate::engine::opensearch) fn new(
        index: &'a ClusterIndex,
        request: &Request<'_>,
        clauses: &'a [ScoredClause],
        languages: &'a [Option<Language>],
        verifies: bool,
    ) -> Result<Self, EngineError> {
        let summary = index.summary()?;
        let recency = request.recency.filter(|_| !clauses.is_empty() && request.sort == Sort::Relevance);
        let decay = recency.map(|recency| RecencyDecay::new(recency.half_life, recency.today, summary.published));
        let test = verifies.then(|| Test {
            matcher: Matcher::new(request.query, languages),
            parts: request.minimum_match.map(|of| (PartMatcher::new(of.parts, request.query, languages), of.least)),
        });
        let norms = summary.norms();
        Ok(Self {
            index,
            clauses,
            counter: WordCounter::new(clauses, languages),
            norms,
            sort: request.sort,
            decay,
            test,
            keeps: true,
        })
    }

    /// Returns the query with recency decay, if the request has any.
    pub(super) fn with_decay(&self, query: Value) -> Value {
        let Some(decay) = &self.decay else { return query };
        let (newest, half_life, undated) = decay.parameters();
        let decayed =
            json!({ "exp": { field::ORDER: { "origin": newest, "scale": half_life, "offset": 0, "decay": 0.5 } } });
        let dated = |bound: Value| json!({ "range": { field::ORDER: bound } });
        let mut older = decayed;
        if let Some(older) = older.as_object_mut() {
            older.insert("filter".to_owned(), dated(json!({ "lt": newest })));
        }
        json!({ "function_score": {
            "query": query,
            "functions": [
                older,
                { "filter": dated(json!({ "gte": newest })), "weight": 1 },
                { "filter": { "bool": { "must_not": { "exists": { "field": field::ORDER } } } }, "weight": undated.max(f64::from(f32::MIN_POSITIVE)) },
            ],
            "score_mode": "first",
            "boost_mode": "multiply",
        }})
    }

    /// Scores articles that were read, and drops those that do not match.
    pub(in crate::engine::opensearch) fn score(
        &self,
        found: Vec<FoundDocument>,
    ) -> Result<Vec<SelectedArticle>, EngineError> {
        in_parallel(found, |found, stems| self.score_one(found, stems))
    }

    /// Returns the matching articles among those that were read, with their addresses.
    pub(super) fn accepted(&self, found: Vec<FoundDocument>) -> Result<Vec<(u64, Article)>, EngineError> {
        in_parallel(found, |found, stems| {
            let address = found.address();
            found.source.article.filter(|article| self.accepts(article, stems)).map(|article| (address, article))
        })
    }

    fn score_one(&self, found: FoundDocument, stems: &mut StemCache) -> Option<SelectedArticle> {
        let (address, tie, published) = (found.address(), found.tie(), found.order());
        let source = found.source;
        let mut score = 0.0;
        if let Some(article) = source.article {
            if !self.accepts(&article, stems) {
                return None;
            }
            if self.keeps || !self.clauses.is_empty() {
                let read = Arc::new(ReadArticle::new(article, source.length));
                score = self.score_of(&read, stems);
                if self.keeps {
                    self.index.articles().insert(address, &read);
                }
            }
        }
        let order = match self.sort {
            Sort::Relevance => 0,
            Sort::Newest => published.unwrap_or(i64::MIN),
            Sort::Oldest => published.map_or(i64::MIN, i64::saturating_neg),
            Sort::AsKept => i64::try_from(address).unwrap_or(i64::MAX).saturating_neg(),
        };
        let recency = self.decay.as_ref().map_or(1.0, |decay| decay.factor(published));
        let score = if self.sort == Sort::Relevance { score } else { 0.0 };
        Some(SelectedArticle { address, score, recency, order, tie })
    }

    /// Returns whether an article matches the request, where the cluster's query is not exact.
    fn accepts(&self, article: &Article, stems: &mut StemCache) -> bool {
        self.test.as_ref().is_none_or(|test| test.accepts(article, stems))
    }

    fn score_of(&self, article: &ReadArticle, stems: &mut StemCache) -> f64 {
        self.contributions(article, stems).into_iter().sum()
    }

    /// Returns the contribution of each clause to the score of an article.
    pub(in crate::engine::opensearch) fn contributions(
        &self,
        article: &ReadArticle,
        stems: &mut StemCache,
    ) -> Vec<f64> {
        let norm = self.norms.norm(article.length);
        let counts = self.counter.counts(article, stems);
        let score =
            |(clause, count): (&ScoredClause, u32)| clause.weight * f64::from(clause.bm25.score(norm, count as f32));
        self.clauses.iter().zip(counts).map(score).collect()
    }
}

/// Applies `map` to the documents in parallel, and returns the results in their order.
fn in_parallel<T: Send>(
    found: Vec<FoundDocument>,
    map: impl Fn(FoundDocument, &mut StemCache) -> Option<T> + Sync,
) -> Result<Vec<T>, EngineError> {
    in_shares(shares_of(found, 1), |of_thread| {
        let mut stems = StemCache::default();
        Ok(of_thread.into_iter().filter_map(|found| map(found, &mut stems)).collect())
    })
}

impl Test {
    fn accepts(&self, article: &Article, stems: &mut StemCache) -> bool {
        self.matcher.matches(article, stems).is_some()
            && self.parts.as_ref().is_none_or(|(parts, least)| {
                parts.matches(article, stems).filter(|matches| *matches).take(*least).count() == *least
            })
    }
}
