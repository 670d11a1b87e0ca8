//! How long requests may take, and how large answers may be.

use std::time::Duration;

/// How long a request may take, and how large its answer may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The time for a connection to one node.
    pub connecting: Duration,
    /// The time for a connection, the request and its whole answer.
    pub answering: Duration,
    /// The time after which a request that an overloaded cluster refuses is not sent again.
    pub repeating: Duration,
    /// The most bytes of an answer.
    pub answer_bytes: u64,
}

/// The most bytes of an answer.
const ANSWER_BYTES: u64 = 256 << 20;

impl Limits {
    /// For somebody who waits for an answer.
    pub(super) const READING: Self = Self {
        connecting: Duration::from_secs(5),
        answering: Duration::from_secs(60),
        repeating: Duration::from_secs(5),
        answer_bytes: ANSWER_BYTES,
    };

    /// For a run that would have to begin again.
    pub(super) const WRITING: Self = Self {
        connecting: Duration::from_secs(10),
        answering: Duration::from_secs(300),
        repeating: Duration::from_secs(60),
        answer_bytes: ANSWER_BYTES,
    };
}
