//! Talks HTTP to a cluster: addresses, access, requests and answers. Nothing here knows articles or queries.

mod access;
mod error;
mod location;
mod transport;

pub use access::{ClusterAccess, Credentials};
pub use error::ClusterError;
pub use location::{ClusterLocation, LocationError};
pub(super) use transport::Client;
