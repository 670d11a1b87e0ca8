//! Counts hits by grouping key.

use super::buckets::each_bucket;
use crate::article::{ArticleGroup, Grouping, Language};
use crate::engine::opensearch::mapping::{NO_LANGUAGE, field};
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::{EngineError, MatchCount};
use serde_json::Value;
use std::collections::HashMap;

/// Returns the number of articles that match a query, by group.
pub(in crate::engine::opensearch) fn group_counts(
    index: &ClusterIndex,
    query: &Value,
    by: Option<Grouping>,
) -> Result<HashMap<ArticleGroup, MatchCount>, EngineError> {
    let mut groups: HashMap<ArticleGroup, MatchCount> = HashMap::new();
    let mut add = |group: ArticleGroup, articles: u64| {
        if articles > 0 {
            *groups.entry(group).or_default() += MatchCount { articles, matches: 0 };
        }
    };
    let Some(by) = by else {
        add(ArticleGroup::None, index.count(query)?);
        return Ok(groups);
    };
    let fields = match by {
        Grouping::Source => &[field::SOURCE_NAME][..],
        Grouping::Section => &[field::SECTION_NAME],
        Grouping::Language => &[field::LANGUAGE],
        Grouping::Year | Grouping::Month => &[field::FIRST_DAY, field::LAST_DAY],
    };
    each_bucket(index, query, fields, |values, articles| {
        let group = match (by, values) {
            (Grouping::Year | Grouping::Month, [first, last]) => match (first.as_i64(), last.as_i64()) {
                (Some(first), Some(last)) => ArticleGroup::of_days(first, last, by == Grouping::Month),
                _ => ArticleGroup::None,
            },
            (_, [value, ..]) => named(by, value),
            (_, []) => ArticleGroup::None,
        };
        add(group, articles);
    })?;
    Ok(groups)
}

fn named(by: Grouping, value: &Value) -> ArticleGroup {
    match value.as_str() {
        None => ArticleGroup::None,
        Some(NO_LANGUAGE) if by == Grouping::Language => ArticleGroup::None,
        Some(code) if by == Grouping::Language => {
            Language::parse(code).map_or(ArticleGroup::None, ArticleGroup::Language)
        }
        Some(name) => ArticleGroup::Name(name.to_owned()),
    }
}
