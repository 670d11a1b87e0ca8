//! Turns records with named fields into drafts.
//!
//! Every service and tool has its own names for the same fields. One table, `aliases`, lists them all in order of preference; `values` reads the shapes of
//! their values. JSON, the front matter of Markdown and JSON-LD in web pages share this code.

mod aliases;
mod bodies;
mod day_first;
mod leads;
mod ninjs;
mod origin_aliases;
mod record;
mod services;
mod subject_aliases;
mod text_aliases;
mod values;

use super::date_order::shown_order;
use super::dates;
use super::draft::Draft;
use super::field_map::{FieldMap, RecordField};
use crate::article::Language;
use record::Record;
use serde_json::{Map, Value};
use std::cell::Cell;

pub(super) use aliases::IN_DATE_NAMES;
pub(super) use record::plain_name;
pub(super) use values::{plain, strip_site_name};

/// Names of the printed page, and of the edition.
const PAGE_NAMES: &[&str] = &[
    "page",
    "pages",
    "printpage",
    "pagenumber",
    "pageno",
    "pageno.",
    "pagenr",
    "seitenzahl",
    "pág",
    "págs",
    "startpage",
    "pg",
    "seite",
    "pagina",
    "página",
    "side",
    "sida",
    "sivu",
    "strona",
    "sayfa",
    "страница",
    "полоса",
    "ページ",
    "頁",
    "版次",
    "版面",
];
const EDITION_NAMES: &[&str] =
    &["edition", "ed", "ausgabe", "édition", "edición", "edizione", "edição", "editie", "朝夕刊"];
/// Names of the time at which a page was crawled or saved.
const RETRIEVED_NAMES: &[&str] = &[
    "retrieved",
    "retrievedat",
    "retrieveddate",
    "dateretrieved",
    "datedownload",
    "downloaddate",
    "downloadedat",
    "crawldate",
    "crawledat",
    "crawltime",
    "datecrawled",
    "scrapedat",
    "scrapedate",
    "scrapeddate",
    "datescraped",
    "fetchedat",
    "fetchdate",
    "accessdate",
    "accessed",
    "accessedat",
    "savedat",
    "datesaved",
];

/// Returns whether `name` is a name of the body field, possibly with a number.
pub(super) fn is_body(name: &str) -> bool {
    let name = plain_name(name);
    aliases::names_of(RecordField::Body).contains(&name.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// Returns whether `name` is a name of the publication.
pub(super) fn is_source(name: &str) -> bool {
    aliases::names_of(RecordField::Source).contains(&plain_name(name).as_str())
}

/// Returns whether `name` is a name of the publication date.
pub(super) fn is_date_name(name: &str) -> bool {
    aliases::names_of(RecordField::Published).contains(&plain_name(name).as_str())
}

/// Returns whether `name` is the name of any field.
pub(super) fn is_field_name(name: &str) -> bool {
    let plain = plain_name(name);
    RecordField::ALL.into_iter().any(|field| aliases::names_of(field).contains(&plain.as_str()))
}

/// Names with another meaning in tables: of a person or thing, of a kind, of an item.
const NO_TABLE_TEXTS: &[&str] = &["name", "article", "story", "td", "hd", "blocks"];

/// Returns whether a column with this name in a table contains headlines or bodies.
pub(super) fn is_table_text(name: &str) -> bool {
    let plain = plain_name(name);
    let is_headline = aliases::names_of(RecordField::Headline).contains(&plain.as_str());
    (is_headline || is_body(name)) && !NO_TABLE_TEXTS.contains(&plain.as_str())
}

/// Returns whether columns with these names are an article and its summary, as in corpora for summarisation.
pub(super) fn are_text_and_summary<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let mut plain = names.map(plain_name);
    let leads = aliases::names_of(RecordField::Lead);
    plain.clone().any(|name| name == "article" || name == "story") && plain.any(|name| leads.contains(&name.as_str()))
}

/// Reads the fields of one record; names mapped by the user take precedence.
pub(super) fn draft(fields: &Map<String, Value>, map: &FieldMap) -> Draft {
    let record = Record::new(fields, map);
    let source = record.first(RecordField::Source, values::name);
    let url = record.first(RecordField::Url, values::address);
    let headline = record.first(RecordField::Headline, values::text).map(|text| plain(&text));
    let headline = headline.map(|headline| strip_site_name(&headline, source.as_deref()).to_owned());
    let is_cut = Cell::new(false);
    let bodies = record.all(RecordField::Body, |value| {
        let text = values::paragraphs(value)?;
        is_cut.set(is_cut.get() || values::is_truncated(&text));
        Some(values::body(&text))
    });
    let body = bodies::joined(bodies);
    let leads = record.all(RecordField::Lead, |value| values::paragraphs(value).map(|text| plain(&text)));
    let date = record.first(RecordField::Published, |value| dates::parse_any_order(&values::text(value)?));
    let mut draft = Draft {
        own_id: record.first(RecordField::Id, values::text),
        // `rubrik` is the headline in Swedish and the section in German.
        section: record
            .first(RecordField::Section, values::text)
            .map(|text| plain(&text))
            .filter(|section| Some(section) != headline.as_ref()),
        headline,
        lead: leads::joined(leads, body.as_deref()),
        body,
        source,
        bylines: record.first(RecordField::Byline, values::authors).unwrap_or_default(),
        place: record.first(RecordField::Place, values::text).map(|text| plain(&text)),
        topics: record.first(RecordField::Topics, values::topics).unwrap_or_default(),
        language: record.first(RecordField::Language, |value| Language::parse(&values::text(value)?)),
        url,
        incomplete: is_cut.get(),
        page: record.text_under(PAGE_NAMES),
        edition: record.text_under(EDITION_NAMES),
        retrieved: record.text_under(RETRIEVED_NAMES).and_then(|date| dates::parse(&date)),
        ..Draft::default()
    };
    draft.add_date(date);
    // Tables of Chinese newspapers identify the page by its subject.
    if draft.section.is_none() && draft.page.as_ref().is_some_and(|page| is_name_of_page(page)) {
        draft.section = draft.page.take();
    }
    if ninjs::is_item(fields) {
        draft = ninjs::completed(fields, map, draft);
    }
    draft.date_order.shown = draft.date_order.shown.or_else(|| shown_order(record.dates()));
    draft.origins = record.into_origins();
    draft.date_order.shown = draft.date_order.shown.or_else(|| day_first::order_of_names(&draft));
    services::amend(fields, map, &mut draft);
    draft.body = draft.body.map(|body| without_headline(body, draft.headline.as_deref()));
    draft
}

/// Returns whether a page is identified by a name such as `要闻` or `Sport`, not by a number or letter.
fn is_name_of_page(page: &str) -> bool {
    page.chars().count() > 1 && page.chars().all(char::is_alphabetic) && !page.chars().all(|c| "IVXLCivxlc".contains(c))
}

/// Removes a first paragraph that repeats the headline, which extractors leave there.
fn without_headline(body: String, headline: Option<&str>) -> String {
    let rest = headline.and_then(|headline| body.trim_start().strip_prefix(headline.trim())?.strip_prefix('\n'));
    rest.map(|rest| rest.trim_start().to_owned()).filter(|rest| !rest.is_empty()).unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::DateOrder;
    use serde_json::json;

    fn read(fields: &Value) -> Draft {
        draft(fields.as_object().expect("an object"), &FieldMap::default())
    }

    #[test]
    fn rubrik_is_the_headline_in_swedish_and_the_section_in_german() {
        let swedish = read(&json!({ "rubrik": "Färja på grund", "text": "En färja." }));
        assert_eq!((swedish.headline.as_deref(), swedish.section), (Some("Färja på grund"), None));
        let german = read(&json!({ "titel": "Fähre auf Grund", "rubrik": "Schweiz", "inhalt": "Eine Fähre." }));
        assert_eq!((german.headline.as_deref(), german.section.as_deref()), (Some("Fähre auf Grund"), Some("Schweiz")));
    }

    #[test]
    fn the_time_of_a_crawl_is_not_the_publication_date() {
        for name in ["date_download", "crawledAt", "scraped_at", "accessDate", "savedAt", "retrieved"] {
            let found =
                read(&json!({ "title": "River rises", "text": "The river rose.", name: "2015-11-14T21:13:24Z" }));
            assert_eq!(found.retrieved.map(|date| date.to_string()).as_deref(), Some("2015-11-14T21:13:24Z"), "{name}");
            assert_eq!(found.published, None, "{name}");
        }
    }

    #[test]
    fn records_of_known_services_are_read() {
        let newsapi = read(&json!({
            "source": {"id": null, "name": "The Courier"}, "author": "By Anna Smith", "title": "River rises - The Courier",
            "description": "A flood.", "url": "https://x.example/a", "publishedAt": "2015-11-14T21:13:24Z",
            "content": "The river rose.\r\nNobody was hurt… [+4414 chars]"
        }));
        assert_eq!(newsapi.headline.as_deref(), Some("River rises"));
        assert_eq!(newsapi.source.as_deref(), Some("The Courier"));
        assert_eq!(newsapi.bylines, ["Anna Smith"]);
        assert_eq!(newsapi.body.as_deref(), Some("The river rose.\n\nNobody was hurt"));
        assert!(newsapi.published.is_some());
        assert_eq!(newsapi.own_id, None);

        let guardian = read(&json!({
            "id": "world/2015/nov/14/flood", "webTitle": "River rises", "sectionName": "World", "webUrl": "https://x.example/a",
            "fields": {"body": "<p>The river rose.</p><p>Nobody was hurt &amp; all is well.</p>", "trailText": "A <b>flood</b>.", "byline": "Anna Smith and Bo Li"}
        }));
        assert_eq!(guardian.body.as_deref(), Some("The river rose.\n\nNobody was hurt & all is well."));
        assert_eq!(guardian.lead.as_deref(), Some("A flood."));
        assert_eq!(guardian.section.as_deref(), Some("World"));
        assert_eq!(guardian.bylines, ["Anna Smith", "Bo Li"]);

        let times = read(&json!({
            "headline": {"main": "River rises", "kicker": null}, "byline": {"original": "By Anna Smith"}, "abstract": "A flood.",
            "keywords": [{"name": "subject", "value": "Floods"}, {"name": "subject", "value": "Bridges"}], "_id": {"$oid": "55aa"},
            "pub_date": {"$date": {"$numberLong": "1447535604000"}}, "web_url": "https://x.example/a", "section_name": ""
        }));
        assert_eq!(times.headline.as_deref(), Some("River rises"));
        assert_eq!(times.topics, ["Floods", "Bridges"]);
        assert_eq!(times.own_id.as_deref(), Some("55aa"));
        assert_eq!(times.published.map(|date| date.to_string()).as_deref(), Some("2015-11-14T21:13:24Z"));
        assert_eq!(times.section, None);

        let ninjs = read(&json!({
            "uri": "urn:newsml:x:1", "headlines": [{"role": "kicker", "value": "Flood"}, {"role": "main", "value": "River rises"}],
            "bodies": [{"contentType": "text/plain", "value": "River rises The river rose."}, {"contentType": "text/html", "value": "<p>The river rose.</p>"}],
            "descriptions": [{"role": "lead", "value": "A flood."}], "by": "Anna Smith", "places": [{"name": "Riverton"}],
            "subjects": [{"uri": "x:1", "name": "Floods"}], "versionCreated": "2015-11-14T21:13:24Z", "language": "en-GB"
        }));
        assert_eq!(ninjs.headline.as_deref(), Some("River rises"));
        assert_eq!(ninjs.body.as_deref(), Some("The river rose."));
        assert_eq!(ninjs.lead.as_deref(), Some("A flood."));
        assert_eq!(ninjs.place.as_deref(), Some("Riverton"));
        assert_eq!(ninjs.own_id.as_deref(), Some("urn:newsml:x:1"));
        assert_eq!(ninjs.language.map(String::from).as_deref(), Some("en"));
    }

    #[test]
    fn all_leads_of_a_record_are_kept() {
        let lead = |fields: &Value| read(fields).lead;
        let both = json!({"headline": "Ferry strike", "abstract": "Crews walk out.", "lead_paragraph": "The crews left on Monday.", "snippet": "Crews walk out…"});
        assert_eq!(lead(&both).as_deref(), Some("Crews walk out.\n\nThe crews left on Monday."));
        let in_body = json!({"abstract": "Crews walk out.", "lead_paragraph": "The crews left.", "body": "The crews left. They returned."});
        assert_eq!(lead(&in_body).as_deref(), Some("Crews walk out."));
        assert_eq!(
            lead(&json!({"summary": "One.", "description": "<p>Two.</p>", "dek": ""})).as_deref(),
            Some("Two.\n\nOne.")
        );
        let mapped = draft(
            json!({"dek": "One.", "abstract": "Two."}).as_object().expect("an object"),
            &"lead=dek".parse().expect("a map"),
        );
        assert_eq!(mapped.lead.as_deref(), Some("One."));
    }

    #[test]
    fn all_bodies_of_a_record_are_kept() {
        let body = |fields: &Value| read(fields).body;
        let parts = json!({"title": "Flood", "content_2": "Nobody was hurt, the mayor said.", "content_1": "The river rose on Monday.", "content_10": "The bridge stayed closed all day."});
        assert_eq!(
            body(&parts).as_deref(),
            Some("The river rose on Monday.\n\nNobody was hurt, the mayor said.\n\nThe bridge stayed closed all day.")
        );
        let both = json!({"text": "The river rose on Monday.", "body": "<p>A bridge in the town was closed.</p>", "snippet": "The river rose"});
        assert_eq!(body(&both).as_deref(), Some("A bridge in the town was closed.\n\nThe river rose on Monday."));
        let variants = json!({"body": "<p>The river rose on Monday.</p><p>Nobody was hurt.</p>", "bodyText": "The river rose on Monday.Nobody was hurt.", "content": "premium"});
        assert_eq!(body(&variants).as_deref(), Some("The river rose on Monday.\n\nNobody was hurt."));
        let mapped = json!({"paper": "One text of the record.", "body": "Another text of the record."});
        let mapped = draft(mapped.as_object().expect("an object"), &"body=paper".parse().expect("a map"));
        assert_eq!(mapped.body.as_deref(), Some("One text of the record."));
        let summary = read(&json!({"summary": "A flood.", "text": "The river rose on Monday."}));
        assert_eq!(
            (summary.lead.as_deref(), summary.body.as_deref()),
            (Some("A flood."), Some("The river rose on Monday."))
        );
    }

    #[test]
    fn other_dates_of_a_record_show_the_order_of_day_and_month() {
        for (fields, expected) in [
            (json!({"title": "A", "date": "05/03/2015", "updated": "14/11/2015"}), Some(DateOrder::DayFirst)),
            (
                json!({"title": "A", "pubDate": "05/03/2015", "meta": {"date_modified": "11/14/2015"}}),
                Some(DateOrder::MonthFirst),
            ),
            (json!({"title": "A", "date": "05/03/2015", "note": "14/11/2015"}), None),
            (json!({"titre": "A", "date": "05/03/2015"}), Some(DateOrder::DayFirst)),
            (json!({"title": "A", "fecha": "05/03/2015"}), Some(DateOrder::DayFirst)),
            (
                json!({"titre": "A", "date": "05/03/2015", "maj": "x", "date_maj": "11/14/2015"}),
                Some(DateOrder::MonthFirst),
            ),
        ] {
            let draft = read(&fields);
            assert!(draft.published.is_none() && draft.date_order.unordered.is_some(), "{fields}");
            assert_eq!(draft.date_order.shown, expected, "{fields}");
        }
    }

    #[test]
    fn source_with_an_address_is_read_as_url() {
        let clip = read(
            &json!({"title": "River rises", "source": "https://x.example/a", "author": ["[[Anna Smith]]"], "created": "2020-01-01"}),
        );
        assert_eq!(clip.url.as_deref(), Some("https://x.example/a"));
        assert_eq!(clip.source, None);
        assert_eq!(clip.bylines, ["Anna Smith"]);
        assert_eq!(clip.published, None);
    }

    #[test]
    fn nested_paragraph_lists_and_topic_strings_are_read() {
        let fields = json!({"body-paragraphs": [["One.", "Two."], ["Three."]], "keywords": "Steele  Michael S,Floods", "id": 17});
        let read = read(&fields);
        assert_eq!(read.body.as_deref(), Some("One. Two.\n\nThree."));
        assert_eq!(read.topics, ["Steele  Michael S", "Floods"]);
        assert_eq!(read.own_id.as_deref(), Some("17"));
    }

    #[test]
    fn mapped_names_take_precedence() {
        let map: FieldMap = "headline=h1.text,published=meta.day,source=paper".parse().expect("a map");
        let fields = json!({"title": "Wrong", "h1": {"text": "River rises"}, "meta": {"day": "14.11.2015"}, "source": "Wrong", "paper": "The Courier"});
        let read = draft(fields.as_object().expect("an object"), &map);
        assert_eq!(read.headline.as_deref(), Some("River rises"));
        assert_eq!(read.published.map(|date| date.to_string()).as_deref(), Some("2015-11-14"));
        assert_eq!(read.source.as_deref(), Some("The Courier"));
    }

    #[test]
    fn entities_are_decoded_and_lone_angle_brackets_kept() {
        assert_eq!(plain("Smith &amp; Jones &#8211; 2 < 3"), "Smith & Jones – 2 < 3");
        assert_eq!(plain("AT&T; R&D"), "AT&T; R&D");
    }
}
