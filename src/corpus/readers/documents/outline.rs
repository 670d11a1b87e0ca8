//! The text of a document as blocks, and their roles in an article: headline, date, byline, lead, body.
//!
//! The headline is the block with a title style, else a first heading, else a first line that is printed large or bold, else the title property, else a first
//! line that may be one.

use super::document_block::{BlockKind, DocumentBlock};
use super::head_lines::HeadLines;
use super::properties::Properties;
use crate::corpus::draft::Draft;
use crate::corpus::readers::text::may_be_headline;

/// The number of first blocks in which the headline is searched for.
const HEAD: usize = 12;
/// The maximum length in bytes of a block before the headline that is a kicker, a date or the name of the publication, not text.
const LONGEST_KICKER: usize = 120;
/// The maximum number of cells of a table row; more are a layout, whose paragraphs are read separately.
const MOST_CELLS: usize = 64;
/// The maximum length of a headline in bytes.
const LONGEST_HEADLINE: usize = 400;

/// Builds an article from the blocks of a document, with its notes at the end.
pub(super) fn draft(mut blocks: Vec<DocumentBlock>, notes: &[String], properties: Properties) -> Draft {
    blocks.retain(|block| block.kind != BlockKind::Generated && !block.text.trim().is_empty());
    if blocks.is_empty() && notes.is_empty() {
        // A title property alone may be the name of anything.
        return Draft::default();
    }
    let printed = headline_at(&blocks, &properties);
    let mut lines = HeadLines::default();
    let (headline, lead) = match printed {
        Some(at) => {
            let count = titles_from(&blocks, at);
            let headline = blocks.drain(at..at + count).map(|block| block.text).collect::<Vec<_>>().join(" ");
            let is_lead = blocks.get(at).is_some_and(|next| next.kind == BlockKind::Subtitle);
            let lead = is_lead.then(|| blocks.remove(at).text);
            lines.take(&mut blocks, at);
            (Some(headline), lead)
        }
        None => {
            lines.take(&mut blocks, 0);
            (properties.title.clone(), None)
        }
    };
    let mut draft = lines.into_draft();
    if headline.is_some() {
        draft.headline = headline;
    }
    draft.lead = lead.or(draft.lead);
    draft.body = Some(body(&blocks, notes));
    properties.complete(draft)
}

/// Returns the index of the headline among the blocks; `None` if it is not printed, or the title property is better.
fn headline_at(blocks: &[DocumentBlock], properties: &Properties) -> Option<usize> {
    let title = properties.title.as_deref();
    let head = blocks.get(..HEAD).unwrap_or(blocks);
    let is_free = |block: &DocumentBlock| block.cell.is_none() && block.text.len() <= LONGEST_HEADLINE;
    let after_kickers = |at: usize| head.iter().take(at).all(|block| block.text.len() <= LONGEST_KICKER);
    let of_kind =
        |kind: BlockKind| head.iter().position(|block| block.kind == kind && block.text.len() <= LONGEST_HEADLINE);
    let is_printed =
        |at: &usize| head.get(*at).is_some_and(|block| title.is_some_and(|title| same(title, &block.text)));
    of_kind(BlockKind::Title)
        .or_else(|| (0..head.len()).find(is_printed))
        .or_else(|| of_kind(BlockKind::Heading).filter(|at| after_kickers(*at)))
        .or_else(|| {
            let stands_out =
                |block: &DocumentBlock| is_free(block) && may_be_headline(&block.text) && stands_out(block, blocks);
            largest(head, stands_out).filter(|at| !properties.is_title_sure && after_kickers(*at))
        })
        .or_else(|| {
            let first = head.iter().position(|block| !HeadLines::is_known(&block.text))?;
            let may_be = head.get(first).is_some_and(|block| is_free(block) && may_be_headline(&block.text));
            (title.is_none() && may_be && after_kickers(first)).then_some(first)
        })
}

/// Returns the index of the first of the largest blocks that stand out.
fn largest(head: &[DocumentBlock], stands_out: impl Fn(&DocumentBlock) -> bool) -> Option<usize> {
    let found = head.iter().enumerate().filter(|(_, block)| stands_out(block) && !HeadLines::is_known(&block.text));
    found.max_by_key(|(at, block)| (block.size, usize::MAX - at)).map(|(at, _)| at)
}

/// Returns whether a block is printed larger or bolder than most of the text.
pub(super) fn stands_out(block: &DocumentBlock, all: &[DocumentBlock]) -> bool {
    let length = |is_counted: &dyn Fn(&DocumentBlock) -> bool| -> usize {
        all.iter().filter(|block| is_counted(block)).map(|block| block.text.len()).sum()
    };
    let whole = length(&|_| true);
    // Symbols that OCR made of dirt and rules are not a headline.
    let signs = block.text.chars().filter(|c| !c.is_whitespace()).count();
    if block.text.chars().filter(|c| c.is_alphanumeric()).count() * 3 < signs * 2 {
        return false;
    }
    let is_larger = block.size > 0 && length(&|other| other.size >= block.size) * 2 < whole;
    let is_bolder = block.is_bold && length(&|other| other.is_bold) * 2 < whole;
    let is_smaller = block.size > 0 && length(&|other| other.size > block.size) * 2 > whole;
    (is_larger || is_bolder) && !is_smaller
}

/// Returns the number of blocks of a title that begins at an index: a title of several lines may be several paragraphs.
fn titles_from(blocks: &[DocumentBlock], at: usize) -> usize {
    let is_title = blocks.get(at).is_some_and(|block| block.kind == BlockKind::Title);
    let more = blocks.iter().skip(at + 1).take_while(|block| is_title && block.kind == BlockKind::Title).count();
    1 + more
}

pub(super) fn same(title: &str, printed: &str) -> bool {
    let squashed =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    title.len() <= LONGEST_HEADLINE && printed.len() <= LONGEST_HEADLINE && squashed(title) == squashed(printed)
}

/// Returns the blocks as paragraphs; list items and rows of tables become lines.
fn body(blocks: &[DocumentBlock], notes: &[String]) -> String {
    let mut text = String::with_capacity(blocks.iter().map(|block| block.text.len() + 2).sum());
    let mut before: Option<&DocumentBlock> = None;
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        let cells = row_length(rest);
        let gap = match before {
            None => "",
            Some(last) if last.kind == BlockKind::ListItem && block.kind == BlockKind::ListItem => "\n",
            Some(last) if last.cell.is_some() && cells > 1 => "\n",
            Some(_) => "\n\n",
        };
        text.push_str(gap);
        let row = rest.get(..cells.max(1)).unwrap_or_default();
        for (at, cell) in row.iter().enumerate() {
            text.push_str(if at > 0 { " " } else { "" });
            text.push_str(cell.text.trim());
        }
        before = row.last();
        rest = rest.get(row.len().max(1)..).unwrap_or(after);
    }
    for note in notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty()) {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(note);
    }
    text
}

/// Returns the number of cells of the row at the start of the blocks, if each is one paragraph; 0 if there is no such row.
fn row_length(blocks: &[DocumentBlock]) -> usize {
    let Some((row, _)) = blocks.first().and_then(|block| block.cell) else { return 0 };
    let in_row = blocks.iter().map_while(|block| block.cell.filter(|cell| cell.0 == row)).map(|cell| cell.1);
    let cells: Vec<u32> = in_row.take(MOST_CELLS + 1).collect();
    let is_row = cells.len() <= MOST_CELLS && cells.is_sorted_by(|one, next| one < next);
    if is_row { cells.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> DocumentBlock {
        DocumentBlock { text: text.to_owned(), ..DocumentBlock::default() }
    }

    fn of_kind(kind: BlockKind, words: &str) -> DocumentBlock {
        DocumentBlock { kind, ..text(words) }
    }

    const PROSE: &str = "The ferry to Penholm ran aground on Friday evening. Nobody was hurt, said the coast guard.";

    #[test]
    fn the_headline_is_the_best_that_there_is() {
        let large = DocumentBlock { size: 40, ..text("Ferry runs aground") };
        let small = DocumentBlock { size: 24, ..text(PROSE) };
        let bold = DocumentBlock { is_bold: true, ..text("Ferry runs aground") };
        for (blocks, title, headline) in [
            (
                vec![text("NEWS"), of_kind(BlockKind::Title, "Ferry runs"), of_kind(BlockKind::Title, "aground")],
                None,
                "Ferry runs aground",
            ),
            (
                vec![text("NEWS"), of_kind(BlockKind::Heading, "Ferry runs aground")],
                Some("Weekly"),
                "Ferry runs aground",
            ),
            (
                vec![text("The Courier"), text("Ferry runs aground"), text(PROSE)],
                Some("FERRY RUNS AGROUND"),
                "Ferry runs aground",
            ),
            (vec![text("News"), large, small], Some("Press release"), "Ferry runs aground"),
            (vec![bold, text(PROSE)], None, "Ferry runs aground"),
            (vec![text("Penholm"), text(PROSE)], Some("Ferry runs aground"), "Ferry runs aground"),
            (vec![text("14 November 2015"), text("Ferry runs aground"), text(PROSE)], None, "Ferry runs aground"),
        ] {
            let properties = Properties { title: title.map(str::to_owned), ..Properties::default() };
            let found = draft(blocks, &[], properties);
            assert_eq!(found.headline.as_deref(), Some(headline), "{:?}", found.body);
            assert!(!found.body.unwrap_or_default().contains(headline));
        }
        assert_eq!(draft(vec![text(PROSE), text(PROSE)], &[], Properties::default()).headline, None);
    }

    #[test]
    fn lists_and_rows_are_lines() {
        let cell = |row, cell, words: &str| DocumentBlock { cell: Some((row, cell)), ..text(words) };
        let item = |words: &str| of_kind(BlockKind::ListItem, words);
        let blocks = [
            text("A"),
            item("b"),
            item("c"),
            cell(1, 1, "Ferry"),
            cell(1, 2, "Fare"),
            cell(2, 1, "Vega"),
            cell(2, 2, "4.50"),
            cell(3, 1, "D"),
            cell(3, 1, "E"),
        ];
        assert_eq!(body(&blocks, &["1 Note".to_owned()]), "A\n\nb\nc\n\nFerry Fare\nVega 4.50\n\nD\n\nE\n\n1 Note");
    }
}
