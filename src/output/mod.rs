//! Turns results into text: for people, for scripts, for other tools.
//!
//! Functions here take data and return or write text; they know of the terminal only what [`Style`] contains: colour, hyperlinks and line width. Text from
//! articles is sanitized on output ([`sanitize_text`]), because a file can hold terminal escape sequences. The data comes from `search`, `eval` and
//! `ingest`, never from the engine itself.

mod check;
mod columns;
mod count;
mod date;
mod delimited;
mod evaluation;
mod explanation;
mod format;
mod formats;
mod headline;
mod highlight;
mod hit_writer;
mod hits;
mod index_report;
mod inspection;
mod json;
mod known_item;
mod kwic;
pub mod messages;
mod numbers;
mod query_help;
mod query_manual;
mod query_outline;
mod sanitize;
mod show;
mod stats;
mod style;
mod table;
mod vocabulary;

pub use check::{check_json, check_text};
pub use count::write_count;
pub use evaluation::write_evaluation;
pub use format::OutputFormat;
pub use formats::{formats_json, formats_text};
pub use hit_writer::HitWriter;
pub use index_report::{backup_json, backup_text, progress_line, reject_json, reject_line, report_json, report_text};
pub use inspection::{write_inspection_json, write_inspection_text};
pub use known_item::write_known_item;
pub use kwic::{LineLayout, LineWriter};
pub use numbers::{count_text, plural};
pub use query_help::{HelpRow, HelpSection, query_help};
pub use query_manual::{write_query_man_page, write_query_manual};
pub use query_outline::query_outline;
pub use sanitize::{sanitize_line, sanitize_text};
pub use show::{write_article_text, write_articles_json};
pub use stats::{stats_json, stats_text};
pub use style::Style;
pub use vocabulary::write_vocabulary;
