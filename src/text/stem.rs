//! Stems: one form for all inflections of a word, in the language of the article.

use super::accents::restore_accents;
use super::fold::fold;
use super::spellings::{after_stemming, before_stemming};
use super::tokenizer::Token;
use crate::article::Language;
use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The capacity of the stem cache of each language. A full cache takes less than 30 MB.
const CACHE_CAPACITY: usize = 200_000;

/// Returns the stem of a folded word in a language, or the word itself if the language has no stemmer.
pub fn stem(term: &str, language: Option<Language>) -> Cow<'_, str> {
    match language.and_then(LanguageStemmer::of) {
        Some(stemmer) => stemmer.stem(term),
        None => Cow::Borrowed(term),
    }
}

/// Returns whether a word and its stem always start with the same letter in a language, because the stemmer only removes endings.
///
/// If so, most words can be ruled out as inflections of a query word without stemming them.
pub fn keeps_first_letter(language: Option<Language>) -> bool {
    const ENDINGS_ONLY: [&str; 13] = ["da", "de", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv"];
    language.is_none_or(|language| ENDINGS_ONLY.contains(&language.code()) || LanguageStemmer::of(language).is_none())
}

/// Returns the stems of a folded query word in all languages of an archive, sorted.
///
/// An article is stemmed in its own language but a query has none, so the word is stemmed in every language of the archive. `None` means
/// articles of unknown language, for which the word itself is among the stems.
pub fn query_stems(term: &str, languages: &[Option<Language>]) -> Vec<String> {
    let stems: BTreeSet<String> = languages.iter().map(|language| stem(term, *language).into_owned()).collect();
    stems.into_iter().collect()
}

/// Calls `visit` with each token and its stem. The stem of a character of a script without spaces is the character.
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

/// A cache of stems: stemming is the slowest step of the analysis, and words repeat.
#[derive(Default)]
pub struct StemCache {
    languages: HashMap<Option<Language>, LanguageStems>,
}

impl StemCache {
    fn of_language(&mut self, language: Option<Language>) -> &mut LanguageStems {
        self.languages.entry(language).or_insert_with(|| LanguageStems {
            stemmer: language.and_then(LanguageStemmer::of),
            stems: FxHashMap::default(),
            unstemmed: String::new(),
        })
    }
}

struct LanguageStems {
    stemmer: Option<LanguageStemmer>,
    stems: FxHashMap<Box<str>, Box<str>>,
    /// Buffer for words of a language without a stemmer.
    unstemmed: String,
}

impl LanguageStems {
    fn stem(&mut self, term: &str) -> &str {
        let Some(stemmer) = self.stemmer else {
            self.unstemmed.clear();
            self.unstemmed.push_str(term);
            return &self.unstemmed;
        };
        if !self.stems.contains_key(term) {
            if self.stems.len() >= CACHE_CAPACITY {
                self.stems.clear();
            }
            self.stems.insert(term.into(), stemmer.stem(term).into());
        }
        self.stems.get(term).map_or("", |stem| stem)
    }
}

/// The Snowball stemmers by language code, sorted.
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

/// Agglutinative languages without a stemmer, with the number of leading letters that serve as the stem.
///
/// Measured by headline search (mean reciprocal rank): Oromo .892 to .905, Yakut .743 to .777. Somali gains almost nothing; prefixing
/// languages such as Xhosa and Shona lose; Icelandic gains, but its place names differ only in later letters.
const PREFIX_STEMS: &[(&str, usize)] = &[("om", 7), ("sah", 6)];

/// Returns the codes of all languages with stems.
pub fn stemmed_languages() -> impl Iterator<Item = &'static str> {
    STEMMERS.iter().map(|(code, _)| *code).chain(PREFIX_STEMS.iter().map(|(code, _)| *code))
}

/// The stemming method of one language.
#[derive(Clone, Copy)]
enum LanguageStemmer {
    /// A Snowball stemmer and the language code for [`restore_accents`].
    Snowball(Stemmer, &'static str),
    /// The number of leading letters to keep.
    Prefix(usize),
}

impl LanguageStemmer {
    fn of(language: Language) -> Option<Self> {
        if let Some((_, letters)) = PREFIX_STEMS.iter().find(|(code, _)| *code == language.code()) {
            return Some(Self::Prefix(*letters));
        }
        let found = STEMMERS.binary_search_by_key(&language.code(), |(code, _)| code).ok()?;
        let (code, algorithm) = *STEMMERS.get(found)?;
        Some(Self::Snowball(Stemmer::new(algorithm), code))
    }

    /// Returns the stem of a folded word; the stem is folded as well.
    fn stem<'t>(&self, term: &'t str) -> Cow<'t, str> {
        let (stemmer, code) = match self {
            Self::Snowball(stemmer, code) => (stemmer, code),
            Self::Prefix(letters) => {
                let end = term.char_indices().nth(*letters).map_or(term.len(), |(end, _)| end);
                return Cow::Borrowed(&term[..end]);
            }
        };
        let stem = match before_stemming(term, code) {
            Cow::Borrowed(term) => stem_accented(term, stemmer, code),
            Cow::Owned(spelled) => Cow::Owned(stem_accented(&spelled, stemmer, code).into_owned()),
        };
        let stem = after_stemming(stem, code);
        if stem.is_ascii() {
            return stem;
        }
        let mut folded = String::with_capacity(stem.len());
        fold(&stem, &mut folded);
        if folded == term { Cow::Borrowed(term) } else { Cow::Owned(folded) }
    }
}

/// Returns the stem of a folded word with the accents that the stemmer expects.
fn stem_accented<'t>(term: &'t str, stemmer: &Stemmer, code: &str) -> Cow<'t, str> {
    match restore_accents(term, code) {
        Cow::Borrowed(term) => stemmer.stem(term),
        Cow::Owned(accented) => Cow::Owned(stemmer.stem(&accented).into_owned()),
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
        assert_ne!(stem("والدته", language("ar")), stem("دته", language("ar")));
    }

    #[test]
    fn inflections_share_a_stem_with_and_without_accents() {
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
            ("ar", "والمدينة", "مدينة"),
            ("ar", "فالمدينة", "المدينة"),
            ("ar", "بالمدينة", "كالمدينة"),
            ("ar", "للمدينة", "وللمدينة"),
            ("ar", "وبالحكومة", "حكومة"),
            ("ar", "والولايات", "الولايات"),
            ("hi", "बाढ़", "बाढ"),
            ("hi", "हिन्दी", "हिंदि"),
            ("hi", "अँग्रेज़ी", "अंगरेजी"),
            ("hi", "किताबें", "किताब"),
            ("da", "Ålborg", "Aalborg"),
            ("no", "blåbær", "blaabaer"),
            ("sv", "blåbär", "blåbær"),
            ("sv", "Malmö", "Malmoe"),
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
    fn stemmers_are_sorted_and_their_languages_known() {
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
            // Otherwise no query word could have the stem.
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
        fn stemmers_keep_the_first_letter_where_declared(word in "[a-zа-я]{1,12}|[a-z]{1,4}(iness|ation|ungen|mente|ando|ости|ssa|heden|s)") {
            for code in ["da", "de", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv"] {
                let language = Language::parse(code);
                prop_assert!(keeps_first_letter(language));
                prop_assert_eq!(stem(&word, language).chars().next(), word.chars().next(), "{} in {}", word, code);
            }
        }
    }

    #[test]
    fn cached_stems_equal_computed_stems() {
        let mut cache = StemCache::default();
        for _ in 0..2 {
            assert_eq!(cache.of_language(language("en")).stem("running"), "run");
        }
    }
}
