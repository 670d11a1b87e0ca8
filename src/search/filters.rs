//! What every hit has to be: the options beside the words of a query.

use crate::article::Language;
use crate::query::{DayRange, Field, Node, Query, QueryError, parse_days};
use crate::text::{ANY_CHARACTER, ANY_RUN};
use jiff::civil::Date;

/// What every hit has to be, besides answering the words. Of several values of one kind any will do; all kinds have to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Publications, as in `source:`.
    pub sources: Vec<String>,
    /// Sections, as in `section:`.
    pub sections: Vec<String>,
    /// Languages, by code or name.
    pub languages: Vec<String>,
    /// The first day, as in `date:`; of a month or year its first.
    pub since: Option<String>,
    /// The last day, as in `date:`; of a month or year its last.
    pub until: Option<String>,
}

/// A filter makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// There is no such day.
    #[error("--{option} {value:?} is not a date")]
    Date {
        /// Which option.
        option: &'static str,
        /// What was given.
        value: String,
        /// Why it is none.
        #[source]
        source: QueryError,
    },
    /// The first day comes after the last.
    #[error("--since {since:?} is after --until {until:?}")]
    Backwards {
        /// The first day.
        since: String,
        /// The last day.
        until: String,
    },
    /// There is no such language.
    #[error("--lang {0:?} is not a language; write a code such as en or de")]
    Language(String),
}

impl Filters {
    /// Returns the query that only articles answer which pass. `today` is what dates such as `7d` count from.
    ///
    /// # Errors
    /// If a value makes no sense.
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
        let languages = self.languages.iter().map(|language| match Language::parse(language) {
            Some(known) => Ok(Query::from(Node::Value { field: Field::Lang, value: known.code().to_owned() })),
            None => Err(FilterError::Language(language.clone())),
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
        // Read as one end of a range in `date:` is, so that "7d" is the same day in both.
        let parse = |option: &'static str, value: &Option<String>, range: &dyn Fn(&str) -> String| match value {
            Some(value) => parse_days(&range(value), today).map(Some).map_err(|source| FilterError::Date {
                option,
                value: value.clone(),
                source,
            }),
            None => Ok(None),
        };
        let from = parse("since", &self.since, &|day| format!("{day}.."))?.and_then(|range| range.from);
        let to = parse("until", &self.until, &|day| format!("..{day}"))?.and_then(|range| range.to);
        if from.is_some_and(|from| to.is_some_and(|to| to < from)) {
            let (since, until) = (self.since.clone().unwrap_or_default(), self.until.clone().unwrap_or_default());
            return Err(FilterError::Backwards { since, until });
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
