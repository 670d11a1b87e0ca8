//! The content of the manual of the query language.
//!
//! It is generated from the tested examples, the error messages and the limits themselves, so it always agrees with the parser. Its layout
//! on a terminal and as a manual page is in [`query_manual`](super).

use super::messages::query_error_message;
use crate::library::{
    BoostFactor, EXAMPLE_GROUPS, Field, FieldKind, INVALID_EXAMPLES, MAX_DISTANCE, MAX_EDITS, MAX_MATCH_COUNT,
    MAX_NESTING, MAX_PATTERNS, MAX_PROXIMITY_OPERATORS, MAX_SLOP, MAX_SLOP_WORDS, ParseOptions, parse,
};

/// A section of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpSection {
    /// The title.
    pub title: &'static str,
    /// An introduction in full sentences.
    pub description: &'static str,
    /// The rows.
    pub rows: Vec<HelpRow>,
}

/// A row of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    /// The query, field or limit.
    pub term: String,
    /// The meaning.
    pub meaning: String,
}

/// Returns the sections of the manual of the query language.
pub fn query_help() -> Vec<HelpSection> {
    let groups = EXAMPLE_GROUPS.iter().map(|group| HelpSection {
        title: group.title,
        description: group.description,
        // There is nothing to show for an empty query.
        rows: group
            .examples()
            .filter(|example| !example.query.is_empty())
            .map(|example| help_row(example.query, example.meaning))
            .collect(),
    });
    groups.chain([fields(), errors(), limits()]).collect()
}

fn help_row(term: impl Into<String>, meaning: impl Into<String>) -> HelpRow {
    HelpRow { term: term.into(), meaning: meaning.into() }
}

fn fields() -> HelpSection {
    let row = |field: Field| {
        let names: Vec<&str> = Field::names().filter(|name| Field::from_name(name) == Some(field)).collect();
        let kind = match field.kind() {
            FieldKind::Prose => "words in any inflection",
            FieldKind::Label => "words as printed, in any case",
            FieldKind::Code => "one exact value",
            FieldKind::Day => "a day or a range of days",
            FieldKind::Number => "a number or a range of numbers",
        };
        help_row(names.join(", "), format!("{}; {kind}", field.description()))
    };
    HelpSection {
        title: "Names of fields",
        description: "Names match in any case. A name that is one or two letters from a known one is an error; any other name before a \
            colon is a word.",
        rows: Field::all().map(row).collect(),
    }
}

fn errors() -> HelpSection {
    let row = |query: &'static str| {
        let message = parse(query, &ParseOptions::default()).err().map(|error| query_error_message(&error, query));
        help_row(query, message.unwrap_or_default())
    };
    HelpSection {
        title: "Errors",
        description: "An invalid query is an error, shown with the part of the query and the expected syntax.",
        rows: INVALID_EXAMPLES.iter().map(|example| row(example.query)).collect(),
    }
}

fn limits() -> HelpSection {
    let rows = [
        ("length of a query", "1 MiB, as typed and in canonical form".to_owned()),
        ("nested parentheses", format!("{MAX_NESTING}; each NEAR inside another counts as one")),
        ("wildcards, fuzzy words and regular expressions", format!("{MAX_PATTERNS} in a query")),
        ("proximity operators", format!("{MAX_PROXIMITY_OPERATORS} in a query")),
        ("number after NEAR and PRE", format!("1 to {MAX_DISTANCE}")),
        ("slop of a phrase", format!("0 to {MAX_SLOP}, for phrases of up to {MAX_SLOP_WORDS} words")),
        ("edit distance of a fuzzy word", format!("1 to {MAX_EDITS}")),
        ("number after atleast", format!("1 to {MAX_MATCH_COUNT}")),
        ("boost", format!("0.001 to {}", BoostFactor::MAX.value())),
    ];
    HelpSection {
        title: "Limits",
        description: "A query over a limit is an error and is never searched in part.",
        rows: rows.map(|(term, meaning)| help_row(term, meaning)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manual_has_every_example_and_every_field() {
        let sections = query_help();
        let terms: Vec<&str> = sections.iter().flat_map(|section| &section.rows).map(|row| row.term.as_str()).collect();
        for example in crate::library::EXAMPLES.iter().filter(|example| !example.query.is_empty()) {
            assert!(terms.contains(&example.query), "{}", example.query);
        }
        assert!(terms.contains(&"headline, title, hd") && terms.contains(&"words"));
        assert!(sections.iter().all(|section| section.description.ends_with('.') && !section.rows.is_empty()));
    }
}
