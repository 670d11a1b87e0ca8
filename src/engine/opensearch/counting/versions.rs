//! Finds the articles with wrong version marks, from the columns.

use crate::article::ArticleId;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::reading::each_page;
use crate::engine::opensearch::search_answer::{FoundDocument, WantedParts};
use crate::engine::versions::{VersionGroups, VersionMark};
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// The maximum number of ids in one request; the cluster allows 65,536 terms.
const MOST_IDS: usize = 10_000;

/// Returns the ids with a wrongly marked article. Reads the columns of all articles with a mark, and of those that share their ids.
pub(in crate::engine::opensearch) fn unsettled_versions(index: &ClusterIndex) -> Result<Vec<ArticleId>, EngineError> {
    let mut groups = VersionGroups::default();
    let marked = json!({ "exists": { "field": field::VERSION } });
    each_id(index, &marked, |id, mark| groups.add(id, VersionMark::from_code(&mark.unwrap_or_default())))?;
    let ids: Vec<String> = groups.ids().map(|id| id.as_str().to_owned()).collect();
    for ids in ids.chunks(MOST_IDS) {
        let unmarked = json!({ "bool": { "filter": [{ "terms": { field::ID: ids } }], "must_not": [marked] } });
        each_id(index, &unmarked, |id, _| groups.add_unmarked(&id))?;
    }
    Ok(groups.unsettled())
}

/// Calls `visit` with the id and the mark of all articles that match a query.
fn each_id(
    index: &ClusterIndex,
    query: &Value,
    mut visit: impl FnMut(ArticleId, Option<String>),
) -> Result<(), EngineError> {
    let columns = [field::ADDRESS, field::ID, field::VERSION];
    each_page(index, query, WantedParts::Columns(&columns), |documents| {
        for FoundDocument { columns, .. } in documents {
            if let Some((id,)) = columns.article_id {
                visit(ArticleId::from_typed(&id), columns.version.map(|(mark,)| mark));
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}
