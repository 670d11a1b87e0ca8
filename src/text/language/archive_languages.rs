//! The expected languages of an archive's articles, by source and folder.

use super::evidence::LanguageEvidence;
use super::expected::{ENOUGH_TEXTS, LanguageCounts, UnsureLanguage};
use super::script::Script;
use crate::article::{Article, Language};
use std::collections::HashMap;
use std::path::Path;

/// The minimum number of sure articles that decide for the unsure ones of the same source.
const MIN_OF_SOURCE: u32 = 1;

/// The minimum number of sure articles that decide for the unsure ones of the same folder. A folder above it, and the archive, need more.
const MIN_OF_FOLDER: u32 = 3;

/// The numbers of sure articles in an archive by language, source and folder, as far as unsure articles need them.
///
/// The language of an unsure article depends only on the set of sure articles, so it is the same in whatever order files are read.
#[derive(Debug, Default)]
pub struct ArchiveLanguages {
    sources: HashMap<String, LanguageCounts>,
    folders: HashMap<String, LanguageCounts>,
    archive: LanguageCounts,
}

impl ArchiveLanguages {
    /// Requests counts of the articles of a source.
    pub fn require_source(&mut self, source: &str) {
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), LanguageCounts::default());
        }
    }

    /// Requests counts of the articles of a folder and of the folders above it.
    pub fn require_folder(&mut self, folder: &str) {
        for folder in and_above(folder) {
            if self.folders.contains_key(folder) {
                break;
            }
            self.folders.insert(folder.to_owned(), LanguageCounts::default());
        }
    }

    /// Counts sure articles of a source.
    pub fn count_of_source(&mut self, source: &str, script: Script, language: Language, articles: u32) {
        if let Some(counts) = self.sources.get_mut(source) {
            counts.add(script, language, articles);
        }
    }

    /// Counts sure articles directly in a folder.
    pub fn count_of_folder(&mut self, folder: &str, script: Script, language: Language, articles: u32) {
        self.archive.add(script, language, articles);
        for folder in and_above(folder) {
            if let Some(counts) = self.folders.get_mut(folder) {
                counts.add(script, language, articles);
            }
        }
    }

    /// Returns the language of an unsure article: that of nearly all sure articles from its source or else its folder, the next folder above or the archive,
    /// whichever is the first of these with enough. If they are in several languages, the guess.
    pub fn resolve(&self, unsure: UnsureLanguage, source: Option<&str>, folder: &str) -> Option<Language> {
        let of_source = source.and_then(|source| self.sources.get(source)).into_iter();
        let of_folders = and_above(folder).enumerate().filter_map(|(above, folder)| {
            let least = if above == 0 { MIN_OF_FOLDER } else { ENOUGH_TEXTS };
            Some((self.folders.get(folder)?, least))
        });
        let nearest = of_source.map(|counts| (counts, MIN_OF_SOURCE)).chain(of_folders);
        let mut nearest = nearest.chain([(&self.archive, ENOUGH_TEXTS)]);
        let enough = nearest.find(|(counts, least)| counts.total(unsure.script) >= *least);
        enough.and_then(|(counts, _)| counts.expected(unsure.script)).or(unsure.guess)
    }

    /// Updates the language of an article, if it is unsure.
    pub fn settle(&self, article: &mut Article) {
        if let Some(LanguageEvidence::Unsure(unsure)) = LanguageEvidence::of(article) {
            let path = article.path();
            let folder = path.folders().next().unwrap_or_default();
            let language = self.resolve(unsure, article.source.as_deref(), folder);
            article.language = language;
        }
    }
}

/// Returns a folder and the folders above it, innermost first.
fn and_above(folder: &str) -> impl Iterator<Item = &str> {
    Path::new(folder).ancestors().filter_map(Path::to_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{FilePath, LanguageGuess};

    fn language(code: &str) -> Language {
        Language::parse(code).expect("a language")
    }

    /// Returns the counts of articles with these sources, folders and languages.
    fn counted(articles: &[(&str, &str, &str, u32)]) -> ArchiveLanguages {
        let mut languages = ArchiveLanguages::default();
        for (source, folder, ..) in articles {
            languages.require_source(source);
            languages.require_folder(folder);
        }
        for folder in ["/news/short/a", "/x"] {
            languages.require_folder(folder);
        }
        for (source, folder, code, number) in articles {
            languages.count_of_source(source, Script::Latin, language(code), *number);
            languages.count_of_folder(folder, Script::Latin, language(code), *number);
        }
        languages
    }

    fn resolved(languages: &ArchiveLanguages, script: Script, source: &str, folder: &str) -> String {
        let source = Some(source).filter(|source| !source.is_empty());
        let unsure = UnsureLanguage { script, guess: Language::parse("yo") };
        languages.resolve(unsure, source, folder).map(|language| language.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_nearest_group_with_enough_sure_articles_decides() {
        let languages = counted(&[
            ("Courier", "/news/en", "en", 30),
            ("Zeitung", "/news/de", "de", 3),
            ("Both", "/news/de", "de", 2),
            ("Both", "/news/en", "en", 2),
            ("", "/news/few", "fr", 2),
            ("", "/news/mixed", "fr", 20),
            ("", "/news/mixed", "it", 20),
        ]);
        for (source, folder, expected) in [
            ("Courier", "/news/de", "en"),
            ("Zeitung", "/x", "de"),
            // Mixed: the guess stays.
            ("Both", "/news/en", "yo"),
            ("", "/news/mixed", "yo"),
            ("", "/news/de", "de"),
            ("Unknown", "/news/de", "de"),
            // Too few: the folder above decides, where 32 of 79 are English.
            ("", "/news/few", "yo"),
            ("", "/news/short/a", "yo"),
            ("", "/x", "yo"),
        ] {
            assert_eq!(resolved(&languages, Script::Latin, source, folder), expected, "{source} {folder}");
        }
        assert_eq!(resolved(&languages, Script::Cyrillic, "Courier", "/news/en"), "yo");
    }

    #[test]
    fn folders_above_and_the_archive_need_more_sure_articles() {
        for (number, above, elsewhere) in [(ENOUGH_TEXTS - 1, "yo", "yo"), (ENOUGH_TEXTS, "en", "en")] {
            let languages = counted(&[("", "/news/en", "en", number)]);
            assert_eq!(resolved(&languages, Script::Latin, "", "/news/short/a"), above);
            assert_eq!(resolved(&languages, Script::Latin, "", "/x"), elsewhere);
            assert_eq!(resolved(&languages, Script::Latin, "", "stdin"), elsewhere);
        }
    }

    #[test]
    fn only_unsure_articles_are_settled() {
        let languages = counted(&[("Zeitung", "/news/de", "de", 1)]);
        let article = |unsure: bool| Article {
            headline: "Qoxt zzurb plimf".into(),
            source: Some("Zeitung".into()),
            file: FilePath::from_path("/x/1.txt".as_ref()),
            language: Language::parse("pl"),
            language_guess: unsure.then(LanguageGuess::default),
            ..Article::default()
        };
        for (unsure, expected) in [(true, "de"), (false, "pl")] {
            let mut article = article(unsure);
            languages.settle(&mut article);
            assert_eq!(article.language, Language::parse(expected));
        }
    }
}
