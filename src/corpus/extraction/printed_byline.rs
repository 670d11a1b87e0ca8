//! Finds authors whose names are only in the text of the page, in lines near the headline or at the end.

use super::authors::{is_full, names_in};
use super::byline_words::{
    BETWEEN_NAMES, BUTTONS, INTRODUCTIONS, LABELS, NO_JAPANESE_NAMES, PICTURES, REPORTERS_AFTER, REPORTERS_BEFORE,
    TIME_WORDS,
};
use super::printed_lines::{PrintedLine, PrintedLines, headline_line};
use super::publication::parts_of_title;
use crate::corpus::byline_parts::{is_particle, without_job};
use crate::corpus::bylines;
use crate::corpus::dates::find_dates;
use dom_smoothie::Readability;

/// The numbers of lines before and after the headline in which a byline is searched for.
const BEFORE: usize = 3;
const AFTER: usize = 8;
/// The number of lines after the headline in which a name without an introduction is searched for, next to a date.
const NAME_ALONE: usize = 4;
/// The maximum number of lines between such a name and the date.
const NEXT_TO: usize = 2;
/// The number of lines after the end of the text.
const AT_END: usize = 3;
/// The maximum number of characters of a line with a byline.
const LONGEST: usize = 160;
/// The number of lines from which the language of the text is determined.
const MOST_OF_LANGUAGE: usize = 20;
/// The maximum number of characters of a name without an introduction in a script without capital letters.
const LONGEST_CASELESS: usize = 30;
/// The maximum number of words of a name without an introduction.
const MOST_WORDS: usize = 3;

/// Returns the authors that the page prints near its headline, if known. `source` is the name of the publication.
pub(super) fn printed_authors(
    page: &Readability,
    lines: &PrintedLines,
    headline: Option<&str>,
    source: Option<&str>,
) -> Vec<String> {
    let lines = lines.get();
    let squashed =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let Some(title) = headline_line(lines, headline) else { return Vec::new() };
    // The name of the site is part of the title of its pages.
    let parts: Vec<String> = parts_of_title(&page.doc.select("title").first().text()).map(squashed).collect();
    let is_source = |name: &str| source.is_some_and(|source| squashed(name).starts_with(&squashed(source)));
    let is_wanted = |name: &String| !is_source(name) && !parts.contains(&squashed(name));
    let near = lines.iter().enumerate().skip(title.saturating_sub(BEFORE)).take(BEFORE + AFTER + 1);
    let near = near.take_while(|(at, line)| *at <= title || !line.is_long);
    let near = near.filter(|(at, line)| *at != title && !line.is_long && line.text.chars().count() <= LONGEST);
    let near: Vec<_> = near.collect();
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30FF}');
    let is_japanese = lines.iter().skip(title).take(MOST_OF_LANGUAGE).any(|line| line.text.contains(is_kana));
    let wanted = |line: &PrintedLine, alone: bool| {
        let mut names = in_line(line, alone, is_japanese);
        names.retain(is_wanted);
        Some(names).filter(|names| !names.is_empty())
    };
    // An introduction is stronger evidence than the position.
    let found = near.iter().find_map(|(_, line)| wanted(line, false)).or_else(|| {
        near.iter().find_map(|(at, line)| {
            let is_close = if *at > title { at - title <= NAME_ALONE } else { line.is_dated && title - at <= BEFORE };
            let around = || {
                lines
                    .iter()
                    .enumerate()
                    .skip(at.saturating_sub(NEXT_TO))
                    .take(2 * NEXT_TO + 1)
                    .filter(|(at, line)| *at != title && !line.is_long)
            };
            let is_next_to_date = is_close && around().any(|(_, line)| !find_dates(&line.text).is_empty());
            is_next_to_date.then(|| wanted(line, true)).flatten()
        })
    });
    found.unwrap_or_else(|| {
        let Some(end) = lines.iter().rposition(PrintedLine::is_prose) else { return Vec::new() };
        let after = lines.iter().skip((end + 1).max(title + 1)).take(AT_END).filter(|line| !line.is_link);
        after.map(|line| wanted(line, false)).find_map(|names| names).unwrap_or_default()
    })
}

/// Returns the names in a line, after an introduction, or without one if `alone`.
fn in_line(line: &PrintedLine, alone: bool, is_japanese: bool) -> Vec<String> {
    let text = without_dates(&line.text);
    let has_date = text.contains('\u{1}');
    let text = text.replace(" // ", "|").replace("//", "|");
    let mut parts = text.split(['|', '•', '·', '／', '\u{1}']).flat_map(|part| part.split(" - "));
    let found = parts.find_map(|part| {
        let part = part.split(" – ").flat_map(|part| part.split(" — ")).next().unwrap_or(part);
        let part = without_time(part.trim().trim_matches([',', ';']).trim());
        let introduced = introduced(part).map(names_of).filter(|names| !names.is_empty());
        introduced.or_else(|| reporters(part)).or_else(|| {
            let is_name = |part: &str| {
                is_name_alone(part)
                    || !line.is_link && (is_caseless_alone(part) || is_japanese && has_date && is_japanese_alone(part))
            };
            // A place or other text may follow: `Mehmet YILDIZ / NEVŞEHİR`.
            let parts = || part.split('/').map(str::trim).filter(|part| !part.is_empty());
            let names = if parts().all(is_name) { part } else { parts().find(|part| is_name(part))? };
            Some(names_of(names)).filter(|names| alone && !names.is_empty())
        })
    });
    found.unwrap_or_default()
}

/// Returns a part of a line without the rest of a time at its beginning: `om 03:00 door Lies Vandamme`.
fn without_time(part: &str) -> &str {
    let mut rest = part;
    // The time zone of a removed date may remain.
    let mut is_passed = part.starts_with('(');
    for word in part.split_inclusive(' ') {
        let plain = word.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let is_clock = plain.starts_with(|c: char| c.is_ascii_digit()) && word.contains([':', 'h', '.']);
        if !(is_clock
            || is_passed && word.trim_start().starts_with('(')
            || TIME_WORDS.contains(&plain.to_lowercase().as_str())
            || plain.is_empty())
        {
            break;
        }
        is_passed |= is_clock;
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    if is_passed { rest.trim_start() } else { part }
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
    let is_of_time = |label: &str| label.ends_with(|c: char| c.is_ascii_digit());
    if let Some((label, rest)) = part.split_once([':', '：']).filter(|(label, _)| !is_of_time(label)) {
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
    let text = [" (", " on ", " at "].iter().fold(text.as_str(), |text, end| text.split(end).next().unwrap_or(text));
    let mut names = names_in(text);
    for name in &mut names {
        *name = without_title(name);
        if is_initials(name) {
            name.push('.');
        }
    }
    names.retain(|name| {
        (is_full(name) || is_initials(name) || is_caseless(name))
            && is_written_as_name(name)
            && !bylines::is_organisation(name)
    });
    names
}

/// Returns whether a name is in a script without capital letters, where a name may be a single word.
fn is_caseless(name: &str) -> bool {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    letters().count() > 2 && letters().all(|c| !c.is_lowercase() && !c.is_uppercase() && c > '\u{590}')
}

/// Returns whether a name consists of initials: `D.K.`.
fn is_initials(name: &str) -> bool {
    let letters: Vec<&str> = name.split_inclusive('.').map(str::trim).collect();
    let is_letter =
        |part: &&str| part.ends_with('.') && part.chars().count() == 2 && part.starts_with(char::is_uppercase);
    // The last full stop may be missing.
    let (last, first) = letters.split_last().map_or(("", [].as_slice()), |(last, first)| (*last, first));
    (1..=2).contains(&first.len())
        && first.iter().all(is_letter)
        && last.starts_with(char::is_uppercase)
        && last.trim_end_matches('.').chars().count() == 1
}

/// Returns a name without a job or the letters of an agency at its end: `Kari Dahl Journalist`.
fn without_title(name: &str) -> String {
    let mut name = without_job(name);
    while let Some((person, last)) = name.rsplit_once(' ') {
        let is_agency = person.contains(' ') && !last.contains(char::is_lowercase) && bylines::is_organisation(last);
        if !is_agency {
            break;
        }
        name.truncate(person.len());
    }
    name.trim_end_matches('.').to_owned()
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
    // A job, a newspaper or a place may follow.
    let name = part
        .split_once(", ")
        .filter(|(_, title)| title.split(' ').count() <= MOST_WORDS)
        .map_or(part, |(name, _)| name);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.contains('@')).collect();
    let people: Vec<&str> = words.iter().copied().filter(|word| !joins_names(word)).collect();
    (2..=MOST_WORDS).contains(&people.len())
        && people.iter().all(|word| {
            let mut letters = word.chars();
            let begins = letters.next().is_some_and(char::is_uppercase);
            begins
                && !BUTTONS.contains(&word.to_lowercase().as_str())
                && !bylines::is_host(&word.to_lowercase())
                && letters.clone().all(|c| c.is_alphabetic() || "-'’.".contains(c))
                && letters.next().is_some()
        })
        && people.iter().any(|word| word.contains(char::is_lowercase))
}

/// Returns whether a part of a line is just a name of several words in a script without capital letters: Arabic, Hebrew, Indian or Thai.
fn is_caseless_alone(part: &str) -> bool {
    let name = part.split([',', '،']).next().unwrap_or(part).trim();
    let words = name.split(' ').count();
    let is_of_script =
        |c: char| matches!(c, '\u{590}'..='\u{E7F}' | ' ' | '.' | '\u{200C}' | '\u{200D}') && !c.is_numeric();
    (2..=MOST_WORDS).contains(&words)
        && name.chars().count() <= LONGEST_CASELESS
        && name.chars().all(is_of_script)
        && is_caseless(name)
}

/// Returns whether a part of a line next to a date is just a Japanese name: `山本恵子`.
fn is_japanese_alone(part: &str) -> bool {
    let name = part.trim();
    let is_of_name = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' | '々');
    let begins = name.starts_with(|c: char| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    begins
        && (3..=5).contains(&name.chars().count())
        && name.chars().all(is_of_name)
        && !NO_JAPANESE_NAMES.iter().any(|word| name.contains(word))
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
        let page = Readability::from(html.as_str());
        printed_authors(&page, &PrintedLines::of(&page), Some("Bridge to be repaired"), Some("River Post")).join("; ")
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
            ("<p>23/09/2017 om 03:00 door Lies Vandamme | Bron: De Post</p>", "Lies Vandamme"),
            ("<p>Words: Ruth Feldman // Photos: Theo Adams // 12 February 2016</p>", "Ruth Feldman"),
            ("<p>08 de Septiembre de 2009 | 13:22 | Redactado por Pablo Ríos, Post</p>", "Pablo Ríos"),
            ("<p>Posted by Marta K. at 6:20 PM</p>", "Marta K"),
            ("<p>Mehmet YILDIZ / ANKARA, (DHA)</p><p>15 Ocak 2021 11:20</p>", "Mehmet YILDIZ"),
            ("<p>Ida Falk, Hill post</p><p>2015-11-14 08:30</p>", "Ida Falk"),
            ("<div><span>Ida Falk</span><span>14 March 2023</span></div>", "Ida Falk"),
            ("<p>Ida Falk</p><p>Text: Bo Li</p><p>14 March 2023</p>", "Bo Li"),
            ("<p>septiembre 14, 2021 / Lucía Campos / 3 comentarios</p>", "Lucía Campos"),
            ("<p>Piše: D.K.</p>", "D.K."),
            ("<p>山本恵子　2018年4月27日16時07分</p><p>　市は二十六日、橋を直すことを決めた。</p>", "山本恵子"),
            // Not bylines.
            ("<p>土佐新聞　2018年4月27日16時07分</p><p>　市は二十六日、橋を直すことを決めた。</p>", ""),
            ("<p>河畔晚报　2018年4月27日16时07分</p>", ""),
            ("<p>Recomendar Tweet</p><p>14 March 2023</p>", ""),
            ("<p>Post.com - 17/08/2019, 07:30 WIB</p>", ""),
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
