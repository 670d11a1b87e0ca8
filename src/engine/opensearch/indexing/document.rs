//! An article as the document that a cluster indexes.

use super::rank_counts::RankCounts;
use super::text_tokens::{StemmedText, label_tokens};
use crate::article::{Article, PublishedDate};
use crate::engine::analysis::{AnalysedArticle, tie};
use crate::engine::opensearch::mapping::{NO_LANGUAGE, label_field, value_key};
use crate::engine::versions::VersionMark;
use crate::matching::article_has;
use crate::query::Field;
use crate::scoring::{TextStart, stored_length};
use crate::text::{LanguageEvidence, StemCache};
use serde::Serialize;
use std::collections::BTreeMap;

/// The fields of a document; their names are in [`field`](crate::engine::opensearch::mapping::field).
#[derive(Serialize)]
struct Document<'a> {
    address: u64,
    article_id: &'a str,
    file: &'a str,
    folder: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_folder: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language_evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    has: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    value: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_day: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<i64>,
    added: i64,
    words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    ocr: Option<u8>,
    fingerprint: i64,
    tie: i64,
    length: u32,
    headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    lead: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    opening: String,
    body: String,
    rank: String,
    #[serde(flatten)]
    labels: BTreeMap<String, Vec<String>>,
    article: &'a Article,
}

/// Returns a hash as a signed number with the same order.
pub(in crate::engine::opensearch) fn signed(hash: u64) -> i64 {
    (hash ^ (1 << 63)).cast_signed()
}

/// Returns the id of the document of a record, by the path of its article: sending it again replaces the document.
pub(in crate::engine::opensearch) fn document_id(path: &str, record: u32) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes());
    hasher.update(&record.to_le_bytes());
    hasher.finalize().to_hex().chars().take(ID_LENGTH).collect()
}

/// The length of a document's id: 128 bits in hexadecimal.
const ID_LENGTH: usize = 32;

/// Appends the two lines that index an article.
pub(in crate::engine::opensearch) fn add_lines(
    article: Article,
    address: u64,
    stems: &mut StemCache,
    lines: &mut Vec<u8>,
) -> serde_json::Result<()> {
    let analysed = AnalysedArticle::of(article);
    let article = &analysed.article;
    let mut counts = RankCounts::default();
    let [headline, lead, body] = analysed.texts.each_ref().map(|text| StemmedText::of(text, article, stems));
    headline.count(TextStart::Headline, stems, &mut counts);
    lead.count(TextStart::After(0), stems, &mut counts);
    body.count(TextStart::After(lead.len()), stems, &mut counts);
    let published = article.published.map(|published| published.date);
    let path = article.path();
    let mut labels = BTreeMap::new();
    let mut value = Vec::new();
    for (label, values) in &analysed.labels {
        let keys = values.iter().filter_map(|value| value.key.as_deref());
        value.extend(keys.map(|key| value_key(*label, key)));
        let tokens: Vec<String> = values.iter().map(label_tokens).collect();
        if !tokens.is_empty() {
            labels.insert(label_field(*label), tokens);
        }
    }
    let document = Document {
        address,
        article_id: article.id.as_str(),
        file: article.file.as_str(),
        folder: path.folders().collect(),
        own_folder: path.folders().next(),
        language: article.language.as_ref().map_or(NO_LANGUAGE, |language| language.code()),
        language_evidence: LanguageEvidence::of(article).map(LanguageEvidence::code),
        version: VersionMark::of(article).map(|mark| mark.code()),
        has: Field::all().filter(|field| article_has(article, *field)).map(Field::name).collect(),
        value,
        source_name: article.source.as_deref(),
        section_name: article.section.as_deref(),
        first_day: published.map(PublishedDate::first_day),
        last_day: published.map(PublishedDate::last_day),
        order: published.map(PublishedDate::order_seconds),
        added: article.added,
        words: analysed.words,
        ocr: article.ocr,
        fingerprint: article.fingerprint().cast_signed(),
        tie: signed(tie(article)),
        length: stored_length(counts.length()),
        headline: headline.tokens(usize::MAX, stems),
        lead: lead.tokens(usize::MAX, stems),
        opening: body.tokens(analysed.opening as usize, stems),
        body: body.tokens(usize::MAX, stems),
        rank: counts.tokens(),
        labels,
        article,
    };
    let id = document_id(path.as_str(), article.record);
    lines.extend_from_slice(format!("{{\"index\":{{\"_id\":\"{id}\"}}}}\n").as_bytes());
    serde_json::to_writer(&mut *lines, &document)?;
    lines.push(b'\n');
    Ok(())
}
