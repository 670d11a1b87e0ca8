//! Factiva XML: the articles of a `PPSResponse`.

use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// Reads Factiva XML.
pub(in crate::corpus::readers) struct FactivaXmlReader;

impl Reader for FactivaXmlReader {
    fn name(&self) -> &'static str {
        "factiva-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let is_own =
            |name: &str| matches!(name, "PPSResponse" | "ppsArticleResponse" | "ppsarticleResultSet" | "ppsarticle");
        is_own(&root.tag.name) || root.inside.iter().any(|tag| is_own(&tag.name))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "article", |article| Ok(draft(article)))
    }
}

fn draft(article: &Element) -> Draft {
    let source = article.text_at("sourceName");
    let body = [paragraphs(article, "leadParagraph"), paragraphs(article, "tailParagraphs")].concat().join("\n\n");
    let date = ["publicationDate/dateTime", "publicationDate/date", "publicationDate"];
    let names = |path: &str| article.texts_at(path);
    let time = || {
        let day = article.text_at("publicationDate/date")?;
        dates::parse(&format!("{day}T{}", article.text_at("publicationTime/time")?))
    };
    Draft {
        own_id: article.text_at("accessionNo"),
        headline: article.text_at("headline"),
        body: Some(body).filter(|body| !body.is_empty()),
        bylines: names("byline").iter().flat_map(|byline| bylines::names(byline, source.as_deref())).collect(),
        section: article.text_at("sectionName").or_else(|| article.text_at("columnName")),
        edition: article.text_at("edition"),
        page: article.text_at("pages"),
        provider: article.text_at("publisherName"),
        topics: [subjects(article), names("industry/name"), names("company/name")].concat(),
        published: time().or_else(|| {
            date.iter().find_map(|path| dates::parse(article.text_at(path)?.trim_end_matches("T00:00:00")))
        }),
        language: article.text_at("baseLanguage").and_then(|code| Language::parse(&code)),
        source,
        ..Draft::default()
    }
}

/// Returns the subjects, except those that only serve searches in the database.
fn subjects(article: &Element) -> Vec<String> {
    let names = article.texts_at("newsSubject/name").into_iter();
    names.filter(|name| name != "Content Types" && !name.ends_with("Filter") && !name.ends_with("Filters")).collect()
}

/// Returns the paragraphs inside an element; without elements for them, those of its text.
fn paragraphs(article: &Element, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in article.children(name) {
        let stated = part.texts_at("paragraph");
        if stated.is_empty() {
            found.push(xml::unwrapped(&part.text()));
        }
        found.extend(stated);
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}
