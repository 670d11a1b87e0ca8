//! Sends documents to a cluster in bulk requests over several connections.
//!
//! A cluster that is short of memory rejects single items of a request and accepts the others. Only the rejected ones are sent again: the whole request
//! would be rejected as a whole, and without a retry articles would be missing.

use crate::article::FilePath;
use crate::engine::opensearch::client::{Backoff, Client, ClusterError};
use crate::engine::{EngineError, RefusedArticle};
use crossbeam_channel::{Receiver, Sender, bounded};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::Value;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// The number of connections: while the cluster processes one request, the next is compressed and sent.
const CONNECTIONS: usize = 3;

/// zlib-rs at level 2 sends a third less than at level 1, for half as much time again.
const COMPRESSION: Compression = Compression::new(2);

/// How long rejected items are sent again.
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends batches of lines in the background.
pub(super) struct BulkSender {
    client: Client,
    path: String,
    running: Mutex<Option<Running>>,
    failed: Arc<Mutex<Option<EngineError>>>,
    /// The articles that the cluster has refused for good.
    refused: Arc<Mutex<Vec<RefusedArticle>>>,
}

struct Running {
    batches: Sender<Vec<u8>>,
    threads: Vec<JoinHandle<()>>,
}

impl BulkSender {
    pub(super) fn new(client: Client, index: &str) -> Self {
        // The filtered response has only the status and the error of each item.
        let path = format!("/{index}/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason");
        Self { client, path, running: Mutex::default(), failed: Arc::default(), refused: Arc::default() }
    }

    /// Sends a batch of pairs of lines; waits if too many batches are in flight.
    pub(super) fn send(&self, lines: Vec<u8>) -> Result<(), EngineError> {
        self.result()?;
        let batches = {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            match &*running {
                Some(running) => running.batches.clone(),
                None => {
                    let started = self.start()?;
                    let batches = started.batches.clone();
                    *running = Some(started);
                    batches
                }
            }
        };
        // All threads end early only after an error, which the next call returns.
        let _ = batches.send(lines);
        Ok(())
    }

    fn start(&self) -> Result<Running, EngineError> {
        let (batches, received): (Sender<Vec<u8>>, Receiver<Vec<u8>>) = bounded(1);
        let mut threads = Vec::with_capacity(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            let (client, path) = (self.client.clone(), self.path.clone());
            let (received, failed) = (received.clone(), Arc::clone(&self.failed));
            let all_refused = Arc::clone(&self.refused);
            let send = move || {
                for lines in received {
                    let mut refused = Vec::new();
                    if let Err(error) = send_all(&client, &path, &lines, &mut refused) {
                        failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                        return;
                    }
                    all_refused.lock().unwrap_or_else(PoisonError::into_inner).append(&mut refused);
                }
            };
            threads.push(Builder::new().spawn(send).map_err(EngineError::Thread)?);
        }
        Ok(Running { batches, threads })
    }

    /// Waits until the cluster has accepted all batches.
    pub(super) fn flush(&self) -> Result<(), EngineError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { batches, threads }) = running {
            drop(batches);
            for thread in threads {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
        }
        self.result()
    }

    /// Returns the articles that the cluster has refused for good since the last call.
    pub(super) fn take_refused(&self) -> Vec<RefusedArticle> {
        std::mem::take(&mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn result(&self) -> Result<(), EngineError> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

/// Sends a batch until each of its items is accepted, or refused for good.
fn send_all(client: &Client, path: &str, lines: &[u8], refused: &mut Vec<RefusedArticle>) -> Result<(), EngineError> {
    let mut backoff = Backoff::new(PATIENCE);
    let mut rest = std::borrow::Cow::Borrowed(lines);
    loop {
        let failure = match client.post_compressed(path, &compressed(&rest)?) {
            Ok(answer) => match not_taken(&answer, &rest, refused)? {
                None => return Ok(()),
                Some((again, reason)) => {
                    rest = again.into();
                    ClusterError::Overloaded { seconds: 0, reason }
                }
            },
            Err(error @ ClusterError::Status { status: 413, .. }) => {
                let Some((one, other)) = halves(&rest) else {
                    refused.push(refused_article(&rest, "it is larger than any request may be").ok_or(error)?);
                    return Ok(());
                };
                send_all(client, path, one, refused)?;
                return send_all(client, path, other, refused);
            }
            Err(error) if error.is_transient() => error,
            Err(error) => return Err(error.into()),
        };
        if !backoff.wait(failure.retry_after()) {
            let error = match failure {
                ClusterError::Overloaded { reason, .. } => {
                    ClusterError::Overloaded { seconds: backoff.elapsed().as_secs(), reason }
                }
                error => error.after_retries(backoff.elapsed()),
            };
            return Err(error.into());
        }
    }
}

fn compressed(lines: &[u8]) -> Result<Vec<u8>, EngineError> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(lines.len() / 3), COMPRESSION);
    let written = encoder.write_all(lines).and_then(|()| encoder.finish());
    written.map_err(|error| EngineError::Index(error.into()))
}

/// Returns the pairs of lines that the cluster rejected for now, with its reason; `None` if there are none. Collects the articles refused for good.
fn not_taken(
    answer: &Value,
    lines: &[u8],
    refused: &mut Vec<RefusedArticle>,
) -> Result<Option<(Vec<u8>, String)>, EngineError> {
    if answer.get("errors") == Some(&Value::Bool(false)) {
        return Ok(None);
    }
    let items = answer.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut again = Vec::new();
    let mut last = String::new();
    let mut items = items.iter();
    for pair in pairs(lines) {
        let item = items.next().and_then(Value::as_object).and_then(|item| item.values().next());
        // An item without a status may have been lost on the way.
        let status = item.and_then(|item| item.get("status")).and_then(Value::as_u64).unwrap_or(503);
        let error = item.and_then(|item| item.get("error"));
        let reason = error.and_then(|error| error.get("reason")).and_then(Value::as_str).unwrap_or("no answer");
        match status {
            // An article to be deleted may not exist.
            200..=299 | 404 => {}
            429 | 502..=504 => {
                again.extend_from_slice(pair);
                reason.clone_into(&mut last);
            }
            // The article itself is invalid; any other status concerns the index.
            400 | 413 if let Some(article) = refused_article(pair, reason) => refused.push(article),
            _ => {
                let status = u16::try_from(status).unwrap_or_default();
                return Err(ClusterError::Article { status, reason: reason.to_owned() }.into());
            }
        }
    }
    Ok((!again.is_empty()).then_some((again, last)))
}

/// Returns the article in a pair of lines; `None` if it holds none.
fn refused_article(pair: &[u8], reason: &str) -> Option<RefusedArticle> {
    #[derive(Deserialize)]
    struct RefusedDocument {
        file: String,
        article: Place,
    }
    #[derive(Deserialize)]
    struct Place {
        member: Option<String>,
        record: u32,
    }
    let (_, document) = pair.split_at_checked(memchr::memchr(b'\n', pair)?)?;
    let RefusedDocument { file, article: Place { member, record } } = serde_json::from_slice(document).ok()?;
    Some(RefusedArticle { file: FilePath::from_stored(&file), member, record, reason: reason.to_owned() })
}

/// Returns the lines of each item: two for a document to index, one for a document to delete.
fn pairs(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = lines;
    std::iter::from_fn(move || {
        let first = memchr::memchr(b'\n', rest)? + 1;
        let end = if rest.starts_with(DELETE) {
            first
        } else {
            memchr::memchr(b'\n', rest.get(first..)?).map_or(rest.len(), |at| first + at + 1)
        };
        let (pair, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(pair)
    })
}

/// The beginning of a line that deletes a document.
pub(super) const DELETE: &[u8] = b"{\"delete\"";

/// Returns the lines in two halves of whole items; `None` for a single item.
fn halves(lines: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    for pair in pairs(lines) {
        at += pair.len();
        if at >= lines.len() / 2 {
            break;
        }
    }
    lines.split_at_checked(at).filter(|(_, after)| !after.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const LINES: &[u8] = b"{\"index\":1}\n{\"a\":1}\n{\"delete\":2}\n{\"index\":3}\n{\"a\":3}\n";

    #[test]
    fn only_refused_items_are_sent_again() {
        let taken = json!({ "index": { "status": 201 } });
        let gone = json!({ "delete": { "status": 404 } });
        let full = json!({ "index": { "status": 429, "error": { "type": "circuit_breaking_exception", "reason": "too large" } } });
        let mut refused = Vec::new();
        let mut not_taken =
            |items: &[&serde_json::Value]| not_taken(&json!({ "errors": true, "items": items }), LINES, &mut refused);
        let (again, reason) = not_taken(&[&taken, &gone, &full]).unwrap().unwrap();
        assert_eq!((&again[..], reason.as_str()), (&b"{\"index\":3}\n{\"a\":3}\n"[..], "too large"));
        let (again, _) = not_taken(&[&full]).unwrap().unwrap();
        assert_eq!(again, LINES);
        assert!(not_taken(&[&taken, &gone, &taken]).unwrap().is_none());
        let blocked = json!({ "index": { "status": 403, "error": { "reason": "index read-only" } } });
        assert!(not_taken(&[&blocked]).is_err());
        assert_eq!(refused, []);
    }

    #[test]
    fn an_article_that_is_never_taken_is_left_out_with_its_reason() {
        let document =
            br#"{"file":"/news/a.zip","body":"x","article":{"headline":"Flood","member":"b.txt","record":3}}"#;
        let lines = [b"{\"index\":1}\n", &document[..], b"\n"].concat();
        let wrong = json!({ "index": { "status": 400, "error": { "reason": "immense term" } } });
        let mut refused = Vec::new();
        let again = not_taken(&json!({ "errors": true, "items": [wrong] }), &lines, &mut refused).unwrap();
        assert_eq!(again, None);
        let [article] = &refused[..] else { panic!("{refused:?}") };
        assert_eq!((article.file.as_str(), article.record), ("/news/a.zip", 3));
        assert_eq!((article.member.as_deref(), article.reason.as_str()), (Some("b.txt"), "immense term"));
        // Lines of another kind contain no article.
        assert!(not_taken(&json!({ "errors": true, "items": [wrong] }), LINES, &mut refused).is_err());
    }

    #[test]
    fn a_request_too_large_is_cut_between_items() {
        assert_eq!(halves(LINES).map(|(one, other)| (one.len(), other.len())), Some((33, 20)));
        assert_eq!(halves(b"{\"index\":1}\n{\"a\":1}\n"), None);
    }
}
