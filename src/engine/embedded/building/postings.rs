//! What stands where, written down as it comes and put in order at the end.
//!
//! A list for each word, lengthened whenever the word comes, would touch memory all over the place for every word of every article. So
//! occurrences are written one after another into a [`Log`], and sorted by word when the segment is written: first into buckets of
//! neighbouring words, then each bucket by itself, in the fast memory of the processor.

use super::lexicon::WordId;
use tantivy::DocId;

/// How many bytes a log takes from the system at once.
const CHUNK: usize = 1 << 20;

/// About how many bytes make a bucket, and how many buckets there may be.
const BUCKET: usize = 256 << 10;
const MOST_BUCKETS: usize = 1_024;

/// The occurrences of words in one field, or of one marker, in the order of articles.
#[derive(Default)]
pub(super) struct Log {
    chunks: Vec<Vec<u8>>,
    /// How much memory they take, in bytes.
    taken: usize,
    last: DocId,
    kind: Kind,
}

/// What a log says beside which article has a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// How often, or nothing.
    #[default]
    Times,
    /// Where.
    Places,
}

/// The words of a segment in the order of their bytes.
pub(super) struct Order {
    /// The words in that order.
    pub words: Vec<WordId>,
    /// The place of each word in it.
    places: Vec<u32>,
}

/// That an article has a word: the places, or how often.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting<'a> {
    pub document: DocId,
    /// How often the article has the word, as far as this entry says.
    pub times: u32,
    places: &'a [u8],
}

impl Log {
    /// Notes that an article has a word at these places, which are in order. Articles come in order, each word of each once.
    pub(super) fn add_places(&mut self, word: WordId, document: DocId, places: impl Iterator<Item = u32> + Clone) {
        self.kind = Kind::Places;
        let times = places.clone().count();
        let chunk = self.begin(word, document, times as u32, 5 * times);
        let mut before = 0;
        for place in places {
            write(chunk, place - before);
            before = place;
        }
    }

    /// Notes that an article has a word so many times more.
    pub(super) fn add_times(&mut self, word: WordId, document: DocId, times: u32) {
        self.begin(word, document, times, 0);
    }

    /// Begins an entry and returns where its places go, with room for so many bytes; an entry lies in one chunk.
    fn begin(&mut self, word: WordId, document: DocId, times: u32, room: usize) -> &mut Vec<u8> {
        let room = room + 4 * LONGEST_NUMBER;
        let is_full = self.chunks.last().is_none_or(|chunk| chunk.capacity() - chunk.len() < room);
        if is_full {
            // Fields with few words take little from the beginning.
            let size = self.chunks.last().map_or(CHUNK >> 8, |chunk| (chunk.capacity() * 2).min(CHUNK));
            self.chunks.push(Vec::with_capacity(size.max(room)));
            self.taken += size.max(room);
        }
        let number = self.chunks.len() - 1;
        // There is one: it was just pushed if there was none.
        let chunk = &mut self.chunks[number];
        write_entry(chunk, word, times, document - self.last);
        self.last = document;
        chunk
    }

    /// Returns how much memory the log takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.taken
    }

    /// Calls `visit` with every word, in order, and its postings in the order of articles.
    ///
    /// # Errors
    /// The first that `visit` returns.
    pub(super) fn each_word<E>(
        self,
        order: &Order,
        mut visit: impl FnMut(WordId, &[Posting<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let bytes: usize = self.chunks.iter().map(Vec::len).sum();
        if bytes == 0 {
            return Ok(());
        }
        let buckets = (bytes / BUCKET).clamp(1, MOST_BUCKETS);
        let kind = self.kind;
        let bits = order.words.len().div_ceil(buckets).next_power_of_two().trailing_zeros();
        for (bucket, words) in self.into_buckets(order, bits).into_iter().zip(order.words.chunks(1 << bits)) {
            let sorted = bucket.sorted(words.len(), kind);
            for (place, word) in words.iter().enumerate() {
                let postings = sorted.of(place);
                if !postings.is_empty() {
                    visit(*word, postings)?;
                }
            }
        }
        Ok(())
    }

    /// Puts every entry into the bucket of its word: each but the last is of 2^`bits` words. Each chunk is given back as soon as it has been read.
    fn into_buckets(self, order: &Order, bits: u32) -> Vec<Bucket> {
        let buckets = order.words.len().div_ceil(1 << bits);
        let mut filled: Vec<Bucket> = std::iter::repeat_with(Bucket::default).take(buckets).collect();
        let mut document = 0;
        for chunk in self.chunks {
            for (word, posting) in entries(&chunk, self.kind, &mut document) {
                let place = order.places.get(word as usize).copied().unwrap_or_default();
                if let Some(bucket) = filled.get_mut((place >> bits) as usize) {
                    bucket.add(place & ((1 << bits) - 1), &posting);
                }
            }
        }
        filled
    }
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
}

impl Posting<'_> {
    /// Returns the places, each but the first as the difference to the one before.
    pub(super) fn places(&self, places: &mut Vec<u32>) {
        places.clear();
        places.extend(Numbers(self.places));
    }
}

/// Entries of neighbouring words, in the order of articles.
#[derive(Default)]
struct Bucket {
    bytes: Vec<u8>,
    entries: usize,
    last: DocId,
}

impl Bucket {
    fn add(&mut self, place: u32, posting: &Posting<'_>) {
        write_entry(&mut self.bytes, place, posting.times, posting.document - self.last);
        self.bytes.extend_from_slice(posting.places);
        self.last = posting.document;
        self.entries += 1;
    }

    /// Sorts by counting: how many entries each of so many words has says where they go.
    fn sorted(&self, words: usize, kind: Kind) -> Sorted<'_> {
        let mut ends = vec![0_u32; words];
        for (place, _) in entries(&self.bytes, kind, &mut 0) {
            if let Some(count) = ends.get_mut(place as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            // For now where they begin; each entry that is put there moves it on.
            let count = std::mem::replace(end, sum);
            sum += count;
        }
        let mut postings = vec![Posting { document: 0, times: 0, places: &[] }; self.entries];
        for (place, posting) in entries(&self.bytes, kind, &mut 0) {
            if let Some(end) = ends.get_mut(place as usize)
                && let Some(free) = postings.get_mut(*end as usize)
            {
                *free = posting;
                *end += 1;
            }
        }
        Sorted { postings, ends }
    }
}

/// The entries of a bucket sorted by word.
struct Sorted<'a> {
    postings: Vec<Posting<'a>>,
    /// Where the postings of each word end.
    ends: Vec<u32>,
}

impl<'a> Sorted<'a> {
    fn of(&self, place: usize) -> &[Posting<'a>] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or_default();
        self.postings.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The most bytes that a number takes.
const LONGEST_NUMBER: usize = 5;

/// Writes the beginning of an entry: how often, with a bit that says whether an article begins; if one does, how far on it is; the word.
fn write_entry(bytes: &mut Vec<u8>, word: u32, times: u32, difference: u32) {
    // No article is so long that it has a word 2^31 times.
    write(bytes, times << 1 | u32::from(difference > 0));
    if difference > 0 {
        write(bytes, difference);
    }
    write(bytes, word);
}

/// Reads entries as [`write_entry`] writes them, with their places behind them; `document` is the article before, and goes along.
fn entries<'a>(bytes: &'a [u8], kind: Kind, document: &mut DocId) -> impl Iterator<Item = (u32, Posting<'a>)> {
    let mut numbers = Numbers(bytes);
    std::iter::from_fn(move || {
        let first = numbers.next()?;
        if first & 1 == 1 {
            *document += numbers.next()?;
        }
        let word = numbers.next()?;
        let times = first >> 1;
        let places = if kind == Kind::Places { numbers.take_bytes(times) } else { &[] };
        Some((word, Posting { document: *document, times, places }))
    })
}

/// Writes a number, the lowest seven bits first; the last byte has its highest bit set.
fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8);
        number >>= 7;
    }
    bytes.push(number as u8 | 0x80);
}

/// Reads numbers as [`write()`] writes them.
struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    /// Returns the bytes of so many numbers.
    fn take_bytes(&mut self, count: u32) -> &'a [u8] {
        let mut length = 0;
        for _ in 0..count {
            length += self.0.get(length..).map_or(0, |rest| rest.iter().take_while(|byte| **byte < 0x80).count() + 1);
        }
        let (bytes, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        bytes
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 != 0 {
                return Some(number);
            }
            shift = (shift + 7).min(28);
        }
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
            let mut expected: BTreeMap<usize, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
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
                    expected.entry(order.places[word as usize] as usize).or_default().insert(document, places);
                }
            }
            let bits = 2;
            let mut found: BTreeMap<usize, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
            let filled = log.into_buckets(&order, bits);
            prop_assert_eq!(filled.len(), 3);
            for (bucket, first) in filled.iter().zip((0..).step_by(1 << bits)) {
                let sorted = bucket.sorted(1 << bits, Kind::Places);
                for place in 0..1 << bits {
                    for posting in sorted.of(place) {
                        let mut places = Vec::new();
                        posting.places(&mut places);
                        let sums = places.iter().scan(0, |sum, place| { *sum += place; Some(*sum) });
                        found.entry(first + place).or_default().insert(posting.document, sums.collect());
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn words_come_in_order_and_entries_of_one_article_together() {
        let mut log = Log::default();
        for (word, document, times) in [(0, 3, 1), (1, 3, 2), (0, 3, 4), (0, 7, 8)] {
            log.add_times(word, document, times);
        }
        let mut found = Vec::new();
        let visit = |word, postings: &[Posting<'_>]| -> Result<(), ()> {
            found.push((word, postings.iter().map(|posting| (posting.document, posting.times)).collect::<Vec<_>>()));
            Ok(())
        };
        log.each_word(&Order::new(vec![1, 0]), visit).unwrap();
        assert_eq!(found, [(1, vec![(3, 2)]), (0, vec![(3, 1), (3, 4), (7, 8)])]);
    }
}
