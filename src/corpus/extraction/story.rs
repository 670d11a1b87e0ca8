//! Reads one story of a web page that has several: its heading, date, byline and text.

use super::page_dates;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use crate::corpus::markup;
use dom_smoothie::Readability;
use serde_json::{Map, Value};

/// Parts of a story outside its text.
const NO_TEXT: &str = "nav, aside, footer, form, noscript, template, dialog, [hidden], [aria-hidden='true'], \
    .byline, .entry-meta, .post-meta, .posted-on, .p-author, [itemprop='author']";
/// The heading of a story, best first.
const HEADINGS: &[&str] = &[".entry-title, .p-name, [itemprop='headline']", "h1", "h2", "h3"];
const AUTHORS: &str = "[rel='author'], .p-author, [itemprop='author'], .byline";
/// Links and names that identify a teaser.
const TEASERS: &str =
    ".more-link, .read-more, .readmore, .continue-reading, .teaser, .excerpt, .entry-summary, .p-summary";

/// The minimum number of characters of a story.
pub(super) const STORY: usize = 100;
/// The minimum number of characters of a one-paragraph story whose heading links to another page, as those of teasers do.
const LINKED_STORY: usize = 400;
/// The minimum number of characters of a text paragraph; shorter ones are captions, bylines and similar lines.
pub(super) const PARAGRAPH: usize = 40;

/// A story of a page.
pub(super) struct Story {
    pub(super) draft: Draft,
    /// The element of the heading.
    pub(super) level: String,
    /// Whether the heading links to another page.
    pub(super) is_linked: bool,
}

impl Story {
    /// Reads the element of a story; `None` if it is not a complete story.
    pub(super) fn read(html: &str) -> Option<Self> {
        let story = Readability::from(html);
        if story.doc.select(TEASERS).exists() {
            return None;
        }
        let mut headings = HEADINGS.iter().map(|names| story.doc.select(names).first());
        let heading = headings.find(|heading| !heading.nodes().is_empty())?;
        let node = heading.nodes().first()?;
        let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4");
        let level = node.node_name()?.to_string();
        let outer = node.ancestors_it(None).filter_map(|outer| outer.node_name()).find(|name| is_heading(name));
        let level = outer.map_or(level, |outer| outer.to_string());
        let link = story.doc.select("a.u-url[href], a[rel='bookmark'][href]").attr("href");
        let link =
            heading.select("a[href]").attr("href").or_else(|| heading.parent().filter("a").attr("href")).or(link);
        let link = link.filter(|link| !link.trim().is_empty() && !link.trim().starts_with('#'));
        let text = |text: &str| Value::from(text.trim());
        let mut stated = Map::from_iter([("headline".to_owned(), text(&heading.text()))]);
        if let Some(link) = &link {
            stated.insert("url".to_owned(), text(link));
        }
        let author = story.doc.select(AUTHORS).first();
        stated.insert("author".to_owned(), text(&author.text()));
        let date = page_dates::in_text(&story, true);
        heading.remove();
        story.doc.select(NO_TEXT).remove();
        for time in &story.doc.select("time, [rel='author']") {
            let is_in_text = time.nodes().first().is_some_and(|node| node.ancestors_it(None).any(|o| o.has_name("p")));
            if !is_in_text {
                time.remove();
            }
        }
        let body = markup::plain_text(&story.doc.html());
        let mut draft = Draft { body: Some(body), ..fields::draft(&stated, &FieldMap::default()) };
        draft.add_date(date);
        let draft = Draft { url: link.map(|link| link.trim().to_owned()), ..draft };
        let is_linked = draft.url.is_some();
        is_whole(draft.body.as_deref()?, is_linked).then_some(Self { draft, level, is_linked })
    }
}

/// Returns whether a text is a complete story rather than the beginning of one.
fn is_whole(body: &str, is_linked: bool) -> bool {
    let paragraphs = body.split("\n\n").map(|paragraph| paragraph.chars().count());
    let paragraphs: Vec<usize> = paragraphs.filter(|length| *length >= PARAGRAPH).collect();
    let length: usize = paragraphs.iter().sum();
    let is_cut = body.trim_end_matches([']', ')', ' ']).ends_with(['…']) || body.ends_with("...");
    !is_cut && length >= STORY && (!is_linked || paragraphs.len() > 1 || length >= LINKED_STORY)
}
