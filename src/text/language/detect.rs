//! Detects the language of a text: its script, then letters, function words and classifiers.

use super::arabic::arabic;
use super::function_words::{FunctionWordCounts, SHORT_TEXT_WORDS};
use super::latin::{MANY_FUNCTION_WORDS, latin};
use super::letters;
use super::script::Script;
use crate::article::Language;
use whatlang::Lang as WhatLang;

/// The length of the sample taken from the start of a text, in bytes: a few sentences are enough.
pub(super) const SAMPLE_BYTES: usize = 1_000;

/// The length of the sample in scripts with few distinctive letters, each of two bytes.
const LONG_SAMPLE_BYTES: usize = 4_000;

/// The maximum number of characters in a text of only Han characters that may be Japanese.
const SHORT_HAN_TEXT: usize = 30;

/// The minimum number of letters in a text.
const MIN_LETTERS: usize = 3;

/// A detected language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detection {
    /// The script, which is the same for Chinese and Japanese.
    pub(super) script: Script,
    pub(super) language: Option<Language>,
    /// Whether the text is long or clear enough to indicate the language of other articles of its source.
    pub(super) is_sure: bool,
}

/// Returns the language of `text`, or `None` if it cannot be determined.
pub fn detect_language(text: &str) -> Option<Language> {
    detect(text)?.language
}

/// Returns the language of `text` if it is certainly not English.
///
/// `en` is the default of many templates and programs, so it is declared for texts in any language.
pub fn detect_other_than_english(text: &str) -> Option<Language> {
    let detection = detect(text)?;
    // Declaring Nigerian Pidgin as English is defensible.
    let language = detection.language.filter(|language| !matches!(language.code(), "en" | "pcm"))?;
    if detection.script != Script::Latin {
        return Some(language);
    }
    let words = FunctionWordCounts::in_text(sample(text, SAMPLE_BYTES));
    let is_clear = words.count(language.code()) > MANY_FUNCTION_WORDS && words.count("en") * 2 < words.highest();
    (detection.is_sure && is_clear).then_some(language)
}

fn sample(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Detects the script and language of a text; `None` if it has hardly any letters.
pub(super) fn detect(text: &str) -> Option<Detection> {
    let sample = sample(text, SAMPLE_BYTES);
    sample.chars().filter(|character| character.is_alphabetic()).nth(MIN_LETTERS - 1)?;
    let script = Script::of(sample)?;
    let is_long = || sample.split_whitespace().nth(SHORT_TEXT_WORDS).is_some();
    let (code, is_sure) = match script {
        Script::Latin => latin(sample),
        // A Japanese headline may contain no kana.
        Script::Unique("zh") => {
            (Some("zh"), sample.chars().filter(|c| c.is_alphabetic()).nth(SHORT_HAN_TEXT).is_some())
        }
        Script::Unique(code) => (Some(code), true),
        Script::Cyrillic => (letters::cyrillic(sample).unwrap_or_else(|| cyrillic(sample)), is_long()),
        Script::Arabic => (Some(arabic(self::sample(text, LONG_SAMPLE_BYTES))), is_long()),
        Script::Hebrew => (Some(letters::hebrew(sample)), is_long()),
        Script::Ethiopic => (Some(letters::ethiopic(sample)), is_long()),
        Script::Devanagari => (whatlang_among(sample, &[WhatLang::Hin, WhatLang::Mar, WhatLang::Nep]), is_long()),
    };
    let language = code.and_then(Language::parse);
    Some(Detection { script: shared(script), language, is_sure: is_sure && language.is_some() })
}

/// Returns the script of a text as in [`Detection`].
pub(super) fn script_of(text: &str) -> Option<Script> {
    Script::of(sample(text, SAMPLE_BYTES)).map(shared)
}

/// Returns the script that represents a group whose texts indicate the language of one another: Chinese and Japanese.
fn shared(script: Script) -> Script {
    if script == Script::Unique("ja") { Script::Unique("zh") } else { script }
}

/// Returns the language of text in Cyrillic letters, none of which is decisive.
fn cyrillic(text: &str) -> Option<&'static str> {
    let words = FunctionWordCounts::in_text(text);
    match words.best()[..] {
        [only] => Some(only),
        _ => whatlang_among(
            text,
            &[WhatLang::Rus, WhatLang::Ukr, WhatLang::Bel, WhatLang::Bul, WhatLang::Srp, WhatLang::Mkd],
        ),
    }
}

/// Returns the language that `whatlang` detects, restricted to some languages.
fn whatlang_among(text: &str, languages: &[WhatLang]) -> Option<&'static str> {
    whatlang::Detector::with_allowlist(languages.to_vec()).detect(text).map(|detected| detected.lang().code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn languages_are_detected_from_a_sentence() {
        for (text, expected) in [
            ("The council approved the flood barrier after a long debate.", Some("en")),
            ("Flood warning issued", Some("en")),
            ("Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen.", Some("de")),
            ("Le conseil a approuvé la digue après un long débat.", Some("fr")),
            ("El ayuntamiento aprobó la barrera tras un largo debate.", Some("es")),
            ("A câmara aprovou a barreira contra as cheias após um longo debate.", Some("pt")),
            ("Il consiglio ha approvato la barriera dopo un lungo dibattito.", Some("it")),
            ("De gemeenteraad heeft na een lang debat ingestemd met de dijk.", Some("nl")),
            ("Kommunfullmäktige har godkänt vallen efter en lång debatt och det är bra.", Some("sv")),
            ("Byrådet har efter lang debat godkendt diget, som også skal beskytte byen.", Some("da")),
            ("Kommunestyret har etter lang debatt godkjent flomvernet, og det skal også bygges i år.", Some("no")),
            ("Borgarstjórn samþykkti flóðvarnirnar eftir langar umræður og það er gott.", Some("is")),
            ("Kaupunginvaltuusto hyväksyi tulvapadon, mutta se ei ole vielä valmis, että hän on iloinen.", Some("fi")),
            ("Rada miasta po długiej debacie zatwierdziła budowę wału, który jest potrzebny i nie drogi.", Some("pl")),
            (
                "Městská rada po dlouhé debatě schválila hráz, která je podle starosty důležitá a také levná.",
                Some("cs"),
            ),
            ("Gradsko vijeće je nakon duge rasprave odobrilo nasip, ali nije rekao tko će platiti.", Some("hr")),
            ("A városi tanács hosszú vita után jóváhagyta a gátat, de ez még nem elég, és egy év kell.", Some("hu")),
            (
                "Consiliul local a aprobat digul după o dezbatere lungă, pentru că este necesar și nu costă mult.",
                Some("ro"),
            ),
            ("Belediye meclisi uzun bir tartışmadan sonra bu seti onayladı ve çok daha iyi olacak dedi.", Some("tr")),
            ("Dewan kota menyetujui tanggul itu setelah perdebatan panjang karena tidak ada yang lain.", Some("id")),
            ("Hội đồng thành phố đã thông qua đê chắn lũ sau một cuộc tranh luận dài.", Some("vi")),
            ("市議会は長い議論の末、防潮堤を承認した。", Some("ja")),
            ("市议会经过长时间辩论后批准了防洪堤。", Some("zh")),
            ("시의회는 오랜 토론 끝에 방벽을 승인했다.", Some("ko")),
            ("สภาเมืองอนุมัติเขื่อนกั้นน้ำ", Some("th")),
            ("ក្រុមប្រឹក្សាក្រុង", Some("km")),
            ("Городской совет после долгих споров одобрил строительство дамбы.", Some("ru")),
            ("Міська рада після довгих дебатів схвалила будівництво дамби.", Some("uk")),
            ("Гарадскі савет пасля доўгіх спрэчак ухваліў будаўніцтва дамбы.", Some("be")),
            ("Общинският съвет одобри строежа на дигата след дълъг дебат.", Some("bg")),
            ("Градско веће је после дуге расправе одобрило насип који ће штитити људе.", Some("sr")),
            ("Улуус сонуннара, тыа хаһаайыстыбатын үлэһиттэрэ бу күннэргэ хаһыакка суруйбуттара, оҕолор.", Some("sah")),
            ("Το δημοτικό συμβούλιο ενέκρινε το φράγμα.", Some("el")),
            ("وافق مجلس المدينة على السد بعد نقاش طويل", Some("ar")),
            ("شورای شهر پس از بحث طولانی ساخت سیل‌بند را تصویب کرد", Some("fa")),
            ("شہر کی کونسل نے طویل بحث کے بعد بند کی منظوری دے دی ہے", Some("ur")),
            ("מועצת העיר אישרה את הסכר לאחר דיון ארוך", Some("he")),
            ("नगर परिषद ने लंबी बहस के बाद बांध को मंजूरी दी है और काम शुरू होगा", Some("hi")),
            ("নগর পরিষদ বাঁধ অনুমোদন করেছে", Some("bn")),
            ("የከተማው ምክር ቤት አጸደቀ አለ", Some("am")),
            ("12", None),
            ("", None),
            ("Qoxt zzurb plimf wexx torg", None),
        ] {
            assert_eq!(detect_language(text).map(String::from).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_in_another_script_do_not_change_the_language() {
        for (text, expected) in [
            ("The word 東京 is written so, and it is read as Tokyo in the city of the same name.", "en"),
            ("南非周日向白人统治下的最后一任总统 (FW de Klerk) 致敬，德克勒克将曼德拉 (Nelson Mandela) 释放。", "zh"),
            ("Президент США Donald Trump выступил на форуме.", "ru"),
        ] {
            assert_eq!(detect_language(text).map(String::from).as_deref(), Some(expected), "{text}");
        }
    }

    proptest! {
        #[test]
        fn detection_is_deterministic_on_any_text(text in any::<String>()) {
            prop_assert_eq!(detect_language(&text), detect_language(&text));
        }
    }
}
