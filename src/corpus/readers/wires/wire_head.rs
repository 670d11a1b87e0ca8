//! The lines above the text of a European wire message: keywords, headline, subtitle, byline and notes on the version.

use super::wire_dateline;

/// The maximum length of a subtitle, in bytes.
const LONGEST_SUBTITLE: usize = 300;
/// Words that introduce the author in a line.
const BYLINES: &[&str] = &[
    "By ", "by ", "von ", "par ", "por ", "Von ", "Par ", "Por ", "Di ", "Door ", "Av ", "BY ", "VON ", "PAR ", "POR ",
];
/// Words of a note on the version in brackets after a headline, in lower case.
const NOTES: &[&str] = &[
    "zusammenfassung",
    "überblick",
    "wiederholung",
    "berichtigung",
    "korrektur",
    "neu:",
    "neu ",
    "mit foto",
    "foto",
    "updates",
    "update",
    "recasts",
    "adds",
    "correction",
    "repetition",
    "synthèse",
    "papier général",
    "actualisation",
    "resumen",
    "actualiza",
];
/// The maximum number of words in a line of codes or keywords, which ANSA and EFE write above the headline.
const MOST_CODES: usize = 5;

/// The maximum number of lines above the dateline that are searched for a byline.
const MOST_ABOVE: usize = 10;
/// The maximum number of words of a byline.
const MOST_IN_BYLINE: usize = 9;

/// The lines above the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct WireHead {
    /// The keywords as written, or empty.
    pub(super) keywords: String,
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) subtitle: Option<String>,
}

impl WireHead {
    /// Classifies the lines above the text. Lines in brackets describe the changes in this version.
    pub(super) fn of(head: &[&str]) -> Self {
        let mut lines = Self::default();
        let mut headline: Vec<&str> = Vec::new();
        let mut subtitle: Option<Vec<&str>> = None;
        let last = head.iter().rposition(|line| is_title(line)).unwrap_or_default();
        for (at, line) in head.iter().enumerate() {
            let line = line.trim_end_matches('=').trim();
            let is_byline = is_byline(line) && !headline.is_empty();
            if let Some(rest) = line.strip_prefix("Utl.:") {
                subtitle = Some(vec![rest.trim()]);
            } else if is_byline {
                lines.byline = lines.byline.or_else(|| Some(line.to_owned()));
                subtitle = subtitle.filter(|lines| lines.len() > 1 || !lines.concat().is_empty());
            } else if line.is_empty() || line.starts_with('(') || lines.byline.is_some() {
            } else if let Some(subtitle) = &mut subtitle {
                subtitle.push(line);
            } else if at < last && headline.is_empty() && is_codes(line) {
            } else if at < last && headline.is_empty() && (is_keywords(line) || is_slug(line, head.get(at + 1..))) {
                lines.keywords.push_str(line);
            } else {
                headline.push(line);
            }
        }
        let headline = headline.join(" ");
        lines.headline = Some(without_note(&headline).to_owned()).filter(|headline| !headline.is_empty());
        lines.subtitle = subtitle.map(|lines| lines.join(" ")).filter(|subtitle| !subtitle.is_empty());
        lines
    }
}

/// Returns the byline on a separate line above the dateline, as in Reuters texts, and the text without it.
pub(super) fn byline_above_dateline(text: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().take(MOST_ABOVE).position(|line| wire_dateline::dateline(line).is_some())?;
    let is_wanted = |line: &&str| is_byline(line.trim()) && line.split_whitespace().count() <= MOST_IN_BYLINE;
    let at = lines.iter().take(first).position(is_wanted)?;
    let byline = lines.get(at)?.trim().to_owned();
    let kept: Vec<&str> = lines.iter().enumerate().filter(|(number, _)| *number != at).map(|(_, line)| *line).collect();
    Some((byline, kept.join("\n")))
}

/// Splits off the subtitle above an APA text, as in `Utl.: Four hours on the sandbank =`.
pub(super) fn split_subtitle(text: &str) -> (Option<String>, &str) {
    let subtitle = text.trim_start().strip_prefix("Utl.:").and_then(|rest| rest.split_once('='));
    match subtitle.filter(|(subtitle, _)| subtitle.len() <= LONGEST_SUBTITLE && !subtitle.contains("\n\n")) {
        Some((subtitle, rest)) => {
            let line = subtitle.split_whitespace().collect::<Vec<_>>().join(" ");
            (Some(line).filter(|line| !line.is_empty()), rest.trim_start_matches(['\n', '\r']))
        }
        None => (None, text),
    }
}

/// Returns whether a line may be the headline, not a note, subtitle or byline.
fn is_title(line: &str) -> bool {
    let line = line.trim_end_matches('=').trim();
    let is_other = line.is_empty() || line.starts_with('(') || line.starts_with("Utl.:");
    !is_other && !is_byline(line)
}

fn is_byline(line: &str) -> bool {
    BYLINES.iter().any(|word| line.strip_prefix(word).is_some_and(|name| name.starts_with(|c: char| !c.is_lowercase())))
}

/// Returns whether a line is a few words in capitals above a headline in mixed case, such as EFE's keywords.
fn is_slug(line: &str, below: Option<&[&str]>) -> bool {
    let is_loud = |line: &str| line.contains(char::is_alphabetic) && !line.contains(char::is_lowercase);
    let next = below.and_then(|lines| lines.iter().find(|line| is_title(line)));
    let is_short = line.split_whitespace().count() <= MOST_CODES && !line.contains([',', ':', '.', '!', '?', '"']);
    let mut words = line.split_whitespace();
    // The catchline of PA is numbered: `1 TRANSPORT Ferry`.
    let is_numbered =
        words.next().is_some_and(|number| number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
            && words.next().is_some_and(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    if is_numbered && is_short && next.is_some() {
        return true;
    }
    is_short && is_loud(line) && next.is_some_and(|next| !is_loud(next))
}

/// Returns whether a line consists of keywords: joined by slashes or hyphens without spaces, or with a slash at the end.
fn is_keywords(line: &str) -> bool {
    line.ends_with('/') || (!line.contains(char::is_whitespace) && line.contains(['/', '-']))
}

/// Returns whether a line consists of short codes in capitals, such as `R CRO S0A QBXB`.
fn is_codes(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_code =
        |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (2..=MOST_CODES).contains(&words.len()) && words.iter().all(is_code)
}

/// Returns a headline without the number of the part and the note on the version at its end: `Ferry aground - 2`,
/// `Ferry aground (Zusammenfassung 1500)`.
fn without_note(headline: &str) -> &str {
    let part = headline.rsplit_once(" - ").filter(|(_, number)| number.len() <= 2 && number.parse::<u8>().is_ok());
    let headline = part.map_or(headline, |(before, _)| before).trim_end();
    let note = headline.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    let is_note = |note: &str| {
        let note = note.to_lowercase();
        NOTES.iter().any(|word| note.starts_with(word))
    };
    match note.filter(|(before, note)| !before.trim().is_empty() && is_note(note)) {
        Some((before, _)) => before.trim_end(),
        None => headline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_above_the_text_are_sorted() {
        let head = WireHead::of(&["Schiffe/Häfen/", "Fähre auf Grund  (Zusammenfassung 1500)", "Von Jan Maier, dpa ="]);
        assert_eq!(
            (head.keywords.as_str(), head.headline.as_deref(), head.byline.as_deref()),
            ("Schiffe/Häfen/", Some("Fähre auf Grund"), Some("Von Jan Maier, dpa"))
        );
        let head = WireHead::of(&["Chronik/Wien", "Fähre auf Grund - 2", "Utl.: Vier Stunden - Kapitän", "ruhig ="]);
        assert_eq!(
            (head.keywords.as_str(), head.headline.as_deref(), head.subtitle.as_deref()),
            ("Chronik/Wien", Some("Fähre auf Grund"), Some("Vier Stunden - Kapitän ruhig"))
        );
        for (lines, headline) in [
            (&["R CRO S0A QBXB", "Traghetto torna in porto"][..], Some("Traghetto torna in porto")),
            (&["UN", "TALKS END IN BONN"], Some("UN TALKS END IN BONN")),
            (&["1 TRANSPORT Ferry", "FERRY RETURNS"], Some("FERRY RETURNS")),
            (&["TRANSPORTE FERRIS", "El ferri vuelve"], Some("El ferri vuelve")),
            (&["Ferry aground", "by Ida Falk"], Some("Ferry aground")),
            (&["Paris-Dakar"], Some("Paris-Dakar")),
            (&["France-mer", "Le bac revient"], Some("Le bac revient")),
            (&["(Neu: Zitat)", "Fähre (77) kehrt zurück"], Some("Fähre (77) kehrt zurück")),
            (&["Sieg im Spiel 3 - 2 (Neu: Zitat)"], Some("Sieg im Spiel 3 - 2")),
            (&[], None),
        ] {
            assert_eq!(WireHead::of(lines).headline.as_deref(), headline, "{lines:?}");
        }
    }

    #[test]
    fn a_byline_may_stand_above_the_dateline() {
        let text = " * Ferry stuck\n    By Ida Falk\n    PENHOLM, March 4 (Reuters) - The ferry is stuck.";
        let found = byline_above_dateline(text);
        assert_eq!(found.as_ref().map(|(byline, _)| byline.as_str()), Some("By Ida Falk"));
        assert!(found.is_some_and(|(_, rest)| !rest.contains("Ida")));
        assert!(byline_above_dateline("The ferry is stuck.\nBy Ida Falk").is_none());
    }

    #[test]
    fn subtitles_are_split_off() {
        assert_eq!(split_subtitle("Utl.: Four\nhours =\n\nText"), (Some("Four hours".to_owned()), "Text"));
        assert_eq!(split_subtitle("Text = 2"), (None, "Text = 2"));
    }
}
