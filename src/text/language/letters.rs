//! Identifies languages by letters that no other language of the script uses.

/// The reciprocal of the share of letters above which they are neither typos nor part of a foreign name.
const SHARE: usize = 100;

/// Counts the characters of a text that are in `letters`.
fn count(text: &str, letters: &str) -> usize {
    text.chars().filter(|character| letters.contains(*character)).count()
}

/// Returns the language of Cyrillic text, `Some(None)` if it is an unsupported language, or `None` if the letters do not decide.
pub(super) fn cyrillic(text: &str) -> Option<Option<&'static str>> {
    let lower = text.to_lowercase();
    let share = lower.chars().filter(|character| character.is_alphabetic()).count() / SHARE;
    let count = |letters| count(&lower, letters);
    let (russian, ukrainian, belarusian) = (count("ыэъё"), count("іїєґ"), count("ў"));
    let (southern, macedonian) = (count("јљњџђћ"), count("ѓќѕ"));
    let eastern = count("әғқңөұүһҕҥҗҙҫҳҷӣӯӑӗӧӱӳӓ");
    if eastern > share {
        return Some(match () {
            () if count("ҕҥ") > 0 => Some("sah"),
            () if count("ұ") > 0 && count("қғ") > 0 => Some("kk"),
            () if count("өү") == eastern => Some("mn"),
            () => None,
        });
    }
    if southern > share {
        return Some(Some(if macedonian > count("ђћ") { "mk" } else { "sr" }));
    }
    if belarusian > 0 && ukrainian > 0 && belarusian * 10 > ukrainian && count("їє") == 0 {
        return Some(Some("be"));
    }
    if ukrainian > russian && ukrainian > share {
        return Some(Some("uk"));
    }
    // Bulgarian has ъ in every sentence, ь hardly ever and neither ы nor э.
    let bulgarian = count("ъ");
    if bulgarian > share + 1 && bulgarian > count("ь") && count("ыэ") == 0 {
        return Some(Some("bg"));
    }
    (russian > share && count("ыэ") > 0).then_some(Some("ru"))
}

/// Returns the language of text in Hebrew letters: Yiddish has digraphs and points vowels.
pub(super) fn hebrew(text: &str) -> &'static str {
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let yiddish =
        count(text, "װױײ") + text.matches("אַ").count() + text.matches("אָ").count() + text.matches("ײַ").count();
    if yiddish > letters / SHARE * 2 { "yi" } else { "he" }
}

/// Returns the language of text in Ethiopic letters: Tigrinya writes ኣ at the start of words where Amharic writes አ.
pub(super) fn ethiopic(text: &str) -> &'static str {
    if count(text, "ኣ") > count(text, "አ") { "ti" } else { "am" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinctive_letters_identify_languages() {
        assert_eq!(cyrillic("Қазақстан ұлттық ғылым академиясы"), Some(Some("kk")));
        assert_eq!(cyrillic("Өнөөдөр Улаанбаатар хотод үер болов"), Some(Some("mn")));
        assert_eq!(cyrillic("Татарстан Җөмһүрияте хөкүмәте"), Some(None));
        assert_eq!(cyrillic("Градот е поплавен и луѓето бегаат, рече ќе јави"), Some(Some("mk")));
        assert_eq!(cyrillic("Рада"), None);
        assert_eq!(hebrew("דער שטאָט־ראַט האָט באַשטימט דעם פּראָיעקט"), "yi");
        assert_eq!(ethiopic("ኣብ ኣዲስ ኣበባ"), "ti");
    }
}
