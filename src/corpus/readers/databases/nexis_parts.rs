//! The parts of a LexisNexis record, and the fields that they state.

use super::languages::language;
use super::nexis_labels::Label;
use super::nexis_lines::{is_copyright, joined, lines_joined};
use super::publications::publication;
use crate::corpus::bylines;
use crate::corpus::dates::leading_date;
use crate::corpus::draft::Draft;

/// The provider of these exports.
const PROVIDER: &str = "LexisNexis";

/// The parts of a record.
#[derive(Default)]
pub(super) struct NexisParts<'a> {
    /// The lines above the labels.
    pub(super) head: NexisHead<'a>,
    pub(super) labels: Vec<(Label, String)>,
    pub(super) body: Vec<&'a str>,
}

/// The unlabelled lines above the text.
#[derive(Default)]
pub(super) struct NexisHead<'a> {
    pub(super) source: Option<&'a str>,
    pub(super) date: Option<&'a str>,
    pub(super) edition: Option<String>,
    pub(super) headline: Option<String>,
    /// Further lines between headline and labels.
    pub(super) below_headline: Vec<&'a str>,
}

/// Reads the paragraph with the date: possibly with the source above it, and an edition after or below it.
pub(super) fn read_date_block<'a>(paragraph: &'a str, head: &mut NexisHead<'a>) {
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

impl NexisParts<'_> {
    /// Returns the draft of the record.
    pub(super) fn draft(self) -> Draft {
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
                    // The text above the label is then an edition or a heading of the database.
                    leads.clear();
                    draft.headline = Some(value);
                }
                Label::Byline => draft.bylines = bylines::names(&value, draft.source.as_deref()),
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
            // The number of the issue may follow: `Pg. 22 N° 21587`.
            let page = page.map(|(_, number)| {
                [" N° ", " Nº ", " Nr. "].iter().fold(number, |page, issue| page.split(issue).next().unwrap_or(page))
            });
            draft.page = page.map(|number| number.trim().to_owned());
        }
        let section = pieces.join(", ");
        let section = section.trim_matches([',', ' ']);
        if !section.is_empty() {
            kept.push(section.to_owned());
        }
    }
    draft.section = Some(kept.join("; ")).filter(|section| !section.is_empty());
}

/// Returns the place in a dateline without its date and agency: `PARIS, Jan. 11 (AFP)`.
fn place(value: &str) -> Option<String> {
    let value = value.split('(').next().unwrap_or(value);
    let mut parts: Vec<&str> = value.split(',').collect();
    let is_date = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    if let Some(date) = parts.iter().position(is_date) {
        parts.truncate(date);
    }
    let place = parts.join(",");
    Some(place.trim().trim_end_matches(['-', '–', ',', ';']).trim().to_owned()).filter(|place| !place.is_empty())
}

/// Returns subjects without their percentages.
fn topics(value: &str) -> Vec<String> {
    let topics = value.split(';').map(|topic| {
        let topic = topic.trim();
        let share = topic.rsplit_once('(').filter(|(_, share)| share.trim_end().ends_with("%)"));
        share.map_or(topic, |(name, _)| name).trim().to_owned()
    });
    topics.filter(|topic| !topic.is_empty()).collect()
}
