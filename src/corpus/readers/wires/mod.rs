//! Formats in which news agencies deliver.

mod dateline;
mod inline_text;
pub(super) mod newsml;
pub(super) mod newsml_g2;
pub(super) mod nitf;
mod subjects;
