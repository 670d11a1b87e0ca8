//! Ranking beyond BM25: the rerank of the best candidates, query expansion, and the options for both.
//!
//! The ranking values are in [`SearchPolicy`](crate::scoring::SearchPolicy). The room reorders the candidates that the engine found. It never adds or drops
//! one, so counts do not depend on how hits are ranked.

mod candidate;
mod document_frequency;
mod query_expansion;
mod query_meaning;
mod ranking_options;
mod rerank;
mod word_evidence;
mod word_sequence;

pub use candidate::{RankedCandidate, RerankChanges};
pub use query_expansion::{QueryExpansion, expand_query};
pub use query_meaning::query_meaning;
pub use ranking_options::{MatchMode, RankingOptions};
pub use rerank::rerank;
pub use word_evidence::{WordEvidence, word_evidence};
pub use word_sequence::WordSequence;
