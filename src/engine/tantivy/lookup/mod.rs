//! Looks words up: resolves a word or pattern to its terms, reads their postings, and computes the statistics of the archive.
//!
//! The postings of all forms of a word are summed into one list ([`ExpandedQuery`]), so that an article does not score higher for having a
//! rarer form.

mod by_segment;
mod compounds;
mod count_table;
mod expanded_query;
mod language_set;
mod listings;
mod posting_blocks;
mod statistics;
mod stems;
mod summed_postings;
mod union;
mod vocabulary;
mod word_counts;
mod word_list;

pub(crate) use by_segment::{OfSegment, by_segment};
pub(crate) use compounds::CompoundLookup;
pub(crate) use count_table::CountTable;
pub(crate) use expanded_query::{ExpandedQuery, PARALLEL_POSTINGS, Scored};
pub(crate) use language_set::{ArticleSet, LanguageSet, only_in};
pub(crate) use listings::Form;
pub(crate) use statistics::{NormTable, Statistics};
pub(crate) use stems::Stems;
pub(crate) use summed_postings::{List, table};
pub(crate) use union::{BoxedQuery, any_of};
pub(crate) use vocabulary::{Expansion, expand};
pub(crate) use word_list::word_list;
