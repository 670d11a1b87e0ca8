//! Collects the hits of a request in order: selected, counted and scored segment by segment.

mod ranked_hits;
mod recency_decay;
mod top_hits;

pub(crate) use ranked_hits::RankedHits;
