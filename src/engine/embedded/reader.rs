//! Searching the index.

use super::holdings;
use super::lower::Lowering;
use super::schema::{Fields, NO_LANGUAGE, column, tokenizers};
use super::shared_directory::SharedDirectory;
use super::words;
use crate::article::{Article, ArticleId, FilePath, Language};
use crate::engine::{self, Engine, EngineError, Found, HeldArticle, Holdings, Page, Request, Slot, Sort};
use crate::text::WordPattern;
use std::path::{Path, PathBuf};
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::Compressor;
use tantivy::{DocAddress, Index, IndexSettings, Order, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The folder of the tantivy index within a store.
const INDEX_FOLDER: &str = "index";

/// An index opened for searching: what had been committed when it was opened.
pub(in crate::engine) struct EmbeddedEngine {
    pub(super) index: Index,
    pub(super) fields: Fields,
    searcher: Searcher,
    folder: PathBuf,
}

impl EmbeddedEngine {
    /// Makes an empty index in the folder of a store.
    pub(in crate::engine) fn create(store: &Path) -> Result<(), EngineError> {
        let folder = store.join(INDEX_FOLDER);
        std::fs::create_dir_all(&folder).map_err(EngineError::io("create", &folder))?;
        // Level 1 of zstd is 18 % smaller than lz4 for 8 % more work (research/tantivy-and-crates.md).
        let compressor = Compressor::Zstd(tantivy::store::ZstdCompressor { compression_level: Some(1) });
        let settings = IndexSettings { docstore_compression: compressor, ..IndexSettings::default() };
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
        let folder = store.join(INDEX_FOLDER);
        let mut index = Index::open(SharedDirectory::open(&folder)?)?;
        index.set_tokenizers(tokenizers());
        let fields = Fields::new();
        if index.schema() != fields.schema {
            return Err(EngineError::Damaged {
                folder: archive_of(&folder),
                what: "its fields are not those of this version".into(),
            });
        }
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        Ok(Self { index, fields, searcher, folder })
    }

    /// Returns the folder of the tantivy index.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn top(&self, query: &dyn Query, request: &Request<'_>) -> Result<Vec<(f32, DocAddress)>, EngineError> {
        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let tie = SortByStaticFastValue::<u64>::for_field(column::TIE);
        let published = SortByStaticFastValue::<i64>::for_field(column::ORDER);
        Ok(match request.sort {
            Sort::Relevance => {
                let top = top.order_by(((SortBySimilarityScore, Order::Desc), (tie, Order::Asc)));
                let found = self.searcher.search(query, &top)?;
                found.into_iter().map(|((score, _), address)| (score, address)).collect()
            }
            Sort::Newest => {
                let top = top.order_by(((published, Order::Desc), (tie, Order::Asc)));
                let found = self.searcher.search(query, &top)?;
                found.into_iter().map(|(_, address)| (0.0, address)).collect()
            }
            Sort::Oldest => {
                let top = top.order_by(((published, Order::Asc), (tie, Order::Asc)));
                let found = self.searcher.search(query, &top)?;
                found.into_iter().map(|(_, address)| (0.0, address)).collect()
            }
            Sort::AsKept => {
                let found = self.searcher.search(query, &DocSetCollector)?;
                let mut found: Vec<_> = found.into_iter().map(|address| (0.0, address)).collect();
                found.sort_unstable_by_key(|(_, address)| *address);
                found.into_iter().skip(request.offset).take(request.limit).collect()
            }
        })
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
        let json = document.get_first(self.fields.article).and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(json).map_err(|error| EngineError::Damaged {
            folder: archive_of(&self.folder),
            what: format!("a stored article cannot be understood: {error}"),
        })
    }
}

/// Returns the folder of the archive that an index is part of, which is what a person names.
fn archive_of(index: &Path) -> PathBuf {
    index.ancestors().nth(2).unwrap_or(index).to_owned()
}

impl Engine for EmbeddedEngine {
    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        let mut languages = std::collections::BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.language)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let code = std::str::from_utf8(terms.key()).unwrap_or(NO_LANGUAGE);
                languages.insert(Language::parse(code));
            }
        }
        Ok(languages.into_iter().collect())
    }

    fn search(&self, request: &Request<'_>) -> Result<Page, EngineError> {
        let languages = self.languages()?;
        let lowering = Lowering { fields: &self.fields, languages: &languages };
        let query = lowering.request(request.query, request.folders);
        let total = self.searcher.search(&query, &Count)?;
        // The number of answers may be a person's "all of them": no more room is asked for than there are answers.
        let request = Request { limit: request.limit.min(total.saturating_sub(request.offset)), ..request.clone() };
        if request.limit == 0 {
            return Ok(Page { total, found: Vec::new() });
        }
        let found = self
            .top(&query, &request)?
            .into_iter()
            .map(|(score, address)| Ok(Found { score, article: self.article(address)? }))
            .collect::<Result<_, EngineError>>()?;
        Ok(Page { total, found })
    }

    fn slots(&self, request: &Request<'_>) -> Result<Vec<Slot>, EngineError> {
        let languages = self.languages()?;
        let lowering = Lowering { fields: &self.fields, languages: &languages };
        let query = lowering.request(request.query, request.folders);
        let limit = self.searcher.search(&query, &Count)?;
        let all = Request { offset: 0, limit, ..request.clone() };
        let found = self.top(&query, &all)?.into_iter();
        Ok(found.map(|(_, address)| Slot { segment: address.segment_ord, document: address.doc_id }).collect())
    }

    fn article_in(&self, slot: Slot) -> Result<Article, EngineError> {
        self.article(DocAddress::new(slot.segment, slot.document))
    }

    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<engine::Count<String>>, EngineError> {
        words::words(&self.searcher, &self.fields, pattern, most)
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
