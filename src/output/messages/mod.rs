//! The wording of errors, notes and status lines.
//!
//! Rooms below return diagnostics as data (a kind, spans, numbers); this module turns them into sentences. It is the only place that does
//! so, and `tests/snapshots/messages.snap` shows all of them together. Hints with the next command to type are added by `cli`.

mod evaluation_note;
mod summary;

pub use evaluation_note::{few_known_items, judged_topics_without_hits, topics_without_hits, unjudged_topics};
pub use summary::{
    concordance_summary, count_summary, did_you_mean, no_results, search_summary, update_skipped, vocabulary_summary,
};
