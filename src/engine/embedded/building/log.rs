//! What stands where, written down as it comes.
//!
//! A list for each word, lengthened whenever the word comes, would touch memory all over the place for every word of every article. So
//! postings are written one after another into a [`Log`], and sorted by word when the segment is written (see [`lists`](super::lists)).

use super::lexicon::WordId;
use super::numbers::{LONGEST_NUMBER, Numbers, extend, push};
use tantivy::DocId;

/// How many bytes a log takes from the system at once.
const CHUNK: usize = 1 << 20;

/// That an article has a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting<'a> {
    pub document: DocId,
    /// The places of the word, each but the first as the difference to the one before; in a field without places how often it has the word,
    /// or nothing.
    pub numbers: Numbers<'a>,
}

/// The postings of one field, or of one marker, in the order of articles.
#[derive(Default)]
pub(super) struct Log {
    chunks: Vec<Vec<u8>>,
    /// How much memory they take, in bytes.
    taken: usize,
    last: DocId,
    /// The numbers of the posting that is written.
    numbers: Vec<u8>,
}

impl Log {
    /// Notes that an article has a word at these places, which are in order. Articles come in order, each word of each once.
    pub(super) fn add_places(&mut self, word: WordId, document: DocId, places: impl Iterator<Item = u32>) {
        let mut before = 0;
        self.add(word, document, places.map(|place| place - std::mem::replace(&mut before, place)));
    }

    /// Notes that an article has a word, with these numbers. Articles come in order.
    pub(super) fn add(&mut self, word: WordId, document: DocId, numbers: impl Iterator<Item = u32>) {
        self.numbers.clear();
        numbers.for_each(|number| push(&mut self.numbers, number));
        // A posting lies in one chunk.
        let room = self.numbers.len() + 3 * LONGEST_NUMBER;
        let is_full = self.chunks.last().is_none_or(|chunk| chunk.capacity() - chunk.len() < room);
        if is_full {
            // Fields with few words take little from the beginning.
            let size = self.chunks.last().map_or(CHUNK >> 8, |chunk| (chunk.capacity() * 2).min(CHUNK));
            self.chunks.push(Vec::with_capacity(size.max(room)));
            self.taken += size.max(room);
        }
        if let Some(chunk) = self.chunks.last_mut() {
            write_entry(chunk, word, document - self.last, &self.numbers);
        }
        self.last = document;
    }

    /// Returns how much memory the log takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.taken
    }

    /// Returns how many bytes are written.
    pub(super) fn length(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Calls `visit` with every word and posting. What was visited is given back to the system, bit by bit.
    pub(super) fn visit(self, mut visit: impl FnMut(WordId, &Posting<'_>)) {
        let mut document = 0;
        for chunk in self.chunks {
            entries(&chunk, &mut document).for_each(|(word, posting)| visit(word, &posting));
        }
    }
}

/// Writes an entry: how many bytes its numbers take, with a bit that says whether an article begins; if one does, how far on it is; the word;
/// the numbers.
pub(super) fn write_entry(bytes: &mut Vec<u8>, word: u32, difference: u32, numbers: &[u8]) {
    // Texts are limited: no article has 2^31 bytes of places of one word.
    let length = numbers.len() as u32;
    push(bytes, length << 1 | u32::from(difference > 0));
    if difference > 0 {
        push(bytes, difference);
    }
    push(bytes, word);
    extend(bytes, numbers);
}

/// Reads entries as [`write_entry`] writes them; `document` is the article before, and goes along.
pub(super) fn entries<'a>(bytes: &'a [u8], document: &mut DocId) -> impl Iterator<Item = (u32, Posting<'a>)> {
    let mut rest = Numbers(bytes);
    std::iter::from_fn(move || {
        let first = rest.next()?;
        if first & 1 == 1 {
            *document += rest.next()?;
        }
        let word = rest.next()?;
        let numbers = Numbers(rest.take_bytes(first as usize >> 1));
        Some((word, Posting { document: *document, numbers }))
    })
}
