//! The errors of talking to a cluster.

use super::location::LocationError;
use std::path::PathBuf;
use std::time::Duration;

/// How the cluster says that a query has too many clauses, alternatives of intervals, or words of a pattern.
const TOO_MANY: [&str; 3] = ["maxClauseCount", "Too many disjunctions", "too many terms"];

/// The reason why a request to a cluster failed. Messages never hold credentials, and texts of servers are cut to one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// The address is not valid.
    #[error(transparent)]
    Address(#[from] LocationError),
    /// No address can be reached, or the connection broke.
    #[error("the cluster at {address} cannot be reached: {reason}")]
    Unreachable {
        /// The last address that was tried.
        address: String,
        /// The cause.
        reason: String,
        /// Whether there was a connection, which broke before the answer.
        connected: bool,
    },
    /// The cluster took the request, and did not answer in time.
    #[error("the cluster at {address} did not answer within {} s", (limit.as_secs_f64() * 10.0).round() / 10.0)]
    NoAnswer {
        /// The address.
        address: String,
        /// How long the answer was waited for.
        limit: Duration,
    },
    /// Plain http to another machine.
    #[error("{0} is not encrypted")]
    PlainHttp(String),
    /// The certificate of the cluster is not trusted.
    #[error("the certificate of {address} is not trusted: {reason}")]
    Untrusted {
        /// The address.
        address: String,
        /// The cause.
        reason: String,
    },
    /// The file of trusted certificates cannot be used.
    #[error("the certificates in {file} cannot be read: {reason}")]
    Certificates {
        /// The file.
        file: String,
        /// The cause.
        reason: String,
    },
    /// The credentials cannot be sent.
    #[error("the credentials for the cluster cannot be used: {0}")]
    Credentials(&'static str),
    /// The cluster refused the credentials, or their owner may not do this.
    #[error("the cluster at {address} refused access ({status}): {reason}")]
    Refused {
        /// The address.
        address: String,
        /// The HTTP status: 401 without valid credentials, 403 without the permission.
        status: u16,
        /// The reason that the cluster gave.
        reason: String,
    },
    /// An answer that names another address. It is not followed, so that credentials stay where they were meant for.
    #[error("the cluster at {address} redirects to {target}")]
    Redirected {
        /// The address.
        address: String,
        /// The other address, without its query.
        target: String,
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
        /// Its reason.
        reason: String,
        /// How long the cluster asks to wait before the request is sent again.
        retry_after: Option<Duration>,
    },
    /// Something that no OpenSearch says.
    #[error("{address} does not answer like OpenSearch: {what}")]
    Unexpected {
        /// The address.
        address: String,
        /// The difference.
        what: String,
    },
    /// An answer larger than is read.
    #[error("the cluster at {address} sent an answer of more than {} MB", limit >> 20)]
    LargeAnswer {
        /// The address.
        address: String,
        /// The most bytes that are read.
        limit: u64,
    },
    /// Another product, or a version that lacks a required feature.
    #[error("{found} is not supported: it lacks {lacks}")]
    Unsupported {
        /// The product and version.
        found: String,
        /// The missing part.
        lacks: &'static str,
    },
    /// A search that did not reach the whole index.
    #[error("the cluster answered from a part of the index only: {0}")]
    Incomplete(String),
    /// The cluster stayed overloaded.
    #[error("the cluster is overloaded and still refuses after {seconds} s: {reason}")]
    Overloaded {
        /// How long it was tried.
        seconds: u64,
        /// The last answer.
        reason: String,
    },
    /// The cluster cannot index an article.
    #[error("the cluster refuses an article ({status}): {reason}")]
    Article {
        /// The HTTP status of the article.
        status: u16,
        /// The reason of the cluster.
        reason: String,
    },
    /// A pattern accepts more words than a cluster shows.
    #[error("more than {0} words match on a part of the cluster, too many to list")]
    TooManyWords(usize),
    /// The archive of a folder is not kept where it is asked to be.
    #[error("the archive in {} is kept elsewhere", .0.display())]
    KeptElsewhere(PathBuf),
    /// Another folder is writing to the index.
    #[error("{index} is being written to by {holder}")]
    Locked {
        /// The index.
        index: String,
        /// The folder and host of the other writer.
        holder: String,
    },
    /// The index belongs to another archive.
    #[error("{0}")]
    NotOurs(String),
}

impl ClusterError {
    /// Returns whether the same request may succeed a little later, at this or another node.
    pub(in crate::engine::opensearch) fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::NoAnswer { .. } => true,
            Self::Status { status, .. } => matches!(status, 429 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// Returns whether the query has more clauses than the cluster allows.
    pub(in crate::engine::opensearch) fn is_too_many_clauses(&self) -> bool {
        let is_one = |reason: &str| TOO_MANY.iter().any(|words| reason.contains(words));
        matches!(self, Self::Status { kind, reason, .. } if kind.contains("too_many") || is_one(reason))
    }

    /// Returns whether the answer was too large, so that fewer documents have to be asked for.
    pub(in crate::engine::opensearch) fn is_large_answer(&self) -> bool {
        matches!(self, Self::LargeAnswer { .. })
    }

    /// Returns how long the cluster asks to wait.
    pub(in crate::engine::opensearch) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the error for a request that was sent again until now, in vain.
    pub(in crate::engine::opensearch) fn after_retries(self, tried: Duration) -> Self {
        match self {
            Self::Status { status: status @ (429 | 503), reason, .. } => {
                Self::Overloaded { seconds: tried.as_secs(), reason: format!("{status}, {reason}") }
            }
            // A proxy says so when it does not reach the cluster.
            Self::Status { status: status @ (502 | 504), address, reason, .. } => {
                Self::Unreachable { address, reason: format!("{status}, {reason}"), connected: true }
            }
            other => other,
        }
    }
}
