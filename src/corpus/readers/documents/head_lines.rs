//! Lines around the headline of a document that are fields: a printed byline, a date, or a label with its value such as `Source: The Courier`.

use super::document_block::DocumentBlock;
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate, is_weekday, leading_date};
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use serde_json::{Map, Value};

/// The number of blocks after the headline that may be fields.
const AFTER: usize = 6;
/// Longer blocks are text, in bytes.
const LONGEST: usize = 200;
/// Longer lines with a date among other words are text, in bytes.
const LONGEST_DATED: usize = 100;
/// The words of a line among which a date may begin.
const MOST_WORDS_OF_LINE: usize = 24;
/// Longer labels are the beginning of a sentence, in bytes.
const LONGEST_LABEL: usize = 30;
/// The most words of a name.
const MOST_WORDS: usize = 5;

/// Words before a printed date, in lower case.
const BEFORE_DATE: &[&str] = &[
    "published on",
    "published",
    "posted on",
    "posted",
    "first published",
    "veröffentlicht am",
    "erschienen am",
    "publié le",
    "publicado el",
    "publicado em",
    "pubblicato il",
    "gepubliceerd op",
    "publicerad",
    "on",
    "vom",
    "le",
];
/// Words before printed names, in lower case.
const BEFORE_NAME: &[&str] =
    &["by", "von", "par", "por", "di", "av", "af", "door", "text", "texte", "words", "story by", "written by"];
/// Words inside names that have no capital.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "ten", "ter", "von", "zu",
];
/// Words between two names.
const BETWEEN: &[&str] = &["and", "und", "et", "y", "e", "och", "og", "en", "&", "with", "mit", "avec"];

/// The fields found so far.
#[derive(Default)]
pub(super) struct HeadLines {
    labels: Map<String, Value>,
    bylines: Vec<String>,
    date: Option<ParsedDate>,
}

/// What a line, or a part of it, says.
enum LinePart {
    Date(ParsedDate),
    Names(Vec<String>),
    Label(String, String),
}

impl HeadLines {
    /// Returns whether a block is nothing but fields.
    pub(super) fn is_known(text: &str) -> bool {
        parts(text).is_some()
    }

    /// Takes the blocks that are fields: before the place `at`, where the headline was, and soon after it.
    pub(super) fn take(&mut self, blocks: &mut Vec<DocumentBlock>, at: usize) {
        let mut number = 0;
        let mut has_ended = false;
        blocks.retain(|block| {
            number += 1;
            let is_far = number > at + AFTER || has_ended;
            if is_far {
                return true;
            }
            has_ended |= number > at && block.text.len() > LONGEST;
            match parts(&block.text) {
                Some(parts) => {
                    for part in parts {
                        self.add(part);
                    }
                    false
                }
                None => {
                    // Its other words may be anything, so the line stays.
                    let date =
                        Some(&block.text).filter(|text| text.len() <= LONGEST_DATED).and_then(|text| date_within(text));
                    self.date = self.date.take().or(date);
                    true
                }
            }
        });
    }

    fn add(&mut self, part: LinePart) {
        match part {
            LinePart::Date(date) => {
                self.date.get_or_insert(date);
            }
            LinePart::Names(names) => self.bylines.extend(names),
            LinePart::Label(name, value) => {
                self.labels.entry(name).or_insert(Value::from(value));
            }
        }
    }

    /// Returns the fields.
    pub(super) fn into_draft(self) -> Draft {
        let mut draft =
            if self.labels.is_empty() { Draft::default() } else { fields::draft(&self.labels, &FieldMap::default()) };
        draft.add_date(self.date);
        if draft.bylines.is_empty() {
            draft.bylines = self.bylines;
        }
        draft
    }
}

/// Returns what the parts of a block say; `None` if one of them is text.
fn parts(text: &str) -> Option<Vec<LinePart>> {
    if text.len() > LONGEST {
        return None;
    }
    let pieces = text
        .split(['\n', '|', '•', '·', '\t'])
        .flat_map(|piece| piece.split(" – "))
        .flat_map(|piece| piece.split(" — "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    let parts: Vec<LinePart> = pieces.map(part).collect::<Option<_>>()?;
    (!parts.is_empty()).then_some(parts)
}

fn part(text: &str) -> Option<LinePart> {
    date(text).map(LinePart::Date).or_else(|| names(text).map(LinePart::Names)).or_else(|| label(text))
}

/// Reads a line that is a date and nothing else.
fn date(text: &str) -> Option<ParsedDate> {
    let lower = text.to_lowercase();
    let before = BEFORE_DATE.iter().find(|word| {
        lower.strip_prefix(*word).is_some_and(|rest| rest.starts_with([' ', ':']) && lower.len() == text.len())
    });
    let text = before.and_then(|word| text.get(word.len()..)).unwrap_or(text).trim_start_matches([' ', ':']);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole =
        leading_date(text).filter(|(_, rest)| rest.trim_matches(['.', ' ', ',']).is_empty() && begins_date(text));
    // Other notations have no words; a number alone is no date.
    let is_numbers =
        text.contains(['.', '-', '/', '年']) && !text.contains(|c: char| c.is_alphabetic() && c.is_lowercase());
    whole
        .map(|(date, _)| ParsedDate::Certain(date, None))
        .or_else(|| dates::parse_any_order(text.trim_end_matches('.')).filter(|_| is_numbers))
}

/// Returns whether the first word of a date is a part of it: a number, a weekday, or the month, without which there is no date.
fn begins_date(text: &str) -> bool {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let word = first.trim_matches([',', '.', '(']);
    word.starts_with(|c: char| c.is_ascii_digit()) || is_weekday(word) || leading_date(rest).is_none()
}

/// Returns the date in a line that is no sentence, such as `Penholm, 14 November 2015` or `The Courier Saturday 14.11.2015 Page 3`.
pub(super) fn date_within(line: &str) -> Option<ParsedDate> {
    let line = line.trim();
    if line.ends_with(['.', '!', '?']) || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let begins =
        |at: &usize| line.get(..*at).is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
    let mut starts = line.char_indices().map(|(at, _)| at).filter(begins).take(MOST_WORDS_OF_LINE);
    starts.find_map(|at| {
        let rest = line.get(at..)?;
        let (found, _) = leading_date(rest).filter(|_| begins_date(rest))?;
        Some(ParsedDate::Certain(found, None))
    })
}

/// Reads a line such as `By Ida Falk and Bo Li`.
fn names(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let introduces = |word: &&&str| lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', ':']));
    let word =
        BEFORE_NAME.iter().filter(introduces).max_by_key(|word| word.len()).filter(|_| lower.len() == text.len())?;
    let named = text.get(word.len()..)?.trim_start_matches([' ', ':']);
    let words: Vec<&str> = named.split_whitespace().collect();
    let is_capital = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
            || PARTICLES.contains(word)
            || BETWEEN.contains(word)
    };
    let is_names = words.len() >= 2 && words.iter().all(is_capital) && !named.ends_with(['.', '!', '?', ':']);
    let found = is_names.then(|| bylines::names(named, None))?;
    let are_names = found.iter().all(|name| name.split_whitespace().count() <= MOST_WORDS && bylines::is_name(name));
    (!found.is_empty() && are_names).then_some(found)
}

/// Reads a line such as `Source: The Courier`.
fn label(text: &str) -> Option<LinePart> {
    let (name, value) = text.split_once([':', '：'])?;
    let (name, value) = (name.trim(), value.trim());
    let is_label = name.len() <= LONGEST_LABEL && fields::is_field_name(name) && !fields::is_body(name);
    (is_label && !value.is_empty()).then(|| LinePart::Label(name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (Draft, Vec<String>) {
        let mut blocks: Vec<DocumentBlock> =
            lines.iter().map(|line| DocumentBlock { text: (*line).to_owned(), ..DocumentBlock::default() }).collect();
        let mut found = HeadLines::default();
        found.take(&mut blocks, 0);
        (found.into_draft(), blocks.into_iter().map(|block| block.text).collect())
    }

    #[test]
    fn printed_bylines_and_dates_are_fields() {
        for (lines, names, day) in [
            (&["By Ida Falk and Bo Li", "14 November 2015"][..], &["Ida Falk", "Bo Li"][..], "2015-11-14"),
            (&["Von Ida von der Heide | 14.11.2015"], &["Ida von der Heide"], "2015-11-14"),
            (&["Published: November 14, 2015", "Author: Ida Falk"], &["Ida Falk"], "2015-11-14"),
            (&["Date: 2015-11-14\nBy: Ida Falk"], &["Ida Falk"], "2015-11-14"),
        ] {
            let (draft, rest) = read(lines);
            assert_eq!(draft.bylines, names, "{lines:?}");
            assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some(day), "{lines:?}");
            assert!(rest.is_empty(), "{rest:?}");
        }
        let (draft, rest) = read(&["Penholm, 14 November 2015"]);
        assert_eq!((draft.published.is_some(), rest.len()), (true, 1));
    }

    #[test]
    fn text_is_no_field() {
        for line in [
            "By Monday evening the ferry was afloat",
            "Von der Leyen besucht Penholm",
            "By the way",
            "2015",
            "Police: nobody was hurt",
            "Ferry runs aground, 14 November 2015",
            "14 November 2015 in Penholm",
            "On 14 November 2015 the ferry ran aground.",
        ] {
            assert_eq!(read(&[line]).1.len(), 1, "{line}");
        }
    }
}
