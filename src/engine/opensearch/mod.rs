//! The engine on an OpenSearch cluster, for archives that outgrow one machine.
//!
//! Words are analysed here and sent in the form in which they are searched, so the cluster needs no plug-in. It selects articles and proposes the best
//! ones; their scores are computed here, by the same formulas as in the in-process engine.

mod article_cache;
mod client;
mod commit;
mod compounds;
mod counting;
mod engine;
mod indexing;
mod lock;
mod lowering;
mod mapping;
mod meta;
mod open_index;
mod ranking;
mod read_article;
mod reading;
mod search_answer;
mod settings;
mod store;
mod summary;
mod tokens;
mod vocabulary;

pub use client::{ClusterAccess, ClusterError, ClusterLocation, Credentials, LocationError};
pub use settings::ClusterSettings;

pub(super) use engine::ClusterEngine;
pub(super) use indexing::ClusterWriter;
pub(super) use meta::index_exists;
pub(super) use open_index::ClusterIndex;
pub(super) use settings::CLUSTER_FILE;
pub(super) use store::{adopt, create, delete, publish, recover};
