//! Stems: one form for the inflections of a word, by the language of the article.

use super::accents::spelled;
use super::fold::fold;
use super::token::Token;
use crate::article::Language;
use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// How many stems one thread keeps: more than the words of any one beat, less than 30 MB.
const CACHED: usize = 200_000;

/// Returns the stem of a folded word in a language; the word itself where no stemmer knows the language.
pub fn stem(term: &str, language: Option<Language>) -> Cow<'_, str> {
    match language.and_then(LanguageStemmer::of) {
        Some(stemmer) => stemmer.stem(term),
        None => Cow::Borrowed(term),
    }
}

/// Returns whether a word and its stem always begin with the same letter in a language: its stemmer takes endings off and nothing else.
///
/// Most words need no stemming then to know that their stem is not the one looked for.
pub fn keeps_first_letter(language: Option<Language>) -> bool {
    const ENDINGS_ONLY: [&str; 13] = ["da", "de", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv"];
    language.is_none_or(|language| ENDINGS_ONLY.contains(&language.code()) || LanguageStemmer::of(language).is_none())
}

/// Returns every stem that a folded query word may have in an archive that holds these languages, in order.
///
/// An article is stemmed in its own language and a query has none, so the word is stemmed in all of them. Where the
/// archive has articles of no known language, `None` is among the languages and the word itself among the stems.
pub fn query_stems(term: &str, languages: &[Option<Language>]) -> Vec<String> {
    let stems: BTreeSet<String> = languages.iter().map(|language| stem(term, *language).into_owned()).collect();
    stems.into_iter().collect()
}

/// Calls `visit` with each token and its stem; a character of a script without spaces is its own stem.
pub fn token_stems<'t, 'a>(
    tokens: &'t [Token<'a>],
    language: Option<Language>,
    cache: &mut StemCache,
    mut visit: impl FnMut(&'t Token<'a>, &str),
) {
    let stems = cache.of_language(language);
    for token in tokens {
        let stem = if token.unspaced { token.term } else { stems.stem(token.term) };
        visit(token, stem);
    }
}

/// Stems that were already made: stemming costs more than all the rest of the analysis, and words repeat.
#[derive(Default)]
pub struct StemCache {
    languages: HashMap<Option<Language>, LanguageStems>,
}

impl StemCache {
    fn of_language(&mut self, language: Option<Language>) -> &mut LanguageStems {
        self.languages.entry(language).or_insert_with(|| LanguageStems {
            stemmer: language.and_then(LanguageStemmer::of),
            stems: FxHashMap::default(),
            own: String::new(),
        })
    }
}

struct LanguageStems {
    stemmer: Option<LanguageStemmer>,
    stems: FxHashMap<Box<str>, Box<str>>,
    own: String,
}

impl LanguageStems {
    fn stem(&mut self, term: &str) -> &str {
        let Some(stemmer) = self.stemmer else {
            self.own.clear();
            self.own.push_str(term);
            return &self.own;
        };
        if !self.stems.contains_key(term) {
            if self.stems.len() >= CACHED {
                self.stems.clear();
            }
            self.stems.insert(term.into(), stemmer.stem(term).into());
        }
        self.stems.get(term).map_or("", |stem| stem)
    }
}

/// The Snowball stemmers, by the language they are used for.
const STEMMERS: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("bs", Algorithm::Serbian),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("eo", Algorithm::Esperanto),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("eu", Algorithm::Basque),
    ("fa", Algorithm::Persian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("ga", Algorithm::Irish),
    ("hi", Algorithm::Hindi),
    ("hr", Algorithm::Serbian),
    ("hu", Algorithm::Hungarian),
    ("hy", Algorithm::Armenian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("ne", Algorithm::Nepali),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sr", Algorithm::Serbian),
    ("st", Algorithm::Sesotho),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
    ("uk", Algorithm::Ukrainian),
    ("yi", Algorithm::Yiddish),
];

/// Languages without a stemmer whose words take one ending after another, and how many of the first letters stand for the word.
///
/// Measured by headlines (mean reciprocal rank): Oromo .892 to .905, Yakut .743 to .777. Somali gains next to nothing, languages that put
/// their inflections before the word, such as Xhosa and Shona, lose by it; Icelandic gains, but tells places apart by later letters.
const BEGINNINGS: &[(&str, usize)] = &[("om", 7), ("sah", 6)];

/// Returns the codes of the languages whose words are stemmed.
#[cfg(test)]
pub(super) fn stemmed_languages() -> impl Iterator<Item = &'static str> {
    STEMMERS.iter().map(|(code, _)| *code).chain(BEGINNINGS.iter().map(|(code, _)| *code))
}

/// How words of one language are stemmed.
#[derive(Clone, Copy)]
enum LanguageStemmer {
    /// By rules, which expect words spelled as in this language.
    Rules(Stemmer, &'static str),
    /// By so many of their first letters.
    Beginning(usize),
}

impl LanguageStemmer {
    fn of(language: Language) -> Option<Self> {
        if let Some((_, letters)) = BEGINNINGS.iter().find(|(code, _)| *code == language.code()) {
            return Some(Self::Beginning(*letters));
        }
        let found = STEMMERS.binary_search_by_key(&language.code(), |(code, _)| code).ok()?;
        let (code, algorithm) = *STEMMERS.get(found)?;
        Some(Self::Rules(Stemmer::new(algorithm), code))
    }

    /// Returns the stem of a folded word, which is folded too: of `cafe` and `café` both there is only one.
    fn stem<'t>(&self, term: &'t str) -> Cow<'t, str> {
        let (stemmer, code) = match self {
            Self::Rules(stemmer, code) => (stemmer, code),
            Self::Beginning(letters) => {
                let end = term.char_indices().nth(*letters).map_or(term.len(), |(end, _)| end);
                return Cow::Borrowed(&term[..end]);
            }
        };
        let stem = match spelled(term, code) {
            Cow::Borrowed(term) => stemmer.stem(term),
            Cow::Owned(spelled) => Cow::Owned(stemmer.stem(&spelled).into_owned()),
        };
        if stem.is_ascii() {
            return stem;
        }
        let mut folded = String::with_capacity(stem.len());
        fold(&stem, &mut folded);
        if folded == term { Cow::Borrowed(term) } else { Cow::Owned(folded) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokens;
    use proptest::prelude::*;

    fn language(code: &str) -> Option<Language> {
        Language::parse(code)
    }

    #[test]
    fn inflections_share_a_stem_in_their_language() {
        assert_eq!(stem("warned", language("en")), stem("warning", language("en")));
        assert_eq!(stem("deiche", language("de")), stem("deich", language("de")));
        assert_eq!(stem("attacks", None), "attacks");
    }

    #[test]
    fn inflections_with_accents_share_a_stem_with_and_without_them() {
        for (code, one, other) in [
            ("de", "Überschwemmung", "Ueberschwemmungen"),
            ("de", "Straße", "Strassen"),
            ("fr", "arrivé", "arrivées"),
            ("fr", "régional", "regionales"),
            ("es", "inundación", "inundaciones"),
            ("pt", "nação", "nacao"),
            ("it", "città", "citta"),
            ("tr", "çocuklarımız", "cocuklar"),
            ("tr", "günlerinde", "gunler"),
            ("tr", "İstanbul'da", "ISTANBUL"),
            ("pl", "powodzią", "powodzia"),
            ("cs", "povodní", "povodni"),
            ("hu", "városból", "varos"),
            ("hr", "poplave", "poplava"),
            ("sr", "поплаве", "poplava"),
            ("ru", "ёлки", "елка"),
            ("uk", "повені", "повенями"),
            ("el", "πλημμύρες", "πλημμυρα"),
            ("ar", "المدرسة", "مدرسه"),
            ("ar", "كتابه", "الكتاب"),
            ("ar", "إيران", "ايران"),
            ("fa", "کتاب‌ها", "كتاب"),
            ("hi", "बाढ़", "बाढ"),
            ("om", "magaalaan", "magaalaatti"),
        ] {
            let stem_of = |word: &str| {
                let tokens = Tokens::of(word);
                let terms: Vec<String> = tokens.terms().map(|term| stem(term, language(code)).into_owned()).collect();
                terms.join(" ")
            };
            assert_eq!(stem_of(one), stem_of(other), "{code}: {one}, {other}");
        }
    }

    #[test]
    fn languages_with_stemmers_are_in_order_and_known() {
        assert!(STEMMERS.is_sorted_by_key(|(code, _)| code));
        for code in stemmed_languages() {
            assert_eq!(language(code).expect("a language").code(), code);
        }
    }

    #[test]
    fn a_query_word_is_stemmed_for_every_language_of_the_archive() {
        let languages = [language("en"), language("de"), None];
        let stems = query_stems("parties", &languages);
        assert!(stems.contains(&"parti".to_owned()), "{stems:?}");
        assert!(stems.contains(&"parties".to_owned()), "{stems:?}");
    }

    proptest! {
        #[test]
        fn a_stem_is_folded(word in "[a-zäöüßéèñçøåıİğşčžłőàãõя-ё ا-يپگکی]{1,12}") {
            // Else a word could have a stem that no query word has.
            for term in Tokens::of(&word).terms() {
                for code in stemmed_languages() {
                    let stem = stem(term, language(code));
                    let mut folded = String::new();
                    fold(&stem, &mut folded);
                    prop_assert_eq!(&*stem, folded, "{} in {}", term, code);
                }
            }
        }

        #[test]
        fn stemmers_that_keep_the_first_letter_do(word in "[a-zа-я]{1,12}|[a-z]{1,4}(iness|ation|ungen|mente|ando|ости|ssa|heden|s)") {
            for code in ["da", "de", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv"] {
                let language = Language::parse(code);
                prop_assert!(keeps_first_letter(language));
                prop_assert_eq!(stem(&word, language).chars().next(), word.chars().next(), "{} in {}", word, code);
            }
        }
    }

    #[test]
    fn cached_stems_are_the_same() {
        let mut cache = StemCache::default();
        for _ in 0..2 {
            assert_eq!(cache.of_language(language("en")).stem("running"), "run");
        }
    }
}
