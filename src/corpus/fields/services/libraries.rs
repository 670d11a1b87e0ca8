//! Libraries: Trove, Zotero and the JSON of citation styles (CSL).

use super::{Service, ServiceRecord, set_date};
use crate::article::ArticleKind;
use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use serde_json::{Map, Value};

pub(super) const SERVICES: &[Service] = &[
    Service { is: is_trove, amend: trove },
    Service { is: |record| item_of(record).is_some(), amend: zotero },
    Service {
        is: |record| record.has(&["container-title"]) || record.value("issued").is_some_and(Value::is_object),
        amend: csl,
    },
];

fn is_trove(record: &ServiceRecord<'_>) -> bool {
    record.has(&["heading"]) && (record.has(&["troveUrl"]) || record.value("title").is_some_and(Value::is_object))
}

/// Trove, the newspapers of the National Library of Australia, in versions 2 and 3 of its API.
fn trove(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.text("heading");
    let newspaper = record.first(&["title.title", "title.value", "title"]);
    // The places and years of publication follow in parentheses.
    draft.source = newspaper.map(|name| match name.rsplit_once(" (") {
        Some((name, years)) if years.ends_with(')') && years.contains(':') => name.trim().to_owned(),
        _ => name,
    });
    draft.section = record.text("category");
    if draft.section.as_deref() == Some("Advertising") {
        draft.section = None;
        draft.kind = Some(ArticleKind::Advertisement);
    }
    draft.page = record.first(&["page", "pageLabel"]);
    draft.edition = record.text("edition");
    draft.own_id = record.text("id");
    draft.url = record.first(&["identifier", "troveUrl"]).filter(|url| url.starts_with("http"));
    draft.place = None;
    set_date(draft, record.text("date"));
}

/// Returns the item of a record of Zotero, which is under `data` in responses of its API.
fn item_of<'a>(record: &ServiceRecord<'a>) -> Option<&'a Map<String, Value>> {
    let item = if record.has(&["itemType"]) { Some(record.0) } else { record.value("data")?.as_object() };
    item.filter(|item| item.contains_key("itemType"))
}

/// Zotero; attachments and notes are not articles.
fn zotero(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let Some(item) = item_of(record) else { return };
    let item = ServiceRecord(item);
    if matches!(item.text("itemType").as_deref(), Some("attachment" | "note" | "annotation")) {
        *draft = Draft::default();
        return;
    }
    draft.headline = item.text("title");
    draft.lead = item.text("abstractNote");
    draft.source = item.first(&["publicationTitle", "websiteTitle", "blogTitle", "encyclopediaTitle", "forumTitle"]);
    draft.url = item.text("url").filter(|url| url.starts_with("http"));
    draft.own_id = record.text("key").or_else(|| item.text("key"));
    draft.section = item.text("section");
    draft.edition = item.text("edition");
    draft.page = item.text("pages");
    draft.language = item.text("language").and_then(|language| Language::parse(&language));
    set_date(draft, item.text("date"));
    draft.bylines = creators(item.list("creators"));
    draft.topics =
        item.list("tags").iter().filter_map(|tag| tag.get("tag").unwrap_or(tag).as_str()).map(str::to_owned).collect();
}

/// Returns the names of the authors of an item, or of all its creators if it states no authors.
fn creators(creators: &[Value]) -> Vec<String> {
    let is_author = |creator: &&Value| {
        matches!(creator.get("creatorType").and_then(Value::as_str), Some("author" | "contributor" | "reporter"))
    };
    let authors: Vec<String> = creators.iter().filter(is_author).filter_map(person).collect();
    if authors.is_empty() { creators.iter().filter_map(person).collect() } else { authors }
}

/// Returns the name of a person in parts, or the name as a whole.
fn person(person: &Value) -> Option<String> {
    let part = |name: &str| person.get(name).and_then(Value::as_str).map(str::trim).filter(|part| !part.is_empty());
    let whole = part("name").or_else(|| part("literal")).map(str::to_owned);
    whole.or_else(|| {
        let given = part("firstName").or_else(|| part("given"));
        let particle = part("non-dropping-particle").or_else(|| part("dropping-particle"));
        let family = part("lastName").or_else(|| part("family"));
        let name = [given, particle, family].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    })
}

/// CSL JSON, as Zotero, Mendeley and Pandoc exchange it.
fn csl(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.text("title");
    draft.source = record.text("container-title").or_else(|| record.text("publisher"));
    draft.lead = record.text("abstract");
    draft.url = record.text("URL").or(draft.url.take());
    draft.own_id = record.first(&["id", "citation-key", "DOI"]);
    draft.section = record.text("section");
    draft.page = record.text("page");
    draft.edition = record.text("edition");
    draft.place = record.text("event-place");
    draft.bylines = record.list("author").iter().filter_map(person).collect();
    if let Some(words) = record.text("keyword") {
        draft.topics =
            words.split([',', ';']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    }
    draft.retrieved = record.value("accessed").and_then(date).and_then(|date| dates::parse(&date));
    set_date(draft, record.value("issued").and_then(date));
}

/// Returns a date in parts, `[[2015, 11, 14]]`, or as text.
fn date(issued: &Value) -> Option<String> {
    let first = issued.get("date-parts").and_then(|parts| parts.get(0)).and_then(Value::as_array);
    if let Some(parts) = first {
        let number = |part: &Value| part.as_u64().or_else(|| part.as_str()?.parse().ok());
        let numbers: Vec<u64> = parts.iter().filter_map(number).collect();
        return match *numbers.as_slice() {
            [year] => Some(format!("{year:04}")),
            [year, month] => Some(format!("{year:04}-{month:02}")),
            [year, month, day, ..] => Some(format!("{year:04}-{month:02}-{day:02}")),
            [] => None,
        };
    }
    let text = |name: &str| issued.get(name).and_then(Value::as_str).map(str::to_owned);
    text("raw").or_else(|| text("literal")).or_else(|| issued.as_str().map(str::to_owned))
}
