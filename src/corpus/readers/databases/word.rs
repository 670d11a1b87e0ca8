//! The paragraphs of a Word document, read from its XML one by one.

use crate::corpus::markup;
use crate::corpus::skip::SkipReason;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::BufRead;

/// Elements whose text is not that of the article: drawings with their positions, field codes, deleted text.
const LEFT_OUT: &[&str] =
    &["drawing", "pict", "AlternateContent", "object", "instrText", "delText", "del", "moveFrom", "sectPr"];
/// The longest paragraph in bytes.
const LONGEST: usize = 4 << 20;

/// A paragraph of a document.
pub(super) struct Paragraph {
    /// Its text, with line breaks.
    pub(super) text: String,
    /// The names of the bookmarks that begin in or before it.
    pub(super) bookmarks: Vec<String>,
    /// The relation of its first link.
    pub(super) link: Option<String>,
}

/// Reads paragraphs from `word/document.xml`.
pub(super) struct Paragraphs<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    bookmarks: Vec<String>,
}

impl<R: BufRead> Paragraphs<R> {
    pub(super) fn of(xml: R) -> Self {
        let mut xml = Reader::from_reader(xml);
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_dangling_amp = true;
        Self { xml, buffer: Vec::new(), bookmarks: Vec::new() }
    }

    /// Returns the next paragraph; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Paragraph>, SkipReason> {
        let (mut text, mut link) = (String::new(), None);
        let (mut in_text, mut left_out) = (false, 0_usize);
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(|error| malformed(&error))?;
            match event {
                Event::Eof => {
                    let rest = !text.is_empty();
                    return Ok(rest.then(|| Paragraph { text, bookmarks: std::mem::take(&mut self.bookmarks), link }));
                }
                Event::Start(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => left_out += 1,
                Event::End(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => {
                    left_out = left_out.saturating_sub(1);
                }
                _ if left_out > 0 => {}
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "bookmarkStart" => {
                    self.bookmarks.extend(attribute(&tag, "name"));
                }
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = true,
                    "hyperlink" if link.is_none() => link = attribute(&tag, "id"),
                    name => push_break(name, &mut text),
                },
                Event::Empty(tag) => push_break(tag.local_name().as_ref(), &mut text),
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "p" => return Ok(Some(Paragraph { text, bookmarks: std::mem::take(&mut self.bookmarks), link })),
                    _ => {}
                },
                Event::Text(part) if in_text => text.push_str(&part.xml10_content()),
                Event::CData(part) if in_text => text.push_str(&part.xml10_content()),
                Event::GeneralRef(name) if in_text => {
                    text.push_str(&markup::decode_entities(&format!("&{};", name.xml10_content())));
                }
                _ => {}
            }
            if text.len() > LONGEST {
                return Err(SkipReason::RecordTooLarge { limit: LONGEST });
            }
        }
    }
}

fn push_break(name: &str, text: &mut String) {
    match name {
        "br" | "cr" => text.push('\n'),
        "ta" => text.push(' '),
        "noBreakHyphen" => text.push('\u{2011}'),
        _ => {}
    }
}

/// Returns an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn malformed(error: &quick_xml::Error) -> SkipReason {
    SkipReason::Malformed { format: "Word document", detail: error.to_string() }
}
