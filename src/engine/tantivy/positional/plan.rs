//! A positional query over the terms of the index.

use crate::engine::tantivy::lookup::LanguageSet;
use crate::matching::TextPlan;
use std::sync::Arc;
use tantivy::Term;
use tantivy::schema::Field;

/// A part of a query over positions, and the terms of its words in each field.
#[derive(Debug)]
pub(crate) struct Positional {
    pub part: TextPlan,
    /// How many times.
    pub least: usize,
    pub texts: Vec<FieldTerms>,
}

/// The words of the part as they are in one field of running text.
#[derive(Debug)]
pub(crate) struct FieldTerms {
    pub index_field: Field,
    /// For each leaf the terms that it may be there; none if it is not asked of this field.
    pub leaves: Vec<Vec<LeafTerm>>,
    /// For each leaf whether only the lead counts, which is the beginning of this field.
    pub within_lead: Vec<bool>,
}

/// One term of a leaf.
#[derive(Debug, Clone)]
pub(crate) struct LeafTerm {
    pub term: Term,
    /// The languages of the articles in which it is meant; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}
