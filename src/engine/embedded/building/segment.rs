//! A segment on the disk, by tantivy's own serializers.

use super::postings::{Order, Posting};
use super::{LISTS_OF_FIELD, SegmentBuilder, list_id};
use crate::engine::EngineError;
use std::collections::BTreeMap;
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fastfield::{FastFieldsWriter, write_alive_bitset};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::store::StoreWriter;
use tantivy::{BitSet, DocId, Index, Segment, TantivyDocument};

/// The files of a segment that are written while it grows.
pub(super) struct SegmentFiles {
    segment: Segment,
    schema: Schema,
    store: StoreWriter,
    columns: FastFieldsWriter,
    lengths: FieldNormsWriter,
}

impl SegmentFiles {
    pub(super) fn create(index: &Index) -> Result<Self, EngineError> {
        let segment = index.new_segment();
        let schema = index.schema();
        let settings = index.settings();
        let store = StoreWriter::new(
            open(&segment, SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            false,
        )?;
        let tokenizers = index.fast_field_tokenizer().clone();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?;
        let lengths = FieldNormsWriter::for_schema(&schema);
        Ok(Self { segment, schema, store, columns, lengths })
    }

    /// Adds what is kept of an article beside its lists: its text, its columns, and how many terms it has in the ranking field.
    pub(super) fn add(
        &mut self,
        number: DocId,
        document: &TantivyDocument,
        ranking: Field,
        length: u32,
    ) -> Result<(), EngineError> {
        self.lengths.record(number, ranking, length);
        self.columns.add_document(document)?;
        Ok(self.store.store(document, &self.schema)?)
    }

    pub(super) fn memory(&self) -> usize {
        self.store.mem_usage() + self.columns.mem_usage() + self.lengths.mem_usage()
    }
}

/// A segment whose files are written, all but the list of those articles in it that were replaced meanwhile.
pub(in super::super) struct WrittenSegment {
    segment: Segment,
    names: super::Names,
    turns: Vec<u64>,
}

impl SegmentBuilder {
    /// Writes what is still in memory.
    pub(in super::super) fn write(self) -> Result<WrittenSegment, EngineError> {
        let SegmentFiles { segment, schema, store, mut columns, mut lengths } = self.files;
        store.close()?;
        let articles = self.turns.len() as DocId;
        let mut file = open(&segment, SegmentComponent::FastFields)?;
        columns.serialize(&mut file, None)?;
        file.terminate()?;
        drop(columns);
        lengths.fill_up_to_max_doc(articles);
        lengths.serialize(FieldNormsSerializer::from_write(open(&segment, SegmentComponent::FieldNorms)?)?, None)?;
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms).map_err(failed)?)?;

        let mut serializer = InvertedIndexSerializer::open(&segment)?;
        let order = Order::new(self.lexicon.sorted());
        let mut logs = self.logs;
        let mut names: BTreeMap<Field, Vec<(&str, &[DocId])>> = BTreeMap::new();
        for ((field, name), documents) in &self.names {
            names.entry(*field).or_default().push((name, documents));
        }
        for (field, entry) in schema.fields().filter(|(_, entry)| entry.is_indexed()) {
            let record = entry.field_type().index_record_option().unwrap_or(IndexRecordOption::Basic);
            // How many terms a field has counts only where it ranks.
            let is_ranking = field == self.fields.stems;
            let total = if is_ranking { self.ranked } else { 0 };
            let mut of_field = serializer.new_field(field, total, lengths.get_field(field)?)?;
            if let Some(names) = names.get_mut(&field) {
                names.sort_unstable();
                write_names(names, &mut of_field)?;
            }
            let mut writing = Writing { record, of_field: &mut of_field, places: Vec::new() };
            // Terms are in the order of their bytes: markers before printed words.
            for marker in (1..LISTS_OF_FIELD).chain([0]) {
                let mut term = Vec::new();
                logs.take(list_id(field, None) + marker).each_word(&order, |word, postings| {
                    term.clear();
                    if marker > 0 {
                        term.push(marker as u8);
                    }
                    term.extend_from_slice(self.lexicon.text(word).as_bytes());
                    writing.list(&term, postings)
                })?;
            }
            of_field.close()?;
        }
        serializer.close()?;
        Ok(WrittenSegment { segment: segment.with_max_doc(articles), names: self.names, turns: self.turns })
    }
}

impl WrittenSegment {
    /// Notes which articles were removed after their turn, and returns the segment as tantivy takes it; `None` if nothing is left of it.
    pub(in super::super) fn without(
        self,
        removed: impl Iterator<Item = (Field, Box<str>, u64)>,
    ) -> Result<Option<SegmentMeta>, EngineError> {
        let articles = self.turns.len() as DocId;
        let mut alive = BitSet::with_max_value_and_full(articles);
        for (field, name, turn) in removed {
            let documents = self.names.get(&(field, name)).map_or(&[][..], Vec::as_slice);
            for document in documents {
                if self.turns.get(*document as usize).is_some_and(|added| *added < turn) {
                    alive.remove(*document);
                }
            }
        }
        let left = alive.len() as DocId;
        if left == 0 {
            return Ok(None);
        }
        if left == articles {
            return Ok(Some(self.segment.meta().clone()));
        }
        let segment = self.segment.with_delete_meta(articles - left, 0);
        let mut file = open(&segment, SegmentComponent::Delete)?;
        write_alive_bitset(&alive, &mut file)?;
        file.terminate()?;
        Ok(Some(segment.meta().clone()))
    }
}

/// The lists of one field on their way to the disk.
struct Writing<'a, 'field> {
    record: IndexRecordOption,
    of_field: &'a mut FieldSerializer<'field>,
    places: Vec<u32>,
}

impl Writing<'_, '_> {
    fn list(&mut self, term: &[u8], postings: &[Posting<'_>]) -> Result<(), EngineError> {
        let Self { record, of_field, places } = self;
        let by_article = postings.chunk_by(|one, next| one.document == next.document);
        of_field.new_term(term, by_article.clone().count() as u32, record.has_freq())?;
        for entries in by_article {
            let [first, ..] = entries else { continue };
            match record {
                IndexRecordOption::Basic => of_field.write_doc(first.document, 0, &[]),
                IndexRecordOption::WithFreqs => {
                    of_field.write_doc(first.document, entries.iter().map(|posting| posting.times).sum(), &[]);
                }
                IndexRecordOption::WithFreqsAndPositions => {
                    first.places(places);
                    of_field.write_doc(first.document, places.len() as u32, places);
                }
            }
        }
        Ok(of_field.close_term()?)
    }
}

fn write_names(names: &[(&str, &[DocId])], of_field: &mut FieldSerializer<'_>) -> Result<(), EngineError> {
    for (name, documents) in names {
        of_field.new_term(name.as_bytes(), documents.len() as u32, false)?;
        documents.iter().for_each(|document| of_field.write_doc(*document, 0, &[]));
        of_field.close_term()?;
    }
    Ok(())
}

fn open(segment: &Segment, component: SegmentComponent) -> Result<WritePtr, EngineError> {
    segment.open_write(component).map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> EngineError {
    EngineError::Index(Box::new(error))
}
