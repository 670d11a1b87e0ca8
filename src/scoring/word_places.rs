//! Scores from the positions of query words: order, proximity and the passage with the most of them.

/// Returns how often one word is followed by another at a distance; both lists of positions are in ascending order.
pub fn pair_count(first: &[u32], second: &[u32], distance: u32) -> u32 {
    let mut seconds = second.iter().copied().peekable();
    let mut count = 0;
    for position in first {
        let Some(wanted) = position.checked_add(distance) else { break };
        while seconds.next_if(|second| *second < wanted).is_some() {}
        count += u32::from(seconds.peek() == Some(&wanted));
    }
    count
}

/// Returns the proximity accumulator of each word: for each two neighbouring occurrences of different words, the IDF of the other word divided by the
/// square of the distance (Büttcher, Clarke and Lushman, SIGIR 2006).
pub fn proximity_accumulators(positions: &[&[u32]], idf: &[f64]) -> Vec<f64> {
    let places = in_order(positions);
    let mut accumulators = vec![0.0; positions.len()];
    for pair in places.windows(2) {
        let [(before, one), (after, other)] = *pair else { continue };
        if one == other {
            continue;
        }
        let distance = f64::from(after.saturating_sub(before).max(1));
        let idf_of = |word: usize| idf.get(word).copied().unwrap_or_default();
        for (word, neighbour) in [(one, other), (other, one)] {
            if let Some(accumulator) = accumulators.get_mut(word) {
                *accumulator += idf_of(neighbour) / (distance * distance);
            }
        }
    }
    accumulators
}

/// Returns the greatest sum of the weights of the different words in any passage of `length` consecutive positions.
pub fn passage_weight(positions: &[&[u32]], weights: &[f64], length: u32) -> f64 {
    let places = in_order(positions);
    let weight_of = |word: usize| weights.get(word).copied().unwrap_or_default();
    let mut counts = vec![0_u32; positions.len()];
    let mut start = places.iter().peekable();
    let (mut sum, mut best) = (0.0, 0.0_f64);
    for (end, word) in &places {
        while let Some((_, left)) = start.next_if(|(position, _)| end - position >= length) {
            if let Some(count) = counts.get_mut(*left) {
                *count -= 1;
                sum -= if *count == 0 { weight_of(*left) } else { 0.0 };
            }
        }
        if let Some(count) = counts.get_mut(*word) {
            sum += if *count == 0 { weight_of(*word) } else { 0.0 };
            *count += 1;
        }
        best = best.max(sum);
    }
    best
}

/// Returns the positions of all words in ascending order, each with the index of its word.
fn in_order(positions: &[&[u32]]) -> Vec<(u32, usize)> {
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (word, of_word) in positions.iter().enumerate() {
        places.extend(of_word.iter().map(|position| (*position, word)));
    }
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_with_the_most_weight_counts_each_word_once() {
        let weights = [1.0, 2.0, 2.5];
        let positions: [&[u32]; 3] = [&[0, 1, 50], &[2, 60], &[40, 90]];
        for (length, expected) in [(1, 2.5), (2, 3.0), (10, 3.0), (11, 3.5), (100, 5.5)] {
            assert_eq!(passage_weight(&positions, &weights, length), expected, "{length}");
        }
        assert_eq!(passage_weight(&[&[], &[u32::MAX]], &weights, 5), 2.0);
        assert_eq!(passage_weight(&[], &weights, 5), 0.0);
    }

    #[test]
    fn pairs_are_counted_at_their_distance() {
        assert_eq!(pair_count(&[1, 5, 9], &[2, 6, 8], 1), 2);
        assert_eq!(pair_count(&[1, 5, 9], &[3, 11], 2), 2);
        assert_eq!(pair_count(&[1], &[], 1), 0);
        assert_eq!(pair_count(&[u32::MAX], &[0], 1), 0);
    }

    #[test]
    fn near_words_gain_more_than_distant_ones() {
        let idf = [2.0, 3.0];
        assert_eq!(proximity_accumulators(&[&[10], &[11]], &idf), [3.0, 2.0]);
        assert_eq!(proximity_accumulators(&[&[10], &[12]], &idf), [0.75, 0.5]);
        assert_eq!(proximity_accumulators(&[&[10, 20], &[]], &idf), [0.0, 0.0]);
    }
}
