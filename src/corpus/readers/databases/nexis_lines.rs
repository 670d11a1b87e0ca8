//! Lines and paragraphs of LexisNexis exports.

use crate::corpus::dates::leading_date;

/// The maximum length of the rest of a line after its date.
const LONGEST_EDITION: usize = 80;

/// Returns the line of a paragraph that begins with a date.
pub(super) fn date_line(paragraph: &str) -> Option<&str> {
    let mut lines = paragraph.lines().map(str::trim).take(4);
    lines.find(|line| !is_copyright(line) && leading_date(line).is_some_and(|(_, rest)| rest.len() <= LONGEST_EDITION))
}

/// Returns the value in a paragraph with a label.
pub(super) fn label_value(paragraph: &str) -> String {
    let value = paragraph.split_once(':').map_or("", |(_, value)| value);
    joined(value)
}

/// Returns whether a paragraph or line states rights.
pub(super) fn is_copyright(paragraph: &str) -> bool {
    const RIGHTS: &[&str] = &[
        "copyrigh",
        "(c)",
        "©",
        "all rights reserved",
        "tous droits",
        "alle rechte",
        "todos los derechos",
        "tutti i diritti",
        "alle rettigheder",
    ];
    let start: String = paragraph.trim_start().chars().take(24).collect::<String>().to_lowercase();
    paragraph.len() < 600 && RIGHTS.iter().any(|words| start.starts_with(words))
}

/// Returns the lines of a text as one.
pub(super) fn joined(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        push_line(&mut line, part);
    }
    line
}

/// Joins the lines of a paragraph; short lines, on which the next word would have fitted, stay lines.
pub(super) fn lines_joined(paragraph: &str) -> String {
    let widest = paragraph.lines().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    let wrapped = (60..=82).contains(&widest);
    if !wrapped {
        return paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    }
    joined(paragraph)
}

fn push_line(text: &mut String, line: &str) {
    let hyphenated = text.ends_with('-') && !text.ends_with(" -") && line.starts_with(char::is_lowercase);
    if !text.is_empty() && !hyphenated {
        text.push(' ');
    }
    text.push_str(line);
}
