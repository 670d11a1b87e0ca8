//! Factiva exports as HTML, in both layouts: fields in a table under two-letter codes, or in a fixed order.

use super::dom::{line, with_tree};
use super::factiva_record::{FactivaFields, id};
use super::pieces::{Cut, for_each_piece};
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use dom_smoothie::Readability;
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 24;
/// The beginning of an article.
const BEGIN: &[&str] = &["<div class=\"article ", "<div class='article ", "<DIV class=\"article "];

/// Reads Factiva exports as HTML.
pub(in crate::corpus::readers) struct FactivaHtmlReader;

impl Reader for FactivaHtmlReader {
    fn name(&self) -> &'static str {
        "factiva-html"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = sample.text;
        let marked = || BEGIN.iter().any(|mark| text.contains(mark));
        let named = text.get(..4096).unwrap_or(text).contains("<title>Factiva");
        text.starts_with('<')
            && (named || (marked() && (text.contains("articleParagraph") || text.contains("Headline"))))
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Text(BEGIN), |piece, number| {
            if number == 0 || !is_article(piece) {
                return ControlFlow::Continue(());
            }
            sink(ReadRecord { line: None, draft: with_tree(piece, draft) })
        })
    }
}

/// Returns whether a fragment begins with the class of an article, such as `article enArticle`.
fn is_article(piece: &str) -> bool {
    let class = piece.split(['"', '\'']).nth(1).unwrap_or_default();
    class.split_whitespace().any(|name| name.ends_with("Article") && name.len() > "Article".len())
}

fn draft(page: &Readability) -> Result<Draft, SkipReason> {
    let mut fields = FactivaFields::default();
    let article = page.doc.select("div.article");
    let Some(article) = article.iter().next() else {
        return Err(SkipReason::NoText);
    };
    let mut is_table = false;
    for row in &article.select("tr") {
        let cells = row.select("td");
        let mut cells = cells.iter();
        let (Some(code), Some(value)) = (cells.next(), cells.next()) else { continue };
        let code = line(&code.html());
        if !code.is_empty() && code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            is_table = true;
            fields.set(&code, &markup::plain_text(&value.html()));
        }
    }
    if !is_table {
        in_order(page, &mut fields);
    }
    fields.draft()
}

/// Reads an article whose fields have no codes.
fn in_order(page: &Readability, fields: &mut FactivaFields) {
    let articles = page.doc.select("div.article");
    let Some(article) = articles.iter().next() else { return };
    let mut below = Vec::new();
    let mut after_headline = false;
    for child in &article.children() {
        let text = line(&child.html());
        let is_headline = child.attr("id").is_some_and(|id| &*id == "hd");
        let is_author = child.attr("class").is_some_and(|class| class.split_whitespace().any(|name| name == "author"));
        let is_paragraph = child.attr("class").is_some_and(|class| class.contains("articleParagraph"));
        if is_headline {
            fields.headline = Some(text);
            after_headline = true;
        } else if is_paragraph {
            match id(&text).filter(|_| text.split_whitespace().count() == 2) {
                Some(number) => fields.id = Some(number),
                None => fields.body.push(markup::plain_text(&child.html())),
            }
        } else if is_author {
            fields.byline = Some(text);
        } else if text.is_empty() {
            // The parser leaves empty elements where paragraphs contain blocks.
        } else if !after_headline {
            fields.section = Some(text);
        } else if fields.body.is_empty() {
            below.push(text);
        } else if let Some(number) = id(&text) {
            fields.id = Some(number);
        }
    }
    fields.set_below(&below);
}
