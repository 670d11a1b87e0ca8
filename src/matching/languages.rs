//! The languages that matching articles can have.
//!
//! A query word is stemmed in all languages of the archive unless the query restricts them: with `lang:de` only German articles can match, and an English
//! stem would conflate words that are distinct in German. Engine and matcher call this function for every AND, so both use the same stems.

use crate::article::Language;
use crate::query::{Field, Node, Query};

/// Returns the subset of `languages` that articles matching `query` can have; `None` means unknown language.
pub fn possible_languages(query: &Query, languages: &[Option<Language>]) -> Vec<Option<Language>> {
    match &query.node {
        Node::Value { field: Field::Lang, value } => {
            let is_value = |language: &&Option<Language>| language.is_some_and(|language| language.code() == value);
            languages.iter().filter(is_value).copied().collect()
        }
        Node::Exists(Field::Lang) => languages.iter().filter(|language| language.is_some()).copied().collect(),
        Node::And(parts) => parts.iter().fold(languages.to_vec(), |narrowed, part| possible_languages(part, &narrowed)),
        Node::Or(parts) => {
            let alternatives: Vec<_> = parts.iter().map(|part| possible_languages(part, languages)).collect();
            languages
                .iter()
                .filter(|language| alternatives.iter().any(|allowed| allowed.contains(language)))
                .copied()
                .collect()
        }
        Node::Boost { of, .. } => possible_languages(of, languages),
        // An excluded part rules out a language only if it tests nothing else.
        Node::Not(of) if tests_only_language(of) => {
            let excluded = possible_languages(of, languages);
            languages.iter().filter(|language| !excluded.contains(language)).copied().collect()
        }
        _ => languages.to_vec(),
    }
}

fn tests_only_language(query: &Query) -> bool {
    match &query.node {
        Node::Value { field: Field::Lang, .. } | Node::Exists(Field::Lang) => true,
        Node::Or(parts) | Node::And(parts) => parts.iter().all(tests_only_language),
        Node::Not(of) => tests_only_language(of),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    #[test]
    fn a_required_language_rules_out_the_others() {
        let languages = ["de", "en", "fr"].map(Language::parse);
        let languages = [&languages[..], &[None]].concat();
        for (text, expected) in [
            ("flood", "de en fr -"),
            ("lang:de flood", "de"),
            ("flood lang:de", "de"),
            ("(lang:de OR lang:fr) flood", "de fr"),
            ("lang:de OR flood", "de en fr -"),
            ("(lang:de flood) OR (lang:en storm)", "de en"),
            ("flood -lang:en", "de fr -"),
            ("flood -lang:(en OR de)", "fr -"),
            ("flood -(lang:en storm)", "de en fr -"),
            ("flood lang:*", "de en fr"),
            ("flood -lang:*", "-"),
            ("flood lang:ja", ""),
            ("flood lang:de lang:en", ""),
        ] {
            let parsed = parse(text, &ParseOptions::default()).expect("a query");
            let narrowed = possible_languages(&parsed.query, &languages);
            let codes =
                narrowed.iter().map(|language| language.map_or("-".to_owned(), |language| language.to_string()));
            assert_eq!(codes.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
