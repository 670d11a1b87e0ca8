//! Finds authors whose names are only in the text of the page, in lines near the headline or at the end.

use super::authors::{is_full, names_in};
use super::byline_words::{BETWEEN_NAMES, INTRODUCTIONS, LABELS, PICTURES, REPORTERS_AFTER, REPORTERS_BEFORE};
use super::printed_lines::{PrintedLine, printed_lines};
use crate::corpus::byline_parts::is_particle;
use crate::corpus::bylines;
use crate::corpus::dates::find_dates;
use dom_smoothie::Readability;

/// The numbers of lines before and after the headline in which a byline is searched for.
const BEFORE: usize = 3;
const AFTER: usize = 8;
/// The number of lines after the headline in which a name without an introduction is searched for, next to a date.
const NAME_ALONE: usize = 4;
/// The number of lines after the end of the text.
const AT_END: usize = 3;
/// The maximum number of characters of a line with a byline.
const LONGEST: usize = 160;
/// The maximum number of words of a name without an introduction.
const MOST_WORDS: usize = 3;

/// Returns the authors that the page prints near its headline, if known. `source` is the name of the publication.
pub(super) fn printed_authors(page: &Readability, headline: Option<&str>, source: Option<&str>) -> Vec<String> {
    let lines = printed_lines(page);
    let squashed = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let key: Option<String> = headline.map(squashed);
    let title = lines.iter().position(|line| !line.is_link && key.as_ref() == Some(&squashed(&line.text)));
    let Some(title) = title.or_else(|| lines.iter().position(|line| line.is_heading)) else { return Vec::new() };
    let is_wanted = |name: &String| source.is_none_or(|source| squashed(source) != squashed(name));
    let near = lines.iter().enumerate().skip(title.saturating_sub(BEFORE)).take(BEFORE + AFTER);
    for (at, line) in near {
        if at > title && line.is_long {
            break;
        }
        if at == title || line.is_long || line.text.chars().count() > LONGEST {
            continue;
        }
        let is_next_to_date = at > title && at - title <= NAME_ALONE && {
            let around = lines.iter().skip((at - 1).max(title + 1)).take(3);
            around.filter(|line| !line.is_long).any(|line| !find_dates(&line.text).is_empty())
        };
        let mut names = in_line(line, is_next_to_date);
        names.retain(is_wanted);
        if !names.is_empty() {
            return names;
        }
    }
    let Some(end) = lines.iter().rposition(|line| line.is_long) else { return Vec::new() };
    let after = lines.iter().skip((end + 1).max(title + 1)).take(AT_END).filter(|line| !line.is_link);
    let mut found = after.map(|line| in_line(line, false)).find(|names| !names.is_empty()).unwrap_or_default();
    found.retain(is_wanted);
    found
}

/// Returns the names in a line, after an introduction, or without one if `alone`.
fn in_line(line: &PrintedLine, alone: bool) -> Vec<String> {
    let text = without_dates(&line.text);
    let mut parts = text.split(['|', '•', '·', '／', '\u{1}']).flat_map(|part| part.split(" - "));
    let found = parts.find_map(|part| {
        let part = part.split(" – ").flat_map(|part| part.split(" — ")).next().unwrap_or(part);
        let part = part.trim().trim_matches([',', ';']).trim();
        let introduced = introduced(part).map(names_of).filter(|names| !names.is_empty());
        introduced.or_else(|| reporters(part)).or_else(|| {
            let name = (alone && is_name_alone(part)).then(|| names_of(part))?;
            Some(name).filter(|names| !names.is_empty())
        })
    });
    found.unwrap_or_default()
}

/// Returns a line with a separator in place of each of its dates.
fn without_dates(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut at = 0;
    for found in find_dates(line) {
        kept.push_str(line.get(at..found.start).unwrap_or_default());
        kept.push('\u{1}');
        at = found.end;
    }
    kept.push_str(line.get(at..).unwrap_or_default());
    kept
}

/// Returns the text after a label or a word that introduces names.
fn introduced(part: &str) -> Option<&str> {
    if let Some((label, rest)) = part.split_once([':', '：']) {
        let label = label.trim().to_lowercase();
        let is_of_picture = PICTURES.iter().any(|word| label.contains(word));
        let last = label.rsplit(' ').next().unwrap_or(&label);
        let is_label = LABELS.contains(&last) || INTRODUCTIONS.contains(&last);
        return (!is_of_picture && is_label).then(|| rest.trim());
    }
    let introductions = INTRODUCTIONS.iter().filter_map(|word| {
        let (head, rest) = part.split_at_checked(word.len())?;
        (head.to_lowercase() == **word).then(|| rest.strip_prefix(' ')).flatten()
    });
    introductions.min_by_key(|rest| rest.len())
}

/// Returns the names in the text after an introduction.
fn names_of(text: &str) -> Vec<String> {
    let text = text.replace(" / ", " & ").replace(" avec ", " (avec ").replace(" con ", " (con ");
    let text = text.split(" (").flat_map(|text| text.split(" on ")).next().unwrap_or(&text);
    let mut names = names_in(text);
    for name in &mut names {
        *name = without_title(name);
    }
    names.retain(|name| is_full(name) && is_written_as_name(name) && !bylines::is_organisation(name));
    names
}

/// Returns a name without the words of a title or an agency after it: `Kari Dahl Journalist`.
fn without_title(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    while words.len() > 2 && words.last().is_some_and(|word| bylines::is_organisation(word)) {
        words.pop();
    }
    words.join(" ").trim_end_matches('.').to_owned()
}

/// Returns whether a lower-case word may occur within or between names.
fn joins_names(word: &str) -> bool {
    is_particle(word) || BETWEEN_NAMES.contains(&word)
}

/// Returns whether all words of a name begin with capital letters, or are particles, or are in a script without capitals.
fn is_written_as_name(name: &str) -> bool {
    name.split([' ', '-']).filter(|word| !word.is_empty()).all(|word| {
        let is_lower = word.starts_with(char::is_lowercase);
        !is_lower || joins_names(word) || word.contains(['\'', '’'])
    })
}

/// Returns whether a part of a line consists of the name of a person, in an alphabet with capital letters.
fn is_name_alone(part: &str) -> bool {
    let name =
        part.split_once(", ").filter(|(_, title)| bylines::is_organisation(title)).map_or(part, |(name, _)| name);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.contains('@')).collect();
    let people: Vec<&str> = words.iter().copied().filter(|word| !joins_names(word)).collect();
    (2..=MOST_WORDS).contains(&people.len())
        && people.iter().all(|word| {
            let mut letters = word.chars();
            let begins = letters.next().is_some_and(char::is_uppercase);
            begins && letters.clone().all(|c| c.is_alphabetic() || "-'’.".contains(c)) && letters.next().is_some()
        })
        && people.iter().any(|word| word.contains(char::is_lowercase))
}

/// Returns the names of reporters in Chinese and Korean: `记者 王明`, `김민수 기자`.
fn reporters(part: &str) -> Option<Vec<String>> {
    let is_ideograph = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '·');
    let is_hangul = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}');
    let chinese = REPORTERS_BEFORE.iter().find_map(|word| {
        let (_, rest) = part.split_once(word)?;
        let rest = rest.trim_start_matches([' ', ':', '：', '丨']);
        let name: String = rest.chars().take_while(|c| is_ideograph(*c)).collect();
        (2..=4).contains(&name.chars().count()).then_some(name)
    });
    let korean = || {
        REPORTERS_AFTER.iter().find_map(|word| {
            part.match_indices(word).find_map(|(at, _)| {
                let name = part.get(..at)?.trim_end().rsplit(|c| !is_hangul(c)).next()?;
                (2..=4).contains(&name.chars().count()).then(|| name.to_owned())
            })
        })
    };
    chinese.or_else(korean).map(|name| vec![name])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(after_heading: &str) -> String {
        let text = "<p>The council decided on Monday to repair the old bridge over the river next year, and put the cost at four \
            million. The finance officer told the meeting, which lasted more than three hours, that work begins in spring.</p>";
        let html = format!("<html><body><main><h1>Bridge to be repaired</h1>{after_heading}{text}</main>");
        printed_authors(&Readability::from(html.as_str()), Some("Bridge to be repaired"), Some("River Post")).join("; ")
    }

    #[test]
    fn bylines_near_the_headline_are_read() {
        for (line, expected) in [
            ("<p>By Anna Smith</p>", "Anna Smith"),
            ("<p>BY ANNA SMITH</p>", "ANNA SMITH"),
            ("<p>Von Jana Wolter und Timo Behr</p>", "Jana Wolter; Timo Behr"),
            ("<p>Par Claire Dumont - Publié le 14 mars 2023 à 18h42</p>", "Claire Dumont"),
            ("<p>Por: María José Ríos / Ana Peña</p>", "María José Ríos; Ana Peña"),
            ("<p>Text: Karin Möller | Fotos: Bernd Haas</p>", "Karin Möller"),
            ("<p>14 мар 2023 18:42 | Текст: Ольга Ким</p>", "Ольга Ким"),
            ("<p>Ewa Nowicka, 14 marca 2023, 18:42</p>", "Ewa Nowicka"),
            ("<p>Inês Valente</p><p>14 de Março de 2023, 18:42</p>", "Inês Valente"),
            ("<p>14 March 2023</p><p>Kari Dahl Journalist</p>", "Kari Dahl"),
            ("<p>Submitted by Dana Cole on Tue, 03/14/2023 - 18:42</p>", "Dana Cole"),
            ("<p>2023-03-14 18:42 来源：河畔日报 作者：王明 责任编辑：李华</p>", "王明"),
            ("<p>記者陳小美／台北報導</p>", "陳小美"),
            ("<p>김민수 기자</p><p>입력 2023.03.14 18:42</p>", "김민수"),
            ("<p>기자명 김민수 기자</p>", "김민수"),
            ("<p>بقلم سامي عون</p>", "سامي عون"),
            ("<p>Karin Möller, Redakteurin</p><p>14. März 2023</p>", "Karin Möller"),
            ("<p>Stand: 15.03.2023, 09:10 Uhr Von: Jana Wolter</p>", "Jana Wolter"),
            // Not bylines.
            ("<p>River Post</p><p>14 March 2023</p>", ""),
            ("<p>By Monday the water had gone</p>", ""),
            ("<p>Local News</p><p>14 March 2023</p>", ""),
            ("<p>Anna Smith</p>", ""),
            ("<p>Photo: Anna Smith</p>", ""),
        ] {
            assert_eq!(found(line), expected, "{line}");
        }
    }
}
