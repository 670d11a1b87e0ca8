//! Writes articles to a cluster: they are analysed here, sent in batches over several connections, and visible to searches after a commit.

mod bulk;
mod document;
mod rank_counts;
mod text_tokens;
mod writer;

pub(in crate::engine) use writer::ClusterWriter;
