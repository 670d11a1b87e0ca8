//! Reads field values in their many shapes: strings, numbers, lists and objects.

use crate::corpus::bylines;
use crate::corpus::line_layout;
use crate::corpus::markup;
use serde_json::{Map, Value};

/// Keys under which objects hold their text; those with `$` are from MongoDB exports.
const TEXT_KEYS: &[&str] = &[
    "value",
    "main",
    "original",
    "rendered",
    "name",
    "title",
    "label",
    "tag",
    "term",
    "literal",
    "text",
    "#text",
    "$t",
    "$oid",
    "$date",
    "$numberInt",
    "$numberLong",
    "$numberDouble",
    "$uuid",
    "@value",
    "content",
    "href",
    "@id",
    "eng",
];

/// Keys under which objects hold running text; their titles and names are ignored.
const BODY_KEYS: &[&str] = &["value", "rendered", "bodyHtml", "html", "#text", "$t", "text", "full", "original"];

/// The minimum length of a part of a host name that may be the name of a site.
const SHORTEST_LABEL: usize = 3;

/// The maximum depth of nested objects.
const DEEPEST: usize = 4;

/// Separators between the headline and the site name in page titles.
const TITLE_SEPARATORS: &[&str] = &[" - ", " | ", " – ", " — ", " :: ", " • ", " · ", " « "];

/// Returns the text of a value: a string, a number, or the text inside an object or list.
pub(super) fn text(value: &Value) -> Option<String> {
    text_within(value, DEEPEST)
}

fn text_within(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => {
            let trimmed = text.trim();
            (!trimmed.is_empty()).then(|| if trimmed.len() == text.len() { text.clone() } else { trimmed.to_owned() })
        }
        Value::Number(number) => Some(number_text(number)),
        Value::Array(members) if depth > 0 => {
            preferred(members).or_else(|| members.iter().find_map(|member| text_within(member, depth - 1)))
        }
        Value::Object(fields) if depth > 0 => {
            let known = TEXT_KEYS.iter().find_map(|key| text_within(fields.get(*key)?, depth - 1));
            known.or_else(|| person(fields)).or_else(|| {
                let only = fields.values().next().filter(|_| fields.len() == 1)?;
                text_within(only, depth - 1)
            })
        }
        _ => None,
    }
}

/// Formats a number, without the fraction of numbers such as epoch seconds.
fn number_text(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.abs() < 1e15 => format!("{}", float.trunc()),
        _ => number.to_string(),
    }
}

/// Joins the separate first and last name of a person.
fn person(fields: &Map<String, Value>) -> Option<String> {
    let part = |keys: [&str; 2]| keys.iter().find_map(|key| fields.get(*key)?.as_str());
    let parts = [part(["firstName", "firstname"]), part(["lastName", "lastname"])];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Returns the preferred variant from a list of variants of one text (IPTC ninjs).
fn preferred(members: &[Value]) -> Option<String> {
    let variants = members.iter().map(Value::as_object).collect::<Option<Vec<_>>>()?;
    let is_variant = |fields: &&Map<String, Value>| {
        fields.contains_key("value")
            && ["role", "contentType", "contenttype"].iter().any(|key| fields.contains_key(*key))
    };
    if !variants.iter().all(is_variant) {
        return None;
    }
    let best = variants.into_iter().min_by_key(|variant| variant_rank(variant))?;
    text_within(best.get("value")?, 1)
}

/// Prefers markup, because it has paragraphs, to plain text, and both to variants with special roles.
fn variant_rank(variant: &Map<String, Value>) -> u8 {
    let stated = |key: &str| variant.get(key).and_then(Value::as_str).unwrap_or_default();
    match (stated("contentType"), stated("contenttype"), stated("role")) {
        ("text/html", ..) | (_, "text/html", _) | (.., "main" | "lead") => 0,
        ("text/plain", ..) | (_, "text/plain", _) | (.., "text") => 1,
        _ => 2,
    }
}

/// Returns running text; the members of a list are paragraphs, those of a nested list sentences.
pub(super) fn paragraphs(value: &Value) -> Option<String> {
    let members = match value {
        Value::Array(members) => members,
        Value::Object(fields) => return running_text(fields),
        other => return text(other),
    };
    if let Some(variant) = preferred(members) {
        return Some(variant);
    }
    let paragraph = |member: &Value| match member {
        Value::Array(sentences) => {
            let sentences: Vec<String> = sentences.iter().filter_map(text).collect();
            (!sentences.is_empty()).then(|| sentences.join(" "))
        }
        Value::Object(fields) => running_text(fields),
        other => text(other),
    };
    let paragraphs: Vec<String> = members.iter().filter_map(paragraph).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn running_text(fields: &Map<String, Value>) -> Option<String> {
    let stated = BODY_KEYS.iter().find_map(|key| fields.get(*key).filter(|value| value.is_string()).and_then(text));
    // The blocks of a Guardian article.
    stated.or_else(|| fields.get("body").filter(|value| value.is_array()).and_then(paragraphs))
}

/// Returns a name; `None` for a URL.
pub(super) fn name(value: &Value) -> Option<String> {
    text(value).filter(|text| !is_address(text)).map(|text| plain(&text))
}

/// Returns a URL; `None` for other text.
pub(super) fn address(value: &Value) -> Option<String> {
    text(value).filter(|text| is_address(text))
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !text.contains(char::is_whitespace)
}

/// Returns the authors, in the order stated.
pub(super) fn authors(value: &Value) -> Option<Vec<String>> {
    // The Associated Press states the name under `by`, and the job under `title`.
    let author = |value: &Value| value.get("by").and_then(text).or_else(|| text(value));
    let stated = match value {
        Value::Array(members) => members.iter().filter_map(author).collect(),
        other => {
            let text = author(other)?;
            match text
                .strip_prefix(['['])
                .and_then(|list| list.strip_suffix(']'))
                .filter(|_| text.contains(['\'', '"']))
            {
                // A list in Python notation.
                Some(list) => list.split(',').map(|name| name.trim().trim_matches(['\'', '"']).to_owned()).collect(),
                None => vec![text],
            }
        }
    };
    let names = stated.iter().flat_map(|stated| bylines::names(&plain(unlinked(stated.trim())), None));
    let names: Vec<String> = names.filter(|name| !is_address(name)).collect();
    (!names.is_empty()).then_some(names)
}

/// Returns the visible text of a wiki link such as `[[people/Anna Smith|Anna]]`.
fn unlinked(text: &str) -> &str {
    let link = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    link.map_or(text, |link| link.rsplit_once('|').map_or(link, |(_, shown)| shown))
}

/// Returns topics, from a list or from a string with separators.
pub(super) fn topics(value: &Value) -> Option<Vec<String>> {
    let topics: Vec<String> = match value {
        // Numbers refer to a table that is not available.
        Value::Array(members) => members.iter().filter(|member| !member.is_number()).filter_map(text).collect(),
        other => {
            let text = text(other)?;
            let separator = if text.contains(';') {
                ';'
            } else if text.contains('|') {
                '|'
            } else {
                ','
            };
            text.split(separator).map(str::to_owned).collect()
        }
    };
    let topics = topics.iter().map(|topic| plain(unlinked(topic.trim()))).filter(|topic| !topic.is_empty());
    let topics: Vec<String> = topics.collect();
    (!topics.is_empty()).then_some(topics)
}

/// Returns the text with markup removed and entities decoded.
pub(in crate::corpus) fn plain(text: &str) -> String {
    if markup::has_tags(text) { markup::plain_text(text) } else { markup::decode_entities(text).into_owned() }
}

/// Returns the body of an article; lines become paragraphs if nothing else separates them.
pub(super) fn body(text: &str) -> String {
    let text = if markup::has_tags(text) { markup::running_text(text) } else { plain(text) };
    let body = strip_truncation_note(text);
    let width = line_layout::wrap_width(&body);
    let has_paragraphs = body.contains("\n\n") || body.contains("\n\r\n") || !body.contains('\n');
    if has_paragraphs && width.is_none() { body } else { line_layout::paragraphs(&body, width) }
}

/// Returns whether a text ends in the truncation note of news services.
pub(super) fn is_truncated(text: &str) -> bool {
    truncated(text).is_some()
}

/// Removes the truncation note of news services: `… [+4414 chars]`, or `... [4414 chars]`.
fn strip_truncation_note(text: String) -> String {
    truncated(&text).map(str::to_owned).unwrap_or(text)
}

/// Returns the text before a truncation note.
fn truncated(text: &str) -> Option<&str> {
    let (kept, number) = text.trim_end().strip_suffix(" chars]")?.rsplit_once('[')?;
    let number = number.strip_prefix('+').unwrap_or(number);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| kept.trim_end().trim_end_matches(['…', '.']).trim_end())
}

/// Removes the site name from a page title such as `River rises - The Courier`.
pub(in crate::corpus) fn strip_site_name<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let squashed = |name: &str| {
        let name = name.to_lowercase();
        let name = name.strip_prefix("the ").unwrap_or(&name).trim_end_matches(".com");
        name.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    // The parts of a host name, one of which is the name of the site.
    let labels: Vec<&str> =
        site.filter(|site| !site.contains(' ')).map(|site| site.split('.').collect()).unwrap_or_default();
    let labels: &[&str] = if labels.len() > 1 { &labels } else { &[] };
    let Some(site) = site.map(squashed).filter(|site| !site.is_empty()) else {
        return title;
    };
    let cut = TITLE_SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    let is_site = |name: &str| {
        let name = squashed(name);
        name == site || labels.iter().any(|label| name.len() >= SHORTEST_LABEL && label.eq_ignore_ascii_case(&name))
    };
    let mut cut = cut.filter(|(_, name)| is_site(name)).map(|(title, _)| title.trim_end());
    cut.find(|title| !title.is_empty()).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_name_is_removed_from_titles_only_if_known() {
        assert_eq!(strip_site_name("River rises | The Courier", Some("Courier")), "River rises");
        assert_eq!(strip_site_name("River rises - The Penholm Post", Some("Penholmpost.example")), "River rises");
        assert_eq!(strip_site_name("River rises - again", Some("The Courier")), "River rises - again");
        assert_eq!(strip_site_name("River rises - The Courier", None), "River rises - The Courier");
        assert_eq!(strip_site_name("The Courier", Some("The Courier")), "The Courier");
        assert_eq!(strip_site_name("River rises | The Courier", Some("www.courier.example")), "River rises");
        assert_eq!(strip_site_name("River rises | Harbour", Some("www.courier.example")), "River rises | Harbour");
    }
}
