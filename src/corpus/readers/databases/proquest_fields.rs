//! The fields in the labels of a ProQuest document.

use super::languages::language;
use super::proquest_labels::{ID, labelled};
use super::publications::publication;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;

/// Placeholders for a missing abstract or text.
const UNAVAILABLE: &[&str] = &[
    "not available",
    "none available",
    "noneavailable",
    "full text not available",
    "full text unavailable",
    "nicht verfügbar",
    "nicht vorhanden",
    "keine verfügbar",
    "keine angabe",
    "volltext nicht verfügbar",
    "non disponible",
    "aucun disponible",
    "aucune disponible",
    "texte intégral non disponible",
    "no disponible",
    "ninguno disponible",
    "texto completo no disponible",
    "não disponível",
    "nenhum disponível",
    "non disponibile",
    "nessuno disponibile",
    "不可用",
    "不提供",
    "无可用",
    "無可用",
    "利用できません",
    "사용할 수 없음",
    "niedostępne",
    "недоступно",
];

/// Reads the fields in paragraphs with labels.
pub(super) fn set_fields(paragraphs: &[&str], draft: &mut Draft) {
    for (label, value) in paragraphs.iter().copied().filter_map(labelled) {
        // Exports as text contain the undecoded entity.
        let value = one_line(value).replace("&amp;", "&");
        if value.is_empty() {
            continue;
        }
        match label {
            "title" => {
                let title = title(&value, draft);
                draft.headline = Some(title);
            }
            "author" => draft.bylines = bylines::names(&value, draft.source.as_deref()),
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
            ID => draft.own_id = Some(value),
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

/// Returns a date whose digits were separated: `Jan 11, 2 009`.
fn squashed_year(value: &str) -> String {
    let joined: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    joined.split_once(',').map_or(joined.clone(), |(day, year)| {
        let digits = day.trim_start_matches(char::is_alphabetic);
        format!("{} {digits}, {year}", day.get(..day.len() - digits.len()).unwrap_or_default())
    })
}

/// Returns the URL of a document without the proxy and the account of a library.
fn address(value: &str) -> Option<String> {
    let value = value.split_whitespace().next()?;
    let inner = value.rfind("http").and_then(|at| value.get(at..)).unwrap_or(value);
    let inner = inner.replace("%3A", ":").replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
    let kept = inner.split(['?', '&']).next().unwrap_or(&inner).trim_end_matches('/');
    kept.starts_with("http").then(|| kept.to_owned())
}

/// Returns a text in one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a value is a placeholder for a missing one.
pub(super) fn is_unavailable(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(40).collect::<String>().to_lowercase();
    UNAVAILABLE.iter().any(|words| start.starts_with(words))
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
}
