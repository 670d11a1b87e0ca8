//! OpenDocument texts, packed (ODT) or as one XML file (FODT): a single article, or the articles of a press review.
//!
//! Deleted passages, comments, generated indexes, headers and footers are dropped; notes come at the end.

use super::document_articles::emit_articles;
use super::odt_text::{FORMAT, MEMORY_FACTOR, OdtText};
use super::package::Package;
use super::properties::Properties;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::{RecordBudget, utf8_reader};
use crate::corpus::xml::Element;

/// The types of text documents and their templates.
const MIME_TYPES: &[&[u8]] = &[
    b"mimetypeapplication/vnd.oasis.opendocument.text",
    b"mimetypeapplication/vnd.sun.xml.writer",
    b"mimetypeapplication/vnd.oasis.opendocument.text-template",
];

/// Reads packed OpenDocument texts.
pub(in crate::corpus::readers) struct OdtReader;

impl Reader for OdtReader {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let name = sample.bytes.starts_with(b"PK\x03\x04").then(|| sample.bytes.get(30..)).flatten();
        name.is_some_and(|name| MIME_TYPES.iter().any(|known| name.starts_with(known)))
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut package = Package::open(input, FORMAT)?;
        if package.tree("META-INF/manifest.xml").is_some_and(|manifest| manifest.find("encryption-data").is_some()) {
            return Err(SkipReason::Encrypted.into());
        }
        let mut text = OdtText::default();
        if let Some(styles) = package.tree("styles.xml") {
            text.add_styles(&styles);
        }
        let properties = package.tree("meta.xml").map(|root| properties(&root)).unwrap_or_default();
        let missing = SkipReason::Malformed { format: FORMAT, detail: "the part with the text is missing".to_owned() };
        let part = package.part("content.xml")?.ok_or(missing)?;
        text.read(part, context)?;
        emit_articles(text.blocks, &text.notes, properties, sink)
    }
}

/// Reads OpenDocument texts that are one XML file.
pub(in crate::corpus::readers) struct FlatOdtReader;

impl Reader for FlatOdtReader {
    fn name(&self) -> &'static str {
        "fodt"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.text.get(..1024).unwrap_or(sample.text);
        head.starts_with('<') && head.contains("<office:document ") && sample.text.contains("opendocument.text")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let mut text = OdtText::default();
        text.read(utf8_reader(input, &budget), context)?;
        let properties = crate::corpus::xml::parse(&text.meta).map(|root| properties(&root)).unwrap_or_default();
        emit_articles(text.blocks, &text.notes, properties, sink)
    }
}

/// Reads the properties below the root of a document or of `meta.xml`.
fn properties(root: &Element) -> Properties {
    let meta = if root.name() == "meta" { Some(root) } else { root.find("meta") };
    meta.map(|meta| Properties::of_elements(meta.elements())).unwrap_or_default()
}
