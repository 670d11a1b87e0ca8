//! Issues in the exchange format of the British Library and Gale: articles with one element per word, in the dialects of the collections of newspapers of the
//! 17th to the 20th century.

use super::confidence::confidence_in_percent;
use super::numbered;
use super::page_text::{PageText, TextJoiner};
use crate::article::ArticleKind;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};

/// Reads issues in the XML of the British Library and of Gale.
pub(in crate::corpus::readers) struct ArticleXmlReader;

/// Elements that distinguish an issue from other files with the same root.
const MARKS: &[&str] =
    &["pf", "searchableDateStart", "metadatainfo", "newspaperID", "PSMID", "da", "dw", "ip", "pc", "article"];

impl Reader for ArticleXmlReader {
    fn name(&self) -> &'static str {
        "newspaper-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| match &*root.tag.name {
            "GALENP" | "UKP" | "BL_newspaper" | "BL_article" => true,
            "issue" => root.inside.iter().any(|tag| MARKS.contains(&&*tag.name)),
            _ => false,
        })
    }

    fn memory_factor(&self) -> u64 {
        8
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut issue = Draft::default();
        while let Some(event) = stream.next()? {
            let Outside::Start(tag) = event else { continue };
            let draft = match &*tag.name {
                "article" => stream.element(tag)?.map(|article| of_gale(&article, &issue)),
                "BL_article" | "BL_page" => stream.element(tag)?.map(|article| of_library(&article)),
                "pf"
                | "searchableDateStart"
                | "normalisedDate"
                | "normalizedDate"
                | "printedDate"
                | "jn"
                | "fullTitle"
                | "newspaperTitle"
                | "publicationTitle"
                | "is" => {
                    let name = tag.name.clone();
                    let text = stream.element(tag)??.line();
                    add_fact(&name, text, &mut issue);
                    continue;
                }
                _ => continue,
            };
            if sink(ReadRecord { line: None, draft }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Adds a field of the issue.
fn add_fact(name: &str, text: String, issue: &mut Draft) {
    if text.is_empty() {
        return;
    }
    match name {
        "pf" | "searchableDateStart" => issue.add_date(dates::parse_any_order(&text)),
        "normalisedDate" | "normalizedDate" | "printedDate" => {
            issue.add_date(dates::parse_any_order(&text.replace('.', "-")));
        }
        "is" => issue.edition = Some(numbered(text)),
        _ => {
            issue.source.get_or_insert(text);
        }
    }
}

/// Returns the draft of an article in a dialect of Gale.
fn of_gale(article: &Element, issue: &Draft) -> Draft {
    let text = article.child("text").unwrap_or(article);
    let printed: Vec<String> = text.children("text.title").map(words).filter(|words| !words.is_empty()).collect();
    let headline = Some(printed.join(" ")).filter(|text| !text.is_empty()).or_else(|| article.text_at("ti"));
    let mut joiner = TextJoiner::default();
    let parts = text.elements().filter(|part| matches!(part.name(), "text.preamble" | "text.cr"));
    for part in parts {
        let paragraphs: Vec<&Element> = part.children("p").collect();
        let paragraphs = if paragraphs.is_empty() { vec![part] } else { paragraphs };
        for paragraph in paragraphs {
            let mut page = PageText::default();
            page.begin_block();
            page.push_line(&words(paragraph));
            joiner.paragraph(&page.words);
        }
    }
    let category = article.text_at("ct").or_else(|| article.attribute("type").map(str::to_owned));
    let is_advertisement = category.as_deref().is_some_and(|category| {
        let category = category.to_lowercase();
        category.contains("advert") || category.starts_with("classified") || category == "ad"
    });
    let authors = article.texts_at("au/au_composed");
    let authors = if authors.is_empty() { article.texts_at("au") } else { authors };
    let pages = article.texts_at("pi").into_iter().filter_map(|id| {
        let number = id.rsplit(['_', '-']).next()?.trim_start_matches('0').to_owned();
        (!number.is_empty()).then_some(number)
    });
    let mut pages: Vec<String> = pages.collect();
    pages.dedup();
    let source = issue.source.as_deref();
    Draft {
        own_id: article.text_at("id"),
        headline,
        body: Some(joiner.finish().0).filter(|body| !body.is_empty()),
        bylines: authors.iter().flat_map(|author| bylines::names(author, source)).collect(),
        section: category.filter(|category| !is_advertisement && category.len() > 2),
        page: Some(pages.join(", ")).filter(|pages| !pages.is_empty()),
        kind: is_advertisement.then_some(ArticleKind::Advertisement),
        ocr: article
            .text_at("ocr")
            .and_then(|text| confidence_in_percent(&text))
            .map(|share| (share * 100.0).round() as u8),
        ..Draft::default()
    }
    .or(issue.clone())
}

/// Returns the draft of an article, or of a page, of the British Library's first collection.
fn of_library(article: &Element) -> Draft {
    let text = |path: &str| article.text_at(path);
    let words_of =
        |name: &str| -> String { article.find_all(name).into_iter().map(Element::line).collect::<Vec<_>>().join(" ") };
    let of_article = words_of("articleWord");
    let body = if of_article.is_empty() { words_of("pageWord") } else { of_article };
    let number = text("issue_metadata/issueNumber");
    let mut draft = Draft {
        headline: text("article_metadata/dc_metadata/Title"),
        body: Some(body).filter(|body| !body.is_empty()),
        source: text("title_metadata/title"),
        edition: number.map(numbered),
        page: article
            .find("pageSequence")
            .or_else(|| article.find("pageNumber"))
            .map(Element::line)
            .map(|page| page.trim_start_matches('0').to_owned()),
        ..Draft::default()
    };
    let day = text("issue_metadata/normalisedDate").map(|day| day.replace('.', "-"));
    draft.add_date(day.or_else(|| text("issue_metadata/printedDate")).and_then(|day| dates::parse_any_order(&day)));
    draft
}

/// Returns the words in an element, separated by spaces.
fn words(element: &Element) -> String {
    let words: Vec<String> =
        element.find_all("wd").into_iter().map(Element::line).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { element.line() } else { words.join(" ") }
}
