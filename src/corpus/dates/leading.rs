//! The date at the beginning of a line, as databases print it above an article.

use super::clock::zone_offset;
use super::names::is_weekday;
use super::parse;
use crate::article::PublishedDate;

/// The maximum number of words in a date and time.
const MOST_WORDS: usize = 12;
/// The maximum length of a line that begins with a date.
const LONGEST: usize = 200;

/// Reads the date at the beginning of a line, with its weekday and time; returns it and the text after it.
pub(in crate::corpus) fn leading_date(line: &str) -> Option<(PublishedDate, &str)> {
    let line = line.trim();
    if line.len() > LONGEST || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = word_ends(line);
    let day = ends.iter().position(|end| line.get(..*end).and_then(parse).as_ref().is_some_and(is_day));
    let Some(mut last) = day else {
        let whole = parse(line).filter(|date| matches!(date, PublishedDate::Month(..)));
        return whole.map(|month| (month, ""));
    };
    while let Some(next) = ends.get(last + 1) {
        let word = line.get(*ends.get(last)?..*next)?;
        if !goes_on(word) {
            break;
        }
        last += 1;
    }
    let shortest = line.get(..*ends.get(day?)?)?;
    let longest = line.get(..*ends.get(last)?)?;
    let rest = line.get(longest.len()..)?.trim_start_matches([',', ';', ' ', '\u{a0}', '|', '-', '–']);
    let date = parse(longest).filter(is_day).or_else(|| parse(shortest))?;
    Some((date, rest))
}

fn is_day(date: &PublishedDate) -> bool {
    matches!(date, PublishedDate::Day(_) | PublishedDate::Moment(..))
}

/// Returns the ends of the first words.
fn word_ends(line: &str) -> Vec<usize> {
    let mut ends: Vec<usize> =
        line.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|at| !before_is_space(line, *at)).collect();
    ends.push(line.len());
    ends.truncate(MOST_WORDS);
    ends
}

fn before_is_space(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
}

/// Returns whether a word after a date is part of it: a weekday, or a part of a time.
pub(super) fn goes_on(word: &str) -> bool {
    let word = word.trim().trim_matches([',', '.', ';', '(', ')', '（', '）', '-', '–']);
    let is_clock = word.starts_with(|c: char| c.is_ascii_digit()) && word.contains([':', 'h', '時']);
    let is_half = ["am", "pm", "a.m", "p.m", "uhr", "at", "um", "à", "o", "om", "kl", "klo", "alle", "ore"]
        .iter()
        .any(|half| half.eq_ignore_ascii_case(word));
    word.is_empty() || is_clock || is_half || is_weekday(word) || (word.len() > 1 && zone_offset(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_line_with_a_date_is_kept() {
        for (line, date, rest) in [
            ("January 11, 2010 Monday", "2010-01-11", ""),
            ("June 17, 1995, CITY EDITION", "1995-06-17", "CITY EDITION"),
            ("January 11, 2018 Thursday, Late Edition - Final", "2018-01-11", "Late Edition - Final"),
            ("May 2, 2002, Thursday,, FINAL EDITION", "2002-05-02", "FINAL EDITION"),
            ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00Z", ""),
            ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10T10:36:00-05:00", ""),
            ("12 April 2013 Tuesday", "2013-04-12", ""),
            ("Montag 11. Januar 2010", "2010-01-11", ""),
            ("mardi 14 mars 2006, p. 16", "2006-03-14", "p. 16"),
            ("March 2010", "2010-03", ""),
            ("On January 11, 2010 the council met", "2010-01-11", "the council met"),
        ] {
            let found = leading_date(line).map(|(date, rest)| (date.to_string(), rest));
            assert_eq!(found, Some((date.to_owned(), rest)), "{line}");
        }
        for line in ["", "The council met on 11 January", "12 words", "2010", "Final Edition"] {
            assert_eq!(leading_date(line), None, "{line}");
        }
    }
}
