//! Statistics of an archive.

use crate::article::{ArticleKind, Language, from_day_number};
use crate::engine::{ClusterState, Engine, EngineError};
use jiff::civil::Date;

/// Statistics of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveSummary {
    /// The number of articles.
    pub articles: u64,
    /// The number of files with articles.
    pub files: u64,
    /// The size of the index on disk, in bytes; on a cluster without its replicas.
    pub bytes: u64,
    /// The cluster that holds the index; `None` if it is in the folder of the archive.
    pub cluster: Option<ClusterSummary>,
    /// The sources with their number of articles, the largest first.
    pub sources: Vec<(String, u64)>,
    /// The number of articles without a source.
    pub without_source: u64,
    /// The languages with their number of articles, the largest first; `None` for articles of unknown language.
    pub languages: Vec<(Option<Language>, u64)>,
    /// The first and the last day of publication.
    pub days: Option<(Date, Date)>,
    /// The number of undated articles.
    pub undated: u64,
    /// The number of articles with only a summary or a part of their text.
    pub incomplete: u64,
    /// The number of articles that are superseded by another version, or withdrawn.
    pub superseded: u64,
    /// The number of articles of each kind other than a plain article, such as advertisements.
    pub kinds: Vec<(ArticleKind, u64)>,
}

/// The state of the cluster that holds an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClusterSummary {
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

impl From<ClusterState> for ClusterSummary {
    fn from(state: ClusterState) -> Self {
        let ClusterState { version, health, nodes, shards, replicas } = state;
        Self { version, health, nodes, shards, replicas }
    }
}

/// Returns the statistics of an archive.
///
/// # Errors
/// If the archive cannot be read.
pub fn summarize(engine: &dyn Engine) -> Result<ArchiveSummary, EngineError> {
    let stats = engine.stats()?;
    let days = stats.days.and_then(|(first, last)| Some((from_day_number(first)?, from_day_number(last)?)));
    Ok(ArchiveSummary {
        articles: stats.articles,
        files: stats.files,
        bytes: stats.bytes,
        cluster: stats.cluster.map(ClusterSummary::from),
        sources: stats.sources,
        without_source: stats.without_source,
        languages: stats.languages,
        days,
        undated: stats.undated,
        incomplete: stats.incomplete,
        superseded: stats.superseded,
        kinds: stats.kinds,
    })
}
