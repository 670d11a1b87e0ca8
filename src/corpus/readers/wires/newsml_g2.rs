//! NewsML-G2 of the IPTC: items, messages with several items, and packages, which contain none.

use super::inline_text;
use super::remote_text;
use super::subjects;
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

/// The root elements of the standard.
const ROOTS: &[&str] = &[
    "newsItem",
    "newsMessage",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "contentSet",
];

/// Reads NewsML-G2.
pub(in crate::corpus::readers) struct NewsmlG2Reader;

impl Reader for NewsmlG2Reader {
    fn name(&self) -> &'static str {
        "newsml-g2"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        ROOTS.contains(&&*root.tag.name) || root.inside.iter().take(3).any(|tag| &*tag.name == "newsItem")
    }

    fn names_texts(&self) -> bool {
        true
    }

    fn named_parts(&self, input: Input<'_>, context: &ReaderContext<'_>) -> Vec<String> {
        remote_text::named_in(input, context, self.memory_factor())
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut sender = None;
        while let Some(outside) = stream.next()? {
            let Outside::Start(tag) = outside else { continue };
            let draft = match &*tag.name {
                "newsItem" => stream.element(tag)?.and_then(|item| article(&item, sender.as_deref(), context)),
                // The content of an item without the rest of it.
                "contentSet" => {
                    stream.element(tag)?.and_then(|set| content(&set).map(|(_, draft)| draft).ok_or(SkipReason::NoText))
                }
                "sender" => {
                    sender = stream.element(tag)?.ok().map(|sender| sender.line()).filter(|sender| !sender.is_empty());
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

fn article(item: &Element, sender: Option<&str>, context: &ReaderContext<'_>) -> Result<Draft, SkipReason> {
    let item_meta = |path: &str| item.text_at(&format!("itemMeta/{path}"));
    let content_meta = |path: &str| item.text_at(&format!("contentMeta/{path}"));
    let date = |text: Option<String>| -> Option<PublishedDate> { dates::parse(&text?) };
    let set = item.child("contentSet");
    let content = match set.and_then(content) {
        Some(inline) => Some(inline),
        None => set.map(|set| remote_text::read(set, context)).transpose()?.flatten(),
    };
    let status = item.at("itemMeta/pubStatus").and_then(code).unwrap_or_default().to_ascii_lowercase();
    let withdrawn = ["canceled", "cancelled", "withheld", "withdrawn"].iter().any(|word| status.ends_with(word));
    if content.is_none() && !withdrawn {
        is_article(item, set)?;
    }
    let is_without_text = content.is_none();
    let inline = content.map(|(_, draft)| draft).unwrap_or_default();
    let provider = item.at("itemMeta/provider").and_then(|party| name(party, item));
    let by_rights = || item.at("rightsInfo/copyrightHolder").and_then(|party| name(party, item));
    let by_info = || item.all_at("contentMeta/infoSource").into_iter().find_map(|party| name(party, item));
    let by_address = || item.at("itemMeta/provider").and_then(|party| host(party.attribute("uri")?));
    // Some agencies sign with the URL of their site.
    let named = || {
        let by_info = item.all_at("contentMeta/infoSource").into_iter().find_map(stated_name);
        by_info.or_else(|| content_meta("creditline")).or_else(by_rights)
    };
    let source = match &provider {
        Some(host) if bylines::is_host(host) => named().or(provider.clone()),
        _ => provider.clone(),
    };
    let source = source.or_else(by_info).or_else(by_rights).or_else(|| content_meta("creditline"));
    let source = source.or_else(by_address).or_else(|| sender.map(str::to_owned));
    let printed: Vec<String> =
        item.texts_at("contentMeta/by").iter().flat_map(|line| bylines::names(line, source.as_deref())).collect();
    let creators = || -> Vec<String> {
        let creators = item.all_at("contentMeta/creator").into_iter().filter_map(stated_name);
        let creators = creators.filter(|name| !bylines::is_organisation(name));
        creators.flat_map(|name| bylines::names(&name, source.as_deref())).collect()
    };
    let bylines = match (printed.is_empty(), inline.bylines.is_empty()) {
        (false, _) => printed,
        (true, false) => inline.bylines.clone(),
        (true, true) => creators(),
    };
    let language = item.at("contentMeta/language").and_then(|language| language.attribute("tag"));
    let language = language.or_else(|| item.attribute("xml:lang"));
    let dateline = content_meta("dateline").and_then(|line| place_of(&line));
    let stated = Draft {
        own_id: item.attribute("guid").map(str::to_owned),
        headline: headline(item),
        lead: item
            .all_at("contentMeta/description")
            .first()
            .map(|text| text.paragraphs())
            .filter(|_| inline.lead.is_none()),
        place: dateline.or_else(|| inline.place.clone()).or_else(|| located(item)),
        topics: topics(item),
        published: date(item_meta("firstCreated"))
            .or_else(|| date(content_meta("contentCreated")))
            .or_else(|| date(item_meta("versionCreated"))),
        embargo: date(item_meta("embargoed")),
        version: item.attribute("version").map(str::to_owned),
        language: language.and_then(Language::parse),
        url: address(item),
        incomplete: is_without_text,
        source,
        bylines,
        provider,
        withdrawn,
        ..Draft::default()
    };
    Ok(stated.or(inline))
}

/// Returns the best form of the text of an item.
fn content(set: &Element) -> Option<(inline_text::TextForm, Draft)> {
    let is_text = |content: &&Element| {
        let kind = content.attribute("contenttype").unwrap_or_default();
        let is_encoded =
            content.attribute("encoding").is_some_and(|encoding| encoding.to_ascii_lowercase().contains("base64"));
        // Sports results and events are data in separate vocabularies.
        let is_data = content
            .elements()
            .any(|inner| matches!(inner.name(), "sports-content" | "events" | "concept" | "conceptSet"));
        !is_encoded && !is_data && !["image/", "video/", "audio/"].iter().any(|other| kind.starts_with(other))
    };
    let inline = set.elements().filter(|content| matches!(content.name(), "inlineXML" | "inlineData"));
    let texts = inline.filter(is_text).filter_map(inline_text::of);
    // Of several in the best form, the first is used.
    texts.reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// Fails if an item without text is not an article with a headline.
fn is_article(item: &Element, set: Option<&Element>) -> Result<(), SkipReason> {
    let class = item.at("itemMeta/itemClass").and_then(code).unwrap_or_default();
    let class = class.rsplit(':').next().unwrap_or_default();
    if matches!(class, "picture" | "photo" | "graphic" | "video" | "audio" | "animation" | "composite") {
        return Err(SkipReason::NotAnArticle { found: format!("an item of the class {class}") });
    }
    if set.is_some_and(|set| set.find("sports-content").is_some()) {
        return Err(SkipReason::NotAnArticle { found: "a table of sports results".to_owned() });
    }
    let remote = set.into_iter().flat_map(|set| set.children("remoteContent"));
    match remote.filter_map(|remote| remote.attribute("href")).next() {
        Some(address) => Err(SkipReason::TextElsewhere { address: address.to_owned() }),
        None => Ok(()),
    }
}

/// Returns the main headline.
fn headline(item: &Element) -> Option<String> {
    let all = item.all_at("contentMeta/headline");
    let role = |headline: &&&Element| headline.attribute("role").unwrap_or_default().to_ascii_lowercase();
    let main = all.iter().find(|headline| role(headline).is_empty() || role(headline).ends_with("main"));
    let first = main.or(all.first()).map(|headline| headline.line());
    first.filter(|text| !text.is_empty()).or_else(|| item.text_at("itemMeta/title"))
}

fn located(item: &Element) -> Option<String> {
    let located = item.at("contentMeta/located")?;
    name(located, item).filter(|name| !name.contains(|c: char| c.is_ascii_digit()))
}

fn topics(item: &Element) -> Vec<String> {
    let assertions = item.children("assert");
    let asserted: HashMap<String, String> =
        assertions.filter_map(|concept| code(concept).zip(concept.text_at("name"))).collect();
    let mut topics = item.texts_at("contentMeta/keyword");
    for subject in item.all_at("contentMeta/subject") {
        let by_code = || code(subject).map(|code| subjects::name_of(&code).map_or(code, str::to_owned));
        topics.extend(stated_name(subject).or_else(|| asserted.get(&code(subject)?).cloned()).or_else(by_code));
    }
    topics
}

/// Returns the URL of the item as a page.
fn address(item: &Element) -> Option<String> {
    let links = item.all_at("itemMeta/link").into_iter().filter(|link| {
        let rel = link.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        ["canonical", "permalink", "self", "alternate", "webcopy"].iter().any(|kind| rel.ends_with(kind))
    });
    let links = item.all_at("itemMeta/altRep").into_iter().chain(links);
    links.filter_map(|link| link.attribute("href")).find(|href| href.starts_with("http")).map(str::to_owned)
}

/// Returns the name of a party or concept: stated, asserted elsewhere in the item, or the end of its code.
fn name(concept: &Element, item: &Element) -> Option<String> {
    let by_code = || code(concept).map(|code| code.rsplit(':').next().unwrap_or(&code).to_owned());
    stated_name(concept).or_else(|| asserted_name(concept, item)).or_else(by_code)
}

/// Returns the name of a concept in its element, in the language of the item if there are several.
fn stated_name(concept: &Element) -> Option<String> {
    concept.text_at("name").or_else(|| concept.attribute("literal").map(str::to_owned))
}

/// Returns the name in an assertion about a concept.
fn asserted_name(concept: &Element, item: &Element) -> Option<String> {
    let code = code(concept)?;
    let mut assertions = item.children("assert");
    assertions.find(|assertion| self::code(assertion).as_ref() == Some(&code))?.text_at("name")
}

fn code(concept: &Element) -> Option<String> {
    concept.attribute("qcode").map(str::to_owned)
}

/// Returns the host of a URL, without `www`.
fn host(address: &str) -> Option<String> {
    let host = address.split_once("://")?.1.split('/').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
