//! An article as a document of the index: analysed once, its terms given to every field.

use super::few_stems::FewStems;
use super::schema::{Fields, NO_LANGUAGE};
use super::terms::TermList;
use crate::article::{Article, Language};
use crate::engine::EngineError;
use crate::matching::article_has;
use crate::query;
use crate::text::{StemCache, Token, Tokens, ranking_terms};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// How many times a stem of the headline counts in the ranking. Repeating it is BM25F with one length norm
/// (Robertson, Zaragoza and Taylor, CIKM 2004: a weight of n is the text repeated n times).
const HEADLINE_WEIGHT: usize = 3;

/// How many of the first tokens of the text count twice: the lead says what the article is about.
const LEAD_TOKENS: usize = 60;

/// Returns the document for an article.
pub(super) fn document(
    article: &Article,
    fields: &Fields,
    stems: &mut StemCache,
) -> Result<TantivyDocument, EngineError> {
    let mut document = TantivyDocument::new();
    add_text(&mut document, article, fields, stems);
    add_labels(&mut document, article, fields);
    add_columns(&mut document, article, fields);
    let json = serde_json::to_vec(article).map_err(|error| EngineError::Index(error.into()))?;
    document.add_bytes(fields.article, &json);
    Ok(document)
}

fn add_text(document: &mut TantivyDocument, article: &Article, fields: &Fields, cache: &mut StemCache) {
    let headline = Tokens::of(&article.headline);
    let headline: Vec<Token<'_>> = headline.iter().collect();
    let stated_lead = Tokens::of(article.lead.as_deref().unwrap_or_default());
    let stated_lead: Vec<Token<'_>> = stated_lead.iter().collect();
    let body = Tokens::of(&article.body);
    let body: Vec<Token<'_>> = body.iter().collect();
    let lead = match article.lead {
        Some(_) => &stated_lead[..],
        None => {
            let end = article.opening().len();
            &body[..body.partition_point(|token| token.end <= end)]
        }
    };

    let headline_stems = stems_of(&headline, article, cache);
    let mut ranked = TermList::with_capacity(article.body.len());
    for _ in 0..HEADLINE_WEIGHT {
        ranked.append(&headline_stems);
    }
    let mut beside_body = FewStems::default();
    for text in [&headline, &stated_lead] {
        ranking_terms(text, article.language, cache, |stem| beside_body.insert(stem));
    }
    ranking_terms(&stated_lead, article.language, cache, |stem| ranked.push(stem));
    ranking_terms(&body, article.language, cache, |stem| {
        ranked.push(stem);
        beside_body.remove(stem);
    });
    let opening = stated_lead.iter().chain(&body).take(LEAD_TOKENS).copied().collect::<Vec<_>>();
    ranking_terms(&opening, article.language, cache, |stem| ranked.push(stem));

    add_terms(document, fields.stems, ranked);
    add_terms(document, fields.headline_stems, headline_stems);
    add_terms(document, fields.lead_stems, stems_of(lead, article, cache));
    add_terms(document, fields.stems_beside_body, beside_body.into_sorted().iter().map(String::as_str).collect());
    add_terms(document, fields.headline, printed(&headline));
    add_terms(document, fields.lead, printed(lead));
    add_terms(document, fields.body, printed(&body));
    document.add_u64(fields.words, body.len() as u64);
}

fn stems_of(tokens: &[Token<'_>], article: &Article, cache: &mut StemCache) -> TermList {
    let mut list = TermList::with_capacity(tokens.len() * 7);
    ranking_terms(tokens, article.language, cache, |stem| list.push(stem));
    list
}

fn printed(tokens: &[Token<'_>]) -> TermList {
    tokens.iter().map(|token| token.term).collect()
}

fn add_terms(document: &mut TantivyDocument, field: Field, terms: TermList) {
    if !terms.is_empty() {
        document.add_text(field, terms.into_text());
    }
}

fn add_labels(document: &mut TantivyDocument, article: &Article, fields: &Fields) {
    // One value at a time: tantivy leaves a gap between values, so that no phrase spans two of them.
    let labels = [
        (fields.source, article.source.as_slice()),
        (fields.byline, &article.bylines),
        (fields.section, article.section.as_slice()),
        (fields.place, article.place.as_slice()),
        (fields.topic, &article.topics),
        (fields.url, article.url.as_slice()),
        (fields.path, &[article.file.as_str().to_owned()]),
    ];
    for (field, values) in labels {
        for value in values {
            add_terms(document, field, Tokens::of(value).terms().collect());
        }
    }
    let has = query::Field::all().filter(|field| article_has(article, *field));
    add_terms(document, fields.has, has.map(query::Field::name).collect());
    document.add_text(fields.id, article.id.as_str());
    document.add_text(fields.file, article.file.as_str());
    for folder in article.file.folders() {
        document.add_text(fields.folder, folder);
    }
    let language = article.language.as_ref().map_or(NO_LANGUAGE, Language::code);
    document.add_text(fields.language, language);
    if let Some(source) = &article.source {
        document.add_text(fields.source_name, source);
    }
    if let Some(section) = &article.section {
        document.add_text(fields.section_name, section);
    }
}

fn add_columns(document: &mut TantivyDocument, article: &Article, fields: &Fields) {
    if let Some(published) = article.published {
        document.add_i64(fields.first_day, published.date.first_day());
        document.add_i64(fields.last_day, published.date.last_day());
        document.add_i64(fields.order, published.date.order_seconds());
    }
    document.add_i64(fields.added, article.added);
    document.add_u64(fields.fingerprint, article.fingerprint());
    document.add_u64(fields.tie, tie(article));
}

/// Returns the number by which answers with equal scores are put in order, the same on every machine.
fn tie(article: &Article) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(article.id.as_str().as_bytes());
    hasher.update(article.file.as_str().as_bytes());
    hasher.update(&article.record.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}
