//! Asks the cluster for the best articles until those that are wanted are sure to be among them.
//!
//! The cluster's score of an article is never less than ours (see [`upper_bounds`](super::upper_bounds)), apart from the mean length: the
//! cluster counts deleted articles in it. So once the last wanted article scores higher here than the last proposed one does there, no article that
//! was not proposed can come before it.

use super::clauses::ScoredClause;
use super::ranked_hits::{Scorer, SelectedArticle};
use super::upper_bounds::upper_bounds;
use crate::engine::EngineError;
use crate::engine::opensearch::lowering::Lowered;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::reading::articles_at_once;
use crate::engine::opensearch::search_answer::SearchAnswer;
use serde_json::{Value, json};

/// The most articles that a cluster returns in one ranked list (`index.max_result_window`).
const MAX_PROPOSED: usize = 10_000;

/// The least number of articles asked for at a time.
const LEAST_STEP: usize = 50;

/// Proposals end when one of so many matching articles was read without finding out which are the best.
const LOOSE: usize = 4;

/// How much the scores of the cluster may be below ours by rounding: they are computed in other steps, and added in single precision.
const ROUNDING: f64 = 1e-4;

/// The best articles and the number of all that match; `None` if the cluster cannot propose enough.
pub(super) fn best_proposed(
    index: &ClusterIndex,
    selection: &Lowered,
    clauses: &[ScoredClause],
    scorer: &Scorer<'_>,
    wanted: usize,
) -> Result<Option<(Vec<SelectedArticle>, usize)>, EngineError> {
    let languages = index.summary()?.languages();
    let bounds = upper_bounds(clauses, index, &languages)?;
    let query = scorer.with_decay(bounds.query(&selection.query));
    let mut found: Vec<SelectedArticle> = Vec::new();
    let at_once = articles_at_once(index)?.max(LEAST_STEP);
    let (mut from, mut step) = (0, wanted + (wanted / 4).max(LEAST_STEP));
    // Counted with the first proposals alone.
    let mut total = 0;
    loop {
        let step_size = step.min(MAX_PROPOSED - from).min(at_once);
        let proposals = json!({
            "from": from,
            "size": step_size,
            "query": query,
            // Copies of a shard have their documents in orders of their own.
            "sort": [{ "_score": "desc" }, { field::TIE: "asc" }],
            "track_scores": true,
            "track_total_hits": from == 0,
        });
        let searches: Vec<Value> = [Some(proposals), bounds.explained()].into_iter().flatten().collect();
        let mut answers = match index.scored_searches(&searches) {
            Err(EngineError::Cluster(error)) if error.is_large_answer() && step_size > 1 => {
                step = step_size / 2;
                continue;
            }
            answers => answers?.into_iter(),
        };
        let proposed = answers.next().unwrap_or_default();
        if let Some(counted) = proposed.total() {
            total = usize::try_from(counted).unwrap_or(usize::MAX);
        }
        let slack = answers.next().map_or(Ok(1.0), |explained| mean_length_slack(index, &explained))?;
        let proposed = proposed.into_documents();
        let count = proposed.len();
        let last = proposed.last().and_then(|hit| hit.score).unwrap_or_default();
        found.extend(scorer.score(proposed)?);
        from += count;
        found.sort_unstable();
        if count < step_size || from >= total {
            return Ok(Some((found, total)));
        }
        let most = (last + bounds.rest) * slack * (1.0 + ROUNDING);
        if found.get(wanted.saturating_sub(1)).is_some_and(|hit| hit.key() > most) {
            return Ok(Some((found, total)));
        }
        // Where the bounds are so loose, reading all in the order of writing takes less than proposing the rest.
        let is_loose = from.saturating_mul(LOOSE) >= total && total - from > at_once;
        if from >= MAX_PROPOSED || is_loose {
            return Ok(None);
        }
        // Each request scores all articles that match, so that few large ones cost less than many small ones.
        step = from * 2;
    }
}

/// Returns by how much our scores can be above those of the cluster because its mean length is smaller.
fn mean_length_slack(index: &ClusterIndex, explained: &SearchAnswer) -> Result<f64, EngineError> {
    let explanation = explained.documents().first().and_then(|document| document.explanation.as_ref());
    let number = |name: &str| explanation.and_then(|explanation| explained_value(explanation, name));
    match (number("field.sumTotalTermFreq"), number("field.docCount")) {
        (Some(sum), Some(articles)) if articles > 0.0 => {
            let mean = (sum / articles).max(f64::MIN_POSITIVE);
            Ok((f64::from(index.summary()?.mean_length()) / mean).max(1.0))
        }
        // No article has the word.
        _ => Ok(1.0),
    }
}

/// Returns the value with a description anywhere in the explanation of a score.
fn explained_value(explanation: &Value, description: &str) -> Option<f64> {
    if explanation.get("description").and_then(Value::as_str) == Some(description) {
        return explanation.get("value").and_then(Value::as_f64);
    }
    let details = explanation.get("details").and_then(Value::as_array);
    details.into_iter().flatten().find_map(|detail| explained_value(detail, description))
}
