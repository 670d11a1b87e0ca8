//! Invalid values of filter options.

use crate::library::{DateBound, FilterError};

/// Returns the message for an invalid filter value, without its source.
pub fn filter_error_text(error: &FilterError) -> String {
    match error {
        FilterError::Date { bound: DateBound::Since, .. } => "invalid --since".to_owned(),
        FilterError::Date { bound: DateBound::Until, .. } => "invalid --until".to_owned(),
        FilterError::ReversedRange { since, until } => format!("--since {since:?} is after --until {until:?}"),
        FilterError::Language { value } => {
            format!("--lang {value:?} is not a known language; write a code such as en, or a name such as German")
        }
    }
}
