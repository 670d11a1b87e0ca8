//! Queries over positions that tantivy has no query for: proximity, phrases with wildcards, minimum counts.
//!
//! Exact, and from positions alone: the candidates have all the words, the positions of each are read from the index, and `matching` combines them
//! exactly as it combines the positions in a text.

mod candidates;
mod cursor;
mod plan;
mod positional_query;
mod scorer;
mod track;
mod units;

pub(crate) use plan::{FieldTerms, LeafTerm, Positional};
pub(crate) use positional_query::PositionalQuery;
pub(crate) use track::Track;
