//! A few stems, from which those of a long text are struck out.

use rustc_hash::FxHashSet;

/// A set of stems, usually a few dozen.
///
/// Every word of every body is looked up here, and nearly none is a member: 64 bits that sum up the members answer most
/// look-ups without hashing anything.
#[derive(Debug, Default)]
pub(super) struct FewStems {
    stems: FxHashSet<String>,
    summary: u64,
}

impl FewStems {
    pub(super) fn insert(&mut self, stem: &str) {
        if !self.stems.contains(stem) {
            self.stems.insert(stem.to_owned());
            self.summary |= bit(stem);
        }
    }

    pub(super) fn remove(&mut self, stem: &str) {
        if self.summary & bit(stem) != 0 {
            self.stems.remove(stem);
        }
    }

    /// Returns the stems left, in order.
    pub(super) fn into_sorted(self) -> Vec<String> {
        let mut stems: Vec<String> = self.stems.into_iter().collect();
        stems.sort_unstable();
        stems
    }
}

/// Returns the one bit that stands for a stem, by its length, its first and its last byte.
fn bit(stem: &str) -> u64 {
    let (first, last) = (stem.as_bytes().first(), stem.as_bytes().last());
    let sum = stem.len() * 17 + usize::from(*first.unwrap_or(&0)) * 5 + usize::from(*last.unwrap_or(&0));
    1 << (sum % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_struck_out_and_others_do_no_harm() {
        let mut stems = FewStems::default();
        for stem in ["storm", "flood", "storm", ""] {
            stems.insert(stem);
        }
        for stem in ["flood", "sea", "flute", ""] {
            stems.remove(stem);
        }
        assert_eq!(stems.into_sorted(), ["storm"]);
    }
}
