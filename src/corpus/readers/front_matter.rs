//! The fields that stand before a Markdown text, between `---` (YAML) or `+++` (TOML).

use serde_json::{Map, Value};

/// A text divided into its front matter and what follows.
pub(super) struct FrontMatter<'a> {
    /// The fields stated.
    pub(super) fields: Map<String, Value>,
    /// Lines of the front matter that could not be read; empty as a rule.
    pub(super) unread: String,
    /// The text after the front matter.
    pub(super) text: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Returns whether a text begins with front matter.
    pub(super) fn begins(text: &str) -> bool {
        divide(text).is_some_and(|(fence, block, _)| {
            let separator = if fence == "---" { ':' } else { '=' };
            block.lines().any(|line| line.contains(separator))
        })
    }

    /// Divides a text; one without front matter is all text.
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

/// Reads `name: value` from the lines of a block that breaks the rules of its format, such as a title
/// with a colon and without quotes. Returns the lines that are nothing of the kind too.
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
    fn broken_front_matter_loses_nothing() {
        let (fields, unread, text) =
            split("---\ntitle: Flood: the river rises\n\tweather, mostly\nauthor: [Anna\n---\nText");
        assert_eq!(fields, r#"{"author":"[Anna","title":"Flood: the river rises"}"#);
        assert_eq!(unread, "\tweather, mostly\n");
        assert_eq!(text, "Text");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nText", "----\na: b\n---\n", "Text\n---\na: b\n---"] {
            assert_eq!(split(text), ("{}".to_owned(), String::new(), text));
        }
        assert!(!FrontMatter::begins("---\nText\n---\n"));
    }
}
