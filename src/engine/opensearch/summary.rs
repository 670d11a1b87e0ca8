//! The statistics of a whole index, in one request.

use super::mapping::{NO_LANGUAGE, every_article, field};
use super::search_answer::SearchAnswer;
use crate::article::Language;
use crate::query::Field;
use crate::scoring::{Bm25, LengthNorms, SearchPolicy};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The statistics of an index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Summary {
    pub articles: u64,
    /// The languages, each with the number of its articles; `None` for the unknown language.
    pub languages: Vec<(Option<Language>, u64)>,
    /// The sum of the weighted lengths of all articles.
    length: u64,
    /// The fields of [`Field::HIDING`] that have a value in any article.
    #[serde(default)]
    hiding: Vec<String>,
    /// The times of the first and the last dated article, in seconds.
    pub published: Option<(i64, i64)>,
}

/// The maximum number of languages in a response; more than there are.
const MAX_LANGUAGES: u32 = 10_000;

impl Summary {
    /// Returns the search that requests the statistics.
    pub(super) fn request() -> Value {
        let names = Field::HIDING.iter().map(|field| field.name());
        let filters: Map<String, Value> =
            names.map(|name| (name.to_owned(), json!({ "term": { field::HAS: name } }))).collect();
        json!({
            "size": 0,
            "track_total_hits": true,
            "query": every_article(),
            "aggs": {
                "length": { "sum": { "field": field::LENGTH } },
                "languages": { "terms": { "field": field::LANGUAGE, "size": MAX_LANGUAGES } },
                "hiding": { "filters": { "filters": filters } },
                "first": { "min": { "field": field::ORDER } },
                "last": { "max": { "field": field::ORDER } },
            },
        })
    }

    /// Reads the statistics from the response.
    pub(super) fn of(answer: &SearchAnswer) -> Self {
        let number = |path: &str| answer.aggregations.pointer(path).and_then(Value::as_f64);
        let whole = |path: &str| number(path).unwrap_or_default() as u64;
        let buckets = answer.aggregations.pointer("/languages/buckets").and_then(Value::as_array);
        let languages = buckets.into_iter().flatten().filter_map(|bucket| {
            let code = bucket.get("key")?.as_str()?;
            let language = if code == NO_LANGUAGE { None } else { Language::parse(code) };
            Some((language, bucket.get("doc_count")?.as_u64()?))
        });
        let hiding = Field::HIDING.iter().map(|field| field.name().to_owned());
        let hiding = hiding.filter(|name| whole(&format!("/hiding/buckets/{name}/doc_count")) > 0);
        let published = number("/first/value").zip(number("/last/value"));
        Self {
            articles: answer.total().unwrap_or_default(),
            languages: languages.collect(),
            length: whole("/length/value"),
            hiding: hiding.collect(),
            published: published.map(|(first, last)| (first as i64, last as i64)),
        }
    }

    /// Returns the languages in the order that all engines use.
    pub(super) fn languages(&self) -> Vec<Option<Language>> {
        self.languages.iter().map(|(language, _)| *language).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns whether any article has a value in a field of [`Field::HIDING`].
    pub(super) fn has_value(&self, field: Field) -> bool {
        self.hiding.iter().any(|name| name == field.name())
    }

    /// Returns the mean weighted length of the articles.
    pub(super) fn mean_length(&self) -> f32 {
        self.length as f32 / self.articles.max(1) as f32
    }

    pub(super) fn norms(&self) -> LengthNorms {
        LengthNorms::new(SearchPolicy::CURRENT, self.mean_length())
    }

    pub(super) fn bm25(&self, articles: u64) -> Bm25 {
        Bm25::new(SearchPolicy::CURRENT, articles, self.articles)
    }
}
