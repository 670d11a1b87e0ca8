//! Day numbers, and the parser of dates with month names.

use super::month_names::month_number;
use jiff::civil::Date;
use unicode_normalization::char::is_combining_mark;

/// Returns the number of days from 1 January 1970 to `date`, negative before it.
pub fn day_number(date: Date) -> i64 {
    // Days between two civil dates fit an i32 over the whole range of `Date`.
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}

/// Returns the date `days` after 1 January 1970, or `None` outside the years -9999 to 9999.
pub fn from_day_number(days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// Returns the last day of a month, or `None` if year or month is out of range.
pub(super) fn last_day_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// Particles between the parts of a date.
const PARTICLES: &[&str] = &["of", "the", "de", "del", "di", "do", "le", "el", "den", "d", "г", "năm"];

/// March, or Tuesday in three languages.
const TUESDAY: &str = "mar";

/// Parses a day with the name of its month, such as `14 November 2015`, `Nov. 14, 2015`, `5-MAR-1987` or `14. März 2015`.
///
/// One unknown word is ignored: it is usually a weekday. Returns `None` if the text contains anything else.
pub fn parse_day(text: &str) -> Option<Date> {
    let mut day = None;
    let mut month = None;
    let mut year = None;
    let mut unknown = None;
    let mut doubtful = false;
    for word in text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let Ok(number) = digits.parse::<i16>() {
            match digits.len() {
                1 | 2 if day.is_none() => day = i8::try_from(number).ok(),
                4 if year.is_none() => year = Some(number),
                _ => return None,
            }
        } else if (month.is_none() || doubtful)
            && let Some(found) = month_number(word)
        {
            doubtful = month.is_none() && TUESDAY.eq_ignore_ascii_case(word);
            month = Some(found);
        } else if !PARTICLES.contains(&word) && unknown.replace(word).is_some() {
            return None;
        }
    }
    Date::new(year?, month?, day?).ok()
}

/// Returns whether a character belongs to a word; the vowel signs of Indian scripts do.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_count_from_1970_in_both_directions() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(1605, 6, 1)), -133_162);
        assert_eq!(from_day_number(-133_162), Some(Date::constant(1605, 6, 1)));
        assert_eq!(from_day_number(i64::MAX), None);
    }

    #[test]
    fn dates_with_month_names_are_parsed() {
        let day = Date::constant(2015, 11, 14);
        for text in [
            "14 november 2015",
            "November 14, 2015",
            "Nov. 14, 2015",
            "Saturday, 14 November 2015",
            "14-NOV-2015",
            "14. November 2015",
            "14 novembre 2015",
            "sábado 14 de noviembre de 2015",
            "14 ноября 2015",
            "November 14th, 2015",
            "mar. 14 nov. 2015",
            "14 Kasım 2015 Cumartesi",
            "2015. november 14.",
        ] {
            assert_eq!(parse_day(text), Some(day), "{text}");
        }
        assert_eq!(parse_day("5 mars 2024"), Some(Date::constant(2024, 3, 5)));
        assert_eq!(parse_day("1er août 1914"), Some(Date::constant(1914, 8, 1)));
        for text in [
            "",
            "november 2015",
            "14 15 november 2015",
            "31 february 2015",
            "14/11/2015",
            "x",
            "riots of 14 november 2015 in",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
