//! The columns of a table and their fields.

use super::cells;
use crate::article::from_day_number;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::{FieldMap, RecordField};
use crate::corpus::fields;
use crate::corpus::skip::SkipReason;
use serde_json::{Map, Value};

/// The maximum length of a column name, in characters.
const LONGEST_NAME: usize = 60;
/// The serial days read as dates, from 1927 to 2119; a number of five digits is neither a year nor a Unix time.
const SERIAL_DAYS: std::ops::RangeInclusive<i64> = 10_000..=80_000;
/// Excel's serial day of 1 January 1970.
const DAYS_TO_1970: i64 = 25_569;
/// The maximum number of names listed in a message.
const MOST_LISTED: usize = 30;

/// The columns of a table, by the names of their fields; a column without a name is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableColumns {
    names: Vec<Vec<String>>,
}

impl TableColumns {
    /// Returns the columns that a header names, and those that the user specifies by number.
    pub(super) fn of_header(header: &[String], map: &FieldMap) -> Self {
        let mapped = mapped_names(map);
        let names = header.iter().enumerate().map(|(at, name)| {
            let number = (at + 1).to_string();
            let by_number = mapped.iter().any(|name| **name == number).then_some(number);
            let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            name.into_iter().chain(by_number).collect()
        });
        Self { names: names.collect() }
    }

    /// Returns columns with these names; one with an empty name is ignored.
    pub(super) fn named(names: &[&str]) -> Self {
        let name = |name: &&str| Some((*name).to_owned()).filter(|name| !name.is_empty()).into_iter().collect();
        Self { names: names.iter().map(name).collect() }
    }

    /// Returns the number of columns.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether a column has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().flatten().any(|found| found == name)
    }

    /// Returns the record of a row.
    pub(super) fn record<'r>(&self, cells: impl Iterator<Item = &'r str>) -> Map<String, Value> {
        let mut record = Map::new();
        for (names, cell) in self.names.iter().zip(cells) {
            let Some((last, others)) = names.split_last() else { continue };
            let Some(value) = serial_date(last, cell).or_else(|| cells::value(cell)) else { continue };
            for name in others {
                record.insert(name.clone(), value.clone());
            }
            record.insert(last.clone(), value);
        }
        record
    }

    /// Returns the article of a row.
    pub(super) fn draft<'r>(&self, cells: impl Iterator<Item = &'r str>, map: &FieldMap) -> Draft {
        let record = self.record(cells);
        let mut draft = fields::draft(&record, map);
        draft.incomplete |= draft.body.is_none();
        draft
    }
}

/// Returns the date of an Excel serial day, counted from 1900, in a column of dates.
fn serial_date(name: &str, cell: &str) -> Option<Value> {
    let days = cell.trim().split('.').next()?.parse::<i64>().ok().filter(|days| SERIAL_DAYS.contains(days))?;
    let is_number = cell.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_date = fields::is_date_name(name) && is_number;
    let day = from_day_number(days - DAYS_TO_1970).filter(|_| is_date)?;
    Some(Value::String(day.to_string()))
}

fn mapped_names(map: &FieldMap) -> Vec<&str> {
    RecordField::ALL.into_iter().flat_map(|field| map.names(field)).collect()
}

/// Returns whether a row is a header, recognised by the names of fields in it.
pub(super) fn is_header(row: &[String], map: &FieldMap) -> bool {
    let mapped = mapped_names(map);
    let names = || row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let has_short_names = names().all(|name| name.chars().count() <= LONGEST_NAME && !name.contains("://"));
    let has_numbers = names().any(|name| name.parse::<f64>().is_ok());
    has_short_names
        && names().count() > 0
        && (names().any(|name| mapped.contains(&name)) || !has_numbers && names().any(fields::is_field_name))
}

/// Returns whether the columns name a headline or a body.
pub(super) fn has_articles(header: &[String], map: &FieldMap) -> bool {
    let mapped = |field| {
        map.names(field).any(|name| header.iter().any(|column| column.trim() == name) || is_number(name, header))
    };
    mapped(RecordField::Headline)
        || mapped(RecordField::Body)
        || header.iter().any(|name| fields::is_table_text(name.trim()))
        || fields::are_text_and_summary(header.iter().map(|name| name.trim()))
}

fn is_number(name: &str, header: &[String]) -> bool {
    name.parse::<usize>().is_ok_and(|number| (1..=header.len()).contains(&number))
}

/// Returns the reason for skipping a table without headlines and bodies.
pub(super) fn no_articles(header: &[String]) -> SkipReason {
    let names = header.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let mut listed: Vec<String> =
        names.take(MOST_LISTED).map(|name| name.chars().take(LONGEST_NAME).collect()).collect();
    if header.len() > MOST_LISTED {
        listed.push("…".to_owned());
    }
    SkipReason::NoTextColumn { found: listed.join(", ") }
}
