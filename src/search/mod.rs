//! The one service that every face of Dateline calls: a query in, ranked hits with passages out.
//!
//! It puts the pieces together — parser, engine, matcher, passages — and owns none of them. Nothing here knows whether the answer goes
//! to a terminal, a file or a browser.

mod acronym_fallback;
mod bigrams;
mod concordance;
mod count;
mod filters;
mod highlighter;
mod line_context;
mod ranked_articles;
mod ranker;
mod read_articles;
mod respelling;
mod search_query;
mod selection;
mod vocabulary;

pub use crate::engine::{ArchiveStats, Contribution, Group, Grouping};
pub use concordance::{Concordance, ConcordanceLine, ConcordanceOptions, LineArticle, LineOrder, concordance};
pub use count::{CountResults, CountRow, count};
pub use filters::{FilterError, Filters};
pub use highlighter::{Highlighter, spans_of};
pub use ranked_articles::{RankedArticle, rank_articles};
pub use read_articles::read_articles;
pub use search_query::{ResolvedQuery, SearchQuery, read_query, resolve_query};
pub use vocabulary::{VocabularyEntry, VocabularyError, VocabularyList, VocabularyQuery, list_vocabulary};

use crate::article::{Article, FilePath};
use crate::engine::{Engine, EngineError, Sort};
use crate::matching::{Passage, PassageOptions, passages};
use crate::query::Field;
use crate::ranking::{RankedCandidate, RankingOptions};
use ranker::ranked;
use std::ops::{ControlFlow, Range};
use std::time::Instant;

/// How a search is done.
#[derive(Debug, Clone, Default)]
pub struct SearchOptions {
    /// Only articles from files in these folders; from anywhere if there are none.
    pub folders: Vec<FilePath>,
    /// The order; `None` for the best first, or the newest first where the words do not rank.
    pub sort: Option<Sort>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to return.
    pub limit: usize,
    /// What to show of each hit.
    pub passages: PassageOptions,
    /// How the hits are ranked.
    pub ranking: RankingOptions,
    /// Today, in seconds since 1970: from when [`RankingOptions::half_life`] counts, at the latest.
    pub today: i64,
    /// Whether to say how each hit got its score.
    pub explain: bool,
}

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct SearchResults {
    /// The query as it was understood, filters included, in its canonical form.
    pub query: String,
    /// How many articles answer in all.
    pub total: usize,
    /// How many hits were passed over.
    pub offset: usize,
    /// How long it took.
    pub seconds: f64,
    /// What the user should know about how the query was read.
    pub notes: Vec<String>,
    /// Where nothing has all the words: the query respelled with words of the archive, which has hits.
    pub suggestion: Option<String>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
}

/// One article that answers.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// How well it answers; to be compared within one answer only.
    pub score: f64,
    /// How it got its score, if that was asked.
    pub explanation: Option<ScoreExplanation>,
    /// The article.
    pub article: Article,
    /// What matched in the headline, in bytes.
    pub headline_spans: Vec<Range<usize>>,
    /// What to show of the text, in its order.
    pub passages: Vec<Passage>,
}

/// How a hit got its score.
#[derive(Debug, Clone)]
pub struct ScoreExplanation {
    /// What each word adds to the score of the words.
    pub words: Vec<Contribution>,
    /// What else the score is made of.
    pub answer: RankedCandidate,
}

/// Why a search gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query makes no sense: what is wrong, the query with the place marked, and what was expected.
    #[error("{0}")]
    Query(String),
    /// A filter makes no sense.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The archive cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Answers a question from an archive.
///
/// # Errors
/// If the query or a filter makes no sense, or the archive cannot be read.
pub fn search(
    engine: &dyn Engine,
    question: &SearchQuery,
    options: &SearchOptions,
) -> Result<SearchResults, SearchError> {
    let begun = Instant::now();
    let understood = resolve_query(question)?.required()?.resolve_acronyms(engine)?;
    let query = understood.full_query().to_string();
    let ranked = ranked(engine, &understood, options)?;
    let suggestion = if ranked.total == 0 || ranked.fell_back {
        respelling::suggestion(engine, question, &understood, &options.folders)?
    } else {
        None
    };
    let marker = Highlighter::new(&ranked.marked, engine)?;
    let addresses: Vec<_> = ranked.answers.iter().map(|answer| answer.address).collect();
    let show = |_, article: Article, stems: &mut _| {
        let matches = marker.matches(&article, stems);
        let passages = passages(&article, &matches, options.passages);
        (spans_of(&matches, Field::Headline), passages, article)
    };
    let mut answers = ranked.answers.into_iter();
    let mut contributions = ranked.contributions.map(Vec::into_iter);
    let mut hits = Vec::with_capacity(addresses.len());
    read_articles(engine, &addresses, show, |(headline_spans, passages, article)| {
        let Some(answer) = answers.next() else { return ControlFlow::Break(()) };
        let words = contributions.as_mut().map(|of_answers| of_answers.next().unwrap_or_default());
        hits.push(Hit {
            rank: options.offset + hits.len() + 1,
            score: answer.score,
            explanation: words.map(|words| ScoreExplanation { words, answer }),
            headline_spans,
            passages,
            article,
        });
        ControlFlow::Continue(())
    })?;
    Ok(SearchResults {
        query,
        total: ranked.total,
        offset: options.offset,
        notes: ranked.notes,
        suggestion,
        hits,
        seconds: begun.elapsed().as_secs_f64(),
    })
}
