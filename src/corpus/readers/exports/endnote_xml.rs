//! References in the XML of EndNote: metadata of articles, without their texts.

use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element};

/// Reads the XML of EndNote.
pub(in crate::corpus::readers) struct EndnoteXmlReader;

impl Reader for EndnoteXmlReader {
    fn name(&self) -> &'static str {
        "endnote-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let has = |name: &str| root.inside.iter().any(|tag| &*tag.name == name);
        let is_records = &*root.tag.name == "records" || (&*root.tag.name == "xml" && has("records"));
        is_records && (has("ref-type") || sample.text.contains("<ref-type"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "record", draft)
    }
}

fn draft(record: &Element) -> Result<Draft, SkipReason> {
    let line = |path: &str| lines(record, path).into_iter().next();
    let headline = line("titles/title").ok_or(SkipReason::NoText)?;
    let source = ["titles/secondary-title", "periodical/full-title", "publisher"].iter().find_map(|path| line(path));
    let authors = lines(record, "contributors/authors/author");
    let mut draft = Draft {
        own_id: line("accession-num"),
        headline: Some(headline),
        lead: record.child("abstract").map(|text| xml::flowed(&text.text())).filter(|text| !text.is_empty()),
        bylines: authors.iter().flat_map(|name| bylines::names(name, source.as_deref())).collect(),
        section: line("section"),
        edition: line("edition"),
        page: line("pages"),
        place: line("pub-location"),
        provider: line("remote-database-provider"),
        topics: lines(record, "keywords/keyword"),
        language: line("language").and_then(|code| Language::parse(&code)),
        url: lines(record, "urls/related-urls/url").into_iter().find(|url| url.starts_with("http")),
        source,
        // A reference has no text.
        incomplete: true,
        ..Draft::default()
    };
    let year = line("dates/year");
    for day in lines(record, "dates/pub-dates/date") {
        draft.add_date(
            dates::parse_any_order(&day).or_else(|| dates::parse_any_order(&format!("{day} {}", year.as_deref()?))),
        );
    }
    draft.add_date(year.as_deref().and_then(dates::parse_any_order));
    Ok(draft)
}

/// Returns the texts at a path, each on one line; a path may match several `style` elements.
fn lines(record: &Element, path: &str) -> Vec<String> {
    let texts = record.all_at(path).into_iter().map(Element::text);
    let texts = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|text| !text.is_empty()).collect()
}
