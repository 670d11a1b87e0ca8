//! The query language: a parser from text to a [`Query`] tree, and a printer back to text.
//!
//! [`parse()`] reads a query. Its [`Display`](std::fmt::Display) prints the canonical form, with `parse(print(q)) == q`. The tree does not depend on an
//! engine: an engine lowers it to its index and `matching` evaluates the same nodes on one article, so that highlights always agree with hits. Errors and
//! notes are data, which `output` words.

mod acronyms;
mod calendar_period;
mod characters;
mod date;
mod day_range;
mod error;
mod examples;
mod field;
mod grammar;
mod interpret;
mod letter_case;
mod lexer;
pub mod limits;
mod literal_text;
mod note;
mod numeric_date;
mod one_step;
mod operand;
mod operators;
mod parse;
mod parse_options;
mod pattern_budget;
mod positional_operand;
mod printer;
mod range_syntax;
mod simplify;
mod span;
mod suffixes;
mod suggestions;
mod token_length;
mod traversal;
mod tree;
mod truncate;
mod value_syntax;
mod wildcards;

#[cfg(test)]
mod hostile_input;
#[cfg(test)]
mod properties;

pub use date::{DaysReading, parse_days};
pub use day_range::DayRange;
pub use error::{NonPositional, PatternSyntax, PositionalOperator, QueryError, QueryErrorKind};
pub use examples::{EXAMPLE_GROUPS, EXAMPLES, Example, ExampleGroup, INVALID_EXAMPLES, InvalidExample};
pub use field::{Field, FieldKind};
pub use note::{Note, NoteKind};
pub use parse::{ParsedQuery, parse};
pub use parse_options::ParseOptions;
pub use span::Span;
pub use tree::{BoostFactor, CompoundGroup, Node, Pattern, Proximity, Query};
