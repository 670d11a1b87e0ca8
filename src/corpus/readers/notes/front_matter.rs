//! Front matter: the fields before a Markdown text, between `---` (YAML) or `+++` (TOML) lines.
//!
//! Invalid front matter is read line by line, because otherwise one title with an unquoted colon would lose all fields.

use serde_json::{Map, Value};

/// A text split into its front matter and the rest.
pub(super) struct FrontMatter<'a> {
    /// The fields of the front matter.
    pub(super) fields: Map<String, Value>,
    /// Lines of invalid front matter without a field; usually empty.
    pub(super) unread: String,
    /// The text after the front matter.
    pub(super) text: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Returns whether `text` begins with front matter.
    pub(super) fn begins(text: &str) -> bool {
        divide(text).is_some_and(|(fence, block, _)| {
            let separator = if fence == "---" { ':' } else { '=' };
            block.lines().any(|line| line.contains(separator))
        })
    }

    /// Splits `text`; without front matter, all of it is text.
    pub(super) fn split(text: &'a str) -> Self {
        let Some((fence, block, after)) = divide(text) else {
            return Self { fields: Map::new(), unread: String::new(), text };
        };
        let fields = if fence == "---" { yaml(block) } else { toml::from_str(block).ok() };
        match fields {
            Some(fields) => Self { fields, unread: String::new(), text: after },
            None => {
                let (fields, unread) = line_by_line(block, if fence == "---" { ':' } else { '=' });
                Self { fields, unread, text: after }
            }
        }
    }
}

fn divide(text: &str) -> Option<(&str, &str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return Some((fence, rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

fn yaml(block: &str) -> Option<Map<String, Value>> {
    if block.trim().is_empty() {
        return Some(Map::new());
    }
    serde_saphyr::from_str(block).ok()
}

/// Reads lines such as `name: value` from an invalid block; returns the fields and the other lines.
fn line_by_line(block: &str, separator: char) -> (Map<String, Value>, String) {
    let mut fields = Map::new();
    let mut unread = String::new();
    for line in block.lines() {
        match line.split_once(separator) {
            Some((name, value)) if is_name(name.trim_end()) && !value.trim().is_empty() => {
                let value = value.trim().trim_matches(['"', '\'']);
                fields.entry(name.trim_end()).or_insert_with(|| value.into());
            }
            _ => {
                unread.push_str(line);
                unread.push('\n');
            }
        }
    }
    (fields, unread)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (String, String, &str) {
        let front = FrontMatter::split(text);
        (Value::Object(front.fields).to_string(), front.unread, front.text)
    }

    #[test]
    fn yaml_and_toml_are_read() {
        let (fields, _, text) = split("---\ntitle: \"A: B\"\npublished: 2015-11-14\ntags:\n  - x\nauthor:\n---\nText");
        assert_eq!(fields, r#"{"author":null,"published":"2015-11-14","tags":["x"],"title":"A: B"}"#);
        assert_eq!(text, "Text");
        let (fields, _, text) = split("+++\r\ntitle = 'A'\r\ntags = ['x']\r\n+++\r\nText");
        assert_eq!(fields, r#"{"tags":["x"],"title":"A"}"#);
        assert_eq!(text, "Text");
    }

    #[test]
    fn invalid_front_matter_loses_nothing() {
        let (fields, unread, text) =
            split("---\ntitle: Flood: the river rises\n\tweather, mostly\nauthor: [Anna\n---\nText");
        assert_eq!(fields, r#"{"author":"[Anna","title":"Flood: the river rises"}"#);
        assert_eq!(unread, "\tweather, mostly\n");
        assert_eq!(text, "Text");
    }

    #[test]
    fn horizontal_rule_is_not_front_matter() {
        for text in ["---\nText", "----\na: b\n---\n", "Text\n---\na: b\n---"] {
            assert_eq!(split(text), ("{}".to_owned(), String::new(), text));
        }
        assert!(!FrontMatter::begins("---\nText\n---\n"));
    }
}
