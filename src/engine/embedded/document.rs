//! An article as a document of the index: analysed once, its terms given to every field.

use super::meanings::packed;
use super::pairs::is_pair;
use super::schema::{Fields, NO_LANGUAGE};
use super::terms::{Marker, TermList};
use crate::article::{Article, Language};
use crate::engine::EngineError;
use crate::matching::{article_has, label_values, opening_tokens, paragraph_starts, sentence_starts, text_of};
use crate::query::{self, FieldKind};
use crate::text::{MeaningSum, StemCache, Token, Tokens, has_meaning, is_common, token_stems};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// How many times a stem of the headline counts in the ranking. Repeating it is BM25F with one length norm
/// (Robertson, Zaragoza and Taylor, CIKM 2004: a weight of n is the text repeated n times).
pub(super) const HEADLINE_WEIGHT: usize = 3;

/// How many of the first tokens of the text count how many times more: the lead says what the article is about, its first words above all.
/// Settled by measurement (docs/ranking.md).
const LEAD_WEIGHTS: [(usize, usize); 2] = [(12, 3), (30, 1)];

/// How many of the first tokens of the text say most of what the article is about, and how many times they and those of the headline count then.
const SUBJECT_TOKENS: usize = 30;
const SUBJECT_WEIGHT: u8 = 3;

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
    let mut ranked = TermList::with_capacity(article.body.len() + article.headline.len() * HEADLINE_WEIGHT);
    let mut meaning = MeaningSum::default();
    // How many tokens of the running text came before.
    let mut before = 0;
    for name in query::Field::PROSE {
        let Some(field) = fields.printed(name) else { continue };
        let text = text_of(article, name);
        let tokens = Tokens::of(text);
        let (printed, stems) = analysed(text, &tokens, article.language, cache);
        let is_headline = name == query::Field::Headline;
        for _ in 0..if is_headline { HEADLINE_WEIGHT } else { 1 } {
            ranked.append(&stems);
        }
        if has_meaning(article.language) {
            for (place, term) in tokens.terms().enumerate() {
                let is_subject = is_headline || before + place < SUBJECT_TOKENS;
                meaning.add(term, if is_subject { SUBJECT_WEIGHT } else { 1 });
            }
        }
        if !is_headline {
            for (first, times) in LEAD_WEIGHTS {
                (0..times).for_each(|_| ranked.append_first(&stems, first.saturating_sub(before)));
            }
            before += tokens.len();
        }
        if name == query::Field::Body {
            document.add_u64(fields.words, tokens.len() as u64);
            document.add_u64(fields.opening, u64::from(opening_tokens(article, &tokens)));
        }
        add_terms(document, field, printed);
    }
    add_terms(document, fields.stems, ranked);
    for numbers in meaning.meaning().iter().flat_map(packed) {
        document.add_u64(fields.meaning, numbers);
    }
}

/// Returns the words of a text as printed, with what is to be said of each, and the terms by which it ranks.
fn analysed(text: &str, tokens: &Tokens, language: Option<Language>, cache: &mut StemCache) -> (TermList, TermList) {
    let mut printed = TermList::with_capacity(text.len() * 2);
    let mut stems = TermList::with_capacity(text.len());
    let mut paragraphs = paragraph_starts(text, tokens).into_iter().peekable();
    let mut sentences = sentence_starts(text, tokens).into_iter().peekable();
    let tokens: Vec<Token<'_>> = tokens.iter().collect();
    let mut place = 0;
    let mut common_before: Option<&Token<'_>> = None;
    let mut before: Option<&Token<'_>> = None;
    token_stems(&tokens, language, cache, |token, stem| {
        printed.push(token.term);
        if stem != token.term {
            printed.mark(Marker::Stem, &[stem]);
        }
        if token.acronym {
            printed.mark(Marker::Acronym, &[token.term]);
        }
        if paragraphs.next_if_eq(&place).is_some() {
            printed.mark(Marker::Paragraph, &[]);
        }
        if sentences.next_if_eq(&place).is_some() {
            printed.mark(Marker::Sentence, &[]);
        }
        let common = is_common(token.term).then_some(token);
        if let (Some(before), Some(_)) = (common_before, common) {
            printed.mark(Marker::Pair, &[before.term, token.term]);
        }
        common_before = common;
        stems.push(stem);
        if let Some(before) = before.replace(token).filter(|before| is_pair(text, before, token)) {
            stems.mark(Marker::Pair, &[before.term, token.term]);
        }
        place += 1;
    });
    (printed, stems)
}

fn add_terms(document: &mut TantivyDocument, field: Field, terms: TermList) {
    if !terms.is_empty() {
        document.add_text(field, terms.into_text());
    }
}

fn add_labels(document: &mut TantivyDocument, article: &Article, fields: &Fields) {
    for label in query::Field::all().filter(|field| field.kind() == FieldKind::Label) {
        let Some(field) = fields.printed(label) else { continue };
        // One value at a time: no phrase goes from one to the next.
        for value in label_values(article, label) {
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
