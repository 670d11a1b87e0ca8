//! A single article.

use super::highlight::{highlighted_line, highlighted_text};
use super::hits::{attribution, shown_path};
use super::json::to_text;
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{Article, Field, Match, spans_of};
use std::io::{self, Write};

/// Writes an article for people, with its matches highlighted.
///
/// # Errors
/// If writing fails.
pub fn write_article_text(article: &Article, matches: &[Match], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if !article.headline.is_empty() {
        let spans = spans_of(matches, Field::Headline);
        write_paragraph(&highlighted_line(&article.headline, &spans, style, |text| style.bold(text)), style, out)?;
    }
    write_paragraph(&style.dim(&attribution(article, None)), style, out)?;
    for (name, value) in details(article, style) {
        writeln!(out, "{}", style.dim(&format!("{name}: {}", sanitize_line(&value))))?;
    }
    let texts = [(Field::Lead, article.lead.as_deref().unwrap_or_default()), (Field::Body, article.body.as_str())];
    for (field, text) in texts {
        // Highlight before splitting: spans are offsets in the whole text.
        let highlighted = highlighted_text(text, &spans_of(matches, field), style);
        for paragraph in highlighted.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
            writeln!(out)?;
            write_paragraph(paragraph, style, out)?;
        }
    }
    Ok(())
}

/// Writes articles as one JSON document: an object for one article, a list for several, which can share an id or URL.
///
/// # Errors
/// If writing fails.
pub fn write_articles_json(articles: &[Article], out: &mut dyn Write) -> io::Result<()> {
    // The language guess is internal to the archive.
    let shown = |article: &Article| Article { language_guess: None, ..article.clone() };
    match articles {
        [article] => writeln!(out, "{}", to_text(&shown(article))?),
        articles => writeln!(out, "{}", to_text(&articles.iter().map(shown).collect::<Vec<_>>())?),
    }
}

fn details(article: &Article, style: &Style) -> Vec<(&'static str, String)> {
    let language = article.language.map(|language| {
        let how = if article.language_stated { "stated" } else { "detected" };
        format!("{} ({how})", language.english_name())
    });
    let record = if article.record > 1 { format!(", record {}", article.record) } else { String::new() };
    let values = [
        ("section", article.section.clone()),
        ("edition", article.edition.clone()),
        ("page", article.page.clone()),
        ("provider", article.provider.clone()),
        ("place", article.place.clone()),
        ("topics", (!article.topics.is_empty()).then(|| article.topics.join(", "))),
        ("language", language),
        ("published", article.published.map(|published| published.date.to_string())),
        ("retrieved", article.retrieved.map(|date| date.to_string())),
        ("embargo", article.embargo.map(|date| date.to_string())),
        ("version", article.version.clone()),
        ("withdrawn", article.withdrawn.then(|| "yes, by its provider".to_owned())),
        ("superseded", (article.superseded && !article.withdrawn).then(|| "yes, by a later version".to_owned())),
        ("incomplete", article.incomplete.then(|| "the text is only a summary or was cut".to_owned())),
        ("kind", article.kind.map(|kind| kind.to_string())),
        ("ocr", article.ocr.map(|percent| format!("{percent} % of confidence"))),
        ("url", article.url.clone()),
        ("file", Some(format!("{}{record}", shown_path(&article.path(), &style.base)))),
        ("id", Some(article.id.to_string())),
    ];
    values.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
}

fn write_paragraph(paragraph: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match style.width {
        Some(width) => writeln!(out, "{}", textwrap::fill(paragraph, width)),
        None => writeln!(out, "{paragraph}"),
    }
}
