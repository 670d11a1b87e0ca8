//! Phrases with slop.
//!
//! The definition is Lucene's (`SloppyPhraseMatcher`): subtract from the position of every word its offset in the phrase; the results
//! must lie within `slop` of one another. So slop 0 is the exact phrase, slop 1 allows one extra word between two, and slop 2 allows
//! two neighbours to be swapped. One token cannot match two words of the phrase.

use super::spans::PositionRange;

/// Returns the ranges where the phrase matches and the positions of all words that can be part of a match, both sorted.
///
/// Each word is given as its offset in the phrase and its positions in the text.
pub(super) fn sloppy_phrase(words: &[(u32, &[u32])], slop: u32) -> (Vec<PositionRange>, Vec<u32>) {
    let mut windows = Vec::new();
    let mut ranges = Vec::new();
    for window in window_starts(words) {
        if let Some(range) = range_in_window(words, window, slop) {
            windows.push(window);
            ranges.push(range);
        }
    }
    ranges.sort_unstable();
    ranges.dedup();
    let mut scattered = Vec::new();
    for (offset, positions) in words {
        scattered.extend(positions.iter().filter(|position| {
            let shifted = i64::from(**position) - i64::from(*offset);
            let before = windows.partition_point(|window| *window <= shifted);
            let last = before.checked_sub(1).and_then(|last| windows.get(last));
            last.is_some_and(|window| shifted - window <= i64::from(slop))
        }));
    }
    scattered.sort_unstable();
    scattered.dedup();
    (ranges, scattered)
}

/// Returns whether the phrase matches anywhere.
pub(super) fn is_sloppy_phrase(words: &[(u32, &[u32])], slop: u32) -> bool {
    window_starts(words).into_iter().any(|window| range_in_window(words, window, slop).is_some())
}

/// Returns the sorted starts of all windows to try: the position of every word minus its offset in the phrase.
fn window_starts(words: &[(u32, &[u32])]) -> Vec<i64> {
    if words.iter().any(|(_, positions)| positions.is_empty()) {
        return Vec::new();
    }
    let mut windows: Vec<i64> = words
        .iter()
        .flat_map(|(offset, positions)| positions.iter().map(|position| i64::from(*position) - i64::from(*offset)))
        .collect();
    windows.sort_unstable();
    windows.dedup();
    windows
}

/// Returns the range of the words in a window, with the earliest positions where there is a choice.
fn range_in_window(words: &[(u32, &[u32])], window: i64, slop: u32) -> Option<PositionRange> {
    let mut candidates: Vec<&[u32]> = Vec::with_capacity(words.len());
    for (offset, positions) in words {
        let in_window = between(positions, window + i64::from(*offset), i64::from(slop));
        // A word needs no more candidates than there are words: one of them always remains free.
        let in_window = in_window.get(..words.len()).unwrap_or(in_window);
        if in_window.is_empty() {
            return None;
        }
        candidates.push(in_window);
    }
    let chosen = distinct_positions(&candidates)?;
    Some(PositionRange { first: *chosen.iter().min()?, last: *chosen.iter().max()? })
}

/// Returns the positions from `start` to `start + slop`.
fn between(positions: &[u32], start: i64, slop: i64) -> &[u32] {
    let from = positions.partition_point(|position| i64::from(*position) < start);
    let to = positions.partition_point(|position| i64::from(*position) <= start + slop);
    positions.get(from..to).unwrap_or_default()
}

/// Assigns a different position to each word, the earliest where there is a choice; `None` if that is impossible.
///
/// Bipartite matching by augmenting paths (Kuhn 1955): a word whose candidates are all taken asks their holders to move.
fn distinct_positions(candidates: &[&[u32]]) -> Option<Vec<u32>> {
    let mut taken: Vec<(u32, usize)> = Vec::with_capacity(candidates.len());
    for word in 0..candidates.len() {
        let mut tried = Vec::new();
        if !assign(word, candidates, &mut taken, &mut tried) {
            return None;
        }
    }
    taken.sort_unstable_by_key(|(_, word)| *word);
    Some(taken.into_iter().map(|(position, _)| position).collect())
}

fn assign(word: usize, candidates: &[&[u32]], taken: &mut Vec<(u32, usize)>, tried: &mut Vec<u32>) -> bool {
    for position in candidates.get(word).copied().unwrap_or_default() {
        if tried.contains(position) {
            continue;
        }
        tried.push(*position);
        match taken.iter().find(|(held, _)| held == position).map(|(_, holder)| *holder) {
            None => {
                taken.push((*position, word));
                return true;
            }
            Some(holder) => {
                if assign(holder, candidates, taken, tried) {
                    // The holder has a new position; this word takes over its old entry.
                    if let Some(entry) = taken.iter_mut().find(|entry| **entry == (*position, holder)) {
                        entry.1 = word;
                    }
                    return true;
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(words: &[(u32, &[u32])], slop: u32) -> Vec<(u32, u32)> {
        sloppy_phrase(words, slop).0.into_iter().map(|range| (range.first, range.last)).collect()
    }

    #[test]
    fn slop_bounds_the_total_displacement() {
        // "a b" with one word between them.
        assert_eq!(ranges(&[(0, &[0]), (1, &[2])], 0), []);
        assert_eq!(ranges(&[(0, &[0]), (1, &[2])], 1), [(0, 2)]);
        // "b a": two neighbours swapped.
        assert_eq!(ranges(&[(0, &[1]), (1, &[0])], 1), []);
        assert_eq!(ranges(&[(0, &[1]), (1, &[0])], 2), [(0, 1)]);
        // "a x b x c": each word is one position further off.
        assert_eq!(ranges(&[(0, &[0]), (1, &[2]), (2, &[4])], 1), []);
        assert_eq!(ranges(&[(0, &[0]), (1, &[2]), (2, &[4])], 2), [(0, 4)]);
    }

    #[test]
    fn one_token_cannot_match_two_words() {
        assert_eq!(ranges(&[(0, &[3]), (1, &[3])], 5), []);
        assert_eq!(ranges(&[(0, &[3, 5]), (1, &[3, 5])], 5), [(3, 5)]);
        assert_eq!(ranges(&[(0, &[1, 2]), (1, &[1, 2]), (2, &[1, 2])], 9), []);
        assert_eq!(ranges(&[(0, &[1, 2]), (1, &[1]), (2, &[3])], 9), [(1, 3)]);
    }
}
