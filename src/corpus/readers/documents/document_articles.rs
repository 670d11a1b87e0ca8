//! The articles of a document: one, or several of a press review, each with a headline and a line with its authors, source or date.
//!
//! A document is split only if all headings of one style, all lines of one large font size, or all beginnings of pages have such a line below them.
//! Chapters of a report do not.

use super::document_block::{BlockKind, DocumentBlock};
use super::line_parts::{LONGEST, LinePart, date_within, line_parts};
use super::outline::draft;
use super::properties::Properties;
use crate::article::ArticleKind;
use crate::corpus::draft::Draft;
use crate::corpus::reader::{ReadRecord, RecordSink};
use crate::corpus::readers::text::may_be_headline;
use crate::corpus::skip::Skip;
use std::collections::BTreeMap;

/// The number of lines below a headline that may state its authors, source or date.
const BELOW: usize = 3;
/// The maximum length of a headline, in bytes.
const LONGEST_HEADLINE: usize = 300;
/// The maximum number of font sizes that are examined.
const MOST_SIZES: usize = 8;
/// The minimum length of an article with its headline, in bytes.
const SHORTEST: usize = 200;

/// The blocks of the articles of a document.
pub(super) struct DividedDocument {
    /// The content before the first article: the name of the publication, a table of contents.
    front: Vec<DocumentBlock>,
    articles: Vec<Vec<DocumentBlock>>,
}

/// Emits the articles of a document.
pub(super) fn emit_articles(
    blocks: Vec<DocumentBlock>,
    notes: &[String],
    properties: Properties,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    match DividedDocument::of(blocks) {
        Ok(divided) => {
            let created = properties.created;
            let count = divided.articles.len();
            // Notes do not state to which article they belong.
            let notes_of = |number: usize| if number + 1 == count { notes } else { &[] };
            let properties = || Properties { created, ..Properties::default() };
            divided.emit(&mut |number, blocks| draft(blocks, notes_of(number), properties()), sink);
        }
        Err(blocks) => {
            // This was the last record, so a break changes nothing.
            let _ = sink(ReadRecord { line: None, draft: Ok(draft(blocks, notes, properties)) });
        }
    }
    Ok(())
}

impl DividedDocument {
    /// Splits a document into articles; returns its blocks if it is a single article.
    pub(super) fn of(mut blocks: Vec<DocumentBlock>) -> Result<Self, Vec<DocumentBlock>> {
        let starts = starts(&blocks);
        if starts.is_empty() {
            return Err(blocks);
        }
        let mut articles = Vec::new();
        for start in starts.iter().rev() {
            articles.push(blocks.split_off((*start).min(blocks.len())));
        }
        articles.reverse();
        Ok(Self { front: blocks, articles })
    }

    /// Emits the articles that `draft_of` makes of their numbers and blocks.
    pub(super) fn emit(self, draft_of: &mut dyn FnMut(usize, Vec<DocumentBlock>) -> Draft, sink: &mut RecordSink<'_>) {
        let front = draft(self.front, &[], Properties::default());
        let mut of_all = Draft::default();
        if front.body.as_deref().is_some_and(|body| !body.is_empty()) {
            let front = Draft { kind: Some(ArticleKind::Furniture), ..front };
            if sink(ReadRecord { line: None, draft: Ok(front) }).is_break() {
                return;
            }
        } else {
            // Only the publication and its date.
            of_all.source = front.source;
            of_all.published = front.published;
            of_all.date_order = front.date_order;
        }
        for (number, blocks) in self.articles.into_iter().enumerate() {
            let article = draft_of(number, blocks).or(of_all.clone());
            if sink(ReadRecord { line: None, draft: Ok(article) }).is_break() {
                return;
            }
        }
    }
}

/// Returns the indexes at which the articles of a document begin; none if it is a single article.
fn starts(blocks: &[DocumentBlock]) -> Vec<usize> {
    let mut styles: Vec<(BlockKind, u32)> = Vec::new();
    for block in blocks.iter().filter(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading)) {
        let style = (block.kind, block.size);
        if styles.len() < 8 && !styles.contains(&style) {
            styles.push(style);
        }
    }
    let of_style = |(kind, size)| -> Vec<usize> {
        let places = blocks.iter().enumerate().filter(|(_, block)| block.kind == kind && block.size == size);
        places.map(|(at, _)| at).collect()
    };
    let sizes = large_sizes(blocks);
    let large = sizes.into_iter().map(|size| (BlockKind::Text, size));
    // The first page may be a cover.
    let on_pages = |with_first: bool| -> Vec<usize> {
        let begins = |at: usize, block: &DocumentBlock| block.begins_page || (at == 0 && with_first);
        blocks.iter().enumerate().filter(|(at, block)| begins(*at, block)).map(|(at, _)| at).collect()
    };
    let are_articles = |starts: &Vec<usize>| {
        let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
        starts.len() > 1 && starts.iter().zip(ends).all(|(start, end)| blocks.get(*start..end).is_some_and(is_article))
    };
    let mut found = styles.into_iter().chain(large).map(of_style).chain([true, false].map(on_pages));
    found.find(are_articles).unwrap_or_default()
}

/// Returns the font sizes larger than most of the text, the largest first.
fn large_sizes(blocks: &[DocumentBlock]) -> Vec<u32> {
    let mut lengths: BTreeMap<u32, usize> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Text) {
        *lengths.entry(block.size).or_default() += block.text.len();
    }
    let whole: usize = lengths.values().sum();
    let mut so_far = 0;
    let larger = lengths.into_iter().rev().take_while(|(size, length)| {
        so_far += length;
        *size > 0 && so_far * 2 < whole
    });
    larger.map(|(size, _)| size).take(MOST_SIZES).collect()
}

/// Returns whether blocks are an article: a headline, a line with its authors, source or date, and text.
fn is_article(blocks: &[DocumentBlock]) -> bool {
    let Some((headline, rest)) = blocks.split_first() else { return false };
    let is_headline = headline.cell.is_none()
        && headline.text.len() <= LONGEST_HEADLINE
        && (headline.kind != BlockKind::Text || may_be_headline(&headline.text));
    let below = rest.iter().take(BELOW).take_while(|block| block.text.len() <= LONGEST);
    let (mut names, mut source, mut date) = (false, false, false);
    for block in below {
        match line_parts(&block.text) {
            Some(parts) => parts.iter().for_each(|part| match part {
                LinePart::Names(_) => names = true,
                LinePart::Publication(_) | LinePart::Address(_) | LinePart::Label(..) => source = true,
                LinePart::Date(_) => date = true,
                _ => {}
            }),
            None => date |= block.text.len() <= LONGEST / 2 && date_within(&block.text).is_some(),
        }
    }
    let length: usize = blocks.iter().map(|block| block.text.len()).sum();
    let is_stated = names || source && date || headline.begins_page && (source || date);
    is_headline && length >= SHORTEST && is_stated
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    const PROSE: &str = "The ferry to Penholm ran aground on Friday evening. Nobody was hurt, said the coast guard, but the \
                         passengers had to wait for the flood until midnight, and the mail was late.";

    fn block(kind: BlockKind, begins_page: bool, text: &str) -> DocumentBlock {
        DocumentBlock { kind, begins_page, text: text.to_owned(), ..DocumentBlock::default() }
    }

    fn headlines(blocks: Vec<DocumentBlock>) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        let mut sink = |record: ReadRecord| {
            let draft = record.draft.expect("an article");
            found.push((draft.headline.unwrap_or_default(), draft.source));
            ControlFlow::Continue(())
        };
        emit_articles(blocks, &[], Properties::default(), &mut sink).expect("articles");
        found
    }

    #[test]
    fn a_press_review_is_several_articles() {
        for (kind, begins_page) in [(BlockKind::Heading, false), (BlockKind::Text, true)] {
            let mut blocks = Vec::new();
            for (headline, line) in
                [("Ferry aground", "The Courier, 14 May 2015"), ("Fire in port", "Port Gazette, 15 May 2015")]
            {
                blocks.push(block(kind, begins_page, headline));
                blocks.push(block(BlockKind::Text, false, line));
                blocks.push(block(BlockKind::Text, false, PROSE));
            }
            let of = |source: &str| Some(source.to_owned());
            let expected =
                [("Ferry aground".to_owned(), of("The Courier")), ("Fire in port".to_owned(), of("Port Gazette"))];
            assert_eq!(headlines(blocks), expected);
        }
    }

    #[test]
    fn chapters_are_one_article() {
        let mut blocks = vec![block(BlockKind::Title, false, "Annual report")];
        for (headline, line) in [("Introduction", PROSE), ("Events", "14 May 2015"), ("Accounts", PROSE)] {
            blocks.push(block(BlockKind::Heading, true, headline));
            blocks.push(block(BlockKind::Text, false, line));
            blocks.push(block(BlockKind::Text, false, PROSE));
        }
        assert_eq!(headlines(blocks), [("Annual report".to_owned(), None)]);
    }
}
