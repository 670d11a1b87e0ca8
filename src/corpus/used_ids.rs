//! The ids of a file's articles so far, to count how often one was used.

use crate::article::ArticleId;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// The ids used so far, stored compactly: a file may have millions of records.
#[derive(Default)]
pub(super) struct UsedIds {
    /// The hashes of the ids that records stated.
    stated: FxHashSet<u64>,
    /// The use counts of ids that were used more than once.
    repeated: FxHashMap<u64, u32>,
    /// The numbers of the records without a stated id, one bit each.
    numbered: Vec<u64>,
}

impl UsedIds {
    /// Returns the ids for the next member of a container, whose records are numbered from 1 again.
    pub(super) fn of_next_member(self) -> Self {
        Self { numbered: Vec::new(), ..self }
    }

    /// Adds the id of a record that states none, computed from its number, and returns how often the id was used.
    pub(super) fn add_numbered(&mut self, id: &ArticleId, record: u32) -> u32 {
        let hash = FxBuildHasher.hash_one(id);
        if self.stated.contains(&hash) {
            return self.repeat(hash);
        }
        let (word, bit) = (record as usize / 64, record % 64);
        if word >= self.numbered.len() {
            self.numbered.resize(word + 1, 0);
        }
        if let Some(word) = self.numbered.get_mut(word) {
            *word |= 1 << bit;
        }
        1
    }

    /// Adds a stated id and returns how often it was used. If it is a plain number, `number` is the record whose computed id would be the same.
    pub(super) fn add_stated(&mut self, id: &ArticleId, number: Option<u32>) -> u32 {
        let hash = FxBuildHasher.hash_one(id);
        let word = number.and_then(|number| Some((self.numbered.get(number as usize / 64)?, number % 64)));
        let is_numbered = word.is_some_and(|(word, bit)| word >> bit & 1 == 1);
        if self.stated.insert(hash) && !is_numbered { 1 } else { self.repeat(hash) }
    }

    fn repeat(&mut self, hash: u64) -> u32 {
        let times = self.repeated.entry(hash).or_insert(1);
        *times += 1;
        *times
    }
}
