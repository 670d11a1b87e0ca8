//! Collections of TREC, CLEF and the Linguistic Data Consortium: a `DOC` for each article, with the elements of its newspaper.

use super::date_in_id;
use super::newswire_text;
use crate::article::{Language, PublishedDate};
use crate::corpus::bylines;
use crate::corpus::datelines::place_of;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::wires::wire_text;
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};
use std::collections::HashSet;

/// The names of each field, in capitals and in the order of preference.
const HEADLINE: &[&str] = &["HEADLINE", "HEAD", "HL", "TITLE", "TI", "DOCTITLE", "H3", "TTL"];
const BODY: &[&str] = &["LP", "LEADPARA", "LD", "LEAD", "TEXT", "TX", "CONTENT"];
const BYLINE: &[&str] = &["BYLINE", "AUTHOR"];
const DATE: &[&str] = &["DATE", "DATE_TIME", "DATETIME", "DD", "DATE1", "PUBDATE", "PD", "END_TIME"];
const SOURCE: &[&str] = &["PUB", "SO", "SOURCE", "NAME", "JOURNAL"];
const TOPICS: &[&str] = &["SUBJECT", "DESCRIPT", "DESCRIPTORS", "KEYWORDS"];
/// Elements inside a text that are not part of it.
const NO_TEXT: &[&str] = &["ANNOTATION", "FIG", "CAPTION", "GRAPHIC", "TRAILER", "H3", "DOCTITLE"];

/// Reads TREC collections.
pub(in crate::corpus::readers) struct TrecReader;

impl Reader for TrecReader {
    fn name(&self) -> &'static str {
        "trec"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let is_doc = |tag: &xml::XmlTag| tag.name.eq_ignore_ascii_case("doc");
        let has =
            |names: &[&str]| root.inside.iter().any(|tag| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name)));
        let has_doc = is_doc(&root.tag) || root.inside.first().is_some_and(is_doc);
        has_doc && (has(&["DOCNO", "DOCID"]) || (has(&["TEXT"]) && sample.text.contains("<DOC")))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_record(input, context, self.memory_factor(), sink, |stream, tag| {
            let is_record = tag.name.eq_ignore_ascii_case("doc");
            is_record.then(|| Ok(stream.element(tag)?.map(|doc| draft(&doc)))).transpose()
        })
    }
}

fn draft(doc: &Element) -> Draft {
    let fields = DocFields(doc.descendants());
    let own_id = fields.line(&["DOCNO", "DOCID"]).or_else(|| doc.attribute("id").map(str::to_owned));
    let id = own_id.clone().unwrap_or_default();
    let source = fields
        .line(SOURCE)
        .map(|name| without_code(&name).to_owned())
        .or_else(|| date_in_id::publication(&id).map(str::to_owned));
    let (headline, kicker) = fields.headline();
    let section = fields.line(&["SECTION"]);
    // `Book Review; Page 1; Book Review Desk`
    let mut parts = section.as_deref().unwrap_or_default().split(';').map(str::trim);
    let section = parts.next().filter(|part| !part.is_empty()).map(str::to_owned).or(kicker);
    let page = parts.find_map(|part| part.strip_prefix("Page ").map(str::to_owned));
    let dated = fields.line(DATE).unwrap_or_default();
    let edition = dated.rsplit(',').next().filter(|part| part.contains("Edition")).map(|part| part.trim().to_owned());
    let body = fields.body();
    let byline = fields.line(BYLINE).or_else(|| fields.find(&["BODY"]).and_then(newswire_text::byline));
    let dateline = fields.line(&["DATELINE"]).and_then(|dateline| place_of(&dateline));
    let in_text = || newswire_text::place(body.as_deref()?);
    Draft {
        headline,
        bylines: byline.map(|byline| bylines::names(&byline, source.as_deref())).unwrap_or_default(),
        section,
        edition: fields.line(&["EDITION"]).or(edition),
        page: page.or_else(|| fields.line(&["PG.COL", "PAGE"]).map(|page| after_page(&page).to_owned())),
        place: dateline.or_else(in_text),
        topics: fields.topics(),
        published: date(&dated).or_else(|| date_in_id::date(&id)),
        language: fields.line(&["LANGUAGE", "LANG"]).and_then(|code| Language::parse(&code)),
        source,
        own_id,
        body,
        ..Draft::default()
    }
}

/// The elements of an article, at any depth.
struct DocFields<'a>(Vec<&'a Element>);

impl<'a> DocFields<'a> {
    /// Returns the first element under the first name that has one.
    fn find(&self, names: &[&str]) -> Option<&'a Element> {
        names.iter().find_map(|name| self.named(name).find(|element| !element.text().trim().is_empty()))
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &'a Element> {
        self.0.iter().copied().filter(move |element| element.name().eq_ignore_ascii_case(name))
    }

    fn line(&self, names: &[&str]) -> Option<String> {
        self.find(names).map(Element::line).filter(|text| !text.is_empty())
    }

    /// Returns the headline, and the section before it if the database included it.
    fn headline(&self) -> (Option<String>, Option<String>) {
        let Some(element) = self.find(HEADLINE) else { return (None, None) };
        // The first of several paragraphs; the others are decks.
        let first = element.elements().map(Element::line).find(|text| !text.is_empty());
        let line = if element.own_text().trim().is_empty() { first.unwrap_or_default() } else { element.line() };
        let line = line.trim_end_matches([';', ' ']);
        // `FT  14 MAY 91 / International Company News: Contigas plans project`
        let Some(rest) = line.strip_prefix("FT ").and_then(|rest| rest.split_once(" / ")).map(|(_, rest)| rest) else {
            return (Some(line.to_owned()), None);
        };
        match rest.split_once(": ") {
            Some((section, headline)) => (Some(headline.trim().to_owned()), Some(section.trim().to_owned())),
            None => (Some(rest.trim().to_owned()), None),
        }
    }

    fn body(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for name in BODY {
            for part in self.named(name) {
                let has_paragraphs = part.elements().any(|inner| inner.name().eq_ignore_ascii_case("p"));
                let text = if has_paragraphs {
                    part.paragraphs_without(&is_no_text)
                } else {
                    let text = own_text(part);
                    xml::unwrapped(newswire_text::without_labels(&wire_text::without_codes(&text)))
                };
                if !text.is_empty() && seen.insert(text.clone()) {
                    parts.push(text);
                }
            }
        }
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }

    fn topics(&self) -> Vec<String> {
        let lists: Vec<String> = TOPICS.iter().flat_map(|name| self.named(name)).map(Element::line).collect();
        let words = lists.iter().flat_map(|list| list.split([';', ',']));
        words.map(|word| word.trim().trim_end_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
    }
}

/// Removes the code that a database adds to the name of a newspaper: `WALL STREET JOURNAL (J)`.
fn without_code(name: &str) -> &str {
    let code = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    code.filter(|(_, code)| code.len() <= 3).map_or(name, |(name, _)| name)
}

/// Returns the number after the word, as in `International Page 25`.
fn after_page(page: &str) -> &str {
    page.rsplit_once("Page ").map_or(page, |(_, number)| number)
}

fn is_no_text(element: &Element) -> bool {
    NO_TEXT.iter().any(|name| element.name().eq_ignore_ascii_case(name))
}

/// Returns the text of an element with its line breaks, without the elements that are not part of it.
fn own_text(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.content {
        match node {
            xml::XmlNode::Text(piece) => text.push_str(piece),
            xml::XmlNode::Element(inner) if is_no_text(inner) => {}
            xml::XmlNode::Element(inner) => text.push_str(&own_text(inner)),
        }
    }
    text
}

/// Parses a date; `January 1, 1989, Sunday, Home Edition` is read up to the weekday.
fn date(text: &str) -> Option<PublishedDate> {
    let first_two = || text.match_indices(',').nth(1).and_then(|(at, _)| dates::parse(text.get(..at)?));
    newswire_text::moment(text)
        .or_else(|| date_in_id::compact(text.trim()))
        .or_else(|| date_in_id::american(text))
        .or_else(|| dates::parse(text))
        .or_else(first_two)
}
