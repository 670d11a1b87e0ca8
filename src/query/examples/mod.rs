//! The query language by example: what the documentation shows, held by a test.
//!
//! A query is documented by what it is read as, so nothing can be promised here that the parser does not do.

mod fields;
mod prose;
mod proximity;
mod row;
mod terms;

use row::ExampleRow;

/// A query, how it is read and what it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The title of the section that it belongs to; those of a section stand together.
    pub group: &'static str,
    /// What is typed.
    pub query: &'static str,
    /// Its canonical form, which reads the same.
    pub canonical: &'static str,
    /// What it asks for.
    pub meaning: &'static str,
}

/// The examples of a section.
pub(super) struct ExampleGroup {
    pub(super) title: &'static str,
    /// What to know before the examples.
    pub(super) about: &'static str,
    pub(super) rows: &'static [ExampleRow],
}

pub(super) const GROUPS: &[ExampleGroup] = &[
    ExampleGroup {
        title: "Words",
        about: "A word is found in any of its inflections, in any case, with accents or without. The possessive is no part of it; \
            an inner apostrophe is; a hyphen separates two words.",
        rows: terms::WORDS,
    },
    ExampleGroup {
        title: "All, either, without",
        about: "Operators are words in capitals, or signs. The tightest first: NOT, then NEAR and its kind, then AND, then OR. \
            Parentheses group.",
        rows: terms::TOGETHER,
    },
    ExampleGroup {
        title: "Phrases",
        about: "In quotes, words are meant exactly as they are, one after the other, in any case.",
        rows: terms::PHRASES,
    },
    ExampleGroup {
        title: "Wildcards and spellings",
        about: "A pattern is compared with words as they are printed, in any case, without accents. One that fits more words than can be \
            looked up is answered from the most frequent of them, and says so.",
        rows: terms::PATTERNS,
    },
    ExampleGroup {
        title: "Near each other",
        about: "The sides are words, phrases and patterns in running text, or several of them with OR between them in parentheses. \
            1 is the next word.",
        rows: proximity::NEAR,
    },
    ExampleGroup {
        title: "Ranking",
        about: "A weight changes the order of the articles found, not which are found.",
        rows: proximity::RANKING,
    },
    ExampleGroup {
        title: "Fields",
        about: "Without a field, words are looked for in the headline, the lead and the body. No space stands around the colon.",
        rows: fields::FIELDS,
    },
    ExampleGroup {
        title: "Dates",
        about: "Days are those of the article's own calendar, and both ends of a range belong to it. Today is 22 November 2026 in \
            these examples.",
        rows: fields::DATES,
    },
    ExampleGroup { title: "Numbers", about: "The number of words of the body.", rows: fields::NUMBERS },
    ExampleGroup {
        title: "Prose is safe",
        about: "Any text can be pasted: what is no operator is read as the words in it, and a note says what was taken so. \
            --strict makes each note an error; --literal switches operators off.",
        rows: prose::PROSE,
    },
];

/// The forms of the query language, each with what it means. "Today" is 22 November 2026.
pub const EXAMPLES: &[Example] = &flattened();

const COUNT: usize = {
    let mut count = 0;
    let mut group = 0;
    while group < GROUPS.len() {
        count += GROUPS[group].rows.len();
        group += 1;
    }
    count
};

const fn flattened() -> [Example; COUNT] {
    let mut examples = [Example { group: "", query: "", canonical: "", meaning: "" }; COUNT];
    let (mut group, mut row, mut at) = (0, 0, 0);
    while at < COUNT {
        let ExampleGroup { title, rows, .. } = GROUPS[group];
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
    fn every_example_reads_as_it_says_and_its_canonical_form_reads_the_same() {
        let today = jiff::civil::date(2026, 11, 22);
        let options = ParseOptions { today, ..ParseOptions::default() };
        let strict = ParseOptions { strict: true, ..options.clone() };
        for example in EXAMPLES {
            let parsed = parse(example.query, &options).expect(example.query);
            assert_eq!(parsed.query.to_string(), example.canonical, "{}", example.query);
            let again = parse(example.canonical, &strict).expect(example.canonical);
            assert_eq!(again.query, parsed.query, "{}", example.query);
            let says_so = example.meaning.contains("note");
            assert_eq!(parsed.notes.is_empty(), !says_so, "{}: {:?}", example.query, parsed.notes);
        }
    }
}
