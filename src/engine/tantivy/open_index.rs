//! A tantivy index opened for reading: its schema, its searcher, and everything that is computed once for all requests.
//!
//! The modules for searching, counting and writing add their own methods. This file only creates and opens indexes and reads stored
//! articles.

use super::lookup::{Statistics, Stems};
use super::schema::Fields;
use super::stored::{Columns, SharedDirectory, Unpacking, Verification};
use crate::article::{Article, FilePath};
use crate::engine::{Deadline, EngineError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::collector::DocSetCollector;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption, Schema, Value};
use tantivy::store::Compressor;
use tantivy::{DocAddress, Index, IndexSettings, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

/// The folder of the tantivy index within a store.
pub(super) const INDEX_FOLDER: &str = "index";

/// The dictionary of stored articles, in the folder of a store.
const DICTIONARY: &str = "articles.zdict";

/// The file names in the folder of a store: the index, the dictionary, the manifest, in a backup also the catalogue, and the address of an index on a
/// cluster.
const STORE_NAMES: [&str; 7] =
    [INDEX_FOLDER, DICTIONARY, "articles.new", "manifest.redb", "catalogue.json", "catalogue.new", "cluster.json"];

/// The lists of files in the folder of the index, which are replaced with each commit: tantivy's own for its clean-up, and the segments.
pub(super) const LISTS: [&str; 2] = [".managed.json", "meta.json"];

/// The files that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// An index opened for searching, in the state of its last commit. Clones share their caches.
#[derive(Clone)]
pub(crate) struct TantivyEngine {
    pub(crate) index: Index,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(crate) statistics: Arc<Statistics>,
    pub(crate) stems: Arc<Stems>,
    pub(crate) columns: Arc<Columns>,
    /// The time limit of the current search.
    pub(crate) deadline: Deadline,
    pub(super) unpacking: Arc<Unpacking>,
    pub(super) directory: SharedDirectory,
    /// The generation that the last commit recorded.
    pub(super) payload: Option<Arc<str>>,
    folder: PathBuf,
}

impl TantivyEngine {
    /// Creates an empty index in the folder of a store.
    pub(crate) fn create(store: &Path) -> Result<(), EngineError> {
        let folder = store.join(INDEX_FOLDER);
        std::fs::create_dir_all(&folder).map_err(EngineError::io("create", &folder))?;
        // Articles are compressed separately.
        let settings = IndexSettings { docstore_compression: Compressor::None, ..IndexSettings::default() };
        let directory = SharedDirectory::open(&folder, Verification::Everything)?;
        Index::builder().schema(Fields::new().schema).settings(settings).open_or_create(directory)?;
        Ok(())
    }

    /// Returns whether the folder holds a store of any version, complete or not, and nothing else.
    pub(crate) fn is_store(store: &Path) -> bool {
        let Ok(entries) = std::fs::read_dir(store) else { return false };
        let mut names = entries.map(|entry| entry.map(|entry| entry.file_name()).unwrap_or_default());
        names.all(|name| STORE_NAMES.iter().any(|of_store| name == *of_store))
    }

    /// Returns the list of segments as stored, which changes with every commit; empty if it cannot be read.
    pub(crate) fn state(store: &Path) -> Vec<u8> {
        std::fs::read(store.join(INDEX_FOLDER).join("meta.json")).unwrap_or_default()
    }

    /// Returns the paths in a store of the files that are replaced with each commit, with their contents. The last one is the list of segments.
    pub(crate) fn lists(store: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, EngineError> {
        // The segments come first; the other list may be of a later state.
        let read = LISTS.iter().rev().map(|name| {
            let path = Path::new(INDEX_FOLDER).join(name);
            let file = store.join(&path);
            let contents = std::fs::read(&file).map_err(EngineError::io("read", &file))?;
            Ok((path, contents))
        });
        let mut lists = read.collect::<Result<Vec<_>, EngineError>>()?;
        lists.reverse();
        Ok(lists)
    }

    /// Returns the paths in a store of the files of its segments and of the dictionary. None of them ever changes.
    pub(crate) fn files(store: &Path) -> Result<Vec<PathBuf>, EngineError> {
        let folder = store.join(INDEX_FOLDER);
        let segments =
            Index::open(SharedDirectory::open(&folder, Verification::Searching)?)?.searchable_segment_metas()?;
        let names = segments.iter().flat_map(segment_files);
        let mut files: Vec<PathBuf> = names.map(|name| Path::new(INDEX_FOLDER).join(name)).collect();
        files.extend(store.join(DICTIONARY).exists().then(|| PathBuf::from(DICTIONARY)));
        files.sort();
        Ok(files)
    }

    /// Opens the index in the folder of a store.
    pub(crate) fn open(store: &Path, verification: Verification) -> Result<Self, EngineError> {
        let engine = Self::open_with(store, verification, |_| Fields::new())?;
        if engine.index.schema() != engine.fields.schema {
            return Err(engine.damaged("its fields are not those of this version"));
        }
        Ok(engine)
    }

    /// Opens an index of an earlier version to read its stored articles and files. It cannot be queried, because it may lack fields.
    pub(crate) fn open_earlier(store: &Path, verification: Verification) -> Result<Self, EngineError> {
        Self::open_with(store, verification, Fields::kept_in)
    }

    fn open_with(
        store: &Path,
        verification: Verification,
        fields: impl FnOnce(&Schema) -> Fields,
    ) -> Result<Self, EngineError> {
        let folder = store.join(INDEX_FOLDER);
        // Must come first: if the store is replaced after this, the index cannot be opened, and the caller tries again.
        let unpacking = Unpacking::of(store);
        let directory = SharedDirectory::open(&folder, verification)?;
        let index = Index::open(directory.clone())?;
        let fields = fields(&index.schema());
        let payload = index.load_metas()?.payload.map(Arc::from);
        for segment in index.searchable_segments()? {
            // Without this file tantivy would treat the segment as one without positions.
            segment.open_read(SegmentComponent::Positions).map_err(TantivyError::from)?;
        }
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        Ok(Self {
            statistics: Arc::new(Statistics::new(searcher.clone(), fields.emphasis)),
            stems: Arc::new(Stems::new(searcher.clone(), fields.clone())),
            columns: Arc::default(),
            deadline: Deadline::default(),
            unpacking: Arc::new(unpacking),
            payload,
            index,
            fields,
            searcher,
            directory,
            folder,
        })
    }

    /// Returns the same index for a search with a time limit.
    pub(super) fn with_deadline(&self, deadline: Deadline) -> Self {
        Self { deadline, ..self.clone() }
    }

    /// Returns the folder of the tantivy index.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder of the store that the index is part of.
    pub(crate) fn store(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Returns the folder of the archive that the index is part of, for messages.
    pub(super) fn archive(&self) -> &Path {
        self.folder.ancestors().nth(2).unwrap_or(&self.folder)
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> EngineError {
        EngineError::Damaged { folder: self.archive().to_owned(), what: what.into() }
    }

    pub(super) fn addresses_of(&self, file: &FilePath) -> Result<Vec<DocAddress>, EngineError> {
        self.addresses_with(self.fields.file, file.as_str())
    }

    /// Returns the addresses of the articles with an exact term, in ascending order.
    pub(super) fn addresses_with(&self, field: Field, name: &str) -> Result<Vec<DocAddress>, EngineError> {
        let term = Term::from_field_text(field, name);
        let found = self.searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses)
    }

    pub(super) fn article(&self, address: DocAddress) -> Result<Article, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let packed = document.get_first(self.fields.article).and_then(|value| value.as_bytes()).unwrap_or_default();
        let damaged = |error: String| self.damaged(format!("a stored article cannot be parsed: {error}"));
        let json = self.unpacking.unpack(packed).map_err(|error| damaged(error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
    }
}

/// Returns the names of the files of a segment.
pub(super) fn segment_files(segment: &SegmentMeta) -> Vec<PathBuf> {
    let deletions = segment.has_deletes().then_some(SegmentComponent::Delete);
    COMPONENTS.into_iter().chain(deletions).map(|component| segment.relative_path(component)).collect()
}
