//! Issues of the National Library of the Netherlands: a list of articles in DIDL, and the text of each in a separate file.

use super::confidence::{Confidence, confidence};
use super::{numbered, record_of, stated_language};
use crate::article::{ArticleKind, Language};
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink, emit_single};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element, Outside, XmlStream};
use rustc_hash::FxHashMap;

/// Reads issues in DIDL.
pub(in crate::corpus::readers) struct DidlReader;

/// Reads the text of an article that no issue names.
pub(in crate::corpus::readers) struct ArticleTextReader;

/// Headlines that only state the kind of an article.
const NO_HEADLINES: &[&str] = &["advertentie", "familiebericht", "illustratie met onderschrift", "artikel"];

impl Reader for DidlReader {
    fn name(&self) -> &'static str {
        "didl"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "DIDL")
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_issue(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let issue = DidlIssue::read(input, context)?;
        if issue.articles.is_empty() {
            return Err(SkipReason::NoArticles.into());
        }
        issue.parts.iter().for_each(|name| context.neighbours.claim(name));
        for article in &issue.articles {
            let draft = record_of(issue.draft(article, context))?;
            if sink(ReadRecord { line: None, draft }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn named_parts(&self, input: Input<'_>, context: &ReaderContext<'_>) -> Vec<String> {
        DidlIssue::read(input, context).map(|issue| issue.parts).unwrap_or_default()
    }
}

impl Reader for ArticleTextReader {
    fn name(&self) -> &'static str {
        "didl-text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| {
            &*root.tag.name == "text"
                && root.inside.first().is_some_and(|first| matches!(&*first.name, "title" | "p"))
                && root.inside.iter().all(|tag| matches!(&*tag.name, "title" | "p" | "br"))
        })
    }

    fn memory_factor(&self) -> u64 {
        8
    }

    fn is_part(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, _: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let (headline, body) = text_in(&decode::file(input.into_bytes()?));
        emit_single(Draft { headline, body, ..Draft::default() }, sink)
    }
}

/// Returns the headline and the text of an article.
fn text_in(file: &str) -> (Option<String>, Option<String>) {
    let Some(text) = xml::parse(file) else { return (None, None) };
    let paragraphs: Vec<String> = text.children("p").map(Element::line).filter(|text| !text.is_empty()).collect();
    (text.text_at("title"), Some(paragraphs.join("\n\n")).filter(|body| !body.is_empty()))
}

#[derive(Default)]
struct DidlIssue {
    source: Option<String>,
    date: Option<ParsedDate>,
    number: Option<String>,
    language: Option<Language>,
    articles: Vec<DidlArticle>,
    /// The indices of articles by their ids.
    by_id: FxHashMap<String, usize>,
    /// The numbers of pages by their ids.
    page_numbers: FxHashMap<String, String>,
    /// The names of all files that the list contains.
    parts: Vec<String>,
}

#[derive(Default)]
struct DidlArticle {
    id: String,
    subject: String,
    headline: Option<String>,
    address: Option<String>,
    pages: Vec<String>,
    sure: Confidence,
    /// The name of the file with the text.
    file: Option<String>,
}

impl DidlIssue {
    fn read(input: Input<'_>, context: &ReaderContext<'_>) -> Result<Self, Skip> {
        let mut stream = XmlStream::new(input, context.limits, DidlReader.memory_factor());
        while let Some(event) = stream.next()? {
            if let Outside::Start(tag) = event {
                return Ok(Self::of(&stream.element(tag)??));
            }
        }
        Ok(Self::default())
    }

    fn of(root: &Element) -> Self {
        let mut issue = Self::default();
        let Some(item) = root.find("Item") else { return issue };
        if let Some(facts) = item.children("Component").find_map(|component| component.find("dcx")) {
            issue.source = facts.text_at("title");
            issue.date = facts.texts_at("date").iter().find_map(|date| dates::parse_any_order(date));
            issue.number = facts.text_at("issuenumber");
            let languages = facts.texts_at("language");
            issue.language = languages.first().filter(|_| languages.len() == 1).and_then(|code| stated_language(code));
        }
        let resources = root.find_all("Resource").into_iter().filter_map(file_name);
        issue.parts = resources
            .flat_map(|name| if is_article_text(&name) { names_of_copies(&name) } else { vec![name] })
            .collect();
        for inner in item.children("Item") {
            issue.add_page(inner);
        }
        // The articles follow the pages, with their texts.
        for inner in item.children("Item") {
            let id = inner.attribute("identifier").unwrap_or_default();
            let file = inner.find_all("Resource").into_iter().filter_map(file_name).find(|name| is_article_text(name));
            if file.is_some() && !issue.by_id.contains_key(id) {
                issue.add_listed(inner, id);
            }
            let at = issue.by_id.get(id).copied();
            if let (Some(file), Some(article)) = (file, at.and_then(|at| issue.articles.get_mut(at))) {
                article.file = Some(file);
            }
        }
        issue
    }

    fn add_page(&mut self, item: &Element) {
        let facts = item.children("Component").find_map(|component| component.find("dcx"));
        let number = facts.and_then(|facts| facts.text_at("nativePageNumber"));
        // Page ids end in the position within the issue: `ddd:010:mpeg21:p003`.
        let id = item.attribute("identifier").unwrap_or_default();
        let place = id.rsplit_once(":p").map(|(_, place)| place.trim_start_matches('0').to_owned());
        let place = place.filter(|place| !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(number) = number.clone().or(place) {
            self.page_numbers.insert(id.to_owned(), number);
        }
        let sure = facts.and_then(|facts| facts.text_at("OCRConfidencelevel")).and_then(|text| confidence(&text));
        for piece in item.children("Item") {
            let (Some(id), Some(facts)) = (piece.attribute("article_id"), piece.find("dcx")) else { continue };
            let at = match self.by_id.get(id) {
                Some(at) => *at,
                None => {
                    let address = facts.texts_at("identifier").into_iter().find(|text| text.starts_with("http"));
                    self.by_id.insert(id.to_owned(), self.articles.len());
                    self.articles.push(DidlArticle {
                        id: id.to_owned(),
                        subject: facts.text_at("subject").unwrap_or_default().to_lowercase(),
                        headline: facts.text_at("title"),
                        address,
                        ..DidlArticle::default()
                    });
                    self.articles.len() - 1
                }
            };
            if let Some(article) = self.articles.get_mut(at) {
                // Pages are listed in order.
                article.pages.extend(number.clone().filter(|number| article.pages.last() != Some(number)));
                article.sure.add(sure);
            }
        }
    }

    /// Adds an article that no page lists; its zones name its pages.
    fn add_listed(&mut self, item: &Element, id: &str) {
        let Some(facts) = item.find("dcx").filter(|facts| facts.child("subject").is_some()) else { return };
        let zones = item.find_all("zone").into_iter().filter_map(|zone| zone.attribute("pageid"));
        let mut pages: Vec<String> = zones.filter_map(|page| self.page_numbers.get(page).cloned()).collect();
        pages.dedup();
        let identifiers = facts.texts_at("identifier");
        self.by_id.insert(id.to_owned(), self.articles.len());
        self.articles.push(DidlArticle {
            id: id.to_owned(),
            subject: facts.text_at("subject").unwrap_or_default().to_lowercase(),
            headline: facts.text_at("title"),
            address: identifiers.into_iter().find(|text| text.starts_with("http")),
            pages,
            ..DidlArticle::default()
        });
    }

    fn draft(
        &self,
        article: &DidlArticle,
        context: &ReaderContext<'_>,
    ) -> Result<Result<Draft, SkipReason>, SkipReason> {
        let mut opened = None;
        for name in article.file.iter().flat_map(|name| names_of_copies(name)) {
            opened = context.neighbours.open(&name)?;
            if opened.is_some() {
                context.neighbours.claim(&name);
                break;
            }
        }
        let (title, body) = match opened {
            Some(input) => text_in(&decode::file(input.into_bytes()?)),
            None => (None, None),
        };
        let is_headline = |text: &String| !NO_HEADLINES.contains(&text.to_lowercase().as_str());
        let headline = article.headline.clone().filter(is_headline).or(title.filter(is_headline));
        if headline.is_none() && body.is_none() {
            let missing = article.file.clone().or_else(|| article.address.clone());
            return Ok(Err(missing.map_or(SkipReason::NoText, |address| SkipReason::TextElsewhere { address })));
        }
        let kind = match article.subject.as_str() {
            "advertentie" => Some(ArticleKind::Advertisement),
            "illustratie met onderschrift" | "illustratie" => Some(ArticleKind::Illustration),
            _ => None,
        };
        let section = (article.subject == "familiebericht").then(|| "Familiebericht".to_owned());
        let mut draft = Draft {
            own_id: Some(article.id.clone()),
            url: article.address.clone(),
            headline,
            incomplete: body.is_none(),
            body,
            source: self.source.clone(),
            section,
            edition: self.number.clone().map(numbered),
            page: Some(article.pages.join(", ")).filter(|pages| !pages.is_empty()),
            language: self.language,
            kind,
            ocr: article.sure.percent(),
            ..Draft::default()
        };
        draft.add_date(self.date);
        Ok(Ok(draft))
    }
}

/// Returns whether a file name or a resolver URL refers to the text of an article.
fn is_article_text(name: &str) -> bool {
    name.contains("articletext") || name.ends_with(":ocr")
}

/// Returns the names under which a file, or a copy of a resolver URL, may be stored: with the identifier as written, or with `_`
/// for `:`.
fn names_of_copies(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let identifier = name.split_once("urn=").map(|(_, identifier)| identifier.split('&').next().unwrap_or_default());
    if let Some(identifier) = identifier.filter(|identifier| !identifier.is_empty()) {
        let kept =
            [identifier.to_owned(), identifier.replace(':', "_"), identifier.replace(":mpeg21", "").replace(':', "_")];
        names.extend(kept.iter().flat_map(|kept| [format!("{kept}.xml"), format!("{kept}.txt")]));
    }
    names
}

/// Returns the name of the file of a resource.
fn file_name(resource: &Element) -> Option<String> {
    let name = resource.attribute("filename").or_else(|| resource.attribute("ref"))?;
    let is_text = resource.attribute("mimeType").is_none_or(|kind| kind.contains("xml") || kind.contains("text"));
    is_text.then(|| name.to_owned())
}
