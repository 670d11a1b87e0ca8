//! The XML of trafilatura, which extracts articles from web pages.

use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// Reads the XML of trafilatura.
pub(in crate::corpus::readers) struct TrafilaturaXmlReader;

impl Reader for TrafilaturaXmlReader {
    fn name(&self) -> &'static str {
        "trafilatura-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let is_doc = |tag: &xml::XmlTag| {
            &*tag.name == "doc"
                && ["fingerprint", "sitename", "hostname", "source"].iter().any(|name| tag.attribute(name).is_some())
        };
        let has_main = root.inside.iter().take(2).any(|tag| &*tag.name == "main");
        is_doc(&root.tag) || (&*root.tag.name == "doc" && has_main) || root.inside.first().is_some_and(is_doc)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "doc", |doc| Ok(draft(doc)))
    }
}

fn draft(doc: &Element) -> Draft {
    let stated = |name: &str| doc.attribute(name).filter(|value| *value != "None").map(str::to_owned);
    let list = |name: &str| -> Vec<String> {
        let text = stated(name).unwrap_or_default();
        let separator = if text.contains(';') { ';' } else { ',' };
        text.split(separator).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    };
    let source = stated("sitename").or_else(|| stated("hostname"));
    let headline = stated("title");
    let main = doc.child("main").map(Element::paragraphs).map(|text| without_headline(text, headline.as_deref()));
    let mut categories = list("categories");
    let tags = list("tags");
    let section = if categories.is_empty() { None } else { Some(categories.remove(0)) };
    let mut draft = Draft {
        own_id: stated("id"),
        lead: stated("description").or_else(|| stated("excerpt")),
        body: main.filter(|text| !text.is_empty()),
        bylines: stated("author").map(|names| bylines::names(&names, source.as_deref())).unwrap_or_default(),
        section,
        topics: [tags, categories].concat(),
        language: stated("language").and_then(|code| Language::parse(&code)),
        url: stated("url").or_else(|| stated("source")).filter(|address| address.starts_with("http")),
        headline,
        source,
        ..Draft::default()
    };
    draft.add_date(stated("date").and_then(|date| dates::parse_any_order(&date)));
    draft
}

/// Removes a first paragraph that repeats the headline.
pub(super) fn without_headline(text: String, headline: Option<&str>) -> String {
    match text.split_once("\n\n") {
        Some((first, rest)) if headline.is_some_and(|headline| headline.trim() == first.trim()) => rest.to_owned(),
        _ => text,
    }
}
