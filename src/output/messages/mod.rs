//! The wording of errors and notes.
//!
//! Rooms below return diagnostics as data (a kind, spans, numbers), and this module turns them into sentences.

mod query_error;
mod query_excerpt;
mod query_note;

pub use query_error::{query_error_message, query_error_text};
pub(super) use query_excerpt::quote;
pub use query_note::query_note_text;
