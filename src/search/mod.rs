//! Searching an archive: hits with passages, the concordance, counts, the vocabulary, respelling suggestions.
//!
//! The library facade calls this room for every search. It combines the parser, the engine, the matcher and the choice of passages, and returns only data:
//! notes and errors carry kinds, spans and numbers, which `output` words.

mod acronyms;
mod compounds;
mod concordance;
mod concordance_line;
mod count;
mod explanation;
mod filters;
mod find_articles;
mod hidden_articles;
mod highlighter;
mod line_context;
mod line_sorter;
mod missing_parts;
mod optional_parts;
mod printed_counts;
mod quoted_parts;
mod ranked_articles;
mod ranker;
mod read_articles;
mod resolved_query;
mod respelling;
mod search_error;
mod search_note;
mod search_options;
mod search_query;
mod search_results;
mod selection;
mod stats;
mod stop_words;
mod time_limit;
#[cfg(test)]
mod time_limit_tests;
mod vocabulary_list;

pub use concordance::{Concordance, ConcordanceOptions, concordance};
pub use concordance_line::{ConcordanceLine, LineArticle, LineOrder};
pub use count::{CountOptions, CountResults, CountRow, count};
pub use explanation::{ScoreExplanation, WordScore};
pub use filters::{DateBound, FilterError, Filters};
pub use find_articles::find_articles;
pub use highlighter::{Highlighter, spans_of};
pub use ranked_articles::{RankedArticle, rank_articles};
pub use read_articles::read_articles;
pub use resolved_query::{ResolvedQuery, resolve_query};
pub use search_error::SearchError;
pub use search_note::{CompoundNote, PartialMatch, RelaxedMatch, SearchNote};
pub use search_options::{HitOrder, SearchOptions};
pub use search_query::SearchQuery;
pub use search_results::{RankedHit, SearchResults, search, search_each};
pub use stats::{ArchiveSummary, ClusterSummary, summarize};
pub use time_limit::TimeLimitReached;
pub use vocabulary_list::{
    VocabularyEntry, VocabularyError, VocabularyList, VocabularyOptions, VocabularyQuery, list_vocabulary,
};
