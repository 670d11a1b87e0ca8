//! Articles of an issue, assembled from its description and its pages.

use super::mets_articles::MetsPiece;
use super::mets_document::MetsDocument;
use super::mods::{Description, Title};
use super::numbered;
use super::piece_text::{PieceText, listed};
use super::recognised_page::RecognisedPage;
use crate::article::{ArticleKind, Language};
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::draft::Draft;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::SkipReason;

/// The minimum number of words of a text outside articles; a shorter one, such as place and day under the title of a section, is furniture.
const FEWEST_WORDS: usize = 40;

/// The maximum number of titles read per article.
const MOST_TITLES: usize = 20;

/// The fields common to all articles of an issue.
#[derive(Debug, Default)]
pub(super) struct IssueFacts {
    source: Option<String>,
    date: Option<ParsedDate>,
    number: Option<String>,
    /// The name of the edition.
    edition: Option<String>,
    language: Option<Language>,
    /// The URL or name of the issue, from which the ids of its articles are made.
    object: Option<String>,
}

impl IssueFacts {
    /// Gathers the descriptions of the issue: those that its divisions name, innermost first, else the first one with a date.
    pub(super) fn of(document: &MetsDocument) -> Self {
        let mut ids = Vec::new();
        for map in &document.logical {
            let mut div = map.child("div");
            while let Some(level) = div {
                ids.extend(level.attribute("DMDID"));
                let kind = level.attribute("TYPE").unwrap_or_default();
                if kind.eq_ignore_ascii_case("issue") || level.children("div").count() != 1 {
                    // The issue may be a sibling of a title page.
                    let issue = level
                        .children("div")
                        .find(|div| div.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("issue")));
                    ids.extend(issue.and_then(|issue| issue.attribute("DMDID")));
                    break;
                }
                div = level.child("div");
            }
        }
        let mut described: Vec<&Description> = ids.into_iter().rev().flat_map(|ids| document.described(ids)).collect();
        if described.iter().all(|description| description.date.is_none()) {
            described.extend(document.descriptions.iter().find(|found| found.date.is_some()));
        }
        let hosts = described.iter().find_map(|description| description.host.clone());
        let titles =
            || described.iter().find_map(|description| description.titles.first()).map(|title| title.main.clone());
        let label = document.label.as_deref();
        Self {
            source: hosts
                .or_else(titles)
                .or_else(|| label.map(|label| without_date(label).to_owned()))
                .filter(|name| !name.is_empty()),
            date: described.iter().find_map(|description| description.date).or_else(|| label.and_then(date_in)),
            number: described.iter().find_map(|description| description.number.clone()),
            edition: described.iter().find_map(|description| description.edition.clone()),
            language: described.iter().find_map(|description| description.language),
            object: document.object.clone(),
        }
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft {
            source: self.source.clone(),
            edition: self.edition.clone().or_else(|| self.number.clone().map(numbered)),
            ..Draft::default()
        };
        draft.add_date(self.date);
        draft
    }
}

/// Returns the offset of a date in a label such as `Le Nord 1858-12-07_01`, and the date.
fn place_of_date(label: &str) -> Option<(usize, &str)> {
    let shape = |text: &str| -> String { text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect() };
    let starts = label.char_indices().filter(|(_, c)| c.is_ascii_digit());
    starts
        .filter_map(|(at, _)| Some((at, label.get(at..at + 10)?)))
        .find(|(_, text)| matches!(shape(text).as_str(), "9999-99-99" | "99.99.9999"))
}

fn date_in(label: &str) -> Option<ParsedDate> {
    dates::parse_any_order(place_of_date(label)?.1)
}

fn without_date(label: &str) -> &str {
    let name = place_of_date(label).map_or(label, |(at, _)| label.get(..at).unwrap_or(label));
    let name = name.trim().trim_end_matches([',', ';', '-', '–', '(']).trim_end_matches("no.").trim();
    // The Library of Congress adds the place, and a full stop to the name.
    match name.rsplit_once(" (") {
        Some((name, place)) if place.ends_with(')') && !name.is_empty() => name.trim_end_matches(['.', ' ']),
        _ => name,
    }
}

/// Returns the draft of a page of an issue without articles.
pub(super) fn render_page(page: &RecognisedPage, label: Option<&String>, facts: &IssueFacts) -> Draft {
    let stated = page.draft();
    Draft {
        // Square brackets enclose numbers that are not printed.
        page: label
            .map(|label| label.trim_matches(['[', ']', ' ']).to_owned())
            .filter(|label| !label.is_empty())
            .or(stated.page.clone()),
        language: stated.language.or(facts.language),
        ..facts.draft().or(stated)
    }
}

/// Returns the draft of an article or another part of an issue.
///
/// # Errors
/// If a page cannot be read; the inner error, if it is not an article or its pages are missing.
pub(super) fn render(
    piece: &MetsPiece,
    document: &mut MetsDocument,
    facts: &IssueFacts,
    context: &ReaderContext<'_>,
) -> Result<Result<Draft, SkipReason>, SkipReason> {
    let text = PieceText::read(piece, document, context)?;
    let mut description = Description::default();
    for found in document.described(&piece.described) {
        description.titles.extend(found.titles.iter().cloned());
        description.authors.extend(found.authors.iter().cloned());
        description.language = description.language.or(found.language);
        description.page = description.page.or_else(|| found.page.clone());
    }
    let mut kind = piece.kind;
    if piece.is_loose && text.body.split_whitespace().take(FEWEST_WORDS).count() < FEWEST_WORDS {
        kind = Some(ArticleKind::Furniture);
    }
    let headline = headline(piece, kind, &description.titles, &text);
    let subtitle = description.titles.iter().find_map(|title| title.sub.clone());
    let lead = subtitle.or(Some(text.subheading)).filter(|lead| !lead.is_empty());
    let mut body = text.body;
    if piece.is_flat
        && let Some(headline) = &headline
    {
        body = without_first_paragraph(body, headline);
    }
    if body.is_empty() && headline.is_none() && lead.is_none() {
        return Ok(Err(text.missing.map_or(SkipReason::NoText, |address| SkipReason::TextElsewhere { address })));
    }
    let source = facts.source.as_deref();
    let bylines: Vec<String> = if description.authors.is_empty() {
        bylines::names(&text.author, source)
    } else {
        description.authors.iter().flat_map(|name| bylines::names(name, source)).collect()
    };
    let own_id = piece.id.as_ref().zip(facts.object.as_ref()).map(|(id, object)| id_of(object, id));
    Ok(Ok(Draft {
        url: own_id.clone().filter(|id| id.starts_with("http")),
        own_id,
        headline,
        lead,
        body: Some(body).filter(|body| !body.is_empty()),
        bylines,
        section: piece.section.clone(),
        page: description.page.or_else(|| listed(&text.pages)),
        language: description.language.or(text.language).or(facts.language),
        incomplete: text.missing.is_some(),
        kind,
        ocr: text.ocr,
        ..facts.draft()
    }))
}

/// Returns the id of an article. At the National Library of Luxembourg it is also its URL.
fn id_of(object: &str, id: &str) -> String {
    if object.contains("persist.lu/") { format!("{object}/articles/{id}") } else { format!("{object}#{id}") }
}

fn headline(piece: &MetsPiece, kind: Option<ArticleKind>, titles: &[Title], text: &PieceText) -> Option<String> {
    let is_title = |title: &&str| title.chars().any(char::is_alphanumeric);
    let mut stated: Vec<&str> =
        titles.iter().take(MOST_TITLES).map(|title| title.main.as_str()).filter(is_title).collect();
    // Descriptions list the line above the headline as a separate title.
    let overline = folded(&text.overline);
    if stated.len() > 1 && !overline.is_empty() {
        stated.retain(|title| !overline.contains(&folded(title)));
    }
    let stated = stated.join(" ");
    let label = piece.label.as_deref().filter(|_| kind.is_none() && !piece.is_loose).unwrap_or_default();
    let section = piece.section.as_deref().filter(|_| piece.is_loose && kind.is_none()).unwrap_or_default();
    let candidates = [stated.as_str(), text.heading.as_str(), label, section];
    candidates.into_iter().find(is_title).map(str::to_owned)
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Removes the first paragraph if it repeats the headline.
fn without_first_paragraph(body: String, headline: &str) -> String {
    let first = body.split("\n\n").next().unwrap_or_default();
    if folded(first) != folded(headline) {
        return body;
    }
    body.get(first.len()..).unwrap_or_default().trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_a_name_and_a_date() {
        for (label, name) in [
            ("Le Nord – Journal 1858-12-07_01", "Le Nord – Journal"),
            ("Journal des Débats no. 01.08.1821", "Journal des Débats"),
            ("The Courier", "The Courier"),
            ("Penholm courier. (Penholm, Me.), 1905-03-01", "Penholm courier"),
        ] {
            assert_eq!(without_date(label), name);
        }
        assert!(date_in("Journal no.  01.08.1821").is_some() && date_in("The Courier 12").is_none());
    }
}
