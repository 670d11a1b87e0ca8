//! Results as people and programs get them: nothing of an article may control a terminal or break a format.

use super::documents::{languages, query_and_article};
use super::queries::assert_printable;
use dateline::article::Article;
use dateline::matching::{Matcher, PassageOptions, passages};
use dateline::output::{HitWriter, OutputFormat, Style, write_article_text, write_articles_json};
use dateline::query::Field;
use dateline::search::{RankedHit, SearchResults, spans_of};
use dateline::text::StemCache;
use std::path::PathBuf;

/// Writes an article as a hit of a query in every format, and whole.
pub fn fuzz_results(data: &[u8]) {
    let Some((query, article)) = query_and_article(data) else { return };
    let matches = Matcher::new(&query, &languages()).matches(&article, &mut StemCache::default()).unwrap_or_default();
    let passages = passages(&article, &matches, PassageOptions::default());
    let styles = [(false, None), (true, Some(80)), (true, Some(1)), (false, Some(40))].map(|(color, width)| {
        let hyperlinks = color;
        Style { color, hyperlinks, width, base: PathBuf::new() }
    });
    let hit = RankedHit {
        rank: 1,
        score: 1.0,
        explanation: None,
        headline_spans: spans_of(&matches, Field::Headline),
        missing: vec![article.headline.clone()],
        passages,
        article: article.clone(),
    };
    let results = SearchResults {
        query: query.to_string(),
        total: 1,
        total_with_all: 1,
        offset: 0,
        shown: 1,
        seconds: 0.0,
        notes: Vec::new(),
        suggestion: None,
        hits: vec![hit],
    };
    let written = |format, style: &Style| {
        let mut out = Vec::new();
        let mut writer = HitWriter::new(format, style);
        let written = results.hits.iter().try_for_each(|hit| writer.write(hit, &mut out));
        written.and_then(|()| writer.finish(&results, &mut out)).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    };
    for style in &styles {
        let mut whole = Vec::new();
        write_article_text(&article, &matches, style, &mut whole).expect("memory can be written");
        let whole = String::from_utf8(whole).expect("UTF-8");
        for text in [whole, written(OutputFormat::Human, style), written(OutputFormat::Paths, style)] {
            assert_printable(&without_styling(&text));
        }
    }
    assert_tables(&written(OutputFormat::Csv, &styles[0]), &written(OutputFormat::Tsv, &styles[0]));
    let json: serde_json::Value = serde_json::from_str(&written(OutputFormat::Json, &styles[0])).expect("JSON");
    assert_eq!(json["hits"].as_array().map(Vec::len), Some(1));
    assert_eq!(written(OutputFormat::JsonLines, &styles[0]).lines().count(), 1);
    let mut json = Vec::new();
    write_articles_json(std::slice::from_ref(&article), &mut json).expect("memory can be written");
    assert_eq!(serde_json::from_slice::<Article>(&json).expect("JSON"), article);
}

/// Tables have a header and one row: values are single lines.
fn assert_tables(csv: &str, tsv: &str) {
    for table in [csv, tsv] {
        assert_eq!(table.lines().count(), 2, "{table:?}");
        assert!(!table.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{table:?}");
    }
    assert_eq!(tsv.lines().nth(1).map(|row| row.split('\t').count()), Some(18), "{tsv:?}");
}

/// Returns text without our own colours and links, so that any control sequence that is left comes from the article.
fn without_styling(text: &str) -> String {
    let mut text = text.to_owned();
    for code in ["0", "1", "2", "1;33"] {
        text = text.replace(&format!("\u{1b}[{code}m"), "");
    }
    text.replace("\u{1b}]8;;file://\u{1b}\\", "").replace("\u{1b}]8;;\u{1b}\\", "")
}
