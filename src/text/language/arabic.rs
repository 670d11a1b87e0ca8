//! Distinguishes the languages in Arabic letters.

/// The reciprocal of the share of letters above which they are neither typos nor part of a foreign name.
const SHARE: usize = 100;

/// Small words of Persian, with ی and ک as Arabic keyboards type them.
const PERSIAN: &[&str] = &[
    "كه",
    "از",
    "در",
    "به",
    "با",
    "اين",
    "را",
    "است",
    "براي",
    "آن",
    "يك",
    "تا",
    "بر",
    "هم",
    "مي",
    "شد",
    "شده",
    "بود",
    "كرد",
    "كرده",
    "هاي",
    "ها",
    "نيز",
    "خود",
    "اند",
    "شود",
    "باشد",
    "گفت",
    "نمي",
    "داد",
    "دارد",
    "وي",
    "هر",
    "پس",
    "اگر",
    "ديگر",
    "بايد",
    "ايران",
    "سال",
    "كند",
];

/// Small words of Arabic, without the hamza of alef.
const ARABIC: &[&str] = &[
    "من", "في", "فى", "على", "علي", "الى", "الي", "ان", "عن", "التي", "الذي", "هذا", "هذه", "ذلك", "مع", "ما", "لا",
    "لم", "كان", "كانت", "بعد", "قبل", "بين", "قال", "وقال", "قد", "عام", "حيث", "كما", "او", "ثم", "لن", "هو", "هي",
    "خلال", "غير", "اي", "كل", "يوم", "عبد", "وان", "انه",
];

/// Returns the language of text in Arabic letters.
pub(super) fn arabic(text: &str) -> &'static str {
    let share = text.chars().filter(|character| character.is_alphabetic()).count() / SHARE;
    let count = |letters: &str| text.chars().filter(|character| letters.contains(*character)).count();
    // Urdu, Pashto and Kurdish also use the Persian letters, so their own are checked first.
    let own = [("ur", "ٹڈڑےںہھ"), ("ps", "ټډړږښڼۍې"), ("ku", "ۆێڵڕە")].map(|(code, letters)| (count(letters), code));
    if let Some((_, code)) = own.into_iter().filter(|(count, _)| *count > share).max() {
        return code;
    }
    let (persian, arabic) = small_words(text);
    if persian != arabic {
        return if persian > arabic { "fa" } else { "ar" };
    }
    if count("پچژگی") > share { "fa" } else { "ar" }
}

/// Returns the number of small words of Persian and of Arabic; nouns with the Arabic article count as Arabic.
fn small_words(text: &str) -> (usize, usize) {
    let (mut persian, mut arabic) = (0, 0);
    let mut typed = String::new();
    for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
        typed.clear();
        typed.extend(word.chars().map(|character| match character {
            'ی' => 'ي',
            'ک' => 'ك',
            'أ' | 'إ' => 'ا',
            _ => character,
        }));
        let is_article = ["ال", "وال", "بال", "لل"]
            .iter()
            .any(|article| typed.strip_prefix(article).is_some_and(|noun| noun.chars().nth(2).is_some()));
        persian += usize::from(PERSIAN.contains(&typed.as_str()));
        arabic += usize::from(is_article || ARABIC.contains(&typed.as_str()));
    }
    (persian, arabic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_small_words_identify_languages() {
        for (text, expected) in [
            ("سیلاب کے بعد شہر میں", "ur"),
            ("سیل در شهر تهران گزارش شد", "fa"),
            // Typed on an Arabic keyboard, without any Persian letter.
            ("اين خبر را از تهران به ما داد و در مجلس اعلام كرد", "fa"),
            ("مجلس الشورى الاسلامي در تهران اعلام كرد كه اين قانون از امروز اجرا شد", "fa"),
            ("الفيضانات في المدينة", "ar"),
            ("قال وزير الخارجية الإيراني محمد جواد ظريف في طهران", "ar"),
            ("وصلت مجموعة من شركة گوگل إلى القاهرة", "ar"),
            ("لە شاری هەولێر کۆبوونەوە کرا", "ku"),
        ] {
            assert_eq!(arabic(text), expected, "{text}");
        }
    }
}
