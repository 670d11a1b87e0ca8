//! Highlights matches in text.

use super::sanitize::{sanitize_line, sanitize_text};
use super::style::Style;
use std::ops::Range;

/// Returns `text` sanitized as one line with the spans highlighted; `plain` styles the text between them.
pub(super) fn highlighted_line(
    text: &str,
    spans: &[Range<usize>],
    style: &Style,
    plain: impl Fn(&str) -> String,
) -> String {
    let line = |part: &str| sanitize_line(&part.replace("\n\n", "\n")).into_owned();
    highlighted(text, spans, |span| style.highlight(&line(span)), |between| plain(&line(between)))
}

/// Returns `text` sanitized, line breaks kept, with the spans highlighted. A span over several paragraphs is highlighted in each separately.
pub(super) fn highlighted_text(text: &str, spans: &[Range<usize>], style: &Style) -> String {
    highlighted(
        text,
        spans,
        |span| {
            let parts = span.split("\n\n").map(|part| style.highlight(&sanitize_line(part)));
            parts.collect::<Vec<_>>().join("\n\n")
        },
        |between| sanitize_text(between).into_owned(),
    )
}

fn highlighted(
    text: &str,
    spans: &[Range<usize>],
    highlight: impl Fn(&str) -> String,
    plain: impl Fn(&str) -> String,
) -> String {
    let mut line = String::with_capacity(text.len() + spans.len() * 12);
    let mut at = 0;
    for span in spans {
        line.push_str(&plain(text.get(at..span.start).unwrap_or_default()));
        line.push_str(&highlight(text.get(span.clone()).unwrap_or_default()));
        at = span.end;
    }
    line.push_str(&plain(text.get(at..).unwrap_or_default()));
    line
}
