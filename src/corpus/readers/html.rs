//! HTML: pages saved from the web.
//!
//! The body is extracted by `dom_smoothie`, which scores the parts of a page like the reader view of a browser. Headline, date,
//! source and other fields come from the metadata of the page, because they are more reliable there than in its text.

use super::html_bounds::bounded;
use super::html_index;
use super::html_linked_data::LinkedData;
use super::html_metadata;
use super::html_side_matter::remove_side_matter;
use super::html_stories::{completed, story_paragraphs};
use super::signatures::{begins_page, other_format};
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::reading_limits::RecordTime;
use crate::corpus::skip::{Skip, SkipReason};
use dom_smoothie::{Config, Readability};
use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};

/// The maximum depth of elements. Real pages stay below a hundred; the time and stack of the library grow with the depth.
const DEEPEST: usize = 1_000;

/// Reads HTML.
pub(super) struct HtmlReader;

impl Reader for HtmlReader {
    fn name(&self) -> &'static str {
        "html"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let mut text = sample.text;
        // The first element after comments and declarations decides.
        while let Some(rest) = text.strip_prefix('<').filter(|rest| rest.starts_with(['!', '?'])) {
            if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
                return rest.get(8..).is_some_and(|name| name.trim_start().to_ascii_lowercase().starts_with("html"));
            }
            let end = if rest.starts_with("!--") { "-->" } else { ">" };
            text = rest.split_once(end).map_or("", |(_, after)| after).trim_start();
        }
        let named = matches!(sample.extension, "html" | "htm" | "xhtml" | "shtml");
        let xml = sample.text.starts_with("<?xml");
        let first = text.strip_prefix('<').and_then(|tag| tag.split([' ', '>', '/', '\n', '\r', '\t']).next());
        let first = first.map(str::to_ascii_lowercase);
        match first.as_deref() {
            Some("html" | "head" | "body" | "meta") => true,
            Some(name) => !xml && begins_page(name) && markup::has_tags(text),
            None => named && markup::has_tags(text) && other_format(sample.text).is_none(),
        }
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let time = &context.limits.time;
        let text = decode::file(input.into_bytes()?);
        let page = without_embedded_files(&text);
        if markup::depth(&page) > DEEPEST {
            return Err(SkipReason::NestedTooDeeply { what: "HTML elements" }.into());
        }
        let page = bounded(&page);
        drop(text);
        // A panic of the library on one page must not end the indexing run.
        let read = panic::catch_unwind(AssertUnwindSafe(|| drafts(&page, time)));
        let drafts = read.map_err(|_| SkipReason::ReaderFailed { format: "html" })??;
        let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
        if drafts.iter().all(|draft| is_empty(&draft.headline) && is_empty(&draft.body) && is_empty(&draft.lead)) {
            return Err(SkipReason::NoText.into());
        }
        for draft in drafts {
            if sink(ReadRecord { line: None, draft: Ok(draft) }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Returns the article of a page, or its articles if it has several. The time is checked between the steps, which cannot be interrupted.
fn drafts(html: &str, time: &RecordTime) -> Result<Vec<Draft>, SkipReason> {
    let mut page = Readability::from(html);
    page.config = Config { disable_json_ld: true, ..Config::default() };
    time.check()?;
    remove_side_matter(&page);
    time.check()?;
    let linked = LinkedData::of(&page);
    let stated = html_metadata::draft(&page, &linked, html);
    time.check()?;
    if let Some(articles) = html_index::articles(&page, &linked, &stated) {
        return Ok(articles);
    }
    time.check()?;
    Ok(vec![single(page, stated)])
}

/// Returns the article of a page with the given metadata.
fn single(mut page: Readability, mut stated: Draft) -> Draft {
    let full_text = stated.body.take();
    let stories = story_paragraphs(&page);
    let cleaned = page.doc.html();
    let Ok(article) = page.parse() else {
        let body = full_text.unwrap_or_else(|| all_paragraphs(&cleaned));
        return Draft { body: Some(body), ..stated };
    };
    let text = completed(markup::plain_text(&article.content), stories);
    // Some pages show an excerpt and have the full text in their metadata.
    let body = full_text.filter(|full| full.len() > text.len() * 2).unwrap_or(text);
    let guessed = Draft {
        headline: Some(article.title).filter(|title| !title.is_empty()),
        bylines: article.byline.into_iter().collect(),
        body: Some(body),
        ..Draft::default()
    };
    stated.or(guessed)
}

/// Returns the text of all paragraphs of a page, or the whole text if there are none.
fn all_paragraphs(html: &str) -> String {
    let page = Readability::from(html);
    let paragraphs = page.doc.select("p");
    let paragraphs = paragraphs.iter().map(|paragraph| markup::plain_text(&paragraph.html()));
    let text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() { markup::plain_text(html) } else { text }
}

/// Removes embedded images and fonts, which make saved pages many times larger.
fn without_embedded_files(html: &str) -> Cow<'_, str> {
    const DATA_PREFIX: &str = ";base64,";
    if !html.contains(DATA_PREFIX) {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((before, data)) = rest.split_once(DATA_PREFIX) {
        kept.push_str(before);
        kept.push_str(DATA_PREFIX);
        rest = data.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;
    use std::ops::ControlFlow;

    fn read(html: &str) -> Result<Draft, Skip> {
        let map = FieldMap::default();
        let mut found = None;
        HtmlReader.read(
            Input::whole(html.as_bytes()),
            &ReaderContext::alone(&map, &ReadingLimits::default()),
            &mut |record| {
                found = record.draft.ok();
                ControlFlow::Continue(())
            },
        )?;
        Ok(found.expect("a draft"))
    }

    #[test]
    fn excessive_nesting_is_skipped() {
        for tag in ["<div>", "<span>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>"] {
            let page = format!("<html><body>{}text", tag.repeat(100_000));
            assert_eq!(read(&page).expect_err(tag).reason.code(), "nested-too-deeply");
        }
    }

    #[test]
    fn nesting_up_to_the_limit_is_read() {
        for tag in ["<div>", "<span>", "<b>", "<p>", "<li>", "<p><table><tr><td>"] {
            let times = if tag.contains("table") { DEEPEST } else { DEEPEST - 1 };
            let page = format!("<html><body>{}The river rose on Monday.", tag.repeat(times));
            assert!(read(&page).is_ok(), "{tag}");
        }
        let paragraphs = format!("<html><body>{}", "<p>The river rose on Monday.".repeat(20_000));
        assert!(read(&paragraphs).is_ok());
    }

    #[test]
    fn embedded_files_are_removed_before_parsing() {
        let page = r#"<img src="data:image/png;base64,iVBORw0KGgo="><p>a;base64,</p>"#;
        assert_eq!(without_embedded_files(page), r#"<img src="data:image/png;base64,"><p>a;base64,</p>"#);
    }
}
