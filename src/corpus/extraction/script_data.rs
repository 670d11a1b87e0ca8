//! Finds text that is only in the data of a page's scripts, from which a browser builds the page: `__NEXT_DATA__`, Fusion, Apollo and others.

use crate::corpus::markup;
use dom_smoothie::Readability;
use serde_json::{Deserializer, Value};

/// Members that contain the text of an article, best first.
const BODIES: &[&str] = &[
    "articleBody",
    "content_elements",
    "bodyHtml",
    "body_html",
    "bodyText",
    "fullText",
    "articleText",
    "body",
    "content",
    "contentHtml",
    "paragraphs",
    "blocks",
    "components",
    "storyBody",
    "story",
    "html",
    "text",
];
/// Members with the text of a block.
const TEXTS: &[&str] =
    &["text", "content", "html", "value", "body", "paragraph", "textHtml", "model", "data", "attributes"];
/// Members with the blocks inside a block.
const INNER: &[&str] = &["children", "blocks", "items", "content", "elements", "paragraphs"];
/// Types of blocks that are text.
const TEXT_KINDS: &[&str] =
    &["text", "paragraph", "p", "html", "header", "heading", "quote", "blockquote", "list", "copy", "body", "rich"];
/// Members with the headline of the article.
const HEADLINES: &[&str] = &["headline", "title", "headlines", "name", "basic", "heading", "seoTitle"];
/// The minimum number of characters of a text.
const SHORTEST: usize = 300;
/// The maximum number of values of a page that are examined.
const MOST_VALUES: usize = 200_000;
/// The maximum number of offsets in a script at which data may begin.
const MOST_STARTS: usize = 16;
/// The maximum nesting of blocks.
const DEEPEST: usize = 8;

/// Returns the text of the article in the data of scripts, preferably with the headline of the page.
pub(super) fn text_in_scripts(page: &Readability, headline: Option<&str>) -> Option<String> {
    let mut best: Option<(bool, String)> = None;
    for script in &page.doc.select("script:not([src])") {
        let text = script.text();
        if text.len() < SHORTEST || !BODIES.iter().any(|name| text.contains(name)) {
            continue;
        }
        for data in data_of(&text) {
            let mut open = vec![&data];
            let mut values = 0;
            while let Some(value) = open.pop() {
                values += 1;
                if values > MOST_VALUES {
                    break;
                }
                match value {
                    Value::Array(members) => open.extend(members),
                    Value::Object(fields) => {
                        open.extend(fields.values());
                        let found = BODIES.iter().find_map(|name| body_of(fields.get(*name)?));
                        let Some(found) = found else { continue };
                        let is_same = headline.is_some_and(|headline| states(fields, headline));
                        let length = found.len();
                        if best.as_ref().is_none_or(|(same, text)| (is_same, length) > (*same, text.len())) {
                            best = Some((is_same, found));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    best.map(|(_, text)| text)
}

/// Returns the data in a script: all of it, or the values that it assigns.
fn data_of(script: &str) -> Vec<Value> {
    let script = script.trim();
    if script.starts_with(['{', '[']) {
        return serde_json::from_str(script).into_iter().collect();
    }
    let mut found = Vec::new();
    let mut rest = script;
    for _ in 0..MOST_STARTS {
        let Some((_, after)) = rest.split_once('=') else { break };
        rest = after.trim_start();
        let quoted = rest.strip_prefix("JSON.parse(").map(str::trim_start);
        let begin = quoted.unwrap_or(rest);
        let is_data = begin.starts_with(['{', '[']) || (quoted.is_some() && begin.starts_with('"'));
        if !is_data {
            continue;
        }
        let mut values = Deserializer::from_str(begin).into_iter::<Value>();
        let Some(Ok(value)) = values.next() else { continue };
        let used = values.byte_offset();
        rest = begin.get(used..).unwrap_or_default();
        match value {
            Value::String(inner) => found.extend(serde_json::from_str::<Value>(&inner)),
            value => found.push(value),
        }
    }
    found
}

/// Returns whether a record has a headline.
fn states(fields: &serde_json::Map<String, Value>, headline: &str) -> bool {
    let key =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let headline = key(headline);
    HEADLINES.iter().filter_map(|name| fields.get(*name)).any(|value| match value {
        Value::String(text) => key(text) == headline,
        Value::Object(inner) => {
            HEADLINES.iter().filter_map(|name| inner.get(*name)?.as_str()).any(|text| key(text) == headline)
        }
        _ => false,
    })
}

/// Returns the text in a value, if it is that of an article.
fn body_of(value: &Value) -> Option<String> {
    let mut paragraphs = Vec::new();
    match value {
        Value::String(text) => paragraphs.extend(text_of(text)),
        Value::Array(blocks) => blocks.iter().for_each(|block| add_block(block, 0, &mut paragraphs)),
        Value::Object(_) => add_block(value, 0, &mut paragraphs),
        _ => return None,
    }
    let text = paragraphs.join("\n\n");
    // Running text has words and ends of sentences; codes and URLs do not.
    let is_text = text.chars().count() >= SHORTEST
        && text.contains(['.', '。', '।', '؟', '!', '?'])
        && !text.trim_start().starts_with(['{', '[', '<']);
    is_text.then_some(text)
}

fn text_of(text: &str) -> Option<String> {
    let text = if markup::has_tags(text) {
        markup::plain_text(text)
    } else {
        markup::decode_entities(text.trim()).into_owned()
    };
    (text.contains(char::is_whitespace) || text.chars().count() > 20).then_some(text)
}

fn add_block(block: &Value, depth: usize, paragraphs: &mut Vec<String>) {
    match block {
        Value::String(text) => paragraphs.extend(text_of(text)),
        Value::Array(blocks) if depth < DEEPEST => {
            for block in blocks {
                add_block(block, depth + 1, paragraphs);
            }
        }
        Value::Object(fields) if depth < DEEPEST => {
            let kind = ["type", "_type", "__typename", "kind", "blockType"]
                .iter()
                .find_map(|name| fields.get(*name)?.as_str());
            let kind = kind.map(str::to_lowercase);
            if kind.is_some_and(|kind| {
                !TEXT_KINDS.iter().any(|text| kind == *text || (text.len() > 3 && kind.contains(text)))
            }) {
                return;
            }
            let text = TEXTS.iter().find_map(|name| fields.get(*name).filter(|value| !value.is_null()));
            let inner = INNER.iter().find_map(|name| fields.get(*name).filter(|value| value.is_array()));
            if let Some(value) = inner.or(text) {
                add_block(value, depth + 1, paragraphs);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "The river rose by two metres on Monday, and the council met in the evening to discuss what the town needs before the winter.";
    const SECOND: &str = "Nobody was hurt, the mayor said, but the bridge will stay closed until engineers have looked at its pillars, which were built in 1901 and never repaired since.";
    const THIRD: &str = "The ferry runs twice an hour instead.";

    fn found(script: &str) -> Option<String> {
        let script = script.replace("FIRST", FIRST).replace("SECOND", SECOND).replace("THIRD", THIRD);
        let page = Readability::from(format!("<html><body><div id=root></div><script{script}</script>").as_str());
        text_in_scripts(&page, Some("River rises"))
    }

    #[test]
    fn texts_in_the_data_of_scripts_are_found() {
        let whole = format!("{FIRST}\n\n{SECOND}\n\n{THIRD}");
        for script in [
            r#" id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"title":"River rises","body":"<p>FIRST</p><p>SECOND</p><p>THIRD</p>"}}}}"#,
            r#">window.Fusion=window.Fusion||{};Fusion.globalContent={"headlines":{"basic":"River rises"},"content_elements":[{"type":"text","content":"FIRST"},{"type":"image","caption":"A bridge"},{"type":"text","content":"SECOND"},{"type":"text","content":"THIRD"}]};Fusion.x={}"#,
            r#">window.__APOLLO_STATE__ = {"Article:1":{"__typename":"Article","headline":"River rises","content":[{"type":"paragraph","children":[{"text":"FIRST"}]},{"type":"paragraph","children":[{"text":"SECOND"}]},{"type":"paragraph","children":[{"text":"THIRD"}]}]}};"#,
            r#">window.__STATE__ = JSON.parse("{\"title\":\"River rises\",\"blocks\":[\"FIRST\",\"SECOND\",\"THIRD\"]}");"#,
        ] {
            assert_eq!(found(script).as_deref(), Some(whole.as_str()), "{script}");
        }
        for script in
            [r#">var x = {"body":"short"}"#, ">if (a = {broken) { content }", r#" type="application/json">{"body":42}"#]
        {
            assert_eq!(found(script), None, "{script}");
        }
    }
}
