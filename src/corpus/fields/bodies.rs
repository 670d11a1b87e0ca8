//! Joins the bodies of a record under several names: parts of a text, or the same text in several forms.
//!
//! A service states a body with markup and one without, a beginning and the full text, or `content_1` and `content_2`. Repetitions are recognised by sequences
//! of letters, so that markup, line breaks and punctuation make no difference.

use std::cmp::Reverse;
use std::collections::HashSet;

/// The length of the sequences of letters and digits that are compared.
const RUN: usize = 16;
/// The minimum percentage of sequences that a whole body shares with a longer one to count as a repetition.
const SAME_BODY: usize = 80;
/// The minimum percentage of sequences that a paragraph shares with others to count as a repetition.
const SAME_PARAGRAPH: usize = 60;
/// The minimum length of a text under a second name; shorter ones are codes and labels.
const SHORTEST: usize = 20;

/// Returns the bodies in sequence, without repeated bodies and paragraphs; `None` if there are none.
pub(super) fn joined(texts: Vec<String>) -> Option<String> {
    let mut texts = texts.into_iter().filter(|text| !text.trim().is_empty());
    let first = texts.next()?;
    let rest: Vec<String> = texts.filter(|text| is_running_text(text)).collect();
    if rest.is_empty() {
        return Some(first);
    }
    let texts = [vec![first], rest].concat();
    let letters: Vec<String> = texts.iter().map(|text| letters_of(text)).collect();
    let mut kept = whole_bodies(&letters);
    kept.sort_unstable();
    let mut held = Seen::default();
    let mut paragraphs: Vec<&str> = Vec::new();
    for (text, letters) in kept.into_iter().filter_map(|at| Some((texts.get(at)?, letters.get(at)?))) {
        let is_new = |paragraph: &&str| held.percent_of(&letters_of(paragraph)) < SAME_PARAGRAPH;
        paragraphs.extend(text.split("\n\n").filter(is_new));
        held.add(letters);
        held.short.extend(text.split("\n\n").map(letters_of).filter(|letters| runs(letters).next().is_none()));
    }
    Some(paragraphs.join("\n\n"))
}

/// Returns the indices of the texts that do not repeat longer ones.
fn whole_bodies(letters: &[String]) -> Vec<usize> {
    let mut by_length: Vec<(usize, &String)> = letters.iter().enumerate().collect();
    by_length.sort_by_key(|(_, letters)| Reverse(letters.len()));
    let mut longer = Seen::default();
    let mut kept = Vec::new();
    for (at, letters) in by_length {
        if longer.percent_of(letters) < SAME_BODY {
            longer.add(letters);
            kept.push(at);
        }
    }
    kept
}

/// Returns whether a text under a second name is more than a code, a label or an address.
fn is_running_text(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() >= SHORTEST && (text.contains(char::is_whitespace) || !text.is_ascii())
}

/// Returns the letters and digits of a text in lower case.
fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns all sequences of letters of a text.
fn runs(letters: &str) -> impl Iterator<Item = &str> {
    let starts = letters.char_indices().map(|(start, _)| start);
    let ends = letters.char_indices().map(|(end, _)| end).chain([letters.len()]).skip(RUN);
    starts.zip(ends).filter_map(|(start, end)| letters.get(start..end))
}

/// The sequences of letters of several texts, and the letters of those shorter than a sequence.
#[derive(Default)]
struct Seen<'a> {
    runs: HashSet<&'a str>,
    short: HashSet<String>,
}

impl<'a> Seen<'a> {
    fn add(&mut self, letters: &'a str) {
        self.runs.extend(runs(letters));
        if letters.chars().count() < RUN {
            self.short.insert(letters.to_owned());
        }
    }

    /// Returns the percentage of the sequences of a text that have been seen.
    fn percent_of(&self, letters: &str) -> usize {
        let (seen, all) =
            runs(letters).fold((0, 0), |(seen, all), run| (seen + usize::from(self.runs.contains(run)), all + 1));
        (seen * 100).checked_div(all).unwrap_or_else(|| usize::from(self.short.contains(letters)) * 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROSE: &str = "The river rose on Monday after a week of rain.";
    const FELL: &str = "It fell again on Thursday, and the bridge was opened.";
    const COST: &str = "The council does not know yet what the repairs will cost.";

    fn join(texts: &[&str]) -> String {
        joined(texts.iter().map(|text| (*text).to_owned()).collect()).unwrap_or_default()
    }

    #[test]
    fn parts_are_kept_in_order_without_repeated_paragraphs() {
        assert_eq!(join(&[ROSE, FELL]), format!("{ROSE}\n\n{FELL}"));
        assert_eq!(
            join(&[&format!("{ROSE}\n\n{FELL}"), &format!("{FELL}\n\n{COST}")]),
            [ROSE, FELL, COST].join("\n\n")
        );
        assert_eq!(
            join(&["洪水が町を襲った。", "市議会は長い議論の末、防潮堤を承認した。市民は賛成している。"])
                .lines()
                .count(),
            3
        );
    }

    #[test]
    fn other_forms_of_a_text_are_left_out() {
        let whole = format!("{ROSE}\n\n{FELL}\n\n{COST}");
        for other in [
            &format!("{ROSE}{FELL}{COST}"),
            &format!("{ROSE} {FELL} [photo: the river] {COST}").to_uppercase(),
            "The river rose on Monday after a week…",
            "premium",
            "https://x.example/2015/11/14/a-long-address-of-an-article",
            &whole,
        ] {
            assert!([whole.as_str(), other].contains(&join(&[&whole, other]).as_str()), "{other}");
            assert!(join(&[&whole, other]).len() < whole.len() + 30, "{other}");
        }
        assert_eq!(join(&["The river rose on Monday after", &whole]), whole);
        assert_eq!(join(&[&whole, "x y"]), whole);
        assert_eq!(join(&["Short", ""]), "Short");
        assert_eq!(joined(Vec::new()), None);
    }
}
