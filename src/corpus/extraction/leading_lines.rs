//! Removes lines at the beginning and end of an extracted text that repeat the source, the authors or the date of the article.

use crate::corpus::dates;
use crate::corpus::draft::Draft;

/// The number of first paragraphs that may be such lines.
const MOST: usize = 6;
/// The maximum length of such a line, in bytes.
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
];

/// Returns a text without the lines at its beginning and end that contain only the source, the authors or the date of its article.
pub(super) fn without_leading_lines(body: String, article: &Draft) -> String {
    let mut rest = match body.rsplit_once("\n\n") {
        Some((before, last)) if is_repeated(last, article) => before,
        _ => body.as_str(),
    };
    let mut kept: Vec<&str> = Vec::new();
    for _ in 0..MOST {
        let Some((line, after)) = rest.split_once("\n\n") else { break };
        if !is_repeated(line, article) {
            kept.push(line);
        }
        rest = after;
    }
    kept.push(rest);
    let length: usize = kept.iter().map(|part| part.len() + 2).sum();
    if length == body.len() + 2 { body } else { kept.join("\n\n") }
}

fn is_repeated(line: &str, article: &Draft) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let found = if article.published.is_some() { dates::find_dates(line) } else { Vec::new() };
    let mut words = String::with_capacity(line.len());
    let mut passed = 0;
    for date in &found {
        words.push_str(line.get(passed..date.start).unwrap_or_default());
        words.push(' ');
        passed = date.end;
    }
    words.push_str(line.get(passed..).unwrap_or_default());
    let mut words = words.to_lowercase();
    let names = article.bylines.iter().chain(&article.source);
    let mut has_field = false;
    for name in names.map(|name| name.to_lowercase()).filter(|name| !name.is_empty()) {
        if words.contains(&name) {
            words = words.replace(&name, " ");
            has_field = true;
        }
    }
    if !has_field && found.is_empty() {
        return false;
    }
    let is_around = |word: &str| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        plain.is_empty()
            || plain.starts_with(|c: char| c.is_numeric())
            || AROUND.contains(&plain)
            || dates::is_weekday(plain)
    };
    words.split_whitespace().all(is_around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_fields_are_removed() {
        let published = "2015-11-14".parse().ok();
        let article = Draft {
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
