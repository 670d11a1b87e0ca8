//! Reranks the best candidates by BM25 and the similarity of meaning vectors: linear interpolation of two scores on one scale.

use super::candidate::RankedCandidate;
use crate::scoring::RerankPolicy;

/// Sorts candidates by a weighted sum of BM25 and similarity, times the recency decay. They have to be sorted by their first-pass scores.
///
/// Similarities are scaled to the range of the BM25 scores (min-max interpolation). A candidate without similarity keeps its score. No score
/// falls below the lowest first-pass score, so the candidates after the window stay after it.
pub fn rerank(candidates: &mut [RankedCandidate], policy: RerankPolicy) {
    let (Some(lowest), _) = bounds(candidates.iter().map(RankedCandidate::first_pass_score)) else { return };
    let (Some(min_bm25), Some(max_bm25)) = bounds(candidates.iter().map(|candidate| candidate.bm25)) else { return };
    let (Some(min), Some(max)) = bounds(candidates.iter().filter_map(|candidate| candidate.similarity)) else { return };
    if max <= min {
        return;
    }
    let share = policy.semantic_share;
    for candidate in candidates.iter_mut() {
        let Some(similarity) = candidate.similarity else { continue };
        let semantic = min_bm25 + (similarity - min) / (max - min) * (max_bm25 - min_bm25);
        let combined = (1.0 - share) * candidate.bm25 + share * semantic;
        candidate.score = (combined * candidate.recency).max(lowest);
    }
    // Stable, so that equal scores keep their first-pass order.
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
}

fn bounds(values: impl Iterator<Item = f64> + Clone) -> (Option<f64>, Option<f64>) {
    (values.clone().reduce(f64::min), values.reduce(f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ArticleAddress;
    use crate::scoring::SearchPolicy;
    use proptest::prelude::*;

    const POLICY: RerankPolicy = SearchPolicy::CURRENT.rerank;

    fn candidate(bm25: f64, similarity: Option<f64>) -> RankedCandidate {
        RankedCandidate { address: ArticleAddress::default(), bm25, similarity, recency: 1.0, score: bm25 }
    }

    #[test]
    fn similar_articles_move_up_among_near_equals() {
        let mut candidates = [candidate(10.0, Some(0.1)), candidate(9.5, Some(0.9)), candidate(2.0, Some(0.2))];
        rerank(&mut candidates, POLICY);
        let scores: Vec<f64> = candidates.iter().map(|candidate| candidate.bm25).collect();
        assert_eq!(scores, [9.5, 10.0, 2.0]);
    }

    #[test]
    fn order_is_kept_without_two_known_similarities() {
        let before = [candidate(3.0, None), candidate(2.0, Some(0.4)), candidate(1.0, None)];
        let mut after = before;
        rerank(&mut after, POLICY);
        assert_eq!(after, before);
        rerank(&mut [], POLICY);
    }

    proptest! {
        #[test]
        fn scores_stay_within_the_range_of_bm25(candidates in prop::collection::vec((0.0..50.0, prop::option::of(-1.0..1.0)), 1..30)) {
            let mut candidates: Vec<RankedCandidate> =
                candidates.into_iter().map(|(bm25, similarity)| candidate(bm25, similarity)).collect();
            candidates.sort_by(|one, other| other.bm25.total_cmp(&one.bm25));
            let (max, min) = (candidates[0].bm25, candidates[candidates.len() - 1].bm25);
            rerank(&mut candidates, POLICY);
            prop_assert!(candidates.is_sorted_by(|one, other| one.score >= other.score));
            for candidate in &candidates {
                prop_assert!(candidate.score >= min && candidate.score <= max + 1e-9);
            }
        }
    }
}
