//! Turns a record of LexisNexis into a draft, from the paragraphs that its TXT, HTML, RTF and DOCX exports have in common.

use super::nexis_classic::classic;
use super::nexis_labels::{Label, begins_document, ends_document, labelled};
use super::nexis_parts::NexisParts;
use super::nexis_uni_record::uni;
use crate::corpus::draft::Draft;
use crate::corpus::skip::SkipReason;

/// The order of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Source, date, headline, labels in capitals, text, more labels.
    Classic,
    /// Nexis Uni: headline, source, date, labels, the heading `Body`, text, the heading `Classification`, more labels.
    Uni,
}

/// Reads a record whose paragraphs are separated by empty lines; `None` if it is a cover page.
pub(super) fn draft(text: &str, layout: Layout) -> Option<Result<Draft, SkipReason>> {
    let paragraphs = paragraphs(text, layout);
    if paragraphs.is_empty() {
        return None;
    }
    let parts = match layout {
        Layout::Classic => classic(&paragraphs),
        Layout::Uni => uni(&paragraphs),
    };
    Some(parts.map(NexisParts::draft))
}

/// Splits a text into paragraphs; labels on adjacent lines are separate paragraphs. Copyright and counting lines are dropped.
fn paragraphs(text: &str, layout: Layout) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut labels = false;
    let titled = layout == Layout::Uni;
    let mut push = |from: usize, to: usize| {
        let paragraph = text.get(from..to).unwrap_or_default().trim_matches(|c: char| c.is_whitespace());
        if !paragraph.is_empty() && !begins_document(paragraph) && !ends_document(paragraph) {
            found.push(paragraph);
        }
    };
    for line in text.split_inclusive('\n') {
        let is_empty = line.trim().is_empty();
        let label = labelled(line, titled).map(|(label, _)| label);
        let begins = label.is_some();
        // No sentence begins with these labels, so they need no empty line above them.
        let is_certain = label == Some(Label::OtherBelow) && !titled;
        let is_first = text.get(start..at).is_some_and(|before| before.trim().is_empty());
        if is_empty || begins_document(line) || is_certain || (begins && (labels || is_first)) {
            push(start, at);
            start = if is_empty || begins_document(line) { at + line.len() } else { at };
            labels = begins;
        }
        at += line.len();
    }
    push(start, text.len());
    found
}
