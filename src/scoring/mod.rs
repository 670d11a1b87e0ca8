//! How a score is made: the policy values and the formulas, over plain counts and lengths.
//!
//! An engine gathers the numbers (how many articles have a word, how often, how long each article is) and this room turns them into scores, so that
//! every engine ranks alike. The values come in two kinds: an [`IndexPolicy`] shapes what is written to the index, and changing it asks for
//! a rebuild; a [`SearchPolicy`] applies at search time and is never stored. Nothing here knows an engine, a query or a file.

mod bm25;
mod index_policy;
mod position_weights;
mod recency;
mod search_policy;
mod term_weight;

pub use bm25::{Bm25, LengthNorms};
pub use index_policy::IndexPolicy;
pub use position_weights::TextStart;
pub use recency::RecencyDecay;
pub use search_policy::{ExpansionPolicy, RerankPolicy, SearchPolicy};
pub use term_weight::term_weight;
