//! The query language by example: what the documentation shows, held by a test.
//!
//! A query is documented by what it is read as, so nothing can be promised here that the parser does not do.

mod fields;
mod places;
mod prose;
mod words;

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

/// What is typed, its canonical form, and what it asks for.
type Row = (&'static str, &'static str, &'static str);

const GROUPS: &[(&str, &[Row])] = &[
    ("Words", words::WORDS),
    ("Both, either, without", words::TOGETHER),
    ("Phrases", words::PHRASES),
    ("Wildcards and spellings", words::PATTERNS),
    ("Near each other", places::NEAR),
    ("Ranking", places::RANKING),
    ("Fields", fields::FIELDS),
    ("Dates", fields::DATES),
    ("Numbers", fields::NUMBERS),
    ("Prose is safe", prose::PROSE),
];

/// The forms of the query language, each with what it means. "Today" is 22 November 2026.
pub const EXAMPLES: &[Example] = &flattened();

const COUNT: usize = {
    let mut count = 0;
    let mut group = 0;
    while group < GROUPS.len() {
        count += GROUPS[group].1.len();
        group += 1;
    }
    count
};

const fn flattened() -> [Example; COUNT] {
    let mut examples = [Example { group: "", query: "", canonical: "", meaning: "" }; COUNT];
    let (mut group, mut row, mut at) = (0, 0, 0);
    while at < COUNT {
        let (title, rows) = GROUPS[group];
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
