//! Nexis Uni exports as Word documents: consecutive articles, each ended by the paragraph `End of Document`.

use super::nexis_labels::ends_document;
use super::nexis_record::{Layout, draft};
use crate::corpus::input::MAX_RECORD_BYTES;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::readers::documents::Paragraphs;
use crate::corpus::skip::{Skip, SkipReason};
use rustc_hash::FxHashMap;
use std::io::BufRead;

/// The bookmark at the beginning of an article.
const BOOKMARK: &str = "Bookmark_";

/// Reads the articles of an export from the paragraphs of a Word document, with the URLs of its links; returns whether it is an export.
pub(in crate::corpus::readers) fn read_paragraphs(
    mut paragraphs: Paragraphs<impl BufRead>,
    links: &FxHashMap<String, String>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<bool, Skip> {
    let mut record = OpenRecord::default();
    let (mut articles, mut has_list) = (0_usize, false);
    while let Some(paragraph) = paragraphs.next()? {
        context.limits.time.step()?;
        if paragraph.bookmarks.iter().any(|name| name.starts_with(BOOKMARK)) {
            record = OpenRecord::default();
        }
        let id = paragraph.link.and_then(|link| content_id(links.get(&link)?));
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
                return Ok(true);
            }
            continue;
        }
        let is_body = paragraph.bookmarks.iter().any(|name| name == "Body" || name.starts_with("Body_"));
        record.push(if is_body { "Body" } else { &paragraph.text })?;
    }
    match (articles, has_list) {
        (0, true) => Err(SkipReason::TableOfContents.into()),
        (0, false) => Ok(false),
        // An article in a truncated file.
        _ if record.has_body() => {
            let draft =
                Err(SkipReason::Malformed { format: "Nexis Uni export", detail: "a document without its end".into() });
            let _ = sink(ReadRecord { line: None, draft });
            Ok(true)
        }
        _ => Ok(true),
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

/// Returns whether a line is the heading of the list of documents on a cover page.
fn is_list(line: &str) -> bool {
    let line = line.trim();
    let counted =
        line.split_once('(').filter(|(_, count)| count.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit()));
    let is_count = counted.is_some_and(|(word, _)| {
        matches!(word.trim(), "Documents" | "Dokumente" | "Documentos" | "Documenten" | "Documenti" | "Document")
    });
    is_count || line.starts_with("Client/Matter:")
}

/// Returns the id in a URL such as `https://advance.lexis.com/api/document?id=urn:contentItem:5WJ2-…&context=…`.
fn content_id(address: &str) -> Option<String> {
    let address = address.replace("%3A", ":").replace("%3a", ":");
    let from = address.get(address.find("urn:contentItem:")?..)?;
    from.split(['&', '#', '"']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_addresses() {
        let address = "https://advance.lexis.com/api/document?collection=news&id=urn%3AcontentItem%3A5WJ2-X&context=1";
        assert_eq!(content_id(address).as_deref(), Some("urn:contentItem:5WJ2-X"));
    }
}
