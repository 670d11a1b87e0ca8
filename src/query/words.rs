//! The words of a query, wherever in the tree they are.

use super::{Field, Node, Query};

impl Query {
    /// Calls `visit` with every [`Node::Word`] and its field, negated ones too, in the order of the query.
    pub fn each_word<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Option<Field>)) {
        match &self.node {
            Node::Word { text, field } => visit(text, *field),
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| part.each_word(visit)),
            Node::Near { left, right, .. } => {
                left.each_word(visit);
                right.each_word(visit);
            }
            Node::Not(of) | Node::Boost { of, .. } | Node::AtLeast { of, .. } => of.each_word(visit),
            Node::All
            | Node::Phrase { .. }
            | Node::Pattern { .. }
            | Node::Value { .. }
            | Node::Days { .. }
            | Node::Number { .. }
            | Node::Exists(_) => {}
        }
    }

    /// Returns the query with other words: those that `change` returns for the text of a [`Node::Word`] in place of it.
    #[must_use]
    pub fn map_words(&self, change: &dyn Fn(&str) -> Option<String>) -> Self {
        let within = |query: &Self| Box::new(query.map_words(change));
        let all = |parts: &[Self]| parts.iter().map(|part| part.map_words(change)).collect();
        let node = match &self.node {
            Node::Word { text, field } => {
                Node::Word { text: change(text).unwrap_or_else(|| text.clone()), field: *field }
            }
            Node::And(parts) => Node::And(all(parts)),
            Node::Or(parts) => Node::Or(all(parts)),
            Node::Near { left, right, reach } => Node::Near { left: within(left), right: within(right), reach: *reach },
            Node::Not(of) => Node::Not(within(of)),
            Node::Boost { of, factor } => Node::Boost { of: within(of), factor: *factor },
            Node::AtLeast { count, of } => Node::AtLeast { count: *count, of: within(of) },
            node => node.clone(),
        };
        Self { node, span: self.span }
    }
}
