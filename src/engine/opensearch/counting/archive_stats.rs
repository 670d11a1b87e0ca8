//! The statistics of an archive.

use super::buckets::each_bucket;
use crate::article::{ArticleKind, FilePath, Language};
use crate::engine::opensearch::client::ClusterError;
use crate::engine::opensearch::mapping::{NO_LANGUAGE, every_article, field, value_key};
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::{ArchiveStats, ClusterState, EngineError};
use crate::query::Field;
use crate::text::label_key;
use serde_json::{Map, Value, json};

/// Returns the statistics of the archive.
pub(in crate::engine::opensearch) fn archive_stats(index: &ClusterIndex) -> Result<ArchiveStats, EngineError> {
    let summary = index.summary()?;
    let of_kind = |kind: ArticleKind| {
        let key = value_key(Field::Kind, &label_key(kind.name()));
        (kind.name().to_owned(), json!({ "term": { field::VALUE: key } }))
    };
    let kinds: Map<String, Value> = ArticleKind::ALL.into_iter().map(of_kind).collect();
    let answer = index.search(&json!({
        "size": 0,
        "query": every_article(),
        "aggs": {
            "first": { "min": { "field": field::FIRST_DAY } },
            "last": { "max": { "field": field::LAST_DAY } },
            "undated": { "missing": { "field": field::FIRST_DAY } },
            "kinds": { "filters": { "filters": kinds } },
            "complete": { "filter": { "term": { field::HAS: Field::Complete.name() } } },
            "superseded": { "filter": { "term": { field::HAS: Field::Superseded.name() } } },
        },
    }))?;
    let day = |path: &str| answer.aggregations.pointer(path).and_then(Value::as_f64).map(|day| day as i64);
    let count = |path: &str| answer.aggregations.pointer(path).and_then(Value::as_u64).unwrap_or_default();
    let mut stats = ArchiveStats {
        articles: summary.articles,
        days: day("/first/value").zip(day("/last/value")),
        undated: count("/undated/doc_count"),
        incomplete: summary.articles.saturating_sub(count("/complete/doc_count")),
        superseded: count("/superseded/doc_count"),
        kinds: ArticleKind::ALL.map(|kind| (kind, count(&format!("/kinds/buckets/{kind}/doc_count")))).to_vec(),
        ..ArchiveStats::default()
    };
    each_bucket(index, &every_article(), &[field::SOURCE_NAME], |values, articles| {
        match values.first().and_then(|value| value.as_str()) {
            Some(name) => stats.sources.push((name.to_owned(), articles)),
            None => stats.without_source += articles,
        }
    })?;
    stats.sources.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let code = |language: &Option<Language>| language.map_or(NO_LANGUAGE.to_owned(), |language| language.to_string());
    stats.languages = summary.languages.clone();
    stats.languages.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| code(&one.0).cmp(&code(&other.0))));
    each_file(index, &mut |_, _| stats.files += 1)?;
    let sizes = index.client.get(&format!("/{}/_stats/store", index.name))?;
    let bytes = sizes.pointer("/_all/primaries/store/size_in_bytes").and_then(Value::as_u64);
    stats.bytes = bytes.ok_or_else(|| ClusterError::Incomplete("it names no size".to_owned()))?;
    let product = index.client.product()?;
    let (health, replicas) = health(index)?;
    let number = |name: &str| health.get(name).and_then(Value::as_u64).unwrap_or_default();
    stats.cluster = Some(ClusterState {
        version: format!("OpenSearch {}", product.version),
        health: health.get("status").and_then(Value::as_str).unwrap_or_default().to_owned(),
        nodes: number("number_of_nodes"),
        shards: number("active_primary_shards"),
        replicas,
    });
    Ok(stats)
}

/// Returns the health of the index, as the cluster reports it, and the configured number of replicas of each shard.
pub(in crate::engine::opensearch) fn health(index: &ClusterIndex) -> Result<(Value, u64), EngineError> {
    let health = index.client.get(&format!("/_cluster/health/{}", index.name))?;
    let settings = index.client.get(&format!("/{}/_settings/index.number_of_replicas", index.name))?;
    let replicas = settings.pointer(&format!("/{}/settings/index/number_of_replicas", index.name));
    let replicas = replicas.and_then(Value::as_str).and_then(|number| number.parse().ok()).unwrap_or_default();
    Ok((health, replicas))
}

/// Calls `visit` with every file that has articles, and their number.
pub(in crate::engine::opensearch) fn each_file(
    index: &ClusterIndex,
    visit: &mut dyn FnMut(&FilePath, u32),
) -> Result<(), EngineError> {
    each_bucket(index, &every_article(), &[field::FILE], |values, articles| {
        if let Some(file) = values.first().and_then(|value| value.as_str()) {
            visit(&FilePath::from_stored(file), u32::try_from(articles).unwrap_or(u32::MAX));
        }
    })
}
