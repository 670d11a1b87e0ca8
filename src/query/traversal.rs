//! Walks the words of a query tree.

use super::field::Field;
use super::tree::{Node, Pattern, Query};
use crate::text::Tokens;

impl Query {
    /// Returns whether any part of the query, excluded parts included, names a field.
    pub fn names_field(&self, field: Field) -> bool {
        match &self.node {
            Node::All => false,
            Node::Word { field: named, .. }
            | Node::Phrase { field: named, .. }
            | Node::Compound { field: named, .. }
            | Node::Pattern { field: named, .. } => *named == Some(field),
            Node::Value { field: named, .. }
            | Node::Days { field: named, .. }
            | Node::Number { field: named, .. }
            | Node::Exists(named) => *named == field,
            Node::And(parts) | Node::Or(parts) => parts.iter().any(|part| part.names_field(field)),
            Node::Near { left, right, .. } => left.names_field(field) || right.names_field(field),
            Node::Not(of) | Node::Boost { of, .. } | Node::AtLeast { of, .. } => of.names_field(field),
        }
    }

    /// Calls `visit` with the text and field of every [`Node::Word`], excluded ones included, in the order of the query.
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
            | Node::Compound { .. }
            | Node::Pattern { .. }
            | Node::Value { .. }
            | Node::Days { .. }
            | Node::Number { .. }
            | Node::Exists(_) => {}
        }
    }

    /// Returns the parts of a [`Node::Compound`] as words, so that a ranking can recognise that they come from one word.
    pub fn compound_parts(&self) -> Option<Vec<Self>> {
        let Node::Compound { text, field } = &self.node else { return None };
        let tokens = Tokens::of(text);
        let printed = tokens.ranges().iter().filter_map(|part| text.get(part.bytes()));
        let word = |part: &str| Self { node: Node::Word { text: part.to_owned(), field: *field }, ..*self };
        Some(printed.map(word).collect())
    }

    /// Returns whether the query can match a span of headline, lead or body. Excluded parts do not count.
    pub fn has_text(&self) -> bool {
        match &self.node {
            Node::Word { field, .. }
            | Node::Phrase { field, .. }
            | Node::Compound { field, .. }
            | Node::Pattern { field, .. } => Field::is_prose(*field),
            Node::Near { .. } | Node::AtLeast { .. } => true,
            Node::Boost { of, .. } => of.has_text(),
            Node::And(parts) | Node::Or(parts) => parts.iter().any(Self::has_text),
            Node::All
            | Node::Not(_)
            | Node::Value { .. }
            | Node::Days { .. }
            | Node::Number { .. }
            | Node::Exists(_) => false,
        }
    }

    /// Calls `visit` with the typed text of every word, phrase and pattern in headline, lead or body, in the order of the query.
    /// Excluded parts are left out.
    pub fn each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match &self.node {
            Node::Word { text, field } | Node::Phrase { text, field, .. } | Node::Compound { text, field }
                if Field::is_prose(*field) =>
            {
                visit(text);
            }
            Node::Pattern { pattern, field } if Field::is_prose(*field) => match pattern {
                Pattern::Wildcard(text) | Pattern::Fuzzy(text, _) | Pattern::Regex(text) => visit(text),
                Pattern::Compounds(group) => group.words.iter().for_each(|word| visit(word)),
            },
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| part.each_text(visit)),
            Node::Near { left, right, .. } => [left, right].into_iter().for_each(|side| side.each_text(visit)),
            Node::Boost { of, .. } | Node::AtLeast { of, .. } => of.each_text(visit),
            _ => {}
        }
    }

    /// Returns the query with the text of each [`Node::Word`] replaced by the result of `change`, if there is one.
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
            Node::Near { left, right, proximity } => {
                Node::Near { left: within(left), right: within(right), proximity: *proximity }
            }
            Node::Not(of) => Node::Not(within(of)),
            Node::Boost { of, factor } => Node::Boost { of: within(of), factor: *factor },
            Node::AtLeast { count, of } => Node::AtLeast { count: *count, of: within(of) },
            node => node.clone(),
        };
        Self { node, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{ParseOptions, parse};

    #[test]
    fn only_a_compound_has_parts() {
        let parts = |text: &str| {
            let query = parse(text, &ParseOptions::default()).expect(text).query;
            query.compound_parts().map(|parts| parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(parts("headline:US-Mexico").as_deref(), Some("headline:US headline:Mexico"));
        assert_eq!(parts("food/drug").as_deref(), Some("food drug"));
        assert_eq!(parts("\"food/drug\""), None);
        assert_eq!(parts("food"), None);
    }
}
