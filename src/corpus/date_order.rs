//! Decides for each file whether the day or the month comes first in its dates.
//!
//! Only some dates show it: `14/11/2015` does, `05/03/2015` does not. If none does, articles get no date from such text, because a wrong date misleads more
//! than a missing one.

use super::dates::{ParsedDate, UnorderedDate, parse_any_order};
use crate::article::{DateOrder, PublishedDate};

/// The dates of a draft, as far as they concern the order of its file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OrderOfDraft {
    /// The order that its dates show.
    pub(super) shown: Option<DateOrder>,
    /// Its date, if it has two readings.
    pub(super) unordered: Option<UnorderedDate>,
}

/// The order that the dates of the file have shown so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum FileDateOrder {
    #[default]
    Unknown,
    Known(DateOrder),
    /// Both orders occur.
    Mixed,
}

impl FileDateOrder {
    /// Adds the dates of the next article.
    pub(super) fn add(&mut self, dates: OrderOfDraft) {
        match (*self, dates.shown) {
            (Self::Unknown, Some(shown)) => *self = Self::Known(shown),
            (Self::Known(order), Some(shown)) if order != shown => *self = Self::Mixed,
            _ => {}
        }
    }

    /// Returns whether no date has shown the order yet.
    pub(super) fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// Reads a date in the order of the file; `None` if that is unknown or mixed.
    pub(super) fn read(self, date: UnorderedDate) -> Option<PublishedDate> {
        match self {
            Self::Known(order) => Some(date.read(order)),
            Self::Unknown | Self::Mixed => None,
        }
    }
}

/// Returns the order of day and month that the dates of one article show, such as those of its changes; `None` if none shows it or they disagree. Ignores
/// texts that are not dates.
pub(super) fn shown_order(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Option<DateOrder> {
    let mut order = FileDateOrder::default();
    for text in texts {
        if let Some(ParsedDate::Certain(_, shown)) = parse_any_order(text.as_ref()) {
            order.add(OrderOfDraft { shown, unordered: None });
        }
    }
    match order {
        FileDateOrder::Known(order) => Some(order),
        FileDateOrder::Unknown | FileDateOrder::Mixed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_an_article_show_an_order_if_they_agree() {
        for (dates, expected) in [
            (&["05/03/2015", "14/11/2015", "x/y"][..], Some(DateOrder::DayFirst)),
            (&["11/14/2015", "2015-01-02", "05/03/2015"], Some(DateOrder::MonthFirst)),
            (&["11/14/2015", "14/11/2015"], None),
            (&["05/03/2015"], None),
        ] {
            assert_eq!(shown_order(dates), expected, "{dates:?}");
        }
    }
}
