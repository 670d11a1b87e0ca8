//! Detects the news agency or newspaper that signs an article in its last line.
//!
//! A short last line can also be a subheading, a name or a link, so it counts as a signature only if it contains a word typical of the names of agencies and
//! newspapers.

/// The maximum number of words in a signature.
const MOST_WORDS: usize = 5;

/// Agencies whose names contain none of the typical words.
const AGENCIES: &[&str] =
    &["agence france-presse", "ansa", "bloomberg", "efe", "interfax", "kyodo", "ntb", "ritzau", "tass", "tt", "xinhua"];

/// Words typical of the names of agencies and newspapers.
const TYPICAL_WORDS: &[&str] = &[
    "agency",
    "agencies",
    "afp",
    "ap",
    "apa",
    "association",
    "chronicle",
    "courier",
    "dpa",
    "gazette",
    "guardian",
    "herald",
    "independent",
    "journal",
    "news",
    "newspapers",
    "newswire",
    "pa",
    "post",
    "press",
    "reuters",
    "telegraph",
    "times",
    "tribune",
    "upi",
    "wire",
];

/// Words that occur in headings and links and not in names.
const HEADINGS: &[&str] =
    &["more", "latest", "breaking", "related", "top", "read", "other", "good", "bad", "fake", "in", "on", "for"];

/// Removes and returns the signature at the end of a text with paragraphs separated by empty lines.
pub(super) fn take_signature(body: &mut String) -> Option<String> {
    let at = body.rfind("\n\n")?;
    let last = body.get(at + 2..)?;
    if !is_agency(last) {
        return None;
    }
    let agency = last.to_owned();
    body.truncate(at);
    Some(agency)
}

fn is_agency(line: &str) -> bool {
    if line.len() > 60 || line.contains(['.', '!', '?', ':', ';', ',', '\n', '"', '“']) {
        return false;
    }
    let lower = line.to_lowercase();
    if AGENCIES.contains(&lower.as_str()) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_name = words
        .iter()
        .all(|word| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "and" | "the" | "&" | "dpa"));
    let lower: Vec<&str> = lower.split_whitespace().collect();
    words.len() <= MOST_WORDS
        && is_name
        && lower.iter().any(|word| TYPICAL_WORDS.contains(word))
        && !lower.iter().any(|word| HEADINGS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_removed_from_the_body() {
        for agency in ["Press Association", "Reuters", "AP", "dpa", "The Times of India", "Agence France-Presse"] {
            let mut body = format!("The river rose.\n\n{agency}");
            assert_eq!(take_signature(&mut body).as_deref(), Some(agency));
            assert_eq!(body, "The river rose.");
        }
    }

    #[test]
    fn other_last_lines_stay_in_the_body() {
        for line in [
            "READ MORE",
            "More News",
            "Anna Smith",
            "The press was there.",
            "the press",
            "Post-match interview with Reuters and the Press",
        ] {
            let mut body = format!("The river rose.\n\n{line}");
            assert_eq!(take_signature(&mut body), None, "{line}");
            assert!(body.ends_with(line));
        }
        assert_eq!(take_signature(&mut "Reuters".to_owned()), None);
    }
}
