//! Turns a record of LexisNexis into a draft, from the paragraphs that its TXT, HTML, RTF and DOCX exports have in common.

use super::languages::language;
use super::names::{bylines, is_edition, publication};
use super::nexis_labels::{Heading, Label, begins_document, ends_document, heading, labelled};
use crate::corpus::dates::leading_date;
use crate::corpus::draft::Draft;
use crate::corpus::skip::SkipReason;

/// The provider of these exports.
const PROVIDER: &str = "LexisNexis";
/// The first paragraphs among which the date is looked for where no label follows.
const MOST_ABOVE: usize = 12;
/// The longest rest of a line after its date.
const LONGEST_EDITION: usize = 80;

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
    Some(parts.map(Parts::draft))
}

/// The parts of a record.
#[derive(Default)]
struct Parts<'a> {
    /// The lines above the labels.
    head: Head<'a>,
    labels: Vec<(Label, String)>,
    body: Vec<&'a str>,
}

/// What stands without labels above the text.
#[derive(Default)]
struct Head<'a> {
    source: Option<&'a str>,
    date: Option<&'a str>,
    edition: Option<String>,
    headline: Option<String>,
    /// Further lines between headline and labels.
    below_headline: Vec<&'a str>,
}

/// Splits a text into paragraphs; labels on adjacent lines are paragraphs of their own. Copyright and counting lines are left out.
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
        let begins = !is_empty && labelled(line, titled).is_some();
        let is_first = text.get(start..at).is_some_and(|before| before.trim().is_empty());
        if is_empty || begins_document(line) || (begins && (labels || is_first)) {
            push(start, at);
            start = if is_empty || begins_document(line) { at + line.len() } else { at };
            labels = begins;
        }
        at += line.len();
    }
    push(start, text.len());
    found
}

/// Divides a record with labels in capitals.
fn classic<'a>(all: &[&'a str]) -> Result<Parts<'a>, SkipReason> {
    let is_label = |paragraph: &&&str| labelled(paragraph, false).is_some();
    let first_label = all.iter().position(|paragraph| is_label(&paragraph));
    let above = all.get(..first_label.unwrap_or_else(|| all.len().min(MOST_ABOVE))).unwrap_or_default();
    let (mut head, used) = head_of(above, first_label.is_some());
    let mut rest = all.get(used..).unwrap_or_default();
    if first_label.is_none() {
        head.headline = rest.first().map(|line| joined(line));
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut parts = Parts { head, ..Parts::default() };
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

/// Reads the paragraphs above the first label; returns also how many were used.
fn head_of<'a>(above: &[&'a str], is_complete: bool) -> (Head<'a>, usize) {
    let mut head = Head::default();
    let dated = above.iter().position(|paragraph| date_line(paragraph).is_some());
    let before = above.get(..dated.unwrap_or(if is_complete { above.len() } else { 1 })).unwrap_or_default();
    let mut names = before.iter().copied().filter(|paragraph| !is_copyright(paragraph));
    head.source = if dated.is_some() { names.next_back() } else { names.next() };
    // Some exports put the source below the rights, in one paragraph.
    let below_rights =
        || before.iter().flat_map(|paragraph| paragraph.lines()).map(str::trim).rfind(|line| !is_copyright(line));
    head.source = head.source.or_else(below_rights);
    let Some(at) = dated else {
        // Without a date, what follows the source is the headline.
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

/// Reads the paragraph with the date: perhaps the source above it, an edition after or below it.
fn read_date_block<'a>(paragraph: &'a str, head: &mut Head<'a>) {
    let mut lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty() && !is_copyright(line));
    for line in lines.by_ref() {
        if let Some((_, rest)) = leading_date(line) {
            head.date = Some(line);
            let rest = rest.trim();
            head.edition = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
            break;
        }
        head.source = Some(line);
    }
    let below: Vec<&str> = lines.collect();
    if head.edition.is_none() && !below.is_empty() {
        head.edition = Some(below.join(" "));
    }
}

/// Returns the line of a paragraph that begins with a date.
fn date_line(paragraph: &str) -> Option<&str> {
    let mut lines = paragraph.lines().map(str::trim).take(4);
    lines.find(|line| !is_copyright(line) && leading_date(line).is_some_and(|(_, rest)| rest.len() <= LONGEST_EDITION))
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
            // Where the text has a label, everything above it belongs to the label before.
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

/// Returns where the text ends, and takes the labels below it.
fn body_end(paragraphs: &[&str], labels: &mut Vec<(Label, String)>) -> usize {
    let is_certain = |paragraph: &&str| matches!(labelled(paragraph, false), Some((Label::OtherBelow, _)));
    let is_below = |paragraph: &&str| match labelled(paragraph, false) {
        Some((Label::Language, value)) => language(value).is_some(),
        found => found.is_some_and(|(label, _)| label.is_below()),
    };
    let mut end = paragraphs.iter().position(is_certain).unwrap_or(paragraphs.len());
    // From the end upwards, labels that may also begin a line of the text.
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

/// Divides a record of Nexis Uni.
fn uni<'a>(all: &[&'a str]) -> Result<Parts<'a>, SkipReason> {
    let malformed = |detail: &str| SkipReason::Malformed { format: "Nexis Uni export", detail: detail.into() };
    let body = all.iter().position(|paragraph| heading(paragraph) == Some(Heading::Body));
    let first_label = all.iter().position(|paragraph| labelled(paragraph, true).is_some());
    let above_end = body.or(first_label).ok_or_else(|| malformed("a document without text"))?;
    let above = all.get(..above_end).unwrap_or_default();
    let dated =
        above.iter().rposition(|paragraph| date_line(paragraph).is_some() && labelled(paragraph, true).is_none());
    let mut parts = Parts::default();
    match dated {
        Some(at) => {
            if let Some(paragraph) = above.get(at) {
                read_date_block(paragraph, &mut parts.head);
            }
            if parts.head.source.is_none() {
                parts.head.source = at.checked_sub(1).and_then(|at| above.get(at)).copied();
            }
            let mut lines = above.get(..at.saturating_sub(1)).unwrap_or_default();
            if lines.iter().any(|line| is_cover(line)) {
                lines = lines.get(lines.len() - 1..).unwrap_or_default();
            }
            parts.head.headline = Some(lines.iter().map(|line| joined(line)).collect::<Vec<_>>().join(" "));
        }
        None => {
            parts.head.headline = above.first().map(|line| joined(line));
            parts.head.source =
                above.get(1).copied().filter(|line| labelled(line, true).is_none() && !is_copyright(line));
        }
    }
    let labels_from = dated.map_or(1, |at| at + 1);
    for paragraph in above.get(labels_from..).unwrap_or_default() {
        if let Some((label, _)) = labelled(paragraph, true) {
            parts.labels.push((label, label_value(paragraph)));
        }
    }
    let text = all.get(above_end + usize::from(body.is_some())..).unwrap_or_default();
    let mut in_text = true;
    for paragraph in text {
        match heading(paragraph) {
            Some(Heading::Graphic | Heading::Classification) => in_text = false,
            _ if in_text && paragraph.starts_with("URL: http") => {
                parts.labels.push((Label::Url, label_value(paragraph)))
            }
            _ if in_text && is_placeholder(paragraph) => {}
            _ if in_text && !is_copyright(paragraph) => parts.body.push(paragraph),
            _ => {
                if let Some((label, _)) = labelled(paragraph, true) {
                    parts.labels.push((label, label_value(paragraph)));
                }
            }
        }
    }
    if body.is_none() {
        parts.body.retain(|paragraph| labelled(paragraph, true).is_none());
    }
    Ok(parts)
}

/// Returns whether a line belongs to the cover page of an export.
fn is_cover(line: &str) -> bool {
    ["Client/Matter:", "Search Terms:", "Search Type:", "Narrowed by", "Job Number:", "User Name:", "Date and Time:"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Returns whether a paragraph stands for a picture.
fn is_placeholder(paragraph: &str) -> bool {
    matches!(paragraph, "Link to Image" | "Lien vers l'image" | "Link zum Bild" | "Enlace a la imagen")
}

fn label_value(paragraph: &str) -> String {
    let value = paragraph.split_once(':').map_or("", |(_, value)| value);
    joined(value)
}

impl Parts<'_> {
    fn draft(self) -> Draft {
        let (source, city) = self.head.source.map(joined).map_or((None, None), |name| {
            let (name, edition) = publication(&name);
            (Some(name), edition)
        });
        let mut draft = Draft { source, provider: Some(PROVIDER.into()), is_export: true, ..Draft::default() };
        draft.headline = self.head.headline.filter(|line| !line.trim().is_empty());
        let mut edition: Vec<String> = city.into_iter().chain(self.head.edition).collect();
        draft.published = self.head.date.and_then(leading_date).map(|(date, _)| date);
        let mut body: Vec<String> = self.body.iter().map(|paragraph| lines_joined(paragraph)).collect();
        let mut leads: Vec<String> = self.head.below_headline.iter().map(|line| joined(line)).collect();
        for (label, value) in self.labels {
            if value.is_empty() {
                continue;
            }
            match label {
                Label::Headline => {
                    // What stands above the label without one is an edition or a heading of the database.
                    leads.clear();
                    draft.headline = Some(value);
                }
                Label::Byline => draft.bylines = bylines(&value, draft.source.as_deref()),
                Label::Section => read_section(&value, &mut draft),
                Label::Dateline => draft.place = place(&value),
                Label::Highlight => leads.push(value),
                Label::Language => draft.language = language(&value),
                Label::Topics => draft.topics.extend(topics(&value)),
                Label::Url => draft.url = Some(value).filter(|url| url.starts_with("http")),
                Label::Edition => edition.push(value),
                Label::Body => body.insert(0, value),
                Label::Length | Label::OtherAbove | Label::OtherBelow | Label::WordBelow => {}
            }
        }
        draft.edition = Some(edition.join(", ")).filter(|edition| !edition.is_empty());
        draft.lead = Some(leads.join("\n\n")).filter(|lead| !lead.is_empty());
        draft.body = Some(body.join("\n\n"));
        draft
    }
}

/// Reads `NEWS; Pg. 6`, `Section A; Column 1; Foreign Desk; Pg. 9` and `POLITICS; Version:17`.
fn read_section(value: &str, draft: &mut Draft) {
    const PAGES: &[&str] = &["pg.", "pg", "page", "pages", "s.", "seite", "p.", "pag.", "pág.", "blz.", "pp."];
    let mut kept = Vec::new();
    for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let lower = part.to_lowercase();
        if let Some(version) = lower.strip_prefix("version:") {
            draft.version = Some(version.trim().to_owned());
            continue;
        }
        if lower.strip_prefix("column ").is_some_and(|number| number.trim().bytes().all(|byte| byte.is_ascii_digit())) {
            continue;
        }
        // The page is the last of the parts, or follows the section after a comma.
        let mut pieces: Vec<&str> = part.split(',').map(str::trim).collect();
        let page = pieces.iter().position(|piece| {
            let first = piece.split_whitespace().next().unwrap_or_default().to_lowercase();
            PAGES.contains(&first.as_str()) && piece.split_whitespace().count() > 1
        });
        if let Some(at) = page {
            let pages = pieces.split_off(at);
            let page = pages.first().and_then(|page| page.split_once(char::is_whitespace));
            draft.page = page.map(|(_, number)| number.trim().to_owned());
        }
        let section = pieces.join(", ");
        let section = section.trim_matches([',', ' ']);
        if !section.is_empty() {
            kept.push(section.to_owned());
        }
    }
    draft.section = Some(kept.join("; ")).filter(|section| !section.is_empty());
}

/// Returns the place of a dateline without its date and agency: `PARIS, Jan. 11 (AFP)`.
fn place(value: &str) -> Option<String> {
    let value = value.split('(').next().unwrap_or(value);
    let mut parts: Vec<&str> = value.split(',').collect();
    let is_date = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    if let Some(date) = parts.iter().position(|part| is_date(&part)) {
        parts.truncate(date);
    }
    let place = parts.join(",");
    Some(place.trim().trim_end_matches(['-', '–', ',', ';']).trim().to_owned()).filter(|place| !place.is_empty())
}

/// Returns subjects without their percentages.
pub(super) fn topics(value: &str) -> Vec<String> {
    let topics = value.split(';').map(|topic| {
        let topic = topic.trim();
        let share = topic.rsplit_once('(').filter(|(_, share)| share.trim_end().ends_with("%)"));
        share.map_or(topic, |(name, _)| name).trim().to_owned()
    });
    topics.filter(|topic| !topic.is_empty()).collect()
}

/// Returns whether a paragraph or line states rights.
fn is_copyright(paragraph: &str) -> bool {
    const RIGHTS: &[&str] = &[
        "copyrigh",
        "(c)",
        "©",
        "all rights reserved",
        "tous droits",
        "alle rechte",
        "todos los derechos",
        "tutti i diritti",
        "alle rettigheder",
    ];
    let start: String = paragraph.trim_start().chars().take(24).collect::<String>().to_lowercase();
    paragraph.len() < 600 && RIGHTS.iter().any(|words| start.starts_with(words))
}

/// Returns the lines of a text as one.
fn joined(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        push_line(&mut line, part);
    }
    line
}

/// Joins the lines of a paragraph; short lines, after which the next word would have had room, stay lines.
fn lines_joined(paragraph: &str) -> String {
    let widest = paragraph.lines().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    let wrapped = (60..=82).contains(&widest);
    if !wrapped {
        return paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    }
    joined(paragraph)
}

fn push_line(text: &mut String, line: &str) {
    let hyphenated = text.ends_with('-') && !text.ends_with(" -") && line.starts_with(char::is_lowercase);
    if !text.is_empty() && !hyphenated {
        text.push(' ');
    }
    text.push_str(line);
}
