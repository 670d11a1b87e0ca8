//! Dates in non-Latin scripts: their digits, Thai abbreviations and years, Vietnamese months.

use super::solar_hijri;
use std::borrow::Cow;

/// The zero digits of other scripts in newspapers.
const ZEROS: &[char] = &[
    '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}', '\u{C66}', '\u{CE6}',
    '\u{D66}', '\u{E50}', '\u{ED0}', '\u{1040}', '\u{17E0}', '\u{FF10}',
];
/// Abbreviations of months in Thai.
const THAI_MONTHS: &[(&str, &str)] = &[
    ("มี.ค.", "มีนาคม"),
    ("มิ.ย.", "มิถุนายน"),
    ("ม.ค.", "มกราคม"),
    ("ก.พ.", "กุมภาพันธ์"),
    ("เม.ย.", "เมษายน"),
    ("พ.ค.", "พฤษภาคม"),
    ("ก.ค.", "กรกฎาคม"),
    ("ส.ค.", "สิงหาคม"),
    ("ก.ย.", "กันยายน"),
    ("ต.ค.", "ตุลาคม"),
    ("พ.ย.", "พฤศจิกายน"),
    ("ธ.ค.", "ธันวาคม"),
];
/// The names of months in the Levant, Iraq and the Maghreb, and the names that most Arabic newspapers print.
const ARABIC_MONTHS: &[(&str, &str)] = &[
    ("كانون الثاني", "يناير"),
    ("كانون ثاني", "يناير"),
    ("شباط", "فبراير"),
    ("آذار", "مارس"),
    ("اذار", "مارس"),
    ("نيسان", "أبريل"),
    ("أيار", "مايو"),
    ("ايار", "مايو"),
    ("حزيران", "يونيو"),
    ("تموز", "يوليو"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الاول", "أكتوبر"),
    ("تشرين أول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("تشرين ثاني", "نوفمبر"),
    ("أيلول", "سبتمبر"),
    ("ايلول", "سبتمبر"),
    ("كانون الأول", "ديسمبر"),
    ("كانون الاول", "ديسمبر"),
    ("كانون أول", "ديسمبر"),
    (" آب ", " أغسطس "),
    (" اب ", " أغسطس "),
    ("جانفي", "يناير"),
    ("فيفري", "فبراير"),
    ("أفريل", "أبريل"),
    ("جوان", "يونيو"),
    ("جويلية", "يوليو"),
    ("يوليوز", "يوليو"),
    (" ماي ", " مايو "),
    (" أوت ", " أغسطس "),
    ("غشت", "أغسطس"),
    ("شتنبر", "سبتمبر"),
    ("نونبر", "نوفمبر"),
    ("دجنبر", "ديسمبر"),
];
/// The abbreviation before a year of the Buddhist era.
const ERA_SIGN: &str = "พ.ศ.";
/// Years of the Buddhist era from 1900 to 2100.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i16> = 2443..=2643;
/// The difference between the Buddhist and the Gregorian era.
const BUDDHIST: i16 = 543;

/// Returns a date with ASCII digits, and with months and years that the other rules recognise.
pub(super) fn in_our_signs(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain: String = text.chars().map(|c| digit(c).unwrap_or(c)).collect();
    if plain.contains(is_arabic) || plain != text {
        let is_persian = text.contains(|c| matches!(c, '\u{6F0}'..='\u{6F9}'));
        plain = solar_hijri::in_our_calendar(&plain, is_persian).unwrap_or(plain);
        plain = with_common_months(plain);
    }
    if let Some(numbers) = vietnamese(&plain) {
        plain = numbers;
    } else if plain.contains(is_thai) {
        plain = plain.replace(ERA_SIGN, " ");
        for (short, long) in THAI_MONTHS {
            plain = plain.replace(short, long);
        }
        plain = in_our_era(&plain);
    }
    if plain == text { Cow::Borrowed(text) } else { Cow::Owned(plain) }
}

/// Returns the ASCII digit for a digit of another script.
fn digit(c: char) -> Option<char> {
    let value = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    if c.is_ascii() || !c.is_numeric() {
        return None;
    }
    char::from_digit(ZEROS.iter().find_map(|zero| value(*zero))?, 10)
}

/// Returns a Vietnamese date in numbers: `ngày 14 tháng 11 năm 2015` is `14.11.2015`.
fn vietnamese(text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (before, after) = text.split_once("tháng")?;
    let day = before.rsplit(|c| !is_digit(c)).find(|number| !number.is_empty())?;
    let from = after.get(after.find(is_digit)?..)?;
    let (month, from) = from.split_at(from.find(|c| !is_digit(c))?);
    let from = from.get(from.find(is_digit)?..)?;
    let (year, rest) = from.split_at(from.find(|c| !is_digit(c)).unwrap_or(from.len()));
    Some(format!("{day}.{month}.{year}{rest}"))
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}')
}

/// Returns whether a word names a month of the Levant, the Maghreb or the Persian calendar.
pub(super) fn is_month_elsewhere(word: &str) -> bool {
    let is_part = |(name, _): &(&str, &str)| name.split(' ').any(|part| part == word);
    !word.is_empty() && (ARABIC_MONTHS.iter().any(is_part) || solar_hijri::is_month(word))
}

/// Returns an Arabic date with the most common names of its months.
fn with_common_months(text: String) -> String {
    ARABIC_MONTHS.iter().fold(
        text,
        |text, (name, common)| {
            if text.contains(name) { text.replacen(name, common, 1) } else { text }
        },
    )
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{E7F}')
}

/// Returns a Thai date with a Gregorian year.
fn in_our_era(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (number, after) = from.split_at(from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len()));
        written.push_str(before);
        match number.parse::<i16>() {
            Ok(year) if BUDDHIST_YEARS.contains(&year) => written.push_str(&(year - BUDDHIST).to_string()),
            _ => written.push_str(number),
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn dates_in_other_scripts_are_parsed() {
        for (text, expected) in [
            ("१४ नवंबर २०१५", "2015-11-14"),
            ("14 मार्च 2015", "2015-03-14"),
            ("১৪ নভেম্বর ২০১৫", "2015-11-14"),
            ("١٤ نوفمبر ٢٠١٥", "2015-11-14"),
            ("14 نومبر 2015", "2015-11-14"),
            ("14 בנובמבר 2015", "2015-11-14"),
            ("14 พ.ย. 2558", "2015-11-14"),
            ("14 พฤศจิกายน พ.ศ. 2558", "2015-11-14"),
            ("14 พฤศจิกายน 2015", "2015-11-14"),
            ("14 tháng 11, 2015", "2015-11-14"),
            ("Thứ bảy, ngày 14 tháng 3 năm 2015", "2015-03-14"),
            ("14 நவம்பர் 2015", "2015-11-14"),
            ("14 ноември 2015", "2015-11-14"),
            ("2015. gada 14. novembris", "2015-11-14"),
            ("2015 m. lapkričio 14 d.", "2015-11-14"),
            ("14. studenoga 2015.", "2015-11-14"),
            ("２０１５年１１月１４日", "2015-11-14"),
            ("14 ნოემბერი 2015", "2015-11-14"),
            ("2015ko azaroaren 14a", "2015-11-14"),
            ("14 تشرين الثاني 2015", "2015-11-14"),
            ("14 آب 2015", "2015-08-14"),
            ("14 غشت 2015", "2015-08-14"),
            ("中華民國104年11月14日", "2015-11-14"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }
}
