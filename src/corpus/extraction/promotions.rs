//! Removes paragraphs that promote other content: another story, a newsletter, an app or a social network.

/// Beginnings of such paragraphs, in lower case.
const BEGINNINGS: &[&str] = &[
    "read more",
    "read also",
    "read next",
    "also read",
    "also see",
    "also on",
    "also:",
    "see also",
    "see more",
    "more:",
    "more on this",
    "more from",
    "related:",
    "related |",
    "related article",
    "related stor",
    "related content",
    "related news",
    "related post",
    "related video",
    "don't miss",
    "don’t miss",
    "continue reading",
    "story continues",
    "article continues",
    "click here",
    "sign up to",
    "sign up for our",
    "subscribe to",
    "subscribe now",
    "subscribe today",
    "follow us",
    "follow me on",
    "follow him on",
    "follow her on",
    "follow our",
    "download our app",
    "download the app",
    "watch also",
    "you may also like",
    "you might also like",
    "you may like",
    "recommended for you",
    "like us on",
    "join our",
    "support our journalism",
    "have a tip",
    "got a tip",
    "if you enjoyed this",
    "get the latest updates",
    "get our newsletter",
    "advertisement",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "auch interessant",
    "anzeige",
    "lire aussi",
    "à lire aussi",
    "a lire aussi",
    "lire la suite",
    "abonnez-vous",
    "leia também",
    "leia mais",
    "saiba mais",
    "lee también",
    "leer más",
    "lea también",
    "lea además",
    "te puede interesar",
    "ver también",
    "suscríbete",
    "leggi anche",
    "leggi tutto",
    "iscriviti",
    "lees ook",
    "lees meer",
    "läs också",
    "läs även",
    "läs mer",
    "les også",
    "les mer",
    "læs også",
    "læs mere",
    "lue myös",
    "czytaj także",
    "czytaj też",
    "czytaj również",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "čtěte také",
    "čítajte aj",
    "olvassa el",
    "citește și",
    "citeşte şi",
    "pročitajte i",
    "читайте также",
    "читать также",
    "смотрите также",
    "подписывайтесь",
    "читайте також",
    "прочетете още",
    "διαβάστε επίσης",
    "διαβάστε ακόμα",
    "baca juga",
    "baca selengkapnya",
    "ayrıca okuyun",
    "xem thêm",
    "đọc thêm",
    "相关阅读",
    "延伸阅读",
    "延伸閱讀",
    "関連記事",
    "あわせて読みたい",
    "관련기사",
    "اقرأ أيضا",
    "اقرأ ايضا",
    "إقرأ أيضا",
    "بیشتر بخوانید",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "इसे भी पढ़ें",
    "আরও পড়ুন",
    "อ่านเพิ่มเติม",
    "อ่านข่าว",
    "soma zaidi",
    "soma pia",
    "email this",
    "e-mail this",
    "print this",
    "mainos alkaa",
    "mainos päättyy",
    "artikkeli jatkuu mainoksen",
    "artikeln fortsätter",
    "artikkelen fortsetter",
    "artiklen fortsætter",
    "der artikel geht nach",
    "l'article continue après",
    "l’article continue après",
    "la suite après",
    "continúa después de",
    "continua após",
    "continua dopo la pubblicità",
    "dalszy ciąg materiału",
    "dalsza część artykułu",
    "pokračování textu",
    "haberin devamı",
    "wilt u verder lezen",
    "lees verder",
    "lea la nota completa",
    "le puede interesar",
    "mirá también",
    "mira también",
    "tambien te puede",
    "veja também",
    "confira também",
    "clique aqui",
    "siga o canal",
    "potrebbe interessarti",
    "ti potrebbe interessare",
    "inscrivez-vous",
    "à voir aussi",
    "sur le même sujet",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "mehr dazu",
    "hier geht es",
    "lue lisää",
    "pročitajte još",
    "прочитајте још",
    "přečtěte si",
    "mohlo by vás zajímat",
    "kapcsolódó cikk",
    "читайте по теме",
    "ilgili haber",
    "bunlar da ilginizi çekebilir",
    "dapatkan update",
    "simak juga",
    "lihat juga",
    "mời độc giả xem",
    "قد يهمك",
    "اقرأ المزيد",
    "شاهد أيضا",
    "همچنین بخوانید",
];
/// Whole paragraphs of this kind, in lower case.
const WHOLE: &[&str] = &[
    "publicidad",
    "publicidade",
    "publicité",
    "pubblicità",
    "reklama",
    "реклама",
    "reklam",
    "annons",
    "annonce",
    "advertentie",
    "oglas",
    "hirdetés",
    "publicitate",
    "διαφήμιση",
    "mainos",
    "iklan",
    "quảng cáo",
    "פרסומת",
    "إعلان",
    "広告",
    "广告",
    "廣告",
    "광고",
    "विज्ञापन",
];
/// Words of cookie notices, in lower case.
const COOKIES: &[&str] = &[
    "cookie",
    "çerez",
    "файлы cookie",
    "evästei",
    "evästee",
    "kolačić",
    "колачић",
    "ciasteczka",
    "sütik",
    "küpsis",
    "sīkdat",
    "slapuk",
    "クッキー",
    "쿠키",
    "ملفات تعريف الارتباط",
];
/// Words that offer newsletters at the end of a text, in lower case.
const LETTERS: &[&str] = &[
    "newsletter",
    "your email",
    "your inbox",
    "votre e-mail",
    "votre adresse e-mail",
    "ihre e-mail",
    "tu correo electrónico",
    "seu e-mail",
    "la tua e-mail",
    "nyhetsbrev",
    "nyhedsbrev",
    "nieuwsbrief",
    "uutiskirje",
    "boletín de noticias",
    "e-posta adres",
];
/// Labels before the source of a text, in a short line at its end, in lower case.
const SOURCES: &[&str] = &[
    "source",
    "quelle",
    "fuente",
    "fonte",
    "bron",
    "źródło",
    "zdroj",
    "kilde",
    "källa",
    "forrás",
    "izvor",
    "извор",
    "источник",
    "джерело",
    "източник",
    "kaynak",
    "المصدر",
    "منبع",
    "來源",
    "来源",
    "出典",
    "sumber",
    "nguồn",
    "출처",
    "sursa",
    "vir",
    "πηγή",
    "allikas",
    "avots",
    "šaltinis",
    "lähde",
];
/// The maximum number of characters of a line with a source.
const LONGEST_SOURCE: usize = 60;
/// Words of copyright notices at the end of a text, in lower case.
const RIGHTS: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "riproduzione riservata",
    "tutti i diritti riservati",
    "все права защищены",
    "무단전재",
    "無断転載",
    "tüm hakları saklıdır",
    "جميع الحقوق محفوظة",
    "wszelkie prawa zastrzeżone",
    "alle rechten voorbehouden",
];
/// The number of first and last paragraphs that may be notices.
const MOST_NOTICES: usize = 3;
/// The maximum number of characters of a notice.
const LONGEST_NOTICE: usize = 300;
/// The maximum number of characters of such a paragraph.
const LONGEST: usize = 200;

/// Returns the text without such paragraphs, or all of it if it consists of them.
pub(super) fn without_promotions(text: &str) -> String {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let is_of_cookies = |text: &str| COOKIES.iter().any(|word| text.contains(word));
    let about_cookies = paragraphs.iter().filter(|paragraph| is_of_cookies(&paragraph.to_lowercase())).count();
    let is_notice = |at: usize, paragraph: &str| {
        let is_last = at + MOST_NOTICES >= paragraphs.len();
        if paragraph.chars().nth(LONGEST_NOTICE).is_some() || !is_last && at >= MOST_NOTICES {
            return false;
        }
        let lower = paragraph.to_lowercase();
        // A text about cookies mentions them in several paragraphs.
        about_cookies == 1 && is_of_cookies(&lower)
            || is_last && (is_source(&lower) || LETTERS.iter().any(|words| lower.contains(words)))
            || is_last && (lower.starts_with(['©', 'ⓒ']) || RIGHTS.iter().any(|words| lower.contains(words)))
    };
    let kept =
        paragraphs.iter().enumerate().filter(|(at, paragraph)| !is_promotion(paragraph) && !is_notice(*at, paragraph));
    let kept: Vec<&str> = kept.map(|(_, paragraph)| *paragraph).collect();
    if kept.is_empty() { text.to_owned() } else { kept.join("\n\n") }
}

/// Returns whether a lower-case line names the source of a text: `Quelle: dpa`.
fn is_source(line: &str) -> bool {
    let label = line.split_once([':', '：']).map(|(label, _)| label.trim());
    line.chars().count() <= LONGEST_SOURCE && label.is_some_and(|label| SOURCES.contains(&label))
}

fn is_promotion(paragraph: &str) -> bool {
    if paragraph.chars().nth(LONGEST).is_some() {
        return false;
    }
    let words = paragraph.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    WHOLE.contains(&words.trim_end_matches(|c: char| !c.is_alphanumeric()))
        || BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_lead_elsewhere_are_removed() {
        for promotion in [
            "Read more: Ferry stopped",
            "► Lesen Sie auch: Fähre steht still",
            "[Related: Ferry]",
            "DON'T MISS",
            "関連記事：フェリー",
        ] {
            let text = format!("The river rose.\n\n{promotion}\n\nNobody was hurt.");
            assert_eq!(without_promotions(&text), "The river rose.\n\nNobody was hurt.", "{promotion}");
        }
        let sentence = format!("Read more books, said the mayor, {}", "and visit the library often. ".repeat(8));
        for text in ["The council read more letters.", "Read more", sentence.as_str()] {
            assert_eq!(without_promotions(text), text);
        }
    }
}
