//! Grouping keys: the properties by which articles are counted, and the groups that result.

use super::calendar::from_day_number;
use super::{Article, Language};

/// A grouping key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The source.
    Source,
    /// The year of publication.
    Year,
    /// The month of publication.
    Month,
    /// The language.
    Language,
    /// The section.
    Section,
}

/// A value of a grouping key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArticleGroup {
    /// A year of publication. By month, the articles of the year whose month is unknown.
    Year(i16),
    /// A year and month of publication.
    Month(i16, i8),
    /// A source or section.
    Name(String),
    /// A language.
    Language(Language),
    /// Articles that lack the property: undated, or without source, section or known language. Without a grouping key, all articles.
    None,
}

impl Grouping {
    /// Returns the group of an article.
    pub fn group_of(self, article: &Article) -> ArticleGroup {
        let name = |name: &Option<String>| name.clone().map_or(ArticleGroup::None, ArticleGroup::Name);
        match self {
            Self::Source => name(&article.source),
            Self::Section => name(&article.section),
            Self::Language => article.language.map_or(ArticleGroup::None, ArticleGroup::Language),
            Self::Year | Self::Month => article.published.map_or(ArticleGroup::None, |published| {
                let (first, last) = (published.date.first_day(), published.date.last_day());
                ArticleGroup::of_days(first, last, self == Self::Month)
            }),
        }
    }
}

impl ArticleGroup {
    /// Returns the group of a date between two days: the month if `by_month` is set and both days are in the same month, otherwise the year. Some articles
    /// state only a year.
    pub fn of_days(first: i64, last: i64, by_month: bool) -> Self {
        let month = |day: i64| from_day_number(day).map(|date| (date.year(), date.month()));
        match month(first) {
            Some((year, of_year)) if by_month && month(last) == Some((year, of_year)) => Self::Month(year, of_year),
            Some((year, _)) => Self::Year(year),
            None => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::PublishedDate;
    use super::*;

    #[test]
    fn periods_are_as_precise_as_their_dates() {
        for (date, year, month) in [
            ("2015", ArticleGroup::Year(2015), ArticleGroup::Year(2015)),
            ("0000", ArticleGroup::Year(0), ArticleGroup::Year(0)),
            ("9999", ArticleGroup::Year(9999), ArticleGroup::Year(9999)),
            ("9999-12-31", ArticleGroup::Year(9999), ArticleGroup::Month(9999, 12)),
            ("2015-11", ArticleGroup::Year(2015), ArticleGroup::Month(2015, 11)),
            ("1605-03-01", ArticleGroup::Year(1605), ArticleGroup::Month(1605, 3)),
            ("2015-12-31T23:30:00-05:00", ArticleGroup::Year(2015), ArticleGroup::Month(2015, 12)),
        ] {
            let date: PublishedDate = date.parse().unwrap();
            let of_days = |by_month| ArticleGroup::of_days(date.first_day(), date.last_day(), by_month);
            assert_eq!((of_days(false), of_days(true)), (year, month), "{date}");
        }
    }
}
