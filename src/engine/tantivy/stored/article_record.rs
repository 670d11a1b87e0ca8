//! The stored data of an article next to its text terms: columns, exact terms, and the article itself as JSON.

use crate::article::{Article, FilePath};
use crate::engine::EngineError;
use crate::engine::analysis::tie;
use crate::engine::tantivy::schema::{Fields, language_code};
use crate::engine::versions::VersionMark;
use crate::matching::article_has;
use crate::query;
use crate::text::LanguageEvidence;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// Returns the stored form of an article, as JSON.
pub(crate) fn json(article: &Article) -> Result<Vec<u8>, EngineError> {
    serde_json::to_vec(article).map_err(|error| EngineError::Index(error.into()))
}

/// Returns the column values of an article.
pub(crate) fn columns(article: &Article, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    if let Some(published) = article.published {
        document.add_i64(fields.first_day, published.date.first_day());
        document.add_i64(fields.last_day, published.date.last_day());
        document.add_i64(fields.order, published.date.order_seconds());
    }
    document.add_i64(fields.added, article.added);
    if let Some(percent) = article.ocr {
        document.add_u64(fields.ocr, percent.into());
    }
    document.add_u64(fields.fingerprint, article.fingerprint());
    document.add_u64(fields.tie, tie(article));
    document.add_text(fields.id, article.id.as_str());
    document.add_text(fields.language, language_code(&article.language));
    if let Some(evidence) = LanguageEvidence::of(article) {
        document.add_text(fields.evidence, evidence.code());
    }
    if let Some(mark) = VersionMark::of(article) {
        document.add_text(fields.version, mark.code());
    }
    if let Some(folder) = article.path().folders().next() {
        document.add_text(fields.folder, folder);
    }
    if let Some(source) = &article.source {
        document.add_text(fields.source_name, source);
    }
    if let Some(section) = &article.section {
        document.add_text(fields.section_name, section);
    }
    document
}

/// Returns the exact terms of an article that many articles share: the names of its fields, its folders and its language code.
///
/// `path` is the path of the article.
pub(crate) fn label_terms<'a>(article: &'a Article, path: &'a FilePath, fields: &Fields) -> Vec<(Field, &'a str)> {
    let has = query::Field::all().filter(|field| article_has(article, *field));
    let mut terms: Vec<(Field, &str)> = has.map(|field| (fields.has, field.name())).collect();
    terms.extend(path.folders().map(|folder| (fields.folder, folder)));
    terms.push((fields.language, language_code(&article.language)));
    terms
}
