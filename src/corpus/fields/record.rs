//! Lookup of the fields of one record by their possible names.

use super::aliases;
use crate::corpus::field_map::{FieldMap, RecordField};
use serde_json::{Map, Value};

/// The maximum depth of wrappers; `response.content.fields` is the deepest known.
const DEEPEST_WRAPPER: usize = 3;

/// The maximum number of texts under all names of one field, such as `content_1`, `content_2`. Each is compared with all others.
const MOST_PARTS: usize = 100;

/// A record with its wrappers flattened.
pub(super) struct Record<'a> {
    fields: &'a Map<String, Value>,
    map: &'a FieldMap,
    /// The fields of the record itself, then those of each wrapper.
    levels: Vec<Level<'a>>,
}

/// The fields of one object under their normalised names.
type Level<'a> = Vec<(String, &'a Value)>;

impl<'a> Record<'a> {
    /// Flattens the wrappers of a record.
    pub(super) fn new(fields: &'a Map<String, Value>, map: &'a FieldMap) -> Self {
        let mut levels = Vec::new();
        open(fields, DEEPEST_WRAPPER, &mut levels);
        Self { fields, map, levels }
    }

    /// Returns the first value accepted by `read`, over all names of the field in order of preference.
    pub(super) fn first<T>(&self, field: RecordField, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let named = self.map.names(field).filter_map(|name| at_path(self.fields, name));
        let by_user = named.filter_map(&read).next();
        by_user.or_else(|| {
            self.levels.iter().find_map(|level| {
                aliases::names_of(field)
                    .iter()
                    .find_map(|alias| level.iter().filter(|(name, _)| name == alias).find_map(|(_, value)| read(value)))
            })
        })
    }
}

impl<'a> Record<'a> {
    /// Returns the values under all names of the field, in order of preference, on the first level that has any; `content_1` and `content_2`
    /// count as `content`. A name mapped by the user is the only one.
    pub(super) fn all<T>(&self, field: RecordField, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let named = self.map.names(field).filter_map(|name| at_path(self.fields, name));
        if let Some(by_user) = named.filter_map(&read).next() {
            return vec![by_user];
        }
        let on_level = |level: &Level<'a>| -> Vec<T> {
            let values = aliases::names_of(field).iter().flat_map(|alias| numbered(level, alias));
            values.filter_map(&read).take(MOST_PARTS).collect()
        };
        self.levels.iter().map(on_level).find(|values| !values.is_empty()).unwrap_or_default()
    }
}

impl<'a> Record<'a> {
    /// Returns the texts under names of dates, whatever their meaning.
    pub(super) fn dates(&self) -> impl Iterator<Item = &'a str> {
        let is_date = |name: &str| aliases::IN_DATE_NAMES.iter().any(|part| name.contains(part));
        let texts = self.levels.iter().flatten().filter_map(|(name, value)| Some((name, value.as_str()?)));
        texts.filter(move |(name, _)| is_date(name)).map(|(_, text)| text)
    }
}

/// Returns the values under a name, then those under the name with a number, in the order of the numbers.
fn numbered<'a>(level: &Level<'a>, alias: &str) -> Vec<&'a Value> {
    let number = |name: &str| match name.strip_prefix(alias)? {
        "" => Some(0),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse::<u32>().ok(),
        _ => None,
    };
    let mut found: Vec<_> = level.iter().filter_map(|(name, value)| Some((number(name)?, *value))).collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, value)| value).collect()
}

fn open<'a>(fields: &'a Map<String, Value>, depth: usize, levels: &mut Vec<Level<'a>>) {
    let at = levels.len();
    levels.push(Vec::new());
    let mut level = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        let name = plain_name(name);
        if let Value::Object(inner) = value
            && depth > 0
            && aliases::WRAPPERS.contains(&name.as_str())
        {
            open(inner, depth - 1, levels);
        }
        level.push((name, value));
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
/// distinguishes `_source` from `source`.
pub(in crate::corpus) fn plain_name(name: &str) -> String {
    let letters = name.chars().enumerate();
    let letters = letters.filter(|(at, c)| *at == 0 || !matches!(c, '-' | '_' | ' ' | ':'));
    letters.map(|(_, c)| c.to_ascii_lowercase()).collect()
}
