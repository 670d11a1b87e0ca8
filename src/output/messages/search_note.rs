//! Notes on how a query was read and run.

use super::query_note::query_note_text;
use crate::library::{CompoundNote, PartialMatch, RelaxedMatch, SearchNote};
use crate::output::numbers::count_text;

/// Returns the texts of notes.
pub fn search_note_texts(notes: &[SearchNote]) -> Vec<String> {
    notes.iter().map(search_note_text).collect()
}

/// Returns the text of a note: one line without a full stop.
pub fn search_note_text(note: &SearchNote) -> String {
    match note {
        SearchNote::Query { text, note } => query_note_text(note, text),
        SearchNote::MoreOnQuery { count: 1 } => "1 more note on the query is not shown".to_owned(),
        SearchNote::MoreOnQuery { count } => format!("{count} more notes on the query are not shown"),
        SearchNote::AcronymAsWord { acronym } => {
            format!(
                "no article has the acronym `{acronym}` in capitals: searched for the word `{}`",
                acronym.to_lowercase()
            )
        }
        SearchNote::AcronymOnly { acronym } => {
            let word = acronym.to_lowercase();
            format!(
                "`{acronym}` matches the acronym only: articles with `{word}` are left out; type `{word}` to include them"
            )
        }
        SearchNote::MoreAcronyms { count: 1 } => "1 more note on an acronym is not shown".to_owned(),
        SearchNote::MoreAcronyms { count } => format!("{count} more notes on acronyms are not shown"),
        SearchNote::TruncatedPattern { pattern, words, searched } => {
            format!("`{pattern}` matches {words} words: only the {searched} most frequent ones were searched")
        }
        SearchNote::ExcludedInProse { excluded } => {
            let excluded: Vec<String> = excluded.iter().map(|part| format!("`{part}`")).collect();
            format!("articles with {} are excluded; --literal turns query operators off", excluded.join(", "))
        }
        SearchNote::WordLimit { limit } => format!("only the first {limit} different words of the query were searched"),
        SearchNote::StopWords { words } => {
            format!("stop words, not required: {} (quotes or + require a word)", words.join(", "))
        }
        SearchNote::QuotedRequired { quoted, more, listed, without } => {
            let quoted: Vec<String> = quoted.iter().map(|part| format!("`{part}`")).collect();
            let more = if *more > 0 { format!(" and {more} more") } else { String::new() };
            let (listed, without) = (count_text(*listed as u64), count_text(*without as u64));
            format!(
                "quotation marks require {}{more}: {listed} of {without} articles match; remove them, or use --literal, to list the others",
                quoted.join(", ")
            )
        }
        SearchNote::AllRequired { parts } => format!("only articles with {}", all_of(*parts, "words")),
        SearchNote::SomeWords(partial) => partial_text(*partial),
        SearchNote::Relaxed(relaxed) => relaxed_text(*relaxed),
        SearchNote::Expanded { words } => format!("query expanded with: {}", words.join(", ")),
        SearchNote::Compounds(note) => compound_text(note),
        SearchNote::SortedByDate => {
            "hits are sorted by date and have no scores: options about scores have no effect".to_owned()
        }
    }
}

/// The maximum number of compounds that are named.
const MAX_COMPOUNDS: usize = 8;

fn compound_text(note: &CompoundNote) -> String {
    let CompoundNote { word, compounds, parts } = note;
    let mut found: Vec<&str> = compounds.iter().take(MAX_COMPOUNDS).map(String::as_str).collect();
    let more = match compounds.len().saturating_sub(MAX_COMPOUNDS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let parts = parts.join(" near ");
    if !parts.is_empty() {
        found.insert(0, &parts);
    }
    format!("`{word}` also finds, ranked lower: {}{more} (+ or quotes require the word itself)", found.join(", "))
}

/// Returns "both words" or "all 3 words".
fn all_of(parts: usize, name: &str) -> String {
    if parts == 2 { format!("both {name}") } else { format!("all {} {name}", count_text(parts as u64)) }
}

fn partial_text(partial: PartialMatch) -> String {
    let PartialMatch { parts, with_all, first, is_of_compounds } = partial;
    if is_of_compounds {
        return match with_all {
            0 => "no article has the word itself: the hits have its compounds or parts".to_owned(),
            1 => "1 article has the word itself and comes first; the other hits have its compounds or parts".to_owned(),
            _ => format!(
                "{} articles have the word itself and come first; hits from {} on have its compounds or parts",
                count_text(with_all as u64),
                count_text(with_all as u64 + 1)
            ),
        };
    }
    let all = all_of(parts, "words");
    let some = if parts == 2 { "one of them" } else { "some of them" };
    match (with_all, first) {
        (0, _) => format!("no article has {all}: the hits have {some}"),
        (1, _) => format!("1 article has {all}; the other hits have {some}"),
        (_, true) => {
            let (with_all, next) = (count_text(with_all as u64), count_text(with_all as u64 + 1));
            format!("{with_all} articles have {all} and come first; hits from {next} on have {some}")
        }
        (_, false) => {
            format!("{} articles have {all}; the other hits have {some}", count_text(with_all as u64))
        }
    }
}

fn relaxed_text(relaxed: RelaxedMatch) -> String {
    let RelaxedMatch { parts: total, required, only_words, has_conditions } = relaxed;
    let parts = if only_words { "words" } else { "parts" };
    let none = if has_conditions { "no article that meets the other conditions" } else { "no article" };
    let all = all_of(total, parts);
    let shown = match (total, required) {
        (2, 1) => "either".to_owned(),
        (_, 1) => "any of them".to_owned(),
        _ => format!("at least {required}"),
    };
    format!("{none} has {all}: showing articles that have {shown}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{SearchQuery, resolve_query};

    #[test]
    fn every_note_is_one_line() {
        let relaxed = RelaxedMatch { parts: 4, required: 3, only_words: true, has_conditions: false };
        let partial = PartialMatch { parts: 3, with_all: 12, first: false, is_of_compounds: false };
        let compounds = PartialMatch { parts: 1, first: true, is_of_compounds: true, ..partial };
        let mut notes =
            resolve_query(&SearchQuery { text: "C++ storm".into(), ..SearchQuery::default() }).unwrap().notes;
        notes.extend([
            SearchNote::MoreOnQuery { count: 3 },
            SearchNote::AcronymAsWord { acronym: "WHO".into() },
            SearchNote::AcronymOnly { acronym: "WHO".into() },
            SearchNote::MoreAcronyms { count: 1 },
            SearchNote::MoreAcronyms { count: 2 },
            SearchNote::TruncatedPattern { pattern: "qq*".into(), words: 12_000, searched: 10_000 },
            SearchNote::ExcludedInProse { excluded: vec!["which".into(), "\"as yet\"".into()] },
            SearchNote::WordLimit { limit: 1000 },
            SearchNote::Relaxed(relaxed),
            SearchNote::Relaxed(RelaxedMatch { required: 1, ..relaxed }),
            SearchNote::Relaxed(RelaxedMatch { parts: 2, required: 1, ..relaxed }),
            SearchNote::StopWords { words: vec!["who".into(), "the".into()] },
            SearchNote::QuotedRequired { quoted: vec!["\"as yet\"".into()], more: 2, listed: 0, without: 1_234 },
            SearchNote::AllRequired { parts: 3 },
            SearchNote::SomeWords(partial),
            SearchNote::SomeWords(PartialMatch { first: true, ..partial }),
            SearchNote::SomeWords(PartialMatch { parts: 2, with_all: 0, ..partial }),
            SearchNote::Relaxed(RelaxedMatch { parts: 2, required: 1, has_conditions: true, only_words: false }),
            SearchNote::Expanded { words: vec!["wages".into(), "crews".into()] },
            SearchNote::SomeWords(PartialMatch { with_all: 0, ..compounds }),
            SearchNote::SomeWords(PartialMatch { with_all: 1, ..compounds }),
            SearchNote::SomeWords(PartialMatch { with_all: 12, ..compounds }),
            SearchNote::Compounds(CompoundNote {
                word: "Hochwasserschutz".into(),
                compounds: (1..=10).map(|number| format!("hochwasserschutz{number}")).collect(),
                parts: vec!["hochwasser".into(), "schutz".into()],
            }),
            SearchNote::SortedByDate,
        ]);
        insta::assert_snapshot!(search_note_texts(&notes).join("\n"), @r#"
        `C++` was read as literal text
        3 more notes on the query are not shown
        no article has the acronym `WHO` in capitals: searched for the word `who`
        `WHO` matches the acronym only: articles with `who` are left out; type `who` to include them
        1 more note on an acronym is not shown
        2 more notes on acronyms are not shown
        `qq*` matches 12000 words: only the 10000 most frequent ones were searched
        articles with `which`, `"as yet"` are excluded; --literal turns query operators off
        only the first 1000 different words of the query were searched
        no article has all 4 words: showing articles that have at least 3
        no article has all 4 words: showing articles that have any of them
        no article has both words: showing articles that have either
        stop words, not required: who, the (quotes or + require a word)
        quotation marks require `"as yet"` and 2 more: 0 of 1,234 articles match; remove them, or use --literal, to list the others
        only articles with all 3 words
        12 articles have all 3 words; the other hits have some of them
        12 articles have all 3 words and come first; hits from 13 on have some of them
        no article has both words: the hits have one of them
        no article that meets the other conditions has both parts: showing articles that have either
        query expanded with: wages, crews
        no article has the word itself: the hits have its compounds or parts
        1 article has the word itself and comes first; the other hits have its compounds or parts
        12 articles have the word itself and come first; hits from 13 on have its compounds or parts
        `Hochwasserschutz` also finds, ranked lower: hochwasser near schutz, hochwasserschutz1, hochwasserschutz2, hochwasserschutz3, hochwasserschutz4, hochwasserschutz5, hochwasserschutz6, hochwasserschutz7, hochwasserschutz8 and 2 more (+ or quotes require the word itself)
        hits are sorted by date and have no scores: options about scores have no effect
        "#);
    }
}
