//! Sends HTTP requests to a cluster: addresses, access, requests and responses. Knows nothing of articles or queries.

mod access;
mod answer;
mod base64;
mod connection;
mod error;
mod limits;
mod location;
mod product;
mod retry;
#[cfg(test)]
pub(super) mod test_server;
#[cfg(test)]
mod tests;
mod transport;

pub use access::{ClusterAccess, Credentials};
pub use error::ClusterError;
pub use location::{ClusterLocation, LocationError};

pub(super) use retry::Backoff;
pub(super) use transport::Client;
