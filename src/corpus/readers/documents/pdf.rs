//! PDF with a text layer: one article, or the export of a database.
//!
//! The headline is the printed line that the title property names, else that title if it is reliable, else the largest print on the first page. The creation
//! date is used only if neither the text nor the path has a date.

use super::document_articles::DividedDocument;
use super::document_block::{BlockKind, DocumentBlock};
use super::head_lines::HeadLines;
use super::line_parts::date_within;
use super::outline::{draft, same};
use super::pdf_heads::remove_running_heads;
use super::pdf_text::blocks;
use super::properties::Properties;
use super::recognised_lines::recognised_lines;
use crate::article::Language;
use crate::corpus::draft::Draft;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::ocr::{OcrRequest, PageRecognition};
use crate::corpus::pdf::{PdfFailure, PdfHead, PdfPage, read};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::databases::read_document_text;
use crate::corpus::readers::digitised::Confidence;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use std::fs::File;
use std::io;

/// The memory that pages take per byte of their text.
const MEMORY_FACTOR: u64 = 12;
/// The number of first bytes that contain the magic number of a PDF file.
const HEAD: usize = 1024;
/// The minimum number of words of a title that is reliable even if it is not printed.
const SURE_TITLE: usize = 3;
/// The number of first blocks in which the printed title is searched for.
const FIRST_BLOCKS: usize = 12;
/// The maximum length of a title, in bytes.
const LONGEST_TITLE: usize = 400;
/// The maximum length of the name of a site, in bytes.
const LONGEST_SITE: usize = 50;
/// The minimum number of letters of a title that is printed only in part.
const SHORTEST_PART: usize = 12;
/// The maximum number of page ranges that are named.
const MOST_RANGES: usize = 20;

/// Reads PDF.
pub(in crate::corpus::readers) struct PdfReader;

impl Reader for PdfReader {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.bytes.get(..HEAD).unwrap_or(sample.bytes);
        let at = memchr::memmem::find(head, b"%PDF-");
        // A text may mention the magic number; a PDF with leading bytes contains binary data.
        at.is_some_and(|at| head.get(..at).is_some_and(|before| before.trim_ascii().is_empty()) || head.contains(&0))
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

    fn read(&self, mut input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let program = context.limits.pdf.ok_or(SkipReason::NoPdfProgram)?;
        let mut file = tempfile::tempfile().map_err(SkipReason::Unreadable)?;
        io::copy(&mut input, &mut file)?;
        drop(input);
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let (mut head, mut pages, mut length) = (PdfHead::default(), Vec::new(), 0_usize);
        let mut take = |page: PdfPage| {
            length += page.lines.iter().map(|line| line.text.len()).sum::<usize>();
            if length <= MAX_RECORD_BYTES {
                budget.charge(length);
                pages.push(page);
            }
        };
        let pictures_of = file.try_clone().map_err(SkipReason::Unreadable)?;
        let ended = read(program, file, &mut take, &mut head).map_err(|PdfFailure(reason)| reason);
        context.limits.time.check()?;
        if length > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES }.into());
        }
        let recognised = context.ocr.as_ref().map(|request| recognise(&mut pages, request, pictures_of)).transpose();
        let length = pages.iter().flat_map(|page| &page.lines).map(|line| line.text.len()).sum::<usize>();
        let pictures: Vec<u32> =
            pages.iter().filter(|page| page.lines.is_empty() && page.has_pictures).map(|page| page.number).collect();
        let count = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
        let advice = match &recognised {
            Ok(_) => "they need OCR".to_owned(),
            Err(reason) => reason.to_string(),
        };
        let needs_ocr =
            (count > 0).then(|| SkipReason::NeedsOcr { count, of: head.pages, pages: ranges(&pictures), advice });
        if length == 0 {
            ended?;
            recognised?;
            return Err(needs_ocr.unwrap_or(SkipReason::NoText).into());
        }
        if let Some(reason) = needs_ocr
            && sink(ReadRecord { line: None, draft: Err(reason) }).is_break()
        {
            return Ok(());
        }
        let heads = remove_running_heads(&mut pages);
        let blocks = blocks(&pages);
        drop(pages);
        let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
        if !read_document_text(&text, context, sink)? {
            drop(text);
            let (incomplete, ocr) = (ended.is_err(), recognised.ok().flatten().flatten());
            let article = |blocks, head: &PdfHead| Draft { incomplete, ocr, ..article(blocks, &heads, head) };
            match DividedDocument::of(blocks) {
                Ok(divided) => {
                    divided.emit(&mut |_, blocks| article(blocks, &PdfHead::default()), sink);
                }
                Err(blocks) => {
                    // This was the last record, so a break changes nothing.
                    let _ = sink(ReadRecord { line: None, draft: Ok(article(blocks, &head)) });
                }
            }
        }
        Ok(ended?)
    }
}

/// Recognises the text of pages that contain only pictures; returns the OCR confidence of its words in percent.
fn recognise(pages: &mut [PdfPage], request: &OcrRequest<'_>, file: File) -> Result<Option<u8>, SkipReason> {
    let mut recognition = PageRecognition::of(request, file);
    let mut confidence = Confidence::default();
    for page in pages.iter_mut().filter(|page| page.lines.is_empty() && page.has_pictures) {
        page.lines = recognised_lines(&recognition.page(page.number)?, &mut confidence);
        // A page without any recognised text is a picture.
        page.has_pictures = false;
    }
    Ok(confidence.percent())
}

/// Builds an article from the paragraphs of a file.
fn article(mut blocks: Vec<DocumentBlock>, heads: &[String], head: &PdfHead) -> Draft {
    let mut properties = Properties::default();
    properties.set_title(&head.title);
    properties.add_authors(&head.author);
    properties.add_keywords(&head.keywords);
    properties.set_created(&head.created);
    properties.language = Language::parse(&head.language);
    if let Some(title) = properties.title.as_deref() {
        let titles = blocks.iter().take(FIRST_BLOCKS).enumerate();
        let titles = titles.filter(|(_, block)| is_title(&block.text, title) && !HeadLines::is_known(&block.text));
        match titles.map(|(at, _)| at).next() {
            Some(at) => blocks.iter_mut().skip(at).take(1).for_each(|block| block.kind = BlockKind::Title),
            // The largest print may be the name of the publication.
            None => properties.is_title_sure = title.split_whitespace().count() >= SURE_TITLE,
        }
    }
    let mut article = draft(blocks, &[], properties);
    if article.published.is_none() && article.date_order.unordered.is_none() {
        article.add_date(heads.iter().find_map(|line| date_within(line)));
    }
    let mut facts = HeadLines::default();
    for line in heads {
        facts.add_line(line);
    }
    let facts = facts.into_draft();
    article.source = article.source.take().or(facts.source);
    let in_title = article.headline.as_deref().and_then(|headline| site_in_title(&head.title, headline));
    article.source = article.source.take().or(in_title);
    article.url = article.url.take().or(facts.url);
    article.page = article.page.take().or(facts.page.filter(|_| head.pages == 1));
    article.page = article.page.take().or_else(|| (head.pages > 1).then(|| format!("1-{}", head.pages)));
    article
}

/// Returns whether a printed line is the title property, possibly with the name of the publication, or truncated.
fn is_title(printed: &str, title: &str) -> bool {
    let squashed =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    if printed.len() > LONGEST_TITLE || title.len() > LONGEST_TITLE {
        return false;
    }
    let (one, other) = (squashed(printed), squashed(title));
    let is_part = |part: &str, whole: &str| part.chars().count() >= SHORTEST_PART && whole.contains(part);
    same(title, printed) || is_part(&one, &other) || (is_part(&other, &one) && one.len() < other.len() * 2)
}

/// Returns the name of the site after the headline in a page title saved by a browser: `Ferry runs aground | The Courier`.
fn site_in_title(title: &str, headline: &str) -> Option<String> {
    let rest = title.trim().strip_prefix(headline.trim())?;
    let site = [" | ", " - ", " – ", " — ", " · "].iter().find_map(|sign| rest.strip_prefix(sign))?.trim();
    let is_name =
        site.len() <= LONGEST_SITE && site.starts_with(char::is_uppercase) && !site.ends_with(['.', '!', '?']);
    is_name.then(|| site.to_owned())
}

/// Returns page numbers as ranges, such as `2, 5-7`.
fn ranges(pages: &[u32]) -> String {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => found.push((*page, *page)),
        }
    }
    let mut named: Vec<String> = found
        .iter()
        .take(MOST_RANGES)
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
        .collect();
    if found.len() > MOST_RANGES {
        named.push("…".to_owned());
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_as_ranges() {
        assert_eq!(ranges(&[2, 5, 6, 7, 9]), "2, 5-7, 9");
        let many: Vec<u32> = (0..100).map(|at| at * 2).collect();
        assert!(ranges(&many).ends_with("38, …"));
    }

    #[test]
    fn titles_are_found_in_print() {
        for (printed, title) in [
            ("Ferry runs aground", "FERRY RUNS AGROUND"),
            ("Ferry runs aground", "Ferry runs aground - The Courier"),
            ("Ferry runs aground off Penholm", "Ferry runs aground"),
        ] {
            assert!(is_title(printed, title), "{printed}");
        }
        assert!(!is_title("The Courier", "Ferry runs aground"));
        assert!(!is_title("Ferry", "Ferry runs aground"));
    }
}
