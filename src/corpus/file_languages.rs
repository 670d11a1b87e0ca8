//! Decides the language of the articles of one file: as declared, as an option says, or as their text shows.

use crate::article::{Article, Language};
use crate::text::{ExpectedLanguages, TextLanguage, UnsureLanguage, detect_other_than_english};

/// The number of bytes used for language detection.
const SAMPLE_BYTES: usize = 4000;

/// The languages of the articles of one file.
#[derive(Debug, Default)]
pub(super) struct FileLanguages {
    languages: ExpectedLanguages,
}

impl FileLanguages {
    /// Detects the language of the next article of the file, unless it has one. If its text does not show it, the result is what to
    /// resolve once more articles of the file have been read.
    pub(super) fn detect(&mut self, article: &mut Article) -> Option<UnsureLanguage> {
        if article.language.is_some() {
            return None;
        }
        match self.languages.detect(&sample(article), article.source.as_deref())? {
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

    /// Gives an article of unsure language that of the other articles.
    pub(super) fn resolve(&self, unsure: UnsureLanguage, article: &mut Article) {
        article.language = self.languages.resolve(unsure, article.source.as_deref());
    }
}

/// Returns whether the declared language of an article counts. English is the default of many templates and programs, so it does not
/// count for text that is clearly in another language; other languages are declared on purpose.
pub(super) fn is_right(declared: Language, article: &Article) -> bool {
    declared.code() != "en" || detect_other_than_english(&sample(article)).is_none()
}

/// Returns the beginning of the text of an article.
fn sample(article: &Article) -> String {
    let mut sample = String::with_capacity(SAMPLE_BYTES + 8);
    for text in [article.headline.as_str(), article.lead.as_deref().unwrap_or_default(), &article.body] {
        let room = SAMPLE_BYTES.saturating_sub(sample.len());
        sample.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        sample.push('\n');
    }
    sample
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
    }
}
