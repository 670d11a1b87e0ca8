//! Invalid queries.

use super::query_excerpt::{point_at, quote};
use super::query_note::note_kind_text;
use crate::library::{
    FieldKind, Language, MAX_DISTANCE, MAX_MATCH_COUNT, MAX_NESTING, MAX_PATTERN_CHARS, MAX_PATTERNS,
    MAX_PROXIMITY_OPERATORS, MAX_REGEX_BYTES, MAX_SLOP, MAX_SLOP_WORDS, NonPositional, PatternSyntax,
    PositionalOperator, QueryError, QueryErrorKind,
};

/// The maximum length in characters of quoted query text.
const MAX_QUOTED: usize = 40;

/// Returns the message for an invalid query in several lines: the message, the part of the query with carets under it, the expected
/// syntax and a correction. It is plain text, safe to print to a terminal, and short even if the query is long.
pub fn query_error_text(error: &QueryError, query: &str) -> String {
    let mut lines = vec![message(error, query), point_at(query, error.span)];
    lines.extend(expected(&error.kind).map(|expected| format!("expected {expected}")));
    lines.extend(correction(error).map(|correction| format!("try {correction}")));
    lines.join("\n")
}

/// Returns the first line of [`query_error_text`].
pub fn query_error_message(error: &QueryError, query: &str) -> String {
    message(error, query)
}

fn message(error: &QueryError, query: &str) -> String {
    let quoted = |text: &str| quote(text, MAX_QUOTED);
    match &error.kind {
        QueryErrorKind::TooLong { canonical: false } => "the query is longer than 1 MiB".to_owned(),
        QueryErrorKind::TooLong { canonical: true } => "the query in canonical form is longer than 1 MiB".to_owned(),
        QueryErrorKind::TooDeep { canonical: false } => format!("parentheses are nested more than {MAX_NESTING} deep"),
        QueryErrorKind::TooDeep { canonical: true } => {
            format!("parentheses are nested more than {MAX_NESTING} deep in the canonical form of the query")
        }
        QueryErrorKind::TooManyProximityOperators => {
            format!("the query has more than {MAX_PROXIMITY_OPERATORS} proximity operators")
        }
        QueryErrorKind::TooManyPatterns => format!("the query has more than {MAX_PATTERNS} patterns"),
        QueryErrorKind::PatternsTooComplex => "the patterns of the query are too complex in total".to_owned(),
        QueryErrorKind::UnknownField { name } => format!("unknown field `{}`", quoted(name)),
        QueryErrorKind::EmptyValue { field } => format!("`{}:` has no value", field.name()),
        QueryErrorKind::UnknownLanguage { value } => format!("unknown language `{}`", quoted(value)),
        QueryErrorKind::SeveralLanguages => "`lang:` takes one language".to_owned(),
        QueryErrorKind::NotYesOrNo { field, .. } => format!("`{}:` takes yes or no", field.name()),
        QueryErrorKind::MissingDate => "the date is missing".to_owned(),
        QueryErrorKind::InvalidDate { value } => format!("`{}` is not a date", quoted(value)),
        QueryErrorKind::InvalidMonth { month } => format!("there is no month {}", quoted(month)),
        QueryErrorKind::InvalidDay { date } => match date.rsplit_once('-') {
            Some((month, day)) => format!("{month} has no day {day}"),
            None => format!("`{}` is not a date", quoted(date)),
        },
        QueryErrorKind::DateOutOfRange => "the date is outside the years 0000 to 9999".to_owned(),
        QueryErrorKind::EmptyPeriod => "the period must be at least 1 day".to_owned(),
        QueryErrorKind::NegativePeriod => "a period has no minus sign".to_owned(),
        QueryErrorKind::HyphenBeforeValue { field } => {
            format!("`{}:` cannot take a hyphen before its value", field.name())
        }
        QueryErrorKind::InvalidNumber { value } => format!("`{}` is not a number", quoted(value)),
        QueryErrorKind::NumberTooLarge { value } => format!("the number `{}` is too large", quoted(value)),
        QueryErrorKind::UnboundedRange { .. } => "the range has neither a start nor an end".to_owned(),
        QueryErrorKind::ReversedRange { .. } => "the range ends before it starts".to_owned(),
        QueryErrorKind::EmptyRange { .. } => "the range is empty".to_owned(),
        QueryErrorKind::CaseOfPattern => "`case:` cannot take a pattern".to_owned(),
        QueryErrorKind::CaseOfField => "`case:` applies to headline, lead and body only".to_owned(),
        QueryErrorKind::InvalidBoost => "invalid boost".to_owned(),
        QueryErrorKind::InvalidSlop => "invalid slop".to_owned(),
        QueryErrorKind::SlopOfGroup => "slop must follow a phrase in quotes".to_owned(),
        QueryErrorKind::SlopOfLongPhrase => "the phrase is too long for slop".to_owned(),
        QueryErrorKind::InvalidEditDistance { distance } => format!("invalid edit distance `~{}`", quoted(distance)),
        QueryErrorKind::SeveralFuzzyWords { words } => format!("`{}` is more than one word", quoted(words)),
        QueryErrorKind::FuzzyWildcard => "a fuzzy word cannot contain wildcards".to_owned(),
        QueryErrorKind::InvalidDistance => "invalid distance".to_owned(),
        QueryErrorKind::InvalidMatchCount => "invalid number of matches".to_owned(),
        QueryErrorKind::InvalidOperand { operator, operand } => invalid_operand(*operator, *operand),
        QueryErrorKind::PatternTooLong { syntax: PatternSyntax::Regex } => {
            format!("the regular expression is longer than {MAX_REGEX_BYTES} bytes")
        }
        QueryErrorKind::PatternTooLong { .. } => format!("the pattern is longer than {MAX_PATTERN_CHARS} characters"),
        QueryErrorKind::InvalidPattern { syntax, pattern, reason } => {
            let syntax = if *syntax == PatternSyntax::Regex { "regular expression" } else { "pattern" };
            format!("invalid {syntax} `{}`: {reason}", quoted(pattern))
        }
        QueryErrorKind::Strict(note) => note_kind_text(note, error.span, query),
    }
}

fn invalid_operand(operator: PositionalOperator, operand: NonPositional) -> String {
    let operator = operator_name(operator);
    match operand {
        NonPositional::Conjunction => format!("{operator} cannot take words joined by AND"),
        NonPositional::Exclusion => format!("{operator} cannot take an excluded term"),
        NonPositional::Boost => format!("{operator} cannot take a boosted term"),
        NonPositional::MatchCount => format!("atleast() cannot be used inside {operator}"),
        NonPositional::Field(field) => format!("{operator} cannot take the field `{}:`", field.name()),
        NonPositional::ArticleCondition => format!("{operator} cannot take a condition on the whole article"),
    }
}

fn operator_name(operator: PositionalOperator) -> &'static str {
    match operator {
        PositionalOperator::Near => "NEAR",
        PositionalOperator::AtLeast => "atleast()",
    }
}

/// Returns the valid syntax.
fn expected(kind: &QueryErrorKind) -> Option<String> {
    let range = |values: FieldKind| if values == FieldKind::Number { NUMBER } else { DATE };
    let fixed = match kind {
        QueryErrorKind::MissingDate
        | QueryErrorKind::InvalidDate { .. }
        | QueryErrorKind::InvalidMonth { .. }
        | QueryErrorKind::InvalidDay { .. }
        | QueryErrorKind::DateOutOfRange
        | QueryErrorKind::EmptyPeriod
        | QueryErrorKind::NegativePeriod => DATE,
        QueryErrorKind::HyphenBeforeValue { field } => range(field.kind()),
        QueryErrorKind::InvalidNumber { .. } | QueryErrorKind::NumberTooLarge { .. } => NUMBER,
        QueryErrorKind::UnboundedRange { values }
        | QueryErrorKind::ReversedRange { values }
        | QueryErrorKind::EmptyRange { values } => range(*values),
        QueryErrorKind::UnknownLanguage { .. } | QueryErrorKind::SeveralLanguages => {
            "a language, by code (de) or name (German)"
        }
        QueryErrorKind::EmptyValue { .. } => "a value directly after the colon",
        QueryErrorKind::CaseOfPattern | QueryErrorKind::CaseOfField => {
            "a word or phrase in headline, lead or body, such as case:US or headline:case:\"Green Party\""
        }
        QueryErrorKind::InvalidBoost => "a number from 0.001 to 1000, such as ^2 or ^0.5",
        QueryErrorKind::InvalidSlop => return Some(format!("a whole number from 0 to {MAX_SLOP}, such as ~5")),
        QueryErrorKind::SlopOfLongPhrase => {
            return Some(format!("at most {MAX_SLOP_WORDS} words in the phrase, or no ~ after it"));
        }
        QueryErrorKind::InvalidEditDistance { .. } => "~1 or ~2",
        QueryErrorKind::SeveralFuzzyWords { .. } => "one word before the ~",
        QueryErrorKind::FuzzyWildcard => "either wildcards or a ~, not both",
        QueryErrorKind::InvalidDistance => {
            return Some(format!(
                "a number from 1 to {MAX_DISTANCE}, such as NEAR/5, or w/s for the same sentence, w/p for the same paragraph"
            ));
        }
        QueryErrorKind::InvalidMatchCount => return Some(format!("atleast1 to atleast{MAX_MATCH_COUNT}")),
        QueryErrorKind::InvalidOperand { .. } => {
            "a word, phrase or pattern in headline, lead or body, or several with OR between them"
        }
        QueryErrorKind::PatternTooLong { syntax: PatternSyntax::Regex }
        | QueryErrorKind::InvalidPattern { syntax: PatternSyntax::Regex, .. } => {
            "a regular expression for one word, such as /colou?r(s|ed)?/"
        }
        QueryErrorKind::PatternTooLong { .. }
        | QueryErrorKind::InvalidPattern { .. }
        | QueryErrorKind::PatternsTooComplex => "shorter patterns, or more letters in them",
        _ => return None,
    };
    Some(fixed.to_owned())
}

const DATE: &str = "a date (2015, 2015-11, 2015-11-14, \"14 november 2015\", today, 7d, \"last month\") \
    or a range (2015-11..2016, >=2015-11)";
const NUMBER: &str = "a whole number (500) or a range (>500, 200..400)";

/// Returns the text to type instead, or advice on it.
fn correction(error: &QueryError) -> Option<String> {
    let fixed = match (&error.kind, &error.suggestion) {
        (QueryErrorKind::UnknownField { .. }, Some(name)) => return Some(format!("{name}:")),
        (QueryErrorKind::UnknownLanguage { .. }, Some(code)) => {
            let name = Language::parse(code).map_or_else(String::new, |language| language.english_name());
            return Some(format!("lang:{code} ({name})"));
        }
        (QueryErrorKind::SeveralLanguages, Some(languages)) => {
            return Some(format!("lang:{}", quote(languages, MAX_QUOTED)));
        }
        (QueryErrorKind::SeveralLanguages, None) => "lang:(de OR fr)",
        (QueryErrorKind::SlopOfGroup, _) => "\"two words\"~5, or two NEAR/5 words",
        (QueryErrorKind::SeveralFuzzyWords { .. }, _) => "a ~ after each word: two~ words~",
        (QueryErrorKind::InvalidOperand { operator, operand }, _) => match (operator, operand) {
            (_, NonPositional::Conjunction) => "quotes around the words, or OR between them",
            (PositionalOperator::Near, NonPositional::Exclusion) => "excluding the whole: NOT (two NEAR/5 words)",
            (PositionalOperator::Near, NonPositional::Boost) => "boosting the whole: (two NEAR/5 words)^2",
            (PositionalOperator::AtLeast, NonPositional::Exclusion) => "excluding the whole: NOT atleast2(word)",
            (PositionalOperator::AtLeast, NonPositional::Boost) => "boosting the whole: atleast2(word)^2",
            _ => "AND in place of the operator",
        },
        (_, suggestion) => return suggestion.as_ref().map(|text| quote(text, MAX_QUOTED)),
    };
    Some(fixed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{INVALID_EXAMPLES, MAX_QUERY_BYTES, ParseOptions, parse};
    use crate::output::messages::query_note_text;

    fn error_of(query: &str, options: &ParseOptions) -> QueryError {
        parse(query, options).expect_err(query)
    }

    #[test]
    fn every_invalid_example_has_a_message() {
        let options = ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() };
        let texts: Vec<String> = INVALID_EXAMPLES
            .iter()
            .map(|example| query_error_text(&error_of(example.query, &options), example.query))
            .collect();
        insta::assert_snapshot!(texts.join("\n\n"));
    }

    #[test]
    fn limits_are_errors() {
        let options = ParseOptions::default();
        let queries = [
            "a".repeat(MAX_QUERY_BYTES + 1),
            (0..MAX_QUERY_BYTES / 8).map(|number| format!("-{number:x} ")).collect(),
            "(".repeat(300),
            "x OR a (".repeat(MAX_NESTING),
            "a NEAR/5 ".repeat(2000) + "a",
            "a* ".repeat(MAX_PATTERNS + 1),
            r"/\w{15}/ ".repeat(100),
            "a".repeat(101) + "*",
            format!("/{}/", "a".repeat(1001)),
            format!("\"{}\"~5", "a ".repeat(21)),
        ];
        let messages: Vec<String> =
            queries.iter().map(|query| query_error_message(&error_of(query, &options), query)).collect();
        insta::assert_snapshot!(messages.join("\n"));
    }

    #[test]
    fn strict_mode_words_the_note() {
        let strict = ParseOptions { strict: true, ..ParseOptions::default() };
        let query = "storm * OR C++ flood";
        insta::assert_snapshot!(query_error_text(&error_of(query, &strict), query));
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_worded(text in proptest::prelude::any::<String>()) {
            match parse(&text, &ParseOptions::default()) {
                Ok(parsed) => parsed.notes.iter().for_each(|note| drop(query_note_text(note, &text))),
                Err(error) => drop(query_error_text(&error, &text)),
            }
        }
    }
}
