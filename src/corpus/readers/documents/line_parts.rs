//! Recognises the fields in a line of a document: a date, names of authors, the publication, a page, a URL, or a label with its value.

use super::publication_names::is_publication;
use crate::article::PublishedDate;
use crate::corpus::byline_parts::is_particle;
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate, is_weekday, leading_date};
use crate::corpus::fields;

/// The maximum length of a block of fields, in bytes.
pub(super) const LONGEST: usize = 200;
/// The maximum number of words before a date in a line.
const MOST_WORDS_OF_LINE: usize = 24;
/// The maximum length of a label, in bytes; a longer one is the beginning of a sentence.
const LONGEST_LABEL: usize = 30;
/// The maximum number of words of a name.
const MOST_WORDS: usize = 5;
/// The maximum length of a page number, in bytes.
const LONGEST_PAGE: usize = 9;

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
    "du",
    "of",
    "am",
];
/// Words before the date of an update, in lower case.
const BEFORE_UPDATE: &[&str] = &[
    "updated",
    "last updated",
    "last modified",
    "aktualisiert",
    "zuletzt aktualisiert",
    "mis à jour",
    "modifié",
    "actualizado",
    "atualizado",
    "aggiornato",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
];
/// Words before printed names, in lower case.
const BEFORE_NAME: &[&str] =
    &["by", "von", "par", "por", "di", "av", "af", "door", "text", "texte", "words", "story by", "written by"];
/// Words between two names.
const BETWEEN: &[&str] = &["and", "und", "et", "y", "e", "och", "og", "en", "&", "with", "mit", "avec"];
/// First words of names of places, in lower case.
const PLACES: &[&str] = &[
    "bad", "buenos", "cape", "den", "el", "fort", "great", "hong", "kuala", "la", "lake", "las", "le", "los", "mount",
    "new", "nord", "north", "port", "rio", "saint", "san", "sankt", "santa", "south", "east", "west", "st", "são",
    "tel", "the",
];
/// Words before the number of a page, in lower case.
const BEFORE_PAGE: &[&str] = &[
    "page", "pages", "p", "pp", "pg", "seite", "seiten", "s", "pagina", "página", "pág", "pag", "blz", "sida", "side",
    "str", "стр",
];
/// Words before the number of an issue, in lower case.
const BEFORE_ISSUE: &[&str] =
    &["no", "nr", "n°", "nº", "num", "núm", "vol", "volume", "issue", "jg", "jahrgang", "heft", "ausgabe"];

/// A field in a line.
pub(super) enum LinePart {
    Date(ParsedDate),
    /// Names after a word such as `By`.
    Names(Vec<String>),
    /// Words that are a name if other fields are near.
    PossibleName(String),
    Publication(String),
    Page(String),
    Address(String),
    Label(String, String),
    /// The date of an update, the number of an issue, or a label before the text.
    Ignored,
}

/// Returns the fields of a block that consists of fields; `None` if any part of it is text.
pub(super) fn line_parts(text: &str) -> Option<Vec<LinePart>> {
    if text.len() > LONGEST {
        return None;
    }
    let pieces = text
        .split(['\n', '|', '•', '·', '\t', '\u{3000}'])
        .flat_map(|piece| piece.split(" – "))
        .flat_map(|piece| piece.split(" — "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty());
    let parts: Vec<LinePart> = pieces.map(piece_parts).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    (!parts.is_empty()).then_some(parts)
}

fn piece_parts(text: &str) -> Option<Vec<LinePart>> {
    if let Some(part) = part(text) {
        return Some(vec![part]);
    }
    dated_parts(text, false)
        .or_else(|| label(text))
        .or_else(|| page_of_section(text).map(|page| vec![LinePart::Page(page)]))
        .or_else(|| names_of_publication(text))
        .or_else(|| possible_name(text).map(|name| vec![LinePart::PossibleName(name)]))
}

fn part(text: &str) -> Option<LinePart> {
    let is_update = || without_word(text, BEFORE_UPDATE).is_some_and(|rest| date(rest).is_some());
    if is_update() || is_issue(text) {
        return Some(LinePart::Ignored);
    }
    // Browsers print the page number after the URL.
    let (address, number) = text.split_once(' ').unwrap_or((text, ""));
    let is_address = (address.starts_with("https://") || address.starts_with("http://"))
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    date(text)
        .map(LinePart::Date)
        .or_else(|| page(text).map(LinePart::Page))
        .or_else(|| is_address.then(|| LinePart::Address(address.to_owned())))
        .or_else(|| is_publication(text).then(|| LinePart::Publication(text.to_owned())))
        .or_else(|| names(text).map(LinePart::Names))
}

/// Reads a line such as `The Courier, 14 November 2015, p. 3` or `Ida Falk, The Courier, 14.11.2015`; with `is_source`, the words before the date are always
/// the name of a publication.
fn dated_parts(text: &str, is_source: bool) -> Option<Vec<LinePart>> {
    let (at, found, rest) = found_date(text)?;
    let separators = [' ', ',', ';', ':', '-', '–', '—', '(', ')', '.'];
    let before = text.get(..at)?.trim_end_matches(separators);
    let before = without_last_word(before).trim_end_matches(separators);
    let mut parts = match before {
        "" => Vec::new(),
        _ if is_source => {
            let (name, page_before) =
                before.rsplit_once(", ").filter(|(_, last)| page(last).is_some()).unwrap_or((before, ""));
            let page = page(page_before).map(LinePart::Page);
            [LinePart::Publication(name.to_owned())].into_iter().chain(page).collect()
        }
        _ => comma_parts(before)?,
    };
    parts.push(LinePart::Date(ParsedDate::Certain(found, None)));
    let rest = rest.trim_matches(separators);
    if !rest.is_empty() {
        parts.extend(comma_parts(rest)?);
    }
    Some(parts)
}

/// Returns the fields between commas; `None` if one is text.
fn comma_parts(text: &str) -> Option<Vec<LinePart>> {
    let pieces = text.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty());
    let page = |piece| page_of_section(piece).map(LinePart::Page);
    pieces
        .map(|piece| part(piece).or_else(|| page(piece)).or_else(|| possible_name(piece).map(LinePart::PossibleName)))
        .collect()
}

/// Reads a line such as `Ida Falk, The Courier`.
fn names_of_publication(text: &str) -> Option<Vec<LinePart>> {
    let (before, last) = text.rsplit_once(", ")?;
    let names = names(before).or_else(|| possible_name(before).map(|name| vec![name]))?;
    is_publication(last).then(|| vec![LinePart::Names(names), LinePart::Publication(last.to_owned())])
}

/// Reads a line that consists of a date.
fn date(text: &str) -> Option<ParsedDate> {
    let text = without_word(text, BEFORE_DATE).unwrap_or(text);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole =
        leading_date(text).filter(|(_, rest)| rest.trim_matches(['.', ' ', ',']).is_empty() && begins_date(text));
    // Other notations contain no words; a number alone is not a date.
    let is_numbers =
        text.contains(['.', '-', '/', '年']) && !text.contains(|c: char| c.is_alphabetic() && c.is_lowercase());
    whole
        .map(|(date, _)| ParsedDate::Certain(date, None))
        .or_else(|| dates::parse_any_order(text.trim_end_matches('.')).filter(|_| is_numbers))
}

/// Returns the text after the longest of the words that it begins with.
fn without_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let lower = text.to_lowercase();
    let begins = |word: &&&str| lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', ':']));
    let word = words.iter().filter(begins).max_by_key(|word| word.len()).filter(|_| lower.len() == text.len())?;
    Some(text.get(word.len()..)?.trim_start_matches([' ', ':']))
}

/// Returns a text without a word at its end that introduces a date.
fn without_last_word(text: &str) -> &str {
    match text.rsplit_once(' ') {
        Some((before, last)) if BEFORE_DATE.contains(&last.to_lowercase().as_str()) => before,
        _ => text,
    }
}

/// Returns whether the first word of a date belongs to it: a number, a weekday, or the month, without which there is no day.
fn begins_date(text: &str) -> bool {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let word = first.trim_matches([',', '.', '(']);
    let is_day = |date: &PublishedDate| matches!(date, PublishedDate::Day(_) | PublishedDate::Moment(..));
    let is_complete = || leading_date(rest).is_some_and(|(date, _)| is_day(&date));
    word.starts_with(|c: char| c.is_ascii_digit()) || is_weekday(word) || !is_complete()
}

/// Returns the date in a line that is not a sentence, such as `Penholm, 14 November 2015` or `The Courier Saturday 14.11.2015 Page 3`.
pub(super) fn date_within(line: &str) -> Option<ParsedDate> {
    found_date(line).map(|(_, date, _)| ParsedDate::Certain(date, None))
}

/// Returns the offset of the date in a line that is not a sentence, the date and the text after it.
fn found_date(line: &str) -> Option<(usize, PublishedDate, &str)> {
    let line = line.trim_end();
    if line.ends_with(['.', '!', '?']) || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let begins =
        |at: &usize| line.get(..*at).is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
    let mut starts = line.char_indices().map(|(at, _)| at).filter(begins).take(MOST_WORDS_OF_LINE);
    starts.find_map(|at| {
        let text = line.get(at..)?;
        let (found, rest) = leading_date(text).filter(|_| begins_date(text))?;
        Some((at, found, rest))
    })
}

/// Reads a line such as `By Ida Falk and Bo Li`.
fn names(text: &str) -> Option<Vec<String>> {
    let named = without_word(text, BEFORE_NAME)?;
    let words: Vec<&str> = named.split_whitespace().collect();
    let is_capital = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
            || is_particle(word)
            || BETWEEN.contains(word)
    };
    let is_names = words.len() >= 2 && words.iter().all(is_capital) && !named.ends_with(['.', '!', '?', ':']);
    let names_publication = named.rsplit_once(", ").is_some_and(|(_, last)| is_publication(last));
    let found = (is_names && !names_publication).then(|| bylines::names(named, None))?;
    let are_names = found.iter().all(|name| name.split_whitespace().count() <= MOST_WORDS && bylines::is_name(name));
    (!found.is_empty() && are_names).then_some(found)
}

/// Returns the possible name in a line, without a place after it: `Ida Falk, Penholm`.
fn possible_name(text: &str) -> Option<String> {
    let name = match text.split_once(", ") {
        Some((name, place)) if !place.contains(char::is_whitespace) && place.starts_with(char::is_uppercase) => name,
        Some(_) => return None,
        None => text,
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase) && word.contains(char::is_alphabetic);
    let is_word = |word: &&str| is_capital(word) || is_particle(word);
    let has_ends = words.first().is_some_and(is_capital) && words.last().is_some_and(is_capital);
    let is_place =
        words.first().is_some_and(|word| PLACES.contains(&word.trim_end_matches('.').to_lowercase().as_str()));
    let has_signs = name.chars().any(|c| !c.is_alphabetic() && !matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let is_name = has_ends
        && !is_place
        && !has_signs
        && (2..MOST_WORDS).contains(&words.len())
        && words.iter().all(is_word)
        && !name.ends_with('.')
        && !bylines::is_organisation(name)
        && bylines::is_name(name);
    is_name.then(|| name.to_owned())
}

/// Reads a page number: `Page A3`, `S. 5`, `pp. 3-4`.
fn page(text: &str) -> Option<String> {
    let number = number_after(text, BEFORE_PAGE)?;
    let signs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '/' | ' ' | ',');
    let without_section =
        number.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(number).trim_start_matches('-');
    let is_page = without_section.starts_with(|c: char| c.is_ascii_digit()) && without_section.chars().all(signs);
    (is_page && number.len() <= LONGEST_PAGE).then(|| number.to_owned())
}

/// Reads a page number with the letter of its section and without a label: `A3`.
fn page_of_section(text: &str) -> Option<String> {
    let number = text.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let is_page = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_page.then(|| text.to_owned())
}

/// Returns whether a text is the number of an issue: `Nr. 60`.
fn is_issue(text: &str) -> bool {
    number_after(text, BEFORE_ISSUE)
        .is_some_and(|number| number.len() <= LONGEST_PAGE && number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the text after one of the words and its full stop or colon.
fn number_after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let end = text.find(|c: char| !c.is_alphabetic() && !matches!(c, '°' | 'º'))?;
    let (word, number) = text.split_at_checked(end)?;
    let is_before = words.contains(&word.to_lowercase().as_str());
    is_before.then(|| number.trim_start_matches(['.', ':', ' ', '\u{a0}']).trim_end_matches(['.', ' ']))
}

/// Reads a line such as `Source: The Courier, 14 November 2015` or `Section: News; Page 3`.
fn label(text: &str) -> Option<Vec<LinePart>> {
    let (name, value) = text.split_once([':', '：'])?;
    let (name, value) = (name.trim(), value.trim());
    if name.len() > LONGEST_LABEL || !fields::is_field_name(name) {
        return None;
    }
    if fields::is_body(name) || value.is_empty() {
        return (value.is_empty()).then(|| vec![LinePart::Ignored]);
    }
    if fields::is_source(name)
        && let Some(parts) = dated_parts(value, true)
    {
        return Some(parts);
    }
    let (value, page) = match value.rsplit_once(';').map(|(value, last)| (value, page(last.trim()))) {
        Some((value, Some(page))) => (value.trim(), Some(LinePart::Page(page))),
        _ => (value, None),
    };
    Some([LinePart::Label(name.to_owned(), value.to_owned())].into_iter().chain(page).collect())
}
