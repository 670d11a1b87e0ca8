//! The languages that the articles which answer a query can be in.
//!
//! A word of a query is stemmed for all the languages of the archive, unless the query itself says which are meant: beside `lang:de` only
//! German articles are asked for, and a stem of another language would only let in words that German tells apart. Engine and matcher ask
//! this room for every AND, so that they narrow alike.

use crate::article::Language;
use crate::query::{Field, Node, Query};

/// Returns those of `languages` that an article which answers `query` can be in; `None` among them stands for no known language.
pub fn possible_languages(query: &Query, languages: &[Option<Language>]) -> Vec<Option<Language>> {
    match &query.node {
        Node::Value { field: Field::Lang, value } => {
            let is_meant = |language: &&Option<Language>| language.is_some_and(|language| language.code() == value);
            languages.iter().filter(is_meant).copied().collect()
        }
        Node::Exists(Field::Lang) => languages.iter().filter(|language| language.is_some()).copied().collect(),
        Node::And(parts) => parts.iter().fold(languages.to_vec(), |narrowed, part| possible_languages(part, &narrowed)),
        Node::Or(parts) => {
            let of_parts: Vec<_> = parts.iter().map(|part| possible_languages(part, languages)).collect();
            languages.iter().filter(|language| of_parts.iter().any(|some| some.contains(language))).copied().collect()
        }
        Node::Boost { of, .. } => possible_languages(of, languages),
        // What is left out may be left out for other reasons than its language, unless it is asked for nothing else.
        Node::Not(of) if is_of_language_alone(of) => {
            let excluded = possible_languages(of, languages);
            languages.iter().filter(|language| !excluded.contains(language)).copied().collect()
        }
        _ => languages.to_vec(),
    }
}

fn is_of_language_alone(query: &Query) -> bool {
    match &query.node {
        Node::Value { field: Field::Lang, .. } | Node::Exists(Field::Lang) => true,
        Node::Or(parts) | Node::And(parts) => parts.iter().all(is_of_language_alone),
        Node::Not(of) => is_of_language_alone(of),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    #[test]
    fn a_language_that_has_to_be_leaves_the_others_out() {
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
