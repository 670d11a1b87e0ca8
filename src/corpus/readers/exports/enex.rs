//! ENEX, the export format of Evernote: notes, many of them clipped from web pages.
//!
//! The dates of a note are those of its clipping, which do not show when the article was published.

use crate::corpus::bylines;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// Files inside notes, and text recognised in pictures.
const NO_TEXT: &[&str] = &["resource"];

/// Reads exports of Evernote.
pub(in crate::corpus::readers) struct EnexReader;

impl Reader for EnexReader {
    fn name(&self) -> &'static str {
        "enex"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| matches!(&*root.tag.name, "en-export" | "en-note"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_record(input, context, self.memory_factor(), sink, |stream, tag| {
            let found = match &*tag.name {
                "note" => stream.element_without(tag, NO_TEXT)?.map(|note| draft(&note)),
                "en-note" => stream
                    .element(tag)?
                    .map(|note| Draft { body: Some(note.paragraphs_without(&is_encrypted)), ..Draft::default() }),
                _ => return Ok(None),
            };
            Ok(Some(found))
        })
    }
}

fn draft(note: &Element) -> Draft {
    let content = note.child("content");
    let inline =
        content.and_then(|content| content.find("en-note")).map(|inner| inner.paragraphs_without(&is_encrypted));
    let body = inline.or_else(|| content.map(|content| markup::plain_text(&without_encrypted(&content.text()))));
    let attribute = |name: &str| note.at("note-attributes")?.text_at(name);
    let url = attribute("source-url").filter(|address| address.starts_with("http"));
    // The author of a note that was not clipped is its owner.
    let author = attribute("author").filter(|_| url.is_some());
    Draft {
        headline: note.text_at("title"),
        body: body.filter(|text| !text.is_empty()),
        bylines: author.map(|author| bylines::names(&author, None)).unwrap_or_default(),
        topics: note.texts_at("tag"),
        url,
        ..Draft::default()
    }
}

fn is_encrypted(element: &Element) -> bool {
    element.name() == "en-crypt"
}

/// Removes encrypted passages.
fn without_encrypted(text: &str) -> String {
    const START: &str = "<en-crypt";
    const END: &str = "</en-crypt>";
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(START) {
        let Some((_, after)) = inside.split_once(END) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}
