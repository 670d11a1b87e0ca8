//! Detects the language of text in Latin letters, by function words, English words and two classifiers.

use super::function_words::{FunctionWordCounts, SHORT_TEXT_WORDS};
use crate::article::Language;
use whichlang::Lang as WhichLang;

/// The minimum number of distinct function words that decide the language of a short text by themselves.
pub(super) const MANY_FUNCTION_WORDS: usize = 3;

/// The minimum number of words in an English text that indicates the language of others.
const MIN_SURE_WORDS: usize = 4;

/// Returns the language of text in Latin letters, and whether it is sure.
pub(super) fn latin(text: &str) -> (Option<&'static str>, bool) {
    let words = FunctionWordCounts::in_text(text);
    if words.total() <= SHORT_TEXT_WORDS {
        let language = short(text, &words);
        let is_sure = match language {
            Some("en") => words.total() >= MIN_SURE_WORDS && words.english_percent() >= CERTAINLY_ENGLISH,
            Some(code) => words.count(code) >= MANY_FUNCTION_WORDS,
            None => false,
        };
        return (language, is_sure);
    }
    (long(text, &words), true)
}

/// Returns the language of a text of several sentences.
fn long(text: &str, words: &FunctionWordCounts) -> Option<&'static str> {
    if let Some(only) = words.only_confirmed() {
        return Some(only);
    }
    let quick = iso_code(whichlang::detect_language(text));
    if words.confirms(quick) {
        return Some(quick);
    }
    let best = words.best();
    let detected = whatlang::detect(text)?;
    let slow = Language::parse(detected.lang().code())?;
    let tied = best.iter().find(|code| **code == quick).or_else(|| best.iter().find(|code| **code == slow.code()));
    match tied {
        Some(code) if words.confirms(code) => Some(code),
        // A language without a list of function words.
        _ if !FunctionWordCounts::has_list(slow.code()) && detected.is_reliable() && best.is_empty() => {
            Some(detected.lang().code())
        }
        _ => None,
    }
}

/// The minimum percentage of English words in a text that is probably English.
const LIKELY_ENGLISH: usize = 70;
/// The minimum percentage of English words in a text that is English despite any evidence against it.
const CERTAINLY_ENGLISH: usize = 80;
/// The minimum percentage of English words in a text without function words of any language.
const MOSTLY_ENGLISH: usize = 60;
/// The minimum percentage of English words in a text with other evidence for English.
const AGREED_ENGLISH: usize = 50;

/// Returns the language of a short text such as a headline.
///
/// Its one or two function words may be accidental (`EU` is also Welsh, `no` in `No. 3` also Spanish), so they do not outweigh a text that consists of English
/// words.
fn short(text: &str, words: &FunctionWordCounts) -> Option<&'static str> {
    let quick = iso_code(whichlang::detect_language(text));
    let (english, highest) = (words.english_percent(), words.highest());
    let outweighs_english = |code: &str| match code {
        "en" => true,
        // Most words of Nigerian Pidgin are English words.
        "pcm" => words.count("pcm") >= words.count("en") + 2,
        _ => {
            code == quick
                || english < LIKELY_ENGLISH
                || highest >= MANY_FUNCTION_WORDS
                || (highest == 2 && words.count("en") == 0)
        }
    };
    if let Some(only) = words.only_confirmed().filter(|only| outweighs_english(only)) {
        return Some(only);
    }
    if words.confirms(quick) && (quick == "en" || english < LIKELY_ENGLISH || highest >= MANY_FUNCTION_WORDS) {
        return Some(quick);
    }
    let best = words.best();
    let agrees = quick == "en" || best.contains(&"en") || (best.is_empty() && english >= MOSTLY_ENGLISH);
    if english >= CERTAINLY_ENGLISH || (agrees && english >= AGREED_ENGLISH && text.is_ascii()) {
        return Some("en");
    }
    let slow = whatlang::detect(text).and_then(|detected| Language::parse(detected.lang().code()))?;
    if best.is_empty() {
        // Without function words both detectors must agree.
        return (slow.code() == quick).then_some(quick);
    }
    let is_accidental = highest == 1 && english >= AGREED_ENGLISH;
    best.into_iter().find(|code| !is_accidental && (*code == quick || *code == slow.code()))
}

fn iso_code(language: WhichLang) -> &'static str {
    match language {
        WhichLang::Ara => "ar",
        WhichLang::Cmn => "zh",
        WhichLang::Deu => "de",
        WhichLang::Eng => "en",
        WhichLang::Fra => "fr",
        WhichLang::Hin => "hi",
        WhichLang::Ita => "it",
        WhichLang::Jpn => "ja",
        WhichLang::Kor => "ko",
        WhichLang::Nld => "nl",
        WhichLang::Por => "pt",
        WhichLang::Rus => "ru",
        WhichLang::Spa => "es",
        WhichLang::Swe => "sv",
        WhichLang::Tur => "tr",
        WhichLang::Vie => "vi",
    }
}
