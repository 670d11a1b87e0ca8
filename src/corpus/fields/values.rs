//! What the value of a field may look like.

use crate::corpus::line_layout;
use crate::corpus::markup;
use serde_json::{Map, Value};

/// Where an object keeps its text; `$` marks the wrappers of MongoDB exports.
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

/// Where an object keeps running text; such objects may have titles and names too, which are not meant.
const BODY_KEYS: &[&str] = &["value", "rendered", "bodyHtml", "html", "#text", "$t", "text", "full", "original"];

/// Objects within objects are followed this far.
const DEEPEST: usize = 4;

/// Separators between a headline and the name of the site in page titles.
const TITLE_SEPARATORS: &[&str] = &[" - ", " | ", " – ", " — ", " :: ", " • ", " · ", " « "];

/// Returns the text of a value: a string, a number, or whatever an object has for its text.
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

/// Whole numbers that were written as fractions, such as epoch seconds, lose the fraction.
fn number_text(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.abs() < 1e15 => format!("{}", float.trunc()),
        _ => number.to_string(),
    }
}

/// Returns the name of a person whose parts are stated apart.
fn person(fields: &Map<String, Value>) -> Option<String> {
    let part = |keys: [&str; 2]| keys.iter().find_map(|key| fields.get(*key)?.as_str());
    let parts = [part(["firstName", "firstname"]), part(["lastName", "lastname"])];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Returns the text of the variant to prefer, where a list holds variants of one text (IPTC ninjs).
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

/// Markup before plain text, because it has the paragraphs; anything before what has a special role.
fn variant_rank(variant: &Map<String, Value>) -> u8 {
    let stated = |key: &str| variant.get(key).and_then(Value::as_str).unwrap_or_default();
    match (stated("contentType"), stated("contenttype"), stated("role")) {
        ("text/html", ..) | (_, "text/html", _) | (.., "main" | "lead") => 0,
        ("text/plain", ..) | (_, "text/plain", _) | (.., "text") => 1,
        _ => 2,
    }
}

/// Returns running text; the members of a list are paragraphs, or the sentences of one.
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

/// Returns a name; an address is none.
pub(super) fn name(value: &Value) -> Option<String> {
    text(value).filter(|text| !is_address(text)).map(|text| plain(&text))
}

/// Returns an address on the web; other text is none.
pub(super) fn address(value: &Value) -> Option<String> {
    text(value).filter(|text| is_address(text))
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !text.contains(char::is_whitespace)
}

/// Returns the authors, in the order stated. "A and B" stays as it is: it may be one name in print.
pub(super) fn authors(value: &Value) -> Option<Vec<String>> {
    let stated = match value {
        Value::Array(members) => members.iter().filter_map(text).collect(),
        other => vec![text(other)?],
    };
    let names = stated.iter().flat_map(|names| names.split(';'));
    let names: Vec<String> = names.map(author).filter(|name| !name.is_empty() && !is_address(name)).collect();
    (!names.is_empty()).then_some(names)
}

fn author(text: &str) -> String {
    let name = plain(unlinked(text.trim()));
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let signed = first.eq_ignore_ascii_case("by") && !rest.is_empty();
    (if signed { rest } else { name.as_str() }).trim().to_owned()
}

/// Returns what a wiki link such as `[[people/Anna Smith|Anna]]` shows.
fn unlinked(text: &str) -> &str {
    let link = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    link.map_or(text, |link| link.rsplit_once('|').map_or(link, |(_, shown)| shown))
}

/// Returns topics, from a list or from one string with separators.
pub(super) fn topics(value: &Value) -> Option<Vec<String>> {
    let topics: Vec<String> = match value {
        Value::Array(members) => members.iter().filter_map(text).collect(),
        other => {
            let text = text(other)?;
            let separator = if text.contains(';') { ';' } else { ',' };
            text.split(separator).map(str::to_owned).collect()
        }
    };
    let topics = topics.iter().map(|topic| plain(unlinked(topic.trim()))).filter(|topic| !topic.is_empty());
    let topics: Vec<String> = topics.collect();
    (!topics.is_empty()).then_some(topics)
}

/// Returns the text without markup, if it has any; else as it is.
pub(in crate::corpus) fn plain(text: &str) -> String {
    if markup::has_tags(text) { markup::plain_text(text) } else { markup::decode_entities(text).into_owned() }
}

/// Returns the text of an article. Where nothing else sets its paragraphs apart, its lines do.
pub(super) fn body(text: &str) -> String {
    let body = without_ellipsis(plain(text));
    let width = line_layout::wrap_width(&body);
    let has_paragraphs = body.contains("\n\n") || body.contains("\n\r\n") || !body.contains('\n');
    if has_paragraphs && width.is_none() { body } else { line_layout::paragraphs(&body, width) }
}

/// Cuts off the note of a news service that the text goes on elsewhere: `… [+4414 chars]`.
fn without_ellipsis(text: String) -> String {
    let note = text.strip_suffix(" chars]").and_then(|text| text.rsplit_once("[+"));
    match note {
        Some((kept, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            kept.trim_end().trim_end_matches('…').trim_end().to_owned()
        }
        _ => text,
    }
}

/// Cuts the name of the site off a page's title: `River rises - The Courier`.
pub(in crate::corpus) fn without_site_name<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let squashed = |name: &str| {
        let name = name.to_lowercase();
        let name = name.strip_prefix("the ").unwrap_or(&name).trim_end_matches(".com");
        name.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let Some(site) = site.map(squashed).filter(|site| !site.is_empty()) else {
        return title;
    };
    let cut = TITLE_SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    let mut cut = cut.filter(|(_, name)| squashed(name) == site).map(|(title, _)| title.trim_end());
    cut.find(|title| !title.is_empty()).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_are_cut_off_titles_only_when_they_are_known() {
        assert_eq!(without_site_name("River rises | The Courier", Some("Courier")), "River rises");
        assert_eq!(without_site_name("River rises - again", Some("The Courier")), "River rises - again");
        assert_eq!(without_site_name("River rises - The Courier", None), "River rises - The Courier");
        assert_eq!(without_site_name("The Courier", Some("The Courier")), "The Courier");
    }
}
