//! Finds dates within a line of text, such as `By Anna Smith | Published 14 November 2015, 21:30 | Updated 15 November`.

use super::clock::zone_offset;
use super::leading::goes_on;
use super::names::{is_name, is_of_era};
use super::order::ParsedDate;
use super::parse_any_order;
use super::scripts::is_month_elsewhere;
use crate::article::{PublishedDate, parse_day};

/// The maximum number of words in a date without its time.
const MOST_WORDS: usize = 7;
/// The maximum number of words in a time after a date.
const MOST_TIME_WORDS: usize = 5;
/// The maximum number of dates to find in a line.
const MOST_DATES: usize = 4;
/// Words within dates, in addition to months and those that are removed from dates.
const PARTICLES: &[&str] = &[
    "of", "the", "de", "del", "di", "do", "d", "gada", "m", "st", "nd", "rd", "th", "er", "ter", "ngày", "tháng", "năm",
];

/// A date in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::corpus) struct FoundDate {
    /// The date.
    pub(in crate::corpus) date: ParsedDate,
    /// The offset of its first byte in the line.
    pub(in crate::corpus) start: usize,
    /// The offset after its last byte.
    pub(in crate::corpus) end: usize,
}

/// Returns the first dates of a line that name a day in full.
pub(in crate::corpus) fn find_dates(line: &str) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    let mut before = ' ';
    for (start, c) in line.char_indices() {
        let is_after_last = found.last().is_none_or(|last| start >= last.end);
        let begins = if c.is_numeric() {
            !before.is_ascii_alphanumeric() && !before.is_numeric() && !matches!(before, '.' | '-' | '/' | ':')
        } else {
            c.is_alphabetic() && !before.is_alphanumeric()
        };
        before = c;
        if begins
            && is_after_last
            && let Some(date) = line.get(start..).and_then(|rest| date_at(rest, start))
        {
            found.push(date);
            if found.len() == MOST_DATES {
                break;
            }
        }
    }
    found
}

/// Returns the date at the beginning of `text`, whose offset in its line is `start`.
fn date_at(text: &str, start: usize) -> Option<FoundDate> {
    let first = text.split(|c: char| !c.is_alphanumeric()).next()?;
    if !first.starts_with(char::is_numeric) && !is_of_era(first) && !is_month(first) {
        return None;
    }
    let ends = ends(text);
    let mut days = ends.iter().take(MOST_WORDS).enumerate().filter_map(|(at, end)| {
        let words = text.get(..*end)?;
        // A closing bracket may belong to one that opens before the date.
        let words = if words.contains(['(', '（']) { words } else { words.trim_end_matches([')', '）', ']']) };
        let date = parse_any_order(words).filter(is_day)?;
        is_nothing_else(words).then_some((at, words.len(), date))
    });
    let (at, mut end, mut date) = days.next()?;
    // A longer date adds the year that a shorter one lacks, or the time.
    for (last, next) in ends.iter().enumerate().skip(at + 1).take(MOST_TIME_WORDS) {
        let word = text.get(*ends.get(last - 1)?..*next)?;
        if !goes_on(word) {
            break;
        }
        if let Some(longer) = text.get(..*next).and_then(parse_any_order).filter(is_day) {
            (end, date) = (*next, longer);
        }
    }
    Some(FoundDate { date, start, end: start + end })
}

fn is_month(word: &str) -> bool {
    parse_day(&format!("1 {word} 2000")).is_some()
}

fn is_day(date: &ParsedDate) -> bool {
    match date {
        ParsedDate::Certain(date, _) => matches!(date, PublishedDate::Day(_) | PublishedDate::Moment(..)),
        ParsedDate::Unordered(_) => true,
    }
}

/// Returns whether a text consists of symbols and words of dates: within a line, a number alone is not a date, and unknown words are not ignored.
fn is_nothing_else(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let has_signs = text.contains(|c: char| !c.is_ascii_digit());
    let is_known = |word: &str| {
        let lower = word.to_lowercase();
        PARTICLES.contains(&lower.as_str())
            || is_name(word)
            || is_of_era(word)
            || is_month_elsewhere(word)
            || word.len() > 1 && zone_offset(word).is_some()
            || is_month(word)
            || matches!(lower.as_str(), "t" | "z" | "pm" | "p" | "h" | "ko" | "gmt" | "utc" | "m")
            || !word.is_ascii() && word.chars().count() <= 2
            // In words of Indian and Thai scripts, combining marks divide the parts.
            || word.chars().any(|c| matches!(c, '\u{900}'..='\u{E7F}'))
    };
    has_signs && words.all(is_known)
}

/// Returns the end offsets of words, and offsets within words where another script follows a date.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_word_end = c.is_whitespace() && !before.is_whitespace();
        let is_script_end = matches!(before, '日' | '일') || (before.is_ascii_digit() && is_ideograph(c));
        if is_word_end || (is_script_end && !c.is_whitespace()) || (matches!(c, '|' | '·' | '•' | '(' | '（') && at > 0)
        {
            ends.push(at);
            if ends.len() > MOST_WORDS + MOST_TIME_WORDS {
                return ends;
            }
        }
        before = c;
    }
    ends.push(text.len());
    ends
}

/// Returns whether a character begins a word and is not a unit of the number before it.
fn is_ideograph(c: char) -> bool {
    !"年月日時时点點分秒년월일시분초".contains(c) && matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_within_a_line_are_found() {
        for (line, expected) in [
            (
                "By Anna Smith | Published 14 November 2015, 21:30 | Updated 15 November 2015",
                "2015-11-14T21:30:00 2015-11-15",
            ),
            ("Posted on November 14, 2015 by admin", "2015-11-14"),
            ("Budget (14/11/2015)", "2015-11-14"),
            ("Posted on Saturday, November 14 @ 10:22:41 EST 2015 by admin", "2015-11-14T10:22:41-05:00"),
            ("18. nov 2015 o 9:30 Anna Nováková", "2015-11-18T09:30:00"),
            ("3 Comments November 14, 2015", "2015-11-14"),
            ("发布时间：2015年11月14日 10:23 来源：新华网", "2015-11-14T10:23:00"),
            ("2015年11月14日来源：新华网", "2015-11-14"),
            ("入力 2015.11.14 10:23", "2015-11-14T10:23:00"),
            ("Von Anna Schmidt, Samstag, 14. November 2015", "2015-11-14"),
            ("Publicado el 14 de noviembre de 2015", "2015-11-14"),
            ("Опубликовано: 14 ноября 2015 в 10:23", "2015-11-14"),
            ("14/11/2015 - 10h23", "2015-11-14T10:23:00"),
            ("Vilnius, 2015 m. lapkričio 14 d.", "2015-11-14"),
            ("प्रकाशित: 14 मार्च 2015", "2015-03-14"),
            ("14 พ.ย. 2558 10:23 น.", "2015-11-14T10:23:00"),
        ] {
            let found = find_dates(line).into_iter().map(|found| match found.date {
                ParsedDate::Certain(date, _) => date.to_string(),
                ParsedDate::Unordered(date) => date.day_first.to_string(),
            });
            assert_eq!(found.collect::<Vec<_>>().join(" "), expected, "{line}");
        }
        for line in [
            "20151114",
            "Nr. 1447535604",
            "14 dead November 2015",
            "call 030/14 11 20",
            "November 2015",
            "on 14 November",
        ] {
            assert_eq!(find_dates(line), [], "{line}");
        }
        let numeric = find_dates("Posted 05/03/2015 by x");
        assert!(matches!(numeric.as_slice(), [FoundDate { date: ParsedDate::Unordered(_), start: 7, end: 17 }]));
    }
}
