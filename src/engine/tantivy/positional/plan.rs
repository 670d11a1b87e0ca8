//! The plan of a positional query over the terms of the index.

use crate::engine::Deadline;
use crate::engine::tantivy::lookup::LanguageSet;
use crate::engine::tantivy::schema::CaseLists;
use crate::matching::TextPlan;
use std::sync::Arc;
use tantivy::Term;
use tantivy::schema::Field;

/// A positional part of a query with its terms in each field.
#[derive(Debug)]
pub(crate) struct Positional {
    pub part: TextPlan,
    /// The minimum number of matches.
    pub least: usize,
    pub texts: Vec<FieldTerms>,
    /// The time limit of the search, for this part.
    pub deadline: Deadline,
}

/// The terms of the part in one field of running text.
#[derive(Debug)]
pub(crate) struct FieldTerms {
    pub index_field: Field,
    /// The terms of each leaf; empty if the leaf does not apply to this field.
    pub leaves: Vec<Vec<LeafTerm>>,
    /// The lists of positions at which the word of each leaf has its letter case; `None` for any letter case.
    pub letter_cases: Vec<Option<CaseLists>>,
    /// Whether each leaf is limited to the lead, which is the opening of this field.
    pub within_lead: Vec<bool>,
}

/// One term of a leaf.
#[derive(Debug, Clone)]
pub(crate) struct LeafTerm {
    pub term: Term,
    /// The languages of the articles in which the term counts as a match; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}
