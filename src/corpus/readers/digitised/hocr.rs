//! hOCR: OCR pages as HTML, in which classes identify lines and words.
//!
//! Programs write arbitrary HTML around it: entities unknown to XML, elements without an end, unclosed comments. So it is read like the other formats, by a tag
//! scanner, not by an HTML parser.

use super::confidence::confidence_in_percent;
use super::page_records::PageRecords;
use super::page_text::{PageText, PageWord};
use super::stated_language;
use crate::corpus::dates;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream, XmlTag};

/// Reads pages in hOCR.
pub(in crate::corpus::readers) struct HocrReader;

/// Classes of elements that are read as a whole, outermost first.
pub(super) const BLOCKS: &[&str] = &["ocr_par", "ocrx_par"];
/// Classes of lines.
pub(super) const LINES: &[&str] =
    &["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"];
/// Classes of words.
pub(super) const WORDS: &[&str] = &["ocrx_word", "ocr_word"];
/// Classes of blocks around paragraphs.
const AREAS: &[&str] = &["ocr_carea", "ocrx_block", "ocr_column", "ocr_float", "ocr_block"];

impl Reader for HocrReader {
    fn name(&self) -> &'static str {
        "hocr"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        if !root.tag.name.eq_ignore_ascii_case("html") {
            return false;
        }
        let is_page = |tag: &XmlTag| tag.attribute("class").is_some_and(|class| class.contains("ocr_page"));
        let says_so = |tag: &XmlTag| matches!(tag.attribute("name"), Some("ocr-system" | "ocr-capabilities"));
        root.inside.iter().any(|tag| is_page(tag) || says_so(tag))
    }

    fn memory_factor(&self) -> u64 {
        8
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut pages = PageRecords::new(context, sink);
        let mut count = 0_u32;
        while let Some(event) = stream.next()? {
            let Outside::Start(tag) = event else { continue };
            let class = tag.attribute("class").unwrap_or_default();
            if is_one_of(class, &["ocr_page"]) {
                let number = property(&tag, "lpageno").or_else(|| physical_number(&tag));
                count += 1;
                // The first of several pages has the image number 0.
                if count == 2 && number.as_deref() == Some("2") {
                    pages.page.number.get_or_insert_with(|| "1".to_owned());
                }
                if pages.begin(number).is_break() {
                    return Ok(());
                }
            } else if is_one_of(class, AREAS) {
                pages.page.text.begin_block();
            } else if is_one_of(class, BLOCKS) {
                pages.page.text.begin_block();
                let paragraph = pages.element(&mut stream, tag)?;
                add_paragraph(&paragraph, &mut pages.page.text);
            } else if is_one_of(class, LINES) || is_one_of(class, WORDS) {
                let is_line = is_one_of(class, LINES);
                let line = pages.element(&mut stream, tag)?;
                if is_line {
                    pages.page.text.begin_line();
                }
                add_line(&line, &mut pages.page.text);
            } else if tag.name.eq_ignore_ascii_case("meta") {
                add_metadata(&tag, &mut pages);
            }
        }
        // This was the last record, so a break changes nothing.
        let _ = pages.end();
        Ok(())
    }
}

/// Adds the metadata that a library states in the head of the page.
fn add_metadata(tag: &XmlTag, pages: &mut PageRecords<'_, '_>) {
    let (Some(name), Some(content)) = (tag.attribute("name"), tag.attribute("content")) else { return };
    match name.to_lowercase().as_str() {
        "dc.title" | "dcterms.title" => pages.of_file.source = Some(content.to_owned()),
        "dc.date" | "dc.issued" | "dcterms.issued" | "dc.date.issued" => {
            pages.of_file.add_date(dates::parse_any_order(content));
        }
        "dc.language" => pages.of_file.language = stated_language(content),
        _ => {}
    }
}

fn is_one_of(class: &str, known: &[&str]) -> bool {
    class.split_ascii_whitespace().any(|class| known.contains(&class))
}

/// Returns a property in the title of an element: `bbox 0 0 9 9; x_wconf 93`.
pub(super) fn property(tag: &XmlTag, name: &str) -> Option<String> {
    let properties = tag.attribute("title")?.split(';');
    properties.map(str::trim).find_map(|property| {
        let value = property.strip_prefix(name)?;
        value.starts_with(' ').then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// Returns the number of the page among the images, which hOCR counts from 0.
fn physical_number(tag: &XmlTag) -> Option<String> {
    let number: u32 = property(tag, "ppageno")?.parse().ok()?;
    // A single image has the number 0, whatever its page.
    (number > 0).then(|| number.saturating_add(1).to_string())
}

fn add_paragraph(paragraph: &Element, text: &mut PageText) {
    let from = text.len();
    let lines = of_class(paragraph, LINES);
    if lines.is_empty() {
        text.begin_line();
        add_line(paragraph, text);
    }
    for line in lines {
        text.begin_line();
        add_line(line, text);
    }
    if let Some(language) = paragraph.attribute("lang") {
        text.add_language(language, from);
    }
}

/// Returns the descendants with one of the given classes.
pub(super) fn of_class<'a>(element: &'a Element, classes: &[&str]) -> Vec<&'a Element> {
    let is_of = |inner: &&Element| inner.attribute("class").is_some_and(|class| is_one_of(class, classes));
    element.descendants().into_iter().filter(is_of).collect()
}

fn add_line(line: &Element, text: &mut PageText) {
    let mut words = of_class(line, WORDS);
    if words.is_empty() {
        words.push(line);
    }
    for word in words {
        let confidence = word_confidence(&word.tag);
        for part in word.text().split_whitespace() {
            text.push(PageWord { text: part.to_owned(), confidence, is_apart: true, ..PageWord::default() });
        }
    }
}

/// Returns the confidence of a word, from 0 to 1.
pub(super) fn word_confidence(word: &XmlTag) -> Option<f32> {
    let stated = property(word, "x_wconf").or_else(|| property(word, "x_conf"))?;
    // A word may have one number per character.
    confidence_in_percent(stated.split(' ').next()?)
}
