//! The paragraphs of an OpenDocument text, streamed from its XML.

use super::document_block::{BlockKind, DocumentBlock};
use super::package::of_xml;
use super::styles::{ParagraphStyle, Styles};
use super::word::attribute;
use crate::corpus::input::MAX_RECORD_BYTES;
use crate::corpus::markup;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::SkipReason;
use crate::corpus::transcode::RecordBudget;
use crate::corpus::xml::Element;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// The name of the format in messages.
pub(super) const FORMAT: &str = "OpenDocument text";
/// Elements that are not part of the article.
const LEFT_OUT: &[&str] = &[
    "tracked-changes",
    "annotation",
    "alphabetical-index",
    "bibliography",
    "desc",
    "forms",
    "illustration-index",
    "note-citation",
    "ruby-text",
    "script",
    "sequence-decls",
    "table-index",
    "table-of-content",
    "title",
    "user-index",
    "variable-decls",
    "master-styles",
    "binary-data",
];
/// The memory used for a document, in bytes per byte of text.
pub(super) const MEMORY_FACTOR: u64 = 12;
/// The maximum nesting of paragraphs, through text boxes.
const DEEPEST: usize = 64;
/// The maximum number of spaces that one element represents.
const MOST_SPACES: usize = 100;

/// An OpenDocument text that is being read.
#[derive(Default)]
pub(super) struct OdtText {
    styles: Styles,
    pub(super) blocks: Vec<DocumentBlock>,
    pub(super) notes: Vec<String>,
    /// The open paragraphs; paragraphs of notes and text boxes are nested.
    open: Vec<DocumentBlock>,
    /// The number of open paragraphs around an open note.
    note: Option<usize>,
    lists: usize,
    /// The numbers of the open tables' rows, and of their cells so far.
    rows: Vec<(u32, u32)>,
    rows_so_far: u32,
    left_out: usize,
    /// The style being defined in the document itself.
    style: Option<(String, ParagraphStyle)>,
    length: usize,
    /// The metadata of a single-file document, as XML.
    pub(super) meta: String,
    in_meta: bool,
}

impl OdtText {
    /// Adds the styles from the separate part of a packed document.
    pub(super) fn add_styles(&mut self, root: &Element) {
        for folder in root.elements().filter(|element| element.name() == "styles") {
            folder.elements().for_each(|style| add_style(style, &mut self.styles));
        }
    }

    /// Reads the part that contains the text.
    pub(super) fn read(&mut self, part: impl BufRead, context: &ReaderContext<'_>) -> Result<(), SkipReason> {
        let mut xml = quick_xml::Reader::from_reader(part);
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_dangling_amp = true;
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let mut buffer = Vec::new();
        loop {
            context.limits.time.step()?;
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Eof) => break,
                Ok(event) => self.take(&event)?,
                Err(error) => return Err(of_xml(&error, FORMAT)),
            }
            budget.charge(self.length);
        }
        // Paragraphs that the end of the file cuts off.
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        Ok(())
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), SkipReason> {
        if self.in_meta {
            return self.take_meta(event);
        }
        match event {
            Event::Start(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => self.left_out += 1,
            Event::End(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            _ if self.left_out > 0 => {}
            Event::Start(tag) => self.start(tag, false),
            Event::Empty(tag) => self.start(tag, true),
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            Event::Text(part) => self.push(&part.xml10_content())?,
            Event::CData(part) => self.push(&part.xml10_content())?,
            Event::GeneralRef(name) => self.push(&markup::decode_entities(&format!("&{};", name.xml10_content())))?,
            _ => {}
        }
        Ok(())
    }

    /// Copies the metadata of a single-file document.
    fn take_meta(&mut self, event: &Event<'_>) -> Result<(), SkipReason> {
        match event {
            Event::Start(tag) => self.meta.push_str(&format!("<{}>", tag.local_name().as_ref())),
            Event::End(tag) => {
                self.meta.push_str(&format!("</{}>", tag.local_name().as_ref()));
                self.in_meta = tag.local_name().as_ref() != "meta";
            }
            Event::Text(part) => self.meta.push_str(&part.xml10_content().replace('<', "&lt;")),
            Event::GeneralRef(name) => self.meta.push_str(&format!("&{};", name.xml10_content())),
            _ => {}
        }
        if self.meta.len() > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        match tag.local_name().as_ref() {
            "meta" if !is_empty => {
                self.meta = "<meta>".to_owned();
                self.in_meta = true;
            }
            "style" if attribute(tag, "family").as_deref() == Some("paragraph") => {
                let style = ParagraphStyle {
                    name: attribute(tag, "display-name").unwrap_or_default(),
                    parent: attribute(tag, "parent-style-name"),
                    begins_page: attribute(tag, "master-page-name").is_some_and(|name| !name.is_empty()),
                    ..ParagraphStyle::default()
                };
                if let Some(id) = attribute(tag, "name") {
                    let style =
                        if style.name.is_empty() { ParagraphStyle { name: id.clone(), ..style } } else { style };
                    self.style = Some((id, style));
                }
                if is_empty {
                    self.end("style");
                }
            }
            "paragraph-properties" => {
                if let Some((_, style)) = &mut self.style {
                    style.begins_page |= attribute(tag, "break-before").as_deref() == Some("page");
                }
            }
            "text-properties" => {
                if let Some((_, style)) = &mut self.style {
                    style.size = attribute(tag, "font-size").and_then(|size| points(&size)).unwrap_or(0);
                    style.is_bold = attribute(tag, "font-weight").map(|weight| is_bold(&weight));
                }
            }
            name @ ("p" | "h") if !is_empty && self.open.len() < DEEPEST => {
                let style = self.styles.resolve(attribute(tag, "style-name").as_deref());
                let kind = match style.kind {
                    BlockKind::Text | BlockKind::ListItem if name == "h" => BlockKind::Heading,
                    BlockKind::Text if self.lists > 0 => BlockKind::ListItem,
                    kind => kind,
                };
                let cell = self.rows.last().filter(|row| row.1 > 0).copied();
                self.open.push(DocumentBlock {
                    text: String::new(),
                    kind,
                    size: style.size,
                    is_bold: style.is_bold,
                    cell,
                    begins_page: style.begins_page,
                });
            }
            "note-body" if !is_empty && self.note.is_none() => self.note = Some(self.open.len()),
            "list" if !is_empty => self.lists += 1,
            "table-row" if !is_empty && self.rows.len() < DEEPEST => {
                self.rows_so_far += 1;
                self.rows.push((self.rows_so_far, 0));
            }
            "table-cell" => {
                if let Some((_, cells)) = self.rows.last_mut() {
                    *cells += 1;
                }
            }
            name => {
                let Some(block) = self.open.last_mut() else { return };
                match name {
                    "s" => {
                        let count = attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                        block.text.extend(std::iter::repeat_n(' ', count.min(MOST_SPACES)));
                    }
                    "tab" => block.text.push('\t'),
                    "line-break" => block.text.push('\n'),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "style" => {
                if let Some((id, style)) = self.style.take() {
                    self.styles.add(id, style);
                }
            }
            "p" | "h" => self.end_paragraph(),
            "note-body" if self.note.is_some_and(|outer| outer >= self.open.len()) => self.note = None,
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-row" => {
                self.rows.pop();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(block) = self.open.pop() else { return };
        if block.text.trim().is_empty() {
            return;
        }
        if self.note.is_some_and(|outer| self.open.len() >= outer) {
            self.notes.push(block.text);
        } else {
            self.blocks.push(block);
        }
    }

    fn push(&mut self, text: &str) -> Result<(), SkipReason> {
        let Some(block) = self.open.last_mut() else { return Ok(()) };
        self.length += text.len();
        if self.length > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        // White space is collapsed as in HTML; other spaces are separate elements.
        for (number, word) in text.split([' ', '\t', '\r', '\n']).enumerate() {
            if number > 0 && !block.text.ends_with([' ', '\n']) && !block.text.is_empty() {
                block.text.push(' ');
            }
            block.text.push_str(word);
        }
        Ok(())
    }
}

/// Adds an element of a list of styles, if it is a paragraph style.
fn add_style(element: &Element, styles: &mut Styles) {
    if element.attribute("style:family") != Some("paragraph") {
        return;
    }
    let letters = element.child("text-properties");
    let size = letters.and_then(|letters| points(letters.attribute("fo:font-size")?));
    if element.name() == "default-style" {
        styles.size = size.unwrap_or(0);
        return;
    }
    let Some(name) = element.attribute("style:name").filter(|_| element.name() == "style") else { return };
    let is_heading = element.attribute("style:default-outline-level").is_some_and(|level| level != "0");
    styles.add(
        name.to_owned(),
        ParagraphStyle {
            name: element.attribute("style:display-name").unwrap_or(name).to_owned(),
            parent: element.attribute("style:parent-style-name").map(str::to_owned),
            is_heading,
            size: size.unwrap_or(0),
            is_bold: letters.and_then(|letters| letters.attribute("fo:font-weight")).map(is_bold),
            begins_page: element
                .child("paragraph-properties")
                .is_some_and(|paragraph| paragraph.attribute("fo:break-before") == Some("page")),
        },
    );
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// Returns a font size such as `12pt` in tenths of a point.
fn points(size: &str) -> Option<u32> {
    let points: f64 = size.strip_suffix("pt")?.parse().ok()?;
    (points > 0.0 && points < 10_000.0).then_some((points * 10.0) as u32)
}
