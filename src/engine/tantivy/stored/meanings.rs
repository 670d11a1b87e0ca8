//! Meaning vectors stored in a column, with eight one-byte numbers packed into each value.

use crate::engine::ArticleAddress;
use crate::text::MeaningVector;
use tantivy::columnar::Column;

/// Returns the column values of a meaning vector, in order.
pub(crate) fn packed(meaning: &MeaningVector) -> impl Iterator<Item = u64> {
    let bytes = meaning.to_bytes();
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().map(|eight| u64::from_le_bytes(*eight)).collect::<Vec<_>>().into_iter()
}

/// Returns the meaning vectors of articles from the columns of their segments; `None` for an article without one.
pub(crate) fn meanings(columns: &[Column<u64>], addresses: &[ArticleAddress]) -> Vec<Option<MeaningVector>> {
    let of_slot = |address: &ArticleAddress| {
        let column = columns.get(address.segment as usize)?;
        let rows = column.index.value_row_ids(address.document);
        // One call for all values is faster than one call for each.
        let mut values = vec![0; rows.len()];
        column.values.get_range(rows.start.into(), &mut values);
        let bytes: Vec<u8> = values.into_iter().flat_map(u64::to_le_bytes).collect();
        MeaningVector::from_bytes(&bytes)
    };
    addresses.iter().map(of_slot).collect()
}
