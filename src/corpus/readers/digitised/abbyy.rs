//! The XML of ABBYY FineReader: one element per character.

use super::confidence::Confidence;
use super::page_records::PageRecords;
use super::page_text::{PageText, PageWord};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};

/// Reads pages in the XML of FineReader.
pub(in crate::corpus::readers) struct AbbyyReader;

impl Reader for AbbyyReader {
    fn name(&self) -> &'static str {
        "abbyy"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| match &*root.tag.name {
            "document" => {
                root.tag.space.contains("abbyy.com/FineReader")
                    || root.tag.attribute("producer").is_some_and(|producer| producer.contains("FineReader"))
                    || root.inside.iter().any(|tag| &*tag.name == "charParams")
            }
            "page" => root.inside.iter().any(|tag| &*tag.name == "block" && tag.attribute("blockType").is_some()),
            _ => false,
        })
    }

    fn memory_factor(&self) -> u64 {
        4
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut pages = PageRecords::new(context, sink);
        let mut number = 0_u32;
        while let Some(event) = stream.next()? {
            let Outside::Start(tag) = event else { continue };
            match &*tag.name {
                "page" => {
                    number += 1;
                    if pages.begin(Some(number.to_string())).is_break() {
                        return Ok(());
                    }
                }
                "par" => {
                    let paragraph = pages.element(&mut stream, tag)?;
                    add_paragraph(&paragraph, &mut pages.page.text);
                }
                _ => {}
            }
        }
        if number == 1 {
            // The only page of a file may have any number in its issue.
            pages.page.number = None;
        }
        // This was the last record, so a break changes nothing.
        let _ = pages.end();
        Ok(())
    }
}

fn add_paragraph(paragraph: &Element, text: &mut PageText) {
    text.begin_block();
    let from = text.len();
    for line in paragraph.children("line") {
        text.begin_line();
        let (mut word, mut sure) = (String::new(), Confidence::default());
        for formatting in line.children("formatting") {
            let characters: Vec<&Element> = formatting.children("charParams").collect();
            if characters.is_empty() {
                word.push_str(&formatting.text());
            }
            for character in characters {
                word.push_str(&character.text());
                let stated = character.attribute("charConfidence").and_then(|number| number.parse::<f32>().ok());
                sure.add(stated.filter(|number| (0.0..=100.0).contains(number)).map(|number| number / 100.0));
                if word.ends_with(char::is_whitespace) || character.text().is_empty() {
                    push(text, &mut word, &mut sure);
                }
            }
        }
        push(text, &mut word, &mut sure);
    }
    let language = paragraph.find("formatting").and_then(|formatting| formatting.attribute("lang"));
    if let Some(language) = language {
        // `GermanStandard`, `EnglishUnitedStates`, `OldGerman`.
        let name = language.trim_start_matches("Old");
        let end = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map_or(name.len(), |(at, _)| at);
        text.add_language(name.get(..end).unwrap_or(name), from);
    }
}

fn push(text: &mut PageText, word: &mut String, sure: &mut Confidence) {
    let confidence = std::mem::take(sure).percent().map(|percent| f32::from(percent) / 100.0);
    for part in std::mem::take(word).split_whitespace() {
        text.push(PageWord { text: part.to_owned(), confidence, is_apart: true, ..PageWord::default() });
    }
}
