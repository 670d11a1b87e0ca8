//! Options of a search.

use crate::article::FilePath;
use crate::engine::Sort;
use crate::matching::PassageOptions;
use crate::ranking::RankingOptions;
use jiff::Timestamp;
use std::time::Duration;

/// The number of hits per page unless an option says otherwise.
const DEFAULT_LIMIT: usize = 10;

/// How to run a search.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchOptions {
    /// Restricts hits to files in these folders; empty for no restriction.
    pub folders: Vec<FilePath>,
    /// The order of the hits; `None` for relevance, or newest first if the query has no text to rank by.
    pub order: Option<HitOrder>,
    /// The number of hits to skip.
    pub offset: usize,
    /// The maximum number of hits to return; 10 by default.
    pub limit: usize,
    /// How to choose the passages of a hit.
    pub passages: PassageOptions,
    /// How to rank the hits.
    pub ranking: RankingOptions,
    /// The current time in seconds since 1970. Recency decay treats later dates as this one.
    pub today: i64,
    /// Whether to explain the score of each hit.
    pub explain: bool,
    /// The maximum time for finding and ranking, after which the search fails; `None` by default, for no limit. Reading the hits is not limited.
    pub time_limit: Option<Duration>,
}

impl Default for SearchOptions {
    /// The ten best hits, with recency counted from today.
    fn default() -> Self {
        Self {
            folders: Vec::new(),
            order: None,
            offset: 0,
            limit: DEFAULT_LIMIT,
            passages: PassageOptions::default(),
            ranking: RankingOptions::default(),
            today: end_of_today(),
            explain: false,
            time_limit: None,
        }
    }
}

/// Returns the end of today in UTC, in seconds since 1970: scores stay the same all day.
fn end_of_today() -> i64 {
    const DAY: i64 = 86_400;
    (Timestamp::now().as_second() / DAY + 1) * DAY
}

/// The order of hits. Ties are broken by a hash of the article's id, file and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HitOrder {
    /// By score, the best first.
    Relevance,
    /// By date of publication, the latest first, undated articles last.
    Newest,
    /// By date of publication, the earliest first, undated articles last.
    Oldest,
}

impl From<HitOrder> for Sort {
    fn from(order: HitOrder) -> Self {
        match order {
            HitOrder::Relevance => Self::Relevance,
            HitOrder::Newest => Self::Newest,
            HitOrder::Oldest => Self::Oldest,
        }
    }
}
