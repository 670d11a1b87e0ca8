//! Lowers proximity to Lucene's interval queries.

use super::planned_text::{PlannedText, in_fields};
use super::query_lowering::Lowered;
use crate::engine::opensearch::tokens::{PARAGRAPH, SAME, SENTENCE};
use crate::matching::TextPlan;
use crate::query::{FieldKind, Proximity};
use serde_json::{Value, json};

/// Returns the query for two sides near each other; `None` if intervals are not exact, as for a side that is itself a proximity condition: Lucene keeps
/// only its smallest matches.
pub(super) fn near_query(
    planned: &PlannedText<'_>,
    left: &TextPlan,
    right: &TextPlan,
    proximity: Proximity,
) -> Option<Lowered> {
    let field = planned.field_of(left)?;
    if planned.field_of(right)? != field {
        return None;
    }
    let (left, is_left_exact) = side(planned, left)?;
    let (right, is_right_exact) = side(planned, right)?;
    let is_label = field.is_some_and(|field| field.kind() == FieldKind::Label);
    let ordered = |sides: [&Value; 2]| {
        let mut all = json!({ "ordered": true, "intervals": sides });
        let (name, value) = match proximity {
            Proximity::Words { most, .. } => ("max_gaps", json!((i64::from(most) - 1).min(i64::from(i32::MAX)))),
            // A label has no sentences.
            _ if is_label => return json!({ "all_of": all }),
            Proximity::Sentence => ("filter", inside(SENTENCE)),
            Proximity::Paragraph => ("filter", inside(PARAGRAPH)),
        };
        if let Some(all) = all.as_object_mut() {
            all.insert(name.to_owned(), value);
        }
        json!({ "all_of": all })
    };
    // NEAR is the alternative of both orders: an unordered interval would let the sides overlap.
    let rule = if proximity.is_in_order() {
        ordered([&left, &right])
    } else {
        json!({ "any_of": { "intervals": [ordered([&left, &right]), ordered([&right, &left])] } })
    };
    let is_exact = is_left_exact && is_right_exact;
    Some(in_fields(field, is_exact, |field| json!({ "intervals": { field: rule } })))
}

/// Returns the filter that keeps passages between two markers. A `not_containing` filter for boundaries would be wrong: Lucene treats overlap as containment.
fn inside([first, last]: [char; 2]) -> Value {
    json!({ "contained_by": { "match": { "query": format!("{first} {last}"), "ordered": true } } })
}

/// Returns the rule for one side, and whether it matches nothing beyond that side.
fn side(planned: &PlannedText<'_>, plan: &TextPlan) -> Option<(Value, bool)> {
    match plan {
        TextPlan::Word { leaf, .. } => {
            let tokens = planned.tokens.get(*leaf).filter(|tokens| tokens.patterns.is_empty())?;
            let text = tokens.tokens.join(&SAME.to_string());
            Some((json!({ "match": { "query": text } }), tokens.is_exact))
        }
        TextPlan::Phrase { words, slop: 0, .. } => {
            let (text, is_exact) = planned.phrase_text(words)?;
            Some((json!({ "match": { "query": text, "ordered": true, "max_gaps": 0 } }), is_exact))
        }
        TextPlan::Phrase { .. } | TextPlan::Near { .. } => None,
        TextPlan::Any(parts) => {
            let sides = parts.iter().map(|part| side(planned, part)).collect::<Option<Vec<_>>>()?;
            let is_exact = sides.iter().all(|(_, is_exact)| *is_exact);
            let rules: Vec<Value> = sides.into_iter().map(|(rule, _)| rule).collect();
            Some((json!({ "any_of": { "intervals": rules } }), is_exact))
        }
    }
}
