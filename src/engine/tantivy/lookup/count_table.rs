//! A weighted count for every article of a segment, in one byte each.
//!
//! Writing to fresh memory costs more than the sums themselves, so the table is kept small. The few counts too large for a byte go to a hash map.

use rustc_hash::FxHashMap;
use tantivy::DocId;

/// The byte of an article whose count is in the overflow map.
const MORE: u8 = u8::MAX;

/// A saturating count for every article of a segment.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CountTable {
    counts: Vec<u8>,
    /// The counts of [`MORE`] and above, by article.
    more: FxHashMap<DocId, u32>,
}

impl CountTable {
    /// Creates a table of zeros for a segment with the given number of articles.
    pub(crate) fn new(articles: DocId) -> Self {
        Self { counts: vec![0; articles as usize], more: FxHashMap::default() }
    }

    /// Adds to the count of an article; does nothing for an article outside the segment.
    pub(crate) fn add(&mut self, document: DocId, count: u32) {
        let Some(held) = self.counts.get_mut(document as usize) else { return };
        let sum = u32::from(*held).saturating_add(count);
        match u8::try_from(sum) {
            Ok(sum) if sum < MORE => *held = sum,
            _ => {
                let more = self.more.entry(document).or_insert(u32::from(*held));
                *more = more.saturating_add(count);
                *held = MORE;
            }
        }
    }

    /// Returns the count of an article; 0 for an article outside the segment.
    pub(crate) fn get(&self, document: DocId) -> u32 {
        match self.counts.get(document as usize) {
            Some(&MORE) => self.more.get(&document).copied().unwrap_or_default(),
            Some(count) => u32::from(*count),
            None => 0,
        }
    }

    /// Returns one byte per article, 0 exactly where the count is 0; the other bytes may be capped.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_of_any_size_are_summed_exactly(added in prop::collection::vec((0_u32..5, 0_u32..200), 0..40)) {
            let mut table = CountTable::new(5);
            let mut expected = [0; 5];
            for (document, count) in added {
                table.add(document, count);
                expected[document as usize] += count;
                let numbers: Vec<_> = (0..5).map(|document| table.get(document)).collect();
                prop_assert_eq!(&numbers, &expected);
                prop_assert!(table.bytes().iter().zip(expected).all(|(byte, number)| (*byte > 0) == (number > 0)));
            }
        }
    }

    #[test]
    fn counts_saturate_and_unknown_articles_are_ignored() {
        let mut table = CountTable::new(1);
        table.add(0, u32::MAX - 1);
        table.add(0, 7);
        table.add(1, 7);
        assert_eq!((table.get(0), table.get(1)), (u32::MAX, 0));
    }
}
