//! One page: its limits, and its article or articles.

use super::authors::guessed_names;
use super::bounds::bounded;
use super::leading_lines::without_leading_lines;
use super::linked_data::LinkedData;
use super::loose_text::{enclose_loose_text, separate_parts};
use super::page_kind::{is_beginning, is_front_page, is_list, substitute};
use super::page_metadata;
use super::promotions::without_promotions;
use super::script_data::text_in_scripts;
use super::second_opinion::{agreed, second_opinion};
use super::several_articles;
use super::side_matter::remove_side_matter;
use super::story_paragraphs::{completed, story_paragraphs};
use crate::corpus::bylines;
use crate::corpus::draft::Draft;
use crate::corpus::embedded_data::without_data_in;
use crate::corpus::markup;
use crate::corpus::reading_limits::RecordTime;
use crate::corpus::skip::SkipReason;
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

/// The maximum depth of elements. Real pages stay below a hundred; the time and stack of the library grow with the depth.
const DEEPEST: usize = 1_000;
/// The minimum length of the text in the metadata that is the full text, in percent of that on the page.
const FULL_TEXT: usize = 80;
/// The maximum number of characters of a text that may be only the beginning of one in script data.
const SHORT_TEXT: usize = 600;
/// The processor time after which a page counts as slow.
const LONG: Duration = Duration::from_secs(2);
/// Elements without text.
const NO_TEXT: &str = "script, style, svg, iframe, template";

/// Returns the articles of a page. `address` is the URL that it was saved from, if known; the page's own canonical URL takes precedence.
///
/// # Errors
///
/// The page is nested too deeply, has no text, takes too long, or made the library fail.
pub(in crate::corpus) fn drafts(
    html: &str,
    address: Option<&str>,
    time: &RecordTime,
) -> Result<Vec<Draft>, SkipReason> {
    let page = without_data_in(html);
    if markup::depth(&page) > DEEPEST {
        return Err(SkipReason::NestedTooDeeply { what: "HTML elements" });
    }
    let page = bounded(&page);
    // A panic of the library on one page must not end the indexing run.
    let read = panic::catch_unwind(AssertUnwindSafe(|| articles(&page, address, time)));
    let drafts = read.map_err(|_| SkipReason::ReaderFailed { format: "html" })??;
    let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if drafts.iter().all(|draft| is_empty(&draft.headline) && is_empty(&draft.body) && is_empty(&draft.lead)) {
        return Err(SkipReason::NoText);
    }
    Ok(drafts)
}

/// Returns the article of a page, or its articles if it has several. The time is checked between the steps, which cannot be interrupted.
fn articles(html: &str, address: Option<&str>, time: &RecordTime) -> Result<Vec<Draft>, SkipReason> {
    let mut page = Readability::from(html);
    page.config = Config { disable_json_ld: true, ..Config::default() };
    time.check()?;
    remove_side_matter(&page);
    separate_parts(&page);
    time.check()?;
    let linked = LinkedData::of(&page);
    let stated = page_metadata::draft(&page, &linked, address);
    time.check()?;
    if let Some(articles) = several_articles::articles(&page, &linked, &stated) {
        return Ok(articles);
    }
    let is_article = page_metadata::is_article_page(&page) || !linked.articles().is_empty();
    if !is_article && is_front_page(&page, stated.url.as_deref()) {
        return Err(SkipReason::NotAnArticle { found: "a front page with links to articles".to_owned() });
    }
    let has_article = is_article || stated.published.is_some() && !stated.bylines.is_empty();
    if !has_article {
        let found = substitute(&page).or_else(|| is_list(&page).then_some("a list of links to articles"));
        if let Some(found) = found {
            return Err(SkipReason::NotAnArticle { found: found.to_owned() });
        }
    }
    time.check()?;
    let mut article = single(page, stated, time)?;
    let is_cut = article.body.as_deref().is_some_and(|body| is_beginning(body, linked.is_for_subscribers()));
    article.incomplete |= is_cut;
    Ok(vec![article])
}

/// Returns the article of a page with the given metadata.
fn single(mut page: Readability, mut stated: Draft, time: &RecordTime) -> Result<Draft, SkipReason> {
    let full_text = stated.body.take();
    let stories = story_paragraphs(&page);
    let is_short = |text: &str| text.chars().count() < SHORT_TEXT;
    // The page may be built by its scripts.
    let is_empty = is_short(&stories.concat());
    let in_scripts = is_empty.then(|| text_in_scripts(&page, stated.headline.as_deref())).flatten();
    page.doc.select(NO_TEXT).remove();
    let headings = page.doc.select("h2, h3, h4");
    let headings = headings.iter().map(|heading| markup::plain_text(&heading.html())).collect();
    enclose_loose_text(&page);
    let cleaned = page.doc.html();
    time.check()?;
    let Ok(article) = page.parse() else {
        let body = full_text.or(in_scripts).unwrap_or_else(|| all_paragraphs(&cleaned));
        return Ok(Draft { body: Some(body), ..stated });
    };
    time.check()?;
    let text = completed(markup::plain_text(&article.content), stories);
    let text = in_scripts.filter(|_| is_short(&text) && full_text.is_none()).unwrap_or(text);
    let body = without_promotions(&body(text, full_text, &cleaned, &headings, time));
    let guessed = article.byline.iter().flat_map(|byline| guessed_names(byline));
    let bylines = guessed.filter_map(|name| bylines::name(&name, stated.source.as_deref())).collect();
    let guessed = Draft { bylines, body: Some(body), ..Draft::default() };
    let mut article = stated.or(guessed);
    article.body = article.body.take().map(|body| without_leading_lines(body, &article));
    Ok(article)
}

/// Returns the body of an article, given the text extracted from the page and the one in its metadata.
fn body(text: String, stated: Option<String>, html: &str, headings: &HashSet<String>, time: &RecordTime) -> String {
    match stated {
        // Some pages show an excerpt and have the full text in their metadata.
        Some(full) if full.len() > text.len() * 2 => full,
        // Other pages have an excerpt in the metadata.
        Some(full) if full.len() * 100 >= text.len() * FULL_TEXT => agreed(&text, &full, headings),
        // A slow page gets no second opinion, which takes as long again.
        _ if time.used() > LONG => text,
        _ => second_opinion(html).map_or_else(|| text.clone(), |other| agreed(&text, &other, headings)),
    }
}

/// Returns the text of all paragraphs of a page, or the whole text if there are none.
fn all_paragraphs(html: &str) -> String {
    let page = Readability::from(html);
    let paragraphs = page.doc.select("p");
    let paragraphs = paragraphs.iter().map(|paragraph| markup::plain_text(&paragraph.html()));
    let text = paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() { markup::plain_text(html) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Result<Vec<Draft>, SkipReason> {
        drafts(html, None, &RecordTime::default())
    }

    #[test]
    fn desks_are_no_authors_and_printed_lines_no_text() {
        let text =
            "<p>The council voted by a single vote on Monday night to build a new bridge over the river.</p>".repeat(3);
        for (byline, names) in
            [("By Ida Falk", &["Ida Falk"][..]), ("Von unserer Redaktion", &[]), ("Staff Reports", &[])]
        {
            let page = format!(
                "<title>Council votes for bridge</title><div><h1>Council votes for bridge</h1><div class=author>{byline}</div>\
                <div>14 November 2015</div>{text}</div>"
            );
            let found = read(&page).expect(byline);
            let article = found.first().expect(byline);
            assert_eq!(article.bylines, names, "{byline}");
            let body = article.body.as_deref().unwrap_or_default();
            assert!(!body.contains("2015") && !body.contains("Ida Falk"), "{body}");
        }
    }

    #[test]
    fn excessive_nesting_is_skipped() {
        for tag in ["<div>", "<span>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>"] {
            let page = format!("<html><body>{}text", tag.repeat(100_000));
            assert_eq!(read(&page).expect_err(tag).code(), "nested-too-deeply");
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
}
