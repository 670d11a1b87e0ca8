//! Writes segments with tantivy's own serializers, so that the result is an ordinary tantivy index.
//!
//! Only this module calls the serializers and the two functions hidden from tantivy's documentation, `IndexWriter::add_segment` and
//! `Segment::with_delete_meta`. Any upgrade of tantivy must be checked against this module (docs/tantivy-upgrade.md).

mod field_writer;
mod segment_contents;
mod segment_writer;

pub(crate) use segment_contents::{SegmentContents, list_id};
pub(crate) use segment_writer::{SegmentWriter, WrittenSegment, add_segment};
