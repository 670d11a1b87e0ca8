//! Determines the language of the articles of one file: as declared, as set by an option, or as detected from their text.

use crate::article::{Article, Language, LanguageGuess};
use crate::text::{ExpectedLanguages, TextLanguage, UnsureLanguage, detect_other_than_english, language_sample};

/// The languages of the articles of one file.
#[derive(Debug, Default)]
pub(super) struct FileLanguages {
    languages: ExpectedLanguages,
}

impl FileLanguages {
    /// Detects the language of the next article of the file, unless it has one. If its text is not enough, returns what to resolve once more articles of the
    /// file have been read.
    pub(super) fn detect(&mut self, article: &mut Article) -> Option<UnsureLanguage> {
        if article.language.is_some() {
            return None;
        }
        match self.languages.detect(&language_sample(article), article.source.as_deref())? {
            TextLanguage::Sure(language) => {
                article.language = Some(language);
                None
            }
            TextLanguage::Unsure(unsure) => Some(unsure),
        }
    }

    /// Returns whether an article of unsure language should wait for more articles of the file.
    pub(super) fn must_wait(&self, unsure: UnsureLanguage, article: &Article) -> bool {
        !self.languages.are_enough(unsure, article.source.as_deref())
    }

    /// Gives an article of unsure language that of the other articles. If the file has no sure ones, the language stays unsure, and the archive determines it.
    pub(super) fn resolve(&self, unsure: UnsureLanguage, article: &mut Article) {
        article.language = self.languages.resolve(unsure, article.source.as_deref());
        if !self.languages.has_sure_texts(unsure) {
            article.language_guess = Some(LanguageGuess { language: article.language });
        }
    }
}

/// Returns whether the declared language of an article is trusted. English is the default of many templates and programs, so it is not trusted for text that
/// is clearly in another language; other languages are declared on purpose.
pub(super) fn is_right(declared: Language, article: &Article) -> bool {
    declared.code() != "en" || detect_other_than_english(&language_sample(article)).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str =
        "Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen, und das ist gut für die Stadt.";
    const ENGLISH: &str =
        "The council approved the flood barrier after a long debate, and it was the worst of the year.";

    fn article(headline: &str) -> Article {
        Article { headline: headline.to_owned(), ..Article::default() }
    }

    #[test]
    fn declared_english_counts_unless_the_text_is_clearly_in_another_language() {
        for (headline, declared, expected) in [
            (GERMAN, "en", false),
            (GERMAN, "nl", true),
            ("Городской совет после долгих споров одобрил строительство дамбы.", "en", false),
            (ENGLISH, "en", true),
            ("Stadtrat tagt", "en", true),
        ] {
            let declared = Language::parse(declared).expect("a language");
            assert_eq!(is_right(declared, &article(headline)), expected, "{headline} {declared}");
        }
    }

    #[test]
    fn an_unsure_article_takes_the_language_of_those_after_it() {
        let mut languages = FileLanguages::default();
        let mut short = article("Qoxt zzurb plimf");
        let unsure = languages.detect(&mut short).expect("an unsure language");
        assert!(short.language.is_none() && languages.must_wait(unsure, &short));
        assert_eq!(languages.detect(&mut article(GERMAN)), None);
        languages.resolve(unsure, &mut short);
        assert_eq!(short.language, Language::parse("de"));
        assert_eq!(short.language_guess, None);
    }

    #[test]
    fn a_language_stays_unsure_without_sure_articles_in_the_same_script() {
        let mut languages = FileLanguages::default();
        for sure in [None, Some("Το δημοτικό συμβούλιο ενέκρινε το φράγμα.")] {
            if let Some(sure) = sure {
                assert_eq!(languages.detect(&mut article(sure)), None);
            }
            let mut short = article("Qoxt zzurb plimf");
            let unsure = languages.detect(&mut short).expect("an unsure language");
            languages.resolve(unsure, &mut short);
            assert_eq!((short.language, short.language_guess), (None, Some(LanguageGuess::default())));
        }
    }
}
