//! Notes of a search.

use crate::library::{CompoundNote, Note, NoteKind, ParseOptions, PartialMatch, RelaxedMatch, SearchNote, parse};
use std::collections::BTreeSet;

/// Returns the notes of the parser on a query, as notes of a search.
fn query_notes(text: &str) -> Vec<SearchNote> {
    let parsed = parse(text, &ParseOptions::default()).expect(text);
    let notes = parsed.notes.into_iter();
    notes.map(|note| SearchNote::Query { text: text.into(), note }).collect()
}

pub(super) fn search_notes() -> Vec<SearchNote> {
    use SearchNote as N;
    let relaxed = RelaxedMatch { parts: 4, required: 3, only_words: true, has_conditions: false };
    let partial = PartialMatch { parts: 3, with_all: 1_200, first: false, is_of_compounds: false };
    let compounds = PartialMatch { parts: 1, first: true, is_of_compounds: true, ..partial };
    let mut notes = vec![
        N::MoreOnQuery { count: 1 },
        N::MoreOnQuery { count: 3 },
        N::AcronymAsWord { acronym: "WHO".into() },
        N::AcronymOnly { acronym: "WHO".into() },
        N::MoreAcronyms { count: 2 },
        N::TruncatedPattern { pattern: "qq*".into(), words: 12_000, searched: 10_000 },
        N::ExcludedInProse { excluded: vec!["which".into(), "\"as yet\"".into()] },
        N::WordLimit { limit: 1_000 },
        N::Relaxed(relaxed),
        N::Relaxed(RelaxedMatch { required: 1, ..relaxed }),
        N::Relaxed(RelaxedMatch { parts: 2, required: 1, ..relaxed }),
        N::StopWords { words: vec!["who".into(), "the".into()] },
        N::QuotedRequired { quoted: vec!["\"storm surge\"".into()], more: 0, listed: 0, without: 1_234 },
        N::QuotedRequired {
            quoted: vec!["\"storm surge\"".into(), "\"as yet\"".into()],
            more: 2,
            listed: 3,
            without: 1_234,
        },
        N::AllRequired { parts: 3 },
        N::SomeWords(partial),
        N::SomeWords(PartialMatch { first: true, ..partial }),
        N::SomeWords(PartialMatch { parts: 2, with_all: 0, ..partial }),
        N::Relaxed(RelaxedMatch { parts: 2, required: 1, has_conditions: true, only_words: false }),
        N::Expanded { words: vec!["wages".into(), "crews".into()] },
        N::SomeWords(PartialMatch { with_all: 0, ..compounds }),
        N::SomeWords(PartialMatch { with_all: 1, ..compounds }),
        N::SomeWords(PartialMatch { with_all: 1_200, ..compounds }),
        N::Compounds(CompoundNote {
            word: "Hochwasser".into(),
            compounds: vec!["hochwasserschutz".into(), "elbehochwasser".into()],
            parts: Vec::new(),
        }),
        N::SortedByDate,
    ];
    let queries = [
        "storm - flood",
        "C++",
        "storm AND",
        "re:invent",
        "site:x",
        "By: me",
        "a \"b",
        "(a",
        "a))",
        "storm NEAR flood",
        "date:3/4/2015",
        "a OR b c",
    ];
    notes.extend(queries.iter().flat_map(|query| query_notes(query)));
    every_variant!(
        notes,
        N::Query { note: Note { kind: NoteKind::NoWord, .. }, .. },
        N::Query { note: Note { kind: NoteKind::LiteralText, .. }, .. },
        N::Query { note: Note { kind: NoteKind::OperatorAsWord, .. }, .. },
        N::Query { note: Note { kind: NoteKind::UnknownField { .. }, .. }, .. },
        N::Query { note: Note { kind: NoteKind::SpaceAfterField, .. }, .. },
        N::Query { note: Note { kind: NoteKind::UnmatchedQuote, .. }, .. },
        N::Query { note: Note { kind: NoteKind::UnclosedParenthesis, .. }, .. },
        N::Query { note: Note { kind: NoteKind::UnmatchedParenthesis, .. }, .. },
        N::Query { note: Note { kind: NoteKind::DefaultDistance { .. }, .. }, .. },
        N::Query { note: Note { kind: NoteKind::AmbiguousDate { .. }, .. }, .. },
        N::Query { note: Note { kind: NoteKind::MixedOperators { .. }, .. }, .. },
        N::MoreOnQuery { .. },
        N::AcronymAsWord { .. },
        N::AcronymOnly { .. },
        N::MoreAcronyms { .. },
        N::TruncatedPattern { .. },
        N::ExcludedInProse { .. },
        N::WordLimit { .. },
        N::Relaxed(_),
        N::StopWords { .. },
        N::QuotedRequired { .. },
        N::AllRequired { .. },
        N::SomeWords(_),
        N::Expanded { .. },
        N::Compounds(_),
        N::SortedByDate,
    )
}
