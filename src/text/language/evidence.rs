//! The evidence for the language of an article, in a form short enough for a column of the index.

use super::detect::{SAMPLE_BYTES, detect, script_of};
use super::expected::UnsureLanguage;
use super::sample::{beginning, language_sample};
use super::script::Script;
use crate::article::{Article, Language};

/// The character after the script of an unsure language; the guess follows.
const UNSURE: char = '?';

/// The evidence for the language of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageEvidence {
    /// The article counts for the language of others in this script.
    Sure(Script),
    /// The article follows the others of its source and folder.
    Unsure(UnsureLanguage),
}

impl LanguageEvidence {
    /// Returns the evidence for the language of an article; `None` if it is unknown and stays so.
    pub fn of(article: &Article) -> Option<Self> {
        if article.language_unsure {
            let detection = detect(&language_sample(article))?;
            return Some(Self::Unsure(UnsureLanguage { script: detection.script, guess: detection.language }));
        }
        article.language?;
        script_of(&beginning(article, SAMPLE_BYTES)).map(Self::Sure)
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

    fn evidence(headline: &str, language: Option<&str>, language_unsure: bool) -> String {
        let language = language.and_then(Language::parse);
        let article = Article { headline: headline.to_owned(), language, language_unsure, ..Article::default() };
        let evidence = LanguageEvidence::of(&article);
        let code = evidence.map(LanguageEvidence::code).unwrap_or_default();
        assert_eq!(LanguageEvidence::from_code(&code), evidence, "{headline}");
        code
    }

    #[test]
    fn the_evidence_is_the_script_and_for_unsure_texts_the_guess() {
        for (headline, language, unsure, expected) in [
            ("Flut", Some("de"), false, "latin"),
            ("Наводнение", Some("ru"), false, "cyrillic"),
            ("Πλημμύρα", Some("el"), false, "el"),
            ("市議会は長い議論の末", Some("ja"), false, "zh"),
            ("Qoxt zzurb plimf", None, false, ""),
            ("12", Some("de"), false, ""),
            ("Qoxt zzurb plimf", None, true, "latin?"),
            ("洪水警報", Some("ja"), true, "zh?zh"),
            // The guess is that of the text, whatever language it has by now.
            ("Flood warning issued", Some("de"), true, "latin?en"),
        ] {
            assert_eq!(evidence(headline, language, unsure), expected, "{headline}");
        }
    }

    #[test]
    fn damaged_codes_are_no_evidence() {
        for code in ["", "x", "?en", "x?en", "Latin"] {
            assert_eq!(LanguageEvidence::from_code(code), None, "{code}");
        }
    }
}
