//! Word documents (DOCX): a single article, the articles of a press review, or a Nexis Uni export.
//!
//! Only the text itself is read, without headers, footers, comments and deleted passages; footnotes and endnotes come at the end.

use super::document_articles::emit_articles;
use super::document_block::{BlockKind, DocumentBlock};
use super::package::Package;
use super::properties::Properties;
use super::styles::{ParagraphStyle, Styles};
use super::word::{Paragraph, Paragraphs};
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::databases::read_nexis_uni;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use crate::corpus::xml::Element;
use rustc_hash::FxHashMap;
use std::io::BufRead;

/// The name of the format in messages.
const FORMAT: &str = "Word document";
/// The possible first names in the archive of a Word document.
const FIRST_NAMES: &[&[u8]] = &[b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"mimetype", b"customXml/"];
/// The memory that a document takes per byte of its text.
const MEMORY_FACTOR: u64 = 12;

/// Reads Word documents.
pub(in crate::corpus::readers) struct DocxReader;

impl Reader for DocxReader {
    fn name(&self) -> &'static str {
        "docx"
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

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut package = Package::open(input, FORMAT)?;
        let main = main_part(&mut package);
        let relations = Relations::of(&mut package, &main);
        let part = package.part(&main)?.ok_or_else(no_text)?;
        if read_nexis_uni(Paragraphs::of(part), &relations.targets, context, sink)? {
            return Ok(());
        }
        let styles = relations.part("styles").and_then(|name| package.tree(&name));
        let styles = styles.as_ref().map(styles_of).unwrap_or_default();
        let part = package.part(&main)?.ok_or_else(no_text)?;
        let blocks = blocks(Paragraphs::of(part), &styles, context)?;
        let mut notes = Vec::new();
        for kind in ["footnotes", "endnotes"] {
            if let Some(name) = relations.part(kind)
                && let Some(part) = package.part(&name)?
            {
                notes.extend(blocks_of_notes(part, context)?);
            }
        }
        let properties = properties(&mut package);
        drop(package);
        emit_articles(blocks, &notes, properties, sink)
    }
}

fn no_text() -> SkipReason {
    SkipReason::Malformed { format: FORMAT, detail: "the part with the text is missing".to_owned() }
}

/// Returns whether a file is a Word document.
fn is_word(bytes: &[u8]) -> bool {
    let name = bytes.starts_with(b"PK\x03\x04").then(|| bytes.get(30..)).flatten();
    let first = name.is_some_and(|name| FIRST_NAMES.iter().any(|first| name.starts_with(first)));
    first && memchr::memmem::find(bytes, b"word/").is_some()
}

/// Returns the name of the part with the text, which differs between programs.
fn main_part(package: &mut Package) -> String {
    let relations = package.tree("_rels/.rels");
    let targets = relations.iter().flat_map(|relations| relations.children("Relationship"));
    let mut main = targets.filter(|relation| has_type(relation, "officeDocument"));
    let stated = main.find_map(|relation| relation.attribute("Target"));
    let stated = stated.map(|target| target.trim_start_matches('/').to_owned());
    stated.filter(|name| package.has(name)).unwrap_or_else(|| "word/document.xml".to_owned())
}

fn has_type(relation: &Element, kind: &str) -> bool {
    relation.attribute("Type").and_then(|name| name.rsplit('/').next()) == Some(kind)
}

/// The parts that the main part refers to.
struct Relations {
    /// The folder of the part.
    folder: String,
    /// The targets of links, by their ids.
    targets: FxHashMap<String, String>,
    /// The types and names of other parts.
    parts: Vec<(String, String)>,
}

impl Relations {
    fn of(package: &mut Package, main: &str) -> Self {
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
        let listed = package.tree(format!("{folder}/_rels/{name}.rels").trim_start_matches('/'));
        let mut found = Self { folder: folder.to_owned(), targets: FxHashMap::default(), parts: Vec::new() };
        for relation in listed.iter().flat_map(|listed| listed.children("Relationship")) {
            let Some(target) = relation.attribute("Target") else { continue };
            if let Some(id) = relation.attribute("Id") {
                found.targets.insert(id.to_owned(), target.to_owned());
            }
            let kind = relation.attribute("Type").and_then(|kind| kind.rsplit('/').next()).unwrap_or_default();
            found.parts.push((kind.to_owned(), target.to_owned()));
        }
        found
    }

    /// Returns the name of the part with a type.
    fn part(&self, kind: &str) -> Option<String> {
        let (_, target) = self.parts.iter().find(|(known, _)| known == kind)?;
        Some(match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{}/{target}", self.folder).trim_start_matches('/').to_owned(),
        })
    }
}

/// Reads the styles of paragraphs.
fn styles_of(root: &Element) -> Styles {
    let mut styles = Styles::default();
    let number = |element: &Element, path: &str| element.at(path)?.attribute("val")?.parse().ok();
    styles.size = number(root, "docDefaults/rPrDefault/rPr/sz").unwrap_or(20);
    for style in root.children("style").filter(|style| style.attribute("type").is_none_or(|kind| kind == "paragraph")) {
        let Some(id) = style.attribute("styleId") else { continue };
        let value = |path: &str| style.at(path).and_then(|element| element.attribute("val")).map(str::to_owned);
        let is_bold = style.at("rPr/b").map(|b| !matches!(b.attribute("val"), Some("0" | "false" | "off")));
        if style.attribute("default").is_some_and(|value| matches!(value, "1" | "true" | "on")) {
            styles.default.get_or_insert_with(|| id.to_owned());
        }
        styles.add(
            id.to_owned(),
            ParagraphStyle {
                name: value("name").unwrap_or_default(),
                parent: value("basedOn"),
                is_heading: value("pPr/outlineLvl").is_some_and(|level| level != "9"),
                size: number(style, "rPr/sz").unwrap_or(0),
                is_bold,
                begins_page: style
                    .at("pPr/pageBreakBefore")
                    .is_some_and(|found| !matches!(found.attribute("val"), Some("0" | "false" | "off"))),
            },
        );
    }
    styles
}

fn blocks(
    mut paragraphs: Paragraphs<impl BufRead>,
    styles: &Styles,
    context: &ReaderContext<'_>,
) -> Result<Vec<DocumentBlock>, SkipReason> {
    let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
    let (mut blocks, mut length) = (Vec::new(), 0);
    let mut begins_page = false;
    while let Some(mut paragraph) = paragraphs.next()? {
        context.limits.time.step()?;
        paragraph.begins_page |= std::mem::take(&mut begins_page);
        if paragraph.text.trim().is_empty() {
            begins_page = paragraph.begins_page || paragraph.ends_page;
            continue;
        }
        begins_page = paragraph.ends_page;
        length += paragraph.text.len();
        if length > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        budget.charge(length);
        blocks.push(block(paragraph, styles));
    }
    Ok(blocks)
}

fn block(paragraph: Paragraph, styles: &Styles) -> DocumentBlock {
    let style = styles.resolve(paragraph.style.as_deref());
    let kind = match style.kind {
        BlockKind::Text if paragraph.is_heading => BlockKind::Heading,
        BlockKind::Text if paragraph.is_list_item => BlockKind::ListItem,
        kind => kind,
    };
    DocumentBlock {
        kind,
        size: paragraph.size.unwrap_or(style.size),
        is_bold: paragraph.is_bold || style.is_bold,
        cell: paragraph.cell,
        begins_page: paragraph.begins_page || style.begins_page,
        text: paragraph.text,
    }
}

fn blocks_of_notes(part: impl BufRead, context: &ReaderContext<'_>) -> Result<Vec<String>, SkipReason> {
    let blocks = blocks(Paragraphs::of(part), &Styles::default(), context)?;
    Ok(blocks.into_iter().map(|block| block.text).collect())
}

fn properties(package: &mut Package) -> Properties {
    let Some(core) = package.tree("docProps/core.xml") else { return Properties::default() };
    Properties::of_elements(core.elements())
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
}
