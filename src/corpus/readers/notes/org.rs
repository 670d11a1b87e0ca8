//! Converts Org mode documents to Markdown: keywords become fields, and links their texts.

use super::front_matter::FrontMatter;
use super::markdown::emit_note;
use crate::corpus::decode;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use serde_json::{Map, Value};

/// Keywords with the names of their fields.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("author", "author"),
    ("date", "date"),
    ("language", "language"),
    ("keywords", "keywords"),
    ("filetags", "keywords"),
    ("description", "description"),
    ("source", "source"),
    ("url", "url"),
];
/// Blocks that contain no text of the document.
const OTHER_BLOCKS: &[&str] = &["src", "export", "comment", "example"];
/// Task states before a heading.
const TASKS: &[&str] = &["TODO ", "DONE ", "NEXT ", "WAITING "];
/// The maximum level of a Markdown heading.
const DEEPEST: usize = 6;

/// Reads Org mode documents.
pub(in crate::corpus::readers) struct OrgReader;

impl Reader for OrgReader {
    fn name(&self) -> &'static str {
        "org"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.extension == "org" || sample.text.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("#+title:"))
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let (fields, text) = to_markdown(&decode::file(input.into_bytes()?));
        emit_note(FrontMatter { fields, unread: String::new(), text: &text }, context, sink)
    }
}

/// Returns the keywords of a document as fields, and the rest as Markdown.
fn to_markdown(text: &str) -> (Map<String, Value>, String) {
    let mut fields = Map::new();
    let mut out = String::with_capacity(text.len());
    let (mut in_drawer, mut other_block) = (false, false);
    for line in text.lines() {
        let trimmed = line.trim();
        let lower = trimmed.to_lowercase();
        if let Some(keyword) = lower.strip_prefix("#+") {
            if let Some(block) = keyword.strip_prefix("begin_") {
                let name = block.split_whitespace().next().unwrap_or_default();
                other_block = OTHER_BLOCKS.contains(&name);
            } else if keyword.starts_with("end_") {
                other_block = false;
            } else if let Some((name, _)) = keyword.split_once(':')
                && let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name)
                && let Some((_, value)) = trimmed.split_once(':')
            {
                let value = value.trim().trim_matches(['<', '>', '[', ']', ':']);
                fields.entry((*field).to_owned()).or_insert_with(|| Value::from(value));
            }
            continue;
        }
        in_drawer |= lower == ":properties:" || lower == ":logbook:";
        let is_time = ["SCHEDULED:", "DEADLINE:", "CLOSED:"].iter().any(|word| trimmed.starts_with(word));
        if !(in_drawer || other_block || is_time || trimmed == "#" || trimmed.starts_with("# ")) {
            match heading(line) {
                Some((level, text)) => {
                    // The title is the first level.
                    let marks = "#".repeat((level + usize::from(fields.contains_key("title"))).min(DEEPEST));
                    out.push_str(&format!("\n{marks} {}\n\n", without_links(text)));
                }
                None => {
                    out.push_str(&without_links(line));
                    out.push('\n');
                }
            }
        }
        in_drawer &= lower != ":end:";
    }
    (fields, out)
}

/// Returns the level and text of a heading such as `** TODO Ferry :port:`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('*').len();
    let text = line.get(level..)?.strip_prefix(' ').filter(|_| level > 0)?.trim();
    let text = TASKS.iter().find_map(|task| text.strip_prefix(task)).unwrap_or(text);
    let is_tags = |tags: &str| tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':');
    let text = text.rsplit_once(' ').filter(|(_, tags)| is_tags(tags)).map_or(text, |(text, _)| text.trim_end());
    Some((level, text))
}

/// Returns a line with links replaced by their texts.
fn without_links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((link, following)) = after.split_once("]]") else { break };
        out.push_str(before);
        out.push_str(link.split_once("][").map_or(link, |(_, text)| text));
        rest = following;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_headings_and_links_are_read() {
        let text = "#+TITLE: Ferry\n#+DATE: <2015-11-14 Sat>\n#+OPTIONS: toc:nil\n# note\nThe [[https://x.example][ferry]] ran aground.\n\n* TODO Fares :port:\n:PROPERTIES:\n:ID: 1\n:END:\nThey rise.\n#+BEGIN_SRC sh\nls\n#+END_SRC\n";
        let (fields, markdown) = to_markdown(text);
        assert_eq!(Value::Object(fields).to_string(), r#"{"date":"2015-11-14 Sat","title":"Ferry"}"#);
        let lines: Vec<&str> = markdown.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["The ferry ran aground.", "## Fares", "They rise."]);
    }
}
