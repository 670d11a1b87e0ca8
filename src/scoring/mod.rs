//! Scoring: policy values and formulas over plain counts and lengths.
//!
//! An engine gathers document frequencies, counts and lengths, and this room turns them into scores, so all engines rank alike. An [`IndexPolicy`] is
//! applied when an article is indexed, so changing it requires a rebuild. A [`SearchPolicy`] is applied by each search and never stored. The room depends on
//! no engine, query or file.

mod bm25;
mod index_policy;
mod position_weights;
mod recency;
mod search_policy;
mod stored_length;
mod term_weight;
mod word_places;

pub use bm25::{Bm25, LengthNorms};
pub use index_policy::IndexPolicy;
pub use position_weights::TextStart;
pub use recency::RecencyDecay;
pub use search_policy::{CompoundPolicy, ExpansionPolicy, RerankPolicy, RerankShares, SearchPolicy};
pub use stored_length::stored_length;
pub use term_weight::term_weight;
pub use word_places::{pair_count, passage_weight, proximity_accumulators};
