//! The errors of talking to a cluster.

/// The reason why a cluster did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// No address answered.
    #[error("the cluster at {address} cannot be reached: {reason}")]
    Unreachable {
        /// The last address that was tried.
        address: String,
        /// The cause.
        reason: String,
    },
    /// Plain http to another machine.
    #[error("{0} is not encrypted: use https, or allow it by --insecure-http")]
    PlainHttp(String),
    /// The certificates of `--ca-file` cannot be used.
    #[error("the certificates in {file} cannot be read: {reason}")]
    Certificates {
        /// The file.
        file: String,
        /// The cause.
        reason: String,
    },
    /// The cluster refused the credentials, or their owner may not do this.
    #[error(
        "the cluster at {address} refused access ({status}): set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, or ask for the permissions in docs/cluster.md"
    )]
    Refused {
        /// The address.
        address: String,
        /// The HTTP status.
        status: u16,
    },
    /// An error answer.
    #[error("the cluster at {address} answered {status}: {reason}")]
    Status {
        /// The address.
        address: String,
        /// The HTTP status.
        status: u16,
        /// The type of the error, as the cluster names it; empty if it gave none.
        kind: String,
        /// Its reason, cut to a line.
        reason: String,
    },
    /// Something that no OpenSearch says.
    #[error("{address} does not answer like OpenSearch: {what}")]
    Unexpected {
        /// The address.
        address: String,
        /// The difference.
        what: String,
    },
    /// Another product, or a version that lacks what is needed.
    #[error("{found} is not supported: Dateline needs OpenSearch 2.19 or later ({lacks})")]
    Unsupported {
        /// The product and version.
        found: String,
        /// The missing part.
        lacks: String,
    },
    /// A search that did not reach the whole index.
    #[error("the cluster answered from a part of the index only: {0}")]
    Incomplete(String),
    /// The cluster stayed overloaded.
    #[error("the cluster stayed overloaded for {seconds} s: {reason}")]
    Overloaded {
        /// How long it was tried.
        seconds: u64,
        /// The last answer.
        reason: String,
    },
    /// The index belongs to another archive.
    #[error("{0}")]
    NotOurs(String),
}
