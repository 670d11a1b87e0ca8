//! Recognises fields in lines around the headline and at the end of a document: a printed byline, a date, the publication, a page, or a label with its value
//! such as `Source: The Courier`.

use super::document_block::{BlockKind, DocumentBlock};
use super::line_parts::{LONGEST, LinePart, date_within, line_parts};
use crate::corpus::bylines;
use crate::corpus::dates::ParsedDate;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use serde_json::{Map, Value};

/// The number of blocks after the headline that may be fields.
const AFTER: usize = 6;
/// The maximum length of a line with a date among other words, in bytes; longer ones are text.
const LONGEST_DATED: usize = 100;

/// The fields found so far.
#[derive(Default)]
pub(super) struct HeadLines {
    labels: Map<String, Value>,
    bylines: Vec<String>,
    date: Option<ParsedDate>,
    source: Option<String>,
    page: Option<String>,
}

impl HeadLines {
    /// Returns whether a block consists of fields.
    pub(super) fn is_known(text: &str) -> bool {
        line_parts(text).is_some_and(|parts| is_sure(&parts))
    }

    /// Takes the blocks that are fields: before the index `at` of the headline, soon after it, and at the end.
    pub(super) fn take(&mut self, blocks: &mut Vec<DocumentBlock>, at: usize) {
        self.take_head(blocks, at, true);
        self.take_end(blocks);
    }

    /// Takes the blocks that are fields before index `at` and soon after it; in a document, also dates among other words.
    fn take_head(&mut self, blocks: &mut Vec<DocumentBlock>, at: usize, is_document: bool) {
        let is_short = |block: &&DocumentBlock| block.text.len() <= LONGEST;
        let after = blocks.iter().skip(at).take(AFTER).take_while(is_short).count();
        let end = (at + after).min(blocks.len());
        let parts: Vec<Option<Vec<LinePart>>> = blocks.iter().take(end).map(parts_of).collect();
        let sure: Vec<bool> = parts.iter().map(|parts| parts.as_deref().is_some_and(is_sure)).collect();
        // Words alone are a name only next to a line that is a field.
        let is_sure_at = |place: Option<usize>| place.and_then(|place| sure.get(place)).copied().unwrap_or_default();
        let is_field = |place: usize| {
            is_sure_at(Some(place)) || is_sure_at(place.checked_sub(1)) || is_sure_at(place.checked_add(1))
        };
        let mut taken = vec![false; end];
        for (place, (found, taken)) in parts.into_iter().zip(&mut taken).enumerate() {
            match found.filter(|_| is_field(place)) {
                Some(parts) => {
                    self.add_all(parts);
                    *taken = true;
                }
                None if is_document => {
                    // Its other words may be anything, so the line is kept in the text.
                    let line = blocks.get(place).map(|block| &block.text);
                    let date = line.filter(|text| text.len() <= LONGEST_DATED).and_then(|text| date_within(text));
                    self.date = self.date.take().or(date);
                }
                None => {}
            }
        }
        let mut taken = taken.into_iter();
        blocks.retain(|_| !taken.next().unwrap_or_default());
    }

    /// Adds the fields of a running head, if it consists of fields.
    pub(super) fn add_line(&mut self, line: &str) {
        let parts = line_parts(line).filter(|parts| is_sure(parts));
        self.add_all(parts.into_iter().flatten());
    }

    /// Takes the last block if it consists of fields, or is a name and none was printed at the beginning.
    fn take_end(&mut self, blocks: &mut Vec<DocumentBlock>) {
        let Some(last) = blocks.last().filter(|_| blocks.len() > 1) else { return };
        let signed = names_in_brackets(&last.text);
        if self.bylines.is_empty() && !signed.is_empty() {
            self.bylines = signed;
            blocks.pop();
            return;
        }
        let Some(parts) = line_parts(&last.text) else { return };
        let is_signed = self.bylines.is_empty() && matches!(parts.as_slice(), [LinePart::PossibleName(_)]);
        if is_signed || is_sure(&parts) {
            self.add_all(parts);
            blocks.pop();
        }
    }

    fn add_all(&mut self, parts: impl IntoIterator<Item = LinePart>) {
        for part in parts {
            self.add(part);
        }
    }

    fn add(&mut self, part: LinePart) {
        match part {
            LinePart::Date(date) => {
                self.date.get_or_insert(date);
            }
            LinePart::Names(names) => self.bylines.extend(names),
            LinePart::PossibleName(name) => self.bylines.push(name),
            LinePart::Publication(name) => {
                self.source.get_or_insert(name);
            }
            LinePart::Page(page) => {
                self.page.get_or_insert(page);
            }
            LinePart::Address(url) => {
                self.labels.entry("url").or_insert(Value::from(url));
            }
            LinePart::Label(name, value) => {
                self.labels.entry(name).or_insert(Value::from(value));
            }
            LinePart::Ignored => {}
        }
    }

    /// Returns the fields.
    pub(super) fn into_draft(self) -> Draft {
        let mut draft =
            if self.labels.is_empty() { Draft::default() } else { fields::draft(&self.labels, &FieldMap::default()) };
        draft.add_date(self.date);
        draft.source = draft.source.or(self.source);
        draft.page = draft.page.or(self.page);
        if draft.bylines.is_empty() {
            draft.bylines = self.bylines;
        }
        draft
    }
}

/// Returns the names in a line such as `（山田花子）` or `（港支局・山田花子）`.
fn names_in_brackets(line: &str) -> Vec<String> {
    let Some(inside) = line.trim().strip_prefix('（').and_then(|line| line.strip_suffix('）')) else {
        return Vec::new();
    };
    let parts: Vec<&str> = inside.split(['・', '、', '＝', ' ', '　']).filter(|part| !part.is_empty()).collect();
    let is_desk = |part: &&str| ["局", "部", "社", "班", "課"].iter().any(|end| part.ends_with(end));
    let names: Vec<&str> = parts.into_iter().filter(|part| !is_desk(part)).collect();
    let is_name = |name: &&str| {
        (3..=6).contains(&name.chars().count())
            && name.chars().all(|c| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'))
    };
    if names.iter().all(is_name) { names.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Returns the fields in the first paragraphs of a text, below its headline, and the text without them.
pub(in crate::corpus::readers) fn split_head_lines(text: &str) -> (Draft, String) {
    let mut rest = text.trim_start();
    let mut head = Vec::new();
    while head.len() <= AFTER && !rest.is_empty() {
        let (paragraph, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
        head.push(DocumentBlock { text: paragraph.to_owned(), ..DocumentBlock::default() });
        rest = after.trim_start_matches('\n');
    }
    let mut lines = HeadLines::default();
    lines.take_head(&mut head, 0, false);
    let kept = head.iter().map(|block| block.text.as_str()).chain([rest]).filter(|part| !part.is_empty());
    (lines.into_draft(), kept.collect::<Vec<_>>().join("\n\n"))
}

/// Returns the fields of a block; its style may identify it as names.
fn parts_of(block: &DocumentBlock) -> Option<Vec<LinePart>> {
    let stated = match block.kind {
        BlockKind::Author => Some(bylines::names(&block.text, None)).filter(|names| !names.is_empty()),
        _ => None,
    };
    stated.map(|names| vec![LinePart::Names(names)]).or_else(|| line_parts(&block.text))
}

/// Returns whether a line has a part that is a field regardless of its neighbours.
fn is_sure(parts: &[LinePart]) -> bool {
    parts.iter().any(|part| !matches!(part, LinePart::PossibleName(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (Draft, Vec<String>) {
        let mut blocks: Vec<DocumentBlock> =
            lines.iter().map(|line| DocumentBlock { text: (*line).to_owned(), ..DocumentBlock::default() }).collect();
        let mut found = HeadLines::default();
        found.take(&mut blocks, 0);
        (found.into_draft(), blocks.into_iter().map(|block| block.text).collect())
    }

    #[test]
    fn printed_bylines_and_dates_are_fields() {
        for (lines, names, day) in [
            (&["By Ida Falk and Bo Li", "14 November 2015"][..], &["Ida Falk", "Bo Li"][..], "2015-11-14"),
            (&["Von Ida von der Heide | 14.11.2015"], &["Ida von der Heide"], "2015-11-14"),
            (&["Published: November 14, 2015", "Author: Ida Falk"], &["Ida Falk"], "2015-11-14"),
            (&["Date: 2015-11-14\nBy: Ida Falk"], &["Ida Falk"], "2015-11-14"),
            (&["Ida Falk", "March 12, 2019"], &["Ida Falk"], "2019-03-12"),
            (&["Ida Falk, Penholm", "Updated: 15.11.2015", "14.11.2015"], &["Ida Falk"], "2015-11-14"),
        ] {
            let (draft, rest) = read(lines);
            assert_eq!(draft.bylines, names, "{lines:?}");
            assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some(day), "{lines:?}");
            assert!(rest.is_empty(), "{rest:?}");
        }
        let (draft, rest) = read(&["Penholm, 14 November 2015"]);
        assert_eq!((draft.published.is_some(), rest.len()), (true, 1));
    }

    #[test]
    fn publication_date_and_page_may_share_a_line() {
        for line in [
            "The Courier, 14 November 2015, p. 3",
            "The Courier | Saturday, November 14, 2015 | Page 3",
            "Source: The Courier, 14.11.2015, No. 9, S. 3",
            "The Courier vom 14.11.2015, Seite 3",
        ] {
            let (draft, rest) = read(&[line, "Ida Falk"]);
            assert_eq!(draft.source.as_deref(), Some("The Courier"), "{line}");
            assert_eq!(draft.page.as_deref(), Some("3"), "{line}");
            assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some("2015-11-14"), "{line}");
            assert_eq!((draft.bylines, rest.len()), (vec!["Ida Falk".to_owned()], 0), "{line}");
        }
        let text = "The ferry ran aground on a sandbank, and nobody was hurt. ".repeat(4);
        let (draft, rest) = read(&[&text, "Ida Falk"]);
        assert_eq!((draft.bylines, rest.len()), (vec!["Ida Falk".to_owned()], 1));
    }

    #[test]
    fn text_is_no_field() {
        for line in [
            "By Monday evening the ferry was afloat",
            "Von der Leyen besucht Penholm",
            "By the way",
            "2015",
            "New York",
            "Local News",
            "Police: nobody was hurt",
            "Ferry runs aground, 14 November 2015",
            "14 November 2015 in Penholm",
            "On 14 November 2015 the ferry ran aground.",
        ] {
            assert_eq!(read(&[line]).1.len(), 1, "{line}");
        }
    }
}
