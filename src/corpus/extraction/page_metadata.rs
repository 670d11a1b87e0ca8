//! The metadata of a web page: JSON-LD, `meta` elements, and the comments of programs that save pages.
//!
//! JSON-LD takes precedence over `meta` elements, because publishers maintain it for search engines. Both are read from the tree that the HTML reader has
//! already parsed.

use super::authors::authors;
use super::date_sources::add_date;
use super::headline::headline;
use super::linked_data::LinkedData;
use super::printed_byline::printed_authors;
use super::printed_lines::PrintedLines;
use super::publication::{is_acronym, publication};
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use dom_smoothie::Readability;
use serde_json::{Map, Value};

/// The maximum number of names of one `meta` element.
const MOST_NAMES: usize = 4;

const HEADLINE: &[&str] =
    &["dc.title", "dcterms.title", "og:title", "twitter:title", "sailthru.title", "parsely-title", "title"];
const SOURCE: &[&str] =
    &["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "article:publisher"];
const AUTHOR: &[&str] = &[
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
];
const SECTION: &[&str] = &["article:section", "section", "parsely-section", "og:section"];
const TOPICS: &[&str] =
    &["article:tag", "og:article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"];
const LEAD: &[&str] = &["og:description", "twitter:description", "description", "dc.description"];
const LANGUAGE: &[&str] = &["content-language", "og:locale", "dc.language", "dcterms.language"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publish_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "date",
    "article_date_original",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.available",
    "prism.publicationdate",
    "bt:pubdate",
    "rnews:datepublished",
    "article.published",
    "published-date",
    "published_date",
    "release_date",
    "cxenseparse:recs:publishtime",
    "article:post_date",
    "analyticsattributes.articledate",
    "content_create_date",
    "displaydate",
    "doc_date",
    "eomportal-date",
    "gentime",
    "newsdate",
    "og:regdate",
    "originalpublicationdate",
    "pdate",
    "ptime",
    "rbpubdate",
    "timestamp",
    "dcsext.articlefirstpublished",
];

/// Returns the metadata of `page`, which is not yet modified. `saved_from` is the URL that it was saved from, if known.
pub(super) fn draft(page: &Readability, linked: &LinkedData, saved_from: Option<&str>) -> Draft {
    let lines = PrintedLines::of(page);
    let metas = metas(page);
    let linked_article = linked.first_article();
    let in_metas = from_metas(&metas);
    let publisher = linked_article.source.clone();
    let mut titles: Vec<String> = linked_article.headline.clone().into_iter().collect();
    titles.extend(named(&metas, HEADLINE).map(fields::plain));
    let mut stated = linked_article.or(in_metas);
    stated.url = stated_address(page, &metas).or(saved_from.map(str::to_owned)).or(stated.url);
    stated.language = stated.language.or_else(|| {
        let language = page.doc.select("html").attr("lang")?;
        Language::parse(&language)
    });
    let sites = named(&metas, SOURCE).map(fields::plain).collect();
    stated.source = publication(page, publisher.clone(), sites, stated.url.as_deref());
    let is_name = |name: &str, of: Option<&str>| bylines::name(name, of).is_some();
    let source = stated.source.as_deref();
    let is_author = |name: &String| is_name(name, publisher.as_deref()) && is_name(name, source);
    stated.bylines.retain(is_author);
    if stated.bylines.is_empty() {
        stated.bylines = authors(page);
        stated.bylines.retain(is_author);
    }
    titles.push(page.get_article_title().to_string());
    stated.headline = headline(page, &lines, &titles, stated.source.as_deref());
    if stated.bylines.is_empty() {
        stated.bylines = printed_authors(page, &lines, stated.headline.as_deref(), stated.source.as_deref());
    }
    for name in &mut stated.bylines {
        without_acronym(name, stated.source.as_deref());
    }
    add_date(&mut stated, page, &lines, linked, &metas);
    stated
}

/// Removes the acronym of the publication after the name of a person: `Anna Smith JS`.
fn without_acronym(name: &mut String, source: Option<&str>) {
    let Some((person, last)) = name.rsplit_once(' ') else { return };
    let is_of_source = source.is_some_and(|source| is_acronym(last, source));
    if is_of_source
        && last.chars().all(char::is_uppercase)
        && person.contains(' ')
        && person.contains(char::is_lowercase)
    {
        name.truncate(person.len());
    }
}

/// Returns whether a name is that of a publication date: `publish_date`, `article.created`, `date_posted`.
fn is_date_name(name: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    has(&["publi", "pubdate", "pub_date", "pub-date", "created", "posted", "issued", "firstdate", "displaydate"])
        && has(&["date", "time", "_at", "-at", "created", "publishedon"])
        && !has(&["modif", "updat", "expir", "event", "copyright", "token", "timeout", "timezone"])
}

/// Returns the names and contents of the `meta` elements in page order, properties first.
fn metas(page: &Readability) -> Vec<(String, String)> {
    let elements = page.doc.select("meta[content]");
    let mut found: Vec<(bool, String, String)> = elements
        .iter()
        .filter_map(|meta| {
            let property = meta.attr("property");
            let is_other = property.is_none();
            let names =
                property.or_else(|| ["name", "itemprop", "http-equiv"].iter().find_map(|key| meta.attr(key)))?;
            let content = meta.attr("content")?.trim().to_owned();
            (!content.is_empty()).then(|| (is_other, names.to_lowercase(), content))
        })
        .collect();
    // Of elements with the same name, a property is more reliable.
    found.sort_by_key(|(is_other, ..)| *is_other);
    found
        .into_iter()
        .map(|(_, names, content)| (names, content))
        .flat_map(|(names, content)| {
            // One property may contain several names.
            let names: Vec<String> = names.split_whitespace().take(MOST_NAMES).map(plain_name).collect();
            names.into_iter().map(move |name| (name, content.clone()))
        })
        .collect()
}

/// Returns a Dublin Core name with a point, as most pages write it.
fn plain_name(name: &str) -> String {
    let core = name.split_once(':').filter(|(space, _)| matches!(*space, "dc" | "dcterms"));
    core.map_or_else(|| name.to_owned(), |(space, name)| format!("{space}.{name}"))
}

/// Returns the contents of the `meta` elements with the given names, in the order of the names.
fn named<'a>(metas: &'a [(String, String)], names: &'static [&'static str]) -> impl Iterator<Item = &'a str> {
    let contents = |name: &'static str| metas.iter().filter(move |(key, _)| key == name);
    names.iter().flat_map(move |name| contents(name)).map(|(_, content)| content.as_str())
}

fn from_metas(metas: &[(String, String)]) -> Draft {
    let all = |names: &'static [&str]| {
        names
            .iter()
            .flat_map(move |name| metas.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str()))
    };
    let text = |names| all(names).next().map(fields::plain);
    // A list is several elements with one name, or one element with commas.
    let list = |names: &'static [&str]| {
        let name = names.iter().find(|name| metas.iter().any(|(key, _)| key == *name));
        let contents: Vec<&str> =
            metas.iter().filter(|(key, _)| Some(&key.as_str()) == name).map(|(_, content)| content.as_str()).collect();
        contents
    };
    let record = |key: &str, value: Value| {
        let fields = Map::from_iter([(key.to_owned(), value)]);
        fields::draft(&fields, &FieldMap::default())
    };
    let topics = list(TOPICS);
    let topics = if let [one] = topics.as_slice() { Value::from(*one) } else { Value::from(topics) };
    let is_article =
        metas.iter().any(|(name, content)| name.starts_with("article:") || (name == "og:type" && content == "article"));
    let mut draft = Draft {
        headline: text(HEADLINE),
        lead: text(LEAD).filter(|_| is_article),
        source: all(SOURCE).map(fields::plain).find(|name| !name.contains("://")),
        bylines: record("author", list(AUTHOR).into()).bylines,
        section: text(SECTION),
        topics: record("tags", topics).topics,
        language: all(LANGUAGE).find_map(Language::parse),
        ..Draft::default()
    };
    all(PUBLISHED).for_each(|date| draft.add_date(dates::parse_any_order(date)));
    let others = metas.iter().filter(|(name, _)| is_date_name(name));
    others.for_each(|(_, date)| draft.add_date(dates::parse_any_order(date)));
    draft
}

/// Returns whether the `meta` elements of a page state that it is an article.
pub(super) fn is_article_page(page: &Readability) -> bool {
    metas(page).iter().any(|(name, content)| name == "og:type" && content == "article")
}

/// Returns the canonical URL of the page.
fn stated_address(page: &Readability, metas: &[(String, String)]) -> Option<String> {
    let canonical = page.doc.select("link[rel='canonical']").attr("href").map(|href| href.trim().to_owned());
    let graph = metas.iter().find(|(name, _)| name == "og:url").map(|(_, url)| url.clone());
    let is_whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    canonical.filter(is_whole).or_else(|| graph.filter(is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Draft {
        let page = Readability::from(html);
        draft(&page, &LinkedData::of(&page), None)
    }

    #[test]
    fn json_ld_takes_precedence_over_meta_elements() {
        let page = read(
            r#"<html lang="en-GB"><head><meta property="og:title" content="Other"><meta property="og:site_name" content="The Courier">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
            {"@type":["ReportageNewsArticle"],"headline":"River rises &amp; falls - The Courier","datePublished":"2015-11-14T21:13:24Z",
            "author":[{"@type":"Person","name":"Anna Smith"},{"name":"Bo Li"}],"publisher":{"@type":"Organization","name":"The Courier"},
            "articleSection":["Local"],"keywords":"floods, bridges","inLanguage":"en","mainEntityOfPage":{"@id":"https://x.example/a"}}]}</script></head></html>"#,
        );
        assert_eq!(page.headline.as_deref(), Some("River rises & falls"));
        assert_eq!(page.bylines, ["Anna Smith", "Bo Li"]);
        assert_eq!(page.source.as_deref(), Some("The Courier"));
        assert_eq!(page.section.as_deref(), Some("Local"));
        assert_eq!(page.topics, ["floods", "bridges"]);
        assert_eq!(page.url.as_deref(), Some("https://x.example/a"));
        assert!(page.published.is_some());
    }

    #[test]
    fn meta_elements_are_read() {
        let page = read(
            r#"<html lang="de"><head><link rel="canonical" href="https://x.example/a"><meta property="og:title" content="River rises | The Courier">
            <meta property="og:site_name" content="The Courier"><meta name="author" content="By Anna Smith"><meta property="article:published_time" content="2015-11-14">
            <meta property="article:tag" content="floods"><meta property="article:tag" content="bridges"><meta property="article:section" content="Local">
            <meta name="Description" content="A flood."></head></html>"#,
        );
        assert_eq!(page.headline.as_deref(), Some("River rises"));
        assert_eq!(page.bylines, ["Anna Smith"]);
        assert_eq!(page.topics, ["floods", "bridges"]);
        assert_eq!(page.lead.as_deref(), Some("A flood."));
        assert_eq!(page.published.map(|date| date.to_string()).as_deref(), Some("2015-11-14"));
        assert_eq!(page.language.map(String::from).as_deref(), Some("de"));
    }

    #[test]
    fn invalid_json_ld_is_repaired_or_ignored() {
        let page = read(
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"River\nrises\"}</script>",
        );
        assert_eq!(page.headline.as_deref(), Some("River rises"));
        let page = read(
            "<script type='application/ld+json'>//<![CDATA[\n[{\"@type\":\"Article\",\"name\":\"River rises\"}]\n//]]></script>",
        );
        assert_eq!(page.headline.as_deref(), Some("River rises"));
        assert_eq!(read("<script type='application/ld+json'>{\"@type\":</script>").headline, None);
    }
}
