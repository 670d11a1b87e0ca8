//! The engine on an OpenSearch cluster, for archives that outgrow one machine.
//!
//! Words are analysed here and sent as they are searched, so the cluster needs no plug-in. It selects articles and proposes the best ones; their scores
//! are computed here, by the same formulas as for the engine in the process.

mod client;
mod settings;

pub use client::{ClusterAccess, ClusterError, ClusterLocation, Credentials, LocationError};
pub use settings::ClusterSettings;
