//! What an engine is asked, and what it answers.

use crate::article::{FilePath, Language};
use crate::query::Query;

/// What is asked of an engine.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The query.
    pub query: &'a Query,
    /// What answers have to have some of, besides answering the query.
    pub minimum_match: Option<MinimumMatch<'a>>,
    /// Whether the query is prose, most of whose words came along: then what stands in half of the articles counts nothing.
    pub is_prose: bool,
    /// What answers rank by besides, whether they have it or not.
    pub ranks_by: &'a [Query],
    /// What they rank by besides that nobody asked for: words that the best answers have in common.
    pub expanded_by: &'a [Query],
    /// How the date of an answer counts in its score.
    pub recency: Option<Recency>,
    /// Only articles from files in these folders; from anywhere if there are none.
    pub folders: &'a [FilePath],
    /// The order of the answers.
    pub sort: Sort,
    /// How many of the first answers to pass over.
    pub offset: usize,
    /// How many answers to return.
    pub limit: usize,
}

impl<'a> Request<'a> {
    /// Returns the request for all answers to a query, the best first, of which none are returned: they are counted.
    pub fn new(query: &'a Query) -> Self {
        Self {
            query,
            minimum_match: None,
            is_prose: false,
            ranks_by: &[],
            expanded_by: &[],
            recency: None,
            folders: &[],
            sort: Sort::Relevance,
            offset: 0,
            limit: 0,
        }
    }
}

/// Some of several queries.
#[derive(Debug, Clone, Copy)]
pub struct MinimumMatch<'a> {
    /// The queries.
    pub parts: &'a [Query],
    /// How many of them have to be answered, at least.
    pub least: usize,
}

/// That what is new counts more: a score is halved for every half-life that an article is older than the newest.
///
/// Undated articles count as being as old as the oldest (see [`RecencyDecay`](crate::scoring::RecencyDecay)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// In days; more than 0.
    pub half_life: f64,
    /// Today, in seconds since 1970: what is dated later is as new as today.
    pub today: i64,
}

/// The order of answers. Ties are broken by the article's id and file, so the order is always the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The latest published first, undated articles last.
    Newest,
    /// The first published first, undated articles last.
    Oldest,
    /// As the engine keeps them, which is the fastest to read all of them. It changes with the history of the archive.
    AsKept,
}

/// Where an engine keeps an article: of use to the engine that gave it, as long as that is open. Slots in order are fast to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleAddress {
    pub(super) segment: u32,
    pub(super) document: u32,
}

/// The answers to a [`Request`].
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// How many articles answer in all, exactly.
    pub total: usize,
    /// The articles asked for, in order.
    pub found: Vec<Candidate>,
    /// The patterns that stand for more words than they were answered from.
    pub truncated: Vec<TruncatedPattern>,
}

/// A pattern that stands for more words of the archive than it is answered from: the most frequent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruncatedPattern {
    /// The pattern as typed.
    pub pattern: String,
    /// How many words it stands for.
    pub words: usize,
    /// How many of them it is answered from.
    pub answered_from: usize,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Where its article is.
    pub address: ArticleAddress,
    /// How well it answers: BM25, the same for the same articles whatever the history of the archive; to be compared within one search only.
    /// 0 where answers are not ranked.
    pub score: f64,
    /// By what its date multiplies the score; 1 without [`Request::recency`]. It is not yet part of the score.
    pub recency: f64,
}

/// What one word of a query adds to the score of one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The stem, or the pattern as typed.
    pub word: String,
    /// Whether it is a word of [`Request::expanded_by`], and not of the query.
    pub is_added: bool,
    /// What it counts in this query.
    pub weight: f64,
    /// How many articles have it.
    pub articles: u64,
    /// What it adds: its BM25 in the article times its weight.
    pub score: f64,
}

/// A name and how many articles have it.
pub type Count<T> = (T, u64);

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveStats {
    /// How many articles.
    pub articles: u64,
    /// How many files they are from.
    pub files: u64,
    /// The sources, the largest first.
    pub sources: Vec<Count<String>>,
    /// How many articles name no source.
    pub without_source: u64,
    /// The languages, the largest first; `None` where it is unknown.
    pub languages: Vec<Count<Option<Language>>>,
    /// The first and the last day of publication, as day numbers.
    pub days: Option<(i64, i64)>,
    /// How many articles have no date.
    pub undated: u64,
    /// The size of the index on disk, in bytes.
    pub bytes: u64,
}
