//! Prints a query in canonical form: operators written out, groups in parentheses, dates absolute.
//!
//! The canonical form parses to the same query without a note.

use super::characters::is_quote;
use super::field::{Field, FieldKind};
use super::operators::{is_boolean_operator, is_proximity};
use super::tree::{Node, Pattern, Proximity, Query};
use std::fmt::{Display, Formatter, Result};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.node {
            Node::And(parts) => print_conjunction(parts, f),
            node => node.fmt(f),
        }
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::All => Ok(()),
            Self::Word { text, field } | Self::Compound { text, field } => {
                print_field(*field, f)?;
                f.write_str(text)
            }
            Self::Phrase { text, field, slop, cased } => {
                print_field(*field, f)?;
                f.write_str(if *cased { "case:" } else { "" })?;
                write!(f, "\"{text}\"")?;
                if *slop > 0 { write!(f, "~{slop}") } else { Ok(()) }
            }
            Self::Pattern { pattern, field } => {
                print_field(*field, f)?;
                match pattern {
                    Pattern::Wildcard(word) => f.write_str(word),
                    Pattern::Fuzzy(word, edits) => write!(f, "{word}~{edits}"),
                    Pattern::Regex(expression) => write!(f, "/{expression}/"),
                    Pattern::Compounds(group) => write!(f, "(\"{}\")", group.words.join("\" OR \"")),
                }
            }
            Self::Near { left, right, proximity } => {
                print_operand(left, f)?;
                match proximity {
                    Proximity::Words { most, in_order: false } => write!(f, " NEAR/{most} ")?,
                    Proximity::Words { most, in_order: true } => write!(f, " PRE/{most} ")?,
                    Proximity::Sentence => f.write_str(" w/s ")?,
                    Proximity::Paragraph => f.write_str(" w/p ")?,
                }
                print_operand(right, f)
            }
            Self::AtLeast { count, of } => write!(f, "atleast{count}({of})"),
            Self::Boost { of, factor } => {
                print_operand(of, f)?;
                write!(f, "^{}", factor.value())
            }
            Self::Value { field, value } if field.kind() == FieldKind::Label => {
                write!(f, "{}:=\"{}\"", field.name(), value.replace(is_quote, " "))
            }
            Self::Value { field, value } if is_bare(value) => write!(f, "{}:{value}", field.name()),
            Self::Value { field, value } => write!(f, "{}:\"{value}\"", field.name()),
            Self::Days { field, range } => write!(f, "{}:{range}", field.name()),
            Self::Number { field, from, to } => {
                print_field(Some(*field), f)?;
                print_numbers(*from, *to, f)
            }
            Self::Exists(field) => write!(f, "{}:*", field.name()),
            Self::And(parts) => print_joined(parts, " AND ", f),
            Self::Or(parts) => print_joined(parts, " OR ", f),
            Self::Not(inner) => {
                f.write_str("NOT ")?;
                print_operand(inner, f)
            }
        }
    }
}

fn print_field(field: Option<Field>, f: &mut Formatter<'_>) -> Result {
    field.map_or(Ok(()), |field| write!(f, "{}:", field.name()))
}

fn print_numbers(from: Option<u64>, to: Option<u64>, f: &mut Formatter<'_>) -> Result {
    match (from, to) {
        (Some(from), Some(to)) if from == to => write!(f, "{from}"),
        (from, to) => {
            from.map_or(Ok(()), |from| write!(f, "{from}"))?;
            f.write_str("..")?;
            to.map_or(Ok(()), |to| write!(f, "{to}"))
        }
    }
}

fn print_joined(parts: &[Query], operator: &str, f: &mut Formatter<'_>) -> Result {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            f.write_str(operator)?;
        }
        print_operand(part, f)?;
    }
    Ok(())
}

/// Prints AND between two required parts, and otherwise a space, as optional words are typed. Within a group all parts are required.
fn print_conjunction(parts: &[Query], f: &mut Formatter<'_>) -> Result {
    let is_required = |at: usize| parts.get(at).is_some_and(|part| !is_typed_optional(part));
    for (position, part) in parts.iter().enumerate() {
        let has_and = position > 0 && is_required(position - 1) && is_required(position);
        if position > 0 {
            f.write_str(if has_and { " AND " } else { " " })?;
        }
        let has_and_after = is_required(position) && is_required(position + 1);
        let is_operator = matches!(&part.node, Node::Word { text, .. } if is_proximity(text));
        if (is_operator && position > 0 && !has_and) || needs_plus(part, has_and || has_and_after) {
            f.write_str("+")?;
        }
        print_operand(part, f)?;
    }
    Ok(())
}

/// Returns whether the canonical form of a part parses to an optional part. A phrase is printed in quotes, and a word that looks like an operator with a
/// `+`; both make it required.
fn is_typed_optional(part: &Query) -> bool {
    let prints_as_typed = match &part.node {
        Node::Phrase { .. } => false,
        Node::Word { text, .. } => !is_proximity(text),
        Node::Or(parts) => parts.iter().all(is_typed_optional),
        Node::Boost { of, .. } => is_typed_optional(of),
        _ => true,
    };
    prints_as_typed && part.is_optional()
}

/// Returns whether a part of a conjunction needs a `+` to be required.
fn needs_plus(part: &Query, has_and: bool) -> bool {
    match &part.node {
        Node::Word { field: None, .. } | Node::Compound { field: None, .. } | Node::Pattern { field: None, .. } => {
            !has_and && (part.required || part.quoted)
        }
        Node::Or(_) | Node::Boost { .. } => !has_and && part.required,
        _ => false,
    }
}

/// Prints an operand, in parentheses if it has an infix operator itself.
fn print_operand(query: &Query, f: &mut Formatter<'_>) -> Result {
    match query.node {
        Node::And(_) | Node::Or(_) | Node::Near { .. } => write!(f, "({})", query.node),
        _ => query.fmt(f),
    }
}

/// Returns whether a code can be printed without quotes.
fn is_bare(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    value.starts_with(|first: char| first.is_ascii_alphanumeric())
        && value.bytes().all(is_plain)
        && !is_boolean_operator(value)
}
