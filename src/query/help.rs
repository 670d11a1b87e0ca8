//! The manual of the query language, as data: what is typed, what it means, the limits.
//!
//! It is made from the tables that the tests hold and from the limits themselves, so it cannot say what is not so. How it looks, on
//! a terminal or in a manual page, is for the faces.

use super::examples::GROUPS;
use super::field::{Field, FieldKind};
use super::limits::{DEEPEST, FARTHEST, MOST_NEAR, MOST_PATTERNS, MOST_TIMES};
use super::mistakes::MISTAKES;
use super::tree::BoostFactor;
use crate::text::MAX_EDITS;

/// A section of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpSection {
    /// Its title.
    pub title: &'static str,
    /// What to know before its rows, in whole sentences.
    pub about: &'static str,
    /// What there is and what it means.
    pub rows: Vec<HelpRow>,
}

/// A row of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    /// What is typed.
    pub term: String,
    /// What it means.
    pub meaning: String,
}

/// Returns the manual of the query language, section by section.
pub fn help() -> Vec<HelpSection> {
    let groups = GROUPS.iter().map(|group| HelpSection {
        title: group.title,
        about: group.about,
        // Nothing typed asks for every article: there is nothing to show.
        rows: group.rows.iter().filter(|row| !row.0.is_empty()).map(|row| help_row(row.0, row.2)).collect(),
    });
    groups.chain([fields(), mistakes(), limits()]).collect()
}

fn help_row(term: impl Into<String>, meaning: impl Into<String>) -> HelpRow {
    HelpRow { term: term.into(), meaning: meaning.into() }
}

fn fields() -> HelpSection {
    let row = |field: Field| {
        let names: Vec<&str> = Field::names().filter(|name| Field::from_name(name) == Some(field)).collect();
        let kind = match field.kind() {
            FieldKind::Prose => "running text: words in any inflection",
            FieldKind::Label => "words as printed, in any case",
            FieldKind::Code => "one exact value",
            FieldKind::Day => "a day or a range of days",
            FieldKind::Number => "a number or a range of numbers",
        };
        help_row(names.join(", "), format!("{}; {kind}", field.about()))
    };
    HelpSection {
        title: "Names of fields",
        about: "A field has a name or several, in any case. Before any other name a colon is punctuation, unless the name is a letter or two \
            from a known one: that is an error.",
        rows: Field::all().map(row).collect(),
    }
}

fn mistakes() -> HelpSection {
    HelpSection {
        title: "Mistakes",
        about: "What cannot be meant is an error, shown with the place in the query and what was expected there.",
        rows: MISTAKES.iter().map(|mistake| help_row(mistake.query, mistake.message)).collect(),
    }
}

fn limits() -> HelpSection {
    let rows = [
        ("the length of a query", "1 MiB, as typed and with its operators written out".to_owned()),
        ("parentheses in one another", format!("{DEEPEST}; NEAR of NEAR counts as one")),
        ("wildcards, spellings and regular expressions", format!("{MOST_PATTERNS} in a query")),
        ("NEAR, PRE, w/s and w/p", format!("{MOST_NEAR} in a query")),
        ("the number after NEAR and PRE", format!("1 to {FARTHEST}")),
        ("the number after a phrase", format!("0 to {FARTHEST}")),
        ("the number after word~", format!("1 to {MAX_EDITS}")),
        ("the number after atleast", format!("1 to {MOST_TIMES}")),
        ("the number after ^", format!("0.001 to {}", BoostFactor::MAX.value())),
    ];
    HelpSection {
        title: "Limits",
        about: "A query that goes over a limit is an error and is never answered in part.",
        rows: rows.map(|(term, meaning)| help_row(term, meaning)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_every_example_and_every_field() {
        let sections = help();
        let terms: Vec<&str> = sections.iter().flat_map(|section| &section.rows).map(|row| row.term.as_str()).collect();
        for example in crate::query::EXAMPLES.iter().filter(|example| !example.query.is_empty()) {
            assert!(terms.contains(&example.query), "{}", example.query);
        }
        assert!(terms.contains(&"headline, title, hd") && terms.contains(&"words"));
        assert!(sections.iter().all(|section| section.about.ends_with('.') && !section.rows.is_empty()));
    }
}
