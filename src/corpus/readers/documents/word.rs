//! The paragraphs of a Word document, read from its XML one by one.

use super::package::of_xml;
use crate::corpus::markup;
use crate::corpus::skip::SkipReason;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::VecDeque;
use std::io::BufRead;

/// Elements whose text is not part of the article: field codes, deleted text, embedded objects, the reading of Japanese words, and the copies of text boxes
/// for old programs.
const LEFT_OUT: &[&str] = &["Fallback", "object", "instrText", "delText", "del", "moveFrom", "sectPr", "rt"];
/// The maximum length of a paragraph in bytes.
const LONGEST: usize = 4 << 20;
/// The maximum nesting of text boxes and tables.
const DEEPEST: usize = 64;

/// A paragraph of a document.
#[derive(Debug, Default)]
pub(in crate::corpus::readers) struct Paragraph {
    /// Its text, with line breaks.
    pub(in crate::corpus::readers) text: String,
    /// The names of the bookmarks that begin in or before it.
    pub(in crate::corpus::readers) bookmarks: Vec<String>,
    /// The relation id of its first link.
    pub(in crate::corpus::readers) link: Option<String>,
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Whether it has an outline level although its style has none.
    pub(super) is_heading: bool,
    pub(super) is_list_item: bool,
    /// Its largest font size in half points, if it differs from that of the style.
    pub(super) size: Option<u32>,
    /// Whether all of it is formatted as bold.
    pub(super) is_bold: bool,
    /// The row of a table and the cell in it, by their numbers in the document.
    pub(super) cell: Option<(u32, u32)>,
    /// Whether its paragraph mark was deleted, so that the next paragraph continues it.
    is_joined: bool,
    /// Whether a new page begins with it or after it.
    pub(super) begins_page: bool,
    pub(super) ends_page: bool,
}

/// The text run being read.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    is_bold: bool,
    size: Option<u32>,
    is_hidden: bool,
}

/// Reads paragraphs from `word/document.xml` and other parts of a document.
pub(in crate::corpus::readers) struct Paragraphs<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    bookmarks: Vec<String>,
    /// The open paragraphs: that of a text box is nested in the one that contains it.
    open: Vec<Paragraph>,
    /// Paragraphs of text boxes, which follow the one that contains them.
    boxed: VecDeque<Paragraph>,
    /// The rows of open tables, and the number of cells of each so far.
    rows: Vec<(u32, u32)>,
    rows_so_far: u32,
    run: Option<Run>,
    /// Whether the properties of a paragraph are being read, not those of its text.
    in_properties: bool,
    in_text: bool,
    left_out: usize,
    /// Whether the next paragraph continues the open one, whose mark was deleted.
    is_continued: bool,
    is_at_end: bool,
}

impl<R: BufRead> Paragraphs<R> {
    pub(in crate::corpus::readers) fn of(xml: R) -> Self {
        let mut xml = Reader::from_reader(xml);
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_dangling_amp = true;
        Self {
            xml,
            buffer: Vec::new(),
            bookmarks: Vec::new(),
            open: Vec::new(),
            boxed: VecDeque::new(),
            rows: Vec::new(),
            rows_so_far: 0,
            run: None,
            in_properties: false,
            in_text: false,
            left_out: 0,
            is_continued: false,
            is_at_end: false,
        }
    }

    /// Returns the next paragraph; `None` after the last.
    pub(in crate::corpus::readers) fn next(&mut self) -> Result<Option<Paragraph>, SkipReason> {
        if self.open.is_empty()
            && let Some(boxed) = self.boxed.pop_front()
        {
            return Ok(Some(boxed));
        }
        while !self.is_at_end {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let ended = match self.xml.read_event_into(&mut buffer) {
                Ok(Event::Eof) => {
                    self.is_at_end = true;
                    None
                }
                Ok(event) => self.take(&event)?,
                Err(error) => return Err(of_xml(&error, "Word document")),
            };
            self.buffer = buffer;
            if let Some(paragraph) = ended {
                return Ok(Some(paragraph));
            }
        }
        // Emits the paragraph that a truncated file leaves open.
        let cut = self.open.drain(..).find(|paragraph| !paragraph.text.is_empty());
        Ok(cut.or_else(|| self.boxed.pop_front()))
    }

    /// Handles an XML event, and returns the paragraph that it ends.
    fn take(&mut self, event: &Event<'_>) -> Result<Option<Paragraph>, SkipReason> {
        match event {
            Event::Start(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => {
                // A section ends with this paragraph, mostly at the end of a page.
                if self.left_out == 0 && tag.local_name().as_ref() == "sectPr" {
                    self.change(|paragraph| paragraph.ends_page = true);
                }
                self.left_out += 1;
            }
            Event::End(tag) if LEFT_OUT.contains(&tag.local_name().as_ref()) => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            Event::Empty(tag) if self.in_properties && matches!(tag.local_name().as_ref(), "del" | "moveFrom") => {
                self.change(|paragraph| paragraph.is_joined = true);
            }
            _ if self.left_out > 0 => {}
            Event::Start(tag) => self.start(tag, false),
            Event::Empty(tag) => self.start(tag, true),
            Event::End(tag) => return Ok(self.end(tag.local_name().as_ref())),
            Event::Text(part) if self.in_text => self.push(&part.xml10_content())?,
            Event::CData(part) if self.in_text => self.push(&part.xml10_content())?,
            Event::GeneralRef(name) if self.in_text => {
                self.push(&markup::decode_entities(&format!("&{};", name.xml10_content())))?;
            }
            _ => {}
        }
        Ok(None)
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let value = || attribute(tag, "val");
        let is_on = || !matches!(value().as_deref(), Some("0" | "false" | "off" | "none"));
        match tag.local_name().as_ref() {
            "bookmarkStart" => self.bookmarks.extend(attribute(tag, "name")),
            "p" if is_empty => {}
            "p" if std::mem::take(&mut self.is_continued) => {}
            "p" if self.open.len() < DEEPEST => {
                let cell = self.rows.last().filter(|row| row.1 > 0).copied();
                self.open.push(Paragraph { cell, ..Paragraph::default() });
            }
            "pPr" if !is_empty => self.in_properties = true,
            "pStyle" => self.change(|paragraph| paragraph.style = value()),
            "numPr" if !is_empty => self.change(|paragraph| paragraph.is_list_item = true),
            "numId" if value().as_deref() == Some("0") => self.change(|paragraph| paragraph.is_list_item = false),
            // 9 is the level of body text.
            "outlineLvl" => self.change(|paragraph| paragraph.is_heading = value().is_some_and(|level| level != "9")),
            "r" if !is_empty => self.run = Some(Run::default()),
            "b" if !self.in_properties => self.change_run(|run| run.is_bold = is_on()),
            "sz" if !self.in_properties => {
                self.change_run(|run| run.size = value().and_then(|size| size.parse().ok()));
            }
            "vanish" if !self.in_properties => self.change_run(|run| run.is_hidden = is_on()),
            "pageBreakBefore" => self.change(|paragraph| paragraph.begins_page = is_on()),
            "br" if attribute(tag, "type").as_deref() == Some("page") => self.change(|paragraph| {
                if paragraph.text.trim().is_empty() {
                    paragraph.begins_page = true;
                } else {
                    paragraph.ends_page = true;
                }
            }),
            "t" => self.in_text = !is_empty,
            "hyperlink" => self.change(|paragraph| {
                if paragraph.link.is_none() {
                    paragraph.link = attribute(tag, "id");
                }
            }),
            "tr" if !is_empty && self.rows.len() < DEEPEST => {
                self.rows_so_far += 1;
                self.rows.push((self.rows_so_far, 0));
            }
            "tc" => {
                if let Some((_, cells)) = self.rows.last_mut() {
                    *cells += 1;
                }
            }
            // A tab in the properties is a tab stop.
            "tab" | "ptab" if self.in_properties => {}
            name => {
                let sign = match name {
                    "br" | "cr" => "\n",
                    "tab" | "ptab" => "\t",
                    "noBreakHyphen" => "\u{2011}",
                    _ => return,
                };
                self.change(|paragraph| paragraph.text.push_str(sign));
            }
        }
    }

    fn end(&mut self, name: &str) -> Option<Paragraph> {
        match name {
            "t" => self.in_text = false,
            "r" => self.run = None,
            "pPr" => self.in_properties = false,
            "tr" => {
                self.rows.pop();
            }
            "p" => return self.end_paragraph(),
            _ => {}
        }
        None
    }

    fn end_paragraph(&mut self) -> Option<Paragraph> {
        self.in_properties = false;
        if let [only] = self.open.as_mut_slice()
            && std::mem::take(&mut only.is_joined)
        {
            self.is_continued = true;
            return None;
        }
        let mut ended = self.open.pop()?;
        if self.open.is_empty() {
            ended.bookmarks = std::mem::take(&mut self.bookmarks);
            return Some(ended);
        }
        self.boxed.push_back(ended);
        None
    }

    fn push(&mut self, text: &str) -> Result<(), SkipReason> {
        let run = self.run.unwrap_or_default();
        if run.is_hidden {
            return Ok(());
        }
        let Some(paragraph) = self.open.last_mut() else { return Ok(()) };
        if !text.trim().is_empty() {
            let is_first = paragraph.text.trim().is_empty();
            paragraph.is_bold = run.is_bold && (is_first || paragraph.is_bold);
            paragraph.size = paragraph.size.max(run.size);
        }
        paragraph.text.push_str(text);
        if paragraph.text.len() > LONGEST {
            return Err(SkipReason::RecordTooLarge { limit: LONGEST });
        }
        Ok(())
    }

    fn change(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn change_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.run {
            change(run);
        }
    }
}

/// Returns an attribute by its name without prefix.
pub(in crate::corpus::readers) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
