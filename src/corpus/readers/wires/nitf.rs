//! NITF: the News Industry Text Format of the IPTC, versions 2.5 to 3.6.
//!
//! Newspapers fill in `pubdata`, agencies `distributor` and `docdata`. The dialects that differ from the specification are those of large archives: the New
//! York Times states the body twice, as a lead paragraph and as the full text, and its page in `meta` elements.

use crate::article::{Language, PublishedDate};
use crate::corpus::bylines;
use crate::corpus::datelines::place_of;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};
use jiff::civil::Time;

/// Reads NITF.
pub(in crate::corpus::readers) struct NitfReader;

impl Reader for NitfReader {
    fn name(&self) -> &'static str {
        "nitf"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let is_nitf = |name: &str| name == "nitf";
        is_nitf(&root.tag.name) || root.inside.first().is_some_and(|tag| is_nitf(&tag.name))
    }

    fn may_be_named(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "nitf", |nitf| Ok(draft(nitf)))
    }
}

/// Reads an article in NITF, also if embedded in another format.
pub(in crate::corpus::readers) fn draft(nitf: &Element) -> Draft {
    let head = nitf.child("head");
    let doc = head.and_then(|head| head.child("docdata"));
    let pubdata = head.and_then(|head| head.child("pubdata"));
    let body_head = nitf.at("body/body.head");
    let doc_at = |path: &str, attribute: &str| doc?.at(path)?.attribute(attribute).map(str::to_owned);
    let published = |attribute: &str| pubdata?.attribute(attribute).map(str::to_owned);
    let meta = |names: &[&str]| meta(head?, names);
    let distributor = body_head.and_then(|head| head.text_at("distributor"));
    let holder = doc_at("doc.copyright", "holder");
    let agency = distributor.clone().or_else(|| doc_at("del-list/from-src", "src-name"));
    let source = published("name").or_else(|| agency.clone()).or(holder).or_else(|| doc_at("doc-id", "regsrc"));
    let status = doc.and_then(|doc| doc.attribute("management-status")).unwrap_or_default().to_ascii_lowercase();
    let mut draft = Draft {
        own_id: doc_at("doc-id", "id-string").or_else(|| nitf.attribute("uno").map(str::to_owned)),
        headline: headline(nitf, body_head),
        lead: lead(body_head),
        body: body(nitf),
        bylines: byline_names(body_head, source.as_deref()),
        section: published("position.section")
            .or_else(|| meta(&["section", "online_sections", "print_section_name", "dsk"])),
        edition: published("edition.name").or_else(|| published("edition.area")),
        page: page(pubdata, head),
        provider: agency,
        place: body_head.and_then(place).or_else(|| doc_at("evloc", "city")),
        topics: topics(head),
        version: doc_at("du-key", "version"),
        withdrawn: status.starts_with("cancel") || status == "withheld",
        language: language(nitf, head),
        url: published("ex-ref").filter(|address| address.starts_with("http")),
        source,
        ..Draft::default()
    };
    let issued = doc.and_then(|doc| date(doc.child("date.issue")?));
    let released = doc.and_then(|doc| date(doc.child("date.release")?));
    draft.embargo = released.filter(|_| status.starts_with("embargo") || is_after(released, issued));
    let of_page = pubdata.and_then(|data| dates::parse(data.attribute("date.publication")?)).map(without_midnight);
    let of_story = || date(body_head?.at("dateline/story.date")?);
    draft.published = issued.or(of_page).or(released).or_else(of_story);
    draft
}

/// Returns the date in the attribute of a date element, or in its text.
fn date(element: &Element) -> Option<PublishedDate> {
    let stated = element.attribute("norm").and_then(dates::parse);
    stated.or_else(|| dates::parse(&element.line())).map(without_midnight)
}

/// Returns a day that is written as its first second without an offset, as newspapers do.
fn without_midnight(date: PublishedDate) -> PublishedDate {
    match date {
        PublishedDate::Moment(clock, None) if clock.time() == Time::midnight() => PublishedDate::Day(clock.date()),
        other => other,
    }
}

fn is_after(date: Option<PublishedDate>, other: Option<PublishedDate>) -> bool {
    date.zip(other).is_some_and(|(date, other)| date.order_seconds() > other.order_seconds())
}

fn headline(nitf: &Element, body_head: Option<&Element>) -> Option<String> {
    let printed = body_head.and_then(|head| head.text_at("hedline/hl1").or_else(|| head.text_at("hl1")));
    let printed = printed.or_else(|| body_head?.text_at("hedline"));
    printed.or_else(|| nitf.text_at("head/title")).or_else(|| nitf.text_at("body/body.content/hl1"))
}

fn lead(body_head: Option<&Element>) -> Option<String> {
    let summary = body_head?.child("abstract").map(Element::paragraphs);
    let below =
        body_head?.all_at("hedline/hl2").into_iter().find(|line| line.attribute("class") != Some("online_headline"));
    summary.filter(|text| !text.is_empty()).or_else(|| below.map(Element::line))
}

/// Returns the text of `body.content` without pictures, captions and notes to editors.
fn body(nitf: &Element) -> Option<String> {
    let contents = nitf.all_at("body/body.content");
    let content = contents.first()?;
    let whole = content.children("block").find(|block| block.attribute("class") == Some("full_text"));
    let text = match whole {
        Some(whole) => whole.paragraphs_without(&is_no_text),
        None => {
            let parts = contents.iter().map(|content| running_text(content)).filter(|text| !text.is_empty());
            parts.collect::<Vec<_>>().join("\n\n")
        }
    };
    Some(without_repeated_lead(text)).filter(|text| !text.is_empty())
}

/// Returns the text of an element; without elements for paragraphs, each line is one.
fn running_text(content: &Element) -> String {
    if content.elements().next().is_none() {
        return xml::wrapped(&content.text());
    }
    content.paragraphs_without(&is_no_text)
}

/// Returns whether an element inside the body is not part of the text.
fn is_no_text(element: &Element) -> bool {
    let class = || element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    match element.name() {
        "media" | "ed-msg" | "copyrite" | "copyright" | "datasource" | "media-caption" | "media-producer"
        | "media-metadata" | "hl1" => true,
        "note" => {
            matches!(element.attribute("noteclass"), Some("editorsnote" | "cpyrt" | "trademk"))
                || element.attribute("type") == Some("npa")
        }
        "p" | "block" => class().split([' ', '-', '_']).any(|word| {
            matches!(
                word,
                "caption"
                    | "credit"
                    | "ednote"
                    | "editorsnote"
                    | "note"
                    | "notes"
                    | "advisory"
                    | "correction"
                    | "byline"
                    | "photo"
            )
        }),
        _ => false,
    }
}

/// Removes a first paragraph `LEAD: …` that the next one repeats.
fn without_repeated_lead(text: String) -> String {
    let Some((first, rest)) = text.split_once("\n\n") else {
        return text.strip_prefix("LEAD: ").map(str::to_owned).unwrap_or(text);
    };
    match first.strip_prefix("LEAD: ") {
        Some(lead) if rest.starts_with(lead) => rest.to_owned(),
        Some(lead) => format!("{lead}\n\n{rest}"),
        None => text,
    }
}

fn byline_names(body_head: Option<&Element>, source: Option<&str>) -> Vec<String> {
    let Some(head) = body_head else { return Vec::new() };
    let bylines: Vec<&Element> = head.children("byline").collect();
    let printed = bylines.iter().filter(|byline| byline.attribute("class") != Some("normalized_byline"));
    let printed: Vec<&Element> = printed.copied().collect();
    let chosen = if printed.is_empty() { bylines } else { printed };
    let mut names: Vec<String> = Vec::new();
    for byline in chosen {
        let persons: Vec<String> = byline.find_all("person").into_iter().map(person).collect();
        let found = if persons.is_empty() {
            bylines::names(
                &byline.paragraphs_without(&|inner| matches!(inner.name(), "byttl" | "location" | "virtloc")),
                source,
            )
        } else {
            persons.iter().flat_map(|person| bylines::names(person, source)).collect()
        };
        names.extend(found);
    }
    names
}

/// Returns the name of a person, whose parts may be elements.
fn person(person: &Element) -> String {
    let parts = person.elements().filter(|part| part.name().starts_with("name.")).map(Element::line);
    let parts = parts.collect::<Vec<_>>().join(" ");
    if parts.is_empty() { person.paragraphs_without(&|inner| inner.name() == "function") } else { parts }
}

fn place(body_head: &Element) -> Option<String> {
    let dateline = body_head.child("dateline")?;
    let stated = dateline.child("location").map(location).filter(|place| !place.is_empty());
    place_of(&stated.unwrap_or_else(|| dateline.paragraphs_without(&|inner| inner.name() == "story.date")))
}

/// Returns a location, whose parts may be elements without separators.
fn location(location: &Element) -> String {
    let has_text = location.own_text().contains(char::is_alphanumeric);
    let parts: Vec<String> = location.elements().map(Element::line).filter(|part| !part.is_empty()).collect();
    if has_text || parts.is_empty() || location.own_text().contains(',') { location.line() } else { parts.join(", ") }
}

fn topics(head: Option<&Element>) -> Vec<String> {
    let Some(head) = head else { return Vec::new() };
    let mut topics = Vec::new();
    for element in head.descendants() {
        let attribute = |name: &str| element.attribute(name).map(str::to_owned);
        let text = || Some(element.line()).filter(|text| !text.is_empty());
        match element.name() {
            "keyword" => topics.extend(attribute("key").or_else(text)),
            "classifier" => topics.extend(attribute("value").filter(|_| text().is_none()).or_else(text)),
            "tobject.subject" => {
                let finest = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
                topics.extend(finest.iter().rev().filter_map(|name| attribute(name)));
            }
            _ => {}
        }
    }
    topics
}

fn page(pubdata: Option<&Element>, head: Option<&Element>) -> Option<String> {
    let stated = pubdata.and_then(|data| data.attribute("position.sequence"));
    stated.map(str::to_owned).or_else(|| {
        let page = meta(head?, &["print_page_number", "page", "pagenumber"])?;
        // The New York Times states the letter of the section separately; numbers are Sunday sections.
        let letter = meta(head?, &["print_section"]).filter(|section| {
            section.len() == 1
                && section.bytes().all(|byte| byte.is_ascii_uppercase())
                && page.bytes().all(|byte| byte.is_ascii_digit())
        });
        Some(letter.unwrap_or_default() + &page)
    })
}

fn language(nitf: &Element, head: Option<&Element>) -> Option<Language> {
    let stated = nitf.attribute("xml:lang").or_else(|| nitf.child("body")?.attribute("xml:lang"));
    let stated = stated.map(str::to_owned).or_else(|| meta(head?, &["language", "lang", "dc.language"]));
    stated.and_then(|code| Language::parse(&code))
}

/// Returns the content of the first `meta` element with one of the names.
fn meta(head: &Element, names: &[&str]) -> Option<String> {
    let named = |wanted: &str| {
        let mut metas = head.children("meta");
        let found = metas.find(|meta| meta.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case(wanted)))?;
        found.attribute("content").map(str::to_owned)
    };
    names.iter().find_map(|name| named(name))
}
