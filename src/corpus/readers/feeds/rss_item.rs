//! An item of RSS, in all versions, with the extensions that news sites use.

use super::address::{absolute, is_absolute};
use super::boilerplate::without_additions;
use super::header::FeedHeader;
use super::vocabulary::Vocabulary::{Atom, Content, DublinCore, Feedburner, Itunes, Media, Prism, Rss, Yandex};
use super::vocabulary::{children, text, texts};
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::fields::{plain, strip_site_name};
use crate::corpus::markup;
use crate::corpus::xml::{self, Element};

/// The minimum number of characters of a description in several paragraphs that is the full text.
const FULL_TEXT: usize = 1500;

/// The default category of WordPress.
const NO_CATEGORY: &str = "Uncategorized";

/// Reads an item of a feed with the given header.
pub(super) fn draft(item: &Element, header: &FeedHeader) -> Draft {
    let own_source =
        text(item, Rss, "source").or_else(|| text(item, DublinCore, "source").filter(|text| !is_absolute(text)));
    let own_source = own_source.map(|source| plain(&source));
    let source = own_source.clone().or_else(|| header.title.clone()).or_else(|| text(item, DublinCore, "publisher"));
    let title = [(Rss, "title"), (DublinCore, "title"), (Media, "title"), (Itunes, "title")];
    let headline = title.iter().find_map(|(vocabulary, name)| text(item, *vocabulary, name)).map(|title| plain(&title));
    let headline = headline.map(|headline| strip_site_name(&headline, source.as_deref()).to_owned());
    let full = text(item, Content, "encoded")
        .or_else(|| text(item, Atom, "content"))
        .or_else(|| text(item, Yandex, "full-text"))
        .map(|html| prose(&html))
        .or_else(|| xhtml(item));
    let full = full.filter(|text| !text.is_empty());
    let summaries = [
        (Rss, "description"),
        (Atom, "summary"),
        (DublinCore, "description"),
        (Itunes, "summary"),
        (Media, "description"),
    ];
    let summary =
        summaries.iter().find_map(|(vocabulary, name)| text(item, *vocabulary, name)).map(|html| prose(&html));
    let summary = summary.filter(|text| !text.is_empty());
    let (full, is_cut) = full.map(|text| without_additions(&text)).unzip();
    let summary = summary.map(|text| without_additions(&text).0);
    let is_full = |text: &String| text.contains("\n\n") && text.chars().count() >= FULL_TEXT;
    let (body, lead) = match (full, summary) {
        (None, Some(summary)) if is_full(&summary) => (Some(summary), None),
        (full, summary) => (full, summary),
    };
    let dates = [
        (Rss, "pubDate"),
        (DublinCore, "date"),
        (DublinCore, "issued"),
        (DublinCore, "created"),
        (Prism, "publicationDate"),
        (Atom, "published"),
        (Rss, "pubdate"),
        (Rss, "date"),
        (Atom, "updated"),
    ];
    let date = dates.iter().find_map(|(vocabulary, name)| dates::parse_any_order(&text(item, *vocabulary, name)?));
    let language = text(item, DublinCore, "language").or_else(|| item.attribute("xml:lang").map(str::to_owned));
    let mut draft = Draft {
        own_id: own_id(item),
        headline,
        lead,
        bylines: byline_names(item, source.as_deref()),
        section: text(item, Prism, "section").or_else(|| text(item, Rss, "section")).map(|section| plain(&section)),
        place: text(item, DublinCore, "coverage"),
        topics: topics(item),
        incomplete: body.is_none() || is_cut.unwrap_or(false),
        body,
        language: language.and_then(|code| Language::parse(&code)).or(header.language),
        url: address(item, header),
        provider: header.title.clone().filter(|title| own_source.as_ref().is_some_and(|own| own != title)),
        source,
        ..Draft::default()
    };
    draft.add_date(date);
    draft
}

/// Returns the text of escaped HTML, or of text with line breaks.
fn prose(html: &str) -> String {
    if markup::has_tags(html) { markup::running_text(html) } else { xml::flowed(&markup::decode_entities(html)) }
}

/// Returns the text of an XHTML body or division.
fn xhtml(item: &Element) -> Option<String> {
    let mut inline = item.elements().filter(|child| child.tag.space.ends_with("/1999/xhtml"));
    inline.find(|child| matches!(child.name(), "body" | "div")).map(Element::paragraphs)
}

fn own_id(item: &Element) -> Option<String> {
    let id =
        text(item, Rss, "guid").or_else(|| text(item, Atom, "id")).or_else(|| text(item, DublinCore, "identifier"));
    id.or_else(|| item.attribute("rdf:about").map(str::to_owned))
}

fn address(item: &Element, header: &FeedHeader) -> Option<String> {
    let base = item.attribute("xml:base").or(header.site.as_deref());
    let original = text(item, Feedburner, "origLink");
    let permanent =
        children(item, Rss, "guid").find(|guid| guid.attribute("isPermaLink") != Some("false")).map(Element::text);
    let is_page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let linked =
        children(item, Atom, "link").filter(is_page).find_map(|link| link.attribute("href").map(str::to_owned));
    let found =
        [original, text(item, Rss, "link").or(linked)].into_iter().flatten().find_map(|link| absolute(&link, base));
    let guid = permanent.filter(|guid| is_absolute(guid.trim())).map(|guid| guid.trim().to_owned());
    let about = || item.attribute("rdf:about").filter(|about| is_absolute(about)).map(str::to_owned);
    found.or(guid).or_else(about)
}

fn byline_names(item: &Element, source: Option<&str>) -> Vec<String> {
    let written = [(DublinCore, "creator"), (Rss, "author"), (Rss, "byline"), (Itunes, "author")];
    let mut stated = written.iter().map(|(vocabulary, name)| texts(item, *vocabulary, name));
    let stated = stated.find(|texts| !texts.is_empty());
    let stated =
        stated.unwrap_or_else(|| children(item, Atom, "author").filter_map(|author| author.text_at("name")).collect());
    stated.iter().flat_map(|line| bylines::names(&plain(line), source)).collect()
}

fn topics(item: &Element) -> Vec<String> {
    let mut topics = texts(item, Rss, "category");
    topics.extend(texts(item, DublinCore, "subject"));
    topics.extend(
        children(item, Atom, "category").filter_map(|category| {
            category.attribute("label").or_else(|| category.attribute("term")).map(str::to_owned)
        }),
    );
    for list in texts(item, Media, "keywords").iter().chain(&texts(item, Itunes, "keywords")) {
        topics.extend(list.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
    }
    topics.iter().map(|topic| plain(topic)).filter(|topic| topic != NO_CATEGORY).collect()
}
