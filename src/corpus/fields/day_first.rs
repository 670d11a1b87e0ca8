//! The order of day and month that the names of fields show: those of other languages than English mean the day first.

use super::record::plain_name;
use crate::article::DateOrder;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::RecordField;

/// Names of dates, headlines and bodies in languages in which the day comes first.
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

/// Returns the order of day and month in the language of the names of date and headline; `None` for English, where both orders are usual.
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
