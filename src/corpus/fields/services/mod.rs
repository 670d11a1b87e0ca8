//! Rules for the field names of services, extractors and clipping tools.
//!
//! The alias table finds most fields of most exports. A service that is recognised by its field names gets its own rules where the table would be wrong: the
//! newspaper under `title`, the date of the bookmark under `created`, a byline with its `By`.

mod clippings;
mod databases;
mod extractors;
mod impresso;
mod libraries;
mod newspaper_portals;
mod recognition;

use super::values;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::{FieldMap, RecordField};
use serde_json::{Map, Value};

/// A service: whether a record belongs to it, and its changes to the draft.
struct Service {
    is: fn(&ServiceRecord<'_>) -> bool,
    amend: fn(&ServiceRecord<'_>, &mut Draft),
}

/// All services; the first one that a record belongs to is used.
const SERVICES: &[&[Service]] = &[
    databases::SERVICES,
    impresso::SERVICES,
    libraries::SERVICES,
    newspaper_portals::SERVICES,
    recognition::SERVICES,
    clippings::SERVICES,
    extractors::SERVICES,
];

/// Objects that hold the article in a response or in a stored document.
const WRAPPERS: &[&str] = &["response", "content", "article", "_source"];
/// The maximum depth of an article, counted in objects.
const DEEPEST: usize = 2;

/// The fields of a record under their original names.
struct ServiceRecord<'a>(&'a Map<String, Value>);

impl<'a> ServiceRecord<'a> {
    fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.0.contains_key(*name))
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }

    /// Returns the text under a name, or under a path such as `fields.headline`.
    fn text(&self, path: &str) -> Option<String> {
        let mut value: Option<&Value> = None;
        for name in path.split('.') {
            value = match value {
                None => self.0.get(name),
                Some(value) => value.get(name),
            };
            value?;
        }
        values::text(value?).map(|text| values::plain(&text))
    }

    fn first(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| self.text(path))
    }

    fn list(&self, name: &str) -> &'a [Value] {
        self.0.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Changes the draft of a record by the rules of its service; fields mapped by the user are kept.
pub(super) fn amend(record: &Map<String, Value>, map: &FieldMap, draft: &mut Draft) {
    let Some((service, fields)) = service_of(record, DEEPEST) else { return };
    if RecordField::ALL.into_iter().all(|field| map.names(field).next().is_none()) {
        (service.amend)(&fields, draft);
        return;
    }
    let before = draft.clone();
    (service.amend)(&fields, draft);
    for field in RecordField::ALL.into_iter().filter(|field| map.names(*field).next().is_some()) {
        restore(field, &before, draft);
    }
}

/// Returns the service of a record, or of the article that it wraps, with the fields of the article.
fn service_of(record: &Map<String, Value>, depth: usize) -> Option<(&'static Service, ServiceRecord<'_>)> {
    let fields = ServiceRecord(record);
    if let Some(service) = SERVICES.iter().copied().flatten().find(|service| (service.is)(&fields)) {
        return Some((service, fields));
    }
    let depth = depth.checked_sub(1)?;
    WRAPPERS.iter().find_map(|name| service_of(record.get(*name)?.as_object()?, depth))
}

fn restore(field: RecordField, before: &Draft, draft: &mut Draft) {
    match field {
        RecordField::Id => draft.own_id.clone_from(&before.own_id),
        RecordField::Headline => draft.headline.clone_from(&before.headline),
        RecordField::Lead => draft.lead.clone_from(&before.lead),
        RecordField::Body => draft.body.clone_from(&before.body),
        RecordField::Source => draft.source.clone_from(&before.source),
        RecordField::Byline => draft.bylines.clone_from(&before.bylines),
        RecordField::Section => draft.section.clone_from(&before.section),
        RecordField::Place => draft.place.clone_from(&before.place),
        RecordField::Topics => draft.topics.clone_from(&before.topics),
        RecordField::Published => {
            draft.published = before.published;
            draft.date_order = before.date_order;
        }
        RecordField::Language => draft.language = before.language,
        RecordField::Url => draft.url.clone_from(&before.url),
    }
}

/// Replaces the date with the one in a text, or with none.
fn set_date(draft: &mut Draft, text: Option<String>) {
    draft.published = None;
    draft.date_order.unordered = None;
    draft.add_date(text.and_then(|text| dates::parse_any_order(&text)));
}

/// Drops a placeholder for a missing text.
fn drop_if(text: &mut Option<String>, is_placeholder: impl Fn(&str) -> bool) {
    text.take_if(|text| is_placeholder(text.trim()));
}
