//! The wording of errors, notes and status lines.
//!
//! Rooms below return diagnostics as data (a kind, spans, numbers); this module alone turns them into sentences, and
//! `tests/snapshots/messages.snap` shows all of them together. Hints with the next command to type are added by `cli`.

mod evaluation_note;
mod filter_error;
mod known_item_error;
mod query_error;
mod query_excerpt;
mod query_note;
mod search_error;
mod search_note;
mod summary;
mod time_limit;
mod topic_search_error;

pub use evaluation_note::{few_known_items, judged_topics_without_hits, topics_without_hits, unjudged_topics};
pub use filter_error::filter_error_text;
pub use known_item_error::known_item_error_text;
pub use query_error::{query_error_message, query_error_text};
pub(super) use query_excerpt::quote;
pub use query_note::query_note_text;
pub use search_error::search_error_text;
pub use search_note::{search_note_text, search_note_texts};
pub use summary::{
    backup_without_manifest, concordance_summary, count_summary, did_you_mean, no_results, search_summary,
    skipped_records_removed, update_impossible, update_skipped, vocabulary_summary, waiting_for,
};
pub use time_limit::time_limit_text;
pub use topic_search_error::topic_search_error_text;
