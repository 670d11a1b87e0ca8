//! Programs that extract articles from web pages: trafilatura, news-please, newspaper, Mercury, Readability.js, Goose, Webhose and Aylien.

use super::{Service, ServiceRecord, set_date};
use crate::corpus::draft::Draft;
use serde_json::Value;

pub(super) const SERVICES: &[Service] = &[
    Service {
        is: |record| record.has(&["title", "fingerprint"]) && (record.has(&["raw_text"]) || record.has(&["text"])),
        amend: trafilatura,
    },
    // The front matter of its Markdown.
    Service { is: |record| record.has(&["title", "hostname", "sitename"]), amend: trafilatura },
    Service { is: |record| record.has(&["maintext"]) || record.has(&["date_download", "title"]), amend: news_please },
    Service {
        is: |record| {
            record.has(&["text", "publish_date"]) && (record.has(&["top_image"]) || record.has(&["meta_lang"]))
        },
        amend: newspaper,
    },
    Service { is: |record| record.has(&["content", "date_published", "domain"]), amend: mercury },
    Service { is: |record| record.has(&["title", "textContent", "content"]), amend: readability_js },
    Service { is: |record| record.has(&["thread", "uuid", "text"]), amend: webhose },
    Service { is: |record| record.has(&["title", "content", "slug", "link", "date_gmt"]), amend: wordpress },
    Service { is: |record| record.has(&["cleaned_text", "opengraph"]), amend: goose },
    Service { is: |record| record.has(&["title", "published_at", "links", "words_count"]), amend: aylien },
];

/// trafilatura: lists are strings with semicolons, `source` is the address, the first category is the section.
fn trafilatura(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.first(&["source-hostname", "sitename", "hostname"]);
    draft.url = record.first(&["source", "url"]).filter(|url| url.starts_with("http"));
    draft.own_id = record.text("id");
    draft.lead = record.first(&["excerpt", "description"]);
    let listed = |name: &str| -> Vec<String> {
        let texts = match record.list(name) {
            [] => record.text(name).into_iter().collect(),
            members => members.iter().filter_map(|member| member.as_str().map(str::to_owned)).collect::<Vec<_>>(),
        };
        let parts = texts.iter().flat_map(|text| text.split([';', ',']));
        parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let mut categories = listed("categories").into_iter();
    draft.section = categories.next();
    draft.topics = listed("tags").into_iter().chain(categories).collect();
    set_date(draft, record.text("date"));
}

fn news_please(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.first(&["title", "title_page", "title_rss"]);
    draft.own_id = None;
    // A line about the date that the program takes for an author.
    draft.bylines.retain(|name| !name.to_lowercase().starts_with("published on"));
    set_date(draft, record.text("date_publish"));
}

/// newspaper3k and newspaper4k; the summary is one that the program has made.
fn newspaper(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.lead = record.first(&["meta_description", "description"]);
    draft.source = record.first(&["meta_site_name", "source_url"]).or(draft.source.take());
    set_date(draft, record.text("publish_date"));
}

/// The interface of WordPress: authors and categories are numbers, with their names under `_embedded` if asked for.
fn wordpress(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let embedded = record.value("_embedded");
    let members = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |value: &Value| value.get("name").and_then(Value::as_str).map(str::to_owned);
    let authors = members(embedded.and_then(|embedded| embedded.get("author")));
    draft.bylines = authors.iter().filter_map(name).collect();
    let terms: Vec<Value> = members(embedded.and_then(|embedded| embedded.get("wp:term")))
        .iter()
        .flat_map(|list| members(Some(list)))
        .collect();
    let of = |kind: &str| -> Vec<String> {
        let of_kind = terms.iter().filter(|term| term.get("taxonomy").and_then(Value::as_str) == Some(kind));
        of_kind.filter_map(name).collect()
    };
    let mut categories = of("category").into_iter();
    draft.section = categories.next();
    draft.topics = categories.chain(of("post_tag")).collect();
    draft.url = record.text("link");
    draft.own_id = record.text("id");
    let universal = record.text("date_gmt").map(|date| format!("{}Z", date.trim_end_matches('Z')));
    set_date(draft, universal.or_else(|| record.text("date")));
}

/// Goose: what the page states is under `meta` and `opengraph`.
fn goose(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.first(&["opengraph.site_name", "domain"]);
    draft.url = record.first(&["meta.canonical", "opengraph.url"]).filter(|url| url.starts_with("http"));
    draft.lead = record.first(&["meta.description", "meta_description"]);
    if draft.topics.is_empty() {
        let keywords = record.first(&["meta.keywords", "meta_keywords"]).unwrap_or_default();
        draft.topics = keywords.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    }
}

/// Aylien: the address is one of several links; the summary is one that the service has made.
fn aylien(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.url = record.first(&["links.permalink", "links.canonical"]).or(draft.url.take());
    draft.lead = None;
}

/// Mercury, now the Postlight Parser; its excerpt is the beginning of the text.
fn mercury(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.lead = record.text("dek").or_else(|| record.text("excerpt").filter(|_| draft.body.is_none()));
    set_date(draft, record.text("date_published"));
}

/// The result of Readability.js; `content` has the paragraphs, `textContent` the same words.
fn readability_js(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.text("siteName");
    draft.bylines =
        record.text("byline").map(|byline| crate::corpus::bylines::names(&byline, None)).unwrap_or_default();
    draft.lead =
        record.text("excerpt").filter(|excerpt| draft.body.as_ref().is_none_or(|body| !body.contains(excerpt)));
    set_date(draft, record.text("publishedTime"));
}

/// Webz.io, before Webhose, whose data sets of news many share; the site and its section stand in the thread.
fn webhose(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.first(&["thread.site", "thread.site_full"]);
    draft.section = record.text("thread.section_title").filter(|title| !title.contains(" - "));
    draft.own_id = record.text("uuid");
    draft.url = record.text("url").or(draft.url.take());
    set_date(draft, record.text("published"));
}
