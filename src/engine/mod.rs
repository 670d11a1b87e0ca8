//! The traits [`Engine`] and [`Writer`], and the engines behind them.
//!
//! The rest of Dateline sends an [`Engine`] a [`Request`] and gives articles to a [`Writer`]. Only `open.rs` knows the implementations; today there is
//! one, tantivy in the process.

mod analysis;
mod bigrams;
mod counts;
mod deadline;
mod error;
mod guard;
mod open;
mod opensearch;
mod request;
mod snapshot;
mod stamp;
mod tantivy;
mod upcoming;
mod versions;
mod word_places;

pub use counts::{MatchCount, MatchCounts};
pub use deadline::{Deadline, Pace};
pub use error::EngineError;
pub use open::{
    Opened, adopt_store, create_store, create_store_folder, current_store, discard_store, engine_paths, exists,
    is_on_cluster, leftovers, make_current, named_store, open_earlier, open_reader, open_store, open_writer,
    recover_store, remove_unused_stores, store_state, use_cluster,
};
pub use opensearch::{ClusterAccess, ClusterError, ClusterLocation, ClusterSettings, Credentials, LocationError};
pub use request::{
    ArchiveStats, ArticleAddress, Candidate, Candidates, ClusterState, CompoundWords, Contribution, Count,
    LanguageChanges, MinimumMatch, Recency, Request, Sort, TruncatedPattern,
};
pub use snapshot::{SharedFiles, StoreSnapshot, place_file};

pub use upcoming::Upcoming;
pub use versions::settle_versions;
pub use word_places::{ArticlePlaces, PlacedWord, Places, WordPlaces};

use crate::article::{Article, ArticleId, FilePath, Grouping, Language};
use crate::query::Field;
use crate::text::{MeaningVector, WordPattern};
use std::ops::ControlFlow;

/// An index opened for searching.
pub trait Engine: Send + Sync {
    /// Returns the same index for a search with a time limit, after which every method fails with [`EngineError::TimeLimit`]. Addresses are valid in both.
    fn within(&self, deadline: Deadline) -> Box<dyn Engine>;

    /// Returns the languages of the articles, with `None` if some have no known language.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError>;

    /// Returns the page of matching articles, in order, and the total.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn search(&self, request: &Request<'_>) -> Result<Candidates, EngineError>;

    /// Counts all matching articles, by group if `by` is given, and with `matches` also their matches. Reads no article; where the index alone is not enough
    /// to count matches, [`MatchCounts::has_matches`] is false.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, matches: bool) -> Result<MatchCounts, EngineError>;

    /// Returns the addresses of all matching articles, in order. Offset and limit are ignored.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn addresses(&self, request: &Request<'_>) -> Result<(Vec<ArticleAddress>, Vec<TruncatedPattern>), EngineError>;

    /// Returns the contribution of each word of the query to the scores of articles, in the order of the addresses, which come from this engine.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn contributions(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError>;

    /// Returns the largest number of parts of [`Request::minimum_match`] that any matching article has; 0 if none matches.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError>;

    /// Returns the positions of some words in headline, lead and body of articles, whose addresses come from this engine.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn word_places(&self, words: &[PlacedWord], addresses: &[ArticleAddress]) -> Result<WordPlaces, EngineError>;

    /// Returns the meaning vectors of articles; `None` for an article without one.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn meanings(&self, addresses: &[ArticleAddress]) -> Result<Vec<Option<MeaningVector>>, EngineError>;

    /// Returns the document frequency of a stem, and the number of all articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError>;

    /// Prepares for the next calls. A remote engine fetches in one request what they ask for one by one; others have nothing to prepare.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn prepare(&self, upcoming: Upcoming<'_>) -> Result<(), EngineError>;

    /// Passes all matching articles to `visit` in batches, in the order of [`Sort::AsKept`], until it breaks. Does so only if that is faster than reading by
    /// address, and returns whether it did. Ignores offset, limit and order of the request.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn each_article(&self, request: &Request<'_>, visit: &mut ArticleVisitor<'_>) -> Result<bool, EngineError>;

    /// Passes the articles at some addresses, which came from this engine, to `visit` in the order of the addresses. A remote engine reads as many at once as
    /// fit in one response.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_at(&self, addresses: &[ArticleAddress], visit: &mut dyn FnMut(Article)) -> Result<(), EngineError>;

    /// Returns the article at an address that came from this engine.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn article_at(&self, address: ArticleAddress) -> Result<Article, EngineError> {
        let mut article = None;
        self.articles_at(&[address], &mut |found| article = Some(found))?;
        article.ok_or_else(|| EngineError::Corrupt("no article".to_owned()))
    }

    /// Returns the words of running text that match a pattern, each with its document frequency: at most `most`, the most frequent first.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<Count<String>>, EngineError>;

    /// Returns the compounds of folded words, in the order of the words, from the vocabulary of the archive and the rules of `languages`.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn compounds(&self, terms: &[String], languages: &[Option<Language>]) -> Result<Vec<CompoundWords>, EngineError>;

    /// Returns the share of articles in any of the languages, from 0 to 1.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError>;

    /// Returns whether any article has the folded word as an acronym: in capitals among words that are not.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn has_acronym(&self, term: &str) -> Result<bool, EngineError>;

    /// Returns whether any article has a value in a field. It may be true if only deleted articles had one.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn has_value(&self, field: Field) -> Result<bool, EngineError>;

    /// Returns the statistics of the archive.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn stats(&self) -> Result<ArchiveStats, EngineError>;

    /// Returns the identities of the articles of one file, without reading the articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError>;

    /// Returns the articles with an id: several if several files contain the article.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_with_id(&self, id: &ArticleId) -> Result<Vec<Article>, EngineError>;

    /// Returns the articles of one file as they were indexed.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError>;

    /// Calls `visit` with every file that has articles and their number, in no particular order. A file may come several times, each time with other articles.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn each_file(&self, visit: &mut dyn FnMut(&FilePath, u32)) -> Result<(), EngineError>;

    /// Returns the articles of unsure language whose language the sure articles change. Reads no article; takes time in proportion to the number of articles
    /// if any is unsure, and almost none otherwise.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn language_changes(&self) -> Result<LanguageChanges, EngineError>;

    /// Returns the ids whose articles [`settle_versions`] would mark differently. Reads no article; takes almost no time if no article states a version or is
    /// withdrawn.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn unsettled_versions(&self) -> Result<Vec<ArticleId>, EngineError>;

    /// Returns the generation of the last commit (see [`Writer::commit`]); 0 before the first.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn generation(&self) -> Result<u64, EngineError>;

    /// Verifies all files of the index, and returns one error for each that is damaged.
    ///
    /// # Errors
    /// If the index cannot be read for another reason.
    fn damage(&self) -> Result<Vec<EngineError>, EngineError>;
}

/// Receives batches of articles with their addresses (see [`Engine::each_article`]).
pub type ArticleVisitor<'a> = dyn FnMut(Vec<(ArticleAddress, Article)>) -> ControlFlow<()> + Send + 'a;

/// The identity of an article in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldArticle {
    /// The article's id.
    pub id: ArticleId,
    /// [`Article::fingerprint`] as of indexing.
    pub fingerprint: u64,
    /// When the archive first saw it, in seconds since 1970.
    pub added: i64,
    /// Whether it states a version, or is superseded or withdrawn. Other versions share its id.
    pub has_version: bool,
}

/// An article that the index will always refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedArticle {
    /// The file that the article comes from.
    pub file: FilePath,
    /// The path inside the file, if that is a container.
    pub member: Option<String>,
    /// The number of the record.
    pub record: u32,
    /// The reason that the index gives.
    pub reason: String,
}

/// The resources that a writer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriterOptions {
    /// The memory that indexing may use, in bytes.
    pub memory: usize,
    /// The number of threads that build the index.
    pub threads: usize,
}

/// An index opened for writing. Changes take effect at [`Writer::commit`]. A crash never undoes a commit.
pub trait Writer: Send + Sync {
    /// Adds an article.
    ///
    /// # Errors
    /// If the index cannot be written; the error may be from an article added earlier.
    fn add(&self, article: Article) -> Result<(), EngineError>;

    /// Removes all the articles of a file that were added before.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    fn remove_file(&self, file: &FilePath) -> Result<(), EngineError>;

    /// Removes the articles with this id that were added before, whichever file they come from.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    fn remove_article(&self, id: &ArticleId) -> Result<(), EngineError>;

    /// Commits everything since the last commit, durably, as `generation`. Returns the articles that the index has refused for good.
    ///
    /// # Errors
    /// If the index cannot be written; then everything since the last commit is undone.
    fn commit(&mut self, generation: u64) -> Result<Vec<RefusedArticle>, EngineError>;

    /// Ends writing and waits for merges.
    ///
    /// # Errors
    /// If the index cannot be written. Earlier commits stay.
    fn finish(self: Box<Self>) -> Result<(), EngineError>;
}
