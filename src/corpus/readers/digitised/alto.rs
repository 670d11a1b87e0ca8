//! ALTO, versions 1 to 4: an OCR page, word by word.
//!
//! The words are attributes, so the file is read tag by tag, never as a tree. Namespaces differ between versions and producers, so only element
//! names count. Margins, and blocks with a tag for such content, contain running heads and page numbers; they are left out of the text unless there is
//! no other.

use super::confidence::confidence;
use super::page_path::PagePath;
use super::page_text::{PageWord, WordPart};
use super::recognised_page::RecognisedPage;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::reading_limits::ReadingLimits;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Outside, XmlStream, XmlTag};
use std::ops::ControlFlow;

/// Reads ALTO pages that no issue names.
pub(in crate::corpus::readers) struct AltoReader;

/// Labels of tags for page furniture, in lower case without punctuation; labels of eScriptorium end in `zone`.
const FURNITURE: &[&str] = &[
    "header",
    "footer",
    "runningheader",
    "runninghead",
    "runningtitle",
    "pageheader",
    "pagefooter",
    "pagenumber",
    "folio",
    "catchword",
    "signaturemark",
    "runningtitlezone",
    "numberingzone",
    "quiremarkszone",
    "stampzone",
];

/// The maximum number of tags for furniture that are recorded.
const MOST_TAGS: usize = 1000;

/// The maximum number of words of a page: a newspaper page has some 20,000.
const MOST_WORDS: usize = 2_000_000;

impl Reader for AltoReader {
    fn name(&self) -> &'static str {
        "alto"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "alto")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn is_part(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let path = PagePath::of(context.path);
        each_page(input, context.limits, WantedIds::None, &mut |page| {
            sink(ReadRecord { line: None, draft: Ok(path.complete(page.draft())) })
        })
    }
}

pub(super) const MEMORY_FACTOR: u64 = 4;

/// The ids by which an issue refers to parts of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum WantedIds {
    /// None: the words are sorted into the reading order that the page states.
    #[default]
    None,
    Blocks,
    /// The ids of blocks, lines and words.
    Words,
}

/// Passes the pages of a file to `sink`.
pub(super) fn each_page(
    input: Input<'_>,
    limits: &ReadingLimits<'_>,
    ids: WantedIds,
    sink: &mut dyn FnMut(RecognisedPage) -> ControlFlow<()>,
) -> Result<(), Skip> {
    let mut stream = XmlStream::new(input, limits, MEMORY_FACTOR);
    let mut parser = AltoParser { ids, ..AltoParser::default() };
    let mut depth = 0;
    while let Some(event) = stream.next()? {
        let now = stream.path().len();
        if let Outside::Start(tag) = event {
            if &*tag.name == "Page" && parser.is_begun && sink(parser.take_page()).is_break() {
                return Ok(());
            }
            parser.start(&tag, (now > depth).then_some(now));
            if parser.page.text.words.len() > MOST_WORDS {
                return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES }.into());
            }
        } else {
            parser.close(now);
        }
        depth = now;
    }
    if parser.is_begun {
        // Emits the last page.
        let _ = sink(parser.take_page());
    }
    Ok(())
}

/// An open element that has an id, a language or a meaning for the words inside.
struct OpenElement {
    depth: usize,
    from: u32,
    id: Option<String>,
    language: Option<String>,
    is_margin: bool,
}

#[derive(Default)]
struct AltoParser {
    page: RecognisedPage,
    is_begun: bool,
    ids: WantedIds,
    open: Vec<OpenElement>,
    /// The ids of blocks in reading order.
    order: Vec<String>,
    /// The ids of tags for page furniture.
    furniture: Vec<String>,
    /// Whether the words of the line are separated by elements.
    line_has_spaces: bool,
    /// The index of the first word of the line.
    line_from: usize,
    has_space: bool,
}

impl AltoParser {
    /// Closes elements deeper than `depth`.
    fn close(&mut self, depth: usize) {
        while let Some(ended) = self.open.pop_if(|open| open.depth > depth) {
            if let Some(id) = &ended.id {
                self.page.text.name(id, ended.from);
            }
            if let Some(language) = &ended.language {
                self.page.text.add_language(language, ended.from);
            }
        }
    }

    fn take_page(&mut self) -> RecognisedPage {
        self.close(0);
        self.end_line();
        self.is_begun = false;
        let mut page = std::mem::take(&mut self.page);
        if !self.order.is_empty() && self.ids == WantedIds::None {
            page.text.reorder(&self.order);
        }
        page
    }

    /// Handles a start tag; `depth` is that of its content, if it has any.
    fn start(&mut self, tag: &XmlTag, depth: Option<usize>) {
        match &*tag.name {
            "Page" => {
                self.is_begun = true;
                let number = |name| {
                    tag.attribute(name)
                        .map(|number| number.trim_matches(['[', ']', ' ']))
                        .filter(|number| !number.is_empty() && number.bytes().any(|byte| byte != b'0'))
                };
                self.page.number = number("PRINTED_IMG_NR").or_else(|| number("PHYSICAL_IMG_NR")).map(str::to_owned);
                self.page.confidence = tag.attribute("PC").or_else(|| tag.attribute("ACCURACY")).and_then(confidence);
                self.enter(tag, depth, false);
            }
            "TopMargin" | "BottomMargin" | "LeftMargin" | "RightMargin" => self.enter(tag, depth, true),
            "ComposedBlock" | "PrintSpace" => self.enter(tag, depth, false),
            "TextBlock" => {
                self.end_line();
                self.page.text.begin_block();
                self.enter(tag, depth, false);
            }
            "TextLine" => {
                self.end_line();
                self.page.text.begin_line();
                self.line_from = self.page.text.words.len();
                if self.ids == WantedIds::Words {
                    self.enter(tag, depth, false);
                }
            }
            "SP" => (self.line_has_spaces, self.has_space) = (true, true),
            "HYP" => {
                if let Some(last) = self.page.text.words.last_mut()
                    && last.part == WordPart::Whole
                {
                    last.part = WordPart::First(None);
                    let sign = tag.attribute("CONTENT").filter(|sign| !sign.is_empty()).unwrap_or("\u{AD}");
                    if !last.text.ends_with(sign) {
                        last.text.push_str(sign);
                    }
                }
            }
            "String" => self.word(tag),
            "LayoutTag" | "StructureTag" | "RoleTag" | "OtherTag"
                if is_furniture(tag) && self.furniture.len() < MOST_TAGS =>
            {
                self.furniture.extend(tag.attribute("ID").map(str::to_owned));
            }
            "ElementRef" => self.order.extend(tag.attribute("REF").map(str::to_owned)),
            _ => {}
        }
    }

    fn enter(&mut self, tag: &XmlTag, depth: Option<usize>, is_margin: bool) {
        let Some(depth) = depth else { return };
        let outer = self.open.last().is_some_and(|open| open.is_margin);
        let mut tags = tag.attribute("TAGREFS").unwrap_or_default().split_whitespace();
        let is_margin = is_margin || tags.any(|id| self.furniture.iter().any(|known| known == id));
        let language = tag.attribute("LANG").or_else(|| tag.attribute("language"));
        self.open.push(OpenElement {
            depth,
            from: self.page.text.len(),
            id: tag.attribute("ID").map(str::to_owned),
            language: language.map(str::to_owned),
            is_margin: is_margin || outer,
        });
    }

    fn word(&mut self, tag: &XmlTag) {
        let content = tag.attribute("CONTENT").unwrap_or_default();
        if content.trim().is_empty() {
            return;
        }
        self.is_begun = true;
        let whole = tag.attribute("SUBS_CONTENT").map(str::trim).filter(|whole| !whole.is_empty());
        let part = match tag.attribute("SUBS_TYPE") {
            Some("HypPart1") => WordPart::First(whole.map(str::to_owned)),
            // Without the whole word, which the first part would state, it is an ordinary word.
            Some("HypPart2") if whole.is_some() => WordPart::Second,
            _ => WordPart::Whole,
        };
        let from = self.page.text.len();
        self.page.text.push(PageWord {
            text: content.to_owned(),
            confidence: tag.attribute("WC").and_then(confidence),
            part,
            is_apart: std::mem::take(&mut self.has_space),
            is_margin: self.open.last().is_some_and(|open| open.is_margin),
            ..PageWord::default()
        });
        if self.ids == WantedIds::Words
            && let Some(id) = tag.attribute("ID")
        {
            self.page.text.name(id, from);
        }
    }

    /// Ends a line. If no spaces are marked, all words are separated by one.
    fn end_line(&mut self) {
        if !std::mem::take(&mut self.line_has_spaces) {
            for word in self.page.text.words.iter_mut().skip(self.line_from) {
                word.is_apart = true;
            }
        }
        self.has_space = false;
        self.line_from = self.page.text.words.len();
    }
}

/// Returns whether a tag identifies page furniture.
fn is_furniture(tag: &XmlTag) -> bool {
    ["LABEL", "TYPE"].into_iter().filter_map(|name| tag.attribute(name)).any(|label| {
        let label: String = label.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        FURNITURE.contains(&label.as_str())
    })
}
