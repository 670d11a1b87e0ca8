//! Languages, by ISO 639 code.

use super::iso_codes::iso_code;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A language, identified by its ISO 639-1 code (`de`) or, if it has none, its ISO 639-3 code (`sah`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language([u8; 3]);

/// A guess at the language of a text that is too short for certainty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageGuess {
    /// The language, if the text suggests any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// Languages of newspapers: ISO 639-1 code, ISO 639-3 code, ISO 639-2/B code, English name, native name.
const LANGUAGES: &[(&str, &str, &str, &str, &str)] = &[
    ("af", "afr", "afr", "afrikaans", "afrikaans"),
    ("am", "amh", "amh", "amharic", "አማርኛ"),
    ("ar", "ara", "ara", "arabic", "العربية"),
    ("az", "aze", "aze", "azerbaijani", "azərbaycanca"),
    ("be", "bel", "bel", "belarusian", "беларуская"),
    ("bg", "bul", "bul", "bulgarian", "български"),
    ("bn", "ben", "ben", "bengali", "বাংলা"),
    ("bs", "bos", "bos", "bosnian", "bosanski"),
    ("ca", "cat", "cat", "catalan", "català"),
    ("cs", "ces", "cze", "czech", "čeština"),
    ("cy", "cym", "wel", "welsh", "cymraeg"),
    ("da", "dan", "dan", "danish", "dansk"),
    ("de", "deu", "ger", "german", "deutsch"),
    ("el", "ell", "gre", "greek", "ελληνικά"),
    ("en", "eng", "eng", "english", "english"),
    ("eo", "epo", "epo", "esperanto", "esperanto"),
    ("es", "spa", "spa", "spanish", "español"),
    ("et", "est", "est", "estonian", "eesti"),
    ("eu", "eus", "baq", "basque", "euskara"),
    ("fa", "fas", "per", "persian", "فارسی"),
    ("fi", "fin", "fin", "finnish", "suomi"),
    ("fr", "fra", "fre", "french", "français"),
    ("ga", "gle", "gle", "irish", "gaeilge"),
    ("gl", "glg", "glg", "galician", "galego"),
    ("gu", "guj", "guj", "gujarati", "ગુજરાતી"),
    ("ha", "hau", "hau", "hausa", "hausa"),
    ("he", "heb", "heb", "hebrew", "עברית"),
    ("hi", "hin", "hin", "hindi", "हिन्दी"),
    ("hr", "hrv", "hrv", "croatian", "hrvatski"),
    ("hu", "hun", "hun", "hungarian", "magyar"),
    ("hy", "hye", "arm", "armenian", "հայերեն"),
    ("id", "ind", "ind", "indonesian", "bahasa indonesia"),
    ("ig", "ibo", "ibo", "igbo", "igbo"),
    ("is", "isl", "ice", "icelandic", "íslenska"),
    ("it", "ita", "ita", "italian", "italiano"),
    ("ja", "jpn", "jpn", "japanese", "日本語"),
    ("ka", "kat", "geo", "georgian", "ქართული"),
    ("kk", "kaz", "kaz", "kazakh", "қазақша"),
    ("km", "khm", "khm", "khmer", "ខ្មែរ"),
    ("ko", "kor", "kor", "korean", "한국어"),
    ("ku", "kur", "kur", "kurdish", "kurdî"),
    ("lg", "lug", "lug", "ganda", "luganda"),
    ("ln", "lin", "lin", "lingala", "lingála"),
    ("lo", "lao", "lao", "lao", "ລາວ"),
    ("lt", "lit", "lit", "lithuanian", "lietuvių"),
    ("lv", "lav", "lav", "latvian", "latviešu"),
    ("mk", "mkd", "mac", "macedonian", "македонски"),
    ("mn", "mon", "mon", "mongolian", "монгол"),
    ("ms", "msa", "may", "malay", "bahasa melayu"),
    ("my", "mya", "bur", "burmese", "မြန်မာ"),
    ("ne", "nep", "nep", "nepali", "नेपाली"),
    ("nl", "nld", "dut", "dutch", "nederlands"),
    ("no", "nor", "nor", "norwegian", "norsk"),
    ("om", "orm", "orm", "oromo", "afaan oromoo"),
    ("pl", "pol", "pol", "polish", "polski"),
    ("ps", "pus", "pus", "pashto", "پښتو"),
    ("pt", "por", "por", "portuguese", "português"),
    ("rn", "run", "run", "rundi", "ikirundi"),
    ("ro", "ron", "rum", "romanian", "română"),
    ("ru", "rus", "rus", "russian", "русский"),
    ("sk", "slk", "slo", "slovak", "slovenčina"),
    ("sl", "slv", "slv", "slovenian", "slovenščina"),
    ("sn", "sna", "sna", "shona", "chishona"),
    ("so", "som", "som", "somali", "soomaali"),
    ("sq", "sqi", "alb", "albanian", "shqip"),
    ("sr", "srp", "srp", "serbian", "српски"),
    ("sv", "swe", "swe", "swedish", "svenska"),
    ("sw", "swa", "swa", "swahili", "kiswahili"),
    ("ta", "tam", "tam", "tamil", "தமிழ்"),
    ("te", "tel", "tel", "telugu", "తెలుగు"),
    ("th", "tha", "tha", "thai", "ไทย"),
    ("ti", "tir", "tir", "tigrinya", "ትግርኛ"),
    ("tl", "tgl", "tgl", "tagalog", "tagalog"),
    ("tr", "tur", "tur", "turkish", "türkçe"),
    ("uk", "ukr", "ukr", "ukrainian", "українська"),
    ("ur", "urd", "urd", "urdu", "اردو"),
    ("uz", "uzb", "uzb", "uzbek", "oʻzbekcha"),
    ("vi", "vie", "vie", "vietnamese", "tiếng việt"),
    ("xh", "xho", "xho", "xhosa", "isixhosa"),
    ("yi", "yid", "yid", "yiddish", "ייִדיש"),
    ("yo", "yor", "yor", "yoruba", "yorùbá"),
    ("zh", "zho", "chi", "chinese", "中文"),
    ("zu", "zul", "zul", "zulu", "isizulu"),
];

/// Further codes and names of languages in the list.
const ALIASES: &[(&str, &str)] = &[
    ("nb", "no"),
    ("nob", "no"),
    ("nn", "no"),
    ("nno", "no"),
    ("cmn", "zh"),
    ("mandarin", "zh"),
    ("yue", "zh"),
    ("汉语", "zh"),
    ("漢語", "zh"),
    ("iw", "he"),
    ("in", "id"),
    ("arb", "ar"),
    ("pes", "fa"),
    ("farsi", "fa"),
    ("ekk", "et"),
    ("lvs", "lv"),
    ("zsm", "ms"),
    ("swh", "sw"),
    ("gaz", "om"),
    ("castilian", "es"),
    ("castellano", "es"),
    ("slovene", "sl"),
    ("fil", "tl"),
    ("filipino", "tl"),
    ("azj", "az"),
    ("ydd", "yi"),
    ("nepali", "ne"),
];

impl Language {
    /// Parses a language as stated in files: a code of ISO 639, a tag such as `en-GB`, or an English or
    /// native name. Returns `None` for anything else.
    ///
    /// ```
    /// use dateline::article::Language;
    /// let german = Language::parse("de");
    /// assert_eq!(Language::parse("de-AT"), german);
    /// assert_eq!(Language::parse("ger"), german);
    /// assert_eq!(Language::parse("Deutsch"), german);
    /// assert_eq!(Language::parse("not a language"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let tag = text.split(['-', '_', ';', ',']).next().unwrap_or_default().trim();
        let tag = ALIASES.iter().find(|(alias, _)| *alias == tag).map_or(tag, |(_, code)| code);
        let known = LANGUAGES
            .iter()
            .find(|(two, three, older, english, own)| [*two, *three, *older, *english, *own].contains(&tag));
        if let Some((code, ..)) = known {
            return Self::from_code(code);
        }
        iso_code(tag).and_then(Self::from_code)
    }

    fn from_code(code: &str) -> Option<Self> {
        let mut bytes = [0; 3];
        let letters = code.bytes().all(|byte| byte.is_ascii_lowercase());
        if !letters || !(2..=3).contains(&code.len()) {
            return None;
        }
        bytes[..code.len()].copy_from_slice(code.as_bytes());
        Some(Self(bytes))
    }

    /// Returns the code of two or three letters.
    pub fn code(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        // `from_code` stores only lower-case ASCII letters.
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// Returns the English name, such as `German`, or the code if the name is unknown.
    pub fn english_name(&self) -> String {
        let known = LANGUAGES.iter().find(|(code, ..)| *code == self.code());
        let name = known.map_or(self.code(), |(_, _, _, name, _)| name);
        let mut letters = name.chars();
        match (known, letters.next()) {
            (Some(_), Some(first)) => first.to_uppercase().chain(letters).collect(),
            _ => name.to_owned(),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_code(&text).ok_or(format!("{text:?} is not a language code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        Language::parse(text).map(String::from)
    }

    #[test]
    fn codes_tags_and_names_are_parsed() {
        for (text, expected) in [
            ("en_US", "en"),
            ("eng", "en"),
            ("English", "en"),
            ("fre", "fr"),
            ("Français", "fr"),
            ("cmn", "zh"),
            ("zh-Hans-CN", "zh"),
            ("sah", "sah"),
            ("nb-NO", "no"),
            ("fao", "fo"),
            ("ceb", "ceb"),
        ] {
            assert_eq!(code(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "und", "mul", "e", "news", "e2", "\u{1b}[", "utf", "utf-8", "kr", "cn", "jp", "xx-invalid"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn names_and_codes_are_unique() {
        let mut seen = std::collections::HashMap::new();
        for (two, three, older, english, own) in LANGUAGES {
            for name in [two, three, older, english, own] {
                assert_eq!(seen.insert(*name, *two).unwrap_or(two), *two, "{name}");
            }
        }
    }

    #[test]
    fn english_names_are_capitalized() {
        assert_eq!(Language::parse("de").expect("German").english_name(), "German");
        assert_eq!(Language::parse("sah").expect("Yakut").english_name(), "sah");
    }
}
