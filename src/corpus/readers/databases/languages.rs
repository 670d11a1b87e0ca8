//! Names of languages in the interfaces of databases.

use crate::article::Language;

/// Codes with the names of their languages in lower case, in languages other than English and the language itself.
const NAMES: &[(&str, &str)] = &[
    (
        "en",
        "englisch anglais inglés inglese inglês engels engelska engelsk englanti angielski английский 英语 英文 英語 영어 ingles ingilizce",
    ),
    (
        "de",
        "allemand alemán tedesco alemão duits tyska tysk saksa niemiecki немецкий 德语 德文 ドイツ語 독일어 aleman almanca",
    ),
    (
        "fr",
        "französisch francés francese francês frans franska fransk ranska francuski французский 法语 法文 フランス語 프랑스어 frances fransızca",
    ),
    (
        "es",
        "spanisch espagnol spagnolo espanhol spaans spanska spansk espanja hiszpański испанский 西班牙语 西班牙文 スペイン語 스페인어",
    ),
    ("it", "italienisch italien italiens italienska italia włoski итальянский 意大利语 意大利文 イタリア語 이탈리아어"),
    (
        "pt",
        "portugiesisch portugais portugués portoghese portugees portugisiska portugalski португальский 葡萄牙语 葡萄牙文 ポルトガル語 포르투갈어",
    ),
    (
        "nl",
        "niederländisch néerlandais holandés neerlandés olandese holandês nederländska hollandsk нидерландский 荷兰语 荷兰文 オランダ語 네덜란드어",
    ),
    ("ru", "russisch russe ruso russo ryska russisk rosyjski 俄语 俄文 ロシア語 러시아어"),
    ("ja", "japanisch japonais japonés giapponese japonês japans japanska японский 日语 日文 일본어"),
    (
        "zh",
        "chinesisch chinois chino cinese chinês chinees kinesiska китайский 汉语 汉文 中国語 중국어 simplified traditional 简体中文 繁体中文 繁體中文 简体 繁體",
    ),
    ("ko", "koreanisch coréen coreano koreaans koreanska корейский 韩语 韩文 朝鲜语 韓国語"),
    ("ar", "arabisch arabe árabe arabo arabiska арабский 阿拉伯语 アラビア語 아랍어"),
    ("pl", "polnisch polonais polaco polacco polonês pools polska польский 波兰语 ポーランド語 폴란드어"),
    ("sv", "schwedisch suédois sueco svedese zweeds шведский 瑞典语 スウェーデン語 스웨덴어"),
    ("da", "dänisch danois danés danese dinamarquês deens датский 丹麦语"),
    ("no", "norwegisch norvégien noruego norvegese norueguês noors норвежский 挪威语"),
    ("fi", "finnisch finnois finlandés finlandese fins финский 芬兰语"),
    ("cs", "tschechisch tchèque checo ceco tcheco tsjechisch чешский 捷克语"),
    ("tr", "türkisch turc turco turks турецкий 土耳其语"),
    ("hu", "ungarisch hongrois húngaro ungherese hongaars венгерский 匈牙利语"),
    ("el", "griechisch grec griego greco grego grieks греческий 希腊语"),
    ("ca", "katalanisch catalan catalán catalano catalão catalaans"),
    ("id", "indonesisch indonésien indonesio indonesiano bahasa 印尼语 印度尼西亚语"),
    ("bg", "bulgarisch bulgare búlgaro bulgaro болгарский"),
    ("uk", "ukrainisch ukrainien ucraniano ucraino украинский"),
    ("ro", "rumänisch roumain rumano rumeno romeno"),
];

/// Returns the language with a name such as `ENGLISH; ENGLISHS`, `Anglais` or `德文`.
pub(in crate::corpus::readers) fn language(text: &str) -> Option<Language> {
    let name = text.split([';', ',', '/', '(', '（']).next().unwrap_or_default();
    let name = [" - ", " – ", "－", "—"]
        .iter()
        .fold(name, |name, dash| name.split(dash).next().unwrap_or(name))
        .trim()
        .to_lowercase();
    if name.is_empty() {
        return None;
    }
    if name.ends_with("中文") {
        return Language::parse("zh");
    }
    let code = NAMES.iter().find(|(_, names)| names.split(' ').any(|known| known == name)).map(|(code, _)| *code);
    Language::parse(code.unwrap_or(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_several_languages_are_read() {
        for (name, code) in [
            ("ENGLISH; ENGLISHS", "en"),
            ("Anglais", "en"),
            ("德文", "de"),
            ("Français", "fr"),
            ("Koreanisch", "ko"),
            ("简体中文", "zh"),
            ("Chinesisch - Vereinfacht", "zh"),
        ] {
            assert_eq!(language(name).map(String::from).as_deref(), Some(code), "{name}");
        }
        assert_eq!(language("words"), None);
    }
}
