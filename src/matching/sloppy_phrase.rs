//! Phrases whose words may be off.
//!
//! Lucene's meaning (its `SloppyPhraseMatcher`): move every word back by its place in the phrase; then all have to lie within `slop` of each
//! other. So `slop` 0 is the phrase itself, 1 lets one word stand between two, 2 lets two neighbours change places. No token stands for
//! two words of the phrase.

use super::positions::PositionRange;

/// Returns the runs in which the words lie, and the places of all words that may be part of one, both in order.
pub(super) fn sloppy_phrase(words: &[(u32, &[u32])], slop: u32) -> (Vec<PositionRange>, Vec<u32>) {
    let mut windows = Vec::new();
    let mut runs = Vec::new();
    for window in each_window(words) {
        if let Some(run) = run_in(words, window, slop) {
            windows.push(window);
            runs.push(run);
        }
    }
    runs.sort_unstable();
    runs.dedup();
    let mut places = Vec::new();
    for (offset, of_word) in words {
        places.extend(of_word.iter().filter(|place| {
            let moved = i64::from(**place) - i64::from(*offset);
            let before = windows.partition_point(|window| *window <= moved);
            let last = before.checked_sub(1).and_then(|last| windows.get(last));
            last.is_some_and(|window| moved - window <= i64::from(slop))
        }));
    }
    places.sort_unstable();
    places.dedup();
    (runs, places)
}

/// Returns whether the words lie anywhere as asked.
pub(super) fn is_sloppy_phrase(words: &[(u32, &[u32])], slop: u32) -> bool {
    each_window(words).into_iter().any(|window| run_in(words, window, slop).is_some())
}

/// Returns where windows begin: wherever a word, moved back by its place in the phrase, stands.
fn each_window(words: &[(u32, &[u32])]) -> Vec<i64> {
    if words.iter().any(|(_, places)| places.is_empty()) {
        return Vec::new();
    }
    let mut windows: Vec<i64> = words
        .iter()
        .flat_map(|(offset, places)| places.iter().map(|place| i64::from(*place) - i64::from(*offset)))
        .collect();
    windows.sort_unstable();
    windows.dedup();
    windows
}

/// Returns the run of words in a window, the earliest where there is a choice.
fn run_in(words: &[(u32, &[u32])], window: i64, slop: u32) -> Option<PositionRange> {
    let mut candidates: Vec<&[u32]> = Vec::with_capacity(words.len());
    for (offset, places) in words {
        let of_word = within(places, window + i64::from(*offset), i64::from(slop));
        // A word with as many places as there are words is never left without one.
        let of_word = of_word.get(..words.len()).unwrap_or(of_word);
        if of_word.is_empty() {
            return None;
        }
        candidates.push(of_word);
    }
    let chosen = distinct(&candidates)?;
    Some(PositionRange { first: *chosen.iter().min()?, last: *chosen.iter().max()? })
}

/// Returns the places from `start` to `start + slop`.
fn within(places: &[u32], start: i64, slop: i64) -> &[u32] {
    let from = places.partition_point(|place| i64::from(*place) < start);
    let to = places.partition_point(|place| i64::from(*place) <= start + slop);
    places.get(from..to).unwrap_or_default()
}

/// Returns one place for each word, all different, the earliest where there is a choice; `None` if there are not enough.
///
/// This is Kuhn's way to match (1955): a word that finds all its places taken asks those who have them to move on.
fn distinct(candidates: &[&[u32]]) -> Option<Vec<u32>> {
    let mut taken: Vec<(u32, usize)> = Vec::with_capacity(candidates.len());
    for word in 0..candidates.len() {
        let mut asked = Vec::new();
        if !seat(word, candidates, &mut taken, &mut asked) {
            return None;
        }
    }
    taken.sort_unstable_by_key(|(_, word)| *word);
    Some(taken.into_iter().map(|(place, _)| place).collect())
}

fn seat(word: usize, candidates: &[&[u32]], taken: &mut Vec<(u32, usize)>, asked: &mut Vec<u32>) -> bool {
    for place in candidates.get(word).copied().unwrap_or_default() {
        if asked.contains(place) {
            continue;
        }
        asked.push(*place);
        match taken.iter().position(|(seat, _)| seat == place) {
            None => {
                taken.push((*place, word));
                return true;
            }
            Some(at) => {
                let other = taken[at].1;
                if seat(other, candidates, taken, asked) {
                    // The other has another place now; its old one is left to this word.
                    if let Some(old) = taken.iter().position(|entry| *entry == (*place, other)) {
                        taken[old].1 = word;
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

    fn runs(words: &[(u32, &[u32])], slop: u32) -> Vec<(u32, u32)> {
        sloppy_phrase(words, slop).0.into_iter().map(|run| (run.first, run.last)).collect()
    }

    #[test]
    fn words_may_be_off_by_the_slop_in_all() {
        // "a b" with one word between: off by one.
        assert_eq!(runs(&[(0, &[0]), (1, &[2])], 0), []);
        assert_eq!(runs(&[(0, &[0]), (1, &[2])], 1), [(0, 2)]);
        // "b a": two neighbours changed places.
        assert_eq!(runs(&[(0, &[1]), (1, &[0])], 1), []);
        assert_eq!(runs(&[(0, &[1]), (1, &[0])], 2), [(0, 1)]);
        // "a x b x c": each word moves one further.
        assert_eq!(runs(&[(0, &[0]), (1, &[2]), (2, &[4])], 1), []);
        assert_eq!(runs(&[(0, &[0]), (1, &[2]), (2, &[4])], 2), [(0, 4)]);
    }

    #[test]
    fn no_token_stands_for_two_words() {
        assert_eq!(runs(&[(0, &[3]), (1, &[3])], 5), []);
        assert_eq!(runs(&[(0, &[3, 5]), (1, &[3, 5])], 5), [(3, 5)]);
        assert_eq!(runs(&[(0, &[1, 2]), (1, &[1, 2]), (2, &[1, 2])], 9), []);
        assert_eq!(runs(&[(0, &[1, 2]), (1, &[1]), (2, &[3])], 9), [(1, 3)]);
    }
}
