//! What articles are about, kept in a column: numbers of eight bits, packed by eight.

use super::schema::column;
use crate::engine::{EngineError, Slot};
use crate::text::Meaning;
use tantivy::Searcher;
use tantivy::columnar::Column;

/// Returns a meaning as the values of the column, in order.
pub(super) fn packed(meaning: &Meaning) -> impl Iterator<Item = u64> {
    let bytes = meaning.to_bytes();
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().map(|eight| u64::from_le_bytes(*eight)).collect::<Vec<_>>().into_iter()
}

/// Returns the meanings of the articles in slots; `None` where none is kept.
pub(super) fn meanings(searcher: &Searcher, slots: &[Slot]) -> Result<Vec<Option<Meaning>>, EngineError> {
    let columns: Vec<Column<u64>> = searcher
        .segment_readers()
        .iter()
        .map(|segment| segment.fast_fields().u64(column::MEANING))
        .collect::<tantivy::Result<_>>()?;
    let of_slot = |slot: &Slot| {
        let values = columns.get(slot.segment as usize)?.values_for_doc(slot.document);
        let bytes: Vec<u8> = values.flat_map(u64::to_le_bytes).collect();
        Meaning::from_bytes(&bytes)
    };
    Ok(slots.iter().map(of_slot).collect())
}
