//! The names of article fields in the exports of news services and tools.
//!
//! Names are compared in lower case and without hyphens, underscores, colons and spaces, so `pubdate` also matches `pub_date`
//! and `PubDate`. Preferred names come first.

use super::{origin_aliases as origin, subject_aliases as subject, text_aliases as text};
use crate::corpus::field_map::RecordField;

/// Objects that wrap the fields of an article; fields outside them take precedence.
pub(super) const WRAPPERS: &[&str] = &[
    "fields",
    "_source",
    "article",
    "story",
    "document",
    "doc",
    "response",
    "content",
    "data",
    "attributes",
    "meta",
    "metadata",
];

/// Substrings of the names of date fields.
pub(in crate::corpus) const IN_DATE_NAMES: &[&str] = &["date", "time", "publish", "modified", "created", "issued"];

/// Returns the names of a field, in order of preference.
pub(super) fn names_of(field: RecordField) -> &'static [&'static str] {
    match field {
        RecordField::Headline => text::HEADLINE,
        RecordField::Body => text::BODY,
        RecordField::Lead => text::LEAD,
        RecordField::Source => origin::SOURCE,
        RecordField::Byline => origin::BYLINE,
        RecordField::Section => subject::SECTION,
        RecordField::Place => subject::PLACE,
        RecordField::Topics => subject::TOPICS,
        RecordField::Published => origin::PUBLISHED,
        RecordField::Language => origin::LANGUAGE,
        RecordField::Url => origin::URL,
        RecordField::Id => origin::ID,
    }
}
