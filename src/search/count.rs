//! How many articles answer, and how many places in them: in all, and by what the articles are.

use super::highlighter::{Highlighter, spans_of};
use super::{SearchError, SearchQuery, read_articles, resolve_query, respelling};
use crate::article::{Article, PublishedDate};
use crate::engine::{Engine, EngineError, Group, Grouping, MatchCount, Request, Sort};
use crate::query::Field;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::Instant;

/// One row of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// What its articles have in common.
    pub group: Group,
    /// How many articles answer.
    pub articles: u64,
    /// How many places in them, as [`CountResults::matches`].
    pub matches: Option<u64>,
}

/// How many articles answer, and how many places in them.
#[derive(Debug, Clone)]
pub struct CountResults {
    /// The query as it was understood, filters included, in its canonical form.
    pub query: String,
    /// How many articles answer.
    pub articles: u64,
    /// How many places in them: the lines of the concordance. `None` if the query asks for nothing that has a place.
    pub matches: Option<u64>,
    /// What the rows are told apart by, if by anything.
    pub by: Option<Grouping>,
    /// The rows; they add up to the totals. Years and months in order, others the largest first, [`Group::None`] last.
    pub rows: Vec<CountRow>,
    /// What the user should know about how the query was read.
    pub notes: Vec<String>,
    /// Where nothing answers: the query respelled with words of the archive, which has hits.
    pub suggestion: Option<String>,
    /// How long it took.
    pub seconds: f64,
}

/// MatchCounts the answers to a question.
///
/// # Errors
/// If the query or a filter makes no sense, or the archive cannot be read.
pub fn count(engine: &dyn Engine, question: &SearchQuery, by: Option<Grouping>) -> Result<CountResults, SearchError> {
    let begun = Instant::now();
    let understood = resolve_query(question)?.required()?.resolve_acronyms(engine)?;
    let has_text = understood.has_text();
    let asked = understood.full_query();
    let request = Request { sort: Sort::AsKept, ..Request::new(&asked) };
    let counts = engine.counts(&request, by, has_text)?;
    let groups = if has_text && !counts.has_places { read(engine, &request, by)? } else { counts.groups };
    let mut all = MatchCount::default();
    for counted in groups.values() {
        all += *counted;
    }
    let MatchCount { articles, places } = all;
    let suggestion = match articles {
        0 => respelling::suggestion(engine, question, &understood, &[])?,
        _ => None,
    };
    Ok(CountResults {
        query: asked.to_string(),
        articles,
        matches: has_text.then_some(places),
        by,
        rows: by.map(|_| rows(groups, has_text)).unwrap_or_default(),
        notes: understood.notes_with(&counts.truncated),
        suggestion,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// MatchCounts the answers and the places in them by reading them all.
fn read(
    engine: &dyn Engine,
    request: &Request<'_>,
    by: Option<Grouping>,
) -> Result<HashMap<Group, MatchCount>, EngineError> {
    let mut groups: HashMap<Group, MatchCount> = HashMap::new();
    let marker = Highlighter::new(request.query, engine)?;
    let measure = |_, article: Article, stems: &mut _| {
        let found = marker.matches(&article, stems);
        let places: usize = Field::PROSE.iter().map(|field| spans_of(&found, *field).len()).sum();
        (by.map_or(Group::None, |by| group(&article, by)), places as u64)
    };
    let (addresses, _) = engine.addresses(request)?;
    read_articles(engine, &addresses, measure, |(group, places)| {
        *groups.entry(group).or_default() += MatchCount { articles: 1, places };
        ControlFlow::Continue(())
    })?;
    Ok(groups)
}

fn rows(groups: HashMap<Group, MatchCount>, has_text: bool) -> Vec<CountRow> {
    let mut rows: Vec<CountRow> = groups
        .into_iter()
        .map(|(group, MatchCount { articles, places })| CountRow {
            group,
            articles,
            matches: has_text.then_some(places),
        })
        .collect();
    rows.sort_by_cached_key(|row| match &row.group {
        // What is known of a year as a whole stands after its months.
        Group::Year(year) => (0, i64::from(*year) * 16 + 15, 0, row.group.clone()),
        Group::Month(year, month) => (0, i64::from(*year) * 16 + i64::from(*month), 0, row.group.clone()),
        Group::Name(_) | Group::Language(_) => (0, 0, u64::MAX - row.articles, row.group.clone()),
        Group::None => (1, 0, 0, row.group.clone()),
    });
    rows
}

fn group(article: &Article, by: Grouping) -> Group {
    let name = |name: &Option<String>| name.clone().map_or(Group::None, Group::Name);
    match by {
        Grouping::Source => name(&article.source),
        Grouping::Section => name(&article.section),
        Grouping::Language => article.language.map_or(Group::None, Group::Language),
        Grouping::Year | Grouping::Month => {
            article.published.map_or(Group::None, |published| period(published.date, by == Grouping::Month))
        }
    }
}

/// Returns the year, or the month where that is asked for and known: a year is all that is known of some articles.
fn period(date: PublishedDate, by_month: bool) -> Group {
    let (year, month) = match date {
        PublishedDate::Year(year) => (year, None),
        PublishedDate::Month(year, month) => (year, Some(month)),
        PublishedDate::Day(day) => (day.year(), Some(day.month())),
        PublishedDate::Moment(clock, _) => (clock.year(), Some(clock.month())),
    };
    month.filter(|_| by_month).map_or(Group::Year(year), |month| Group::Month(year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_as_precise_as_dates() {
        for (date, year, month) in [
            ("2015", Group::Year(2015), Group::Year(2015)),
            ("2015-11", Group::Year(2015), Group::Month(2015, 11)),
            ("1605-03-01", Group::Year(1605), Group::Month(1605, 3)),
            ("2015-12-31T23:30:00-05:00", Group::Year(2015), Group::Month(2015, 12)),
        ] {
            let date: PublishedDate = date.parse().unwrap();
            assert_eq!((period(date, false), period(date, true)), (year, month), "{date}");
        }
    }

    #[test]
    fn rows_are_in_the_order_in_which_they_are_read() {
        let sorted = |groups: Vec<(Group, u64)>| -> Vec<Group> {
            let counted = |articles| MatchCount { articles, places: 0 };
            let groups = groups.into_iter().map(|(group, articles)| (group, counted(articles))).collect();
            rows(groups, true).into_iter().map(|row| row.group).collect()
        };
        let name = |name: &str| Group::Name(name.to_owned());
        assert_eq!(
            sorted(vec![(Group::None, 9), (name("b"), 1), (name("c"), 5), (name("a"), 1)]),
            [name("c"), name("a"), name("b"), Group::None]
        );
        let months = [Group::Month(2014, 12), Group::Month(2015, 1), Group::Month(2015, 12), Group::Year(2015)];
        assert_eq!(sorted(months.iter().rev().map(|group| (group.clone(), 1)).collect()), months);
    }
}
