//! Looks up the fields of one record by their possible names.

use super::aliases;
use crate::corpus::draft::FieldOrigin;
use crate::corpus::field_map::{FieldMap, RecordField};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// The maximum depth of wrappers; `response.content.fields` is the deepest known.
const DEEPEST_WRAPPER: usize = 3;

/// The maximum number of texts under all names of one field, such as `content_1`, `content_2`. Each is compared with all others.
const MOST_PARTS: usize = 100;

/// Plural suffixes in brackets, as in `Author(s)` and `Autor(en)`.
const PLURALS: &[&str] = &["(s)", "(es)", "(e)", "(en)", "(in)", "(innen)", "(i)"];

/// Suffixes of Solr field names that state the type.
const DYNAMIC_ENDINGS: &[&str] =
    &["_ss", "_txts", "_txt_en", "_txt_de", "_txt_fr", "_txt_es", "_txt", "_dts", "_dt", "_tdt", "_t", "_s"];

/// The maximum length of a page or edition, in bytes: `page` may also be the text of a page.
const LONGEST_LABEL: usize = 60;

/// A record with its wrappers flattened.
pub(super) struct Record<'a> {
    fields: &'a Map<String, Value>,
    map: &'a FieldMap,
    /// The fields of the record itself, then those of each wrapper.
    levels: Vec<Level<'a>>,
    /// The names under which fields were found.
    origins: RefCell<Vec<FieldOrigin>>,
}

/// The fields of one object under their normalised names.
type Level<'a> = Vec<Named<'a>>;

/// A field of a record.
struct Named<'a> {
    /// The normalised name.
    plain: String,
    name: &'a str,
    value: &'a Value,
}

impl<'a> Record<'a> {
    /// Flattens the wrappers of a record.
    pub(super) fn new(fields: &'a Map<String, Value>, map: &'a FieldMap) -> Self {
        let mut levels = Vec::new();
        open(fields, DEEPEST_WRAPPER, &mut levels);
        Self { fields, map, levels, origins: RefCell::default() }
    }

    /// Returns the names under which fields were found.
    pub(super) fn into_origins(self) -> Vec<FieldOrigin> {
        self.origins.into_inner()
    }

    fn found<T>(&self, field: RecordField, name: &str, value: T) -> T {
        self.origins.borrow_mut().push(FieldOrigin { field, name: name.to_owned() });
        value
    }

    /// Returns the first value accepted by `read`, over all names of the field in order of preference.
    pub(super) fn first<T>(&self, field: RecordField, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let mut named = self.map.names(field).filter_map(|name| Some((name, read(at_path(self.fields, name)?)?)));
        let found = named.next().or_else(|| {
            self.levels.iter().find_map(|level| {
                let with_name = |alias: &&str| {
                    level
                        .iter()
                        .filter(|named| named.plain == *alias)
                        .find_map(|named| Some((named.name, read(named.value)?)))
                };
                aliases::names_of(field).iter().find_map(with_name)
            })
        });
        found.map(|(name, value)| self.found(field, name, value))
    }

    /// Returns the values under all names of the field, in order of preference, on the first level that has any; `content_1` and `content_2` count as
    /// `content`.
    /// If the user has mapped a name, only that is used.
    pub(super) fn all<T>(&self, field: RecordField, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let mut named = self.map.names(field).filter_map(|name| Some((name, read(at_path(self.fields, name)?)?)));
        if let Some((name, by_user)) = named.next() {
            return vec![self.found(field, name, by_user)];
        }
        let on_level = |level: &Level<'a>| -> Vec<T> {
            let values = aliases::names_of(field).iter().flat_map(|alias| numbered(level, alias));
            let read = values.filter_map(|named| Some(self.found(field, named.name, read(named.value)?)));
            read.take(MOST_PARTS).collect()
        };
        self.levels.iter().map(on_level).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// Returns the short text under the first of the names that has one.
    pub(super) fn text_under(&self, names: &[&str]) -> Option<String> {
        let of_level = |level: &Level<'a>| {
            names.iter().find_map(|name| {
                let mut named = level.iter().filter(|named| named.plain == *name);
                named.find_map(|named| super::values::text(named.value).filter(|text| text.len() <= LONGEST_LABEL))
            })
        };
        self.levels.iter().find_map(of_level)
    }

    /// Returns the texts under names of dates, whatever their meaning.
    pub(super) fn dates(&self) -> impl Iterator<Item = &'a str> {
        let is_date = |name: &str| aliases::IN_DATE_NAMES.iter().any(|part| name.contains(part));
        let named = self.levels.iter().flatten().filter(move |named| is_date(&named.plain));
        named.filter_map(|named| named.value.as_str())
    }
}

/// Returns the fields under a name, then those under the name with a number, in numeric order.
fn numbered<'l, 'a>(level: &'l Level<'a>, alias: &str) -> Vec<&'l Named<'a>> {
    let number = |name: &str| match name.strip_prefix(alias)? {
        "" => Some(0),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse::<u32>().ok(),
        _ => None,
    };
    let mut found: Vec<_> = level.iter().filter_map(|named| Some((number(&named.plain)?, named))).collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, named)| named).collect()
}

fn open<'a>(fields: &'a Map<String, Value>, depth: usize, levels: &mut Vec<Level<'a>>) {
    let at = levels.len();
    levels.push(Vec::new());
    let mut level = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        let plain = plain_name(name);
        if let Value::Object(inner) = value
            && depth > 0
            && aliases::WRAPPERS.contains(&plain.as_str())
        {
            open(inner, depth - 1, levels);
        }
        level.push(Named { plain, name, value });
    }
    if let Some(reserved) = levels.get_mut(at) {
        *reserved = level;
    }
}

/// Follows a path such as `meta.date` into objects; a field name that contains a dot is found too.
fn at_path<'a>(fields: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = fields.get(path) {
        return Some(value);
    }
    let (outer, inner) = path.split_once('.')?;
    at_path(fields.get(outer)?.as_object()?, inner)
}

/// Returns a field name as in the table of aliases: in lower case and without separators, except for a leading one, which
/// distinguishes `_source` from `source`. Solr's type suffix, as in `title_t`, and the plural in `Author(s)` are dropped.
pub(in crate::corpus) fn plain_name(name: &str) -> String {
    let name = PLURALS.iter().find_map(|plural| name.strip_suffix(plural)).unwrap_or(name);
    let name = DYNAMIC_ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending).filter(|name| !name.is_empty()))
        .unwrap_or(name);
    let letters = name.chars().enumerate();
    let letters = letters.filter(|(at, c)| *at == 0 || !matches!(c, '-' | '_' | ' ' | ':'));
    letters.flat_map(|(_, c)| c.to_lowercase()).collect()
}
