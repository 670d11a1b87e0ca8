//! Finding the fields of one record by the names they may have.

use super::aliases;
use crate::corpus::field_map::{FieldMap, RecordField};
use serde_json::{Map, Value};

/// Wrappers are opened this deep: `response.content.fields` is the deepest in use.
const DEEPEST_WRAPPER: usize = 3;

/// A record, its wrappers opened.
pub(super) struct Record<'a> {
    fields: &'a Map<String, Value>,
    map: &'a FieldMap,
    /// The record's own level first, then what its wrappers hold.
    levels: Vec<Level<'a>>,
}

/// The fields of one object, under their names as the table of aliases writes them.
type Level<'a> = Vec<(String, &'a Value)>;

impl<'a> Record<'a> {
    /// Opens the wrappers of a record.
    pub(super) fn new(fields: &'a Map<String, Value>, map: &'a FieldMap) -> Self {
        let mut levels = Vec::new();
        open(fields, DEEPEST_WRAPPER, &mut levels);
        Self { fields, map, levels }
    }

    /// Returns the first value that `read` can make something of, among all that the field may be called.
    pub(super) fn first<T>(&self, field: RecordField, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let named = self.map.names(field).filter_map(|name| at_path(self.fields, name));
        let by_user = named.filter_map(&read).next();
        by_user.or_else(|| {
            self.levels.iter().find_map(|level| {
                aliases::of(field)
                    .iter()
                    .find_map(|alias| level.iter().filter(|(name, _)| name == alias).find_map(|(_, value)| read(value)))
            })
        })
    }
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
    if let Some(place) = levels.get_mut(at) {
        *place = level;
    }
}

/// Follows `meta.date` into objects; a field that really has a dot in its name is found too.
fn at_path<'a>(fields: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = fields.get(path) {
        return Some(value);
    }
    let (outer, inner) = path.split_once('.')?;
    at_path(fields.get(outer)?.as_object()?, inner)
}

/// Returns a field's name as the table of aliases writes it: in lower case and without separators,
/// save for one at its beginning, which sets `_source` apart from `source`.
pub(in crate::corpus) fn plain_name(name: &str) -> String {
    let letters = name.chars().enumerate();
    let letters = letters.filter(|(at, c)| *at == 0 || !matches!(c, '-' | '_' | ' ' | ':'));
    letters.map(|(_, c)| c.to_ascii_lowercase()).collect()
}
