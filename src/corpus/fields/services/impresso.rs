//! Digitised newspapers in the JSON of the Impresso project: pages by word, and articles rebuilt from them.

use super::{Service, ServiceRecord, set_date};
use crate::article::{ArticleKind, Language};
use crate::corpus::draft::Draft;
use serde_json::Value;

pub(super) const SERVICES: &[Service] = &[
    Service { is: |record| place_of(record, "-p").is_some() && record.has(&["r"]), amend: page },
    Service { is: |record| place_of(record, "-i").is_some() && record.has(&["tp", "ft"]), amend: content_item },
];

/// Returns the newspaper and the day in an id such as `GDL-1900-01-02-a-p0001`, and the number at its end after `mark`.
fn place_of(record: &ServiceRecord<'_>, mark: &str) -> Option<(String, String, String)> {
    let id = record.text("id")?;
    let (issue, number) = id.rsplit_once(mark)?;
    let (day, _edition) = issue.rsplit_once('-')?;
    let at = day.len().checked_sub(11)?;
    let (newspaper, day) = day.split_at_checked(at)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    let is_day = day.starts_with('-') && day.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'-');
    let number = number.trim_start_matches('0').to_owned();
    (is_number && is_day).then(|| (newspaper.to_owned(), day.trim_start_matches('-').to_owned(), number))
}

fn page(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let Some((newspaper, day, number)) = place_of(record, "-p") else { return };
    let list = |value: &'_ Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut paragraphs: Vec<String> = Vec::new();
    for region in record.list("r") {
        for paragraph in list(region, "p") {
            let lines = list(&paragraph, "l");
            let words: Vec<Value> = lines.iter().flat_map(|line| list(line, "t")).collect();
            paragraphs.push(joined(&words));
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    *draft = Draft {
        own_id: record.text("id"),
        body: Some(paragraphs.join("\n\n")).filter(|body| !body.is_empty()),
        source: Some(newspaper),
        page: Some(number),
        ..Draft::default()
    };
    set_date(draft, Some(day));
}

/// Joins the words of a paragraph. Both parts of a hyphenated word state the whole word.
fn joined(words: &[Value]) -> String {
    let mut text = String::new();
    let (mut is_glued, mut written) = (true, None);
    for word in words {
        let part = |name: &str| word.get(name).and_then(Value::as_str);
        let is_true = |name: &str| word.get(name).and_then(Value::as_bool).unwrap_or_default();
        let whole = part("nf").filter(|whole| !whole.is_empty());
        if whole.is_some() && whole == written.take() {
            continue;
        }
        if is_true("hy") {
            written = whole;
        }
        if !is_glued {
            text.push(' ');
        }
        text.push_str(whole.filter(|_| is_true("hy")).or(part("tx")).unwrap_or_default());
        is_glued = is_true("gn");
    }
    text.trim().to_owned()
}

fn content_item(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let Some((newspaper, day, _)) = place_of(record, "-i") else { return };
    let text = record.value("ft").and_then(Value::as_str).unwrap_or_default();
    let pages: Vec<String> = record.list("pp").iter().filter_map(|page| Some(page.as_u64()?.to_string())).collect();
    let is_advertisement = record.text("tp").as_deref() == Some("ad");
    *draft = Draft {
        own_id: record.text("id"),
        headline: record.text("t").filter(|title| title.chars().any(char::is_alphanumeric)),
        body: Some(paragraphs(text, record.list("pb"))).filter(|body| !body.is_empty()),
        source: Some(newspaper),
        page: Some(pages.join(", ")).filter(|pages| !pages.is_empty()),
        language: record.text("lg").and_then(|code| Language::parse(&code)),
        kind: is_advertisement.then_some(ArticleKind::Advertisement),
        ..Draft::default()
    };
    set_date(draft, record.text("d").or(Some(day)));
}

/// Splits a text into paragraphs, at offsets in characters.
fn paragraphs(text: &str, breaks: &[Value]) -> String {
    let mut breaks = breaks.iter().filter_map(Value::as_u64).peekable();
    let mut cut = String::with_capacity(text.len() + 64);
    for (at, character) in (0_u64..).zip(text.chars()) {
        while breaks.next_if(|offset| *offset < at).is_some() {}
        if at > 0 && breaks.next_if_eq(&at).is_some() {
            cut.push_str("\n\n");
        }
        cut.push(character);
    }
    cut.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}
