//! JSON Feed 1 and 1.1.

use super::address::{absolute, is_absolute};
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::fields::{plain, strip_site_name};
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml;
use serde_json::Value;

/// The beginning of the version that every JSON feed states.
const VERSION: &str = "jsonfeed.org/version";

/// Reads JSON Feed.
pub(in crate::corpus::readers) struct JsonFeedReader;

impl Reader for JsonFeedReader {
    fn name(&self) -> &'static str {
        "json-feed"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let version = || {
            let at = sample.text.find("\"version\"")?;
            let value = sample.text.get(at + 9..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            Some(value.split('"').next()?.replace('\\', "").contains(VERSION))
        };
        sample.text.starts_with('{') && version().unwrap_or(false)
    }

    fn memory_factor(&self) -> u64 {
        20
    }

    fn read(&self, input: Input<'_>, _: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        let feed: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
            .map_err(|error| SkipReason::Malformed { format: "JSON", detail: error.to_string() })?;
        drop(text);
        let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for item in items {
            let draft = if item.is_object() {
                Ok(draft(item, &feed))
            } else {
                Err(SkipReason::NotAnObject { found: "no object" })
            };
            if sink(ReadRecord { line: None, draft }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn draft(item: &Value, feed: &Value) -> Draft {
    let source = text(feed, "title").map(|title| plain(&title));
    let html = text(item, "content_html").map(|html| markup::running_text(&html));
    let body =
        html.filter(|body| !body.is_empty()).or_else(|| text(item, "content_text").map(|text| xml::wrapped(&text)));
    let headline = text(item, "title").map(|title| strip_site_name(&plain(&title), source.as_deref()).to_owned());
    let own = authors(item);
    let authors = if own.is_empty() { authors(feed) } else { own };
    let site = text(feed, "home_page_url");
    let address = text(item, "url")
        .or_else(|| text(item, "external_url"))
        .or_else(|| text(item, "id").filter(|id| is_absolute(id)));
    let language = text(item, "language").or_else(|| text(feed, "language"));
    let tags = item.get("tags").and_then(Value::as_array).into_iter().flatten();
    let mut draft = Draft {
        own_id: text(item, "id"),
        headline,
        lead: text(item, "summary").map(|summary| plain(&summary)),
        incomplete: body.is_none(),
        body,
        bylines: authors.iter().flat_map(|author| bylines::names(author, source.as_deref())).collect(),
        topics: tags.filter_map(|tag| tag.as_str().map(plain)).collect(),
        language: language.and_then(|code| Language::parse(&code)),
        url: address.and_then(|address| absolute(&address, site.as_deref())),
        source,
        ..Draft::default()
    };
    let date = text(item, "date_published").or_else(|| text(item, "date_modified"));
    draft.add_date(date.and_then(|date| dates::parse_any_order(&date)));
    draft
}

fn text(value: &Value, name: &str) -> Option<String> {
    let text = match value.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the names of the authors: a list since version 1.1, a single one before.
fn authors(value: &Value) -> Vec<String> {
    let listed = value.get("authors").and_then(Value::as_array).into_iter().flatten();
    let listed: Vec<String> = listed.filter_map(|author| text(author, "name")).collect();
    if listed.is_empty() {
        value.get("author").and_then(|author| text(author, "name")).into_iter().collect()
    } else {
        listed
    }
}
