//! Formats in which news agencies deliver.

pub(super) mod dateline;
mod inline_text;
pub(super) mod newsml;
pub(super) mod newsml_g2;
pub(super) mod nitf;
mod subjects;
