//! Text that publishing systems add to articles in feeds, and the ends of truncated texts.

use std::borrow::Cow;

/// Last paragraphs that link to the rest of the text, in lower case and without punctuation.
const READ_ON: &[&str] = &[
    "read more",
    "continue reading",
    "read the full story",
    "read the rest",
    "read on",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer más",
    "comments",
];

/// The maximum length of a paragraph that asks for a subscription, in bytes.
const LONGEST_CALL: usize = 250;

/// Removes additions from a text; returns it and whether its end was cut off.
pub(super) fn without_additions(text: &str) -> (String, bool) {
    let text = without_calls(text);
    let mut kept = text.trim_end();
    let mut is_cut = false;
    while let Some(at) = kept.rfind("\n\n").map(|at| at + 2).or((!kept.is_empty()).then_some(0)) {
        let last = kept.get(at..).unwrap_or_default();
        let is_credit = last.starts_with("The post ")
            && (last.contains(" appeared first on ") || last.contains(" first appeared on "));
        let words = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let leads_on =
            last.len() <= 60 && READ_ON.iter().any(|phrase| words == *phrase || words.starts_with("continue reading"));
        if at == 0 || !(is_credit || leads_on) {
            break;
        }
        is_cut = is_cut || leads_on;
        kept = kept.get(..at).unwrap_or_default().trim_end();
    }
    let is_cut = is_cut || ["[…]", "[...]", "[&hellip;]"].iter().any(|end| kept.ends_with(end));
    (kept.to_owned(), is_cut)
}

/// Removes the paragraphs in which newsletter services ask for subscriptions.
fn without_calls(text: &str) -> Cow<'_, str> {
    let is_call = |paragraph: &str| {
        paragraph.len() <= LONGEST_CALL
            && (paragraph.starts_with("Thanks for reading") || paragraph.contains("is a reader-supported publication"))
            && paragraph.contains("ubscri")
    };
    if !text.split("\n\n").any(is_call) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split("\n\n").filter(|paragraph| !is_call(paragraph)).collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_are_removed_and_cuts_found() {
        for (text, expected, is_cut) in [
            ("One.\n\nThe post Ferry aground appeared first on The Courier.", "One.", false),
            ("One.\n\nTwo, I stil…\n\nRead more", "One.\n\nTwo, I stil…", true),
            ("One […]\n\nContinue reading Ferry aground →\n\nThe post A first appeared on B.", "One […]", true),
            ("One.\n\nThanks for reading! Subscribe for free to receive new posts.\n\nTwo.", "One.\n\nTwo.", false),
            ("One [...]", "One [...]", true),
            ("Read more", "Read more", false),
            ("One.\n\nHe would read more.", "One.\n\nHe would read more.", false),
            ("", "", false),
        ] {
            assert_eq!(without_additions(text), (expected.into(), is_cut), "{text}");
        }
    }
}
