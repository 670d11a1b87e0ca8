//! Two-digit years.

/// The first of the hundred years that two digits stand for, as in RFC 2822.
const FIRST: i16 = 1950;

/// Returns the year that two digits stand for, from 1950 to 2049.
pub(super) fn full_year(two_digits: i16) -> i16 {
    let year = FIRST / 100 * 100 + two_digits;
    if year < FIRST { year + 100 } else { year }
}

/// Returns a date in words with a four-digit year: `14 Nov 15` and `Nov. 14, '15` are in 2015. `None` if its year is not short.
pub(super) fn with_full_year(text: &str) -> Option<String> {
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let last = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = last.get(before.len()..).filter(|year| year.len() == 2)?;
    let mut numbers = before.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_day = numbers.next().is_some_and(|number| number.len() <= 2) && numbers.next().is_none();
    let is_apart = before.ends_with([' ', '-', '/', '\'', '’', '.', ',']);
    let before = before.trim_end_matches(['\'', '’']);
    (is_day && is_apart).then(|| format!("{before}{}", full_year(year.parse().unwrap_or_default())))
}

/// Returns a date in numbers with points with a four-digit year, the day first: `14.11.15` is in 2015.
pub(super) fn with_full_year_after_points(text: &str) -> Option<String> {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = parts.next().is_none_or(str::is_empty) && [day, month, year].into_iter().all(is_short);
    (is_date && year.len() == 2).then(|| format!("{day}.{month}.{}", full_year(year.parse().unwrap_or_default())))
}
