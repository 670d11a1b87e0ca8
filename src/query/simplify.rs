//! A query with nothing in it that says the same twice.
//!
//! The parser nests as the text does; here `(a b) c` becomes one conjunction of three, a double negation goes and weights multiply.
//! It runs once over the whole tree, so that no part is moved more than once however deep the parentheses go.

use super::span::Span;
use super::tree::{BoostFactor, Node, Query};
use std::collections::HashSet;

/// Returns the query with double negations and double weights gone, and no conjunction directly in a conjunction, no
/// alternative directly in an alternative.
pub(super) fn simplify(query: Query) -> Query {
    let Query { node, span, quoted } = head(query);
    let simplified = match node {
        Node::And(parts) => joined(flattened(parts, conjunction), Node::And, span),
        Node::Or(parts) => joined(flattened(parts, alternatives), Node::Or, span),
        Node::Not(inner) => Query::new(Node::Not(Box::new(simplify(*inner))), span),
        Node::Near { left, right, proximity } => {
            let (left, right) = (Box::new(simplify(*left)), Box::new(simplify(*right)));
            Query::new(Node::Near { left, right, proximity }, span)
        }
        Node::AtLeast { count, of } => Query::new(Node::AtLeast { count, of: Box::new(simplify(*of)) }, span),
        Node::Boost { of, factor } => Query::new(Node::Boost { of: Box::new(simplify(*of)), factor }, span),
        node => Query { node, span, quoted },
    };
    head(simplified)
}

fn flattened(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>) -> Vec<Query> {
    fn gather(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>, gathered: &mut Vec<Query>) {
        for part in parts {
            match parts_of(head(part)) {
                Ok(parts) => gather(parts, parts_of, gathered),
                // What is left of a group when nothing is said twice may be of the kind that it stands in.
                Err(other) => match parts_of(simplify(other)) {
                    Ok(parts) => gathered.extend(parts),
                    Err(other) => gathered.push(other),
                },
            }
        }
    }
    let mut gathered = Vec::with_capacity(parts.len());
    gather(parts, parts_of, &mut gathered);
    // What is asked twice is asked once: a pasted page repeats its words.
    let mut asked = HashSet::new();
    gathered.retain(|part| asked.insert(part.to_string()));
    gathered
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

fn conjunction(query: Query) -> Result<Vec<Query>, Query> {
    match query.node {
        Node::And(parts) => Ok(parts),
        node => Err(Query { node, ..query }),
    }
}

fn alternatives(query: Query) -> Result<Vec<Query>, Query> {
    match query.node {
        Node::Or(parts) => Ok(parts),
        node => Err(Query { node, ..query }),
    }
}

/// Returns the query without negations and weights at its head that say nothing: a negation of a negation, a weight of a weight, of what is
/// not there, or of one.
fn head(query: Query) -> Query {
    let span = query.span;
    match query.node {
        Node::Not(inner) => match head(*inner) {
            Query { node: Node::Not(twice), .. } => *twice,
            inner => Query::new(Node::Not(Box::new(inner)), span),
        },
        Node::Boost { of, factor } => match head(*of) {
            Query { node: Node::Boost { of, factor: other }, .. } => with_weight(*of, product(factor, other), span),
            of => with_weight(of, factor, span),
        },
        node => Query { node, ..query },
    }
}

fn with_weight(of: Query, factor: BoostFactor, span: Span) -> Query {
    if factor == BoostFactor::ONE || matches!(of.node, Node::Not(_)) {
        return of;
    }
    Query::new(Node::Boost { of: Box::new(of), factor }, span)
}

/// Returns what two weights are together, as near as a weight can be.
fn product(one: BoostFactor, other: BoostFactor) -> BoostFactor {
    let thousandths = (u64::from(one.0) * u64::from(other.0) + 500) / 1000;
    BoostFactor(u32::try_from(thousandths).unwrap_or(u32::MAX).clamp(1, BoostFactor::MAX.0))
}

#[cfg(test)]
mod tests {
    use crate::query::{ParseOptions, parse};

    #[test]
    fn nothing_says_the_same_twice() {
        for (query, expected) in [
            ("a (b (c d)) e", "a AND b AND c AND d AND e"),
            ("(a OR b) OR (c OR (d))", "a OR b OR c OR d"),
            ("a (b OR c d)", "a AND (b OR (c AND d))"),
            ("NOT (NOT (NOT a))", "NOT a"),
            ("a --(b -(-c))", "a AND b AND c"),
            ("-(-(a OR b) c)", "NOT (NOT (a OR b) AND c)"),
            ("(a *) OR (***)", "a"),
            ("(a^2)^3", "a^6"),
            ("(a^2)^0.5 (b c)^1", "a AND b AND c"),
            ("(a^1000)^2 (b^0.001)^0.001", "a^1000 AND b^0.001"),
            ("NOT (NOT a)^2", "a"),
            ("(NOT a)^2 (b c)^2 d", "NOT a AND (b AND c)^2 AND d"),
            ("((a OR (b OR c)) NEAR/2 (d)) OR e", "((a OR b OR c) NEAR/2 d) OR e"),
            ("atleast2((a OR (b OR c)))", "atleast2(a OR b OR c)"),
        ] {
            let parsed = parse(query, &ParseOptions::default()).expect(query);
            assert_eq!(parsed.query.to_string(), expected, "{query}");
        }
    }
}
