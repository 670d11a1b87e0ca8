//! RTF: a single article, the articles of a press review, or an export of LexisNexis, Nexis Uni or Factiva.

use super::document_articles::emit_articles;
use super::document_block::{BlockKind, DocumentBlock};
use super::properties::Properties;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::databases::read_document_text;
use crate::corpus::skip::{Skip, SkipReason};
use memchr::memmem;
use rtf_parser_tt::{Part, RtfDocument, TextOptions};
use std::panic;

/// Characters before the items of a list.
const BULLETS: &[char] =
    &['•', '·', '▪', '◦', '‣', '–', '-', '*', 'o', '§', '\u{F0B7}', '\u{F0A7}', '\u{B7}', 'Ø', 'ü'];
/// The character that represents a page break.
const PAGE_END: char = '\u{0C}';
/// The maximum length of the header of a document before its text, in bytes.
const HEAD: usize = 64 << 10;

/// Reads RTF.
pub(in crate::corpus::readers) struct RtfReader;

impl Reader for RtfReader {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.bytes.trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        // `\lang0` only fills up the length; `\v` hides text, and may be followed by 0.
        let bytes = with_word_replaced(input.into_bytes()?, b"\\deleted", b"\\lang0\\v");
        let bytes = with_word_replaced(bytes, b"\\page", b"\\'0c ");
        let bytes = bytes.trim_ascii_start();
        let created = created(bytes);
        let document = parse(bytes)?;
        context.limits.time.check()?;
        if read_document_text(&text(&document), context, sink)? {
            return Ok(());
        }
        context.limits.time.check()?;
        let mut properties = Properties::default();
        properties.set_title(document.info.title.as_deref().unwrap_or_default());
        properties.add_authors(document.info.author.as_deref().unwrap_or_default());
        properties.add_keywords(document.info.keywords.as_deref().unwrap_or_default());
        properties.set_created(&created.unwrap_or_default());
        let (blocks, notes) = blocks(&document);
        drop(document);
        emit_articles(blocks, &notes, properties, sink)
    }
}

fn parse(bytes: &[u8]) -> Result<RtfDocument, SkipReason> {
    // A panic of the library on one file must not end the indexing run.
    let parsed = panic::catch_unwind(|| RtfDocument::from_bytes(bytes))
        .map_err(|_| SkipReason::Malformed { format: "RTF", detail: "its groups do not fit together".to_owned() })?;
    parsed.map_err(|error| SkipReason::Malformed { format: "RTF", detail: error.to_string() })
}

/// Returns the text, with an empty line after each paragraph.
fn text(document: &RtfDocument) -> String {
    let text = document.get_text_with(TextOptions::default().notes(false).headers_footers(false));
    let mut paragraphs = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines().flat_map(|line| line.split(PAGE_END)) {
        paragraphs.push_str(line);
        paragraphs.push_str("\n\n");
    }
    paragraphs
}

/// Replaces a control word by others of the same length that the library handles as needed: deleted text becomes hidden text, which it drops, and a page
/// break becomes a character, not only the end of a line.
fn with_word_replaced(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| memmem::find(rest, old)) {
        let (at, end) = (from + at, from + at + old.len());
        let is_word = bytes.get(end).is_none_or(|next| !next.is_ascii_alphabetic());
        let backslashes = bytes.get(..at).unwrap_or_default().iter().rev().take_while(|byte| **byte == b'\\').count();
        if let (true, 0, Some(word)) = (is_word && new.len() == old.len(), backslashes % 2, bytes.get_mut(at..end)) {
            word.copy_from_slice(new);
        }
        from = end;
    }
    bytes
}

/// Returns the creation date as digits and separators, from `{\creatim\yr2015\mo11\dy14…}`.
fn created(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let group = head.get(memmem::find(head, b"\\creatim")?..)?.split(|byte| *byte == b'}').next()?;
    let group = std::str::from_utf8(group).ok()?;
    let value = |word: &str| {
        let digits = group.split('\\').find_map(|part| part.strip_prefix(word))?;
        digits.trim_end().parse::<u16>().ok()
    };
    Some(format!("{:04}-{:02}-{:02}", value("yr")?, value("mo")?, value("dy")?))
}

/// Returns the paragraphs of the text, and its notes.
fn blocks(document: &RtfDocument) -> (Vec<DocumentBlock>, Vec<String>) {
    let (mut blocks, mut notes): (Vec<DocumentBlock>, Vec<String>) = (vec![DocumentBlock::default()], Vec::new());
    let mut last_note = None;
    for run in document.body.iter().filter(|run| !run.painter.hidden) {
        match run.part {
            Part::Body => {
                for line in run.text.split_inclusive(['\n', PAGE_END]) {
                    let text = line.trim_end_matches(['\n', PAGE_END]);
                    if let Some(block) = blocks.last_mut().filter(|_| !text.is_empty()) {
                        if !text.trim().is_empty() {
                            block.is_bold = run.painter.bold && (block.is_bold || block.text.trim().is_empty());
                            block.size = block.size.max(run.painter.font_size.into());
                        }
                        block.text.push_str(text);
                    }
                    if line.len() > text.len() {
                        let is_empty = blocks.last().is_some_and(|block| block.text.trim().is_empty());
                        let is_begun = is_empty && blocks.last().is_some_and(|block| block.begins_page);
                        let begins_page = line.ends_with(PAGE_END) || is_begun;
                        blocks.push(DocumentBlock { begins_page, ..DocumentBlock::default() });
                    }
                }
            }
            Part::Note(number) => match notes.last_mut().filter(|_| last_note == Some(number)) {
                Some(note) => note.push_str(&run.text),
                None => {
                    notes.push(run.text.clone());
                    last_note = Some(number);
                }
            },
            _ => {}
        }
    }
    for block in &mut blocks {
        if let Some(item) = without_bullet(&block.text) {
            block.text = item.to_owned();
            block.kind = BlockKind::ListItem;
        }
    }
    (blocks, notes)
}

/// Returns the text of a list item, after its bullet or number and a tab.
fn without_bullet(line: &str) -> Option<&str> {
    let (mark, item) = line.trim_start().split_once('\t')?;
    let is_bullet = mark.chars().count() == 1 && mark.starts_with(BULLETS);
    let number = mark.trim_start_matches('(').strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|number| {
        !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (is_bullet || is_number).then_some(item)
}
