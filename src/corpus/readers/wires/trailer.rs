//! Dates in the trailers of wire messages.

use crate::article::PublishedDate;
use jiff::civil::Date;
use jiff::tz::Offset;

/// Months by the first three letters of their names in English, German, French, Spanish, Italian, Portuguese, Dutch and Swedish.
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("gen", 1),
    ("maa", 3),
    ("mei", 5),
    ("maj", 5),
    ("mag", 5),
    ("giu", 6),
    ("lug", 7),
    ("set", 9),
    ("ott", 10),
    ("out", 10),
    ("ene", 1),
    ("jän", 1),
    ("feb", 2),
    ("fev", 2),
    ("fév", 2),
    ("mar", 3),
    ("mär", 3),
    ("mae", 3),
    ("mrz", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
];
/// Offsets from UTC in hours.
const ZONES: &[(&str, i8)] = &[
    ("gmt", 0),
    ("utc", 0),
    ("z", 0),
    ("bst", 1),
    ("cet", 1),
    ("mez", 1),
    ("cest", 2),
    ("mesz", 2),
    ("edt", -4),
    ("est", -5),
    ("cdt", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
];

/// Parses the trailer of IPTC 7901: day, hour and minute, zone, month and year, such as `131137 GMT Nov 13`. Returns `None` without a year.
pub(super) fn iptc(trailer: &str) -> Option<PublishedDate> {
    let words: Vec<&str> = trailer.split_whitespace().collect();
    if let Some(date) = italian(&words) {
        return Some(date);
    }
    let is_number = |word: &str, length: usize| word.len() == length && word.bytes().all(|byte| byte.is_ascii_digit());
    let at = words.iter().position(|word| is_number(word, 6))?;
    let number: i32 = words.get(at)?.parse().ok()?;
    let rest = words.get(at + 1..)?;
    let offset = rest.first().and_then(|word| zone(word));
    let rest = rest.get(usize::from(offset.is_some())..)?;
    let [month_name, year, ..] = rest else { return None };
    let month = &month(month_name)?;
    let year = match year.len() {
        2 | 4 if is_number(year, year.len()) => full_year(year.parse().ok()?),
        _ => return None,
    };
    moment(year, *month, number / 10_000, number % 10_000, offset)
}

/// Parses the trailer of ANSA: `15-NOV-19 18:22 NNNN`.
fn italian(words: &[&str]) -> Option<PublishedDate> {
    words.windows(2).find_map(|pair| {
        let [date, time] = pair else { return None };
        let parts: Vec<&str> = date.split('-').collect();
        let [day, name, year] = parts.as_slice() else { return None };
        let (hours, minutes) = time.split_once(':')?;
        let number = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() <= 2);
        moment(full_year(number(year)?), month(name)?, number(day)?, number(hours)? * 100 + number(minutes)?, None)
    })
}

/// Returns the number of a month by the first three letters of its name.
fn month(name: &str) -> Option<i8> {
    let letters: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.iter().find(|(known, _)| *known == letters).map(|(_, month)| *month)
}

/// Parses the trailer of ANPA 1312: `AP-WF-08-29-16 1957GMT`; without a time it is a day.
pub(super) fn anpa(trailer: &str) -> Option<PublishedDate> {
    trailer.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        // `upi 12-31-15 03:10 pes` has the service as a separate word.
        words.iter().take(2).enumerate().find_map(|(at, word)| {
            let (year, month, day) = american_day(word)?;
            let mut rest = words.get(at + 1..).unwrap_or_default().iter();
            let time = rest.next().and_then(|time| {
                let digits_end = time.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(time.len());
                let (digits, name) = time.split_at_checked(digits_end)?;
                let digits = digits.replace(':', "");
                let clock: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
                Some((clock, zone(if name.is_empty() { rest.next().copied().unwrap_or_default() } else { name })))
            });
            match time {
                Some((clock, offset)) => moment(year, month, day, clock, offset),
                None => Date::new(year, month, i8::try_from(day).ok()?).ok().map(PublishedDate::Day),
            }
        })
    })
}

/// Parses the date at the end of a word such as `AP-WF-08-29-16`, with the month first.
fn american_day(word: &str) -> Option<(i16, i8, i32)> {
    let parts: Vec<&str> = word.split('-').collect();
    let numbers = parts.get(parts.len().checked_sub(3)?..)?;
    let numbers: Vec<i32> =
        numbers.iter().map(|part| part.parse().ok().filter(|_| part.len() <= 2)).collect::<Option<_>>()?;
    let [month, day, year] = *numbers.as_slice() else { return None };
    Some((full_year(year), i8::try_from(month).ok()?, day))
}

fn zone(name: &str) -> Option<Offset> {
    let name = name.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let (_, hours) = ZONES.iter().find(|(known, _)| *known == name)?;
    Offset::from_hours(*hours).ok()
}

/// Wires with such trailers begin in the 1970s.
fn full_year(year: i32) -> i16 {
    let year = match year {
        70..=99 => 1900 + year,
        0..70 => 2000 + year,
        other => other,
    };
    i16::try_from(year).unwrap_or_default()
}

fn moment(year: i16, month: i8, day: i32, clock: i32, offset: Option<Offset>) -> Option<PublishedDate> {
    let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    let time = jiff::civil::Time::new(i8::try_from(clock / 100).ok()?, i8::try_from(clock % 100).ok()?, 0, 0).ok()?;
    Some(PublishedDate::Moment(date.to_datetime(time), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_are_parsed() {
        let text = |date: Option<PublishedDate>| date.map(|date| date.to_string());
        for (trailer, expected) in [
            ("131137 GMT Nov 13", Some("2013-11-13T11:37:00Z")),
            ("011205 MESZ Okt 09", Some("2009-10-01T12:05:00+02:00")),
            ("241800 Dez 1998", Some("1998-12-24T18:00:00")),
            ("041530 MAA 20", Some("2020-03-04T15:30:00")),
            ("051215 Mrz 08", Some("2008-03-05T12:15:00")),
            ("15-NOV-19 18:22 NNNN", Some("2019-11-15T18:22:00")),
            ("131137 GMT Nov", None),
            ("991137 GMT Nov 13", None),
            ("hello", None),
            ("", None),
        ] {
            assert_eq!(text(iptc(trailer)).as_deref(), expected, "{trailer}");
        }
        for (trailer, expected) in [
            ("AP-WF-08-29-16 1957GMT", Some("2016-08-29T19:57:00Z")),
            ("AP-NY-06-01-98 0003EDT<", Some("1998-06-01T00:03:00-04:00")),
            ("AP-NY-06-01-98 0003EDT", Some("1998-06-01T00:03:00-04:00")),
            ("NYT-06-01-98 0003 EDT", Some("1998-06-01T00:03:00-04:00")),
            ("AP-WF-08-29-16", Some("2016-08-29")),
            ("upi 12-31-15 03:10 pes", Some("2015-12-31T03:10:00")),
            ("AP-WF-13-29-16 1957GMT", None),
            ("", None),
        ] {
            assert_eq!(text(anpa(trailer)).as_deref(), expected, "{trailer}");
        }
    }
}
