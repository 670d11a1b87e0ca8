//! Searching the index.

use super::columns::Columns;
use super::holdings;
use super::meanings::meanings;
use super::packing::Unpacking;
use super::ranked::Ranked;
use super::schema::{Fields, column};
use super::shared_directory::SharedDirectory;
use super::statistics::Statistics;
use super::stems::Stems;
use super::terms::Marker;
use super::words;
use crate::article::{Article, ArticleId, FilePath, Language};
use crate::engine::{
    self, Capped, Contribution, Counts, Engine, EngineError, Found, Grouping, HeldArticle, Holdings, Page, Request,
    Slot,
};
use crate::query::Field;
use crate::text::{MeaningVector, WordPattern};
use std::path::{Path, PathBuf};
use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::{TermQuery, TermSetQuery};
use tantivy::schema::{IndexRecordOption, Schema, Value};
use tantivy::store::Compressor;
use tantivy::{DocAddress, Index, IndexSettings, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The folder of the tantivy index within a store.
const INDEX_FOLDER: &str = "index";

/// An index opened for searching: what had been committed when it was opened.
pub(in crate::engine) struct EmbeddedEngine {
    pub(super) index: Index,
    pub(super) fields: Fields,
    pub(super) searcher: Searcher,
    pub(super) statistics: Statistics,
    pub(super) stems: Stems,
    pub(super) columns: Columns,
    unpacking: Unpacking,
    folder: PathBuf,
}

impl EmbeddedEngine {
    /// Makes an empty index in the folder of a store.
    pub(in crate::engine) fn create(store: &Path) -> Result<(), EngineError> {
        let folder = store.join(INDEX_FOLDER);
        std::fs::create_dir_all(&folder).map_err(EngineError::io("create", &folder))?;
        // Articles are packed one by one.
        let settings = IndexSettings { docstore_compression: Compressor::None, ..IndexSettings::default() };
        let directory = SharedDirectory::open(&folder)?;
        Index::builder().schema(Fields::new().schema).settings(settings).open_or_create(directory)?;
        Ok(())
    }

    /// Returns whether the folder holds a store, of whatever version.
    pub(in crate::engine) fn is_store(store: &Path) -> bool {
        store.join(INDEX_FOLDER).join("meta.json").is_file()
    }

    /// Opens the index in the folder of a store.
    pub(in crate::engine) fn open(store: &Path) -> Result<Self, EngineError> {
        let engine = Self::open_with(store, |_| Fields::new())?;
        if engine.index.schema() != engine.fields.schema {
            return Err(EngineError::Damaged {
                folder: archive_of(&engine.folder),
                what: "its fields are not those of this version".into(),
            });
        }
        Ok(engine)
    }

    /// Opens an index of an earlier version to take out what it keeps of its files; queries would ask for fields that it has not.
    pub(in crate::engine) fn open_earlier(store: &Path) -> Result<Self, EngineError> {
        Self::open_with(store, Fields::kept_in)
    }

    fn open_with(store: &Path, fields: impl FnOnce(&Schema) -> Fields) -> Result<Self, EngineError> {
        let folder = store.join(INDEX_FOLDER);
        let index = Index::open(SharedDirectory::open(&folder)?)?;
        let fields = fields(&index.schema());
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        let statistics = Statistics::new(searcher.clone(), fields.emphasis);
        let stems = Stems::new(searcher.clone(), fields.clone());
        let unpacking = Unpacking::of(store);
        Ok(Self { index, fields, searcher, statistics, stems, columns: Columns::default(), unpacking, folder })
    }

    /// Returns the folder of the tantivy index.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the folder of the store that the index is part of.
    pub(super) fn store(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    fn damaged(&self, what: &str) -> EngineError {
        let what = format!("a stored article cannot be understood: {what}");
        EngineError::Damaged { folder: archive_of(&self.folder), what }
    }

    fn addresses_of(&self, file: &FilePath) -> Result<Vec<DocAddress>, EngineError> {
        let term = Term::from_field_text(self.fields.file, file.as_str());
        let found = self.searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses)
    }

    fn article(&self, address: DocAddress) -> Result<Article, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let packed = document.get_first(self.fields.article).and_then(|value| value.as_bytes()).unwrap_or_default();
        let json = self.unpacking.unpack(packed).map_err(|error| self.damaged(&error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| self.damaged(&error.to_string()))
    }
}

fn slot(address: DocAddress) -> Slot {
    Slot { segment: address.segment_ord, document: address.doc_id }
}

/// Returns the folder of the archive that an index is part of, which is what a person names.
fn archive_of(index: &Path) -> PathBuf {
    index.ancestors().nth(2).unwrap_or(index).to_owned()
}

impl Engine for EmbeddedEngine {
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        Ok(self.stems.languages()?.to_vec())
    }

    fn search(&self, request: &Request<'_>) -> Result<Page, EngineError> {
        let Ranked { found, total, capped } = self.ranked(request)?;
        let found = found.into_iter().map(|answer| Found {
            slot: slot(answer.address()),
            score: answer.score(),
            recency: answer.recency(),
        });
        Ok(Page { total, found: found.collect(), capped })
    }

    fn contributions(&self, request: &Request<'_>, slots: &[Slot]) -> Result<Vec<Vec<Contribution>>, EngineError> {
        self.contributions_in(request, slots)
    }

    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        self.most_of(request)
    }

    fn meanings(&self, slots: &[Slot]) -> Result<Vec<Option<MeaningVector>>, EngineError> {
        Ok(meanings(self.columns.meaning(&self.searcher)?, slots))
    }

    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError> {
        Ok((self.stems.articles_with(stem)?, self.statistics.articles()))
    }

    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, places: bool) -> Result<Counts, EngineError> {
        self.counted(request, by, places)
    }

    fn slots(&self, request: &Request<'_>) -> Result<(Vec<Slot>, Vec<Capped>), EngineError> {
        let all = Request { offset: 0, limit: usize::MAX, ..request.clone() };
        let Ranked { found, capped, .. } = self.ranked(&all)?;
        Ok((found.into_iter().map(|answer| slot(answer.address())).collect(), capped))
    }

    fn article_in(&self, slot: Slot) -> Result<Article, EngineError> {
        self.article(DocAddress::new(slot.segment, slot.document))
    }

    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<engine::Count<String>>, EngineError> {
        words::words(&self.searcher, &self.fields, pattern, most)
    }

    fn has_acronym(&self, term: &str) -> Result<bool, EngineError> {
        let term = Marker::Acronym.term(term);
        let fields = Field::PROSE.into_iter().filter_map(|field| self.fields.printed(field));
        let terms = fields.map(|field| Term::from_field_text(field, &term));
        let articles = self.searcher.search(&TermSetQuery::new(terms), &Count)?;
        Ok(articles > 0)
    }

    fn holdings(&self) -> Result<Holdings, EngineError> {
        holdings::holdings(&self.searcher, &self.fields, &self.folder)
    }

    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError> {
        let mut articles = Vec::new();
        for address in self.addresses_of(file)? {
            articles.push(self.article(address)?);
        }
        articles.sort_by_key(|article| article.record);
        Ok(articles)
    }

    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError> {
        let addresses = self.addresses_of(file)?;
        let mut held = Vec::with_capacity(addresses.len());
        for segment in addresses.chunk_by(|one, next| one.segment_ord == next.segment_ord) {
            let Some(reader) = segment.first().map(|address| self.searcher.segment_reader(address.segment_ord)) else {
                continue;
            };
            let columns = reader.fast_fields();
            let (fingerprints, added) = (columns.u64(column::FINGERPRINT)?, columns.i64(column::ADDED)?);
            let ids = columns.str(column::ID)?;
            for address in segment {
                let mut id = String::new();
                if let Some(ids) = &ids
                    && let Some(number) = ids.term_ords(address.doc_id).next()
                {
                    ids.ord_to_str(number, &mut id)?;
                }
                held.push(HeldArticle {
                    id: ArticleId::from_typed(&id),
                    fingerprint: fingerprints.first(address.doc_id).unwrap_or_default(),
                    added: added.first(address.doc_id).unwrap_or_default(),
                });
            }
        }
        Ok(held)
    }

    fn each_file(&self, visit: &mut dyn FnMut(&FilePath)) -> Result<(), EngineError> {
        holdings::each_file(&self.searcher, &self.fields, visit)
    }

    fn generation(&self) -> u64 {
        let payload = self.index.load_metas().ok().and_then(|metas| metas.payload);
        payload.and_then(|payload| payload.parse().ok()).unwrap_or(0)
    }
}
