//! The articles in the JSON-LD of a web page.

use super::nearly_json;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use dom_smoothie::Readability;
use serde_json::{Map, Value};

/// Members of JSON-LD that contain articles.
const HOLDERS: &[&str] = &["@graph", "mainEntity", "itemListElement", "item", "blogPost", "hasPart"];

/// Dates of objects that are not articles.
const OTHER_DATES: &[&str] = &["datePublished", "uploadDate", "dateCreated"];

/// The JSON-LD of a page.
pub(super) struct LinkedData(Vec<Value>);

impl LinkedData {
    /// Parses the JSON-LD of a page.
    pub(super) fn of(page: &Readability) -> Self {
        let scripts = page.doc.select("script[type='application/ld+json']");
        Self(scripts.iter().filter_map(|script| nearly_json::parse(unwrapped(&script.text()))).collect())
    }

    /// Returns the fields of the first article, which is the main article of the page.
    pub(super) fn first_article(&self) -> Draft {
        self.0.iter().find_map(find_article).map(draft).unwrap_or_default()
    }

    /// Returns the date of publication of anything else that the page is: a web page, a film, a review. Lists and events do not count.
    pub(super) fn other_date(&self) -> Option<ParsedDate> {
        let mut open: Vec<&Value> = self.0.iter().rev().collect();
        while let Some(data) = open.pop() {
            match data {
                Value::Array(members) => open.extend(members.iter().rev()),
                Value::Object(fields) => {
                    let date = OTHER_DATES.iter().find_map(|key| dates::parse_any_order(fields.get(*key)?.as_str()?));
                    if date.is_some() {
                        return date;
                    }
                    open.extend(["mainEntity", "mainEntityOfPage", "@graph"].iter().filter_map(|key| fields.get(*key)));
                }
                _ => {}
            }
        }
        None
    }

    /// Returns whether the article is stated to be for subscribers only.
    pub(super) fn is_for_subscribers(&self) -> bool {
        let free = self.0.iter().find_map(find_article).and_then(|fields| fields.get("isAccessibleForFree"));
        free.is_some_and(|free| match free {
            Value::Bool(free) => !free,
            free => free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false")),
        })
    }

    /// Returns all articles, including those in lists.
    pub(super) fn articles(&self) -> Vec<Draft> {
        let mut found = Vec::new();
        self.0.iter().for_each(|data| collect_articles(data, &mut found));
        found.into_iter().map(draft).collect()
    }
}

fn draft(fields: &Map<String, Value>) -> Draft {
    // Ids in JSON-LD are anchors within the page and do not identify the article.
    Draft { own_id: None, ..fields::draft(fields, &FieldMap::default()) }
}

/// Removes the comments that hide scripts from old browsers.
fn unwrapped(script: &str) -> &str {
    let mut script = script.trim();
    loop {
        let before = script.len();
        for wrapper in ["<!--", "<![CDATA[", "//", "/*", "*/"] {
            script = script.strip_prefix(wrapper).unwrap_or(script).trim_start();
        }
        for wrapper in ["-->", "]]>", "//", "/*", "*/", ";"] {
            script = script.strip_suffix(wrapper).unwrap_or(script).trim_end();
        }
        if script.len() == before {
            return script;
        }
    }
}

/// Returns the first article in JSON-LD: alone, in a list, or in a graph.
fn find_article(data: &Value) -> Option<&Map<String, Value>> {
    match data {
        Value::Array(members) => members.iter().find_map(find_article),
        Value::Object(fields) if is_article(fields) => Some(fields),
        Value::Object(fields) => find_article(fields.get("@graph").or_else(|| fields.get("mainEntity"))?),
        _ => None,
    }
}

fn collect_articles<'a>(data: &'a Value, found: &mut Vec<&'a Map<String, Value>>) {
    match data {
        Value::Array(members) => members.iter().for_each(|member| collect_articles(member, found)),
        Value::Object(fields) if is_article(fields) => found.push(fields),
        Value::Object(fields) => {
            HOLDERS.iter().filter_map(|key| fields.get(*key)).for_each(|inner| collect_articles(inner, found));
        }
        _ => {}
    }
}

fn is_article(fields: &Map<String, Value>) -> bool {
    let is_type = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or(name);
        name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "SocialMediaPosting")
    };
    match fields.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_type),
        Some(one) => is_type(one),
        None => false,
    }
}
