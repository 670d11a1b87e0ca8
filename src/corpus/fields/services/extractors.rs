//! Programs that extract articles from web pages: trafilatura, news-please, newspaper, Mercury, Readability.js.

use super::{Service, ServiceRecord, set_date};
use crate::corpus::draft::Draft;

pub(super) const SERVICES: &[Service] = &[
    Service {
        is: |record| record.has(&["title", "fingerprint"]) && (record.has(&["raw_text"]) || record.has(&["text"])),
        amend: trafilatura,
    },
    Service { is: |record| record.has(&["maintext"]) || record.has(&["date_download", "title"]), amend: news_please },
    Service {
        is: |record| {
            record.has(&["text", "publish_date"]) && (record.has(&["top_image"]) || record.has(&["meta_lang"]))
        },
        amend: newspaper,
    },
    Service { is: |record| record.has(&["content", "date_published", "domain"]), amend: mercury },
    Service { is: |record| record.has(&["title", "textContent", "content"]), amend: readability_js },
];

/// trafilatura: lists are strings with semicolons, `source` is the address.
fn trafilatura(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.source = record.first(&["source-hostname", "sitename", "hostname"]);
    draft.url = record.first(&["source", "url"]).filter(|url| url.starts_with("http"));
    draft.own_id = record.text("id");
    draft.lead = record.first(&["excerpt", "description"]);
    let listed = |name: &str| -> Vec<String> {
        let text = record.text(name).unwrap_or_default();
        text.split([';', ',']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let (categories, tags) = (listed("categories"), listed("tags"));
    draft.topics = [categories, tags].concat();
    set_date(draft, record.text("date"));
}

fn news_please(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.first(&["title", "title_page", "title_rss"]);
    draft.own_id = None;
    set_date(draft, record.text("date_publish"));
}

/// newspaper3k and newspaper4k; the summary is one that the program has made.
fn newspaper(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.lead = record.first(&["meta_description", "description"]);
    set_date(draft, record.text("publish_date"));
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
