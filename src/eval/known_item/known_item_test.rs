//! The parameters of a known-item test, and its errors.

use super::headline_removal::without_headline;
use crate::article::Article;
use crate::engine::EngineError;
use crate::eval::topic_search::TopicSearchOptions;
use crate::search::SearchError;
use std::path::PathBuf;

/// The depth to which a ranking is searched for the article.
pub(super) const DEPTH: usize = 100;

/// The query for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KnownItemKind {
    /// The headline, searched in an index without headlines.
    Headline,
    /// A sentence of the last third of the text without 30 % of its words.
    Sentence,
}

impl KnownItemKind {
    /// Returns an article in the form that the test indexes.
    pub(super) fn indexed(self, article: Article) -> Article {
        match self {
            Self::Headline => without_headline(article),
            Self::Sentence => article,
        }
    }
}

/// The parameters of a known-item test.
#[derive(Debug, Clone)]
pub struct KnownItemTest {
    /// The query for an article.
    pub kind: KnownItemKind,
    /// The number of articles to find.
    pub sample: usize,
    /// The seed of all random choices.
    pub seed: u64,
    /// The number of articles to search in; `None` for all.
    pub of: Option<usize>,
    /// Whether to run the baseline as well.
    pub baseline: bool,
    /// The search options. Only articles that pass the filters are searched for and found.
    pub options: TopicSearchOptions,
    /// An existing folder for a temporary copy of the index.
    pub scratch: PathBuf,
}

/// Work of a known-item test that grows with the number of articles searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownItemWork {
    /// Making a copy of the index without headlines.
    IndexCopy,
    /// Keeping the words of every article in memory, for the baseline.
    WordsInMemory,
}

/// Why a known-item test failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KnownItemError {
    /// A query could not be searched.
    #[error("cannot search the archive")]
    Search(#[from] SearchError),
    /// The archive cannot be read, or its copy cannot be written.
    #[error("the known-item test failed")]
    Engine(#[from] EngineError),
    /// The folder for the copy of the index is not writable.
    #[error("cannot write a copy of the index to {}", .folder.display())]
    Scratch {
        /// The folder.
        folder: PathBuf,
        /// The error of the file system.
        #[source]
        source: std::io::Error,
    },
    /// The archive is too large to be tested as a whole without an explicit number of articles.
    #[error("too many articles for a known-item test: {articles}, more than {limit}")]
    TooLarge {
        /// The work that would take too long.
        work: KnownItemWork,
        /// The number of articles in the archive.
        articles: usize,
        /// The maximum number of articles searched by default.
        limit: usize,
    },
}
