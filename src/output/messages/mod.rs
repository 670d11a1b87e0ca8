//! The wording of notes and errors that the rooms below carry as data.

mod filter_error;
mod known_item;
mod search_error;
mod search_note;

pub use filter_error::filter_error_text;
pub use known_item::known_item_error_text;
pub use search_error::search_error_text;
pub use search_note::{search_note_text, search_note_texts};
