//! Names of weekdays, eras and other words around a date, which are removed before its parts are read.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Weekdays and their abbreviations, in lower case, except some that are also names of months.
const WEEKDAYS: &[&str] = &[
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim",
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié jue vie sáb sab dom",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio",
    "segunda terça quarta quinta sexta feira segunda-feira",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
    "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tor tors fre lör sön",
    "mandag tirsdag lørdag søndag man tir lør søn",
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela sobotę środę niedzielę",
    "pondělí úterý středa čtvrtek pátek neděle",
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "luni marți miercuri joi vineri sâmbătă duminică",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "понеділок вівторок середа четвер п'ятниця пʼятниця субота неділя",
    "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "senin selasa rabu kamis jumat sabtu minggu",
    "السبت الأحد الاحد الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة",
    "شنبه یکشنبه دوشنبه سه پنج چهارشنبه پنجشنبه جمعه",
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天",
];

/// Other words around a date or a time.
const FILLERS: &[&str] = &[
    "at",
    "on",
    "um",
    "om",
    "o",
    "uhr",
    "à",
    "a",
    "published",
    "updated",
    "posted",
    "et",
    "pt",
    "ct",
    "kl",
    "klo",
    "klokken",
    "godz",
    "den",
    "am",
    "vom",
    "le",
    "el",
    "il",
    "год",
    "года",
    "g",
    "r",
    "ore",
    "às",
    "las",
    "alle",
    "ngày",
    "tháng",
];

/// The year before the first year of each Japanese era and of the Republic of China.
const ERAS: &[(&str, i64)] = &[
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
    ("中華民國", 1911),
    ("民國", 1911),
    ("民国", 1911),
];

/// Returns the text without weekdays, words such as `at`, and parentheses without digits.
pub(super) fn without_names(text: &str) -> String {
    let text = without_parentheses(text);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let is_letter = |c: char| c.is_alphabetic();
        let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let glued = kept.ends_with(|c: char| c.is_ascii_digit()) && word.is_ascii();
        // The `a` of `a.m.` and the `r` of `3rd` are read elsewhere.
        if glued || !is_name(word) {
            kept.push_str(word);
        }
        let next = after.find(is_letter).unwrap_or(after.len());
        let (between, following) = after.split_at(next);
        kept.push_str(between);
        rest = following;
    }
    let words = kept.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.collect::<Vec<_>>().join(" ").trim_matches(|c: char| matches!(c, ',' | '|' | ';' | ':' | ' ')).to_owned()
}

/// Returns whether a word is removed from dates.
pub(super) fn is_name(word: &str) -> bool {
    !word.is_empty() && (FILLERS.contains(&word.to_lowercase().as_str()) || is_weekday(word))
}

/// The names in [`WEEKDAYS`].
static WEEKDAY_NAMES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| WEEKDAYS.iter().flat_map(|names| names.split(' ')).collect());

/// Returns whether a word is the name of a weekday or its abbreviation.
pub(in crate::corpus) fn is_weekday(word: &str) -> bool {
    WEEKDAY_NAMES.contains(word.to_lowercase().as_str())
}

/// Removes `(Saturday)`, `（土）` and `(UTC)`.
fn without_parentheses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（']) {
        let (before, from) = rest.split_at(open);
        let inside = from.find([')', '）']).map(|close| from.split_at(close));
        let Some((_, after)) = inside.filter(|(name, _)| !name.contains(|c: char| c.is_ascii_digit())) else {
            break;
        };
        kept.push_str(before);
        kept.push(' ');
        rest = after.trim_start_matches([')', '）']);
    }
    kept.push_str(rest);
    kept
}

/// Returns whether a text begins with the name of an era.
pub(super) fn is_of_era(text: &str) -> bool {
    ERAS.iter().any(|(era, _)| text.starts_with(era))
}

/// Returns the text with a year of a Japanese era converted to a Gregorian one: `昭和60年` is `1985年`.
pub(super) fn without_eras(text: &str) -> Option<String> {
    ERAS.iter().find_map(|(era, before)| {
        let (_, rest) = text.split_once(era)?;
        let (year, rest) = rest.split_once('年')?;
        let year: i64 = if year.trim() == "元" { 1 } else { year.trim().parse().ok().filter(|year| *year < 200)? };
        Some(format!("{}年{rest}", before + year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_around_a_date_are_removed() {
        for (text, expected) in [
            ("Saturday, 14 November 2015", "14 November 2015"),
            ("mardi 14 mars 2006 à", "14 mars 2006"),
            ("2015年1月1日（木）", "2015年1月1日"),
            ("Sat. November 14th 2015 (local)", "November 14th 2015"),
            ("So., 14. März 2015", "14. März 2015"),
        ] {
            assert_eq!(without_names(text), expected, "{text}");
        }
        assert_eq!(without_eras("昭和60年1月2日").as_deref(), Some("1985年1月2日"));
        assert_eq!(without_eras("令和元年5月1日").as_deref(), Some("2019年5月1日"));
    }
}
