//! Phrases whose words may be off.
//!
//! Lucene's meaning (its `SloppyPhraseMatcher`): move every word back by its place in the phrase; then all have to lie within `slop` of each
//! other. So `slop` 0 is the phrase itself, 1 lets one word stand between two, 2 lets two neighbours change places. No token stands for
//! two words of the phrase.

use super::places::Run;

/// Returns the runs in which the words lie, and for each run the places of all words that may be part of it.
pub(super) fn sloppy_phrase(words: &[(u32, &[u32])], slop: u32) -> (Vec<Run>, Vec<Vec<u32>>) {
    let mut windows: Vec<i64> = words
        .iter()
        .flat_map(|(offset, places)| places.iter().map(|place| i64::from(*place) - i64::from(*offset)))
        .collect();
    windows.sort_unstable();
    windows.dedup();
    let mut found: Vec<(Run, Vec<u32>)> = Vec::new();
    for window in windows {
        let candidates: Vec<&[u32]> = words
            .iter()
            .map(|(offset, places)| within(places, window + i64::from(*offset), i64::from(slop)))
            .take_while(|candidates| !candidates.is_empty())
            .collect();
        if candidates.len() < words.len() {
            continue;
        }
        let Some(chosen) = distinct(&candidates) else { continue };
        let (first, last) = (chosen.iter().min(), chosen.iter().max());
        if let (Some(first), Some(last)) = (first, last) {
            let mut all: Vec<u32> = candidates.concat();
            all.sort_unstable();
            all.dedup();
            found.push((Run { first: *first, last: *last }, all));
        }
    }
    found.sort_unstable();
    // Windows that overlap choose the same words: what may be part of one may be part of the other.
    found.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1.append(&mut next.1);
            kept.1.sort_unstable();
            kept.1.dedup();
        }
        is_same
    });
    found.into_iter().unzip()
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
