//! Runs of a script without spaces, taken apart: whoever writes Japanese or Thai does not set words apart, and so has typed one word.
//!
//! As long as all of a query has to be there, such a run is a phrase. Where some of it is enough, its characters count two by two.

use crate::query::{Node, Query};
use crate::text::{Token, Tokens};

/// Splits a part of a query into the parts of which a relaxed search needs only some.
pub(super) fn parts(part: &Query) -> Vec<Query> {
    match &part.node {
        // The span is longer than the text if a field was named or punctuation trimmed.
        Node::Phrase { text, slop: 0, .. } if !part.quoted && part.span.len() == text.len() => {
            of_run(part, text).unwrap_or_else(|| vec![part.clone()])
        }
        _ => vec![part.clone()],
    }
}

/// Returns the pairs of characters and the words of a run, or `None` if it has no pairs.
fn of_run(part: &Query, text: &str) -> Option<Vec<Query>> {
    let Node::Phrase { field, .. } = part.node else { return None };
    let tokens = Tokens::of(text);
    let tokens: Vec<Token<'_>> = tokens.iter().collect();
    let touch = |one: &Token<'_>, other: &Token<'_>| one.unspaced && other.unspaced && one.end == other.start;
    let slice = |start, end| text.get(start..end).unwrap_or_default();
    let mut parts = Vec::new();
    let mut has_pairs = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|before| touch(before, token));
        let after = tokens.get(at + 1).filter(|after| touch(token, after));
        let node = match (before, after) {
            (_, Some(after)) => {
                has_pairs = true;
                Node::Phrase { text: slice(token.start, after.end).to_owned(), field, slop: 0 }
            }
            (Some(_), None) => continue,
            // In small letters: capitals in such a run do not tell an acronym.
            (None, None) => Node::Word { text: slice(token.start, token.end).to_lowercase(), field },
        };
        parts.push(Query { node, ..*part });
    }
    has_pairs.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    fn taken_apart(typed: &str) -> Vec<String> {
        let query = parse(typed, &ParseOptions::default()).unwrap().query;
        parts(&query).iter().map(Query::to_string).collect()
    }

    #[test]
    fn runs_are_taken_apart_and_nothing_else_is() {
        assert_eq!(taken_apart("東京都知事"), ["\"東京\"", "\"京都\"", "\"都知\"", "\"知事\""]);
        assert_eq!(taken_apart("AI東京"), ["ai", "\"東京\""]);
        assert_eq!(taken_apart("\"東京都\""), ["\"東京都\""]);
        assert_eq!(taken_apart("flood-gate"), ["\"flood-gate\""]);
        assert_eq!(taken_apart("flood"), ["flood"]);
    }
}
