//! Time limits of requests, and size limits of responses.

use std::time::Duration;

/// The limits of a request and its response.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The time to connect to one node.
    pub connecting: Duration,
    /// The time to connect, send the request and receive the whole response.
    pub answering: Duration,
    /// The time during which a request is retried while the cluster is overloaded.
    pub repeating: Duration,
    /// The maximum size of a response, in bytes.
    pub answer_bytes: u64,
}

/// The maximum size of a response, in bytes.
const ANSWER_BYTES: u64 = 256 << 20;

impl Limits {
    /// For searches: a person is waiting.
    pub(super) const READING: Self = Self {
        connecting: Duration::from_secs(5),
        answering: Duration::from_secs(60),
        repeating: Duration::from_secs(5),
        answer_bytes: ANSWER_BYTES,
    };

    /// For indexing runs: a failed one would have to start again.
    pub(super) const WRITING: Self = Self {
        connecting: Duration::from_secs(10),
        answering: Duration::from_secs(300),
        repeating: Duration::from_secs(60),
        answer_bytes: ANSWER_BYTES,
    };
}
