//! Text with its matches marked.

use super::clean::{clean_line, clean_text};
use super::style::Style;
use std::ops::Range;

/// Returns `text` as one harmless line with the spans marked. `plain` dresses what is between them.
pub(super) fn marked_line(text: &str, spans: &[Range<usize>], style: &Style, plain: impl Fn(&str) -> String) -> String {
    marked(text, spans, |span| style.mark(&clean_line(span)), |between| plain(&clean_line(between)))
}

/// Returns `text`, its line breaks kept, with the spans marked.
pub(super) fn marked_text(text: &str, spans: &[Range<usize>], style: &Style) -> String {
    marked(text, spans, |span| style.mark(&clean_line(span)), |between| clean_text(between).into_owned())
}

fn marked(text: &str, spans: &[Range<usize>], mark: impl Fn(&str) -> String, plain: impl Fn(&str) -> String) -> String {
    let mut line = String::with_capacity(text.len() + spans.len() * 12);
    let mut at = 0;
    for span in spans {
        line.push_str(&plain(text.get(at..span.start).unwrap_or_default()));
        line.push_str(&mark(text.get(span.clone()).unwrap_or_default()));
        at = span.end;
    }
    line.push_str(&plain(text.get(at..).unwrap_or_default()));
    line
}
