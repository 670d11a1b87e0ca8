//! News services and databases: Guardian, New York Times, NewsAPI, Event Registry, Media Cloud, GDELT.

use super::{Service, ServiceRecord, drop_if, set_date, values};
use crate::corpus::draft::Draft;
use serde_json::Value;

pub(super) const SERVICES: &[Service] = &[
    Service { is: is_guardian, amend: guardian },
    Service { is: is_times, amend: times },
    Service { is: |record| record.has(&["publishedAt", "url", "title"]) && record.has(&["source"]), amend: news_api },
    Service {
        is: |record| record.has(&["title", "dateTimePub"]) || record.has(&["uri", "dateTime", "source"]),
        amend: event_registry,
    },
    Service {
        is: |record| {
            record.has(&["title", "publish_date"]) && (record.has(&["media_name"]) || record.has(&["stories_id"]))
        },
        amend: media_cloud,
    },
    Service { is: |record| record.has(&["seendate", "domain", "url"]), amend: |_, _| {} },
    Service { is: |record| record.has(&["article_id", "pubDate", "title"]), amend: news_data },
    Service { is: |record| record.has(&["title", "name_source", "domain_url"]), amend: news_catcher },
    Service { is: |record| record.has(&["StoreId", "DocumentURL"]), amend: proquest },
];

fn is_guardian(record: &ServiceRecord<'_>) -> bool {
    record.has(&["webTitle", "webUrl"])
}

/// Guardian Open Platform; the fields under `fields`, the blocks and the tags are only present if requested.
fn guardian(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.first(&["fields.headline", "webTitle"]).or(draft.headline.take());
    let publication = record.text("fields.publication").filter(|name| !name.contains(".com"));
    draft.source = Some(publication.unwrap_or_else(|| "The Guardian".to_owned()));
    draft.page = record.text("fields.newspaperPageNumber");
    draft.section = record.first(&["sectionName", "sectionId"]);
    draft.url = record.text("webUrl");
    draft.own_id = record.text("id");
    if let Some(lead) = record.first(&["fields.trailText", "fields.standfirst"]) {
        draft.lead = Some(lead);
    }
    set_date(draft, record.text("webPublicationDate"));
    let tags = |kind: &str| -> Vec<String> {
        let of_kind = |tag: &&Value| tag.get("type").and_then(Value::as_str) == Some(kind);
        let titles = record.list("tags").iter().filter(of_kind).filter_map(|tag| tag.get("webTitle")?.as_str());
        titles.map(str::to_owned).collect()
    };
    let has_kinds = record.list("tags").iter().any(|tag| tag.get("type").is_some());
    if has_kinds {
        draft.topics = tags("keyword");
    }
    if record.text("fields.byline").is_none() {
        draft.bylines = tags("contributor");
    }
    // `bodyText` is the same text without paragraphs.
    if let Some(body) = record.value("fields").and_then(|fields| fields.get("body")?.as_str()) {
        draft.body = Some(values::body(body));
    }
    let blocks = record.value("blocks").and_then(|blocks| blocks.get("body"));
    if record.first(&["fields.body", "fields.bodyText"]).is_none()
        && let Some(blocks) = blocks.and_then(values::paragraphs)
    {
        draft.body = Some(values::body(&blocks));
    }
}

fn is_times(record: &ServiceRecord<'_>) -> bool {
    let has_address = record.has(&["web_url"]) || record.text("url").is_some_and(|url| url.contains("nytimes.com"));
    has_address && record.has(&["pub_date"])
}

/// The article search and the archive of the New York Times, in the shapes of 2015 and 2025; there is no full text.
fn times(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.first(&["headline.main", "headline.print_headline", "headline"]);
    draft.url = record.first(&["web_url", "url"]);
    draft.own_id = record.first(&["_id", "uri"]);
    draft.section = record.first(&["section_name", "news_desk"]).filter(|name| name != "None");
    draft.source.get_or_insert_with(|| "The New York Times".to_owned());
    let page = record.text("print_page");
    let section = record.text("print_section").filter(|name| name.chars().count() <= 3);
    draft.page = page.map(|page| match section {
        Some(section) if !page.starts_with(section.as_str()) => format!("{section}{page}"),
        _ => page,
    });
    set_date(draft, record.text("pub_date"));
    let persons = record.value("byline").and_then(|byline| byline.get("person")).and_then(Value::as_array);
    if let Some(original) = record.first(&["byline.original", "byline"]) {
        draft.bylines = crate::corpus::bylines::names(&original, None);
    } else if let Some(persons) = persons {
        let part = |person: &Value, name: &str| person.get(name).and_then(Value::as_str).map(str::to_owned);
        let names = persons.iter().map(|person| {
            let parts = ["firstname", "middlename", "lastname"].into_iter().filter_map(|name| part(person, name));
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        });
        draft.bylines = names.filter(|name| !name.is_empty()).collect();
    }
}

/// NewsAPI.org and services with the same response format. Records of removed articles are skipped.
fn news_api(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let is_removed = |text: &str| text == "[Removed]";
    for text in [&mut draft.headline, &mut draft.lead, &mut draft.body, &mut draft.source] {
        drop_if(text, is_removed);
    }
    if draft.headline.is_none() && draft.body.is_none() {
        draft.published = None;
        draft.lead = None;
    }
    set_date(draft, record.text("publishedAt"));
}

/// NewsData.io; fields outside the user's plan contain `ONLY AVAILABLE IN …`.
fn news_data(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let is_refusal = |text: &str| text.starts_with("ONLY AVAILABLE IN");
    drop_if(&mut draft.body, is_refusal);
    drop_if(&mut draft.lead, is_refusal);
    draft.topics.retain(|topic| !is_refusal(topic));
    draft.own_id = record.text("article_id");
    draft.source = record.first(&["source_name", "source_id"]).or(draft.source.take());
    draft.incomplete |= draft.body.is_none();
}

/// NewsCatcher: the address of the site next to its name, one author next to all authors.
fn news_catcher(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.first(&["name_source", "domain_url"]);
    let authors: Vec<String> = record.list("authors").iter().filter_map(values::text).collect();
    let authors: Vec<String> = authors.iter().flat_map(|name| crate::corpus::bylines::names(name, None)).collect();
    if authors.len() > draft.bylines.len() {
        draft.bylines = authors;
    }
    draft.own_id = record.first(&["_id", "id"]);
}

/// Event Registry (newsapi.ai); `date`, `time` and `dateTime` are when it found the article.
fn event_registry(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, record.text("dateTimePub"));
    draft.own_id = record.text("uri");
    draft.url = record.text("url");
    draft.source = record.first(&["source.title", "source.uri"]);
    draft.headline = record.text("title").map(|title| without_site(title, record));
    let is_agency = |author: &&Value| author.get("isAgency").and_then(Value::as_bool).unwrap_or_default();
    let name = |author: &Value| author.get("name").and_then(Value::as_str).map(str::to_owned);
    let authors = record.list("authors");
    draft.provider = authors.iter().find(is_agency).and_then(name);
    draft.bylines = authors.iter().filter(|author| !is_agency(author)).filter_map(name).collect();
    draft.place = None;
    draft.section = None;
    let label = |topic: &Value| match topic.get("label")? {
        Value::Object(names) => names.get("eng").or_else(|| names.values().next())?.as_str().map(str::to_owned),
        name => name.as_str().map(str::to_owned),
    };
    let concepts = record.list("concepts").iter().filter_map(label);
    let stated: Vec<String> = concepts.chain(record.list("categories").iter().filter_map(label)).collect();
    if !stated.is_empty() {
        draft.topics = stated;
    }
}

/// Removes the name or the URL of the site from the end of a title.
fn without_site(title: String, record: &ServiceRecord<'_>) -> String {
    for site in [record.text("source.title"), record.text("source.uri")].into_iter().flatten() {
        let kept = values::strip_site_name(&title, Some(&site));
        if kept.len() < title.len() {
            return kept.to_owned();
        }
    }
    title
}

/// Media Cloud, current and before 2022.
fn media_cloud(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.own_id = record.first(&["stories_id", "id", "guid"]);
    draft.source = record.first(&["media_name", "media_url"]);
    draft.url = record.text("url").or(draft.url.take());
    set_date(draft, record.text("publish_date"));
    let topics: Vec<String> = record
        .list("story_tags")
        .iter()
        .filter_map(|tag| tag.get("tag").and_then(Value::as_str))
        .map(str::to_owned)
        .collect();
    if !topics.is_empty() {
        draft.topics = topics;
    }
}

/// A row of the tables of ProQuest; its URL ends with the account of a library.
fn proquest(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.provider = Some("ProQuest".to_owned());
    let address = record.text("DocumentURL");
    draft.url = address.map(|url| url.split('?').next().unwrap_or_default().to_owned()).or(draft.url.take());
}
