//! The text of a wire message: the lines above it, and the notes that are not for publication.

use super::wire_dateline::{AGENCIES, dateline};
use crate::corpus::xml;
use std::borrow::Cow;

/// Beginnings of lines that end the text for publication, in lower case.
const NOTES: &[&str] = &[
    "# notebook",
    "# notizblock",
    "## notebook",
    "## notizblock",
    "# editorial notes",
    "## editorial notes",
    "# redaktionelle hinweise",
    "## redaktionelle hinweise",
    "rückfragehinweis",
    "rückfragen & kontakt",
    "*** ots-originaltext",
    "## internet",
    "## orte",
    "## ansprechpartner",
    "## contacts",
    "* * * *",
    "the following information is not for publication",
    "the following information is not intended for publication",
    "die folgenden informationen sind nicht zur",
    "diese informationen sind nicht zur",
    "les informations suivantes ne sont pas",
];
/// Beginnings of paragraphs for editors, in lower case.
const FOR_EDITORS: &[&str] = &[
    "eds:",
    "eds.:",
    "editors:",
    "editors note",
    "editor's note",
    "editors' note",
    "(eds:",
    "achtung:",
    "ap photo",
    "ap graphic",
    "ap video",
    "(photo",
    "(foto",
];
/// Returns the lines above the running text, and the running text.
///
/// The text begins at the first line that is indented or has a dateline, or after a line that ends with `=`. Otherwise it begins after the first empty line, or
/// after the first line.
pub(super) fn split_head(text: &str) -> (Vec<&str>, &str) {
    let text = text.trim_start_matches(['\n', '\r', ' ']);
    let mut head = Vec::new();
    let mut rest = text;
    let mut first_gap = None;
    while let Some((line, after)) = rest.split_once('\n').or((!rest.is_empty()).then_some((rest, ""))) {
        let is_text =
            !head.is_empty() && (line.starts_with([' ', '\t']) && !line.trim().is_empty() || has_dateline(line));
        if is_text || head.len() > MOST_HEAD {
            break;
        }
        let line = line.trim();
        if line.is_empty() {
            first_gap = first_gap.or(Some((head.len(), after)));
        } else {
            head.push(line);
        }
        rest = after;
        if line.ends_with('=') {
            return (head, rest);
        }
    }
    let is_marked = !rest.is_empty() && head.len() <= MOST_HEAD;
    if is_marked {
        return (head, rest);
    }
    match first_gap {
        Some((lines, after)) => {
            head.truncate(lines);
            (head, after)
        }
        None => {
            head.truncate(1);
            (head, text.split_once('\n').map_or("", |(_, after)| after))
        }
    }
}

/// The maximum number of lines above the text.
const MOST_HEAD: usize = 12;

fn has_dateline(line: &str) -> bool {
    dateline(line).is_some()
}

/// Returns the running text as paragraphs, without notes to editors and telephone numbers of journalists.
pub(super) fn body(text: &str) -> String {
    let is_note = |line: &str| {
        let start = line.trim().to_lowercase();
        // Headings of notes name the agency: `# dpa-Notizblock`.
        let heading = start.strip_prefix('#').map(|heading| heading.trim_start_matches(['#', ' ']));
        let of_agency = heading.and_then(|heading| heading.split_once(['-', ' ']));
        let is_heading = of_agency.is_some_and(|(agency, title)| {
            AGENCIES.contains(&agency) && ["notizblock", "notebook", "kontakte", "contacts"].contains(&title)
        });
        is_heading || NOTES.iter().any(|note| start.starts_with(note))
    };
    let mut lines: Vec<&str> = text.lines().take_while(|line| !is_note(line)).map(str::trim_end).collect();
    while lines.last().is_some_and(|last| last.is_empty() || is_signature(last.trim())) {
        lines.pop();
    }
    // A rule separates the article from notes.
    let is_rule = |line: &str| !line.contains(char::is_alphanumeric);
    let lines = lines.into_iter().map(|line| if is_rule(line) { "" } else { line });
    let text = xml::unwrapped(&lines.collect::<Vec<_>>().join("\n"));
    let is_text = |paragraph: &&str| {
        let start = paragraph.trim().to_lowercase();
        !FOR_EDITORS.iter().any(|note| start.starts_with(note))
    };
    let mut paragraphs: Vec<&str> = text.split("\n\n").filter(is_text).collect();
    while paragraphs.last().is_some_and(|last| is_signature(last)) {
        paragraphs.pop();
    }
    let mut text = paragraphs.join("\n\n");
    for end in [" Enditem", " Item ends"] {
        text.truncate(text.strip_suffix(end).map_or(text.len(), str::len));
    }
    text
}

/// Typesetting codes of the New York Times News Service, which look like entities.
const CODES: &[&str] = &["&UR;", "&LR;", "&QL;", "&QC;", "&QR;", "&MD;", "&HR;", "&TF;", "&Cx1f;", "&Cx13;", "&Cx11;"];

/// Removes typesetting codes.
pub(in crate::corpus::readers) fn without_codes(text: &str) -> Cow<'_, str> {
    CODES
        .iter()
        .fold(Cow::Borrowed(text), |text, code| if text.contains(code) { text.replace(code, "").into() } else { text })
}

/// Returns whether the last line or paragraph is the sign-off of the agency and its editors, such as `dpa xx yyzz a3 bc`, or its telephone numbers.
fn is_signature(paragraph: &str) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let is_code = |word: &&str| word.chars().count() <= 5 && !word.ends_with(['.', '!', '?']);
    let is_sign = words.len() <= 8
        && words.first().is_some_and(|first| {
            let first = first.to_lowercase();
            first == "end" || AGENCIES.contains(&first.as_str())
        })
        && words.iter().skip(1).all(is_code);
    let digits = paragraph.chars().filter(char::is_ascii_digit).count();
    let lower = paragraph.to_lowercase();
    let is_telephone = paragraph.len() < 160
        && digits >= 5
        && ["tel.", "tel:", "phone:", "telefon", "fax:", "(tel"].iter().any(|word| lower.contains(word));
    // APA: `(Schluss) ko/mh`.
    let is_end = paragraph.len() <= 40 && ["(schluss", "(forts"].iter().any(|word| lower.trim().starts_with(word));
    // Contacts of Reuters: `((ida.falk@reuters.example; +44 20 7946 0000))`.
    let is_contact = paragraph.starts_with("((") && paragraph.ends_with("))");
    is_sign || is_contact || is_editors_initials(paragraph) || is_telephone || is_end || is_continuation(&lower)
}

/// Returns whether a lower-case line only says that the text continues or ends, or is the code of an ANSA editor: `yk3-to`.
fn is_continuation(line: &str) -> bool {
    let is_sign = |line: &str| {
        let parts = line.split_once('-');
        parts.is_some_and(|(editor, desk)| {
            (2..=3).contains(&editor.len())
                && (2..=3).contains(&desk.len())
                && editor.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && desk.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
    };
    matches!(
        line.trim(),
        "(more)" | "more" | "(end)" | "(mehr)" | "(suite)" | "(segue)" | "(sigue)" | "-30-" | "- 30 -" | "###"
    ) || is_sign(line.trim())
}

/// Returns whether a line or paragraph consists of the initials of authors and editors, as AFP and Belga write them: `cd/ab/ef`, `JDV/kva`.
fn is_editors_initials(paragraph: &str) -> bool {
    let is_part = |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let paragraph = paragraph.trim();
    let initials = paragraph.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(paragraph);
    initials.contains('/') && initials.split('/').all(is_part)
}

/// Removes a last paragraph that consists of the initials of author and editors.
pub(super) fn without_initials(mut body: String) -> String {
    let last = body.rfind("\n\n");
    if let Some(last) = last.filter(|at| body.get(*at..).is_some_and(is_editors_initials)) {
        body.truncate(last);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_after_the_text_are_removed() {
        for (text, expected) in
            [("One.\n\ncd/ab/ef", "One."), ("One.\n\nTwo/three.", "One.\n\nTwo/three."), ("cd/ab", "cd/ab")]
        {
            assert_eq!(without_initials(text.to_owned()), expected);
        }
    }

    #[test]
    fn lines_above_the_text_are_split_off() {
        for (text, head, first) in [
            ("Ferry aground\n\nPenholm (dpa) - A ferry.", &["Ferry aground"][..], "Penholm (dpa)"),
            (
                "Ferry aground\nBy Ida Falk, dpa =\nPenholm (dpa) - A",
                &["Ferry aground", "By Ida Falk, dpa ="],
                "Penholm",
            ),
            ("Ferry\nBy IDA FALK\n   PENHOLM (AP) _ A", &["Ferry", "By IDA FALK"], "   PENHOLM"),
            ("Ferry aground\n\nNobody was hurt.\nAll went home.", &["Ferry aground"], "Nobody"),
            ("Ferry aground\nNobody was hurt.\nAll went home.", &["Ferry aground"], "Nobody"),
            ("Ferry aground", &["Ferry aground"], ""),
        ] {
            let (found, rest) = split_head(text);
            assert_eq!(found, head, "{text}");
            assert!(rest.trim_start_matches('\n').starts_with(first), "{text}: {rest}");
        }
    }

    #[test]
    fn notes_are_left_out() {
        let text = "  Nobody was hurt.\n  All went home.\n\n# Notizblock\n\n## Orte\n- [Hafen](Kai 1)\n";
        assert_eq!(body(text), "Nobody was hurt.\n\nAll went home.");
        let text = "Nobody was hurt.\n\n# dpa-Notizblock\n\n## dpa contacts\n- Ida Falk\n";
        assert_eq!(body(text), "Nobody was hurt.");
        let text = "Nobody was hurt.\n\nEds: adds quote.\n\n___\n\nAuthor: Ida Falk, Tel. +49 30 1234567\n\ndpa if yyzz a3 bl\n";
        assert_eq!(body(text), "Nobody was hurt.");
        assert_eq!(body("   Nobody was hurt.\n   (more)\n"), "Nobody was hurt.");
        assert_eq!(body("   Nobody was hurt.\n\n     YK3-TO\n"), "Nobody was hurt.");
    }
}
