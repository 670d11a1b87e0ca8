//! The order of day and month implied by the language of field names: in languages other than English, the day comes first.

use super::record::plain_name;
use crate::article::DateOrder;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::RecordField;

/// Names of dates, headlines and bodies in languages that write the day first.
const DAY_FIRST_DATES: &[&str] = &[
    "datum",
    "datedepublication",
    "fecha",
    "fechadepublicacion",
    "fechadepublicación",
    "dato",
    "data",
    "datadepublicação",
    "datadepublicacao",
    "datapubblicazione",
    "datapublikacji",
    "udgivet",
    "publisert",
    "tarih",
    "ημερομηνία",
    "дата",
    "датапубликации",
    "erscheinungsdatum",
    "veröffentlichungsdatum",
    "erscheinungstag",
    "datepublication",
];
const DAY_FIRST_HEADLINES: &[&str] = &[
    "titel",
    "überschrift",
    "schlagzeile",
    "titre",
    "título",
    "titulo",
    "titular",
    "titolo",
    "tittel",
    "manchete",
    "kop",
    "overskrift",
    "tytuł",
    "titulek",
    "başlık",
    "τίτλος",
    "заголовок",
];
const DAY_FIRST_BODIES: &[&str] = &[
    "artikeltext",
    "volltext",
    "inhalt",
    "texte",
    "contenu",
    "texto",
    "cuerpo",
    "testo",
    "tekst",
    "metin",
    "κείμενο",
    "текст",
];

/// Returns the order of day and month by the language of the field names; `None` for English, where both orders are usual.
pub(super) fn order_of_names(draft: &Draft) -> Option<DateOrder> {
    draft.date_order.unordered?;
    let of_names = |field: RecordField, names: &[&str]| {
        let mut origins = draft.origins.iter().filter(|origin| origin.field == field);
        origins.any(|origin| names.contains(&plain_name(&origin.name).as_str()))
    };
    let is_day_first = of_names(RecordField::Published, DAY_FIRST_DATES)
        || of_names(RecordField::Headline, DAY_FIRST_HEADLINES)
        || of_names(RecordField::Body, DAY_FIRST_BODIES);
    is_day_first.then_some(DateOrder::DayFirst)
}
