//! Errors of searches and evaluations.

use super::archive_errors::denied;
use crate::library::{
    DateBound, EngineError, EvalFileError, FilterError, INVALID_EXAMPLES, KnownItemError, KnownItemWork, MAX_NESTING,
    MAX_PATTERN_CHARS, MAX_QUERY_BYTES, ParseOptions, SearchError, TimeLimitReached, TopicSearchError, VocabularyError,
    parse,
};
use std::collections::BTreeSet;
use std::time::Duration;

/// Returns the error of a query that is invalid.
fn query_error(text: &str) -> SearchError {
    let error = parse(text, &ParseOptions::default()).expect_err(text);
    SearchError::Query { text: text.to_owned(), error: Box::new(error) }
}

fn time_limit(part: &str, limit: Duration) -> TimeLimitReached {
    TimeLimitReached { limit, part: part.to_owned() }
}

fn filter_errors() -> Vec<FilterError> {
    use FilterError as E;
    let date = |bound| {
        let source = parse("date:soon", &ParseOptions::default()).expect_err("no date");
        E::Date { bound, value: "soon".into(), source }
    };
    let errors = vec![
        date(DateBound::Since),
        date(DateBound::Until),
        E::ReversedRange { since: "2016".into(), until: "2015".into() },
        E::Language { value: "germn".into() },
    ];
    every_variant!(
        errors,
        E::Date { bound: DateBound::Since, .. },
        E::Date { bound: DateBound::Until, .. },
        E::ReversedRange { .. },
        E::Language { .. },
    )
}

pub(super) fn search_errors() -> Vec<SearchError> {
    use SearchError as E;
    let mut errors = vec![E::EmptyQuery, E::NoText, E::Engine(EngineError::Missing("index".into()))];
    errors.push(E::TimeLimit(time_limit("(the NEAR/1000 of) NEAR/1000 in", Duration::from_secs(30))));
    errors.push(E::Scratch { folder: "/tmp".into(), source: denied() });
    errors.extend(filter_errors().into_iter().map(E::Filter));
    errors.extend(INVALID_EXAMPLES.iter().map(|example| query_error(example.query)));
    let too_large =
        ["a".repeat(MAX_QUERY_BYTES + 1), "(".repeat(MAX_NESTING + 1) + "a", "a".repeat(MAX_PATTERN_CHARS + 1) + "*"];
    errors.extend(too_large.iter().map(|text| query_error(text)));
    let strict = ParseOptions { strict: true, ..ParseOptions::default() };
    let error = parse("storm AND", &strict).expect_err("a note");
    errors.push(E::Query { text: "storm AND".to_owned(), error: Box::new(error) });
    every_variant!(
        errors,
        E::Query { .. },
        E::EmptyQuery,
        E::NoText,
        E::Filter(_),
        E::TimeLimit(_),
        E::Scratch { .. },
        E::Engine(_)
    )
}

pub(super) fn vocabulary_errors() -> Vec<VocabularyError> {
    use VocabularyError as E;
    let errors = vec![
        E::NotOneWord("two words".into()),
        E::PatternTooLarge("*a*b*c*".into()),
        E::TimeLimit(time_limit("*e*", Duration::from_millis(500))),
        E::Engine(EngineError::Missing("index".into())),
    ];
    every_variant!(errors, E::NotOneWord(_), E::PatternTooLarge(_), E::TimeLimit(_), E::Engine(_))
}

pub(super) fn known_item_errors() -> Vec<KnownItemError> {
    use KnownItemError as E;
    let large = |work| E::TooLarge { work, articles: 1_000_000, limit: 200_000 };
    let errors = vec![
        E::Search(SearchError::Filter(FilterError::Language { value: "germn".into() })),
        E::Engine(EngineError::Missing("index".into())),
        E::Scratch { folder: "/tmp".into(), source: denied() },
        large(KnownItemWork::IndexCopy),
        large(KnownItemWork::WordsInMemory),
    ];
    every_variant!(
        errors,
        E::Search(_),
        E::Engine(_),
        E::Scratch { .. },
        E::TooLarge { work: KnownItemWork::IndexCopy, .. },
        E::TooLarge { work: KnownItemWork::WordsInMemory, .. },
    )
}

pub(super) fn topic_search_errors() -> Vec<TopicSearchError> {
    use TopicSearchError as E;
    let error = parse("date:soon", &ParseOptions::default()).expect_err("no date");
    let errors = vec![
        E::Topic { topic: "401".into(), text: "date:soon".into(), error: Box::new(error) },
        E::Search(SearchError::EmptyQuery),
    ];
    every_variant!(errors, E::Topic { .. }, E::Search(_))
}

pub(super) fn eval_file_errors() -> Vec<EvalFileError> {
    use EvalFileError as E;
    let errors = vec![
        E::Line { line: 2, expected: "a judgment: topic, 0, article, relevance", found: "401 relevant".into() },
        E::Missing { expected: "topics with a narrative".into() },
    ];
    every_variant!(errors, E::Line { .. }, E::Missing { .. })
}
