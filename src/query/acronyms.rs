//! Recognises acronyms by their capitals.
//!
//! Next to words in lower case, `WHO` is the organisation. In a query typed entirely in capitals they carry no information, so its words
//! are stored in lower case and the canonical form shows how they were read.

use super::field::Field;
use super::literal_text::{self, LiteralText};
use super::tree::{Node, Pattern, Query};
use crate::text::is_acronym;

/// Returns whether a word, phrase or pattern has a lower-case letter, both as typed and as read.
pub(super) fn has_lowercase(typed: &str, node: &Node) -> bool {
    let is_lowercase = |text: &str| text.contains(char::is_lowercase);
    let kept = match node {
        Node::Word { text, .. } | Node::Phrase { text, .. } | Node::Compound { text, .. } => text,
        Node::Pattern { pattern: Pattern::Wildcard(word) | Pattern::Fuzzy(word, _), .. } => word,
        _ => return false,
    };
    is_lowercase(typed) && is_lowercase(kept)
}

/// Converts words in capitals to lower case, unless `acronyms` is set, which means that they are acronyms in this query.
pub(super) fn resolve_acronyms(query: &mut Query, acronyms: bool) {
    match &mut query.node {
        Node::Word { text, .. } if !acronyms && is_acronym(text) => {
            // The lower-case form may be longer, even too long for a single token.
            if let LiteralText::Word(lowercase) = literal_text::unquoted(&text.to_lowercase()) {
                *text = lowercase;
            }
        }
        Node::Phrase { text, field, slop: 0, cased: false } if Field::is_prose(*field) => {
            // An acronym has no inflections, so quotes make no difference.
            match literal_text::unquoted(text) {
                LiteralText::Word(word) if is_acronym(&word) && acronyms => {
                    query.node = Node::Word { text: word, field: *field };
                }
                LiteralText::Word(word) if is_acronym(&word) => *text = word.to_lowercase(),
                _ => {}
            }
        }
        Node::Near { left, right, .. } => {
            resolve_acronyms(left, acronyms);
            resolve_acronyms(right, acronyms);
        }
        Node::AtLeast { of, .. } | Node::Boost { of, .. } | Node::Not(of) => resolve_acronyms(of, acronyms),
        Node::And(parts) | Node::Or(parts) => parts.iter_mut().for_each(|part| resolve_acronyms(part, acronyms)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Node, ParseOptions, Query, parse};

    #[test]
    fn capitals_are_acronyms_next_to_lowercase_words() {
        for (text, expected) in [
            ("WHO report", "WHO report"),
            ("WHO Report", "WHO Report"),
            ("WHO REPORT", "who report"),
            ("WHO", "who"),
            ("\"WHO\" report", "+WHO report"),
            ("\"WHO\" REPORT", "\"who\" report"),
            ("\"WHO report\" US", "\"WHO report\" US"),
            ("\"WHO REPORT\" US", "\"WHO REPORT\" us"),
            ("U.S. troops A B", "U.S. troops A B"),
            ("WHO report*", "WHO report*"),
            ("WHO REPORT*", "who report*"),
            ("WHO 1*'s", "who 1*"),
            ("WHO RAPORT~", "who RAPORT~1"),
            ("WHO /report/", "who /report/"),
            ("headline:WHO date:none lang:de", "headline:who AND NOT date:* AND lang:de"),
            ("source:BBC WHO", "source:bbc who"),
            ("source:BBC flood", "source:BBC flood"),
            ("STORM AND", "storm and"),
            ("NEAR NATO", "near nato"),
            ("US w/5 \"THE UN\" OR NOT atleast2(EU)^2", "(us NEAR/5 \"THE UN\") OR NOT atleast2(eu)^2"),
            ("US w/5 \"the UN\" OR NOT atleast2(EU)^2", "(US NEAR/5 \"the UN\") OR NOT atleast2(EU)^2"),
            ("東京 WHO", "\"東京\" who"),
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
