//! The weighted counts of a group of terms in the articles of one segment.

use super::count_table::CountTable;
use super::posting_blocks::LOOKUP;
use std::sync::Arc;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, SegmentReader, TERMINATED};

/// The weighted counts of a group of terms, sparse or dense.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WordCounts {
    /// The articles with any of the terms, in order, with their counts.
    Listed(Vec<(DocId, u32)>),
    /// The counts of all articles of the segment, and the number of articles with a count above 0.
    Table(CountTable, usize),
}

impl WordCounts {
    /// Wraps a table of all articles of a segment.
    pub(crate) fn table(counts: CountTable) -> Self {
        let articles = counts.bytes().iter().filter(|count| **count > 0).count();
        Self::Table(counts, articles)
    }

    /// Returns the number of articles with any of the terms, including deleted ones.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Listed(counts) => counts.len(),
            Self::Table(_, articles) => *articles,
        }
    }

    /// Returns the number of articles with any of the terms that are not deleted.
    pub(crate) fn alive(&self, segment: &SegmentReader) -> usize {
        match (self, segment.alive_bitset()) {
            (_, None) => self.len(),
            (Self::Listed(counts), Some(alive)) => {
                counts.iter().filter(|(document, _)| alive.is_alive(*document)).count()
            }
            (Self::Table(counts, _), Some(alive)) => {
                (0..).zip(counts.bytes()).filter(|(document, count)| **count > 0 && alive.is_alive(*document)).count()
            }
        }
    }

    /// Returns the memory of the counts, in bytes.
    pub(crate) fn memory(&self) -> usize {
        match self {
            Self::Listed(counts) => size_of_val(&**counts),
            Self::Table(counts, _) => counts.bytes().len(),
        }
    }

    /// Calls `visit` with every article with any of the terms, in order.
    pub(crate) fn each_article(&self, mut visit: impl FnMut(DocId)) {
        match self {
            Self::Listed(counts) => counts.iter().for_each(|(document, _)| visit(*document)),
            Self::Table(counts, _) => {
                for (document, count) in (0..).zip(counts.bytes()) {
                    if *count > 0 {
                        visit(document);
                    }
                }
            }
        }
    }

    /// Calls `visit` for each of the given articles with any of the terms, with its index in `articles` and its count.
    ///
    /// The articles must be in order.
    pub(crate) fn of(&self, articles: &[DocId], mut visit: impl FnMut(usize, u32)) {
        match self {
            Self::Listed(counts) if articles.len() * LOOKUP < counts.len() => {
                for (number, document) in articles.iter().enumerate() {
                    if let Ok(at) = counts.binary_search_by_key(document, |(document, _)| *document) {
                        visit(number, counts.get(at).map_or(0, |(_, count)| *count));
                    }
                }
            }
            Self::Listed(counts) => {
                let mut counts = counts.iter();
                let mut counted = counts.next();
                for (number, document) in articles.iter().enumerate() {
                    while counted.is_some_and(|(counted, _)| counted < document) {
                        counted = counts.next();
                    }
                    match counted {
                        None => break,
                        Some((counted, count)) if counted == document => visit(number, *count),
                        Some(_) => {}
                    }
                }
            }
            Self::Table(counts, _) => {
                for (number, document) in articles.iter().enumerate() {
                    let count = counts.get(*document);
                    if count > 0 {
                        visit(number, count);
                    }
                }
            }
        }
    }
}

/// An iterator over the articles with any of the terms, as a tantivy `DocSet`.
pub(crate) struct Counted {
    counts: Arc<WordCounts>,
    /// The current index in the list or the table.
    at: usize,
}

impl Counted {
    pub(crate) fn new(counts: Arc<WordCounts>) -> Self {
        let mut counted = Self { counts, at: 0 };
        counted.go_on_from(0);
        counted
    }

    /// Moves to the first article with any of the terms at or after an index of the list or the table.
    fn go_on_from(&mut self, at: usize) {
        self.at = match &*self.counts {
            WordCounts::Listed(_) => at,
            WordCounts::Table(counts, _) => {
                let rest = counts.bytes().get(at..).unwrap_or_default();
                rest.iter().position(|count| *count > 0).map_or(counts.bytes().len(), |further| at + further)
            }
        };
    }
}

impl DocSet for Counted {
    fn advance(&mut self) -> DocId {
        self.go_on_from(self.at + 1);
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.go_on_from(match &*self.counts {
            WordCounts::Listed(counts) => {
                let rest = counts.get(self.at..).unwrap_or_default();
                self.at + rest.partition_point(|(document, _)| *document < target)
            }
            WordCounts::Table(..) => self.at.max(target as usize),
        });
        self.doc()
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        let mut filled = 0;
        match &*self.counts {
            WordCounts::Listed(counts) => {
                for (free, (document, _)) in buffer.iter_mut().zip(counts.get(self.at..).unwrap_or_default()) {
                    *free = *document;
                    filled += 1;
                }
                self.at += filled;
            }
            WordCounts::Table(counts, _) => {
                let mut at = self.at;
                for count in counts.bytes().get(at..).unwrap_or_default() {
                    let Some(free) = buffer.get_mut(filled) else { break };
                    // Branch-free: the next article overwrites one without the terms. A branch would be unpredictable.
                    *free = at as DocId;
                    filled += usize::from(*count > 0);
                    at += 1;
                }
                self.go_on_from(at);
            }
        }
        filled
    }

    fn doc(&self) -> DocId {
        match &*self.counts {
            WordCounts::Listed(counts) => counts.get(self.at).map_or(TERMINATED, |(document, _)| *document),
            WordCounts::Table(counts, _) if self.at < counts.bytes().len() => self.at as DocId,
            WordCounts::Table(..) => TERMINATED,
        }
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.counts.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn list_and_table_iterate_over_the_same_articles(
            counts in prop::collection::vec(prop_oneof![Just(0_u32), 0_u32..3], 0..300),
            seeks in prop::collection::vec((0_u32..20, any::<bool>()), 0..20),
        ) {
            let listed: Vec<_> = (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
            let list = Arc::new(WordCounts::Listed(listed.clone()));
            let mut table = CountTable::new(counts.len() as DocId);
            for (document, count) in &listed {
                table.add(*document, *count);
            }
            let table = Arc::new(WordCounts::table(table));
            prop_assert_eq!(list.len(), table.len());
            let (mut of_list, mut of_table) = (Counted::new(list.clone()), Counted::new(table.clone()));
            for (further, fills) in seeks {
                prop_assert_eq!(of_list.doc(), of_table.doc());
                if fills {
                    let (mut one, mut other) = ([0; COLLECT_BLOCK_BUFFER_LEN], [0; COLLECT_BLOCK_BUFFER_LEN]);
                    let (ones, others) = (of_list.fill_buffer(&mut one), of_table.fill_buffer(&mut other));
                    prop_assert_eq!(&one[..ones], &other[..others]);
                } else if of_list.doc() < TERMINATED {
                    let target = of_list.doc() + further;
                    prop_assert_eq!(of_list.seek(target), of_table.seek(target));
                }
                prop_assert_eq!(of_list.advance(), of_table.advance());
            }
            let articles: Vec<DocId> = (0..300).step_by(7).collect();
            let of = |counts: &WordCounts| {
                let mut found = Vec::new();
                counts.of(&articles, |number, count| found.push((articles[number], count)));
                found
            };
            let expected: Vec<_> = listed.into_iter().filter(|(document, _)| articles.contains(document)).collect();
            prop_assert_eq!(&of(&list), &expected);
            prop_assert_eq!(&of(&table), &expected);
        }
    }
}
