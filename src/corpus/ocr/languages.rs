//! The languages for OCR.

use crate::article::Language;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The language if the folder has none.
const FALLBACK: &str = "eng";

/// Names of languages in Tesseract, by their codes.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "ara"),
    ("bg", "bul"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("el", "ell"),
    ("en", "eng"),
    ("es", "spa"),
    ("et", "est"),
    ("fa", "fas"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("he", "heb"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("id", "ind"),
    ("is", "isl"),
    ("it", "ita"),
    ("ja", "jpn"),
    ("ko", "kor"),
    ("la", "lat"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("nb", "nor"),
    ("nl", "nld"),
    ("no", "nor"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("vi", "vie"),
    ("zh", "chi_sim"),
];

/// Whether and in which languages pages without text are recognised.
///
/// ```
/// use dateline::corpus::OcrLanguages;
/// assert_eq!("eng+deu".parse::<OcrLanguages>()?.to_string(), "eng+deu");
/// assert!("news/2015".parse::<OcrLanguages>().is_err());
/// # Ok::<(), dateline::corpus::OcrLanguagesError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum OcrLanguages {
    /// OCR is disabled.
    #[default]
    Off,
    /// In the language of the folder.
    OfFolder,
    /// In languages by their Tesseract names, joined by `+`.
    Named(String),
}

impl OcrLanguages {
    /// Returns whether OCR is disabled.
    pub fn is_off(&self) -> bool {
        *self == Self::Off
    }

    /// Returns the Tesseract names; `None` if OCR is disabled.
    pub(super) fn names(&self, folder: Option<Language>) -> Option<String> {
        match self {
            Self::Off => None,
            Self::Named(names) => Some(names.clone()),
            Self::OfFolder => {
                let code = folder.map(String::from).unwrap_or_default();
                let known = LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
                Some(known.unwrap_or(if code.len() == 3 { &code } else { FALLBACK }).to_owned())
            }
        }
    }
}

/// The text is not a list of Tesseract languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid languages {0:?}: expected names of Tesseract such as eng or eng+deu, folder or off")]
pub struct OcrLanguagesError(String);

impl FromStr for OcrLanguages {
    type Err = OcrLanguagesError;

    fn from_str(text: &str) -> Result<Self, OcrLanguagesError> {
        // `deu_latf`, `chi_sim`, `script/Fraktur`.
        let is_name = |name: &str| {
            let (letters, variant) = name.split_once('_').unwrap_or((name, "x"));
            let is_language = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_lowercase());
            let is_word =
                |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            (is_language && is_word(variant)) || name.strip_prefix("script/").is_some_and(is_word)
        };
        match text.trim() {
            "off" => Ok(Self::Off),
            "folder" => Ok(Self::OfFolder),
            names if names.split('+').all(is_name) => Ok(Self::Named(names.to_owned())),
            _ => Err(OcrLanguagesError(text.to_owned())),
        }
    }
}

impl fmt::Display for OcrLanguages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::OfFolder => "folder",
            Self::Named(names) => names,
        })
    }
}

impl From<OcrLanguages> for String {
    fn from(languages: OcrLanguages) -> Self {
        languages.to_string()
    }
}

impl TryFrom<String> for OcrLanguages {
    type Error = OcrLanguagesError;

    fn try_from(text: String) -> Result<Self, OcrLanguagesError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_names_of_tesseract() {
        for (text, is_valid) in [
            ("eng", true),
            ("eng+deu_latf", true),
            ("script/Fraktur", true),
            ("chi_sim+eng", true),
            ("folder", true),
            ("off", true),
            ("news", false),
            ("eng+", false),
            ("../eng", false),
            ("script/../x", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<OcrLanguages>().is_ok(), is_valid, "{text}");
        }
    }

    #[test]
    fn the_folder_has_a_language() {
        let names = |code: &str| OcrLanguages::OfFolder.names(Language::parse(code));
        assert_eq!(names("de").as_deref(), Some("deu"));
        assert_eq!(names("").as_deref(), Some("eng"));
        assert_eq!(OcrLanguages::Off.names(None), None);
    }
}
