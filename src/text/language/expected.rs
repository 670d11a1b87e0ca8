//! The languages to expect in a file, for texts too short to tell their own.

use super::detect::{Detection, detect};
use super::script::Script;
use crate::article::Language;
use std::collections::HashMap;

/// The share of sure articles that must agree on a language, in percent, before the unsure ones follow them.
const MIN_PERCENT: u32 = 75;

/// The maximum number of sources of a file that are counted apart.
const MAX_SOURCES: usize = 1_000;

/// The languages of the articles read so far from one file, by source.
///
/// Only articles of the same file count, in their order in the file. So a language does not depend on the order in which files are read, nor
/// differ between an update and a rebuild, which both read a file from its start.
#[derive(Debug, Default)]
pub struct ExpectedLanguages {
    of_file: LanguageCounts,
    of_sources: HashMap<String, LanguageCounts>,
}

/// How many articles are surely in a language, by script.
#[derive(Debug, Default)]
struct LanguageCounts(Vec<(Script, Language, u32)>);

impl ExpectedLanguages {
    /// Returns the language of the next text of the file. If the text does not tell it, that is the language of the articles from the same
    /// source before it, or of all articles of the file; `None` if these are in several languages, or in another script.
    pub fn detect(&mut self, text: &str, source: Option<&str>) -> Option<Language> {
        let detection = detect(text)?;
        if detection.is_sure {
            self.count(detection, source);
            return detection.language;
        }
        let of_source = source.and_then(|source| self.of_sources.get(source));
        let expected = of_source.and_then(|counts| counts.expected(detection.script));
        expected.or_else(|| self.of_file.expected(detection.script)).or(detection.language)
    }

    fn count(&mut self, detection: Detection, source: Option<&str>) {
        self.of_file.add(detection);
        let Some(source) = source else { return };
        if let Some(counts) = self.of_sources.get_mut(source) {
            counts.add(detection);
        } else if self.of_sources.len() < MAX_SOURCES {
            self.of_sources.entry(source.to_owned()).or_default().add(detection);
        }
    }
}

impl LanguageCounts {
    fn add(&mut self, Detection { script, language, .. }: Detection) {
        let Some(language) = language else { return };
        match self.0.iter_mut().find(|(known, counted, _)| (*known, *counted) == (script, language)) {
            Some((.., count)) => *count = count.saturating_add(1),
            None => self.0.push((script, language, 1)),
        }
    }

    /// Returns the language of nearly all articles in a script.
    fn expected(&self, script: Script) -> Option<Language> {
        let of_script = || self.0.iter().filter(|(known, ..)| *known == script);
        let (_, language, most) = of_script().max_by_key(|(.., count)| *count)?;
        let all = of_script().fold(0_u32, |sum, (.., count)| sum.saturating_add(*count));
        (u64::from(*most) * 100 >= u64::from(all) * u64::from(MIN_PERCENT)).then_some(*language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str =
        "The council approved the flood barrier after a long debate, and it was the worst of the year.";
    const GERMAN: &str = "Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen und das ist gut so.";

    #[test]
    fn an_unsure_text_follows_the_sure_ones_of_its_source_before_it() {
        let mut expected = ExpectedLanguages::default();
        let mut detect = |text: &str, source: &str| {
            let language = expected.detect(text, Some(source).filter(|source| !source.is_empty()));
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
        assert_eq!(detect("12", "a"), "");
    }
}
