//! Converts reStructuredText to Markdown: titles by their adornments, the fields at the beginning, the text in directives.

use super::front_matter::FrontMatter;
use super::markdown::emit_note;
use crate::corpus::decode;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use serde_json::{Map, Value};

/// Directives that contain text of the document; others contain images, code, tables of contents and the like.
const TEXTS: &[&str] = &[
    "admonition",
    "attention",
    "caution",
    "compound",
    "container",
    "danger",
    "epigraph",
    "error",
    "highlights",
    "hint",
    "important",
    "line-block",
    "note",
    "parsed-literal",
    "pull-quote",
    "seealso",
    "sidebar",
    "tip",
    "topic",
    "warning",
];
/// Characters that underline titles.
const ADORNMENTS: &str = "=-~^\"'*+#`:._<>!$%&";
/// The minimum length of an underline.
const SHORTEST: usize = 3;
/// The maximum level of a Markdown heading.
const DEEPEST: usize = 6;

/// Reads reStructuredText.
pub(in crate::corpus::readers) struct RestructuredTextReader;

impl Reader for RestructuredTextReader {
    fn name(&self) -> &'static str {
        "rst"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        matches!(sample.extension, "rst" | "rest")
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let (fields, text) = to_markdown(&decode::file(input.into_bytes()?));
        emit_note(FrontMatter { fields, unread: String::new(), text: &text }, context, sink)
    }
}

/// Returns the fields at the beginning of a document, and the rest as Markdown.
fn to_markdown(text: &str) -> (Map<String, Value>, String) {
    let mut fields = Map::new();
    let mut out = String::with_capacity(text.len());
    let mut styles: Vec<(char, bool)> = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut rest = lines.as_slice();
    let mut is_head = true;
    while let Some((line, after)) = rest.split_first() {
        let next = after.first().copied().unwrap_or_default();
        let title = match adornment(line) {
            // The title may also have a line above it.
            Some(sign) if !next.is_empty() && after.get(1).and_then(|line| adornment(line)) == Some(sign) => {
                rest = after.get(2..).unwrap_or_default();
                Some((next, (sign, true)))
            }
            Some(_) if next.is_empty() => {
                rest = after;
                continue;
            }
            _ => match adornment(next) {
                Some(sign) if is_title(line, next) => {
                    rest = after.get(1..).unwrap_or_default();
                    Some((*line, (sign, false)))
                }
                _ => None,
            },
        };
        if let Some((title, style)) = title {
            let level = styles.iter().position(|known| *known == style).unwrap_or(styles.len());
            if level == styles.len() {
                styles.push(style);
            }
            let marks = "#".repeat((level + 1).min(DEEPEST));
            out.push_str(&format!("\n{marks} {}\n\n", inline(title.trim())));
            continue;
        }
        rest = after;
        if let Some(directive) = line.strip_prefix(".. ").or_else(|| (*line == "..").then_some("")) {
            let length = rest.iter().take_while(|line| line.is_empty() || line.starts_with([' ', '\t'])).count();
            let (block, following) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = following;
            push_directive(directive, block, &mut out);
            continue;
        }
        if is_head && let Some((name, value)) = field(line) {
            fields.entry(name.to_lowercase()).or_insert_with(|| Value::from(value));
            continue;
        }
        is_head &= line.is_empty();
        out.push_str(&inline(line));
        out.push('\n');
    }
    (fields, out)
}

/// Returns the character that a line repeats, if it is an adornment.
fn adornment(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| ADORNMENTS.contains(*sign))?;
    (line.len() >= SHORTEST && line.chars().all(|c| c == sign)).then_some(sign)
}

fn is_title(line: &str, below: &str) -> bool {
    !line.is_empty() && !line.starts_with([' ', '\t']) && below.chars().count() + 1 >= line.chars().count()
}

/// Parses a field such as `:Author: Ida Falk`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name =
        !name.is_empty() && name.len() <= 40 && name.chars().all(|c| c.is_alphanumeric() || " -_".contains(c));
    (is_name && value.starts_with(' ')).then(|| (name, value.trim()))
}

/// Adds the text of a directive, if it contains any.
fn push_directive(directive: &str, block: &[&str], out: &mut String) {
    let text = match directive.split_once("::") {
        Some((name, argument)) if TEXTS.contains(&name.trim()) => argument.trim(),
        None if directive.starts_with('[') => directive.split_once("] ").map_or("", |(_, note)| note),
        _ => return,
    };
    out.push_str("\n\n");
    out.push_str(&inline(text));
    out.push('\n');
    for line in block.iter().map(|line| line.trim()).filter(|line| field(line).is_none()) {
        out.push_str(&inline(line));
        out.push('\n');
    }
    out.push('\n');
}

/// Returns a line with its links and roles replaced by their texts: `` `the report <https://…>`_ ``, `` :ref:`fares` ``.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut parts = line.split('`').peekable();
    let mut is_quoted = false;
    while let Some(part) = parts.next() {
        if !is_quoted {
            let part = if out.is_empty() {
                part
            } else {
                part.strip_prefix("__").or_else(|| part.strip_prefix('_')).unwrap_or(part)
            };
            let role = part.strip_suffix(':').and_then(|before| before.rfind(':').map(|at| (before, at)));
            let role = role.filter(|(before, at)| {
                parts.peek().is_some()
                    && before.get(at + 1..).is_some_and(|name| !name.is_empty() && !name.contains(' '))
            });
            out.push_str(role.and_then(|(before, at)| before.get(..at)).unwrap_or(part));
        } else {
            let text = part.split_once(" <").filter(|(_, target)| target.ends_with('>')).map_or(part, |(text, _)| text);
            out.push_str(text);
        }
        is_quoted = !is_quoted;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fields_and_directives_are_read() {
        let text = "=====\nFerry\n=====\n\n:Author: Ida Falk\n:Date: 2015-11-14\n\n.. image:: a.png\n   :alt: boat\n\nThe `ferry <https://x.example>`_ ran\n*aground*.\n\nFares\n-----\n\n.. note:: Nobody\n   was hurt.\n\nEnd, see :ref:`fares`.\n";
        let (fields, markdown) = to_markdown(text);
        assert_eq!(Value::Object(fields).to_string(), r#"{"author":"Ida Falk","date":"2015-11-14"}"#);
        let lines: Vec<&str> = markdown.lines().filter(|line| !line.is_empty()).collect();
        let expected = ["# Ferry", "The ferry ran", "*aground*.", "## Fares", "Nobody", "was hurt.", "End, see fares."];
        assert_eq!(lines, expected);
    }
}
