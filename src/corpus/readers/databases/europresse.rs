//! Europresse (Eureka.cc) exports as HTML, in both layouts: HTML 5 elements, or a table for each article with loose text.

use super::dom::{line, text_of, with_tree};
use super::pieces::{Cut, for_each_piece};
use super::publications::publication;
use crate::corpus::bylines;
use crate::corpus::dates::{is_weekday, leading_date};
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use dom_smoothie::Readability;
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 24;
/// The name of the publication, which begins an article.
const BEGIN: &[&str] = &["<span class=\"DocPublicationName\"", "<span class='DocPublicationName'"];
/// The beginning of a document number.
const NUMBER: &str = "news·";

/// Reads Europresse exports.
pub(in crate::corpus::readers) struct EuropresseReader;

impl Reader for EuropresseReader {
    fn name(&self) -> &'static str {
        "europresse"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = sample.text;
        text.starts_with('<')
            && (BEGIN.iter().any(|mark| text.contains(mark))
                || (text.contains("DocPublicationName") && text.contains("itreArticleVisu")))
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Text(BEGIN), |piece, number| {
            if number == 0 {
                return ControlFlow::Continue(());
            }
            sink(ReadRecord { line: None, draft: with_tree(piece, |page| draft(page, piece)) })
        })
    }
}

fn draft(page: &Readability, piece: &str) -> Result<Draft, SkipReason> {
    let headline = ["p.titreArticleVisu", ".TitreArticleVisu", ".titreArticleVisu", "div.titreArticle p"];
    let headline = headline.iter().find_map(|selector| text_of(page, selector));
    let body = match body(page) {
        Some(body) => body,
        None => loose_text(piece),
    };
    if headline.is_none() && body.text.is_empty() {
        return Err(SkipReason::Malformed {
            format: "Europresse export",
            detail: "an article without headline and text".into(),
        });
    }
    let source = text_of(page, ".DocPublicationName").unwrap_or_default();
    let (name, issue) =
        source.split_once(", no").map_or((source.as_str(), None), |(name, issue)| (name, Some(format!("no{issue}"))));
    let (name, edition) = publication(name);
    let edition: Vec<String> = edition.into_iter().chain(issue).collect();
    let author = [".docAuthors", ".rdp__author", "div.titreArticle + div", "div.sm-margin-bottomNews"]
        .iter()
        .find_map(|selector| text_of(page, selector));
    let mut draft = Draft {
        own_id: number(piece),
        headline,
        bylines: author.or(body.author).map(|names| bylines::names(&names, Some(&name))).unwrap_or_default(),
        lead: text_of(page, ".rdp__subtitle"),
        body: Some(body.text),
        source: Some(name).filter(|name| !name.is_empty()),
        edition: Some(edition.join(", ")).filter(|edition| !edition.is_empty()),
        provider: Some("Europresse".into()),
        is_export: true,
        ..Draft::default()
    };
    let header: String =
        page.doc.select(".DocHeader").iter().map(|part| markup::decode_entities(&part.text()).into_owned()).collect();
    read_header(header.trim(), &mut draft);
    Ok(draft)
}

/// Reads `Communication, mardi 14 mars 2006, p. 16`.
fn read_header(header: &str, draft: &mut Draft) {
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
    let starts = std::iter::once(0).chain(header.match_indices([',', '-', '•', '|']).map(|(at, mark)| at + mark.len()));
    let mut found = starts.filter_map(|start| {
        let (date, rest) = leading_date(header.get(start..)?)?;
        Some((start, date, rest))
    });
    // A date that begins at a later comma is preferred, because it excludes the section.
    let Some((start, date, rest)) = found.next_back() else { return };
    draft.published = Some(date);
    let marks = [',', '-', '•', '|', ' '];
    let section = header.get(..start).unwrap_or_default().trim_end_matches(marks);
    let weekday = section.rsplit(marks).next().filter(|word| is_weekday(word)).unwrap_or_default();
    let section = section.strip_suffix(weekday).unwrap_or(section).trim_end_matches(marks).trim();
    draft.section = Some(section.to_owned()).filter(|section| !section.is_empty());
    for part in rest.split(',').map(str::trim) {
        let (word, number) = part.split_once(' ').unwrap_or((part, ""));
        if ["p.", "p", "page", "pp.", "pages", "s.", "pg."].contains(&word.to_lowercase().as_str())
            && !number.is_empty()
        {
            draft.page = Some(number.to_owned());
        }
    }
}

/// The text of an article, and its author if only the order shows it.
struct Text {
    text: String,
    author: Option<String>,
}

/// Returns the text of an article in the layout with elements for it.
fn body(page: &Readability) -> Option<Text> {
    ["div.docOcurrContainer", ".DocText", "section"].iter().find_map(|selector| {
        let parts = page.doc.select(selector);
        let text: Vec<String> = parts.iter().map(|part| without_rights(&markup::plain_text(&part.html()))).collect();
        let text = text.join("\n\n");
        (!text.trim().is_empty()).then_some(Text { text, author: None })
    })
}

/// Returns the loose text after the headline of an article in a table.
fn loose_text(piece: &str) -> Text {
    let after = piece
        .split_once("TitreArticleVisu")
        .and_then(|(_, after)| after.split_once("<br><br>"))
        .map_or("", |(_, after)| after);
    let end = ["Numéro de document", "Document number", "Num&eacute;ro de document", NUMBER]
        .iter()
        .filter_map(|mark| after.find(mark))
        .min();
    let mut text = end.and_then(|end| after.get(..end)).unwrap_or(after);
    let mut author = None;
    if let Some((first, rest)) = text.split_once("<p>")
        && let Some(name) = first.trim_end().strip_suffix("<br>")
    {
        let name = line(name);
        if !name.is_empty() && name.split_whitespace().count() <= 8 && !name.ends_with(['.', '!', '?', '»']) {
            author = Some(name);
            text = rest;
        }
    }
    Text { text: without_rights(&markup::plain_text(text)), author }
}

/// Returns the paragraphs without statements of rights and certificates.
fn without_rights(text: &str) -> String {
    let is_right = |paragraph: &str| {
        paragraph.starts_with('©')
            || paragraph.starts_with("Ce certificat")
            || paragraph.starts_with("Numéro de document")
            || paragraph.contains("Tous droits réservés")
    };
    text.split("\n\n").filter(|paragraph| !is_right(paragraph.trim())).collect::<Vec<_>>().join("\n\n")
}

/// Returns the document number: `news·20060315·LM·0q1503_1256056`.
fn number(piece: &str) -> Option<String> {
    let piece = piece.replace("&middot;", "·").replace("&#183;", "·");
    let number = piece.get(piece.find(NUMBER)?..)?;
    let number = number.split(|c: char| c.is_whitespace() || matches!(c, '<' | '&' | '"' | ',')).next()?;
    (number.len() > NUMBER.len()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_divided() {
        for (header, section, day, page) in [
            ("Communication, mardi 14 mars 2006, p. 16", Some("Communication"), "2006-03-14", Some("16")),
            ("jeudi 5 octobre 2013", None, "2013-10-05", None),
            ("Économie, Médias, lundi 13 févr. 2006, p. MDE6", Some("Économie, Médias"), "2006-02-13", Some("MDE6")),
            (
                "International, mardi 14 mars 2023 - 10:05 UTC +0100 1234 mots",
                Some("International"),
                "2023-03-14T10:05:00",
                None,
            ),
            ("Business, Tuesday, March 14, 2006, p. B2", Some("Business"), "2006-03-14", Some("B2")),
        ] {
            let mut draft = Draft::default();
            read_header(header, &mut draft);
            assert_eq!((draft.section.as_deref(), draft.page.as_deref()), (section, page), "{header}");
            let found = draft.published.map(|date| date.to_string()).unwrap_or_default();
            assert!(found.starts_with(day), "{header}: {found}");
        }
    }
}
