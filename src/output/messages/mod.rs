//! The wording of notes and errors that the rooms below carry as data.

mod filter_error;
mod known_item;
mod query_error;
mod query_excerpt;
mod query_note;
mod search_error;
mod search_note;
mod topic_search_error;

pub use filter_error::filter_error_text;
pub use known_item::known_item_error_text;
pub use query_error::{query_error_message, query_error_text};
pub(super) use query_excerpt::quote;
pub use query_note::query_note_text;
pub use search_error::search_error_text;
pub use search_note::{search_note_text, search_note_texts};
pub use topic_search_error::topic_search_error_text;
