//! Writes articles to a cluster: analysed here, sent in batches by several connections, and seen by searches after a commit.

mod bulk;
mod document;
mod rank_counts;
mod text_tokens;
mod writer;

pub(in crate::engine) use writer::ClusterWriter;
