//! Posting lists by word, sorted from a log.
//!
//! Every bucket of the log is sorted on its own, so that the data being sorted fits the processor cache.

use super::lexicon::WordId;
use super::posting_log::{Bucket, Log, Posting};
use super::varint::{Numbers, length_of, put};
use tantivy::DocId;

/// The posting lists of one field, or of one annotation in it, by word.
#[derive(Default)]
pub(crate) struct Lists {
    bytes: Vec<u8>,
    /// The end of each posting list in `bytes`, by the number of the word.
    ends: Vec<usize>,
}

impl Lists {
    /// Sorts a log by word. Each bucket is freed once it is sorted.
    pub(crate) fn of(log: Log) -> Self {
        let mut lists = Self { bytes: Vec::with_capacity(log.memory()), ends: Vec::new() };
        for (words, bucket) in log.into_buckets() {
            lists.append(&bucket, words.len());
        }
        lists
    }

    /// Appends the posting lists of a bucket with a counting sort: the first pass computes the length of each list, the second fills it.
    fn append(&mut self, bucket: &Bucket, words: usize) {
        let mut ends = vec![0; words];
        let mut last = vec![0; words];
        for (position, posting) in bucket.postings() {
            if let (Some(length), Some(last)) = (ends.get_mut(position as usize), last.get_mut(position as usize)) {
                let numbers = posting.numbers.0.len();
                *length += length_of(posting.document - *last) + length_of(numbers as u32) + numbers;
                *last = posting.document;
            }
        }
        let mut end = self.bytes.len();
        for of_word in &mut ends {
            // Initially the start of the list; every posting written to the list advances it, finally to the end.
            end += std::mem::replace(of_word, end);
        }
        self.bytes.resize(end, 0);
        last.fill(0);
        for (position, posting) in bucket.postings() {
            if let (Some(free), Some(last)) = (ends.get_mut(position as usize), last.get_mut(position as usize)) {
                let numbers = posting.numbers.0;
                let to = self.bytes.get_mut(*free..).unwrap_or_default();
                let room = to.len();
                let behind = put(put(to, posting.document - *last), numbers.len() as u32);
                behind.iter_mut().zip(numbers).for_each(|(to, number)| *to = *number);
                *free += room - behind.len() + numbers.len();
                *last = posting.document;
            }
        }
        self.ends.extend(ends);
    }

    /// Returns the posting list of a word.
    pub(crate) fn of_word(&self, word: WordId) -> Postings<'_> {
        let word = word as usize;
        let start = word.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(word).copied().unwrap_or_default();
        Postings { rest: Numbers(self.bytes.get(start..end).unwrap_or_default()), document: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// An iterator over the postings of one word, in the order of articles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Postings<'a> {
    rest: Numbers<'a>,
    document: DocId,
}

impl<'a> Iterator for Postings<'a> {
    type Item = Posting<'a>;

    fn next(&mut self) -> Option<Posting<'a>> {
        self.document += self.rest.next()?;
        let length = self.rest.next()?;
        Some(Posting { document: self.document, numbers: Numbers(self.rest.take_bytes(length as usize)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn lists_return_the_logged_postings_by_word(
            articles in prop::collection::vec((1_u32..20_000, prop::collection::vec((0_u32..100, 0_u32..100_000), 0..60)), 0..60),
        ) {
            let mut log = Log::default();
            let mut expected: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            let mut document = 0;
            for (step, found) in articles {
                document += step;
                let mut of_article: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
                for (word, jump) in found {
                    let positions = of_article.entry(word).or_default();
                    positions.push(positions.last().unwrap_or(&0) + jump);
                }
                for (word, positions) in of_article {
                    log.add_places(word, document, positions.iter().copied());
                    expected.entry(word).or_default().insert(document, positions);
                }
            }
            let lists = Lists::of(log);
            let mut found: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            for word in 0..100 {
                for posting in lists.of_word(word) {
                    found.entry(word).or_default().insert(posting.document, posting.positions().collect());
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn several_postings_of_one_word_and_article_keep_their_order() {
        let mut log = Log::default();
        for (word, document, times) in [(0, 3, 1), (1, 3, 2), (0, 3, 4), (0, 7, 8)] {
            log.add(word, document, [times].into_iter());
        }
        let lists = Lists::of(log);
        let of_word = |word| {
            lists
                .of_word(word)
                .map(|posting| (posting.document, posting.numbers.collect()))
                .collect::<Vec<(_, Vec<_>)>>()
        };
        assert_eq!(of_word(0), [(3, vec![1]), (3, vec![4]), (7, vec![8])]);
        assert_eq!(of_word(1), [(3, vec![2])]);
        assert_eq!(of_word(2), []);
    }
}
