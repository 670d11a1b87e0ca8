//! Implements [`Writer`] on a cluster.
//!
//! Writes are invisible to searches until a commit refreshes the index. A document's id is computed from file and record, so an article that is sent again
//! replaces itself. Deletions are made by query just before the refresh: the query sees only the articles of the last commit.

use super::bulk::{BulkSender, DELETE};
use super::document::{add_lines, document_id};
use crate::article::{Article, ArticleId, FilePath};
use crate::engine::opensearch::commit::{Commit, refresh};
use crate::engine::opensearch::lock::IndexLock;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::{EngineError, RefusedArticle, Writer};
use crate::text::StemCache;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The size of a request before compression, in bytes.
const REQUEST_BYTES: usize = 5 << 20;

/// The maximum number of files or ids in one deletion request.
const MAX_REMOVED: usize = 1_000;

/// An index on a cluster opened for writing.
pub(in crate::engine) struct ClusterWriter {
    index: ClusterIndex,
    sender: BulkSender,
    /// The address of the next article.
    next: AtomicU64,
    /// Line buffers and stem caches that no thread is using.
    idle: Mutex<Vec<LineBuffer>>,
    changes: Mutex<Changes>,
    commit: Commit,
    lock: IndexLock,
}

#[derive(Default)]
struct LineBuffer {
    lines: Vec<u8>,
    stems: StemCache,
}

/// The changes since the last commit.
#[derive(Default)]
struct Changes {
    /// Whether the changes were announced to the cluster.
    announced: bool,
    /// The files and ids whose committed articles will be deleted.
    files: BTreeSet<String>,
    ids: BTreeSet<String>,
    /// The articles written since then: the number of records by file and by path, which differ in containers, and their paths and records by id.
    written: BTreeMap<String, BTreeMap<String, u32>>,
    by_id: BTreeMap<String, Vec<(String, u32)>>,
}

impl ClusterWriter {
    /// Opens an index for the archive in a folder.
    pub(in crate::engine) fn open(index: ClusterIndex, folder: &Path) -> Result<Self, EngineError> {
        let lock = IndexLock::take(&index.client, &index.name, folder)?;
        let commit = Commit::read(&index.client, &index.name)?.recover(&index.client, &index.name)?;
        let last = index.search(&json!({
            "size": 0, "aggs": { "last": { "max": { "field": field::ADDRESS } } },
        }))?;
        let last = last.aggregations.pointer("/last/value").and_then(Value::as_f64);
        Ok(Self {
            sender: BulkSender::new(index.client.clone(), &index.name),
            index,
            next: AtomicU64::new(last.map_or(0, |last| last as u64 + 1)),
            idle: Mutex::default(),
            changes: Mutex::default(),
            commit,
            lock,
        })
    }

    fn changes(&self) -> Result<MutexGuard<'_, Changes>, EngineError> {
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        if !changes.announced {
            self.commit.announce(&self.index.client, &self.index.name)?;
            changes.announced = true;
        }
        Ok(changes)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<LineBuffer>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends all lines and waits until the cluster has accepted them.
    fn flush(&self) -> Result<(), EngineError> {
        for batch in std::mem::take(&mut *self.idle()) {
            if !batch.lines.is_empty() {
                self.sender.send(batch.lines)?;
            }
        }
        self.sender.flush()
    }

    /// Deletes documents written since the last commit, which a query cannot find.
    fn delete_written(&self, documents: impl Iterator<Item = (String, u32)>) -> Result<(), EngineError> {
        self.flush()?;
        let mut lines = Vec::new();
        for (path, record) in documents {
            lines.extend_from_slice(DELETE);
            lines.extend_from_slice(format!(":{{\"_id\":\"{}\"}}}}\n", document_id(&path, record)).as_bytes());
        }
        self.sender.send(lines)?;
        self.sender.flush()
    }

    /// Deletes articles of the last commit.
    fn delete_committed(&self, field: &str, values: &BTreeSet<String>) -> Result<(), EngineError> {
        let values: Vec<&String> = values.iter().collect();
        for values in values.chunks(MAX_REMOVED) {
            // An article that was replaced in the meantime is a new version, and stays.
            let path = format!("/{}/_delete_by_query?conflicts=proceed&refresh=false", self.index.name);
            let answer = self.index.client.post(&path, &json!({ "query": { "terms": { field: values } } }))?;
            let failed = answer.get("failures").and_then(Value::as_array).is_some_and(|failures| !failures.is_empty());
            if failed || answer.get("timed_out") == Some(&Value::Bool(true)) {
                return Err(EngineError::Index("the cluster could not remove all articles of a file".into()));
            }
        }
        Ok(())
    }
}

impl Writer for ClusterWriter {
    fn add(&self, article: Article) -> Result<(), EngineError> {
        {
            let mut changes = self.changes()?;
            let (path, record) = (article.path().as_str().to_owned(), article.record);
            changes.by_id.entry(article.id.as_str().to_owned()).or_default().push((path.clone(), record));
            let of_file = changes.written.entry(article.file.as_str().to_owned()).or_default();
            let records = of_file.entry(path).or_default();
            *records = (*records).max(record.saturating_add(1));
        }
        let address = self.next.fetch_add(1, Ordering::Relaxed);
        let mut batch = self.idle().pop().unwrap_or_default();
        add_lines(article, address, &mut batch.stems, &mut batch.lines)
            .map_err(|error| EngineError::Index(error.into()))?;
        if batch.lines.len() >= REQUEST_BYTES {
            self.sender.send(std::mem::take(&mut batch.lines))?;
        }
        self.idle().push(batch);
        Ok(())
    }

    fn remove_file(&self, file: &FilePath) -> Result<(), EngineError> {
        let mut changes = self.changes()?;
        changes.files.insert(file.as_str().to_owned());
        if let Some(written) = changes.written.remove(file.as_str()) {
            let records = |(path, records): (String, u32)| (0..records).map(move |record| (path.clone(), record));
            self.delete_written(written.into_iter().flat_map(records))?;
        }
        Ok(())
    }

    fn remove_article(&self, id: &ArticleId) -> Result<(), EngineError> {
        let mut changes = self.changes()?;
        changes.ids.insert(id.as_str().to_owned());
        if let Some(written) = changes.by_id.remove(id.as_str()) {
            self.delete_written(written.into_iter())?;
        }
        Ok(())
    }

    fn commit(&mut self, generation: u64) -> Result<Vec<RefusedArticle>, EngineError> {
        self.flush()?;
        self.lock.check(&self.index.name)?;
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        self.delete_committed(field::FILE, &changes.files)?;
        self.delete_committed(field::ID, &changes.ids)?;
        refresh(&self.index.client, &self.index.name)?;
        self.commit = Commit::of(generation, self.index.meta.clone(), self.index.read_summary()?);
        self.commit.write(&self.index.client, &self.index.name)?;
        Ok(self.sender.take_refused())
    }

    fn finish(self: Box<Self>) -> Result<(), EngineError> {
        self.flush()
    }
}
