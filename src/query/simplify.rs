//! Simplifies a query tree.
//!
//! The grammar nests nodes as the text nests parentheses. Here `(a b) c` becomes one conjunction of three, double negations and duplicate
//! parts are removed, and boosts multiply. One pass over the tree moves every part at most once, so the time is linear.

use super::span::Span;
use super::tree::{BoostFactor, Node, Query};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Returns an equivalent query without double negations, nested boosts, nested conjunctions, nested disjunctions or duplicates.
pub(super) fn simplify(query: Query) -> Query {
    let Query { node, span, quoted, required } = simplify_root(query);
    let simplified = match node {
        Node::And(parts) => joined(flattened(parts, conjunction), Node::And, span),
        Node::Or(parts) => joined(flattened(parts, disjunction), Node::Or, span),
        Node::Not(inner) => Query::new(Node::Not(Box::new(simplify(*inner))), span),
        Node::Near { left, right, proximity } => {
            let (left, right) = (Box::new(simplify(*left)), Box::new(simplify(*right)));
            Query::new(Node::Near { left, right, proximity }, span)
        }
        Node::AtLeast { count, of } => Query::new(Node::AtLeast { count, of: Box::new(simplify(*of)) }, span),
        Node::Boost { of, factor } => Query::new(Node::Boost { of: Box::new(simplify(*of)), factor }, span),
        node => Query { node, span, quoted, required },
    };
    simplify_root(Query { required, ..simplified })
}

impl Query {
    /// Returns the query in the form that the parser builds: simplified, and with the spans of a conjunction's parts in order, each as long as before, if they
    /// were built in code or come from several texts.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let mut query = simplify(self.clone());
        if let Node::And(parts) = &mut query.node {
            let is_in_order = |two: &[Self]| match two {
                [one, other] => one.span.start < other.span.start && one.span.end <= other.span.start,
                _ => true,
            };
            if !parts.windows(2).all(is_in_order) {
                let mut start = 0;
                for part in parts {
                    let end = start + part.span.len();
                    part.span = Span { start, end };
                    start = end + 1;
                }
            }
        }
        query
    }
}

/// Returns the parts without duplicates, with nested nodes of the same kind replaced by their parts.
fn flattened(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>) -> Vec<Query> {
    fn gather(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>, gathered: &mut Vec<Query>) {
        for part in parts {
            match parts_of(simplify_root(part)) {
                Ok(parts) => gather(parts, parts_of, gathered),
                // Simplifying a group may produce a node of the same kind as the one around it.
                Err(other) => match parts_of(simplify(other)) {
                    Ok(parts) => gathered.extend(parts),
                    Err(other) => gathered.push(other),
                },
            }
        }
    }
    let mut gathered = Vec::with_capacity(parts.len());
    gather(parts, parts_of, &mut gathered);
    // Pasted text repeats its words, so duplicates are found by hash.
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut distinct: Vec<Query> = Vec::with_capacity(gathered.len());
    for part in gathered {
        match places.entry(part.to_string()) {
            Entry::Vacant(entry) => {
                entry.insert(distinct.len());
                distinct.push(part);
            }
            Entry::Occupied(entry) => {
                if let Some(first) = distinct.get_mut(*entry.get()) {
                    first.required |= part.required;
                }
            }
        }
    }
    distinct
}

/// Joins the parts under one node; a single part takes the span of the whole.
fn joined(mut parts: Vec<Query>, node: fn(Vec<Query>) -> Node, span: Span) -> Query {
    match parts.pop() {
        Some(only) if parts.is_empty() => Query { span, ..only },
        last => {
            parts.extend(last);
            Query::new(node(parts), span)
        }
    }
}

/// Returns the parts of a conjunction, or the query itself as the error. A required conjunction makes all its parts required.
fn conjunction(query: Query) -> Result<Vec<Query>, Query> {
    let required = query.required;
    match query.node {
        Node::And(parts) => {
            Ok(parts.into_iter().map(|part| Query { required: part.required || required, ..part }).collect())
        }
        node => Err(Query { node, ..query }),
    }
}

fn disjunction(query: Query) -> Result<Vec<Query>, Query> {
    match query.node {
        Node::Or(parts) => Ok(parts),
        node => Err(Query { node, ..query }),
    }
}

/// Removes a double negation, a nested boost, and a boost of 1 or of a negation at the root of the query.
fn simplify_root(query: Query) -> Query {
    let (span, required) = (query.span, query.required);
    let simplified = match query.node {
        Node::Not(inner) => match simplify_root(*inner) {
            Query { node: Node::Not(twice), .. } => *twice,
            inner => Query::new(Node::Not(Box::new(inner)), span),
        },
        Node::Boost { of, factor } => match simplify_root(*of) {
            Query { node: Node::Boost { of, factor: other }, .. } => boosted(*of, product(factor, other), span),
            of => boosted(of, factor, span),
        },
        node => Query { node, ..query },
    };
    Query { required: required || simplified.required, ..simplified }
}

fn boosted(of: Query, factor: BoostFactor, span: Span) -> Query {
    if factor == BoostFactor::ONE || matches!(of.node, Node::Not(_)) {
        return of;
    }
    Query::new(Node::Boost { of: Box::new(of), factor }, span)
}

/// Returns the product of two factors, rounded and clamped to the valid range.
fn product(one: BoostFactor, other: BoostFactor) -> BoostFactor {
    let thousandths = (u64::from(one.0) * u64::from(other.0) + 500) / 1000;
    BoostFactor(u32::try_from(thousandths).unwrap_or(u32::MAX).clamp(1, BoostFactor::MAX.0))
}

#[cfg(test)]
mod tests {
    use crate::query::{Node, ParseOptions, Query, parse};

    #[test]
    fn parts_from_several_texts_are_in_order() {
        let read = |text: &str| parse(text, &ParseOptions::default()).expect(text).query;
        let of_one = read("東京都 (storm OR flood) -gate");
        assert_eq!(
            of_one.normalized().parts().iter().map(|part| part.span).collect::<Vec<_>>(),
            of_one.parts().iter().map(|part| part.span).collect::<Vec<_>>()
        );
        let query =
            read("東京都").and(read("the flood")).and(Query::from(Node::Word { text: "gate".to_owned(), field: None }));
        let normalized = query.normalized();
        assert_eq!(normalized, query);
        let starts: Vec<usize> = normalized.parts().iter().map(|part| part.span.start).collect();
        assert!(starts.is_sorted_by(|one, other| one < other), "{starts:?}");
        assert!(normalized.parts().first().is_some_and(Query::is_optional));
    }

    #[test]
    fn redundant_nodes_are_removed() {
        for (query, expected) in [
            ("a (b (c d)) e", "a b c d e"),
            ("(a OR b) OR (c OR (d))", "a OR b OR c OR d"),
            ("a (b OR c d)", "a (b OR (c AND d))"),
            ("NOT (NOT (NOT a))", "NOT a"),
            ("a --(b -(-c))", "a b c"),
            ("-(-(a OR b) c)", "NOT (NOT (a OR b) AND c)"),
            ("(a *) OR (***)", "a"),
            ("(a^2)^3", "a^6"),
            ("(a^2)^0.5 (b c)^1", "a b c"),
            ("(a^1000)^2 (b^0.001)^0.001", "a^1000 b^0.001"),
            ("NOT (NOT a)^2", "a"),
            ("(NOT a)^2 (b c)^2 d", "NOT a AND (b AND c)^2 d"),
            ("((a OR (b OR c)) NEAR/2 (d)) OR e", "((a OR b OR c) NEAR/2 d) OR e"),
            ("atleast2((a OR (b OR c)))", "atleast2(a OR b OR c)"),
        ] {
            let parsed = parse(query, &ParseOptions::default()).expect(query);
            assert_eq!(parsed.query.to_string(), expected, "{query}");
        }
    }
}
