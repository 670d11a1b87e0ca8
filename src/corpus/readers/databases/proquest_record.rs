//! Turns a ProQuest document into a draft: the headline, labels with their values, and the full text among them.

use super::languages::language;
use super::names::{bylines, publication};
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::skip::SkipReason;

/// The provider of these exports.
const PROVIDER: &str = "ProQuest";

/// The labels of a document, in lower case.
const LABELS: &[&str] = &[
    "author",
    "publication info",
    "abstract",
    "abstract (summary)",
    "links",
    "full text",
    "subject",
    "business indexing term",
    "location",
    "people",
    "company / organization",
    "company/organization",
    "title",
    "alternate title",
    "publication title",
    "pages",
    "first page",
    "publication year",
    "year",
    "publication date",
    "date",
    "section",
    "publisher",
    "place of publication",
    "country of publication",
    "publication subject",
    "issn",
    "e-issn",
    "source type",
    "language of publication",
    "language",
    "document type",
    "proquest document id",
    "document url",
    "copyright",
    "last updated",
    "database",
    "volume",
    "issue",
    "number of pages",
    "column",
    "dateline",
    "document feature",
    "identifier / keyword",
    "identifier/keyword",
    "classification",
    "product name",
    "credit",
    "journal subject",
    "accession number",
    "subfile",
    "edition",
    "publication",
    "correspondence author",
    "supplement",
    "doi",
    "notes",
    "caption text",
    "contributor",
    "editor",
    "degree",
    "isbn",
    "identifiers / keywords",
    "company",
    "author affiliation",
    "mesh subject",
    "copyright notice",
    "source attribution",
];

/// A document whose paragraphs are separated by empty lines.
pub(super) struct Document<'a> {
    paragraphs: Vec<&'a str>,
    /// The text of the article, where the export marks it apart.
    text: Option<String>,
}

impl<'a> Document<'a> {
    pub(super) fn of(text: &'a str, marked: Option<String>) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.trim().is_empty() {
                paragraphs.push(text.get(start..at).unwrap_or_default().trim());
                start = at + line.len();
            }
            at += line.len();
        }
        paragraphs.push(text.get(start..).unwrap_or_default().trim());
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Self { paragraphs, text: marked }
    }

    /// Returns whether it has what a document must have; the notes at the end of an export do not.
    pub(super) fn is_document(&self) -> bool {
        self.text.is_some() || self.labels().filter(|(name, _)| *name != "links").count() >= 3
    }

    fn labels(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.paragraphs.iter().copied().filter_map(labelled)
    }

    /// Returns the draft of the document.
    pub(super) fn draft(self) -> Result<Draft, SkipReason> {
        let mut draft = Draft { provider: Some(PROVIDER.into()), is_export: true, ..Draft::default() };
        let first_label = self.paragraphs.iter().position(|paragraph| labelled(paragraph).is_some());
        let above = self.paragraphs.get(..first_label.unwrap_or_default()).unwrap_or_default();
        draft.headline = above.iter().find(|line| is_headline(line)).map(|line| one_line(line));
        let from = self.paragraphs.iter().position(|paragraph| matches!(labelled(paragraph), Some(("full text", _))));
        let metadata = self.metadata_from(from);
        let mut body = self.text;
        if let Some(at) = from
            && body.is_none()
        {
            body = Some(full_text(self.paragraphs.get(at..metadata).unwrap_or_default()));
        }
        let before = self.paragraphs.get(..from.unwrap_or(metadata)).unwrap_or_default();
        let after = self.paragraphs.get(metadata..).unwrap_or_default();
        set_fields(before, &mut draft);
        set_fields(after, &mut draft);
        let missing = body.as_deref().is_none_or(|text| text.trim().is_empty() || is_unavailable(text));
        draft.incomplete = missing;
        draft.body = body.filter(|_| !missing);
        if draft.headline.is_none() && draft.body.is_none() {
            return Err(SkipReason::Malformed {
                format: "ProQuest export",
                detail: "a document without headline and text".into(),
            });
        }
        Ok(draft)
    }

    /// Returns where the labels below the text begin: from there on, nearly every paragraph has one.
    fn metadata_from(&self, text: Option<usize>) -> usize {
        let Some(text) = text else { return 0 };
        let mut from = self.paragraphs.len();
        let mut without = 0;
        while from > text + 1 {
            let Some(paragraph) = self.paragraphs.get(from - 1) else { break };
            // A value may have a second paragraph.
            without = if labelled(paragraph).is_some() { 0 } else { without + 1 };
            let is_long = paragraph.len() > 400;
            if without > 1 || (without == 1 && is_long) {
                break;
            }
            from -= 1;
        }
        while from < self.paragraphs.len()
            && self.paragraphs.get(from).is_some_and(|paragraph| labelled(paragraph).is_none())
        {
            from += 1;
        }
        from
    }
}

/// Splits a paragraph into its label, in lower case, and its value.
fn labelled(paragraph: &str) -> Option<(&'static str, &str)> {
    let (name, value) = paragraph.split_once(':')?;
    let name = name.trim();
    if name.len() > 30 || !name.starts_with(char::is_uppercase) {
        return None;
    }
    // Some exports lose the spaces of their labels.
    let squashed = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let name = squashed(name);
    let known = LABELS.iter().find(|known| squashed(known) == name)?;
    // Words in capitals, such as `CREDIT:`, belong to the text.
    let is_capitals =
        !paragraph.get(..name.len().min(paragraph.len())).unwrap_or_default().contains(char::is_lowercase);
    (!is_capitals || name.len() <= 4).then(|| (*known, value.trim()))
}

fn is_headline(line: &str) -> bool {
    let is_link = line.starts_with("http") || line.starts_with("ProQuest document link");
    !is_link && !line.starts_with("Document ") && line.len() < 500
}

fn full_text(paragraphs: &[&str]) -> String {
    let mut text: Vec<String> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let paragraph =
            if at == 0 { paragraph.split_once(':').map_or(*paragraph, |(_, text)| text) } else { paragraph };
        // One line a paragraph.
        text.extend(paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    text.join("\n\n")
}

fn is_unavailable(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(40).collect::<String>().to_lowercase();
    ["not available", "none available", "noneavailable", "full text not available", "full text unavailable"]
        .iter()
        .any(|words| start.starts_with(words))
}

fn set_fields(paragraphs: &[&str], draft: &mut Draft) {
    for (label, value) in paragraphs.iter().copied().filter_map(labelled) {
        let value = one_line(value);
        if value.is_empty() {
            continue;
        }
        match label {
            "title" => {
                let title = title(&value, draft);
                draft.headline.get_or_insert(title);
            }
            "author" => draft.bylines = bylines(&value, draft.source.as_deref()),
            "abstract" | "abstract (summary)" if !is_unavailable(&value) => draft.lead = Some(value),
            "publication title" | "publication" => {
                let (name, edition) = publication(&value);
                draft.source = Some(name);
                draft.edition = edition.or(draft.edition.take());
            }
            "publication info" => publication_info(&value, draft),
            "publication date" | "date" => draft
                .add_date(dates::parse_any_order(&value).or_else(|| dates::parse_any_order(&squashed_year(&value)))),
            "pages" | "first page" => {
                draft.page.get_or_insert(value.trim_end_matches('.').to_owned());
            }
            "section" => draft.section = Some(value),
            "edition" => draft.edition = Some(value),
            "subject" => {
                draft.topics =
                    value.split(';').map(|topic| topic.trim().to_owned()).filter(|topic| !topic.is_empty()).collect();
            }
            "location" => draft.place = value.split(';').next().map(|place| place.trim().to_owned()),
            "dateline" => draft.place = Some(value),
            "language of publication" | "language" => draft.language = language(&value),
            "proquest document id" => draft.own_id = Some(value),
            "document url" => draft.url = address(&value),
            _ => {}
        }
    }
    if let Some(headline) = draft.headline.take() {
        draft.headline = Some(title(&headline, draft));
    }
}

/// Returns a title without the edition that ProQuest adds: `Council votes: [Ontario Edition]`.
fn title(title: &str, draft: &mut Draft) -> String {
    let suffix = title.strip_suffix(']').and_then(|title| title.rsplit_once(": ["));
    match suffix {
        Some((title, edition)) if edition.to_lowercase().contains("edition") || edition.len() <= 12 => {
            draft.edition.get_or_insert_with(|| edition.to_owned());
            title.to_owned()
        }
        _ => title.to_owned(),
    }
}

/// Reads `Toronto Star [Toronto, Ont] 08 May 2010: AA.2.`
fn publication_info(value: &str, draft: &mut Draft) {
    let (name, rest) = value.split_once(['[', ';']).unwrap_or((value, ""));
    let (place, rest) = rest.split_once(']').unwrap_or(("", rest));
    let (name, rest) = match rest {
        "" => {
            let words = value
                .char_indices()
                .find(|(at, c)| c.is_ascii_digit() && value.get(*at..).and_then(dates::leading_date).is_some());
            words.map_or((name, ""), |(at, _)| value.split_at(at))
        }
        rest => (name, rest),
    };
    let (name, edition) = publication(name);
    if draft.source.is_none() && !name.is_empty() {
        draft.source = Some(name);
        let city = Some(place.trim().to_owned()).filter(|place| !place.is_empty());
        draft.edition = draft.edition.take().or(edition).or(city);
    }
    let (day, page) = rest.trim().split_once(':').unwrap_or((rest.trim(), ""));
    if draft.published.is_none() {
        draft.add_date(dates::parse_any_order(day.trim()));
    }
    let page = page.trim().trim_end_matches('.');
    if !page.is_empty() {
        draft.page.get_or_insert(page.to_owned());
    }
}

/// Returns a date whose digits were torn apart: `Jan 11, 2 009`.
fn squashed_year(value: &str) -> String {
    let joined: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    joined.split_once(',').map_or(joined.clone(), |(day, year)| {
        let digits = day.trim_start_matches(char::is_alphabetic);
        format!("{} {digits}, {year}", day.get(..day.len() - digits.len()).unwrap_or_default())
    })
}

/// Returns the address of a document without the proxy and the account of a library.
fn address(value: &str) -> Option<String> {
    let value = value.split_whitespace().next()?;
    let inner = value.rfind("http").and_then(|at| value.get(at..)).unwrap_or(value);
    let inner = inner.replace("%3A", ":").replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
    let kept = inner.split(['?', '&']).next().unwrap_or(&inner).trim_end_matches('/');
    kept.starts_with("http").then(|| kept.to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_the_proxy_and_account_of_a_library() {
        for text in [
            "https://www.proquest.com/docview/439412?accountid=1471",
            "http://library.example/login?url=https://www.proquest.com/docview/439412?accountid=1471",
            "http://library.example/login?qurl=https%3A%2F%2Fwww.proquest.com%2Fdocview%2F439412%3Faccountid%3D1471",
        ] {
            assert_eq!(address(text).as_deref(), Some("https://www.proquest.com/docview/439412"), "{text}");
        }
    }

    #[test]
    fn older_publication_lines_are_divided() {
        let mut draft = Draft::default();
        publication_info("Penholm Star [Penholm, Ont]08 May 2010: AA.2.", &mut draft);
        let day = draft.published.map(|day| day.to_string());
        assert_eq!(
            (draft.source.as_deref(), day.as_deref(), draft.page.as_deref()),
            (Some("Penholm Star"), Some("2010-05-08"), Some("AA.2"))
        );
        assert_eq!(squashed_year("Jan 11, 2 009"), "Jan 11, 2009");
    }

    #[test]
    fn only_known_labels_in_their_case_are_labels() {
        assert_eq!(labelled("Publication date: Sep 20, 2024"), Some(("publication date", "Sep 20, 2024")));
        assert_eq!(labelled("ProQuestdocumentID: 1"), Some(("proquest document id", "1")));
        for text in ["CREDIT: Jane", "CAPTION: A dog", "He said: no", "Re: your letter"] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }
}
