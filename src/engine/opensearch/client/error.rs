//! The errors of requests to a cluster.

use super::location::LocationError;
use std::path::PathBuf;
use std::time::Duration;

/// The cluster's messages for too many clauses, interval alternatives, or words of a pattern.
const TOO_MANY: [&str; 3] = ["maxClauseCount", "Too many disjunctions", "too many terms"];

/// The reason why a request to a cluster failed. Messages never contain credentials, and server texts are cut to one line.
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
        /// Whether there was a connection, which broke before the response.
        connected: bool,
    },
    /// The cluster accepted the request but did not answer in time.
    #[error("the cluster at {address} did not answer within {} s", (limit.as_secs_f64() * 10.0).round() / 10.0)]
    NoAnswer {
        /// The address.
        address: String,
        /// The time limit.
        limit: Duration,
    },
    /// Plain http to another host.
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
    /// The cluster rejected the credentials, or they lack the permission.
    #[error("the cluster at {address} refused access ({status}): {reason}")]
    Refused {
        /// The address.
        address: String,
        /// The HTTP status: 401 without valid credentials, 403 without the permission.
        status: u16,
        /// The reason that the cluster gave.
        reason: String,
    },
    /// A redirect. It is not followed, so that credentials go nowhere else.
    #[error("the cluster at {address} redirects to {target}")]
    Redirected {
        /// The address.
        address: String,
        /// The target of the redirect, without its query.
        target: String,
    },
    /// An error response.
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
        /// How long the cluster asks to wait before a retry.
        retry_after: Option<Duration>,
    },
    /// A response that no OpenSearch sends.
    #[error("{address} does not answer like OpenSearch: {what}")]
    Unexpected {
        /// The address.
        address: String,
        /// The difference.
        what: String,
    },
    /// A response that is too large.
    #[error("the cluster at {address} sent an answer of more than {} MB", limit >> 20)]
    LargeAnswer {
        /// The address.
        address: String,
        /// The maximum size, in bytes.
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
    /// A search that did not cover the whole index.
    #[error("the cluster answered from a part of the index only: {0}")]
    Incomplete(String),
    /// The cluster stayed overloaded.
    #[error("the cluster is overloaded and still refuses after {seconds} s: {reason}")]
    Overloaded {
        /// How long the request was retried.
        seconds: u64,
        /// The last response.
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
    /// A pattern matches more words than a cluster shows.
    #[error("more than {0} words match on a part of the cluster, too many to list")]
    TooManyWords(usize),
    /// The archive of a folder is kept elsewhere than requested.
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
    /// Returns whether a retry may succeed, at this or another node.
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

    /// Returns whether the response was too large, so that fewer documents must be requested.
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

    /// Returns the error for a request whose retries have all failed.
    pub(in crate::engine::opensearch) fn after_retries(self, tried: Duration) -> Self {
        match self {
            Self::Status { status: status @ (429 | 503), reason, .. } => {
                Self::Overloaded { seconds: tried.as_secs(), reason: format!("{status}, {reason}") }
            }
            // A proxy returns these when it cannot reach the cluster.
            Self::Status { status: status @ (502 | 504), address, reason, .. } => {
                Self::Unreachable { address, reason: format!("{status}, {reason}"), connected: true }
            }
            other => other,
        }
    }
}
