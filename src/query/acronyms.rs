//! Whether capitals mean anything.
//!
//! Among words that are not all in capitals, `WHO` means the organisation. A query typed all in capitals says nothing, and its
//! words are kept in small letters, so that the canonical form shows what is meant.

use super::field::Field;
use super::literal_text::{self, LiteralText};
use super::tree::{Node, Pattern, Query};
use crate::text::is_acronym;

/// Returns whether small letters were typed in a word, a phrase or a pattern and are still in what it was read as.
pub(super) fn has_small_letter(typed: &str, node: &Node) -> bool {
    let is_small = |text: &str| text.contains(char::is_lowercase);
    let kept = match node {
        Node::Word { text, .. } | Node::Phrase { text, .. } => text,
        Node::Pattern { pattern: Pattern::Wildcard(word) | Pattern::Fuzzy(word, _), .. } => word,
        _ => return false,
    };
    is_small(typed) && is_small(kept)
}

/// Decides for every word in capitals whether it is an acronym: `tells` says that capitals mean something in this query.
pub(super) fn settle(query: &mut Query, tells: bool) {
    match &mut query.node {
        Node::Word { text, .. } if !tells && is_acronym(text) => {
            // Small letters may take more bytes than capitals, too many for the word to stay one.
            if let LiteralText::Word(small) = literal_text::unquoted(&text.to_lowercase()) {
                *text = small;
            }
        }
        Node::Phrase { text, field, slop: 0 } if Field::is_prose(*field) => {
            // An acronym in quotes is the acronym: it has no inflections anyway.
            match literal_text::unquoted(text) {
                LiteralText::Word(word) if is_acronym(&word) && tells => {
                    query.node = Node::Word { text: word, field: *field };
                }
                LiteralText::Word(word) if is_acronym(&word) => *text = word.to_lowercase(),
                _ => {}
            }
        }
        Node::Near { left, right, .. } => {
            settle(left, tells);
            settle(right, tells);
        }
        Node::AtLeast { of, .. } | Node::Boost { of, .. } | Node::Not(of) => settle(of, tells),
        Node::And(parts) | Node::Or(parts) => parts.iter_mut().for_each(|part| settle(part, tells)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Node, ParseOptions, Query, parse};

    #[test]
    fn capitals_mean_something_among_small_letters() {
        for (text, expected) in [
            ("WHO report", "WHO AND report"),
            ("WHO Report", "WHO AND Report"),
            ("WHO REPORT", "who AND report"),
            ("WHO", "who"),
            ("\"WHO\" report", "WHO AND report"),
            ("\"WHO\" REPORT", "\"who\" AND report"),
            ("\"WHO report\" US", "\"WHO report\" AND US"),
            ("\"WHO REPORT\" US", "\"WHO REPORT\" AND us"),
            ("U.S. troops A B", "U.S. AND troops AND A AND B"),
            ("WHO report*", "WHO AND report*"),
            ("WHO REPORT*", "who AND report*"),
            ("WHO 1*'s", "who AND 1*"),
            ("WHO RAPORT~", "who AND RAPORT~1"),
            ("WHO /report/", "who AND /report/"),
            ("headline:WHO date:none lang:de", "headline:who AND NOT date:* AND lang:de"),
            ("source:BBC WHO", "source:bbc AND who"),
            ("source:BBC flood", "source:BBC AND flood"),
            ("STORM AND", "storm AND and"),
            ("NEAR NATO", "near AND nato"),
            ("US w/5 \"THE UN\" OR NOT atleast2(EU)^2", "(us NEAR/5 \"THE UN\") OR NOT atleast2(eu)^2"),
            ("US w/5 \"the UN\" OR NOT atleast2(EU)^2", "(US NEAR/5 \"the UN\") OR NOT atleast2(EU)^2"),
            ("東京 WHO", "\"東京\" AND who"),
        ] {
            let parsed = parse(text, &ParseOptions::default()).expect(text);
            assert_eq!(parsed.query.to_string(), expected, "{text}");
            let again = parse(expected, &ParseOptions::default()).expect(expected);
            assert_eq!(again.query, parsed.query, "{text}");
        }
        let quoted = parse("\"WHO\" report", &ParseOptions::default()).expect("a query").query;
        let is_acronym = |part: &Query| matches!(&part.node, Node::Word { text, .. } if text == "WHO");
        assert!(matches!(quoted.node, Node::And(parts) if parts.first().is_some_and(is_acronym)));
    }
}
