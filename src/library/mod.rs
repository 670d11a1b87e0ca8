//! The facade of the crate: an archive to open, to write and to search in a few lines.
//!
//! It combines the rooms below and has no rules of its own. The command line and its output import only from here, so that other programs can do everything
//! that they do. [`Archive::find`] and similar methods take the same input as `dateline`: typed queries, filters, all options.

mod archive;
mod error;
mod pending_articles;
mod search;
mod typed_queries;
mod writer;

pub use archive::Archive;
pub use error::Error;
pub use search::{Hit, Page, Passage, SearchBuilder};
pub use writer::ArchiveWriter;

pub use crate::article::{
    Article, ArticleGroup, ArticleKind, DateOrder, FilePath, Grouping, Language, LanguageGuess, PublishedDate,
    from_day_number,
};
pub use crate::corpus::{
    DroppedValue, FieldMap, FieldOrigin, Format, FormatRow, InspectedContent, InspectedRecord, Inspection,
    OcrLanguages, OcrPrograms, PathGlob, PathGlobError, PdfProgram, ReadingLimits, ReadingOptions, ReadingOptionsPatch,
    Skip, SkipReason, SourceRule, inspect, tell_pages,
};
#[cfg(debug_assertions)]
pub use crate::durable::{Fault, inject};
pub use crate::engine::{
    ClusterAccess, ClusterError, ClusterLocation, ClusterSettings, Credentials, EngineError, LocationError, SharedFiles,
};
pub use crate::eval::{
    ComparedRun, EvalFileError, EvaluationReport, Judgments, KnownItemError, KnownItemKind, KnownItemReport,
    KnownItemResult, KnownItemScores, KnownItemTest, KnownItemWork, Measure, MeasuredRun, RunMeasures, Topic,
    TopicField, TopicSearchError, TopicSearchOptions, TrecRun, read_topics,
};
pub use crate::ingest::{
    Added, ArchiveFault, BackupRefusal, BackupReport, CheckReport, CheckedFolder, FolderToIndex, IndexingOptions,
    IngestError, LockRequest, LockedArchive, Notice, Observer, Reject, Report, ReportCounts, SharedId, Unobserved,
    back_up, check, folders,
};
pub use crate::matching::{Match, PassageOptions, PassageSpans, text_of};
pub use crate::parallel::processors;
pub use crate::query::limits::{
    MAX_DISTANCE, MAX_MATCH_COUNT, MAX_NESTING, MAX_PATTERN_CHARS, MAX_PATTERNS, MAX_PROXIMITY_OPERATORS,
    MAX_QUERY_BYTES, MAX_REGEX_BYTES, MAX_SLOP, MAX_SLOP_WORDS,
};
pub use crate::query::{
    BoostFactor, DayRange, EXAMPLE_GROUPS, EXAMPLES, Field, FieldKind, INVALID_EXAMPLES, Node, NonPositional, Note,
    NoteKind, ParseOptions, Pattern, PatternSyntax, PositionalOperator, Proximity, Query, QueryError, QueryErrorKind,
    Span, parse,
};
pub use crate::ranking::{MatchMode, RankingOptions, RerankChanges};
pub use crate::scoring::SearchPolicy;
pub use crate::search::{
    ArchiveSummary, ClusterSummary, CompoundNote, Concordance, ConcordanceLine, ConcordanceOptions, CountOptions,
    CountResults, CountRow, DateBound, FilterError, Filters, Highlighter, HitOrder, LineArticle, LineOrder,
    PartialMatch, RankedHit, RelaxedMatch, ScoreExplanation, SearchError, SearchNote, SearchOptions, SearchQuery,
    SearchResults, TimeLimitReached, VocabularyEntry, VocabularyError, VocabularyList, VocabularyOptions,
    VocabularyQuery, resolve_query, spans_of,
};
pub use crate::text::{MAX_EDITS, StemCache, is_acronym, is_wildcard, token_count};
