//! An append-only log of postings in the order of articles.
//!
//! Appending to one posting list per word would cause a cache miss for every word of every article. Postings are instead appended to the
//! buckets of a [`Log`], each of which covers a range of words, and are sorted by word when the segment is written (see
//! [`Lists`](super::Lists)).

use super::lexicon::WordId;
use super::varint::{LONGEST_NUMBER, Numbers, extend, push};
use tantivy::DocId;

/// The capacity of the first and of the largest chunk of a bucket, in bytes. Later chunks double in size.
const FIRST_CHUNK: usize = 128;
const CHUNK: usize = 32 << 10;

/// Words with numbers below this have a bucket each. Above it, the numbers between two powers of two share `ALONE / 2` buckets.
const ALONE: u32 = 32;

/// The entry for one article in the posting list of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting<'a> {
    pub document: DocId,
    /// The delta-encoded positions of the word, in ascending order. In a field without positions the term frequency, or nothing.
    pub numbers: Numbers<'a>,
}

impl Posting<'_> {
    /// Returns the positions in ascending order.
    pub(crate) fn positions(&self) -> impl Iterator<Item = u32> {
        self.numbers.scan(0_u32, |sum, difference| {
            *sum = sum.saturating_add(difference);
            Some(*sum)
        })
    }
}

/// The postings of one field, or of one annotation in it, in the order of articles.
#[derive(Default)]
pub(crate) struct Log {
    buckets: Vec<Bucket>,
    /// The memory allocated by the buckets, in bytes.
    taken: usize,
    /// A buffer for the encoded numbers of the current posting.
    numbers: Vec<u8>,
}

/// The postings of a range of words.
#[derive(Default)]
pub(crate) struct Bucket {
    /// The full chunks; `chunk` is being filled.
    full: Vec<Vec<u8>>,
    chunk: Vec<u8>,
    last: DocId,
}

impl Log {
    /// Adds the posting of a word with its positions, which must ascend. Articles must be added in order, each word once per article.
    pub(crate) fn add_places(&mut self, word: WordId, document: DocId, positions: impl Iterator<Item = u32>) {
        let mut before = 0;
        self.add(word, document, positions.map(|position| position - std::mem::replace(&mut before, position)));
    }

    /// Adds the posting of a word with the given [`Posting::numbers`]. Articles must be added in order.
    pub(crate) fn add(&mut self, word: WordId, document: DocId, numbers: impl Iterator<Item = u32>) {
        self.numbers.clear();
        numbers.for_each(|number| push(&mut self.numbers, number));
        let number = bucket_of(word);
        if number >= self.buckets.len() {
            self.buckets.resize_with(number + 1, Bucket::default);
        }
        if let Some(bucket) = self.buckets.get_mut(number) {
            self.taken += bucket.add(word - words_of(number).start, document, &self.numbers);
        }
    }

    /// Returns the memory used by the log, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.taken
    }

    /// Returns the buckets in order, each with its range of words.
    pub(crate) fn into_buckets(self) -> impl Iterator<Item = (std::ops::Range<WordId>, Bucket)> {
        self.buckets.into_iter().enumerate().map(|(number, bucket)| (words_of(number), bucket))
    }
}

/// Returns the bucket of a word. Words seen early are likely to be frequent and get small buckets.
fn bucket_of(word: WordId) -> usize {
    if word < ALONE {
        return word as usize;
    }
    let power = word.ilog2() - ALONE.ilog2();
    // The highest bits after the leading one, which `power` already encodes.
    let within = (word >> (power + 1)) - ALONE / 2;
    (ALONE + power * (ALONE / 2) + within) as usize
}

/// Returns the range of words in a bucket, the inverse of [`bucket_of`].
fn words_of(bucket: usize) -> std::ops::Range<WordId> {
    let bucket = bucket as u32;
    match bucket.checked_sub(ALONE) {
        None => bucket..bucket + 1,
        Some(behind) => {
            let (power, within) = (behind / (ALONE / 2), behind % (ALONE / 2));
            let first = (ALONE / 2 + within) << (power + 1);
            first..first.saturating_add(1 << (power + 1))
        }
    }
}

impl Bucket {
    /// Adds a posting and returns the size of a newly allocated chunk in bytes, or 0.
    fn add(&mut self, word: u32, document: DocId, numbers: &[u8]) -> usize {
        // A posting never spans two chunks.
        let room = numbers.len() + 3 * LONGEST_NUMBER;
        let mut taken = 0;
        if self.chunk.capacity() - self.chunk.len() < room {
            taken = (self.chunk.capacity() * 2).clamp(FIRST_CHUNK, CHUNK).max(room);
            let full = std::mem::replace(&mut self.chunk, Vec::with_capacity(taken));
            if !full.is_empty() {
                self.full.push(full);
            }
        }
        write_entry(&mut self.chunk, word, document - self.last, numbers);
        self.last = document;
        taken
    }

    /// Returns the postings, each with the index of its word within the range of the bucket.
    pub(crate) fn postings(&self) -> impl Iterator<Item = (u32, Posting<'_>)> {
        let mut document = 0;
        self.full.iter().chain(std::iter::once(&self.chunk)).flat_map(|chunk| Numbers(chunk).entries()).map(
            move |(word, difference, numbers)| {
                document += difference;
                (word, Posting { document, numbers })
            },
        )
    }
}

/// Writes an entry: the length of its numbers in bytes, shifted left by one, with the lowest bit set if the article differs from that of the
/// previous entry; in this case the delta of the article; the word; the numbers.
fn write_entry(bytes: &mut Vec<u8>, word: u32, difference: u32, numbers: &[u8]) {
    // The length of texts is limited, so the positions of a word in one article take far less than 2^31 bytes.
    let length = numbers.len() as u32;
    push(bytes, length << 1 | u32::from(difference > 0));
    if difference > 0 {
        push(bytes, difference);
    }
    push(bytes, word);
    extend(bytes, numbers);
}

impl<'a> Numbers<'a> {
    /// Returns the entries written by [`write_entry`]: the word, the delta of the article, the numbers.
    fn entries(mut self) -> impl Iterator<Item = (u32, u32, Self)> {
        std::iter::from_fn(move || {
            let first = self.next()?;
            let difference = if first & 1 == 1 { self.next()? } else { 0 };
            let word = self.next()?;
            Some((word, difference, Numbers(self.take_bytes(first as usize >> 1))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn buckets_partition_the_words(word in (0_u32..33).prop_flat_map(|bits| 0..=((1_u64 << bits) - 1) as u32)) {
            let bucket = bucket_of(word);
            prop_assert!(words_of(bucket).contains(&word) || word == u32::MAX);
            prop_assert!(bucket == 0 || words_of(bucket - 1).end == words_of(bucket).start);
            prop_assert!(bucket < 500);
        }
    }
}
