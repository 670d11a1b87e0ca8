//! The query language by example: what the documentation shows, held by a test.
//!
//! A query is documented by what it is read as, so nothing can be promised here that the parser does not do.

/// A query, how it is read and what it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// What is typed.
    pub query: &'static str,
    /// Its canonical form, which reads the same.
    pub canonical: &'static str,
    /// What it asks for.
    pub meaning: &'static str,
}

const fn example(query: &'static str, canonical: &'static str, meaning: &'static str) -> Example {
    Example { query, canonical, meaning }
}

/// The forms of the query language, each with what it means. "Today" is 22 November 2026.
#[rustfmt::skip]
pub const EXAMPLES: &[Example] = &[
    // Words and operators.
    example("", "", "every article"),
    example("climate", "climate", "the word in any of its inflections"),
    example("climate policy", "climate AND policy", "both words"),
    example("climate AND policy", "climate AND policy", "both words"),
    example("climate && policy", "climate AND policy", "both words"),
    example("+climate +policy", "climate AND policy", "both words"),
    example("storm OR flood", "storm OR flood", "either word"),
    example("storm || flood", "storm OR flood", "either word"),
    example("storm -tennis", "storm AND NOT tennis", "the first word without the second"),
    example("storm NOT tennis", "storm AND NOT tennis", "the first word without the second"),
    example("storm !tennis", "storm AND NOT tennis", "the first word without the second"),
    example("-tennis", "NOT tennis", "every article without the word"),
    example("storm -(tennis OR golf)", "storm AND NOT (tennis OR golf)", "the word without either of the others"),
    example("NOT NOT storm", "storm", "two negations are none"),
    example("(storm OR flood) (dead OR missing)", "(storm OR flood) AND (dead OR missing)", "one word of each group"),
    example("storm OR flood damage", "storm OR (flood AND damage)", "AND binds tighter than OR; a note says so"),
    example("((storm))", "storm", "parentheses that group nothing do nothing"),
    example("this and that or not", "this AND and AND that AND or AND not", "operators are upper-case words: these are words"),
    // Phrases.
    example("\"prime minister\"", "\"prime minister\"", "these words as printed, in this order"),
    example("“prime minister”", "\"prime minister\"", "curly quotation marks are the same"),
    example("„prime minister“", "\"prime minister\"", "German ones too"),
    example("« prime minister »", "\"prime minister\"", "French ones too"),
    example("＂prime minister＂", "\"prime minister\"", "full-width ones too"),
    example("\"ministers\"", "\"ministers\"", "the word as printed and in no other inflection"),
    example("well-known", "\"well-known\"", "two words with a hyphen stand in a row"),
    // Fields.
    example("headline:storm", "headline:storm", "the word in the headline"),
    example("title:storm hd:flood", "headline:storm AND headline:flood", "a field has more names than one"),
    example("headline:\"storm surge\"", "headline:\"storm surge\"", "the phrase in the headline"),
    example("headline:(storm OR flood)", "headline:storm OR headline:flood", "either word in the headline"),
    example("headline:(storm body:flood)", "headline:storm AND body:flood", "a field named inside a group wins"),
    example("headline:(storm -flood)", "headline:storm AND NOT headline:flood", "operators work within a field"),
    example("lead:storm body:flood", "lead:storm AND body:flood", "the opening and the body"),
    example("source:guardian", "source:guardian", "the publication's name has the word"),
    example("SN:\"the guardian\"", "source:\"the guardian\"", "the publication's name has these words"),
    example("by:smith", "byline:smith", "an author's name has the word"),
    example("by:o'brien-jones", "byline:\"o'brien-jones\"", "a name of several words"),
    example("section:sport place:paris topic:elections", "section:sport AND place:paris AND topic:elections", "section, dateline and subject"),
    example("url:https://example.org/a?b=c", "url:\"https://example.org/a b=c\"", "part of the address on the web"),
    example("path:2015/reuters", "path:\"2015/reuters\"", "part of the file's path"),
    example("byline:*", "byline:*", "articles that name an author"),
    example("-section:*", "NOT section:*", "articles without a section"),
    example("lang:de", "lang:de", "articles in German"),
    example("la:German", "lang:de", "articles in German"),
    example("lang:(en-GB OR français)", "lang:en OR lang:fr", "articles in either language"),
    example("id:0a1b2c3d4e5f", "id:0a1b2c3d4e5f", "one article"),
    // Dates.
    example("date:2015", "date:2015", "published in the year"),
    example("date:2015-11", "date:2015-11", "in the month"),
    example("pd:2015-11-14", "date:2015-11-14", "on the day"),
    example("date:\"14 november 2015\"", "date:2015-11-14", "the day as people write it, in several languages"),
    example("date:\"november 2015\"", "date:2015-11", "the month as people write it"),
    example("date:2015-11..2015-12", "date:2015-11..2015-12", "from the first day to the last"),
    example("date:..2016", "date:..2016", "up to the end of the year"),
    example("date:2016..", "date:2016..", "from the beginning of the year"),
    example("date:>=2015-11", "date:2015-11..", "in the month or later"),
    example("date:>2015-11", "date:2015-12..", "after the month"),
    example("date:<=2015-11", "date:..2015-11", "in the month or earlier"),
    example("date:<2015-11", "date:..2015-10", "before the month"),
    example("date:[2015-11-01 TO 2015-11-30]", "date:2015-11", "both ends included"),
    example("date:{2015 TO 2017}", "date:2016", "both ends left out"),
    example("date:[2015 TO *]", "date:2015..", "an open end"),
    example("date:today", "date:2026-11-22", "today"),
    example("date:yesterday", "date:2026-11-21", "yesterday"),
    example("date:7d", "date:2026-11-16..2026-11-22", "the last seven days, today among them"),
    example("date:3w..", "date:2026-11-02..", "the last three weeks and later"),
    example("date:<7d", "date:..2026-11-15", "before the last seven days"),
    example("date:6m", "date:2026-05-23..2026-11-22", "the last six months"),
    example("date:1y", "date:2025-11-23..2026-11-22", "the last year"),
    example("date:(2015 OR 2017)", "date:2015 OR date:2017", "in either year"),
    example("date:1605", "date:1605", "any year from 0000 to 9999"),
    example("date:none", "NOT date:*", "articles without a date"),
    example("added:7d", "added:2026-11-16..2026-11-22", "added to the archive in the last seven days"),
    // Numbers.
    example("words:>500", "words:501..", "longer than 500 words"),
    example("words:>=500", "words:500..", "500 words or more"),
    example("words:<500", "words:..499", "shorter"),
    example("words:200..400", "words:200..400", "between, both included"),
    example("words:[200 TO 400]", "words:200..400", "between, both included"),
    example("words:500", "words:500", "exactly"),
    // Prose, which is never an error.
    example("AT&T shares", "AT&T AND shares", "one word"),
    example("it's O'Brien", "it's AND O'Brien", "two words"),
    example("U.S. troops.", "U.S. AND troops", "an abbreviation keeps its full stop"),
    example("10/11 and/or", "\"10/11\" AND \"and/or\"", "words in a row"),
    example("C++", "C", "the word in it, with a note"),
    example("Who won? Really?!", "Who AND won AND Really", "a question mark that ends a word is no wildcard"),
    example("storm *", "storm", "an asterisk alone is no wildcard; a note says so"),
    example("https://example.org/a?b=c", "\"https://example.org/a b=c\"", "the words of the address in a row, with a note"),
    example("Marks & Spencer – shares", "Marks AND Spencer AND shares", "punctuation between words"),
    example("war - peace", "war AND peace", "a hyphen alone is no operator; a note says so"),
    example("storm AND", "storm AND and", "an operator without its other side is a word, with a note"),
    example("\"storm surge", "storm AND surge", "a quotation mark without its partner is passed over, with a note"),
    example("6\" nails", "6 AND nails", "the mark of inches opens no phrase; a note says so"),
    example("(storm surge", "storm AND surge", "a parenthesis never closed is closed at the end, with a note"),
    example("storm :)", "storm", "what is no word is passed over, with a note"),
    example("re: storm", "re AND storm", "no field: a word"),
    example("tag:storm", "\"tag:storm\"", "no field: words, with a note"),
    example("source: guardian", "source AND guardian", "a space after the colon: words, with a note"),
    example("（storm OR flood） dead", "(storm OR flood) AND dead", "full-width parentheses are parentheses"),
];

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
