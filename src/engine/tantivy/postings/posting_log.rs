//! What stands where, written down as it comes.
//!
//! A list for each word, lengthened whenever the word comes, would touch memory all over the place for every word of every article. So
//! postings are written one after another into the buckets of a [`Log`], each of which is for some words, and sorted by word when the segment
//! is written (see [`Lists`](super::Lists)).

use super::lexicon::WordId;
use super::varint::{LONGEST_NUMBER, Numbers, extend, push};
use tantivy::DocId;

/// How many bytes a bucket takes from the system at first and at most.
const FIRST_CHUNK: usize = 128;
const CHUNK: usize = 32 << 10;

/// The words below this number have a bucket each; the others as many to each power of two as half of them.
const ALONE: u32 = 32;

/// That an article has a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting<'a> {
    pub document: DocId,
    /// The places of the word, each but the first as the difference to the one before; in a field without places how often it has the word,
    /// or nothing.
    pub numbers: Numbers<'a>,
}

impl Posting<'_> {
    /// Returns the places.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        self.numbers.scan(0_u32, |sum, difference| {
            *sum = sum.saturating_add(difference);
            Some(*sum)
        })
    }
}

/// The postings of one field, or of one annotation, in the order of articles.
#[derive(Default)]
pub(crate) struct Log {
    buckets: Vec<Bucket>,
    /// How much memory they take, in bytes.
    taken: usize,
    /// The numbers of the posting that is written.
    numbers: Vec<u8>,
}

/// The postings of some words.
#[derive(Default)]
pub(crate) struct Bucket {
    /// What is full, and what is being filled.
    full: Vec<Vec<u8>>,
    chunk: Vec<u8>,
    last: DocId,
}

impl Log {
    /// Notes that an article has a word at these places, which are in order. Articles come in order, each word of each once.
    pub(crate) fn add_places(&mut self, word: WordId, document: DocId, places: impl Iterator<Item = u32>) {
        let mut before = 0;
        self.add(word, document, places.map(|place| place - std::mem::replace(&mut before, place)));
    }

    /// Notes that an article has a word, with these numbers. Articles come in order.
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

    /// Returns how much memory the log takes, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.taken
    }

    /// Returns the buckets, in order, with the words that each is for.
    pub(crate) fn into_buckets(self) -> impl Iterator<Item = (std::ops::Range<WordId>, Bucket)> {
        self.buckets.into_iter().enumerate().map(|(number, bucket)| (words_of(number), bucket))
    }
}

/// Returns the number of the bucket of a word. Those that were met first are the most frequent, and share it with few.
fn bucket_of(word: WordId) -> usize {
    if word < ALONE {
        return word as usize;
    }
    let power = word.ilog2() - ALONE.ilog2();
    // The highest bits, without the first of them, which is in the power.
    let within = (word >> (power + 1)) - ALONE / 2;
    (ALONE + power * (ALONE / 2) + within) as usize
}

/// Returns the words of a bucket.
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
    /// Adds a posting and returns how much more memory the bucket takes, in bytes.
    fn add(&mut self, word: u32, document: DocId, numbers: &[u8]) -> usize {
        // A posting lies in one chunk.
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

    /// Returns the postings, each with the place of its word among those of the bucket.
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

/// Writes an entry: how many bytes its numbers take, with a bit that says whether an article begins; if one does, how far on it is; the word;
/// the numbers.
fn write_entry(bytes: &mut Vec<u8>, word: u32, difference: u32, numbers: &[u8]) {
    // Texts are limited: no article has 2^31 bytes of places of one word.
    let length = numbers.len() as u32;
    push(bytes, length << 1 | u32::from(difference > 0));
    if difference > 0 {
        push(bytes, difference);
    }
    push(bytes, word);
    extend(bytes, numbers);
}

impl<'a> Numbers<'a> {
    /// Reads entries as [`write_entry`] writes them: the word, how far on the article is, the numbers.
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
        fn every_word_has_one_bucket(word in (0_u32..33).prop_flat_map(|bits| 0..=((1_u64 << bits) - 1) as u32)) {
            let bucket = bucket_of(word);
            prop_assert!(words_of(bucket).contains(&word) || word == u32::MAX);
            prop_assert!(bucket == 0 || words_of(bucket - 1).end == words_of(bucket).start);
            prop_assert!(bucket < 500);
        }
    }
}
