//! A query with nothing in it that says the same twice.
//!
//! The parser nests as the text does; here `(a b) c` becomes one conjunction of three, and a double negation goes.
//! It runs once over the whole tree, so that no part is moved more than once however deep the parentheses go.

use super::{Node, Query};

/// Returns the query with double negations gone, and no conjunction directly in a conjunction, no
/// alternative directly in an alternative.
pub(super) fn simplify(query: Query) -> Query {
    let Query { node, span } = without_double_negation(query);
    let node = match node {
        Node::And(parts) => Node::And(flattened(parts, conjunction)),
        Node::Or(parts) => Node::Or(flattened(parts, alternatives)),
        Node::Not(inner) => Node::Not(Box::new(simplify(*inner))),
        node => node,
    };
    Query { node, span }
}

fn flattened(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>) -> Vec<Query> {
    fn gather(parts: Vec<Query>, parts_of: fn(Query) -> Result<Vec<Query>, Query>, gathered: &mut Vec<Query>) {
        for part in parts {
            match parts_of(without_double_negation(part)) {
                Ok(parts) => gather(parts, parts_of, gathered),
                Err(other) => gathered.push(simplify(other)),
            }
        }
    }
    let mut gathered = Vec::with_capacity(parts.len());
    gather(parts, parts_of, &mut gathered);
    gathered
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

fn without_double_negation(mut query: Query) -> Query {
    loop {
        match query.node {
            Node::Not(inner) => match inner.node {
                Node::Not(twice) => query = *twice,
                node => {
                    let inner = Query { node, ..*inner };
                    return Query { node: Node::Not(Box::new(inner)), ..query };
                }
            },
            node => return Query { node, ..query },
        }
    }
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
        ] {
            let parsed = parse(query, &ParseOptions::default()).expect(query);
            assert_eq!(parsed.query.to_string(), expected, "{query}");
        }
    }
}
