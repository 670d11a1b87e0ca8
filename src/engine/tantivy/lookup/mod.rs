//! Looks words up: from a word or pattern to the terms that match it, their postings, and the statistics of the archive.
//!
//! The postings of all forms of a word are read as one list ([`ExpandedQuery`]), so that an article does not score higher for having a rarer form.

mod count_table;
mod language_set;
mod listings;
mod posting_blocks;
mod statistics;
mod stems;
mod summed_postings;
mod term_group;
mod union;
mod vocabulary;
mod word_counts;
mod word_list;

pub(crate) use count_table::CountTable;
pub(crate) use language_set::{ArticleSet, LanguageSet, only_in};
pub(crate) use listings::Form;
pub(crate) use statistics::{NormTable, Statistics};
pub(crate) use stems::Stems;
pub(crate) use summed_postings::{List, table};
pub(crate) use term_group::{ExpandedQuery, MUCH, Scored};
pub(crate) use union::{BoxedQuery, any_of};
pub(crate) use vocabulary::{Expansion, expand};
pub(crate) use word_list::word_list;
