//! PAGE XML: regions of a page with their lines, from transcription or OCR.
//!
//! A region repeats the text of its lines, and a line the text of its words: the text of lines is used, and the other texts only where lines have none.
//! The order is stated by an element, else by an attribute of Transkribus, else it is the order of the file. Regions or lines with an article id in
//! the same attribute are separate articles.

use super::confidence::confidence;
use super::page_records::PageRecords;
use super::page_text::PageWord;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};
use rustc_hash::FxHashMap;

/// Reads pages in PAGE XML.
pub(in crate::corpus::readers) struct PageXmlReader;

/// Types of regions that belong to the page rather than to its text.
const FURNITURE: &[&str] = &["header", "footer", "page-number", "catch-word", "signature-mark"];

/// Types of regions that are headings.
const HEADINGS: &[&str] = &["heading", "headline", "title"];

impl Reader for PageXmlReader {
    fn name(&self) -> &'static str {
        "page-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "PcGts")
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
        let mut order = RegionOrder::default();
        // The number of the page in a Transkribus document.
        let mut number: Option<String> = None;
        while let Some(event) = stream.next()? {
            let Outside::Start(tag) = event else { continue };
            match &*tag.name {
                "TranskribusMetadata" => number = tag.attribute("pageNr").map(str::to_owned),
                "Page" => {
                    order.apply(&mut pages);
                    if pages.begin(number.take()).is_break() {
                        return Ok(());
                    }
                }
                "ReadingOrder" => order.stated(&pages.element(&mut stream, tag)?),
                "TextRegion" => {
                    let region = pages.element(&mut stream, tag)?;
                    order.add_region(&region, &mut pages);
                }
                _ => {}
            }
        }
        order.apply(&mut pages);
        // This was the last record, so a break changes nothing.
        let _ = pages.end();
        Ok(())
    }
}

/// The order of the regions of a page.
#[derive(Default)]
struct RegionOrder {
    stated: Vec<String>,
    /// The ids with the order stated in attributes of regions.
    hidden: Vec<(u64, String)>,
    /// The numbers of the articles of the page, by their ids.
    articles: FxHashMap<String, u32>,
}

impl RegionOrder {
    fn stated(&mut self, element: &Element) {
        let mut groups: Vec<(u64, &Element)> = element
            .elements()
            .map(|child| (child.attribute("index").and_then(|index| index.parse().ok()).unwrap_or(0), child))
            .collect();
        groups.sort_by_key(|(index, _)| *index);
        for (_, child) in groups {
            self.stated.extend(child.attribute("regionRef").map(str::to_owned));
            self.stated(child);
        }
    }

    fn add_region(&mut self, region: &Element, pages: &mut PageRecords<'_, '_>) {
        let text = &mut pages.page.text;
        let from = text.len();
        text.begin_block();
        let kind = region.attribute("type").or_else(|| structure(region, "type"));
        let is_margin = kind.is_some_and(|kind| FURNITURE.contains(&kind));
        let is_heading = kind.is_some_and(|kind| HEADINGS.contains(&kind));
        let of_region = self.article(region);
        let plain = PageWord { is_apart: true, is_margin, is_heading, article: of_region, ..PageWord::default() };
        let lines: Vec<&Element> = region.children("TextLine").collect();
        let has_text = lines.iter().any(|line| text_of(line).is_some());
        if has_text {
            for line in lines {
                text.begin_line();
                let article = Some(self.article(line)).filter(|number| *number > 0).unwrap_or(of_region);
                let stated = text_of(line);
                let words: Vec<(String, Option<f32>)> = match stated {
                    Some((words, sure)) => words.split_whitespace().map(|word| (word.to_owned(), sure)).collect(),
                    None => line.children("Word").filter_map(text_of).collect(),
                };
                for (word, confidence) in words {
                    text.push(PageWord { text: word, confidence, article, ..plain.clone() });
                }
            }
        } else if let Some((whole, confidence)) = text_of(region) {
            for line in whole.lines() {
                text.begin_line();
                for word in line.split_whitespace() {
                    text.push(PageWord { text: word.to_owned(), confidence, ..plain.clone() });
                }
            }
        }
        if let Some(id) = region.attribute("id") {
            text.name(id, from);
            if let Some(index) = region.attribute("custom").and_then(hidden_index) {
                self.hidden.push((index, id.to_owned()));
            }
        }
        if let Some(language) = region.attribute("primaryLanguage") {
            text.add_language(language, from);
        }
        for inner in region.children("TextRegion") {
            self.add_region(inner, pages);
        }
    }

    /// Returns the number of the article to which a region or line belongs; 0 for none.
    fn article(&mut self, element: &Element) -> u32 {
        let Some(id) = structure(element, "id").filter(|id| !id.is_empty()) else { return 0 };
        let next = u32::try_from(self.articles.len() + 1).unwrap_or(u32::MAX);
        *self.articles.entry(id.to_owned()).or_insert(next)
    }

    /// Sorts the regions of the page.
    fn apply(&mut self, pages: &mut PageRecords<'_, '_>) {
        self.articles.clear();
        let mut hidden = std::mem::take(&mut self.hidden);
        hidden.sort_by_key(|(index, _)| *index);
        let mut order = std::mem::take(&mut self.stated);
        if order.is_empty() {
            order = hidden.into_iter().map(|(_, id)| id).collect();
        }
        if !order.is_empty() {
            pages.page.text.reorder(&order);
        }
    }
}

/// Returns the index in an attribute such as `readingOrder {index:3;} structure {type:heading;}`.
fn hidden_index(custom: &str) -> Option<u64> {
    let (_, after) = custom.split_once("readingOrder")?;
    let (_, index) = after.split_once("index:")?;
    index.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Returns a value of `structure` in an attribute such as `readingOrder {index:3;} structure {id:a2; type:article;}`.
fn structure<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    let (_, after) = element.attribute("custom")?.split_once("structure")?;
    let inside = after.trim_start().strip_prefix('{')?.split('}').next()?;
    let mut pairs = inside.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

/// Returns the text of an element itself and its confidence; of several readings the first.
fn text_of(element: &Element) -> Option<(String, Option<f32>)> {
    let index =
        |reading: &&Element| reading.attribute("index").and_then(|index| index.parse::<u64>().ok()).unwrap_or(0);
    let reading = element.children("TextEquiv").min_by_key(index)?;
    let text = reading.child("Unicode").or_else(|| reading.child("PlainText"))?.text();
    (!text.trim().is_empty()).then(|| (text, reading.attribute("conf").and_then(confidence)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hidden_order_of_transkribus_is_read() {
        assert_eq!(hidden_index("readingOrder {index:12;} structure {type:heading;}"), Some(12));
        assert_eq!(hidden_index("structure {type:heading;}"), None);
        assert_eq!(hidden_index("readingOrder {index:;}"), None);
    }
}
