//! E-books (EPUB): the articles of an issue, the chapters of a book, or one text.
//!
//! The table of contents shows where articles begin; a file that it does not list continues the previous article. A book without a table of contents, or with
//! only one text, is one article under the title of the book.

use super::document_block::{BlockKind, DocumentBlock};
use super::epub_contents::{Chapter, Chapters, chapters};
use super::epub_package::{Book, FORMAT};
use super::epub_page::{EpubPage, EpubPart};
use super::outline::{draft, same};
use super::package::Package;
use super::properties::Properties;
use crate::corpus::draft::Draft;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use crate::corpus::xml;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// The memory that a page takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The minimum length in bytes of the text of a section page that is an article.
const SECTION_TEXT: usize = 400;
/// The number of first blocks in which the headline is searched for.
const HEAD: usize = 6;

/// Reads e-books.
pub(in crate::corpus::readers) struct EpubReader;

impl Reader for EpubReader {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let is_zip = sample.bytes.starts_with(b"PK\x03\x04");
        let name = sample.bytes.get(30..).filter(|_| is_zip);
        name.is_some_and(|name| name.starts_with(b"mimetype"))
            && memchr::memmem::find(sample.bytes.get(..256).unwrap_or(sample.bytes), b"application/epub+zip").is_some()
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
        let book = Book::open(&mut package)?;
        let listed = chapters(&book);
        let is_one = count(&listed, &book) < 2;
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let mut writer = EpubWriter { book: &book, is_one, open: None, budget: &budget, sink };
        for path in &book.spine {
            context.limits.time.check()?;
            let begun = listed.get(path).map(Vec::as_slice).unwrap_or_default();
            let text = match package.text(path) {
                Ok(Some(text)) => text,
                Ok(None) => continue,
                Err(reason) => {
                    if writer.leave_out(reason).is_break() {
                        return Ok(());
                    }
                    continue;
                }
            };
            budget.charge(text.len());
            let Some(root) = xml::parse(&text) else { continue };
            drop(text);
            let ids: Vec<&str> = begun.iter().filter_map(|chapter| chapter.fragment.as_deref()).collect();
            let page = EpubPage::read(root, &ids);
            if writer.page(page, begun, book.furniture.contains(path)).is_break() {
                return Ok(());
            }
        }
        // This was the last record, so a break changes nothing.
        let _ = writer.close();
        Ok(())
    }
}

/// Returns the number of articles in the table of contents.
fn count(listed: &Chapters, book: &Book) -> usize {
    let begun = book.spine.iter().filter_map(|path| listed.get(path)).flatten();
    begun.filter(|chapter| !chapter.is_furniture && !chapter.is_section).count()
}

/// Writes articles as their pages are read.
struct EpubWriter<'a, 'b> {
    book: &'a Book,
    /// Whether the whole book is one article.
    is_one: bool,
    open: Option<OpenArticle>,
    budget: &'a RecordBudget<'a>,
    sink: &'a mut RecordSink<'b>,
}

/// The article being read.
struct OpenArticle {
    chapter: Option<Chapter>,
    blocks: Vec<DocumentBlock>,
    length: usize,
    stated: Draft,
    is_list_of_links: bool,
}

impl EpubWriter<'_, '_> {
    /// Handles a page on which the given articles begin.
    fn page(&mut self, page: EpubPage, begun: &[Chapter], is_furniture: bool) -> ControlFlow<()> {
        let is_furniture = is_furniture || page.is_furniture;
        let (section, language) = (page.section, page.language);
        let mut stated = Draft { bylines: page.bylines, url: page.url, section, language, ..Draft::default() };
        stated.add_date(page.date);
        if self.is_one {
            if !is_furniture && !page.is_list_of_links {
                self.open.get_or_insert_with(|| OpenArticle::of(None, Draft::default(), false));
                self.append(page.parts, stated);
            }
            return ControlFlow::Continue(());
        }
        let is_list = page.is_list_of_links;
        let whole = begun.iter().find(|chapter| chapter.fragment.is_none());
        let mut parts = page.parts.into_iter();
        if let Some(chapter) = whole {
            self.close()?;
            self.begin(chapter, stated.clone(), is_list, is_furniture);
        }
        let before: Option<EpubPart> = parts.next();
        let first = begun.iter().find(|chapter| chapter.fragment.is_some());
        let by_id: FxHashMap<&str, &Chapter> =
            begun.iter().filter_map(|chapter| Some((chapter.fragment.as_deref()?, chapter))).collect();
        let mut kept = Vec::new();
        match before {
            // Text before the first article of a page belongs to the previous article, or is a title of the page.
            Some(part) if self.open.is_some() => {
                let continued = if begun.is_empty() { stated.clone() } else { Draft::default() };
                self.append(vec![part], continued);
            }
            Some(part) if first.is_some() && is_short(&part) => {
                // A heading above all articles belongs to the issue.
                kept = part.blocks;
                if kept.iter().all(|block| block.kind == BlockKind::Heading) {
                    kept.clear();
                }
            }
            _ => {}
        }
        for part in parts {
            let Some(chapter) = part.id.as_deref().and_then(|id| by_id.get(id)) else { continue };
            self.close()?;
            self.begin(chapter, stated.clone(), is_list, is_furniture);
            let blocks = std::mem::take(&mut kept).into_iter().chain(part.blocks).collect();
            self.append(vec![EpubPart { id: part.id, blocks }], Draft::default());
        }
        ControlFlow::Continue(())
    }

    fn begin(&mut self, chapter: &Chapter, stated: Draft, is_list_of_links: bool, is_furniture: bool) {
        let chapter = Chapter { is_furniture: chapter.is_furniture || is_furniture, ..chapter.clone() };
        self.open = Some(OpenArticle::of(Some(chapter), stated, is_list_of_links));
    }

    fn append(&mut self, parts: Vec<EpubPart>, stated: Draft) {
        let Some(open) = &mut self.open else { return };
        for block in parts.into_iter().flat_map(|part| part.blocks) {
            open.length += block.text.len();
            if open.length <= MAX_RECORD_BYTES {
                open.blocks.push(block);
            }
        }
        open.stated = std::mem::take(&mut open.stated).or(stated);
    }

    /// Writes the open article.
    fn close(&mut self) -> ControlFlow<()> {
        let Some(open) = self.open.take() else { return ControlFlow::Continue(()) };
        let is_short_section =
            open.chapter.as_ref().is_some_and(|chapter| chapter.is_section) && open.length < SECTION_TEXT;
        let is_furniture = open.chapter.as_ref().is_some_and(|chapter| chapter.is_furniture);
        if is_furniture || open.is_list_of_links || is_short_section || open.blocks.is_empty() {
            return ControlFlow::Continue(());
        }
        let draft = if open.length > MAX_RECORD_BYTES {
            Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES })
        } else {
            Ok(self.article(open))
        };
        let flow = (self.sink)(ReadRecord { line: None, draft });
        self.budget.renew();
        flow
    }

    fn leave_out(&mut self, reason: SkipReason) -> ControlFlow<()> {
        self.close()?;
        (self.sink)(ReadRecord { line: None, draft: Err(reason) })
    }

    fn article(&self, mut open: OpenArticle) -> Draft {
        let book = self.book;
        let title = open.chapter.as_ref().map(|chapter| chapter.label.clone()).or_else(|| book.title.clone());
        choose_headline(&mut open.blocks, title.as_deref());
        let authors = if book.is_periodical { Vec::new() } else { book.authors.clone() };
        let properties = Properties { title, ..Properties::default() };
        let printed = draft(open.blocks, &[], properties);
        let mut article = open.stated.or(printed);
        if article.published.is_none() && article.date_order.unordered.is_none() {
            article.published = book.published;
        }
        let source = if self.is_one { book.publisher.clone() } else { book.title.clone().or(book.publisher.clone()) };
        let of_book = Draft {
            source,
            bylines: authors,
            language: book.language,
            topics: book.topics.clone(),
            ..Draft::default()
        };
        article.section = open.chapter.and_then(|chapter| chapter.section).or(article.section);
        article.or(of_book)
    }
}

impl OpenArticle {
    fn of(chapter: Option<Chapter>, stated: Draft, is_list_of_links: bool) -> Self {
        Self { chapter, blocks: Vec::new(), length: 0, stated, is_list_of_links }
    }
}

fn is_short(part: &EpubPart) -> bool {
    part.blocks.iter().map(|block| block.text.len()).sum::<usize>() < SECTION_TEXT
}

/// Marks the printed headline: the line that equals the label in the table of contents, else the heading that begins with it or contains it. All
/// other headings among the first blocks become lines of the text.
fn choose_headline(blocks: &mut [DocumentBlock], label: Option<&str>) {
    let Some(label) = label.filter(|label| !label.is_empty()) else { return };
    let head = blocks.get(..HEAD.min(blocks.len())).unwrap_or_default();
    let simple = |text: &str| text.to_lowercase();
    let contains = |block: &DocumentBlock| {
        block.kind == BlockKind::Heading
            && (simple(&block.text).contains(&simple(label)) || simple(label).contains(&simple(&block.text)))
    };
    let is_number = !label.contains(|c: char| c.is_alphabetic() && !c.is_ascii_uppercase()) && label.len() < 4;
    let place = head
        .iter()
        .position(|block| same(label, &block.text))
        .or_else(|| head.iter().position(contains))
        .or_else(|| head.iter().position(|block| is_number && block.kind == BlockKind::Heading));
    for (at, block) in blocks.iter_mut().take(HEAD).enumerate() {
        match place {
            Some(place) if at == place => block.kind = BlockKind::Title,
            _ if block.kind == BlockKind::Heading => block.kind = BlockKind::Text,
            _ => {}
        }
    }
}
