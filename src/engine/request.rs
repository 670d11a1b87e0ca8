//! Requests to an engine, and their results.

use crate::article::{ArticleKind, FilePath, Language};
use crate::query::Query;
use crate::text::ArchiveLanguages;
use serde::{Deserialize, Serialize};

/// A search request.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The query.
    pub query: &'a Query,
    /// Queries of which an article must match a minimum number, in addition to `query`.
    pub minimum_match: Option<MinimumMatch<'a>>,
    /// Whether the query is a long natural-language text, in which words that half of the articles contain add almost nothing.
    pub is_prose: bool,
    /// Queries that articles are also ranked by but need not match.
    pub ranks_by: &'a [Query],
    /// Queries from query expansion that articles are also ranked by.
    pub expanded_by: &'a [Query],
    /// Recency decay, if dates count.
    pub recency: Option<Recency>,
    /// Restricts the search to files in these folders; empty for no restriction.
    pub folders: &'a [FilePath],
    /// The order of the results.
    pub sort: Sort,
    /// The number of results to skip.
    pub offset: usize,
    /// The maximum number of results.
    pub limit: usize,
}

impl<'a> Request<'a> {
    /// Returns a request that counts the matches of a query and returns none of them.
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

/// A minimum number of queries to match.
#[derive(Debug, Clone, Copy)]
pub struct MinimumMatch<'a> {
    /// The queries.
    pub parts: &'a [Query],
    /// The minimum number of them that an article must match.
    pub least: usize,
}

/// Recency decay: a score is halved for every half-life that an article is older than the newest.
///
/// Undated articles count as old as the oldest (see [`RecencyDecay`](crate::scoring::RecencyDecay)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// In days; more than 0.
    pub half_life: f64,
    /// Today, in seconds since 1970: later dates count as today.
    pub today: i64,
}

/// The order of results. Ties are broken by a hash of id, file and record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By score, the best first.
    #[default]
    Relevance,
    /// The latest published first, undated articles last.
    Newest,
    /// The first published first, undated articles last.
    Oldest,
    /// The order on disk, which is the fastest to read. It changes with the history of the archive.
    AsKept,
}

/// The location of an article in an engine; valid only for the engine that returned it, while that is open. Ascending addresses are fast to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleAddress {
    pub(super) segment: u32,
    pub(super) document: u32,
}

/// The results of a [`Request`].
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The exact number of matching articles.
    pub total: usize,
    /// The requested articles, in order.
    pub found: Vec<Candidate>,
    /// The patterns that were searched with only some of their matching words.
    pub truncated: Vec<TruncatedPattern>,
}

/// A pattern that matches more words than were searched: only the most frequent ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruncatedPattern {
    /// The pattern as typed.
    pub pattern: String,
    /// The number of words that match the pattern.
    pub words: usize,
    /// The number of these words that were searched.
    pub answered_from: usize,
}

/// One matching article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The address of the article.
    pub address: ArticleAddress,
    /// The BM25 score, independent of the history of the archive, comparable within one search only; 0 if results are not ranked.
    pub score: f64,
    /// The factor from recency decay, not yet applied to the score; 1 without [`Request::recency`].
    pub recency: f64,
}

/// The contribution of one word to the score of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The stem, or the pattern as typed.
    pub word: String,
    /// Whether it is from [`Request::expanded_by`], not from the query.
    pub is_added: bool,
    /// Its weight in this query.
    pub weight: f64,
    /// Its document frequency.
    pub articles: u64,
    /// Its BM25 in the article times its weight.
    pub score: f64,
}

/// The compounds of a word, in languages that write them as one word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompoundWords {
    /// The words of the archive that begin with it, or if it is rare also those that end with it, folded, the most frequent first.
    pub compounds: Vec<String>,
    /// Its parts, folded, in order; empty if it is not a compound or not rare.
    pub parts: Vec<String>,
}

/// Articles of unsure language that will get another language.
#[derive(Debug, Default)]
pub struct LanguageChanges {
    /// The expected languages.
    pub expected: ArchiveLanguages,
    /// The addresses of the articles, in ascending order.
    pub articles: Vec<ArticleAddress>,
}

/// A value and its document frequency.
pub type Count<T> = (T, u64);

/// Statistics of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveStats {
    /// The number of articles.
    pub articles: u64,
    /// The number of files that they come from.
    pub files: u64,
    /// The sources, the largest first.
    pub sources: Vec<Count<String>>,
    /// The number of articles without a source.
    pub without_source: u64,
    /// The languages, the largest first; `None` where it is unknown.
    pub languages: Vec<Count<Option<Language>>>,
    /// The first and the last day of publication, as day numbers.
    pub days: Option<(i64, i64)>,
    /// The number of undated articles.
    pub undated: u64,
    /// The number of articles with only a summary or a part of their text.
    pub incomplete: u64,
    /// The number of articles that are superseded by another version, or withdrawn.
    pub superseded: u64,
    /// The number of articles of each kind other than a plain article.
    pub kinds: Vec<Count<ArticleKind>>,
    /// The size of the index on disk, in bytes; on a cluster without its replicas.
    pub bytes: u64,
    /// The cluster that holds the index; `None` if it is in the folder of the archive.
    pub cluster: Option<ClusterState>,
}

/// The state of a cluster, as far as it concerns one archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClusterState {
    /// The product and version, such as `OpenSearch 3.8.0`.
    pub version: String,
    /// The health of the index: `green`; `yellow` while a replica is missing; `red` while articles are.
    pub health: String,
    /// The number of nodes.
    pub nodes: u64,
    /// The number of primary shards.
    pub shards: u64,
    /// The number of replicas of each shard.
    pub replicas: u64,
}
