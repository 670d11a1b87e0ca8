//! Operands of NEAR and atleast, which need positions in text.

use super::error::{NonPositional, PositionalOperator, QueryError, QueryErrorKind};
use super::field::Field;
use super::tree::{Node, Query};

/// Returns an error if the operand of a positional operator has no positions in headline, lead or body.
pub(super) fn check_positional_operand(operator: PositionalOperator, query: &Query) -> Result<(), QueryError> {
    let operand = match &query.node {
        Node::Word { field, .. }
        | Node::Phrase { field, .. }
        | Node::Compound { field, .. }
        | Node::Pattern { field, .. } => match *field {
            Some(field) if !Field::is_prose(Some(field)) => NonPositional::Field(field),
            _ => return Ok(()),
        },
        // Its sides have been checked.
        Node::Near { .. } => return Ok(()),
        Node::Or(parts) => return parts.iter().try_for_each(|part| check_positional_operand(operator, part)),
        Node::And(_) => NonPositional::Conjunction,
        Node::Not(_) => NonPositional::Exclusion,
        Node::Boost { .. } => NonPositional::Boost,
        Node::AtLeast { .. } => NonPositional::MatchCount,
        Node::All | Node::Value { .. } | Node::Days { .. } | Node::Number { .. } | Node::Exists(_) => {
            NonPositional::ArticleCondition
        }
    };
    Err(QueryError::new(QueryErrorKind::InvalidOperand { operator, operand }, query.span))
}
