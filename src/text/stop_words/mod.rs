//! Stop words: the function words of each language, one list a language.
//!
//! A stop word of a query says little about the articles that are wanted: `who won the cup` asks for `won` and `cup`. Whether a word is one depends on the
//! language: German *die* is an article, English *die* a verb. A list has closed classes of words alone: articles, pronouns, prepositions,
//! conjunctions, auxiliary verbs and adverbs of degree.

use super::tokens::Tokens;
use crate::article::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The lists by language code; Serbian and Bosnian share the Croatian one, Nynorsk and Bokmål the Norwegian, Malay the Indonesian.
const LISTS: &[(&[&str], &str)] = &[
    (&["ar"], include_str!("ar.txt")),
    (&["ca"], include_str!("ca.txt")),
    (&["cs", "sk"], include_str!("cs.txt")),
    (&["da"], include_str!("da.txt")),
    (&["de"], include_str!("de.txt")),
    (&["el"], include_str!("el.txt")),
    (&["en"], include_str!("en.txt")),
    (&["es"], include_str!("es.txt")),
    (&["fa"], include_str!("fa.txt")),
    (&["fi"], include_str!("fi.txt")),
    (&["fr"], include_str!("fr.txt")),
    (&["he"], include_str!("he.txt")),
    (&["hi"], include_str!("hi.txt")),
    (&["hr", "sr", "bs"], include_str!("hr.txt")),
    (&["hu"], include_str!("hu.txt")),
    (&["id", "ms"], include_str!("id.txt")),
    (&["it"], include_str!("it.txt")),
    (&["nl"], include_str!("nl.txt")),
    (&["no", "nb", "nn"], include_str!("no.txt")),
    (&["pl"], include_str!("pl.txt")),
    (&["pt"], include_str!("pt.txt")),
    (&["ro"], include_str!("ro.txt")),
    (&["ru"], include_str!("ru.txt")),
    (&["sv"], include_str!("sv.txt")),
    (&["tr"], include_str!("tr.txt")),
    (&["uk"], include_str!("uk.txt")),
];

/// The folded words of each list, by language code.
static WORDS: LazyLock<FxHashMap<&str, FxHashSet<String>>> = LazyLock::new(|| {
    let words = |text: &str| -> FxHashSet<String> { Tokens::of(text).terms().map(str::to_owned).collect() };
    let of_list = |(codes, text): &(&'static [&'static str], &str)| {
        let words = words(text);
        codes.iter().map(|code| (*code, words.clone())).collect::<Vec<_>>()
    };
    LISTS.iter().flat_map(of_list).collect()
});

/// Returns whether a folded word is a stop word in a language; false for a language without a list.
pub fn is_stop_word(term: &str, language: Language) -> bool {
    WORDS.get(language.code()).is_some_and(|words| words.contains(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_depend_on_the_language() {
        for (term, language, expected) in [
            ("the", "en", true),
            ("who", "en", true),
            ("dont", "en", true),
            ("die", "de", true),
            ("die", "en", false),
            ("uber", "de", true),
            ("won", "en", false),
            ("eta", "fr", false),
            ("etait", "fr", true),
            ("και", "el", true),
            ("the", "sw", false),
        ] {
            assert_eq!(is_stop_word(term, Language::parse(language).unwrap()), expected, "{term} in {language}");
        }
    }
}
