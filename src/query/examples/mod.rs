//! The query language by example.
//!
//! The documentation is generated from these tables, and a test parses every example, so the documentation always agrees with the parser.

mod fields;
mod invalid;
mod plain_text;
mod proximity;
mod row;
mod terms;

pub use invalid::{INVALID_EXAMPLES, InvalidExample};

use row::ExampleRow;

/// A query with its canonical form and its meaning.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The title of its group.
    pub group: &'static str,
    /// The query as typed.
    pub query: &'static str,
    /// The canonical form.
    pub canonical: &'static str,
    /// The meaning in a few words.
    pub meaning: &'static str,
}

/// A group of examples.
#[derive(Debug, Clone, Copy)]
pub struct ExampleGroup {
    /// The title.
    pub title: &'static str,
    /// A description of the group in full sentences.
    pub description: &'static str,
    rows: &'static [ExampleRow],
}

impl ExampleGroup {
    /// Returns the examples of the group.
    pub fn examples(&self) -> impl Iterator<Item = Example> {
        let group = self.title;
        self.rows.iter().map(move |(query, canonical, meaning)| Example { group, query, canonical, meaning })
    }
}

/// The examples by group.
pub const EXAMPLE_GROUPS: &[ExampleGroup] = &[
    ExampleGroup {
        title: "Words",
        description: "A word matches in any inflection and in any case, with or without accents. After case: it matches only as printed, in the letter \
            case typed. A possessive ending is dropped, and an apostrophe inside a word is kept. A word with a hyphen also matches with a \
            space or without the hyphen.",
        rows: terms::WORDS,
    },
    ExampleGroup {
        title: "Boolean operators",
        description: "Operators are upper-case words or symbols. NOT binds tightest, then NEAR and the other proximity operators, then AND, \
            then OR. Parentheses group.",
        rows: terms::BOOLEAN,
    },
    ExampleGroup {
        title: "Phrases",
        description: "Words in quotation marks match in sequence, exactly as printed but in any case.",
        rows: terms::PHRASES,
    },
    ExampleGroup {
        title: "Wildcards, fuzzy words, regular expressions",
        description: "Patterns match words as printed, in any case and without accents. Outside phrases they also match the joined \
            forms of words with a hyphen: walm* matches Wal-Mart. If a pattern matches too many words, only the most \
            frequent ones are searched, and a note says so.",
        rows: terms::PATTERNS,
    },
    ExampleGroup {
        title: "Proximity",
        description: "Both sides are words, phrases or patterns in headline, lead or body, or several of them in parentheses with OR \
            between them. A distance of 1 means adjacent words.",
        rows: proximity::NEAR,
    },
    ExampleGroup {
        title: "Ranking",
        description: "A boost changes the order of the hits, not the set of matching articles.",
        rows: proximity::BOOSTS,
    },
    ExampleGroup {
        title: "Fields",
        description: "Without a field, words are searched in headline, lead and body. Type no space around the colon.",
        rows: fields::FIELDS,
    },
    ExampleGroup {
        title: "Dates",
        description: "Dates are days in the article's local calendar, and both ends of a range are included. In these examples, today is \
            22 November 2026.",
        rows: fields::DATES,
    },
    ExampleGroup {
        title: "Numbers",
        description: "The number of words in the body, and the confidence of the character recognition of scanned texts in percent.",
        rows: fields::NUMBERS,
    },
    ExampleGroup {
        title: "Plain text",
        description: "You can paste any text. Text that cannot be an operator is searched as literal text, and a note says so.",
        rows: plain_text::PLAIN_TEXT,
    },
];

/// All examples, in the order of their groups. In them, today is 22 November 2026.
pub const EXAMPLES: &[Example] = &flattened();

const COUNT: usize = {
    let mut count = 0;
    let mut group = 0;
    while group < EXAMPLE_GROUPS.len() {
        count += EXAMPLE_GROUPS[group].rows.len();
        group += 1;
    }
    count
};

const fn flattened() -> [Example; COUNT] {
    let mut examples = [Example { group: "", query: "", canonical: "", meaning: "" }; COUNT];
    let (mut group, mut row, mut at) = (0, 0, 0);
    while at < COUNT {
        let ExampleGroup { title, rows, .. } = EXAMPLE_GROUPS[group];
        if row < rows.len() {
            let (query, canonical, meaning) = rows[row];
            examples[at] = Example { group: title, query, canonical, meaning };
            at += 1;
            row += 1;
        } else {
            group += 1;
            row = 0;
        }
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    #[test]
    fn groups_have_all_examples() {
        let grouped: usize = EXAMPLE_GROUPS.iter().map(|group| group.examples().count()).sum();
        assert_eq!(grouped, EXAMPLES.len());
    }

    #[test]
    fn every_example_parses_to_its_canonical_form() {
        let today = jiff::civil::date(2026, 11, 22);
        let options = ParseOptions { today, ..ParseOptions::default() };
        let strict = ParseOptions { strict: true, ..options.clone() };
        for example in EXAMPLES {
            let parsed = parse(example.query, &options).expect(example.query);
            assert_eq!(parsed.query.to_string(), example.canonical, "{}", example.query);
            let again = parse(example.canonical, &strict).expect(example.canonical);
            assert_eq!(again.query, parsed.query, "{}", example.query);
            let mentions_note = example.meaning.contains("note");
            assert_eq!(parsed.notes.is_empty(), !mentions_note, "{}: {:?}", example.query, parsed.notes);
        }
    }
}
