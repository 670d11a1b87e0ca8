//! Articles in the XML of Olive, used by libraries of French-speaking Switzerland and others: one entity per file, with its metadata in attributes.

use super::page_text::{PageText, TextJoiner};
use super::stated_language;
use crate::article::ArticleKind;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};

/// Reads articles in the XML of Olive.
pub(in crate::corpus::readers) struct OliveReader;

impl Reader for OliveReader {
    fn name(&self) -> &'static str {
        "olive"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| root.tag.name.eq_ignore_ascii_case("XMD-entity"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        while let Some(event) = stream.next()? {
            if let Outside::Start(tag) = event {
                let draft = stream.element(tag)?.map(|entity| article(&entity));
                // This was the last record, so a break changes nothing.
                let _ = sink(ReadRecord { line: None, draft });
                break;
            }
        }
        Ok(())
    }
}

fn article(entity: &Element) -> Draft {
    let meta = entity.find("Meta");
    let fact = |name: &str| {
        let stated = meta.and_then(|meta| meta.attribute(name)).or_else(|| entity.attribute(name));
        stated.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let kind = match fact("ENTITY_TYPE").unwrap_or_default().to_lowercase().as_str() {
        "ad" | "advertisement" | "classified" => Some(ArticleKind::Advertisement),
        "picture" | "image" => Some(ArticleKind::Illustration),
        _ => None,
    };
    let is_heading = |element: &Element| {
        let name = element.name().to_lowercase();
        name.starts_with("hedline") || name.starts_with("headline")
    };
    let mut printed = TextJoiner::default();
    let mut body = TextJoiner::default();
    if let Some(content) = entity.find("Content") {
        let (headings, texts): (Vec<&Element>, Vec<&Element>) = content.elements().partition(|part| is_heading(part));
        if let Some(heading) = headings.first() {
            add(heading, &mut printed);
        }
        if texts.is_empty() && printed.is_empty() {
            add(content, &mut body);
        }
        for text in texts {
            add(text, &mut body);
        }
    }
    let (printed, _) = printed.finish();
    let (body, _) = body.finish();
    let issue = fact("DOC_UID").zip(fact("ARTICLE_ID").or_else(|| fact("ID")));
    let mut draft = Draft {
        own_id: issue.map(|(issue, article)| format!("{issue}#{article}")),
        headline: Some(printed.replace("\n\n", " ")).filter(|text| !text.is_empty()).or_else(|| fact("NAME")),
        body: Some(body).filter(|body| !body.is_empty()),
        source: fact("PUBLICATION"),
        section: fact("SECTION"),
        edition: fact("EDITION"),
        page: fact("PAGE_NO").map(|page| page.trim_start_matches('0').to_owned()),
        language: fact("LANGUAGE").and_then(|name| stated_language(&name)),
        kind,
        ..Draft::default()
    };
    draft.add_date(fact("ISSUE_DATE").and_then(|date| dates::parse_any_order(&day_of(&date))));
    draft
}

/// Returns a date with the day first, such as `11/05/1901` for 11 May, with the year first.
fn day_of(date: &str) -> String {
    let parts: Vec<&str> = date.split('/').collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    }
}

/// Adds the text of an element, with a paragraph for each of its parts.
fn add(element: &Element, text: &mut TextJoiner) {
    let primitives = element.find_all("Primitive");
    let parts = if primitives.is_empty() { vec![element] } else { primitives };
    for part in parts {
        let mut page = PageText::default();
        page.begin_block();
        let lines = part.find_all("L");
        if lines.is_empty() {
            page.push_line(&part.line());
        }
        for line in lines {
            let words: Vec<String> = line.elements().map(Element::line).collect();
            page.push_line(&if words.is_empty() { line.line() } else { words.join(" ") });
        }
        text.paragraph(&page.words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_an_article() {
        let entity = "<XMD-entity ID='Ar00101' ENTITY_TYPE='Article'><Meta DOC_UID='BDL1901' ARTICLE_ID='Ar00101' ISSUE_DATE='11/05/1901' NAME='Le bac…' PAGE_NO='1' PUBLICATION='Bulletin du Lac' LANGUAGE='French'/>\
            <Content><HedLine_hl1><Primitive><L><W>Le</W><W>bac</W></L></Primitive></HedLine_hl1><Content><Primitive><L><W>Le</W><QW>bac</QW><W>s'est</W><W>échou-</W></L><L><W>é</W><W>hier.</W></L></Primitive></Content></Content></XMD-entity>";
        let draft = article(&xml::parse(entity).expect("an entity"));
        assert_eq!(draft.headline.as_deref(), Some("Le bac"));
        assert_eq!(draft.body.as_deref(), Some("Le bac s'est échoué hier."));
        assert_eq!(draft.source.as_deref(), Some("Bulletin du Lac"));
        assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some("1901-05-11"));
        assert_eq!(draft.own_id.as_deref(), Some("BDL1901#Ar00101"));
    }
}
