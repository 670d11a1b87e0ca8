//! Collections in SGML: many articles per file, with the elements in capitals and often without end tags.

mod date_in_id;
mod newswire_text;
pub(super) mod rcv1;
pub(super) mod reuters;
pub(super) mod trec;
