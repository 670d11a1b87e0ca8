//! Stop words: the function words of each language, one list per language.
//!
//! A stop word of a query says little about the wanted articles: `who won the cup` searches for `won` and `cup`. Whether a word is one depends on the language:
//! German *die* is an article, English *die* a verb. The lists contain only closed classes of words: articles, pronouns, prepositions, conjunctions,
//! auxiliary verbs and adverbs of degree.

use super::tokens::Tokens;
use crate::article::Language;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// The lists; Serbian and Bosnian share the Croatian one, Nynorsk and Bokmål the Norwegian, Malay the Indonesian.
static LISTS: [StopWords; 26] = [
    list(&["ar"], include_str!("ar.txt")),
    list(&["ca"], include_str!("ca.txt")),
    list(&["cs", "sk"], include_str!("cs.txt")),
    list(&["da"], include_str!("da.txt")),
    list(&["de"], include_str!("de.txt")),
    list(&["el"], include_str!("el.txt")),
    list(&["en"], include_str!("en.txt")),
    list(&["es"], include_str!("es.txt")),
    list(&["fa"], include_str!("fa.txt")),
    list(&["fi"], include_str!("fi.txt")),
    list(&["fr"], include_str!("fr.txt")),
    list(&["he"], include_str!("he.txt")),
    list(&["hi"], include_str!("hi.txt")),
    list(&["hr", "sr", "bs"], include_str!("hr.txt")),
    list(&["hu"], include_str!("hu.txt")),
    list(&["id", "ms"], include_str!("id.txt")),
    list(&["it"], include_str!("it.txt")),
    list(&["nl"], include_str!("nl.txt")),
    list(&["no", "nb", "nn"], include_str!("no.txt")),
    list(&["pl"], include_str!("pl.txt")),
    list(&["pt"], include_str!("pt.txt")),
    list(&["ro"], include_str!("ro.txt")),
    list(&["ru"], include_str!("ru.txt")),
    list(&["sv"], include_str!("sv.txt")),
    list(&["tr"], include_str!("tr.txt")),
    list(&["uk"], include_str!("uk.txt")),
];

/// The stop words of some languages.
struct StopWords {
    /// The codes of the languages.
    languages: &'static [&'static str],
    printed: &'static str,
    /// The folded words, computed when the language is first used.
    folded: OnceLock<FxHashSet<String>>,
}

const fn list(languages: &'static [&'static str], printed: &'static str) -> StopWords {
    StopWords { languages, printed, folded: OnceLock::new() }
}

impl StopWords {
    fn contains(&self, term: &str) -> bool {
        let folded = || Tokens::of(self.printed).terms().map(str::to_owned).collect();
        self.folded.get_or_init(folded).contains(term)
    }
}

/// Returns whether a folded word is a stop word in a language; false for a language without a list.
pub fn is_stop_word(term: &str, language: Language) -> bool {
    let of_language = LISTS.iter().find(|list| list.languages.contains(&language.code()));
    of_language.is_some_and(|list| list.contains(term))
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
