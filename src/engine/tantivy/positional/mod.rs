//! Positional queries that tantivy lacks: proximity, phrases with wildcards, minimum counts.
//!
//! They are exact and use positions alone. The candidates have all required words, their positions are read from the index, and `matching`
//! combines them as it combines the positions in a text.

mod candidates;
mod cursor;
mod letter_case_filter;
mod plan;
mod positional_query;
mod scorer;
mod track;
mod units;
mod word_places;

pub(crate) use plan::{FieldTerms, LeafTerm, Positional};
pub(crate) use positional_query::PositionalQuery;
pub(crate) use track::Track;
