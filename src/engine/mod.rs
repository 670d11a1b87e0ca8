//! What keeps the articles and finds them: the traits, and the engines behind them.
//!
//! The rest of Dateline sees an archive as an [`Engine`] that answers a [`Request`] and a [`Writer`] that takes articles in. Which
//! engine that is, `open.rs` alone decides; today it is tantivy, embedded in the process.

mod counts;
mod error;
mod open;
mod request;
mod stamp;
mod tantivy;

pub use counts::{MatchCount, MatchCounts};
pub use error::EngineError;
pub use open::{
    Opened, create_store, current_store, discard_store, exists, make_current, open_earlier, open_reader, open_writer,
};
pub use request::{
    ArchiveStats, ArticleAddress, Candidate, Candidates, Contribution, Count, MinimumMatch, Recency, Request, Sort,
    TruncatedPattern,
};

use crate::article::{Article, ArticleId, FilePath, Grouping, Language};
use crate::text::{MeaningVector, WordPattern};

/// An archive that can be asked.
pub trait Engine: Send + Sync {
    /// Returns the languages of the articles held; `None` is among them if there are articles of no known language.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError>;

    /// Returns the articles that answer, in order, and how many there are in all.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn search(&self, request: &Request<'_>) -> Result<Candidates, EngineError>;

    /// MatchCounts all the articles that answer, apart by what they are if that is asked, and with `places` those places in them that the query
    /// asks for. No article is read; where the places cannot be told without, they are not counted.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, places: bool) -> Result<MatchCounts, EngineError>;

    /// Returns where all the articles are that answer, in order; offset and limit do not count.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn addresses(&self, request: &Request<'_>) -> Result<(Vec<ArticleAddress>, Vec<TruncatedPattern>), EngineError>;

    /// Returns what each word of the query adds to the scores of answers that this very engine gave to the request, in the order of the addresses.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn contributions(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError>;

    /// Returns how many of the parts of [`Request::minimum_match`] the article has that has the most of them; 0 if nothing answers.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError>;

    /// Returns what the articles in addresses are about, as [`text::MeaningVector`](crate::text::MeaningVector) has it; `None` where that is unknown.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn meanings(&self, addresses: &[ArticleAddress]) -> Result<Vec<Option<MeaningVector>>, EngineError>;

    /// Returns how many articles have any word of a stem, and how many articles there are.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError>;

    /// Returns the article in a address that this very engine gave.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn article_at(&self, address: ArticleAddress) -> Result<Article, EngineError>;

    /// Returns printed words of running text that fit the pattern, each with the number of articles that have it: at most so many, the
    /// most frequent first.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<Count<String>>, EngineError>;

    /// Returns whether any article prints a folded word in capitals among words that are not.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn has_acronym(&self, term: &str) -> Result<bool, EngineError>;

    /// Returns what the archive holds.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn stats(&self) -> Result<ArchiveStats, EngineError>;

    /// Returns what is held of one file.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError>;

    /// Returns the articles with that id: several if several files have the same article.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn articles_with_id(&self, id: &ArticleId) -> Result<Vec<Article>, EngineError>;

    /// Returns the articles of one file as they were indexed.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError>;

    /// Calls `visit` with every file that has articles in the archive, in no particular order; a file may come twice.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn each_file(&self, visit: &mut dyn FnMut(&FilePath)) -> Result<(), EngineError>;

    /// Returns the number of the last commit, as it was given to [`Writer::commit`]; 0 before the first.
    fn generation(&self) -> u64;
}

/// What the archive knows of an article without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldArticle {
    /// The article's id.
    pub id: ArticleId,
    /// [`Article::fingerprint`] when it was indexed.
    pub fingerprint: u64,
    /// When the archive first saw it, in seconds since 1970.
    pub added: i64,
}

/// The resources that a writer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterOptions {
    /// How much memory indexing may take, in bytes.
    pub memory: usize,
    /// How many threads build the index.
    pub threads: usize,
}

/// An archive that is being written. Nothing counts before [`Writer::commit`]; what was committed stays whatever happens.
pub trait Writer: Send + Sync {
    /// Adds an article.
    ///
    /// # Errors
    /// If the index cannot be written; an error may be of an article that was added before.
    fn add(&self, article: Article) -> Result<(), EngineError>;

    /// Removes all the articles of a file that were added before.
    fn remove_file(&self, file: &FilePath);

    /// Removes the articles of that id that were added before, from whatever file.
    fn remove_article(&self, id: &ArticleId);

    /// Makes everything since the last commit count, durably, under the number `generation`.
    ///
    /// # Errors
    /// If the index cannot be written; then everything since the last commit is undone.
    fn commit(&mut self, generation: u64) -> Result<(), EngineError>;

    /// Ends writing: waits until the index is in good order.
    ///
    /// # Errors
    /// If the index cannot be written. What was committed counts all the same.
    fn finish(self: Box<Self>) -> Result<(), EngineError>;
}
