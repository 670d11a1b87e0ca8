//! An entry of Atom 0.3 and 1.0, including the delivery format of the Associated Press.

use super::address::{absolute, is_absolute};
use super::boilerplate::without_additions;
use super::header::FeedHeader;
use super::vocabulary::Vocabulary::{Ap, DublinCore, Media};
use super::vocabulary::{self, Vocabulary};
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::datelines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::fields::{plain, strip_site_name};
use crate::corpus::markup;
use crate::corpus::readers::wires::nitf;
use crate::corpus::xml::{self, Element};

/// Reads an entry of a feed with the given header.
pub(super) fn draft(entry: &Element, header: &FeedHeader) -> Draft {
    let source =
        child(entry, "source").and_then(|source| child(source, "title")).map(prose).filter(|title| !title.is_empty());
    let feed = header.title.clone();
    let content = child(entry, "content");
    let article = entry.find("nitf").map(nitf::draft).unwrap_or_default();
    let by_agency =
        article.source.clone().or_else(|| entry.find("CreditLine").filter(|line| is_ap(line)).map(Element::line));
    let source = source.or(by_agency).or_else(|| feed.clone());
    let remote = content.and_then(|content| content.attribute("src"));
    let full = content.filter(|_| remote.is_none()).filter(|content| is_text(content)).map(prose);
    let (full, is_cut) = full.map(|text| without_additions(&text)).unzip();
    let body = article.body.clone().or(full).filter(|text| !text.is_empty());
    let summary = child(entry, "summary").map(prose).filter(|text| !text.is_empty());
    let media = || entry.find_all("description").into_iter().find(|text| vocabulary::of(&text.tag) == Media).map(prose);
    let title = child(entry, "title").map(|title| prose(title).split_whitespace().collect::<Vec<_>>().join(" "));
    let title =
        title.filter(|title| !title.is_empty()).map(|title| strip_site_name(&title, source.as_deref()).to_owned());
    let date = ["published", "issued", "created", "updated", "modified"]
        .iter()
        .find_map(|name| dates::parse_any_order(&child(entry, name)?.line()));
    let date = date.or_else(|| dates::parse_any_order(&vocabulary::text(entry, DublinCore, "date")?));
    let language = entry.attribute("xml:lang").or_else(|| content?.attribute("xml:lang"));
    let mut draft = Draft {
        own_id: child(entry, "id").map(Element::line).filter(|id| !id.is_empty()),
        headline: title,
        lead: summary.or_else(media).filter(|text| !text.is_empty()),
        incomplete: body.is_none() || (is_cut.unwrap_or(false) && article.body.is_none()),
        body,
        bylines: byline_names(entry, header, source.as_deref()),
        topics: topics(entry),
        language: language.and_then(Language::parse).or(header.language),
        url: address(entry, header, remote),
        provider: feed.filter(|feed| source.as_ref().is_some_and(|source| source != feed)),
        source,
        ..Draft::default()
    };
    draft.add_date(date);
    add_ap(entry, &mut draft);
    draft.or(article)
}

/// Returns the first Atom element with a name; those of extensions have other namespaces.
fn child<'a>(element: &'a Element, name: &'a str) -> Option<&'a Element> {
    element.children(name).find(|child| is_atom(child))
}

fn is_atom(element: &Element) -> bool {
    matches!(vocabulary::of(&element.tag), Vocabulary::Atom | Vocabulary::Rss)
}

fn is_ap(element: &Element) -> bool {
    vocabulary::of(&element.tag) == Ap
}

/// Returns the text of a construct: escaped HTML, XHTML or plain text.
fn prose(construct: &Element) -> String {
    if construct.elements().next().is_some() {
        return construct.paragraphs();
    }
    let text = construct.text();
    let kind = construct.attribute("type").unwrap_or("text");
    let is_plain = matches!(kind, "text" | "text/plain");
    // Many feeds do not declare that their text is HTML.
    if markup::has_tags(&text) {
        markup::running_text(&text)
    } else {
        xml::flowed(&if is_plain { text } else { plain(&text) })
    }
}

/// Returns whether content is text: other types are encoded.
fn is_text(content: &Element) -> bool {
    let kind = content.attribute("type").unwrap_or("text");
    let is_known = !kind.contains('/')
        || ["text/", "application/xhtml", "application/xml", "application/nitf"]
            .iter()
            .any(|known| kind.starts_with(known));
    is_known && content.attribute("mode") != Some("base64")
}

fn address(entry: &Element, header: &FeedHeader, remote: Option<&str>) -> Option<String> {
    let base = entry.attribute("xml:base");
    let base = match base {
        Some(base) if !is_absolute(base) => absolute(base, header.site.as_deref()),
        other => other.map(str::to_owned).or_else(|| header.site.clone()),
    };
    let links: Vec<&Element> = entry.children("link").filter(|link| is_atom(link)).collect();
    let is_page = |link: &&&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let is_html = |link: &&&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    let link = links.iter().filter(is_page).find(is_html).or_else(|| links.iter().find(is_page));
    let link = link.and_then(|link| absolute(link.attribute("href")?, base.as_deref()));
    let original = vocabulary::text(entry, Vocabulary::Feedburner, "origLink").filter(|link| is_absolute(link));
    let by_id = || child(entry, "id").map(Element::line).filter(|id| is_absolute(id));
    original.or(link).or_else(|| absolute(remote?, base.as_deref())).or_else(by_id)
}

fn byline_names(entry: &Element, header: &FeedHeader, source: Option<&str>) -> Vec<String> {
    let own: Vec<String> =
        entry.children("author").filter(|author| is_atom(author)).filter_map(|author| author.text_at("name")).collect();
    let own = if own.is_empty() { vocabulary::texts(entry, DublinCore, "creator") } else { own };
    let of_source = || child(entry, "source").and_then(|source| source.text_at("author/name"));
    let stated = if own.is_empty() { of_source().or_else(|| header.author.clone()).into_iter().collect() } else { own };
    stated.iter().flat_map(|name| bylines::names(&plain(name), source)).collect()
}

fn topics(entry: &Element) -> Vec<String> {
    let categories = entry.children("category").filter(|category| is_atom(category));
    let mut topics: Vec<String> = categories
        .filter_map(|category| category.attribute("label").or_else(|| category.attribute("term")).map(plain))
        .collect();
    topics.extend(vocabulary::texts(entry, DublinCore, "subject"));
    topics
}

/// Adds the fields in elements of the Associated Press.
fn add_ap(entry: &Element, draft: &mut Draft) {
    let own: Vec<&Element> = entry.descendants().into_iter().filter(|element| is_ap(element)).collect();
    if own.is_empty() {
        return;
    }
    let find = |name: &str| own.iter().find(|element| element.name() == name);
    let line = |name: &str| find(name).map(|element| element.line()).filter(|text| !text.is_empty());
    draft.headline = line("HeadLine").or(draft.headline.take());
    draft.own_id = line("ManagementId").or(draft.own_id.take());
    draft.version = line("ManagementSequenceNumber");
    let status = line("PublishingStatus").unwrap_or_default().to_ascii_lowercase();
    draft.withdrawn = ["cancel", "withheld", "kill"].iter().any(|word| status.starts_with(word));
    let city = find("DateLineLocation").and_then(|location| location.attribute("City")).map(str::to_owned);
    draft.place = line("DateLine").and_then(|line| datelines::place_of(&line)).or(city);
    if let Some(byline) = line("ByLine") {
        draft.bylines = bylines::names(&byline, draft.source.as_deref());
    }
    let subjects = own.iter().filter(|element| element.name() == "SubjectClassification");
    draft.topics.extend(subjects.filter_map(|subject| subject.attribute("Value").map(str::to_owned)));
    let first = line("FirstCreated").and_then(|date| dates::parse(&date));
    draft.published = first.or(draft.published);
}
