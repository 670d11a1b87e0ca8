//! Portals of digitised newspapers: Chronicling America and loc.gov, DigitalNZ with Papers Past, Europeana.

use super::{Service, ServiceRecord, set_date};
use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::draft::Draft;

/// The beginning of the names of fields with recognised text, such as `ocr_eng`.
const RECOGNISED: &str = "ocr_";

pub(super) const SERVICES: &[Service] = &[
    Service { is: is_chronicling_america, amend: chronicling_america },
    Service { is: |record| record.has(&["full_text", "item"]), amend: library_of_congress },
    Service { is: |record| record.has(&["landing_url", "title"]), amend: digital_nz },
    Service { is: |record| record.text("type").as_deref() == Some("FullTextResource"), amend: europeana_text },
    Service {
        is: |record| record.has(&["edmIsShownAt", "title"]) || record.has(&["dctermsIssued", "title"]),
        amend: europeana,
    },
];

fn is_chronicling_america(record: &ServiceRecord<'_>) -> bool {
    let has_text = record.0.keys().any(|name| name.starts_with(RECOGNISED));
    record.has(&["lccn", "title_normal"]) || (has_text && record.has(&["title", "date", "sequence"]))
}

/// A page in Chronicling America, with the text of each language: the title is the catalogued name of the newspaper, `New-York tribune. [volume]`.
fn chronicling_america(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = None;
    draft.source = record.text("title").map(|title| catalogued(&title));
    draft.page = record.first(&["page", "sequence"]);
    draft.edition = record.first(&["edition_label", "edition"]);
    draft.section = record.text("section_label");
    draft.own_id = record.text("id");
    draft.url = record.text("url").filter(|url| url.starts_with("http"));
    draft.place = None;
    let texts = record.0.iter().filter(|(name, _)| name.starts_with(RECOGNISED)).filter_map(|(_, text)| text.as_str());
    draft.body = Some(texts.collect::<Vec<_>>().join("\n\n")).filter(|text| !text.trim().is_empty());
    draft.incomplete = draft.body.is_none();
    set_date(draft, record.text("date"));
}

/// Returns the name of a newspaper without the additions of cataloguers.
fn catalogued(title: &str) -> String {
    let title = title.split(" [").next().unwrap_or(title).split(" (").next().unwrap_or(title);
    title.trim_end_matches([' ', '.', ',']).to_owned()
}

/// A page of loc.gov with its text.
fn library_of_congress(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = None;
    draft.body = record.text("full_text").or(draft.body.take());
    draft.source = record.first(&["item.newspaper_title", "item.title"]).map(|title| catalogued(&title));
    draft.page = record.first(&["page.num", "page.number"]).or(draft.page.take());
    draft.url = record.first(&["id", "url"]).filter(|url| url.starts_with("http"));
    draft.language = record.text("item.language").and_then(|name| Language::parse(&name)).or(draft.language);
    set_date(draft, record.text("item.date"));
}

/// DigitalNZ; titles of Papers Past end with the newspaper and the date: `THE PIER. (Otago Daily Times, 04 March 1905)`.
fn digital_nz(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.url = record.first(&["landing_url", "source_url"]);
    draft.bylines.retain(|name| name != "Not specified");
    draft.section = None;
    let title = record.text("title").unwrap_or_default();
    let origin = title.trim_end().strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    let newspaper = origin.and_then(|(headline, origin)| Some((headline, origin.rsplit_once(", ")?)));
    if let Some((headline, (newspaper, day))) = newspaper
        && let Some(day) = dates::parse(day)
    {
        draft.headline = Some(headline.trim().to_owned());
        draft.source = Some(newspaper.to_owned());
        draft.published = Some(day);
    }
}

/// The text of a page in Europeana, with only its language and id.
fn europeana_text(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let body = record.text("value");
    let language = record.text("language").and_then(|code| Language::parse(&code));
    *draft = Draft { body, language, own_id: record.text("id"), ..Draft::default() };
}

/// An issue in a list of Europeana; its year is less precise than its date.
fn europeana(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.own_id = record.text("id");
    draft.url = record.first(&["guid", "edmIsShownAt"]);
    draft.section = None;
    if let Some(date) = record.first(&["dctermsIssued", "dcDate", "year"]) {
        set_date(draft, Some(date));
    }
}
