//! Dates in the ids of collections, such as `AP880212-0001`, and dates of only digits with a two-digit year.

use crate::article::PublishedDate;
use jiff::civil::Date;

/// Publications by the letters before the date in their ids; true if the date begins with the month.
const PUBLICATIONS: &[(&str, &str, bool)] = &[
    ("ABC", "ABC", false),
    ("AFP", "Agence France-Presse", false),
    ("AP", "Associated Press", false),
    ("APW", "Associated Press", false),
    ("CNA", "Central News Agency", false),
    ("CNN", "CNN", false),
    ("FBIS", "Foreign Broadcast Information Service", false),
    ("FR", "Federal Register", false),
    ("FT", "Financial Times", false),
    ("LA", "Los Angeles Times", true),
    ("LTW", "Los Angeles Times-Washington Post", false),
    ("MNB", "MSNBC", false),
    ("NBC", "NBC", false),
    ("NYT", "New York Times", false),
    ("PRI", "Public Radio International", false),
    ("SJMN", "San Jose Mercury News", false),
    ("VOA", "Voice of America", false),
    ("WPB", "Washington Post", false),
    ("WSJ", "Wall Street Journal", false),
    ("XIE", "Xinhua", false),
    ("XIN", "Xinhua", false),
];

/// Returns the publication of an article by its id.
pub(super) fn publication(id: &str) -> Option<&'static str> {
    let letters = letters(id);
    PUBLICATIONS.iter().find(|(known, ..)| *known == letters).map(|(_, name, _)| *name)
}

/// Returns the day in the id of an article of a known publication.
pub(super) fn date(id: &str) -> Option<PublishedDate> {
    let letters = letters(id);
    let (_, _, month_first) = PUBLICATIONS.iter().find(|(known, ..)| *known == letters)?;
    let rest = id.get(letters.len()..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '-');
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let digits = rest.get(..end)?;
    if *month_first && digits.len() == 6 { month_first_date(digits) } else { compact(digits) }
}

/// Parses `YYMMDD` and `YYYYMMDD`.
pub(super) fn compact(digits: &str) -> Option<PublishedDate> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| is_number)?;
    match digits.len() {
        6 => day(century(number / 10_000), number / 100 % 100, number % 100),
        8 => day(number / 10_000, number / 100 % 100, number % 100),
        _ => None,
    }
}

/// Parses `MM/DD/YY`, as the Wall Street Journal writes it.
pub(super) fn american(text: &str) -> Option<PublishedDate> {
    let mut parts = text.trim().split('/');
    let mut next = || parts.next()?.trim().parse::<i32>().ok();
    let (month, day_of_month, year) = (next()?, next()?, next()?);
    if parts.next().is_some() || !(0..100).contains(&year) {
        return None;
    }
    day(century(year), month, day_of_month)
}

fn month_first_date(digits: &str) -> Option<PublishedDate> {
    let number: i32 = digits.parse().ok()?;
    day(century(number % 100), number / 10_000, number / 100 % 100)
}

/// Returns the full year for two digits: these collections begin in 1970.
fn century(year: i32) -> i32 {
    if year >= 70 { 1900 + year } else { 2000 + year }
}

fn day(year: i32, month: i32, day: i32) -> Option<PublishedDate> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    date.ok().filter(|date| date.year() >= 1900).map(PublishedDate::Day)
}

fn letters(id: &str) -> &str {
    let end = id.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(id.len());
    id.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_dates() {
        for (id, expected) in [
            ("AP880212-0001", Some("1988-02-12")),
            ("LA010189-0001", Some("1989-01-01")),
            ("WSJ870324-0001", Some("1987-03-24")),
            ("APW19980601.0002", Some("1998-06-01")),
            ("AFP_ENG_20101201.0001", Some("2010-12-01")),
            ("FR940104-0-00001", Some("1994-01-04")),
            ("FT911-3", None),
            ("X880212-0001", None),
            ("AP889912-0001", None),
        ] {
            assert_eq!(date(id).map(|date| date.to_string()).as_deref(), expected, "{id}");
        }
        assert_eq!(american(" 03/24/87").map(|date| date.to_string()).as_deref(), Some("1987-03-24"));
        assert_eq!(publication("FT911-3"), Some("Financial Times"));
    }
}
