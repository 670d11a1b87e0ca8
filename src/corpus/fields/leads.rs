//! Joins the leads of a record under several names.
//!
//! A response of a news service has an abstract, a snippet and a first paragraph, and any of them may be searched for. Often one repeats another or the body,
//! so only texts that add something are kept.

/// Returns the texts as paragraphs, without those that another or the body repeats; `None` if nothing is left.
///
/// A single text is kept even if it begins the body; the assembler decides about it for all formats alike.
pub(super) fn joined(texts: Vec<String>, body: Option<&str>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
    if texts.len() < 2 {
        return texts.into_iter().next();
    }
    let words: Vec<String> = texts.iter().map(|text| words_of(text)).collect();
    let body = body.map(words_of).unwrap_or_default();
    let adds = |(at, text): (usize, &String)| {
        let repeated = |(other_at, other): (usize, &String)| {
            other_at != at && other.contains(text.as_str()) && (other != text || other_at < at)
        };
        !body.contains(text.as_str()) && !words.iter().enumerate().any(repeated)
    };
    let kept: Vec<bool> = words.iter().enumerate().map(adds).collect();
    let kept: Vec<&str> = texts.iter().zip(kept).filter(|(_, kept)| *kept).map(|(text, _)| text.trim()).collect();
    (!kept.is_empty()).then(|| kept.join("\n\n"))
}

/// Returns the words between single spaces, without the ellipsis of a cut text.
fn words_of(text: &str) -> String {
    let text = text.trim().trim_end_matches(['…', '.', ' ']);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_left_out() {
        for (texts, body, expected) in [
            (&["A flood.", "The river rose."][..], "", Some("A flood.\n\nThe river rose.")),
            (
                &["The river\nrose…", "The river rose on Monday.", "The river rose on Monday."],
                "",
                Some("The river rose on Monday."),
            ),
            (&["A flood.", "The river rose."], "The river rose. It fell.", Some("A flood.")),
            (&["The river rose."], "The river rose. It fell.", Some("The river rose.")),
            (&["It rose.", "It fell."], "It rose. It fell.", None),
            (&[], "", None),
        ] {
            let texts = texts.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(joined(texts, Some(body)).as_deref(), expected);
        }
    }
}
