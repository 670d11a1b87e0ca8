//! Search results as JSON (`docs/search.schema.json`).

use super::explanation::{ExplanationJson, explanation_json};
use super::headline::ListedHeadline;
use super::messages::search_note_texts;
use crate::library::{Article, ArticleKind, Language, PassageSpans, RankedHit, SearchResults, text_of};
use serde::Serialize;
use std::io;
use std::ops::Range;

/// Incremented when a field changes its meaning or is removed.
pub(super) const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct SummaryJson<'a> {
    query: &'a str,
    total: usize,
    total_with_all: usize,
    seconds: f64,
    notes: Vec<String>,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct HitJson<'a> {
    rank: usize,
    id: &'a str,
    score: f64,
    headline: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    headline_cut: bool,
    headline_spans: Vec<[usize; 2]>,
    source: Option<&'a str>,
    byline: Option<String>,
    section: Option<&'a str>,
    page: Option<&'a str>,
    edition: Option<&'a str>,
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retrieved: Option<String>,
    lang: Option<&'a str>,
    path: String,
    record: u32,
    url: Option<&'a str>,
    incomplete: bool,
    superseded: bool,
    kind: Option<&'static str>,
    ocr: Option<u8>,
    missing: &'a [String],
    snippets: Vec<SnippetJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<ExplanationJson<'a>>,
}

#[derive(Serialize)]
struct SnippetJson<'a> {
    field: &'static str,
    text: &'a str,
    /// Character ranges of the matches in `text`.
    spans: Vec<[usize; 2]>,
    /// The offset of `text` in its field, in characters.
    offset: usize,
}

/// Returns the start of the JSON object of results, up to the first hit. The summary follows the hits, since it is only known then.
pub(super) fn results_head() -> String {
    format!("{{\"format_version\":{FORMAT_VERSION},\"hits\":[")
}

/// Returns the summary of all hits as a JSON object.
pub(super) fn summary_text(results: &SearchResults) -> io::Result<String> {
    to_text(&SummaryJson {
        query: &results.query,
        total: results.total,
        total_with_all: results.total_with_all,
        seconds: results.seconds,
        notes: search_note_texts(&results.notes),
        suggestion: results.suggestion.as_deref(),
    })
}

/// Returns a hit as a JSON object.
pub(super) fn hit_text(hit: &RankedHit) -> io::Result<String> {
    to_text(&hit_json(hit))
}

fn hit_json(hit: &RankedHit) -> HitJson<'_> {
    let article = &hit.article;
    let headline = ListedHeadline::of(&article.headline);
    HitJson {
        rank: hit.rank,
        id: article.id.as_str(),
        score: hit.score,
        headline: headline.text,
        headline_cut: headline.cut,
        headline_spans: in_characters(headline.text, &headline.clip(&hit.headline_spans)),
        source: article.source.as_deref(),
        byline: byline(article),
        section: article.section.as_deref(),
        published: article.published.map(|published| published.date.to_string()),
        retrieved: article.retrieved.map(|date| date.to_string()),
        lang: article.language.as_ref().map(Language::code),
        page: article.page.as_deref(),
        edition: article.edition.as_deref(),
        incomplete: article.incomplete,
        superseded: article.superseded,
        kind: article.kind.map(ArticleKind::name),
        ocr: article.ocr,
        path: article.path().to_string(),
        record: article.record,
        url: article.url.as_deref(),
        missing: &hit.missing,
        snippets: hit.passages.iter().map(|passage| snippet(article, passage)).collect(),
        explanation: hit.explanation.as_ref().map(explanation_json),
    }
}

/// Returns the authors joined by semicolons, or `None` if there are none.
pub(super) fn byline(article: &Article) -> Option<String> {
    (!article.bylines.is_empty()).then(|| article.bylines.join("; "))
}

fn snippet<'a>(article: &'a Article, passage: &PassageSpans) -> SnippetJson<'a> {
    let whole = text_of(article, passage.field);
    let text = whole.get(passage.range.clone()).unwrap_or_default();
    SnippetJson {
        field: passage.field.name(),
        text,
        spans: in_characters(text, &passage.spans),
        offset: whole.get(..passage.range.start).unwrap_or_default().chars().count(),
    }
}

/// Returns byte ranges, sorted and disjoint, as character ranges. The text is counted once, however many ranges there are.
fn in_characters(text: &str, spans: &[Range<usize>]) -> Vec<[usize; 2]> {
    let (mut at, mut characters) = (0, 0);
    let mut count = |end: usize| {
        characters += text.get(at..end).unwrap_or_default().chars().count();
        at = end;
        characters
    };
    spans.iter().map(|span| [count(span.start), count(span.end)]).collect()
}

/// Returns a value as JSON on one line, safe to print on a terminal.
pub(super) fn to_text(value: &impl Serialize) -> io::Result<String> {
    let json = serde_json::to_string(value)?;
    if !json.contains(needs_escape) {
        return Ok(json);
    }
    // These characters occur only inside strings, where an escape is equivalent.
    Ok(json.chars().fold(String::with_capacity(json.len() + 16), |mut safe, character| {
        if needs_escape(character) {
            safe.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            safe.push(character);
        }
        safe
    }))
}

/// Returns whether a terminal may act on the character and JSON does not escape it anyway.
fn needs_escape(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_read_back_the_same() {
        let hostile = "a\u{9b}31m\u{202E}\u{1b}\n\"é😀";
        let text = to_text(&hostile).unwrap();
        assert!(!text.chars().any(|character| character.is_control() || needs_escape(character)), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
    }

    #[test]
    fn spans_are_in_characters() {
        assert_eq!(in_characters("né flood, no flood", &[4..9, 14..19]), [[3, 8], [13, 18]]);
        assert_eq!(in_characters("éé", &[0..2, 2..4]), [[0, 1], [1, 2]]);
    }
}
