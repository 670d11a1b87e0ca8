//! Articles that a search leaves out unless the query asks for them: superseded and withdrawn ones, advertisements and page furniture.

use super::filters::Filters;
use crate::engine::{Engine, EngineError};
use crate::query::{Field, Node, Query};

/// Returns the fields whose articles are left out of a query's results.
pub(super) fn hiding_fields(query: &Query, filters: &Filters) -> Vec<Field> {
    let is_asked_for = |field: Field| query.names_field(field) || (field == Field::Superseded && filters.all_versions);
    Field::HIDING.into_iter().filter(|field| !is_asked_for(*field)).collect()
}

/// Returns the condition that leaves out the articles with a value in a field. It is omitted if the archive has none, so that it does not slow queries down.
pub(super) fn shown(hiding: &[Field], engine: &dyn Engine) -> Result<Query, EngineError> {
    let mut shown = Query::all();
    for field in hiding {
        if engine.has_value(*field)? {
            let hidden = Node::Exists(*field).into();
            shown = shown.and(Node::Not(Box::new(hidden)).into());
        }
    }
    Ok(shown)
}
