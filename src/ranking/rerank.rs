//! Reranks the best candidates by the meaning and the wording of the query: linear interpolation of scores on one scale.

use super::candidate::{RankedCandidate, RerankChanges};
use super::word_evidence::WordEvidence;
use crate::scoring::RerankPolicy;

/// A component of the final score in addition to BM25.
struct Part {
    share: f64,
    /// The value of a candidate, on its own scale; `None` if it has none.
    value: fn(&RankedCandidate) -> Option<f64>,
    change: fn(&mut RerankChanges) -> &mut f64,
}

/// Sorts candidates by a weighted sum of BM25, semantic similarity and word evidence, times the recency decay. `words` is the number of words of the query.
/// The candidates must be sorted by their first-pass scores.
///
/// Each component is scaled to the range of the scores before it is added (min-max normalisation). A component that is equal for all candidates changes
/// nothing. No score falls below the lowest first-pass score, so the candidates after the window stay after it.
pub fn rerank(candidates: &mut [RankedCandidate], words: usize, policy: RerankPolicy) {
    let passages = candidates.iter().filter_map(|candidate| candidate.evidence).map(|evidence| evidence.passage);
    let shares = policy.shares(words, passages.fold(0.0, f64::max));
    let Some((lowest, _)) = bounds(candidates.iter().map(RankedCandidate::first_pass_score)) else { return };
    let Some((least, most)) = bounds(candidates.iter().map(|candidate| candidate.bm25)) else { return };
    let mut scores: Vec<f64> = candidates.iter().map(|candidate| candidate.bm25).collect();
    let meaning = Part {
        share: shares.semantic,
        value: |candidate| candidate.similarity,
        change: |changes| &mut changes.meaning,
    };
    add(&mut scores, candidates, &[meaning], (least, most));
    let wording = [
        Part {
            share: shares.exact,
            value: |candidate| candidate.evidence.map(|WordEvidence { exact, .. }| exact),
            change: |changes| &mut changes.exact,
        },
        Part {
            share: shares.order,
            value: |candidate| candidate.evidence.map(|WordEvidence { order, .. }| order),
            change: |changes| &mut changes.order,
        },
        Part {
            share: shares.nearness,
            value: |candidate| candidate.evidence.map(|WordEvidence { nearness, .. }| nearness),
            change: |changes| &mut changes.nearness,
        },
        Part {
            share: shares.passage,
            value: |candidate| candidate.evidence.map(|WordEvidence { passage, .. }| passage),
            change: |changes| &mut changes.passage,
        },
    ];
    let Some(range) = bounds(scores.iter().copied()) else { return };
    add(&mut scores, candidates, &wording, range);
    for (candidate, score) in candidates.iter_mut().zip(scores) {
        candidate.score = (score * candidate.recency).max(lowest);
    }
    // Stable, so that equal scores keep their first-pass order.
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
}

/// Adds components to the scores, each scaled to a range. A candidate without a component keeps its score for that share.
fn add(scores: &mut [f64], candidates: &mut [RankedCandidate], parts: &[Part], (least, most): (f64, f64)) {
    let before = scores.to_vec();
    for Part { share, value, change } in parts.iter().filter(|part| part.share > 0.0) {
        let range = bounds(candidates.iter().filter_map(value));
        let Some((min, max)) = range.filter(|(min, max)| max > min) else { continue };
        for ((score, before), candidate) in scores.iter_mut().zip(&before).zip(candidates.iter_mut()) {
            if let Some(value) = value(candidate) {
                let added = share * (least + (value - min) / (max - min) * (most - least) - before);
                *score += added;
                *change(&mut candidate.rerank) = added * candidate.recency;
            }
        }
    }
}

fn bounds(values: impl Iterator<Item = f64> + Clone) -> Option<(f64, f64)> {
    Some((values.clone().reduce(f64::min)?, values.reduce(f64::max)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ArticleAddress;
    use crate::scoring::SearchPolicy;
    use proptest::prelude::*;

    const POLICY: RerankPolicy = SearchPolicy::CURRENT.rerank;

    fn candidate(bm25: f64, similarity: Option<f64>) -> RankedCandidate {
        RankedCandidate {
            address: ArticleAddress::default(),
            bm25,
            similarity,
            evidence: None,
            rerank: RerankChanges::default(),
            recency: 1.0,
            score: bm25,
        }
    }

    #[test]
    fn similar_articles_move_up_among_near_equals() {
        let mut candidates = [candidate(10.0, Some(0.1)), candidate(9.5, Some(0.9)), candidate(2.0, Some(0.2))];
        rerank(&mut candidates, 2, POLICY);
        let scores: Vec<f64> = candidates.iter().map(|candidate| candidate.bm25).collect();
        assert_eq!(scores, [9.5, 10.0, 2.0]);
    }

    #[test]
    fn a_long_query_in_one_passage_counts_as_a_quotation() {
        let with_passage = |bm25: f64, passage: f64| RankedCandidate {
            evidence: Some(WordEvidence { passage, ..WordEvidence::default() }),
            ..candidate(bm25, None)
        };
        for (words, passage, expected) in [(10, 1.0, 10.0), (10, 0.7, 14.0), (4, 1.0, 14.0)] {
            let mut candidates = [with_passage(14.0, 0.4), with_passage(10.0, passage), with_passage(2.0, 0.3)];
            rerank(&mut candidates, words, POLICY);
            assert_eq!(candidates[0].bm25, expected, "{words} words, {passage}");
        }
    }

    #[test]
    fn order_is_kept_without_two_known_similarities() {
        let before = [candidate(3.0, None), candidate(2.0, Some(0.4)), candidate(1.0, None)];
        let mut after = before;
        rerank(&mut after, 2, POLICY);
        assert_eq!(after, before);
        rerank(&mut [], 2, POLICY);
    }

    proptest! {
        #[test]
        fn scores_stay_within_the_range_of_bm25(candidates in prop::collection::vec((0.0..50.0, prop::option::of(-1.0..1.0)), 1..30)) {
            let mut candidates: Vec<RankedCandidate> =
                candidates.into_iter().map(|(bm25, similarity)| candidate(bm25, similarity)).collect();
            candidates.sort_by(|one, other| other.bm25.total_cmp(&one.bm25));
            let (max, min) = (candidates[0].bm25, candidates[candidates.len() - 1].bm25);
            rerank(&mut candidates, 2, POLICY);
            prop_assert!(candidates.is_sorted_by(|one, other| one.score >= other.score));
            for candidate in &candidates {
                prop_assert!(candidate.score >= min && candidate.score <= max + 1e-9);
            }
        }
    }
}
