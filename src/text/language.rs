//! Which language a text is in.

use crate::article::Language;
use whichlang::Lang;

/// How much of a text is looked at, in bytes: a few sentences tell as much as the whole article.
const LOOKED_AT: usize = 600;

/// Returns the language of `text`, or `None` where there is too little text to tell.
///
/// Text in the scripts that `whichlang` knows is asked of it, because it is fast; other scripts are asked of `whatlang`.
pub fn detect_language(text: &str) -> Option<Language> {
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    // Three letters at least.
    start.chars().filter(|character| character.is_alphabetic()).nth(2)?;
    let code = if start.chars().any(is_of_many_languages) {
        whatlang::detect(start)?.lang().code()
    } else {
        code(whichlang::detect_language(start))
    };
    Language::parse(code)
}

/// Returns whether the character is of an alphabet that several languages share of which `whichlang` knows one or none.
fn is_of_many_languages(character: char) -> bool {
    matches!(u32::from(character), 0x0370..=0x05FF | 0x0980..=0x0DFF | 0x0E00..=0x10FF | 0x1200..=0x139F | 0x1780..=0x17FF)
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

    #[test]
    fn languages_are_told_from_a_sentence() {
        for (text, expected) in [
            ("The council approved the flood barrier after a long debate.", Some("en")),
            ("Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen.", Some("de")),
            ("Le conseil a approuvé la digue après un long débat.", Some("fr")),
            ("El ayuntamiento aprobó la barrera tras un largo debate.", Some("es")),
            ("市議会は長い議論の末、防潮堤を承認した。", Some("ja")),
            ("Городской совет после долгих споров одобрил строительство дамбы.", Some("ru")),
            ("Міська рада після довгих дебатів схвалила будівництво дамби.", Some("uk")),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(detect_language(text).map(String::from).as_deref(), expected, "{text}");
        }
    }
}
