//! Zotero RDF: the metadata that a library states about newspaper articles, mostly without their texts.

use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element, Outside, XmlStream};
use std::collections::HashMap;

/// The namespace of the program.
const NAMESPACE: &str = "zotero.org/namespaces/export";
/// Types of publications that are described separately from their articles, before or after them.
const PUBLICATIONS: &[&str] = &["Newspaper", "Periodical", "Journal"];
/// Types of items that are articles.
const TYPES: &[&str] = &["newspaperArticle", "magazineArticle", "blogPost", "webpage", "forumPost", "journalArticle"];
/// The maximum number of articles held back until their publication is described.
const MOST_WAITING: usize = 10_000;

/// Reads Zotero RDF.
pub(in crate::corpus::readers) struct ZoteroRdfReader;

impl Reader for ZoteroRdfReader {
    fn name(&self) -> &'static str {
        "zotero-rdf"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let is_rdf = xml::root(sample.text).is_some_and(|root| &*root.tag.name == "RDF");
        is_rdf && sample.text.contains(NAMESPACE)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut publications: HashMap<String, Element> = HashMap::new();
        let mut waiting: Vec<Element> = Vec::new();
        while let Some(outside) = stream.next()? {
            let Outside::Start(tag) = outside else { continue };
            if &*tag.name == "RDF" {
                continue;
            }
            let element = match stream.element(tag)? {
                Ok(element) => element,
                Err(reason) => {
                    if sink(ReadRecord { line: None, draft: Err(reason) }).is_break() {
                        return Ok(());
                    }
                    continue;
                }
            };
            if PUBLICATIONS.contains(&element.name()) {
                if let Some(id) = element.attribute("rdf:about").map(str::to_owned) {
                    publications.insert(id, element);
                }
            } else if is_article(&element) {
                let known = reference(&element).is_none_or(|id| publications.contains_key(id));
                if !known && waiting.len() < MOST_WAITING {
                    waiting.push(element);
                } else if sink(ReadRecord { line: None, draft: Ok(draft(&element, &publications)) }).is_break() {
                    return Ok(());
                }
            }
        }
        for element in waiting {
            if sink(ReadRecord { line: None, draft: Ok(draft(&element, &publications)) }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn is_article(element: &Element) -> bool {
    element.text_at("itemType").is_some_and(|kind| TYPES.contains(&kind.as_str()))
}

/// Returns the id of the publication of an article, if it is described elsewhere.
fn reference(article: &Element) -> Option<&str> {
    article.children("isPartOf").find_map(|part| part.attribute("rdf:resource"))
}

fn draft(article: &Element, publications: &HashMap<String, Element>) -> Draft {
    let inside = article.children("isPartOf").find_map(|part| part.elements().next());
    let publication = inside.or_else(|| publications.get(reference(article)?));
    let stated = |name: &str| article.text_at(name).or_else(|| publication?.text_at(name));
    let identifier = article.children("identifier").map(Element::line).find(|id| id.starts_with("http"));
    let authors = article.all_at("authors/Seq/li").into_iter().map(person).filter(|name| !name.is_empty());
    let mut draft = Draft {
        own_id: article.attribute("rdf:about").map(str::to_owned),
        headline: article.text_at("title"),
        lead: article.child("abstract").map(Element::paragraphs),
        source: publication
            .and_then(|publication| publication.text_at("title"))
            .or_else(|| article.text_at("publisher")),
        bylines: authors.collect(),
        section: stated("section"),
        edition: stated("edition"),
        page: article.text_at("pages"),
        place: article.find("locality").map(Element::line),
        topics: article.texts_at("subject"),
        language: article.text_at("language").and_then(|code| Language::parse(&code)),
        url: identifier
            .or_else(|| article.attribute("rdf:about").filter(|about| about.starts_with("http")).map(str::to_owned)),
        incomplete: true,
        ..Draft::default()
    };
    draft.add_date(article.text_at("date").and_then(|date| dates::parse_any_order(&date)));
    draft
}

/// Returns the name of a person, the first name first.
fn person(person: &Element) -> String {
    let given = person.find("givenName").or_else(|| person.find("givenname"));
    let parts = [given, person.find("surname")].into_iter().flatten().map(Element::line);
    let name = parts.collect::<Vec<_>>().join(" ");
    if name.is_empty() { person.line() } else { name }
}
