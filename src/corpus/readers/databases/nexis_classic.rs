//! Divides LexisNexis records with labels in capitals: source, date, headline, labels, text, more labels.

use super::languages::language;
use super::nexis_labels::{Label, labelled};
use super::nexis_lines::{date_line, is_copyright, joined, label_value};
use super::nexis_parts::{NexisHead, NexisParts, read_date_block};
use super::publications::is_edition;
use crate::corpus::skip::SkipReason;

/// The number of first paragraphs in which the date is searched for if no label follows.
const MOST_ABOVE: usize = 12;

/// Divides a record with labels in capitals.
pub(super) fn classic<'a>(all: &[&'a str]) -> Result<NexisParts<'a>, SkipReason> {
    let is_label = |paragraph: &&&str| labelled(paragraph, false).is_some();
    let first_label = all.iter().position(|paragraph| is_label(&paragraph));
    let above = all.get(..first_label.unwrap_or_else(|| all.len().min(MOST_ABOVE))).unwrap_or_default();
    let (mut head, used) = head_of(above, first_label.is_some());
    let mut rest = all.get(used..).unwrap_or_default();
    if first_label.is_none() {
        head.headline = rest.first().map(|line| joined(line));
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut parts = NexisParts { head, ..NexisParts::default() };
    rest = take_labels(rest, &mut parts.labels);
    let end = body_end(rest, &mut parts.labels);
    parts.body = rest.get(..end).unwrap_or_default().iter().copied().filter(|text| !is_copyright(text)).collect();
    if parts.body.is_empty()
        && parts.head.headline.is_none()
        && !parts.labels.iter().any(|(label, _)| *label == Label::Headline)
    {
        return Err(SkipReason::Malformed {
            format: "LexisNexis export",
            detail: "a document without headline and text".into(),
        });
    }
    Ok(parts)
}

/// Reads the paragraphs above the first label; also returns how many were used.
fn head_of<'a>(above: &[&'a str], is_complete: bool) -> (NexisHead<'a>, usize) {
    let mut head = NexisHead::default();
    let dated = above.iter().position(|paragraph| date_line(paragraph).is_some());
    let before = above.get(..dated.unwrap_or(if is_complete { above.len() } else { 1 })).unwrap_or_default();
    let mut names = before.iter().copied().filter(|paragraph| !is_copyright(paragraph));
    head.source = if dated.is_some() { names.next_back() } else { names.next() };
    // Some exports put the source below the rights, in one paragraph.
    let below_rights =
        || before.iter().flat_map(|paragraph| paragraph.lines()).map(str::trim).rfind(|line| !is_copyright(line));
    head.source = head.source.or_else(below_rights);
    let Some(at) = dated else {
        // Without a date, the headline follows the source.
        let mut rest = before.iter().copied().filter(|paragraph| !is_copyright(paragraph)).skip(1);
        if is_complete {
            head.headline = rest.next().map(joined);
            head.below_headline = rest.collect();
        }
        return (head, before.len());
    };
    if let Some(paragraph) = above.get(at) {
        read_date_block(paragraph, &mut head);
    }
    let mut used = at + 1;
    let following = above.get(used..).unwrap_or_default();
    let mut following = following.iter().copied().filter(|paragraph| !is_copyright(paragraph)).peekable();
    while let Some(line) = following.next_if(|line| is_edition(line)) {
        head.edition.get_or_insert_with(|| joined(line));
        used += 1;
    }
    if is_complete {
        head.headline = following.next().map(joined);
        head.below_headline = following.collect();
        used = above.len();
    }
    (head, used)
}

/// Takes the labels above the text; returns the paragraphs after them.
fn take_labels<'a, 'b>(paragraphs: &'b [&'a str], labels: &mut Vec<(Label, String)>) -> &'b [&'a str] {
    let body_label =
        paragraphs.iter().position(|paragraph| matches!(labelled(paragraph, false), Some((Label::Body, _))));
    let mut at = 0;
    while let Some(paragraph) = paragraphs.get(at) {
        match labelled(paragraph, false) {
            Some((Label::Body, _)) => {
                labels.push((Label::Body, label_value(paragraph)));
                return paragraphs.get(at + 1..).unwrap_or_default();
            }
            Some((label, _)) if !label.is_below() => labels.push((label, label_value(paragraph))),
            // If the text has a label, everything above it belongs to the previous label.
            _ if body_label.is_some_and(|body| at < body) => {
                if let Some((_, value)) = labels.last_mut() {
                    value.push_str("\n\n");
                    value.push_str(&joined(paragraph));
                }
            }
            _ => break,
        }
        at += 1;
    }
    paragraphs.get(at..).unwrap_or_default()
}

/// Returns the index of the end of the text, and takes the labels below it.
fn body_end(paragraphs: &[&str], labels: &mut Vec<(Label, String)>) -> usize {
    let is_certain = |paragraph: &&str| matches!(labelled(paragraph, false), Some((Label::OtherBelow, _)));
    let is_below = |paragraph: &&str| match labelled(paragraph, false) {
        Some((Label::Language, value)) => language(value).is_some(),
        found => found.is_some_and(|(label, _)| label.is_below()),
    };
    let mut end = paragraphs.iter().position(is_certain).unwrap_or(paragraphs.len());
    // Upwards from the end, labels that may also begin a line of the text.
    while let Some(last) = end.checked_sub(1).and_then(|last| paragraphs.get(last)) {
        if !is_below(last) && !is_copyright(last) {
            break;
        }
        end -= 1;
    }
    for paragraph in paragraphs.get(end..).unwrap_or_default() {
        if let Some((label, _)) = labelled(paragraph, false) {
            labels.push((label, label_value(paragraph)));
        }
    }
    end
}
