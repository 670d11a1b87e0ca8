//! Runs of a script without spaces, taken apart: whoever writes Japanese or Thai does not set words apart, and so has typed one word.
//!
//! As long as all of a query has to be there, such a run is a phrase. Where some of it is enough, its characters count two by two.

use crate::query::{Node, Query};
use crate::text::{Token, Tokens};

/// Returns the parts of which some are enough in place of a part of a query; `typed` is the text the query was read from.
pub(super) fn parts(part: &Query, typed: &str) -> Vec<Query> {
    match &part.node {
        // What stands in quotes is longer where it was typed.
        Node::Phrase { text, slop: 0, .. } if typed.get(part.span.start..part.span.end) == Some(text) => {
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
    let touch =
        |two: &[Token<'_>]| matches!(two, [one, other] if one.unspaced && other.unspaced && one.end == other.start);
    let slice = |start, end| text.get(start..end).unwrap_or_default().to_owned();
    let pairs = tokens.windows(2).filter(|two| touch(two)).filter_map(|two| {
        let node = Node::Phrase { text: slice(two.first()?.start, two.last()?.end), field, slop: 0 };
        Some(Query { node, span: part.span })
    });
    let words = tokens
        .iter()
        .filter(|token| !token.unspaced)
        .map(|token| Query { node: Node::Word { text: slice(token.start, token.end), field }, span: part.span });
    let has_pairs = tokens.windows(2).any(touch);
    has_pairs.then(|| pairs.chain(words).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    fn taken_apart(typed: &str) -> Vec<String> {
        let query = parse(typed, &ParseOptions::default()).unwrap().query;
        parts(&query, typed).iter().map(Query::to_string).collect()
    }

    #[test]
    fn runs_are_taken_apart_and_nothing_else_is() {
        assert_eq!(taken_apart("東京都知事"), ["\"東京\"", "\"京都\"", "\"都知\"", "\"知事\""]);
        assert_eq!(taken_apart("AI東京"), ["\"東京\"", "AI"]);
        assert_eq!(taken_apart("\"東京都\""), ["\"東京都\""]);
        assert_eq!(taken_apart("flood-gate"), ["flood-gate"]);
        assert_eq!(taken_apart("flood"), ["flood"]);
    }
}
