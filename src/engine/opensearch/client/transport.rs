//! Sends requests to the nodes of a cluster and reads their answers.

use super::access::{ClusterAccess, Credentials};
use super::error::ClusterError;
use super::location::ClusterLocation;
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Request, header};

/// The time to wait for a connection, and for an answer.
const CONNECTING: Duration = Duration::from_secs(10);
const ANSWERING: Duration = Duration::from_secs(120);

/// The most bytes of an answer.
const MAX_ANSWER: u64 = 256 << 20;

/// The characters of a reason that a message shows.
const REASON_CHARS: usize = 200;

/// A connection to a cluster, shared by threads.
pub(in crate::engine::opensearch) struct Client {
    agent: Agent,
    addresses: Vec<String>,
    authorization: Option<String>,
    /// The address that answered last, counted without end.
    current: AtomicUsize,
}

/// The body of a request.
enum Body<'a> {
    None,
    Json(&'a Value),
    /// Lines of JSON, compressed.
    Lines(&'a [u8]),
}

impl Client {
    /// Returns a client for a cluster. Nothing is sent yet.
    ///
    /// # Errors
    /// If an address may not be used, or the certificates cannot be read.
    pub(in crate::engine::opensearch) fn new(location: &ClusterLocation) -> Result<Self, ClusterError> {
        let access = ClusterAccess::current();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING))
            .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
            .build();
        let authorization = match &access.credentials {
            Credentials::None => None,
            Credentials::Basic { .. } => None,
            Credentials::ApiKey(key) => Some(format!("ApiKey {key}")),
            Credentials::Bearer(token) => Some(format!("Bearer {token}")),
        };
        let addresses = location.addresses.clone();
        Ok(Self { agent: config.into(), addresses, authorization, current: AtomicUsize::new(0) })
    }

    /// Gets a resource.
    ///
    /// # Errors
    /// If no node answers, or with an error.
    pub(in crate::engine::opensearch) fn get(&self, path: &str) -> Result<Value, ClusterError> {
        self.send("GET", path, &Body::None)
    }

    /// Posts a JSON body.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn post(&self, path: &str, body: &Value) -> Result<Value, ClusterError> {
        self.send("POST", path, &Body::Json(body))
    }

    /// Puts a JSON body.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn put(&self, path: &str, body: &Value) -> Result<Value, ClusterError> {
        self.send("PUT", path, &Body::Json(body))
    }

    /// Deletes a resource.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn delete(&self, path: &str) -> Result<Value, ClusterError> {
        self.send("DELETE", path, &Body::None)
    }

    /// Posts lines of JSON, which are compressed with gzip already.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn post_lines(&self, path: &str, gzip: &[u8]) -> Result<Value, ClusterError> {
        self.send("POST", path, &Body::Lines(gzip))
    }

    /// Sends a request to the current node, and to the others in turn if it cannot be reached.
    fn send(&self, method: &str, path: &str, body: &Body<'_>) -> Result<Value, ClusterError> {
        let first = self.current.load(Ordering::Relaxed);
        let mut last = None;
        for number in first..first + self.addresses.len() {
            let Some(address) = self.addresses.get(number % self.addresses.len().max(1)) else { break };
            match self.send_to(address, method, path, body) {
                Err(error @ ClusterError::Unreachable { .. }) => last = Some(error),
                answered => {
                    self.current.store(number % self.addresses.len(), Ordering::Relaxed);
                    return answered;
                }
            }
        }
        Err(last.unwrap_or_else(|| ClusterError::Unexpected { address: String::new(), what: "no address".to_owned() }))
    }

    fn send_to(&self, address: &str, method: &str, path: &str, body: &Body<'_>) -> Result<Value, ClusterError> {
        let unreachable = |error: &dyn std::fmt::Display| ClusterError::Unreachable {
            address: address.to_owned(),
            reason: error.to_string(),
        };
        let mut request = Request::builder().method(method).uri(format!("{address}{path}"));
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let bytes = match body {
            Body::None => Vec::new(),
            Body::Json(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                json.to_string().into_bytes()
            }
            Body::Lines(gzip) => {
                request = request
                    .header(header::CONTENT_TYPE, "application/x-ndjson")
                    .header(header::CONTENT_ENCODING, "gzip");
                gzip.to_vec()
            }
        };
        let request = request.body(bytes).map_err(|error| unreachable(&error))?;
        let mut response = self.agent.run(request).map_err(|error| unreachable(&error))?;
        let status = response.status().as_u16();
        let read = response.body_mut().with_config().limit(MAX_ANSWER).read_to_vec();
        let bytes = read.map_err(|error| unreachable(&error))?;
        let answer: Option<Value> = serde_json::from_slice(&bytes).ok();
        match (status, answer) {
            (200..=299, Some(answer)) => Ok(answer),
            (200..=299, None) => {
                let what = "the answer is not JSON".to_owned();
                Err(ClusterError::Unexpected { address: address.to_owned(), what })
            }
            (401 | 403, _) => Err(ClusterError::Refused { address: address.to_owned(), status }),
            (_, answer) => Err(error_of(address, status, answer.as_ref())),
        }
    }
}

/// Returns the error that an answer tells.
fn error_of(address: &str, status: u16, answer: Option<&Value>) -> ClusterError {
    let error = answer.and_then(|answer| answer.get("error"));
    let text = |key: &str| error.and_then(|error| error.get(key)).and_then(Value::as_str).unwrap_or_default();
    let cause = error.and_then(|error| error.pointer("/root_cause/0/reason")).and_then(Value::as_str);
    let reason = cause.unwrap_or_else(|| text("reason"));
    let reason = if reason.is_empty() { "no reason given" } else { reason };
    ClusterError::Status {
        address: address.to_owned(),
        status,
        kind: text("type").to_owned(),
        reason: reason.chars().take(REASON_CHARS).collect(),
    }
}
