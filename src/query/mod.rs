//! The query language: a parser from text to a [`Query`] tree, and a printer back to text.
//!
//! [`parse`] reads a query. Its [`Display`](std::fmt::Display) prints the canonical form, with `parse(print(q)) == q`. The tree knows
//! no engine: an engine lowers it to its index and `matching` evaluates the same nodes on one article, so that highlights
//! always agree with hits.

mod acronyms;
mod characters;
mod date;
mod day_range;
mod error;
mod examples;
mod excerpt;
mod field;
mod grammar;
mod help;
mod interpret;
mod lexer;
mod limits;
mod literal_text;
mod mistakes;
mod note;
mod operand;
mod operators;
mod options;
mod outline;
mod parser;
mod patterns;
mod printer;
mod proximity;
mod range;
mod raw_value;
mod simplify;
mod span;
mod spelling;
mod suffixes;
mod token_length;
mod traversal;
mod tree;
mod wildcards;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod properties;

pub use date::parse_days;
pub use day_range::DayRange;
pub use error::QueryError;
pub use examples::{EXAMPLES, Example};
pub use field::{Field, FieldKind};
pub use help::{HelpRow, HelpSection, help};
pub use mistakes::{MISTAKES, Mistake};
pub use note::{Note, NoteKind};
pub use options::ParseOptions;
pub use outline::outline;
pub use parser::{ParsedQuery, parse};
pub use span::Span;
pub use tree::{BoostFactor, Node, Pattern, Proximity, Query};
