//! Removes lines at the beginning and end of an extracted text that repeat the headline, source, authors or date of the article, or are counts.

use super::byline_words::is_byline_word;
use super::printed_date::is_date_label;
use crate::corpus::dates;
use crate::corpus::draft::Draft;

/// The number of first paragraphs that may be such lines.
const MOST: usize = 6;
/// The number of last paragraphs that may be such lines.
const MOST_AT_END: usize = 3;
/// The maximum number of characters of a line with a count.
const LONGEST_COUNT: usize = 32;
/// The maximum number of words next to names that are not part of the text, such as a place or the letters of an agency.
const MOST_OTHERS: usize = 2;
/// The maximum number of words of a label before a date.
const MOST_OF_LABEL: usize = 4;
/// The maximum lengths of a paragraph of such lines and of such a line, in bytes.
const LONGEST_PARAGRAPH: usize = 600;
const LONGEST: usize = 120;
/// Words around names and dates, in lower case.
const AROUND: &[&str] = &[
    "a",
    "actualizado",
    "aggiornato",
    "aktualisiert",
    "alle",
    "am",
    "and",
    "at",
    "author",
    "av",
    "avec",
    "by",
    "cet",
    "con",
    "da",
    "de",
    "del",
    "di",
    "door",
    "e",
    "edt",
    "el",
    "en",
    "est",
    "et",
    "gepubliceerd",
    "gmt",
    "h",
    "jour",
    "kl",
    "las",
    "last",
    "le",
    "les",
    "mis",
    "mise",
    "mit",
    "od",
    "om",
    "on",
    "op",
    "ore",
    "par",
    "pm",
    "por",
    "posted",
    "publicado",
    "publicerad",
    "published",
    "pubblicato",
    "publié",
    "stand",
    "text",
    "texte",
    "texto",
    "uhr",
    "um",
    "und",
    "updated",
    "utc",
    "veröffentlicht",
    "von",
    "with",
    "words",
    "written",
    "y",
    "à",
    "d",
    "dne",
    "dnia",
    "godz",
    "kell",
    "klo",
    "m",
    "min",
    "nap",
    "o",
    "read",
    "tarihi",
    "zuletzt",
    "в",
    "г",
    "года",
];

/// Returns a text without the lines at its beginning and end that contain only the headline, the source, the authors or the date of its article, or
/// a count of its readers.
pub(super) fn without_leading_lines(body: String, article: &Draft) -> String {
    let paragraphs: Vec<&str> = body.split("\n\n").collect();
    let is_kept = |(at, line): &(usize, &str)| {
        let is_outer = *at < MOST || at + MOST_AT_END >= paragraphs.len();
        !is_outer || !is_repeated(line, article)
    };
    let kept: Vec<&str> = paragraphs.iter().copied().enumerate().filter(is_kept).map(|(_, line)| line).collect();
    if kept.is_empty() || kept.len() == paragraphs.len() { body } else { kept.join("\n\n") }
}

fn is_headline(line: &str, article: &Draft) -> bool {
    let key =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    article.headline.as_deref().is_some_and(|headline| line.len() <= 2 * headline.len() && key(line) == key(headline))
}

/// Returns whether a line is a number with a label: `Views: 532`, `News code: 48122`.
fn is_count(line: &str) -> bool {
    let is_number =
        |text: &str| text.chars().any(char::is_numeric) && text.chars().all(|c| c.is_numeric() || ".,  ".contains(c));
    let parts = line.split_once([':', '：']);
    line.chars().count() <= LONGEST_COUNT
        && parts.is_some_and(|(label, count)| label.split(' ').count() <= 2 && is_number(count))
}

/// Returns whether all lines of a paragraph contain only fields or counts.
fn is_repeated(paragraph: &str, article: &Draft) -> bool {
    paragraph.len() <= LONGEST_PARAGRAPH
        && paragraph.split('\n').all(|line| has_fields(line, article) || is_count(line) || is_headline(line, article))
}

/// Returns whether a line contains only fields of the article.
fn has_fields(line: &str, article: &Draft) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let found = if article.published.is_some() || article.date_order.unordered.is_some() {
        dates::find_dates(line)
    } else {
        Vec::new()
    };
    let mut words = String::with_capacity(line.len());
    let mut passed = 0;
    for date in &found {
        words.push_str(line.get(passed..date.start).unwrap_or_default());
        words.push(' ');
        passed = date.end;
    }
    words.push_str(line.get(passed..).unwrap_or_default());
    let mut has_name = false;
    let authors = article.bylines.iter().map(|name| (name, true));
    let names = authors.chain(article.source.iter().map(|name| (name, false)));
    let mut has_field = !found.is_empty();
    for (name, is_author) in names {
        if let Some(others) = without(&words, name) {
            words = others;
            has_name |= is_author;
            has_field = true;
        }
    }
    let is_labelled = !found.is_empty() && words.trim_end().ends_with([':', '：']);
    let mut has_label = false;
    let mut is_around = |word: &str| {
        let word = word.to_lowercase().replace('.', "");
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        has_label |= is_date_label(plain);
        plain.is_empty()
            || plain.starts_with(|c: char| c.is_numeric())
            || AROUND.contains(&plain)
            || dates::is_weekday(plain)
            || word.contains('@')
            || is_date_label(plain)
            || is_byline_word(plain)
    };
    let others: Vec<&str> = words.split_whitespace().filter(|word| !is_around(word)).collect();
    let is_name = |word: &&str| word.starts_with(|c: char| !c.is_lowercase());
    // A place or the letters of an agency may follow a name; another word may be next to a label of a date.
    let may_have_others = has_name && others.len() <= MOST_OTHERS && others.iter().all(is_name)
        || has_label && !found.is_empty() && others.len() < MOST_OTHERS
        || is_labelled && others.len() <= MOST_OF_LABEL;
    has_field && (others.is_empty() || may_have_others && !line.trim_end().ends_with(['.', '!', '?']))
}

/// Returns the text without a name, in any case; `None` if the text does not contain it.
fn without(text: &str, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    if text.contains(name) {
        return Some(text.replace(name, " "));
    }
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let plain = |word: &String| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (all, name): (Vec<String>, Vec<String>) = (words(text), words(name));
    let names: Vec<String> = name.iter().map(plain).collect();
    let at = all.windows(names.len()).position(|window| window.iter().map(plain).eq(names.iter().cloned()))?;
    let kept = all.iter().take(at).chain(all.iter().skip(at + names.len()));
    Some(kept.cloned().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_fields_are_removed() {
        let published = "2015-11-14".parse().ok();
        let article = Draft {
            headline: Some("River rises".to_owned()),
            source: Some("The Courier".to_owned()),
            bylines: vec!["Ida Falk".to_owned()],
            published,
            ..Draft::default()
        };
        for line in [
            "The Courier",
            "By Ida Falk",
            "Von Ida Falk, The Courier",
            "14 November 2015, 18:30 Uhr",
            "Ida Falk | 14.11.2015",
            "IDA FALK, reporter",
            "Ida Falk / ANKARA, (DHA)",
            "Published 14 November 2015 6:20 p.m. | Updated: 15 November 2015 at 8:00",
            "Por: The Courier | 9:41 p.m. | 14 November 2015",
            "ida@courier.example Ida Falk\nHits: 1841",
            "பதிவு செய்த நாள்: 14 November 2015",
            "Views: 1,532",
            "River rises",
        ] {
            let body = format!("{line}\n\nThe river rose.\n\n{line}");
            assert_eq!(without_leading_lines(body, &article), "The river rose.", "{line}");
        }
        for line in [
            "Ida Falk waited for four hours",
            "In 2015",
            "On the river",
            "14 November 2015 was a wet day",
            "1,200 votes",
        ] {
            let body = format!("{line}\n\nThe river rose.");
            assert_eq!(without_leading_lines(body.clone(), &article), body, "{line}");
        }
    }
}
