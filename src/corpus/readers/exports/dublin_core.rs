//! Dublin Core records that libraries deliver by OAI-PMH: metadata of articles, mostly without their texts.

use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element};

/// The maximum length of the name of a publication, in bytes.
const LONGEST_NAME: usize = 120;

/// Reads OAI-PMH responses.
pub(in crate::corpus::readers) struct OaiPmhReader;

impl Reader for OaiPmhReader {
    fn name(&self) -> &'static str {
        "oai-pmh"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let is_answer = xml::root(sample.text).is_some_and(|root| &*root.tag.name == "OAI-PMH");
        is_answer && sample.text.contains("purl.org/dc/")
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
    let header = record.child("header");
    if header.and_then(|header| header.attribute("status")) == Some("deleted") {
        return Err(SkipReason::NotAnArticle { found: "a deleted record".to_owned() });
    }
    let facts = record.at("metadata/dc").or_else(|| record.at("metadata/qualifieddc")).ok_or(SkipReason::NoText)?;
    let all = |name: &str| facts.texts_at(name);
    let first = |name: &str| facts.text_at(name);
    let addresses = || all("identifier").into_iter().filter(|text| text.starts_with("http"));
    let (in_source, page) = first("source").map(|source| publication(&source)).unwrap_or_default();
    let stated = all("isPartOf").into_iter().chain(all("relation")).find(|name| is_name(name));
    let source = stated.or(in_source).or_else(|| first("publisher"));
    let mut draft = Draft {
        own_id: header.and_then(|header| header.text_at("identifier")),
        headline: first("title"),
        lead: all("abstract").into_iter().chain(all("description")).next(),
        bylines: all("creator").iter().flat_map(|name| bylines::names(name, source.as_deref())).collect(),
        topics: all("subject"),
        page,
        language: first("language").and_then(|code| Language::parse(&code)),
        url: addresses().find(|address| !address.contains("doi.org")).or_else(|| addresses().next()),
        source,
        // A record only describes an article.
        incomplete: true,
        ..Draft::default()
    };
    for date in all("issued").into_iter().chain(all("date")) {
        draft.add_date(dates::parse_any_order(&date));
    }
    Ok(draft)
}

fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME && !name.contains("://") && name.contains(char::is_alphabetic)
}

/// Splits `The Courier, 4 March 1921, p. 3` into the name of the publication and the page.
fn publication(source: &str) -> (Option<String>, Option<String>) {
    let (name, rest) = source.split_once([',', ';']).unwrap_or((source, ""));
    let page = rest.split([',', ';']).map(str::trim).find_map(|part| {
        let (word, number) = part.split_once(' ')?;
        ["p.", "pp.", "page", "pages", "S.", "Seite"].contains(&word).then(|| number.trim().to_owned())
    });
    (Some(name.trim().to_owned()).filter(|name| is_name(name)), page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_divided() {
        for (source, name, page) in [
            ("The Courier, 4 March 1921, p. 3", Some("The Courier"), Some("3")),
            ("The Courier", Some("The Courier"), None),
            ("http://courier.example/1", None, None),
        ] {
            let found = publication(source);
            assert_eq!((found.0.as_deref(), found.1.as_deref()), (name, page), "{source}");
        }
    }
}
