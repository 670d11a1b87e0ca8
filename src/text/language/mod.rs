//! Which language a text is in.
//!
//! The alphabet comes first: many languages are told by it alone, and some by letters that no other has. Text in Latin letters is
//! asked of `whichlang`, which is fast and right among its few languages but never says that it does not know; so what it says has to be
//! borne out by the small words of that language. Where it is not, the small words of the others are asked, and `whatlang` where these
//! leave it open. A language that nothing bears out is unknown: the stemmer of another language does more harm than none.

mod alphabet;
mod function_words;
mod letters;

use crate::article::Language;
use alphabet::Alphabet;
use function_words::FunctionWordCounts;
use whatlang::Lang as Named;
use whichlang::Lang;

/// How much of a text is looked at, in bytes: a few sentences tell as much as the whole article.
const LOOKED_AT: usize = 1_000;

/// The least letters that a text has to have.
const LEAST_LETTERS: usize = 3;

/// Up to so many words a text is a line, in which small words may be missing.
const LINE: usize = 12;

/// Returns the language of `text`, or `None` where it cannot be told.
pub fn detect_language(text: &str) -> Option<Language> {
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    start.chars().filter(|character| character.is_alphabetic()).nth(LEAST_LETTERS - 1)?;
    let code = match Alphabet::of(start)? {
        Alphabet::OfOne(code) => Some(code),
        Alphabet::Latin => latin(start),
        Alphabet::Cyrillic => letters::cyrillic(start)
            .unwrap_or_else(|| among(start, &[Named::Rus, Named::Ukr, Named::Bel, Named::Bul, Named::Srp, Named::Mkd])),
        Alphabet::Arabic => Some(letters::arabic(start)),
        Alphabet::Hebrew => Some(letters::hebrew(start)),
        Alphabet::Ethiopic => Some(letters::ethiopic(start)),
        Alphabet::Devanagari => among(start, &[Named::Hin, Named::Mar, Named::Nep]),
    };
    code.and_then(Language::parse)
}

/// Returns the language of text in Latin letters.
fn latin(text: &str) -> Option<&'static str> {
    let words = FunctionWordCounts::in_text(text);
    if let Some(only) = words.only_borne_out() {
        // Whatever `whichlang` says: it is this language, or none that the text bears out.
        return Some(only);
    }
    let quick = code(whichlang::detect_language(text));
    if words.bear_out(quick) {
        return Some(quick);
    }
    let best = words.best();
    let named = whatlang::detect(text)?;
    let slow = Language::parse(named.lang().code())?;
    if words.total() <= LINE && best.is_empty() {
        // Two that go by letters alone and agree. An English headline is often without small words.
        return (slow.code() == quick || quick == "en").then_some(quick);
    }
    let tied = best.iter().find(|code| **code == quick).or_else(|| best.iter().find(|code| **code == slow.code()));
    match tied {
        Some(code) if words.total() <= LINE || words.bear_out(code) => Some(code),
        // A language whose small words are not known here.
        _ if !FunctionWordCounts::know(slow.code()) && named.is_reliable() && best.is_empty() => {
            Some(named.lang().code())
        }
        _ => None,
    }
}

/// Returns which of these languages `whatlang` takes the text for.
fn among(text: &str, languages: &[Named]) -> Option<&'static str> {
    whatlang::Detector::with_allowlist(languages.to_vec()).detect(text).map(|named| named.lang().code())
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn languages_are_told_from_a_sentence() {
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
    fn names_in_another_alphabet_do_not_change_the_language() {
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
        fn any_text_has_one_language_or_none(text in any::<String>()) {
            prop_assert_eq!(detect_language(&text), detect_language(&text));
        }
    }
}
