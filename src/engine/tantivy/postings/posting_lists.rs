//! Logs put in order: of each word the articles that have it.
//!
//! Every bucket is sorted by itself, in the fast memory of the processor.

use super::lexicon::WordId;
use super::posting_log::{Bucket, Log, Posting};
use super::varint::{Numbers, length_of, put};
use tantivy::DocId;

/// The postings of each word, in the order of articles: of one field, or of one annotation.
#[derive(Default)]
pub(crate) struct Lists {
    bytes: Vec<u8>,
    /// Where the list of each word ends, by number.
    ends: Vec<usize>,
}

impl Lists {
    /// Sorts a log. Its memory is given back bit by bit.
    pub(crate) fn of(log: Log) -> Self {
        let mut lists = Self { bytes: Vec::with_capacity(log.memory()), ends: Vec::new() };
        for (words, bucket) in log.into_buckets() {
            lists.append(&bucket, words.len());
        }
        lists
    }

    /// Appends the lists of the words of a bucket: how long each gets is counted, then every posting is put where it belongs.
    fn append(&mut self, bucket: &Bucket, words: usize) {
        let mut ends = vec![0; words];
        let mut last = vec![0; words];
        for (place, posting) in bucket.postings() {
            if let (Some(length), Some(last)) = (ends.get_mut(place as usize), last.get_mut(place as usize)) {
                let numbers = posting.numbers.0.len();
                *length += length_of(posting.document - *last) + length_of(numbers as u32) + numbers;
                *last = posting.document;
            }
        }
        let mut end = self.bytes.len();
        for of_word in &mut ends {
            // For now where the list begins; each posting that is put there moves it on.
            end += std::mem::replace(of_word, end);
        }
        self.bytes.resize(end, 0);
        last.fill(0);
        for (place, posting) in bucket.postings() {
            if let (Some(free), Some(last)) = (ends.get_mut(place as usize), last.get_mut(place as usize)) {
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

    /// Returns the postings of a word.
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

/// The postings of one word.
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
        fn what_goes_in_comes_out_word_by_word(
            articles in prop::collection::vec((1_u32..20_000, prop::collection::vec((0_u32..100, 0_u32..100_000), 0..60)), 0..60),
        ) {
            let mut log = Log::default();
            let mut expected: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            let mut document = 0;
            for (step, found) in articles {
                document += step;
                let mut of_article: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
                for (word, jump) in found {
                    let places = of_article.entry(word).or_default();
                    places.push(places.last().unwrap_or(&0) + jump);
                }
                for (word, places) in of_article {
                    log.add_places(word, document, places.iter().copied());
                    expected.entry(word).or_default().insert(document, places);
                }
            }
            let lists = Lists::of(log);
            let mut found: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            for word in 0..100 {
                for posting in lists.of_word(word) {
                    found.entry(word).or_default().insert(posting.document, posting.places().collect());
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn several_postings_of_one_word_and_article_stay_in_order() {
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
