//! Writes the files of a segment with tantivy's serializers.

use super::field_writer::FieldWriter;
use super::segment_contents::{Logs, Names, SegmentContents, list_id};
use crate::engine::EngineError;
use crate::engine::tantivy::postings::{Articles, Families, Lexicon, Lists, emphasised};
use crate::engine::tantivy::schema::{Annotation, Fields};
use crate::engine::tantivy::stored::{Packer, Packing};
use crate::parallel::in_shares;
use crate::query;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fastfield::{FastFieldsWriter, write_alive_bitset};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreWriter;
use tantivy::{BitSet, DocId, Index, IndexWriter, Segment, TantivyDocument};

/// The files of a segment that are written while articles are added: stored articles, columns and field lengths.
pub(crate) struct SegmentWriter {
    segment: Segment,
    fields: Fields,
    store: StoreWriter,
    packer: Packer,
    columns: FastFieldsWriter,
    lengths: FieldNormsWriter,
}

impl SegmentWriter {
    pub(crate) fn create(index: &Index, fields: &Fields, packing: &Arc<Packing>) -> Result<Self, EngineError> {
        let segment = index.new_segment();
        let settings = index.settings();
        let store = StoreWriter::new(
            open(&segment, SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            false,
        )?;
        let tokenizers = index.fast_field_tokenizer().clone();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&fields.schema, tokenizers)?;
        let lengths = FieldNormsWriter::for_schema(&fields.schema);
        let fields = fields.clone();
        Ok(Self { segment, fields, store, packer: Packer::new(packing), columns, lengths })
    }

    /// Adds the data of an article next to its postings: its columns, the article itself, and its weighted length for BM25.
    pub(crate) fn add(
        &mut self,
        number: DocId,
        columns: &TantivyDocument,
        article: Vec<u8>,
        length: u32,
    ) -> Result<(), EngineError> {
        let Self { fields, store, packer, .. } = self;
        self.lengths.record(number, fields.emphasis, length);
        self.columns.add_document(columns)?;
        packer.add(article, |packed| store_text(store, packed, fields))
    }

    pub(crate) fn memory(&self) -> usize {
        self.store.mem_usage() + self.packer.memory() + self.columns.mem_usage() + self.lengths.mem_usage()
    }

    /// Writes the remaining data in memory and closes the files.
    pub(crate) fn write(self, contents: SegmentContents) -> Result<WrittenSegment, EngineError> {
        let Self { segment, fields, mut store, packer, columns, mut lengths } = self;
        let SegmentContents { lexicon, logs, names, articles, turns } = contents;
        packer.finish(|article| store_text(&mut store, article, &fields))?;
        let count = turns.len() as DocId;
        lengths.fill_up_to_max_doc(count);
        lengths.serialize(FieldNormsSerializer::from_write(open(&segment, SegmentComponent::FieldNorms)?)?, None)?;
        let inverted = InvertedIndex { fields, lexicon, logs, articles };
        // The stored articles and the postings are written in parallel, so that neither waits for the other's disk writes.
        let parts = [SegmentPart::Lists(Box::new(inverted)), SegmentPart::Texts(Box::new((store, columns)))];
        in_shares(parts.into_iter(), |part| {
            match part {
                SegmentPart::Lists(inverted) => inverted.write(&segment, &names)?,
                SegmentPart::Texts(texts) => write_texts(&segment, texts.0, texts.1)?,
            }
            Ok::<_, EngineError>(Vec::<()>::new())
        })?;
        Ok(WrittenSegment { segment: segment.with_max_doc(count), names, turns })
    }
}

/// The parts of a segment that are written in parallel.
enum SegmentPart {
    Lists(Box<InvertedIndex>),
    Texts(Box<(StoreWriter, FastFieldsWriter)>),
}

/// A segment with all files written except the bitset of articles that were deleted or replaced in the meantime.
pub(crate) struct WrittenSegment {
    segment: Segment,
    names: Names,
    turns: Vec<u64>,
}

fn store_text(store: &mut StoreWriter, packed: &[u8], fields: &Fields) -> Result<(), EngineError> {
    let mut document = TantivyDocument::new();
    document.add_bytes(fields.article, packed);
    Ok(store.store(&document, &fields.schema)?)
}

/// Writes the remaining stored articles and the columns.
fn write_texts(segment: &Segment, store: StoreWriter, mut columns: FastFieldsWriter) -> Result<(), EngineError> {
    store.close()?;
    let mut file = open(segment, SegmentComponent::FastFields)?;
    columns.serialize(&mut file, None)?;
    Ok(file.terminate()?)
}

/// The inputs of the posting lists.
struct InvertedIndex {
    fields: Fields,
    lexicon: Lexicon,
    logs: Logs,
    articles: Articles,
}

impl InvertedIndex {
    fn write(mut self, segment: &Segment, names: &Names) -> Result<(), EngineError> {
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms).map_err(failed)?)?;
        self.lexicon.finish();
        let order = self.lexicon.sorted();
        let families = Families::of(&self.lexicon);
        let mut sorted = |field, annotation| Lists::of(self.logs.take(list_id(field, annotation)));
        let prose = query::Field::PROSE.map(|field| self.fields.printed(field));
        let printed = prose.map(|field| field.map_or_else(Lists::default, |field| sorted(field, None)));
        let joined =
            prose.map(|field| field.map_or_else(Lists::default, |field| sorted(field, Some(Annotation::Joined))));
        let [_, leads, bodies] = printed.each_ref();
        let texts = [leads, bodies];
        let mut names_of: BTreeMap<Field, Vec<(&str, &[DocId])>> = BTreeMap::new();
        for ((field, name), documents) in names {
            names_of.entry(*field).or_default().push((name, documents));
        }

        let mut serializer = InvertedIndexSerializer::open(segment)?;
        for (field, entry) in self.fields.schema.fields().filter(|(_, entry)| entry.is_indexed()) {
            let record = entry.field_type().index_record_option().unwrap_or(IndexRecordOption::Basic);
            // Only the emphasis field stores weights in place of term frequencies.
            let is_emphasis = field == self.fields.emphasis;
            // The total number of tokens is unused: BM25 takes the average length from the article lengths (`statistics.rs`).
            let mut of_field = serializer.new_field(field, 0, lengths.get_field(field)?)?;
            if let Some(names) = names_of.get_mut(&field) {
                names.sort_unstable();
                write_names(names, &mut of_field)?;
            }
            let text = prose.iter().position(|of| *of == Some(field));
            let text_here = text.and_then(|text| printed.get(text).zip(joined.get(text)));
            let mut writer = FieldWriter::new(&self.lexicon, &order, record, &mut of_field);
            // Terms are sorted by their bytes, so annotations come before printed words.
            for annotation in Annotation::ALL.map(Some).into_iter().chain([None]) {
                match (annotation, text_here) {
                    (Some(Annotation::Stem), _) if is_emphasis => {
                        writer.emphasis(annotation, |stem, found| {
                            families.emphasised(stem, texts, &self.articles, found);
                        })?;
                    }
                    (None, _) if is_emphasis => {
                        writer.emphasis(None, |word, found| emphasised(word, texts, &self.articles, found))?;
                    }
                    (None, Some((printed, _))) => writer.lists(None, printed)?,
                    (Some(Annotation::Joined), Some((_, joined))) => writer.lists(annotation, joined)?,
                    (Some(Annotation::Stem), Some((printed, joined))) => {
                        writer.stems(&families, [printed, joined], &self.articles)?;
                    }
                    _ => writer.lists(annotation, &sorted(field, annotation))?,
                }
            }
            of_field.close()?;
        }
        debug_assert_eq!(self.logs.memory(), 0, "a list was not written");
        Ok(serializer.close()?)
    }
}

impl WrittenSegment {
    /// Deletes the articles removed after they were added, and returns the metadata for tantivy; `None` if no article is left.
    ///
    /// Each item of `removed` is a name with the sequence number of its removal.
    pub(crate) fn without(
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

/// Hands a finished segment to tantivy, which makes it part of the next commit.
///
/// `IndexWriter::add_segment` is public but hidden from tantivy's documentation.
pub(crate) fn add_segment(writer: &IndexWriter, segment: SegmentMeta) -> Result<(), EngineError> {
    Ok(writer.add_segment(segment)?)
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
