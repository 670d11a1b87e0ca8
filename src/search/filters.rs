//! Filters: conditions on hits in addition to the query, by source, section, language and date.

use crate::article::Language;
use crate::query::{DayRange, DaysReading, Field, Node, Note, ParseOptions, Query, QueryError, Span, parse_days};
use std::sync::Arc;

/// Conditions that every hit has to meet. Values of one kind are alternatives; different kinds all apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Sources by their whole name, in any case, as `source:="…"` matches them.
    pub sources: Vec<String>,
    /// Sections by their whole name, in any case.
    pub sections: Vec<String>,
    /// Languages by code or name.
    pub languages: Vec<String>,
    /// The first day, written as in `date:`. A month or year starts at its first day.
    pub since: Option<String>,
    /// The last day, written as in `date:`. A month or year ends at its last day.
    pub until: Option<String>,
    /// Whether earlier versions and withdrawn articles match as well.
    pub all_versions: bool,
}

/// An end of the date range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBound {
    /// The first day.
    Since,
    /// The last day.
    Until,
}

/// An invalid filter value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// The value is not a date.
    #[error("invalid date {value:?}")]
    Date {
        /// The end of the range that it was given for.
        bound: DateBound,
        /// The value as typed.
        value: String,
        /// The error of the date parser.
        #[source]
        source: QueryError,
    },
    /// The last day is before the first.
    #[error("the date range {since:?} to {until:?} ends before it begins")]
    ReversedRange {
        /// The first day as typed.
        since: String,
        /// The last day as typed.
        until: String,
    },
    /// The value is not a known language.
    #[error("unknown language {value:?}")]
    Language {
        /// The value as typed.
        value: String,
    },
}

impl Filters {
    /// Returns the conditions as a query. Dates are read with the same options as those of a query.
    ///
    /// # Errors
    /// If a value is invalid.
    pub fn query(&self, options: &ParseOptions) -> Result<Query, FilterError> {
        let label = |field: Field| move |value: &String| Query::from(Node::Value { field, value: value.clone() });
        let languages = self.languages.iter().map(|value| match Language::parse(value) {
            Some(known) => Ok(Query::from(Node::Value { field: Field::Lang, value: known.code().to_owned() })),
            None => Err(FilterError::Language { value: value.clone() }),
        });
        let parts = [
            any_of(self.sources.iter().map(label(Field::Source)).collect()),
            any_of(self.sections.iter().map(label(Field::Section)).collect()),
            any_of(languages.collect::<Result<_, _>>()?),
            self.days(options)?,
        ];
        Ok(parts.into_iter().fold(Query::all(), Query::and))
    }

    /// Returns notes on how the dates were read, each with the date as typed.
    pub(super) fn notes(&self, options: &ParseOptions) -> Vec<(Arc<str>, Note)> {
        let ends = [(DateBound::Since, &self.since), (DateBound::Until, &self.until)];
        let notes = ends.into_iter().filter_map(|(bound, value)| {
            let value = value.as_deref()?;
            let reading = read_end(bound, value, options).ok()?;
            Some(reading.notes.into_iter().map(move |note| (Arc::from(value), note)))
        });
        notes.flatten().collect()
    }

    fn days(&self, options: &ParseOptions) -> Result<Query, FilterError> {
        let read = |bound: DateBound, value: &Option<String>| match value {
            Some(value) => read_end(bound, value, options)
                .map(|reading| Some(reading.range))
                .map_err(|source| FilterError::Date { bound, value: value.clone(), source }),
            None => Ok(None),
        };
        let from = read(DateBound::Since, &self.since)?.and_then(|range| range.from);
        let to = read(DateBound::Until, &self.until)?.and_then(|range| range.to);
        if from.is_some_and(|from| to.is_some_and(|to| to < from)) {
            let (since, until) = (self.since.clone().unwrap_or_default(), self.until.clone().unwrap_or_default());
            return Err(FilterError::ReversedRange { since, until });
        }
        Ok(match (from, to) {
            (None, None) => Query::all(),
            _ => Node::Days { field: Field::Date, range: DayRange { from, to } }.into(),
        })
    }
}

/// Reads a date as one end of a `date:` range, so that `7d` is the same day in both. Spans are those of the date alone.
fn read_end(bound: DateBound, value: &str, options: &ParseOptions) -> Result<DaysReading, QueryError> {
    let (before, after) = if bound == DateBound::Since { ("", "..") } else { ("..", "") };
    let within = |span: Span| Span {
        start: span.start.saturating_sub(before.len()).min(value.len()),
        end: span.end.saturating_sub(before.len()).min(value.len()),
    };
    match parse_days(&format!("{before}{value}{after}"), options) {
        Ok(mut reading) => {
            reading.notes.iter_mut().for_each(|note| note.span = within(note.span));
            Ok(reading)
        }
        Err(error) => Err(QueryError { span: within(error.span), ..error }),
    }
}

fn any_of(mut queries: Vec<Query>) -> Query {
    match queries.len() {
        0 => Query::all(),
        1 => queries.remove(0),
        _ => Node::Or(queries).into(),
    }
}
