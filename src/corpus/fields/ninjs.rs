//! Items of IPTC ninjs 1, 2 and 3, whose fields need special rules.

use super::values;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::{FieldMap, RecordField};
use crate::corpus::line_layout;
use crate::corpus::markup;
use crate::corpus::xml;
use serde_json::{Map, Value};

/// Names of which every item has at least one, in lower case.
const TYPICAL: &[&str] =
    &["versioncreated", "pubstatus", "bodies", "body_xhtml", "infosources", "representationtype", "$standard"];

/// Returns whether a record is an item of ninjs.
pub(super) fn is_item(fields: &Map<String, Value>) -> bool {
    let has_uri = fields.get("uri").is_some_and(Value::is_string);
    has_uri && fields.keys().any(|name| TYPICAL.contains(&name.to_ascii_lowercase().as_str()))
}

/// Completes a draft that was read by field names, with the rules of ninjs. Fields mapped by the user are kept.
pub(super) fn completed(fields: &Map<String, Value>, map: &FieldMap, draft: Draft) -> Draft {
    let item = Item(fields);
    let is_free = |field: RecordField| map.names(field).next().is_none();
    let source = if is_free(RecordField::Source) { item.source() } else { draft.source.clone() };
    let names = item.text(&["by", "byline"]).map(|line| bylines::names(&line, source.as_deref()));
    let status = item.text(&["pubstatus"]).unwrap_or_default().to_lowercase();
    let body = if is_free(RecordField::Body) { item.body() } else { draft.body.clone() };
    Draft {
        bylines: names.filter(|_| is_free(RecordField::Byline)).unwrap_or(draft.bylines),
        place: item.text(&["located"]).filter(|_| is_free(RecordField::Place)).or(draft.place),
        version: item.text(&["version"]),
        embargo: item.text(&["embargoed"]).and_then(|date| dates::parse(&date)),
        withdrawn: ["cancel", "withheld"].iter().any(|word| status.starts_with(word)),
        incomplete: body.is_none(),
        section: draft.section.or_else(|| item.section()),
        topics: if is_free(RecordField::Topics) { item.topics() } else { draft.topics },
        source,
        body,
        ..draft
    }
}

/// An item; its names are in camel case since version 2.
struct Item<'a>(&'a Map<String, Value>);

impl<'a> Item<'a> {
    fn get(&self, name: &str) -> Option<&'a Value> {
        self.0
            .get(name)
            .or_else(|| self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| values::text(self.get(name)?))
    }

    /// Returns the source: the first stated one, else the copyright holder.
    fn source(&self) -> Option<String> {
        let stated = self.text(&["infosources", "infosource"]).or_else(|| self.text(&["copyrightholder"]));
        stated.or_else(|| holder(&self.text(&["copyrightnotice"])?))
    }

    /// Returns the first genre that names a part of the service, such as `Inrikes`.
    fn section(&self) -> Option<String> {
        let genres = self.get("genres").or_else(|| self.get("genre"))?.as_array()?;
        let sector = genres
            .iter()
            .find(|genre| genre.get("uri").and_then(Value::as_str).is_some_and(|uri| uri.contains("sector")))?;
        values::text(sector.get("name")?)
    }

    /// Returns the names of the subjects, then the keywords.
    fn topics(&self) -> Vec<String> {
        let listed = [&["subjects", "subject"][..], &["keywords", "keyword"]];
        let lists = listed.iter().filter_map(|names| names.iter().find_map(|name| values::topics(self.get(name)?)));
        let mut topics: Vec<String> = Vec::new();
        for topic in lists.flatten() {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// Returns the best form of the text, without pictures and the lines between headline and text.
    fn body(&self) -> Option<String> {
        let forms = self.forms();
        let rank = |form: &&(String, &str)| match form.0.as_str() {
            kind if kind.contains("html") => 0,
            kind if kind.contains("plain") || kind.contains("text") && !kind.contains("nitf") => 1,
            _ => 2,
        };
        let (kind, value) = forms.iter().min_by_key(rank)?;
        let text = if kind.contains("nitf") || kind.contains("xml") && !kind.contains("html") {
            let nitf = xml::parse(value)?;
            nitf.find("body.content").unwrap_or(&nitf).paragraphs_without(&|inner| inner.name() == "media")
        } else if markup::has_tags(value) {
            let value = without_element(value, "<figure", "</figure>");
            markup::plain_text(&without_element(&value, "<div class=\"dat\"", "</div>"))
        } else {
            line_layout::paragraphs(value, line_layout::wrap_width(value))
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// Returns the forms of the text, each with its kind.
    fn forms(&self) -> Vec<(String, &'a str)> {
        let listed = self.get("bodies").and_then(Value::as_array).into_iter().flatten().filter_map(|body| {
            let body = Item(body.as_object()?);
            let kind = body.text(&["contenttype"]).or_else(|| body.text(&["role"])).unwrap_or_default();
            Some((kind.to_lowercase(), body.get("value")?.as_str()?))
        });
        let named = self.0.iter().filter_map(|(name, value)| Some((name.to_lowercase(), value.as_str()?)));
        let named = named.filter_map(|(name, value)| Some((name.strip_prefix("body_")?.to_owned(), value)));
        listed.chain(named).filter(|(_, value)| !value.trim().is_empty()).collect()
    }
}

/// Returns the copyright holder: `Copyright 2013 The News Agency, www.tna.example - all rights reserved`.
fn holder(notice: &str) -> Option<String> {
    let is_formal = |word: &str| {
        let word = word.trim_matches([',', '.', ';', '-']).to_lowercase();
        matches!(word.as_str(), "copyright" | "©" | "(c)" | "")
            || word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let words: Vec<&str> = notice.split_whitespace().skip_while(|word| is_formal(word)).collect();
    let name = words.join(" ");
    let end =
        [", ", " - ", ". ", " (", ".", " all rights", " All rights"].iter().filter_map(|end| name.find(end)).min();
    let name = name.get(..end.unwrap_or(name.len()))?;
    let kept: Vec<&str> = name.split(' ').filter(|word| !is_formal(word)).collect();
    Some(kept.join(" ")).filter(|name| !name.is_empty() && name.chars().count() <= 60)
}

/// Removes the elements that begin with `start`, which do not nest.
fn without_element(html: &str, start: &str, end: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, inside)) = rest.split_once(start) {
        let Some((_, after)) = inside.split_once(end) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holder_is_the_name_in_the_notice() {
        for (notice, expected) in [
            ("Copyright 2013 The News Agency, www.tna.example - all rights reserved.", Some("The News Agency")),
            ("Copyright Coastal Wire 2013", Some("Coastal Wire")),
            ("© 2019 dpa (www.dpa.example). Alle Rechte vorbehalten", Some("dpa")),
            ("", None),
        ] {
            assert_eq!(holder(notice).as_deref(), expected, "{notice}");
        }
    }
}
