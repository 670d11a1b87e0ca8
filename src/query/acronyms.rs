//! Whether capitals mean anything.
//!
//! Among words that are not all in capitals, `WHO` means the organisation. A query typed all in capitals says nothing, and its
//! words are kept in small letters, so that the canonical form shows what is meant.

use super::wording::{self, Wording};
use super::{FieldKind, Node, Pattern, Query};
use crate::text::is_acronym;

/// Returns whether small letters were typed in a word, a phrase or a pattern and are still in what it was read as.
pub(super) fn has_small_letter(typed: &str, node: &Node) -> bool {
    let is_small = |text: &str| text.contains(char::is_lowercase);
    let kept = match node {
        Node::Word { text, .. } | Node::Phrase { text, .. } => text,
        Node::Pattern { pattern: Pattern::Wildcard(word) | Pattern::Alike(word, _), .. } => word,
        _ => return false,
    };
    is_small(typed) && is_small(kept)
}

/// Decides for every word in capitals whether it is an acronym: `tells` says that capitals mean something in this query.
pub(super) fn settle(query: &mut Query, tells: bool) {
    match &mut query.node {
        Node::Word { text, .. } if !tells && is_acronym(text) => {
            // Small letters may take more bytes than capitals, too many for the word to stay one.
            if let Wording::Word(small) = wording::of_bare(&text.to_lowercase()) {
                *text = small;
            }
        }
        Node::Phrase { text, field, slop: 0 } if field.is_none_or(|field| field.kind() == FieldKind::Prose) => {
            // An acronym in quotes is the acronym: it has no inflections anyway.
            match wording::of_bare(text) {
                Wording::Word(word) if is_acronym(&word) && tells => {
                    query.node = Node::Word { text: word, field: *field };
                }
                Wording::Word(word) if is_acronym(&word) => *text = word.to_lowercase(),
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
