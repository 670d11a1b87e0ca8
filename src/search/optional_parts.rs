//! Splits words that need not match whole: compounds such as `US-Mexico` into their parts, and runs of a script without spaces, such as Japanese or Thai,
//! into character bigrams.
//!
//! A run parses as one phrase, which is exact while the whole query is required. Where some parts are enough, the bigrams of the run are the parts.

use crate::query::{BoostFactor, Node, Query};
use crate::text::{Token, Tokens};

/// Returns the optional parts of a part: the bigrams and words of an unquoted run, a compound and its words, or the part itself.
pub(super) fn optional_parts(part: &Query) -> Vec<Query> {
    match &part.node {
        Node::Phrase { text, slop: 0, cased: false, .. } if is_run(part, text) => {
            bigrams(part, text).unwrap_or_else(|| vec![part.clone()])
        }
        Node::Compound { .. } => {
            let words = part.compound_parts().unwrap_or_default();
            std::iter::once(part.clone()).chain(words.into_iter().map(selecting)).collect()
        }
        _ => vec![part.clone()],
    }
}

/// Returns a word that selects articles but adds almost nothing to their scores: the compound that it is part of ranks by the same word.
fn selecting(word: Query) -> Query {
    Query { required: word.required, ..Node::Boost { of: Box::new(word), factor: BoostFactor(1) }.into() }
}

/// Returns whether a phrase was typed as a run, character by character.
fn is_run(part: &Query, text: &str) -> bool {
    // The span is longer than the text if a field was named or punctuation trimmed; a wildcard inside a run became a space.
    !part.quoted && part.span.len() == text.len() && !text.contains(' ')
}

/// Returns the bigrams and words of a run, or `None` if it has no bigram.
fn bigrams(part: &Query, text: &str) -> Option<Vec<Query>> {
    let Node::Phrase { field, .. } = part.node else { return None };
    let tokens = Tokens::of(text);
    let tokens: Vec<Token<'_>> = tokens.iter().collect();
    let touch = |one: &Token<'_>, other: &Token<'_>| one.unspaced && other.unspaced && one.end == other.start;
    let slice = |start, end| text.get(start..end).unwrap_or_default();
    let mut parts = Vec::new();
    let mut has_bigrams = false;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|before| touch(before, token));
        let after = tokens.get(at + 1).filter(|after| touch(token, after));
        let node = match (before, after) {
            (_, Some(after)) => {
                has_bigrams = true;
                Node::Phrase { text: slice(token.start, after.end).to_owned(), field, slop: 0, cased: false }
            }
            (Some(_), None) => continue,
            // In lower case, because capitals next to such a script do not indicate an acronym.
            (None, None) => Node::Word { text: slice(token.start, token.end).to_lowercase(), field },
        };
        parts.push(Query { node, ..*part });
    }
    has_bigrams.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    fn parts_of(typed: &str) -> Vec<String> {
        let query = parse(typed, &ParseOptions::default()).unwrap().query;
        optional_parts(&query).iter().map(Query::to_string).collect()
    }

    #[test]
    fn only_unquoted_runs_are_split() {
        assert_eq!(parts_of("東京都知事"), ["\"東京\"", "\"京都\"", "\"都知\"", "\"知事\""]);
        assert_eq!(parts_of("AI東京"), ["ai", "\"東京\""]);
        assert_eq!(parts_of("\"東京都\""), ["\"東京都\""]);
        assert_eq!(parts_of("東京*都"), ["\"東京 都\""]);
        assert_eq!(parts_of("headline:東京都"), ["headline:\"東京都\""]);
        assert_eq!(parts_of("flood-gate"), ["flood-gate", "flood^0.001", "gate^0.001"]);
        assert_eq!(parts_of("flood"), ["flood"]);
    }
}
