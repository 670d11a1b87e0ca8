//! The expected languages of a file, for texts too short to reveal their own.

use super::detect::{Detection, detect};
use super::script::Script;
use crate::article::Language;
use std::collections::HashMap;

/// The share of sure texts that must agree on a language, in percent, before the unsure ones follow them.
const MIN_PERCENT: u32 = 75;

/// The number of sure texts beyond which further ones would hardly change the expected language.
pub(super) const ENOUGH_TEXTS: u32 = 20;

/// The maximum number of sources of a file that are counted separately.
const MAX_SOURCES: usize = 1_000;

/// The languages of the texts of one file, by source.
///
/// Only texts of the same file count, in their order in the file. So a language neither depends on the order in which files are read nor differs between an
/// update and a rebuild, which both read a file from its start.
#[derive(Debug, Default)]
pub struct ExpectedLanguages {
    of_file: LanguageCounts,
    of_sources: HashMap<String, LanguageCounts>,
}

/// The language of a text, as far as it is clear from the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLanguage {
    /// The text is long or clear enough.
    Sure(Language),
    /// The text is too short; other texts of its file and source decide.
    Unsure(UnsureLanguage),
}

/// The script of a short text, and its language if no other text of its file is in that script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnsureLanguage {
    pub(super) script: Script,
    pub(super) guess: Option<Language>,
}

/// The number of sure texts, by script and language.
#[derive(Debug, Default)]
pub(super) struct LanguageCounts(Vec<(Script, Language, u32)>);

impl ExpectedLanguages {
    /// Returns the language of the next text of the file, and counts it if the text is sure. Returns `None` for a text without letters.
    pub fn detect(&mut self, text: &str, source: Option<&str>) -> Option<TextLanguage> {
        let Detection { script, language, is_sure } = detect(text)?;
        match language.filter(|_| is_sure) {
            Some(language) => {
                self.count(script, language, source);
                Some(TextLanguage::Sure(language))
            }
            None => Some(TextLanguage::Unsure(UnsureLanguage { script, guess: language })),
        }
    }

    /// Returns whether the texts so far suffice to determine the language of unsure texts from a source.
    pub fn are_enough(&self, unsure: UnsureLanguage, source: Option<&str>) -> bool {
        let counts = match source {
            Some(source) if self.of_sources.len() < MAX_SOURCES => self.of_sources.get(source),
            Some(source) => self.of_sources.get(source).or(Some(&self.of_file)),
            None => Some(&self.of_file),
        };
        counts.is_some_and(|counts| counts.total(unsure.script) >= ENOUGH_TEXTS)
    }

    /// Returns the language of an unsure text: that of the sure texts from the same source, or of all sure texts of the file. If these are in several languages
    /// or in another script, it is the best guess from the text itself.
    pub fn resolve(&self, unsure: UnsureLanguage, source: Option<&str>) -> Option<Language> {
        let of_source = source.and_then(|source| self.of_sources.get(source));
        let expected = of_source.and_then(|counts| counts.expected(unsure.script));
        expected.or_else(|| self.of_file.expected(unsure.script)).or(unsure.guess)
    }

    /// Returns whether the file has sure texts in the script of an unsure one, so that other files are not needed to determine its language.
    pub fn has_sure_texts(&self, unsure: UnsureLanguage) -> bool {
        self.of_file.total(unsure.script) > 0
    }

    fn count(&mut self, script: Script, language: Language, source: Option<&str>) {
        self.of_file.add(script, language, 1);
        let Some(source) = source else { return };
        if let Some(counts) = self.of_sources.get_mut(source) {
            counts.add(script, language, 1);
        } else if self.of_sources.len() < MAX_SOURCES {
            self.of_sources.entry(source.to_owned()).or_default().add(script, language, 1);
        }
    }
}

impl LanguageCounts {
    pub(super) fn add(&mut self, script: Script, language: Language, texts: u32) {
        match self.0.iter_mut().find(|(known, counted, _)| (*known, *counted) == (script, language)) {
            Some((.., count)) => *count = count.saturating_add(texts),
            None => self.0.push((script, language, texts)),
        }
    }

    /// Returns the number of texts in a script.
    pub(super) fn total(&self, script: Script) -> u32 {
        let of_script = self.0.iter().filter(|(known, ..)| *known == script);
        of_script.fold(0, |sum, (.., count)| sum.saturating_add(*count))
    }

    /// Returns the language of nearly all texts in a script.
    pub(super) fn expected(&self, script: Script) -> Option<Language> {
        let of_script = self.0.iter().filter(|(known, ..)| *known == script);
        let (_, language, most) = of_script.max_by_key(|(.., count)| *count)?;
        (u64::from(*most) * 100 >= u64::from(self.total(script)) * u64::from(MIN_PERCENT)).then_some(*language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str =
        "The council approved the flood barrier after a long debate, and it was the worst of the year.";
    const GERMAN: &str = "Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen und das ist gut so.";

    #[test]
    fn an_unsure_text_follows_the_sure_ones_of_its_source() {
        let mut languages = ExpectedLanguages::default();
        let mut detect = |text: &str, source: &str| {
            let source = Some(source).filter(|source| !source.is_empty());
            let language = match languages.detect(text, source) {
                Some(TextLanguage::Sure(language)) => Some(language),
                Some(TextLanguage::Unsure(unsure)) => languages.resolve(unsure, source),
                None => None,
            };
            language.map(|language| language.code().to_owned()).unwrap_or_default()
        };
        assert_eq!(detect("Qoxt zzurb plimf", "a"), "");
        assert_eq!(detect(ENGLISH, "a"), "en");
        assert_eq!(detect("Qoxt zzurb plimf", "a"), "en");
        assert_eq!(detect("Qoxt zzurb plimf", ""), "en");
        assert_eq!(detect(GERMAN, "b"), "de");
        assert_eq!(detect("Qoxt zzurb plimf", "a"), "en");
        assert_eq!(detect("Qoxt zzurb plimf", "b"), "de");
        // The file is in two languages.
        assert_eq!(detect("Qoxt zzurb plimf", "c"), "");
        assert_eq!(detect("洪水警报", "a"), "zh");
        assert_eq!(detect("市議会は長い議論の末、防潮堤を承認した。", "d"), "ja");
        assert_eq!(detect("洪水警報発令", "d"), "ja");
        assert_eq!(detect("12", "a"), "");
    }

    #[test]
    fn enough_texts_are_needed_from_the_source_itself() {
        let mut languages = ExpectedLanguages::default();
        let Some(TextLanguage::Unsure(unsure)) = languages.detect("Qoxt zzurb plimf", Some("a")) else {
            panic!("an unsure text");
        };
        for _ in 0..ENOUGH_TEXTS {
            assert!(!languages.are_enough(unsure, Some("a")) && !languages.are_enough(unsure, None));
            languages.detect(ENGLISH, Some("a"));
        }
        assert!(languages.are_enough(unsure, Some("a")) && languages.are_enough(unsure, None));
        assert!(!languages.are_enough(unsure, Some("b")));
    }
}
