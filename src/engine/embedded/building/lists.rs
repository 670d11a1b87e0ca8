//! Logs put in order: of each word the articles that have it.
//!
//! Entries go into buckets of neighbouring words first; each bucket is then sorted by itself, in the fast memory of the processor.

use super::lexicon::WordId;
use super::log::{Log, Posting, entries, write_entry};
use super::numbers::{Numbers, length_of, put};
use tantivy::DocId;

/// About how many bytes make a bucket, and how many buckets there may be.
const BUCKET: usize = 256 << 10;
const MOST_BUCKETS: usize = 1_024;

/// The words of a segment in the order of their bytes.
pub(super) struct Order {
    /// The words in that order.
    pub words: Vec<WordId>,
    /// The place of each word in it.
    places: Vec<u32>,
}

impl Order {
    pub(super) fn new(words: Vec<WordId>) -> Self {
        let mut places = vec![0; words.len()];
        for (place, word) in (0..).zip(&words) {
            if let Some(of_word) = places.get_mut(*word as usize) {
                *of_word = place;
            }
        }
        Self { words, places }
    }

    /// Returns the place of a word.
    pub(super) fn place(&self, word: WordId) -> u32 {
        self.places.get(word as usize).copied().unwrap_or_default()
    }
}

/// The postings of each word, in the order of articles: of one field, or of one marker.
#[derive(Default)]
pub(super) struct Lists {
    bytes: Vec<u8>,
    /// Where the list of each word ends, by the word's place in the order.
    ends: Vec<usize>,
}

impl Lists {
    /// Sorts a log.
    pub(super) fn of(log: Log, order: &Order) -> Self {
        let length = log.length();
        if length == 0 {
            return Self::default();
        }
        let buckets = (length / BUCKET).clamp(1, MOST_BUCKETS);
        let bits = order.words.len().div_ceil(buckets).next_power_of_two().trailing_zeros();
        Self::by_buckets(log, order, bits)
    }

    /// Sorts a log by buckets of 2^`bits` words.
    fn by_buckets(log: Log, order: &Order, bits: u32) -> Self {
        let buckets = order.words.len().div_ceil(1 << bits);
        let mut filled: Vec<Bucket> = std::iter::repeat_with(Bucket::default).take(buckets).collect();
        log.visit(|word, posting| {
            let place = order.place(word);
            if let Some(bucket) = filled.get_mut((place >> bits) as usize) {
                bucket.add(place & ((1 << bits) - 1), posting);
            }
        });
        let bytes = Vec::with_capacity(filled.iter().map(|bucket| bucket.bytes.len()).sum());
        let mut lists = Self { bytes, ends: Vec::with_capacity(order.words.len()) };
        for (bucket, words) in filled.into_iter().zip(order.words.chunks(1 << bits)) {
            lists.append(&bucket, words.len());
        }
        lists
    }

    /// Appends the lists of the words of a bucket: how long each gets is counted, then every posting is put where it belongs.
    fn append(&mut self, bucket: &Bucket, words: usize) {
        let mut ends = vec![0; words];
        let mut last = vec![0; words];
        for (place, posting) in entries(&bucket.bytes, &mut 0) {
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
        for (place, posting) in entries(&bucket.bytes, &mut 0) {
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

    /// Returns the postings of the word at a place of the order.
    pub(super) fn at(&self, place: u32) -> Postings<'_> {
        let place = place as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or_default();
        Postings { rest: Numbers(self.bytes.get(start..end).unwrap_or_default()), document: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The postings of one word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postings<'a> {
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

/// Entries of neighbouring words, in the order of articles.
#[derive(Default)]
struct Bucket {
    bytes: Vec<u8>,
    last: DocId,
}

impl Bucket {
    fn add(&mut self, place: u32, posting: &Posting<'_>) {
        write_entry(&mut self.bytes, place, posting.document - self.last, posting.numbers.0);
        self.last = posting.document;
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
            articles in prop::collection::vec((1_u32..20_000, prop::collection::vec((0_u32..9, 0_u32..100_000), 0..60)), 0..60),
            order in Just((0_u32..9).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let mut log = Log::default();
            let mut expected: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            let order = Order::new(order);
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
                    expected.entry(order.place(word)).or_default().insert(document, places);
                }
            }
            // Three buckets of at most four words.
            let lists = Lists::by_buckets(log, &order, 2);
            let mut found: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            for place in 0..9 {
                for posting in lists.at(place) {
                    let places = posting.numbers.scan(0, |sum, place| { *sum += place; Some(*sum) });
                    found.entry(place).or_default().insert(posting.document, places.collect());
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
        let lists = Lists::of(log, &Order::new(vec![1, 0]));
        let at = |place| {
            lists.at(place).map(|posting| (posting.document, posting.numbers.collect())).collect::<Vec<(_, Vec<_>)>>()
        };
        assert_eq!(at(0), [(3, vec![2])]);
        assert_eq!(at(1), [(3, vec![1]), (3, vec![4]), (7, vec![8])]);
        assert_eq!(at(2), []);
    }
}
