//! The properties of a page exported from Notion: lines below the heading in Markdown, a table in HTML.

use crate::corpus::fields;
use crate::corpus::markup;
use serde_json::{Map, Value};

/// The maximum length of the name of a property, in characters.
const LONGEST_NAME: usize = 40;
/// The minimum number of properties in a block.
const FEWEST: usize = 2;

/// Returns the properties below the heading of a Markdown text, and the text without them.
pub(super) fn below_heading(text: &str) -> Option<(Map<String, Value>, String)> {
    let (heading, rest) = text.trim_start().split_once('\n').filter(|(heading, _)| heading.starts_with("# "))?;
    let block = rest.trim_start_matches(['\r', '\n']);
    let mut length = 0;
    let mut properties = Map::new();
    for line in block.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        let (name, value) = line.trim().split_once(':')?;
        let is_name = name.chars().count() <= LONGEST_NAME
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'));
        if !is_name || !value.starts_with([' ', '\t']) && !value.is_empty() {
            return None;
        }
        if !value.trim().is_empty() {
            properties.insert(name.to_owned(), Value::String(value.trim().to_owned()));
        }
        length += line.len();
    }
    are_of_article(&properties).then(|| (properties, format!("{heading}\n{}", block.get(length..).unwrap_or_default())))
}

/// Returns the properties in the table of an HTML page.
pub(in crate::corpus::readers) fn in_table(html: &str) -> Option<Map<String, Value>> {
    let (_, table) = html.split_once("<table class=\"properties\"")?;
    let table = table.split("</table>").next()?;
    let mut properties = Map::new();
    for row in table.split("<tr").skip(1) {
        let Some((head, cell)) = row.split_once("</th>") else { continue };
        let Some((_, head)) = head.split_once("<th") else { continue };
        let name = markup::plain_text(head.split_once('>').map_or("", |(_, name)| name));
        let cell = cell.split("</td>").next().unwrap_or_default();
        let selected: Vec<Value> = cell
            .split("selected-value")
            .skip(1)
            .filter_map(|value| value.split_once('>')?.1.split("</span>").next())
            .map(|value| Value::String(markup::plain_text(value).trim().to_owned()))
            .collect();
        let value = match selected.len() {
            0 => Value::String(markup::plain_text(cell).trim().trim_start_matches('@').to_owned()),
            _ => Value::Array(selected),
        };
        properties.insert(name.trim().to_owned(), value);
    }
    are_of_article(&properties).then_some(properties)
}

/// Returns whether at least half of the properties, and at least two, are fields of articles.
fn are_of_article(properties: &Map<String, Value>) -> bool {
    let known = properties.keys().filter(|name| fields::is_field_name(name)).count();
    known >= FEWEST && known * 2 >= properties.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn properties_stand_below_the_heading() {
        let text = "# Ferry aground\n\nURL: https://post.example/1\nAuthor: Ida Falk\nTags: ferries, tides\n\nThe ferry is stuck.\n";
        let (properties, rest) = below_heading(text).expect("properties");
        assert_eq!(
            Value::Object(properties),
            json!({"URL": "https://post.example/1", "Author": "Ida Falk", "Tags": "ferries, tides"})
        );
        assert_eq!(rest, "# Ferry aground\n\nThe ferry is stuck.\n");
        for text in ["# A\n\nPolice: none.\nFire: none.\n\nText", "# A\n\nText", "Text: a\nURL: b"] {
            assert!(below_heading(text).is_none(), "{text}");
        }
    }

    #[test]
    fn properties_stand_in_a_table() {
        let html = "<table class=\"properties\"><tbody><tr class=\"property-row property-row-date\"><th>Published</th><td><time>@March 4, 2021</time></td></tr>\
                    <tr><th><span class=\"icon\"></span>Tags</th><td><span class=\"selected-value select-value-color-red\">ferries</span><span class=\"selected-value\">tides</span></td></tr></tbody></table>";
        let found = in_table(html).expect("properties");
        assert_eq!(Value::Object(found), json!({"Published": "March 4, 2021", "Tags": ["ferries", "tides"]}));
        assert!(in_table("<table class=\"properties\"><tr><th>Colour</th><td>Red</td></tr></table>").is_none());
    }
}
