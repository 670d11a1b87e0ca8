//! Metadata of British Library articles as written by `alto2txt`, with the text in a file next to them.

use super::confidence::confidence;
use crate::article::ArticleKind;
use crate::corpus::dates;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::line_layout;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink, emit_single};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element};

/// Reads the metadata of an article with its text.
pub(in crate::corpus::readers) struct ArticleMetadataReader;

/// The element with the name of the text file.
const TEXT_FILE: &str = "plain_text_file";

impl Reader for ArticleMetadataReader {
    fn name(&self) -> &'static str {
        "alto2txt"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "lwm") && sample.text.contains(TEXT_FILE)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn names_texts(&self) -> bool {
        true
    }

    fn named_parts(&self, input: Input<'_>, _: &ReaderContext<'_>) -> Vec<String> {
        let text = input.into_bytes().map(decode::file).unwrap_or_default();
        xml::parse(&text).and_then(|root| root.find(TEXT_FILE).map(Element::line)).into_iter().collect()
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        let malformed = || SkipReason::Malformed { format: "XML", detail: "it cannot be read".to_owned() };
        let root = xml::parse(&text).ok_or_else(malformed)?;
        let fact = |name: &str| root.find(name).map(Element::line).filter(|text| !text.is_empty());
        let name = fact(TEXT_FILE).ok_or(SkipReason::NoText)?;
        let opened = context.neighbours.open(&name)?;
        let opened = opened.ok_or_else(|| SkipReason::TextElsewhere { address: name.clone() })?;
        context.neighbours.claim(&name);
        let body = decode::file(opened.into_bytes()?);
        let item = root.find("item");
        let of_item = |name: &str| item.and_then(|item| item.text_at(name));
        let sure = of_item("ocr_quality_mean").and_then(|text| confidence(&text));
        let is_advertisement = of_item("item_type").is_some_and(|kind| kind.to_lowercase().starts_with("advert"));
        let issue = root.find("issue");
        let ids = issue.and_then(|issue| issue.attribute("id")).zip(item.and_then(|item| item.attribute("id")));
        let publication = root.find("publication");
        let ids = ids.zip(publication.and_then(|publication| publication.attribute("id")));
        let mut draft = Draft {
            own_id: ids.map(|((issue, item), publication)| format!("{publication}_{issue}_{item}")),
            headline: of_item("title"),
            body: Some(line_layout::paragraphs(&body, line_layout::wrap_width(&body))).filter(|body| !body.is_empty()),
            source: publication.and_then(|publication| publication.text_at("title")),
            kind: is_advertisement.then_some(ArticleKind::Advertisement),
            ocr: sure.map(|share| (share * 100.0).round() as u8),
            ..Draft::default()
        };
        draft.add_date(issue.and_then(|issue| issue.text_at("date")).and_then(|date| dates::parse_any_order(&date)));
        emit_single(draft, sink)
    }
}
