//! Sends requests to the nodes of a cluster: to the next node if one cannot be reached, and again while the cluster is overloaded.
//!
//! A request may arrive twice if a connection breaks before the response, so callers send only idempotent requests, such as documents with their own ids.

use super::access::ClusterAccess;
use super::answer;
use super::connection;
use super::error::ClusterError;
use super::limits::Limits;
use super::location::ClusterLocation;
use super::retry::Backoff;
use crate::durable::checkpoint;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use ureq::http::{HeaderValue, Method, Request, header};
use ureq::{Agent, AsSendBody};

/// A connection to a cluster, shared by threads and by its clones.
#[derive(Clone)]
pub(in crate::engine::opensearch) struct Client {
    agent: Agent,
    nodes: Arc<Nodes>,
    limits: Limits,
    /// The time by which all requests must end.
    deadline: Option<Instant>,
}

/// The nodes of a cluster.
struct Nodes {
    addresses: Vec<String>,
    authorization: Option<HeaderValue>,
    /// The index of the address to try first, modulo their number.
    current: AtomicUsize,
    /// Whether any address has answered: then an address that refuses connections may recover.
    answered: AtomicBool,
}

/// The body of a request.
enum Content<'a> {
    None,
    Json(Vec<u8>),
    /// Lines of JSON, compressed or not.
    Compressed(&'a [u8]),
    Lines(&'a [u8]),
}

/// The media type of lines of JSON.
const LINES: &str = "application/x-ndjson";

impl Client {
    /// Returns a client with the time limits of a search. Sends nothing yet.
    ///
    /// # Errors
    /// If an address is not allowed, or the credentials or certificates are unusable.
    pub(in crate::engine::opensearch) fn new(location: &ClusterLocation) -> Result<Self, ClusterError> {
        Self::with_limits(location, &ClusterAccess::current(), Limits::READING)
    }

    /// Returns a client with the given limits.
    pub(super) fn with_limits(
        location: &ClusterLocation,
        access: &ClusterAccess,
        limits: Limits,
    ) -> Result<Self, ClusterError> {
        let nodes = Nodes {
            addresses: connection::addresses(location, access)?,
            authorization: connection::authorization(&access.credentials)?,
            current: AtomicUsize::new(0),
            answered: AtomicBool::new(false),
        };
        let agent = connection::agent(connection::trust(access)?, limits);
        Ok(Self { agent, nodes: Arc::new(nodes), limits, deadline: None })
    }

    /// Returns the same client with the limits of a writer: it retries for a minute, and waits five minutes for a response.
    pub(in crate::engine::opensearch) fn patient(self) -> Self {
        let (trust, limits) = (self.agent.config().tls_config().clone(), Limits::WRITING);
        Self { agent: connection::agent(trust, limits), limits, ..self }
    }

    /// Returns a client with the same connections whose requests all end within `limit` from now.
    pub(in crate::engine::opensearch) fn within(&self, limit: Duration) -> Self {
        let (agent, nodes) = (self.agent.clone(), Arc::clone(&self.nodes));
        Self { agent, nodes, limits: self.limits, deadline: Instant::now().checked_add(limit) }
    }

    /// Gets a resource.
    ///
    /// # Errors
    /// If no node answers, the response is an error, or the cluster stays overloaded.
    pub(in crate::engine::opensearch) fn get(&self, path: &str) -> Result<Value, ClusterError> {
        self.repeat(&Method::GET, path, &Content::None)
    }

    /// Posts a JSON body.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn post(&self, path: &str, body: &Value) -> Result<Value, ClusterError> {
        self.post_for(path, body)
    }

    /// Posts a JSON body and deserialises the response.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn post_for<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
    ) -> Result<T, ClusterError> {
        self.repeat(&Method::POST, path, &Content::Json(body.to_string().into_bytes()))
    }

    /// Posts lines of JSON.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn post_lines<T: DeserializeOwned>(
        &self,
        path: &str,
        lines: &str,
    ) -> Result<T, ClusterError> {
        self.repeat(&Method::POST, path, &Content::Lines(lines.as_bytes()))
    }

    /// Puts a JSON body.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn put(&self, path: &str, body: &Value) -> Result<Value, ClusterError> {
        self.repeat(&Method::PUT, path, &Content::Json(body.to_string().into_bytes()))
    }

    /// Deletes a resource.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn delete(&self, path: &str) -> Result<Value, ClusterError> {
        self.repeat(&Method::DELETE, path, &Content::None)
    }

    /// Sends a deletion with a JSON body.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(in crate::engine::opensearch) fn delete_with(&self, path: &str, body: &Value) -> Result<Value, ClusterError> {
        self.repeat(&Method::DELETE, path, &Content::Json(body.to_string().into_bytes()))
    }

    /// Posts gzip-compressed lines of JSON. Does not retry while the cluster is overloaded, since the caller may then send less.
    ///
    /// # Errors
    /// If no node answers, or the response is an error.
    pub(in crate::engine::opensearch) fn post_compressed(
        &self,
        path: &str,
        gzip: &[u8],
    ) -> Result<Value, ClusterError> {
        self.send(&Method::POST, path, &Content::Compressed(gzip))
    }

    /// Returns the address that is tried first.
    pub(in crate::engine::opensearch) fn address(&self) -> String {
        let Nodes { addresses, current, .. } = &*self.nodes;
        let number = current.load(Ordering::Relaxed) % addresses.len().max(1);
        addresses.get(number).cloned().unwrap_or_default()
    }

    /// Returns the time until the deadline.
    fn left(&self) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(Instant::now()))
    }

    /// Sends a request, with retries within the limit.
    fn repeat<T: DeserializeOwned>(
        &self,
        method: &Method,
        path: &str,
        content: &Content<'_>,
    ) -> Result<T, ClusterError> {
        let mut backoff =
            Backoff::new(self.left().map_or(self.limits.repeating, |left| left.min(self.limits.repeating)));
        loop {
            let error = match self.send(method, path, content) {
                Err(error) if error.is_transient() => error,
                answered => return answered,
            };
            // An address that has never answered is probably wrong, not busy.
            let may_recover = self.nodes.answered.load(Ordering::Relaxed)
                || !matches!(error, ClusterError::Unreachable { connected: false, .. });
            if !may_recover || !backoff.wait(error.retry_after()) {
                return Err(error.after_retries(backoff.elapsed()));
            }
        }
    }

    /// Sends a request to the current node, and to the others in turn if that cannot be reached.
    fn send<T: DeserializeOwned>(&self, method: &Method, path: &str, content: &Content<'_>) -> Result<T, ClusterError> {
        let Nodes { addresses, current, answered, .. } = &*self.nodes;
        let first = current.load(Ordering::Relaxed);
        let mut last = None;
        for number in 0..addresses.len() {
            let number = first.wrapping_add(number);
            let Some(address) = addresses.get(number % addresses.len()) else { break };
            let answer = self.send_to(address, method, path, content);
            // Another node may be less loaded, or responsive.
            let moves = answer.as_ref().is_err_and(ClusterError::is_transient);
            current.store(if moves { number.wrapping_add(1) } else { number }, Ordering::Relaxed);
            match answer {
                Err(error @ ClusterError::Unreachable { .. }) => last = Some(error),
                answer => {
                    answered.store(true, Ordering::Relaxed);
                    return answer;
                }
            }
        }
        Err(last.unwrap_or(ClusterError::Address(super::location::LocationError::Host)))
    }

    fn send_to<T: DeserializeOwned>(
        &self,
        address: &str,
        method: &Method,
        path: &str,
        content: &Content<'_>,
    ) -> Result<T, ClusterError> {
        if method != Method::GET {
            checkpoint().map_err(|error| answer::failure(address, error.into(), self.limits.answering))?;
        }
        let mut request = Request::builder().method(method).uri(format!("{address}{path}"));
        if connection::is_loopback(address) {
            // On the same machine, compressing a response takes longer than sending it.
            request = request.header(header::ACCEPT_ENCODING, "identity");
        }
        if let Some(authorization) = &self.nodes.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        match content {
            Content::None => self.run(address, request.body(())),
            Content::Json(json) => {
                self.run(address, request.header(header::CONTENT_TYPE, "application/json").body(json.as_slice()))
            }
            Content::Lines(lines) => self.run(address, request.header(header::CONTENT_TYPE, LINES).body(*lines)),
            Content::Compressed(gzip) => {
                request = request.header(header::CONTENT_TYPE, LINES).header(header::CONTENT_ENCODING, "gzip");
                self.run(address, request.body(*gzip))
            }
        }
    }

    fn run<T: DeserializeOwned>(
        &self,
        address: &str,
        request: Result<Request<impl AsSendBody>, ureq::http::Error>,
    ) -> Result<T, ClusterError> {
        let limit = self.left().map_or(self.limits.answering, |left| left.min(self.limits.answering));
        if limit.is_zero() {
            return Err(ClusterError::NoAnswer { address: address.to_owned(), limit });
        }
        let request = request.map_err(|error| answer::failure(address, error.into(), limit))?;
        let response = if limit == self.limits.answering {
            self.agent.run(request)
        } else {
            let request = self.agent.configure_request(request).timeout_global(Some(limit));
            self.agent.run(request.timeout_connect(Some(self.limits.connecting.min(limit))).build())
        };
        let response = response.map_err(|error| answer::failure(address, error, limit))?;
        answer::read(address, response, Limits { answering: limit, ..self.limits })
    }
}
