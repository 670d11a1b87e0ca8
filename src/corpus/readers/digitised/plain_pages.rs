//! Pages in formats that state little more than words: TETML, the text of a PDF; MiniOCR, the words of a page for an index; the XML of DjVu.

use super::confidence::confidence_in_percent;
use super::page_records::PageRecords;
use super::page_text::{PageText, PageWord};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};

/// Reads pages in TETML.
pub(in crate::corpus::readers) struct TetmlReader;

/// Reads pages in MiniOCR.
pub(in crate::corpus::readers) struct MiniOcrReader;

/// Reads the hidden text of the pages of a DjVu file, as the Internet Archive publishes it (`_djvu.xml`).
pub(in crate::corpus::readers) struct DjvuReader;

const MEMORY_FACTOR: u64 = 8;

impl Reader for TetmlReader {
    fn name(&self) -> &'static str {
        "tetml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "TET")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        each_block(input, context, sink, "Page", "Para", add_tetml)
    }
}

impl Reader for MiniOcrReader {
    fn name(&self) -> &'static str {
        "miniocr"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| {
            &*root.tag.name == "ocr" && root.inside.iter().all(|tag| matches!(&*tag.name, "p" | "b" | "l" | "w"))
        })
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        each_block(input, context, sink, "p", "b", |block, text| {
            let mut lines = block.children("l").peekable();
            if lines.peek().is_none() {
                text.push_line(&block.text());
            }
            lines.for_each(|line| text.push_line(&line.text()));
        })
    }
}

impl Reader for DjvuReader {
    fn name(&self) -> &'static str {
        "djvu-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "DjVuXML")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        each_block(input, context, sink, "OBJECT", "PARAGRAPH", add_djvu)
    }
}

fn each_block(
    input: Input<'_>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
    page: &str,
    block: &str,
    add: impl Fn(&Element, &mut PageText),
) -> Result<(), Skip> {
    let mut stream = XmlStream::new(input, context.limits, MEMORY_FACTOR);
    let mut pages = PageRecords::new(context, sink);
    let mut count = 0_u32;
    while let Some(event) = stream.next()? {
        let Outside::Start(tag) = event else { continue };
        if &*tag.name == page {
            count += 1;
            let number = tag.attribute("number").map(str::to_owned);
            // If there are several pages without numbers, the file contains all of them, in order.
            if count == 2 && number.is_none() {
                pages.page.number.get_or_insert_with(|| "1".to_owned());
            }
            if pages.begin(number.or_else(|| (count > 1).then(|| count.to_string()))).is_break() {
                return Ok(());
            }
        } else if &*tag.name == block {
            let element = pages.element(&mut stream, tag)?;
            pages.page.text.begin_block();
            add(&element, &mut pages.page.text);
        }
    }
    // This was the last record, so a break changes nothing.
    let _ = pages.end();
    Ok(())
}

fn add_djvu(paragraph: &Element, text: &mut PageText) {
    for line in paragraph.find_all("LINE") {
        text.begin_line();
        for word in line.children("WORD") {
            let confidence = word.attribute("x-confidence").and_then(confidence_in_percent);
            let words = word.text();
            for part in words.split_whitespace() {
                text.push(PageWord { text: part.to_owned(), confidence, is_apart: true, ..PageWord::default() });
            }
        }
    }
}

fn add_tetml(paragraph: &Element, text: &mut PageText) {
    let lines = paragraph.find_all("Line");
    let parts = if lines.is_empty() { vec![paragraph] } else { lines };
    for line in parts {
        let words: Vec<String> = line.find_all("Text").into_iter().map(Element::text).collect();
        text.push_line(&words.join(" "));
    }
}
