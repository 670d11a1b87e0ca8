//! Nexis Uni exports as Word documents: articles one after the other, each closed by the paragraph `End of Document`.

use super::nexis_labels::ends_document;
use super::nexis_record::{Layout, draft};
use super::nexis_text::MEMORY_FACTOR;
use super::word::{Paragraphs, attribute};
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use quick_xml::events::Event;
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// The names with which the archive of a Word document begins.
const FIRST_NAMES: &[&[u8]] = &[b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"mimetype", b"customXml/"];
/// What a Word document without an export is, and what to do with it.
const OTHER_DOCUMENT: SkipReason =
    SkipReason::Binary { kind: "a Word document", advice: Some("save it as text, HTML or Markdown to index it") };
/// The mark of the beginning of an article.
const BOOKMARK: &str = "Bookmark_";
/// The longest list of relations in bytes.
const LONGEST_RELATIONS: u64 = 8 << 20;

/// Reads Nexis Uni exports as Word documents.
pub(in crate::corpus::readers) struct NexisUniReader;

impl Reader for NexisUniReader {
    fn name(&self) -> &'static str {
        "nexis-uni"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        is_word(sample.bytes)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let bytes = input.into_bytes()?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let links = links(&mut archive);
        let document = archive.by_name("word/document.xml").map_err(|_| OTHER_DOCUMENT)?;
        let mut paragraphs = Paragraphs::of(BufReader::new(document));
        let mut record = OpenRecord::default();
        let (mut articles, mut has_list) = (0_usize, false);
        while let Some(paragraph) = paragraphs.next()? {
            context.limits.time.step()?;
            if paragraph.bookmarks.iter().any(|name| name.starts_with(BOOKMARK)) {
                record = OpenRecord::default();
            }
            let id = paragraph.link.and_then(|link| links.get(&link).cloned());
            record.id = record.id.or(id);
            has_list |= is_list(&paragraph.text);
            if paragraph.text.lines().any(ends_document) {
                let read = draft(&record.text, Layout::Uni);
                let id = record.id.take();
                record = OpenRecord::default();
                let Some(read) = read else { continue };
                articles += 1;
                let draft = read.map(|mut draft| {
                    draft.own_id = id;
                    draft
                });
                if sink(ReadRecord { line: None, draft }).is_break() {
                    return Ok(());
                }
                continue;
            }
            let is_body = paragraph.bookmarks.iter().any(|name| name == "Body" || name.starts_with("Body_"));
            record.push(if is_body { "Body" } else { &paragraph.text })?;
        }
        match (articles, has_list) {
            (0, true) => Err(SkipReason::TableOfContents.into()),
            (0, false) => Err(OTHER_DOCUMENT.into()),
            // An article that the end of the file cuts off.
            _ if record.has_body() => {
                let draft = Err(SkipReason::Malformed {
                    format: "Nexis Uni export",
                    detail: "a document without its end".into(),
                });
                let _ = sink(ReadRecord { line: None, draft });
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// The article being read.
#[derive(Default)]
struct OpenRecord {
    text: String,
    id: Option<String>,
}

impl OpenRecord {
    fn push(&mut self, paragraph: &str) -> Result<(), SkipReason> {
        self.text.push_str(paragraph);
        self.text.push_str("\n\n");
        if self.text.len() > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        Ok(())
    }

    fn has_body(&self) -> bool {
        self.text.lines().any(|line| line.trim() == "Body")
    }
}

/// Returns whether a file is a Word document.
fn is_word(bytes: &[u8]) -> bool {
    let name = bytes.starts_with(b"PK\x03\x04").then(|| bytes.get(30..)).flatten();
    let first = name.is_some_and(|name| FIRST_NAMES.iter().any(|first| name.starts_with(first)));
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    first && has(b"word/")
}

/// Returns whether a line heads the list of documents on a cover page.
fn is_list(line: &str) -> bool {
    let line = line.trim();
    let counted =
        line.split_once('(').filter(|(_, count)| count.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit()));
    let is_count = counted.is_some_and(|(word, _)| {
        matches!(word.trim(), "Documents" | "Dokumente" | "Documentos" | "Documenten" | "Documenti" | "Document")
    });
    is_count || line.starts_with("Client/Matter:")
}

/// Returns the ids of documents in the links of the file, by their relation.
fn links(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let Ok(file) = archive.by_name("word/_rels/document.xml.rels") else { return found };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(file.take(LONGEST_RELATIONS)));
    let mut buffer = Vec::new();
    while let Ok(event) = xml.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Empty(tag) | Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                if let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target"))
                    && let Some(content) = content_id(&target)
                {
                    found.insert(id, content);
                }
            }
            _ => {}
        }
        buffer.clear();
    }
    found
}

/// Returns the id in an address such as `https://advance.lexis.com/api/document?id=urn:contentItem:5WJ2-…&context=…`.
fn content_id(address: &str) -> Option<String> {
    let address = address.replace("%3A", ":").replace("%3a", ":");
    let from = address.get(address.find("urn:contentItem:")?..)?;
    from.split(['&', '#', '"']).next().map(str::to_owned)
}

fn damaged(error: &zip::result::ZipError) -> SkipReason {
    SkipReason::Malformed { format: "Word document", detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_documents_are_told_by_their_first_name() {
        let zip =
            |first: &str| [b"PK\x03\x04".as_slice(), &[0; 26], first.as_bytes(), b"... word/document.xml"].concat();
        assert!(is_word(&zip("[Content_Types].xml")));
        assert!(is_word(&zip("_rels/.rels")));
        assert!(!is_word(&zip("2015/a.docx")));
    }

    #[test]
    fn ids_are_found_in_addresses() {
        let address = "https://advance.lexis.com/api/document?collection=news&id=urn%3AcontentItem%3A5WJ2-X&context=1";
        assert_eq!(content_id(address).as_deref(), Some("urn:contentItem:5WJ2-X"));
    }
}
