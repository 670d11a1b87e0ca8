//! The lock of an index on a cluster, so that no two folders write to it at once.
//!
//! It is a document that its holder rewrites periodically. Each write is conditional on the last version, so that of two processes that take it one fails.
//! A document that nobody has written for a while is free; no clocks are compared. Within one folder, the lock of the folder decides.

use super::client::{Client, ClusterError};
use crate::engine::EngineError;
use crossbeam_channel::{RecvTimeoutError, Sender, bounded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// The id of the document.
const DOCUMENT: &str = "dateline-lock";

/// Its only field, which is not in the mapping.
const HOLDER: &str = "holder";

/// The interval of heartbeats, and the silence after which the lock is free.
const BEAT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(20);

/// The interval at which the lock of another holder is checked.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// The current or last writer of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    host: String,
    folder: String,
    process: u32,
    is_writing: bool,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}", self.folder, self.host)
    }
}

/// A version of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    number: u64,
    term: u64,
}

impl Version {
    fn of(answer: &Value) -> Option<Self> {
        Some(Self { number: answer.get("_seq_no")?.as_u64()?, term: answer.get("_primary_term")?.as_u64()? })
    }
}

/// The lock of an index while this process writes to it.
pub(super) struct IndexLock {
    is_lost: Arc<AtomicBool>,
    end: Option<(Sender<()>, JoinHandle<()>)>,
}

impl IndexLock {
    /// Takes the lock for the archive in a folder; waits until it is clear whether another holder is alive.
    pub(super) fn take(client: &Client, index: &str, folder: &Path) -> Result<Self, EngineError> {
        let own = Holder {
            host: host_name(),
            folder: folder.display().to_string(),
            process: std::process::id(),
            is_writing: true,
        };
        let begun = Instant::now();
        let mut seen: Option<Version> = None;
        let version = loop {
            let Some((holder, version)) = read(client, index)? else {
                if let Some(version) = write(client, index, &own, None)? {
                    break version;
                }
                std::thread::sleep(BETWEEN_LOOKS);
                continue;
            };
            let is_same_folder = (&holder.host, &holder.folder) == (&own.host, &own.folder);
            let is_silent = seen == Some(version) && begun.elapsed() >= SILENCE;
            if !holder.is_writing || is_same_folder || is_silent {
                if let Some(version) = write(client, index, &own, Some(version))? {
                    break version;
                }
            } else if seen.is_some_and(|seen| seen != version) {
                return Err(ClusterError::Locked { index: index.to_owned(), holder: holder.to_string() }.into());
            }
            seen = Some(version);
            std::thread::sleep(BETWEEN_LOOKS);
        };
        let is_lost = Arc::new(AtomicBool::new(false));
        let (end, ended) = bounded::<()>(0);
        let (client, index, lost) = (client.clone(), index.to_owned(), Arc::clone(&is_lost));
        let beat = move || {
            let mut version = version;
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(BEAT) {
                match write(&client, &index, &own, Some(version)) {
                    Ok(Some(next)) => version = next,
                    Ok(None) => return lost.store(true, Ordering::Relaxed),
                    // The cluster may recover.
                    Err(_) => {}
                }
            }
            // Frees the lock for the next writer; if this fails, the lock expires.
            let _ = write(&client, &index, &Holder { is_writing: false, ..own }, Some(version));
        };
        let thread = Builder::new().spawn(beat).map_err(EngineError::Thread)?;
        Ok(Self { is_lost, end: Some((end, thread)) })
    }

    /// Fails if another folder has taken the lock in the meantime.
    pub(super) fn check(&self, index: &str) -> Result<(), EngineError> {
        if self.is_lost.load(Ordering::Relaxed) {
            let holder = "another folder".to_owned();
            return Err(ClusterError::Locked { index: index.to_owned(), holder }.into());
        }
        Ok(())
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.end.take() {
            drop(end);
            // The panic of the thread was already reported.
            let _ = thread.join();
        }
    }
}

/// Returns the current or last writer of an index.
pub(super) fn last_writer(client: &Client, index: &str) -> Result<Option<Holder>, EngineError> {
    Ok(read(client, index)?.map(|(holder, _)| holder))
}

fn read(client: &Client, index: &str) -> Result<Option<(Holder, Version)>, EngineError> {
    let answer = match client.get(&format!("/{index}/_doc/{DOCUMENT}")) {
        Ok(answer) => answer,
        Err(ClusterError::Status { status: 404, kind, .. }) if kind.is_empty() => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let version = Version::of(&answer);
    let holder = answer.pointer(&format!("/_source/{HOLDER}")).cloned().map(serde_json::from_value);
    match (holder, version) {
        (Some(Ok(holder)), Some(version)) => Ok(Some((holder, version))),
        _ => Err(EngineError::Corrupt("the lock on the cluster cannot be read".to_owned())),
    }
}

/// Writes the document if it still has a version, or none; returns the new version, or `None` if another process was faster.
fn write(
    client: &Client,
    index: &str,
    holder: &Holder,
    version: Option<Version>,
) -> Result<Option<Version>, EngineError> {
    let condition = match version {
        Some(Version { number, term }) => format!("if_seq_no={number}&if_primary_term={term}"),
        None => "op_type=create".to_owned(),
    };
    match client.put(&format!("/{index}/_doc/{DOCUMENT}?{condition}"), &json!({ HOLDER: holder })) {
        Ok(answer) => Ok(Version::of(&answer)),
        Err(ClusterError::Status { status: 409, .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn host_name() -> String {
    nix::unistd::gethostname().map_or_else(|_| UNKNOWN.to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn host_name() -> String {
    UNKNOWN.to_owned()
}

/// The name of a machine without a name.
const UNKNOWN: &str = "another machine";
