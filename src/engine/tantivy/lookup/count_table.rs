//! A number for every article of a segment, in as little memory as most of them need: what a process touches for the first time costs it
//! more than what it adds up there.

use rustc_hash::FxHashMap;
use tantivy::DocId;

/// What stands in the table for a number that is kept beside it.
const MORE: u8 = u8::MAX;

/// A number for every article of a segment.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CountTable {
    counts: Vec<u8>,
    /// The few numbers that are no less than [`MORE`].
    more: FxHashMap<DocId, u32>,
}

impl CountTable {
    /// Returns the table of a segment with so many articles: 0 for all.
    pub(crate) fn new(articles: DocId) -> Self {
        Self { counts: vec![0; articles as usize], more: FxHashMap::default() }
    }

    /// Adds to the number of an article.
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

    /// Returns the number of an article.
    pub(crate) fn get(&self, document: DocId) -> u32 {
        match self.counts.get(document as usize) {
            Some(&MORE) => self.more.get(&document).copied().unwrap_or_default(),
            Some(count) => u32::from(*count),
            None => 0,
        }
    }

    /// Returns a byte for each article, which is 0 where its number is.
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
        fn numbers_of_any_size_are_added(added in prop::collection::vec((0_u32..5, 0_u32..200), 0..40)) {
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
    fn numbers_end_at_the_greatest() {
        let mut table = CountTable::new(1);
        table.add(0, u32::MAX - 1);
        table.add(0, 7);
        table.add(1, 7);
        assert_eq!((table.get(0), table.get(1)), (u32::MAX, 0));
    }
}
