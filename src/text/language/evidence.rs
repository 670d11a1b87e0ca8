//! The evidence for the language of an article, in a form short enough for a column of the index.

use super::detect::{SAMPLE_BYTES, script_of};
use super::expected::UnsureLanguage;
use super::sample::beginning;
use super::script::Script;
use crate::article::{Article, Language};

/// The character after the script of an unsure language; the guess follows.
const UNSURE: char = '?';

/// The evidence for the language of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageEvidence {
    /// The article counts as evidence for the language of others in this script.
    Sure(Script),
    /// The article takes the language of others of its source and folder.
    Unsure(UnsureLanguage),
}

impl LanguageEvidence {
    /// Returns the evidence for the language of an article; `None` if it is unknown for good.
    pub fn of(article: &Article) -> Option<Self> {
        if article.language.is_none() && article.language_guess.is_none() {
            return None;
        }
        let script = script_of(&beginning(article, SAMPLE_BYTES))?;
        Some(match article.language_guess {
            None => Self::Sure(script),
            Some(guess) => Self::Unsure(UnsureLanguage { script, guess: guess.language }),
        })
    }

    /// Returns the evidence as one word, such as `latin`, or `latin?de` for an unsure article.
    pub fn code(self) -> String {
        match self {
            Self::Sure(script) => script.code().to_owned(),
            Self::Unsure(UnsureLanguage { script, guess }) => {
                format!("{}{UNSURE}{}", script.code(), guess.as_ref().map_or("", Language::code))
            }
        }
    }

    /// Returns the evidence with a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(UNSURE) {
            None => Script::from_code(code).map(Self::Sure),
            Some((script, guess)) => {
                let script = Script::from_code(script)?;
                Some(Self::Unsure(UnsureLanguage { script, guess: Language::parse(guess) }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::LanguageGuess;

    fn evidence(headline: &str, language: &str, guess: Option<&str>) -> String {
        let language = Language::parse(language);
        let language_guess = guess.map(|guess| LanguageGuess { language: Language::parse(guess) });
        let article = Article { headline: headline.to_owned(), language, language_guess, ..Article::default() };
        let evidence = LanguageEvidence::of(&article);
        let code = evidence.map(LanguageEvidence::code).unwrap_or_default();
        assert_eq!(LanguageEvidence::from_code(&code), evidence, "{headline}");
        code
    }

    #[test]
    fn the_evidence_is_the_script_and_for_unsure_texts_the_guess() {
        for (headline, language, guess, expected) in [
            ("Flut", "de", None, "latin"),
            ("Наводнение", "ru", None, "cyrillic"),
            ("Πλημμύρα", "el", None, "el"),
            ("市議会は長い議論の末", "ja", None, "zh"),
            ("Qoxt zzurb plimf", "", None, ""),
            ("12", "de", None, ""),
            ("Qoxt zzurb plimf", "", Some(""), "latin?"),
            ("洪水警報", "ja", Some("zh"), "zh?zh"),
            // The guess is based on the text, whatever the current language of the article.
            ("Flood warning issued", "de", Some("en"), "latin?en"),
        ] {
            assert_eq!(evidence(headline, language, guess), expected, "{headline}");
        }
    }

    #[test]
    fn damaged_codes_are_no_evidence() {
        for code in ["", "x", "?en", "x?en", "Latin"] {
            assert_eq!(LanguageEvidence::from_code(code), None, "{code}");
        }
    }
}
