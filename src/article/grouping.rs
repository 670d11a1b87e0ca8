//! Grouping keys: the properties by which articles can be counted, and the groups that they make.

use super::{Article, Language, PublishedDate};

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
            Self::Year | Self::Month => {
                article.published.map_or(ArticleGroup::None, |published| period(published.date, self == Self::Month))
            }
        }
    }
}

/// Returns the year of a date, or its month if requested and known.
fn period(date: PublishedDate, by_month: bool) -> ArticleGroup {
    let (year, month) = match date {
        PublishedDate::Year(year) => (year, None),
        PublishedDate::Month(year, month) => (year, Some(month)),
        PublishedDate::Day(day) => (day.year(), Some(day.month())),
        PublishedDate::Moment(clock, _) => (clock.year(), Some(clock.month())),
    };
    month.filter(|_| by_month).map_or(ArticleGroup::Year(year), |month| ArticleGroup::Month(year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_as_precise_as_their_dates() {
        for (date, year, month) in [
            ("2015", ArticleGroup::Year(2015), ArticleGroup::Year(2015)),
            ("2015-11", ArticleGroup::Year(2015), ArticleGroup::Month(2015, 11)),
            ("1605-03-01", ArticleGroup::Year(1605), ArticleGroup::Month(1605, 3)),
            ("2015-12-31T23:30:00-05:00", ArticleGroup::Year(2015), ArticleGroup::Month(2015, 12)),
        ] {
            let date: PublishedDate = date.parse().unwrap();
            assert_eq!((period(date, false), period(date, true)), (year, month), "{date}");
        }
    }
}
