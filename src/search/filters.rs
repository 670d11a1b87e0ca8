//! Filters: conditions on hits in addition to the query, by source, section, language and date.

use crate::article::Language;
use crate::query::{DayRange, Field, Node, Query, QueryError, parse_days};
use crate::text::{ANY_CHARACTER, ANY_RUN};
use jiff::civil::Date;

/// Conditions that every hit has to meet. Values of one kind are alternatives; different kinds all apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Sources, matched as `source:` does.
    pub sources: Vec<String>,
    /// Sections, matched as `section:` does.
    pub sections: Vec<String>,
    /// Languages by code or name.
    pub languages: Vec<String>,
    /// The first day, written as in `date:`. A month or year starts at its first day.
    pub since: Option<String>,
    /// The last day, written as in `date:`. A month or year ends at its last day.
    pub until: Option<String>,
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
    /// Returns the conditions as a query. Relative dates such as `7d` count back from `today`.
    ///
    /// # Errors
    /// If a value is invalid.
    pub fn query(&self, today: Date) -> Result<Query, FilterError> {
        let label = |field: Field| {
            move |value: &String| {
                Query::from(Node::Phrase {
                    text: value.replace(['"', ANY_RUN, ANY_CHARACTER], " "),
                    field: Some(field),
                    slop: 0,
                })
            }
        };
        let languages = self.languages.iter().map(|value| match Language::parse(value) {
            Some(known) => Ok(Query::from(Node::Value { field: Field::Lang, value: known.code().to_owned() })),
            None => Err(FilterError::Language { value: value.clone() }),
        });
        let parts = [
            any_of(self.sources.iter().map(label(Field::Source)).collect()),
            any_of(self.sections.iter().map(label(Field::Section)).collect()),
            any_of(languages.collect::<Result<_, _>>()?),
            self.days(today)?,
        ];
        Ok(parts.into_iter().fold(Query::all(), Query::and))
    }

    fn days(&self, today: Date) -> Result<Query, FilterError> {
        // Parsed as one end of a `date:` range, so that "7d" is the same day in both.
        let parse = |bound: DateBound, value: &Option<String>, range: &dyn Fn(&str) -> String| match value {
            Some(value) => parse_days(&range(value), today).map(Some).map_err(|source| FilterError::Date {
                bound,
                value: value.clone(),
                source,
            }),
            None => Ok(None),
        };
        let from = parse(DateBound::Since, &self.since, &|day| format!("{day}.."))?.and_then(|range| range.from);
        let to = parse(DateBound::Until, &self.until, &|day| format!("..{day}"))?.and_then(|range| range.to);
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

fn any_of(mut queries: Vec<Query>) -> Query {
    match queries.len() {
        0 => Query::all(),
        1 => queries.remove(0),
        _ => Node::Or(queries).into(),
    }
}
