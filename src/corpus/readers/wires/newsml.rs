//! NewsML 1.0 to 1.2 of the IPTC.
//!
//! An item is a tree of components. A component inherits the fields that it does not state, so the tree is walked with the fields found so far. Text below one
//! headline is one article; of several forms of it the best is used. Pictures, captions and contacts are recognised by their roles, and are not text.

use super::inline_text::{self, TextForm};
use super::subjects;
use super::wire_text;
use crate::article::{Language, PublishedDate};
use crate::corpus::bylines;
use crate::corpus::datelines::place_of;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element, Outside, XmlStream};
use std::collections::HashMap;

/// Roles of components that are not running text, in lower case.
const NO_TEXT: &[&str] = &[
    "abstract",
    "byline",
    "caption",
    "contact",
    "contacts",
    "graphic",
    "headline",
    "icon",
    "keywords",
    "logo",
    "photo",
    "photo caption",
    "picture",
    "preview",
    "stylesheet",
    "subheadline",
    "summary",
    "teaser",
    "thumbnail",
    "video",
];

/// The maximum number of topics that a component passes on to nested ones.
const MOST_TOPICS: usize = 1_000;

/// Reads NewsML 1.
pub(in crate::corpus::readers) struct NewsmlReader;

impl Reader for NewsmlReader {
    fn name(&self) -> &'static str {
        "newsml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| matches!(&*root.tag.name, "NewsML" | "NewsItem"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut envelope = Element::default();
        while let Some(outside) = stream.next()? {
            let Outside::Start(tag) = outside else { continue };
            match &*tag.name {
                "NewsEnvelope" => envelope = stream.element(tag)?.unwrap_or_default(),
                "NewsItem" => {
                    let drafts = match stream.element(tag)? {
                        Ok(item) => articles(&item, &envelope),
                        Err(reason) => vec![Err(reason)],
                    };
                    if drafts.into_iter().any(|draft| sink(ReadRecord { line: None, draft }).is_break()) {
                        break;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The fields that a component states or inherits.
#[derive(Clone, Default)]
struct Facts {
    draft: Draft,
    provider: Option<String>,
    source: Option<String>,
    credit: Option<String>,
    /// The number of the component that states the headline: text below the same one belongs together.
    headed_by: usize,
}

/// The names of topics, by the ids of their descriptions.
type TopicNames = HashMap<String, String>;

/// A text of an item.
struct ItemText {
    facts: Facts,
    form: TextForm,
    content: Draft,
}

/// Returns the articles of an item.
fn articles(item: &Element, envelope: &Element) -> Vec<Result<Draft, SkipReason>> {
    let mut parts = Vec::new();
    let mut met = 0;
    let mut outermost = Facts::default();
    let names = topic_names(item);
    for component in item.children("NewsComponent") {
        walk(component, &Facts::default(), &names, &mut met, &mut parts);
        outermost = Facts::default().inside(component, &names, 0);
    }
    let mut drafts: Vec<(usize, TextForm, Draft)> = Vec::new();
    for part in parts {
        let language = part.facts.draft.language;
        // Texts below the same headline are adjacent.
        let known = drafts.iter_mut().rev().take_while(|(at, ..)| *at >= part.facts.headed_by);
        match known.into_iter().find(|(at, _, draft)| *at == part.facts.headed_by && draft.language == language) {
            // Another form of the same text, or its next part.
            Some((_, form, draft)) if *form == part.form => {
                let parts = [draft.body.take(), part.content.body].into_iter().flatten();
                draft.body = Some(parts.collect::<Vec<_>>().join("\n\n"));
            }
            Some((_, form, draft)) if *form < part.form => {
                (*form, draft.body) = (part.form, part.content.body);
            }
            Some(_) => {}
            None => {
                let at = part.facts.headed_by;
                drafts.push((at, part.form, finished(part.facts, part.content, item, envelope)));
            }
        }
    }
    if drafts.is_empty() {
        let draft = finished(outermost, Draft::default(), item, envelope);
        return vec![if draft.withdrawn { Ok(draft) } else { Err(SkipReason::NoText) }];
    }
    let without_initials = |(.., mut draft): (usize, TextForm, Draft)| {
        draft.body = draft.body.map(wire_text::without_initials);
        Ok(draft)
    };
    drafts.into_iter().map(without_initials).collect()
}

/// Adds the texts of a component and of those inside it.
fn walk(component: &Element, around: &Facts, names: &TopicNames, met: &mut usize, parts: &mut Vec<ItemText>) {
    *met += 1;
    let facts = around.inside(component, names, *met);
    let role = component.child("Role").and_then(|role| role.attribute("FormalName")).unwrap_or_default().to_lowercase();
    if !NO_TEXT.contains(&role.as_str()) {
        for content in component.children("ContentItem").filter(|content| is_text(content)) {
            let data = content.find("DataContent").and_then(inline_text::of);
            parts.extend(data.map(|(form, content)| ItemText { facts: facts.clone(), form, content }));
        }
        for inner in component.children("NewsComponent") {
            walk(inner, &facts, names, met, parts);
        }
    }
}

/// Returns whether a content item may be text: its types do not exclude it.
fn is_text(content: &Element) -> bool {
    let stated = |name: &str| {
        content.child(name).and_then(|kind| kind.attribute("FormalName")).unwrap_or_default().to_ascii_lowercase()
    };
    let mime = stated("MimeType");
    let is_other = ["photo", "graphic", "video", "audio", "animation"].contains(&stated("MediaType").as_str())
        || ["image/", "video/", "audio/", "text/css"].iter().any(|kind| mime.starts_with(kind));
    let is_encoded = content.child("Encoding").and_then(|encoding| encoding.attribute("Notation"));
    !is_other && !is_encoded.is_some_and(|notation| notation.to_ascii_lowercase().contains("base64"))
}

impl Facts {
    /// Returns the fields of a nested component, which has the number `number` in its item.
    fn inside(&self, component: &Element, names: &TopicNames, number: usize) -> Self {
        let mut facts = self.clone();
        let party = |path: &str| {
            let found = component
                .at("AdministrativeMetadata")?
                .all_at(path)
                .into_iter()
                .find_map(|party| party.attribute("FormalName"));
            found.map(str::to_owned)
        };
        let line = |name: &str| component.text_at(&format!("NewsLines/{name}"));
        if let Some(headline) = line("HeadLine") {
            if facts.draft.headline.replace(headline).is_some() {
                // The lead below the outer headline belongs to another text.
                facts.draft.lead = None;
            }
            facts.headed_by = number;
        }
        facts.provider = party("Provider/Party").or(facts.provider);
        facts.source = party("Source/Party").or(facts.source);
        facts.credit = line("CreditLine").or(facts.credit);
        let draft = &mut facts.draft;
        draft.lead = line("SubHeadLine").or(draft.lead.take());
        let authors: Vec<String> =
            component.texts_at("NewsLines/ByLine").iter().flat_map(|line| bylines::names(line, None)).collect();
        draft.bylines = if authors.is_empty() { std::mem::take(&mut draft.bylines) } else { authors };
        let dateline = line("DateLine").and_then(|line| place_of(&line));
        draft.place = dateline.or_else(|| location(component)).or(draft.place.take());
        let topics = topics(component, names);
        draft.topics.extend(topics);
        draft.topics.truncate(MOST_TOPICS);
        let language =
            component.at("DescriptiveMetadata/Language").and_then(|language| language.attribute("FormalName"));
        draft.language = language.and_then(Language::parse).or(draft.language);
        draft.section = property(component, &["section", "category", "department", "ressort"]).or(draft.section.take());
        facts
    }
}

fn location(component: &Element) -> Option<String> {
    let location = component.at("DescriptiveMetadata/Location")?;
    let named = |name: &str| {
        let mut properties = location.children("Property");
        properties
            .find(|property| property.attribute("FormalName").is_some_and(|found| found.eq_ignore_ascii_case(name)))
    };
    named("City").or_else(|| named("Country")).and_then(|property| property.attribute("Value")).map(str::to_owned)
}

fn property(component: &Element, names: &[&str]) -> Option<String> {
    let properties =
        component.all_at("DescriptiveMetadata/Property").into_iter().chain(component.all_at("Metadata/Property"));
    let is_named = |property: &&Element| {
        property.attribute("FormalName").is_some_and(|name| names.contains(&name.to_ascii_lowercase().as_str()))
    };
    properties.filter(is_named).find_map(|property| property.attribute("Value")).map(str::to_owned)
}

/// Returns subjects and keywords, with codes replaced by their names.
fn topics(component: &Element, names: &TopicNames) -> Vec<String> {
    let mut topics = Vec::new();
    for subject in component.all_at("DescriptiveMetadata/SubjectCode").iter().flat_map(|code| code.elements()) {
        topics.extend(subject.attribute("FormalName").map(|code| subjects::name_of(code).unwrap_or(code).to_owned()));
    }
    for occurrence in component.all_at("DescriptiveMetadata/TopicOccurrence") {
        topics
            .extend(occurrence.attribute("Topic").and_then(|topic| names.get(topic.trim_start_matches('#')).cloned()));
    }
    let properties =
        component.all_at("DescriptiveMetadata/Property").into_iter().chain(component.all_at("Metadata/Property"));
    for property in properties {
        if property.attribute("FormalName").is_some_and(|name| name.to_ascii_lowercase().contains("keyword")) {
            topics.extend(property.attribute("Value").map(str::to_owned));
        }
    }
    for line in component.texts_at("NewsLines/KeywordLine") {
        topics.extend(line.split([',', ';', '/']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
    }
    topics
}

/// Returns the names of the topics that the item describes.
fn topic_names(item: &Element) -> TopicNames {
    let topics = item.find_all("Topic").into_iter();
    let names = topics.filter_map(|topic| {
        let name = topic.text_at("Description").or_else(|| topic.text_at("FormalName"))?;
        Some((topic.attribute("Duid")?.to_owned(), name))
    });
    names.collect()
}

/// Returns the draft of a text with the fields of its item.
fn finished(facts: Facts, content: Draft, item: &Element, envelope: &Element) -> Draft {
    let sender = envelope.at("SentFrom/Party").and_then(|party| party.attribute("FormalName")).map(str::to_owned);
    let service = envelope.at("NewsService").and_then(|service| service.attribute("FormalName")).map(str::to_owned);
    let id = |path: &str| item.text_at(&format!("Identification/NewsIdentifier/{path}"));
    let provider = facts.provider.clone().or(sender).or(service);
    let management = |path: &str| item.text_at(&format!("NewsManagement/{path}")).and_then(|date| dates::parse(&date));
    let status = item.at("NewsManagement/Status").and_then(|status| status.attribute("FormalName")).unwrap_or_default();
    let status = status.to_ascii_lowercase();
    let sent = || dates::parse(&envelope.text_at("DateAndTime")?);
    let mut draft = facts.draft;
    draft.own_id = id("NewsItemId").or_else(|| id("PublicIdentifier"));
    draft.source = provider.clone().or(facts.credit).or_else(|| id("ProviderId")).or(facts.source);
    draft.provider = provider;
    draft.published = management("FirstCreated").or_else(|| management("ThisRevisionCreated")).or_else(sent);
    draft.version = id("RevisionId");
    draft.withdrawn = ["cancel", "withheld", "withdrawn", "kill"].iter().any(|word| status.starts_with(word));
    draft.embargo = if status.starts_with("embargo") { end_of_embargo(item) } else { None };
    let own = draft.source.clone();
    draft.bylines.retain(|name| Some(name) != own.as_ref());
    draft.or(content)
}

fn end_of_embargo(item: &Element) -> Option<PublishedDate> {
    let change = item.at("NewsManagement/StatusWillChange")?;
    dates::parse(&change.text_at("DateAndTime")?)
}
