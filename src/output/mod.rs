//! Results as text: for people, for programs, for other tools.
//!
//! Everything here turns data into text for whoever writes it out, and knows nothing of terminals beyond what [`Style`] says: whether to
//! colour, whether to link, how wide a line is. Text of articles is made harmless on its way (`clean.rs`).

mod answer;
mod clean;
mod columns;
mod count;
mod date;
mod evaluation;
mod explanation;
mod human;
mod json;
mod known_item;
mod kwic;
mod manual;
mod marks;
mod messages;
mod query_help;
mod query_outline;
mod report;
mod show;
mod stats;
mod style;
mod table;
mod words;

pub use answer::{AnswerFormat, write_answer};
pub use clean::{clean_line, clean_text};
pub use count::{tally_text, write_tally};
pub use evaluation::write_evaluation;
pub use known_item::write_known_item;
pub use kwic::{LineLayout, LineWriter};
pub use manual::{write_language_roff, write_language_text};
pub use messages::{
    filter_error_text, known_item_error_text, query_error_message, query_error_text, query_note_text,
    search_error_text, search_note_text, search_note_texts, topic_search_error_text,
};
pub use query_help::{HelpRow, HelpSection, query_help};
pub use query_outline::query_outline;
pub use report::{count_text, plural, reject_line, report_json, report_text};
pub use show::{write_article_json, write_article_text};
pub use stats::{stats_json, stats_text};
pub use style::Style;
pub use words::write_words;
