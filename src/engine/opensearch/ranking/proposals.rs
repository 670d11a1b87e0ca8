//! Requests the best articles from the cluster until the wanted ones are certain to be among them.
//!
//! The cluster's score of an article is never less than ours (see [`upper_bounds`](super::upper_bounds)), apart from the mean length, in which the cluster
//! includes deleted articles. So once the last wanted article scores higher here than the last proposed one does there, no further article can come before
//! it.

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

/// The maximum number of articles that a cluster returns in one ranked list (`index.max_result_window`).
const MAX_PROPOSED: usize = 10_000;

/// The minimum number of articles per request.
const LEAST_STEP: usize = 50;

/// Proposals are abandoned once a quarter of the matching articles was read without settling the best ones.
const LOOSE: usize = 4;

/// By how much rounding may lower the cluster's scores below ours: they are computed in other steps, and added in single precision.
const ROUNDING: f64 = 1e-4;

/// Returns the best articles and the number of matching ones; `None` if the cluster cannot propose enough.
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
    // Requested only with the first proposals.
    let mut total = 0;
    loop {
        let step_size = step.min(MAX_PROPOSED - from).min(at_once);
        let proposals = json!({
            "from": from,
            "size": step_size,
            "query": query,
            // Each copy of a shard has its own document order.
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
        // With such loose bounds, reading all matches in index order is faster than proposing the rest.
        let is_loose = from.saturating_mul(LOOSE) >= total && total - from > at_once;
        if from >= MAX_PROPOSED || is_loose {
            return Ok(None);
        }
        // Each request scores all matching articles, so a few large requests cost less than many small ones.
        step = from * 2;
    }
}

/// Returns the factor by which our scores may exceed those of the cluster because of its smaller mean length.
fn mean_length_slack(index: &ClusterIndex, explained: &SearchAnswer) -> Result<f64, EngineError> {
    let explanation = explained.documents().first().and_then(|document| document.explanation.as_ref());
    let number = |name: &str| explanation.and_then(|explanation| explained_value(explanation, name));
    match (number("field.sumTotalTermFreq"), number("field.docCount")) {
        (Some(sum), Some(articles)) if articles > 0.0 => {
            let mean = (sum / articles).max(f64::MIN_POSITIVE);
            Ok((f64::from(index.summary()?.mean_length()) / mean).max(1.0))
        }
        // No article contains the word.
        _ => Ok(1.0),
    }
}

/// Returns the value with a given description anywhere in the explanation of a score.
fn explained_value(explanation: &Value, description: &str) -> Option<f64> {
    if explanation.get("description").and_then(Value::as_str) == Some(description) {
        return explanation.get("value").and_then(Value::as_f64);
    }
    let details = explanation.get("details").and_then(Value::as_array);
    details.into_iter().flatten().find_map(|detail| explained_value(detail, description))
}
