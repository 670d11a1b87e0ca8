//! The registry of readers, one format a file.
//!
//! A new format needs a file here, a row in [`READERS`] and a fixture in `tests/fixtures/readers`.

mod agency;
mod article_lines;
mod databases;
mod front_matter;
mod html;
mod html_bounds;
mod html_dates;
mod html_index;
mod html_linked_data;
mod html_metadata;
mod html_open_elements;
mod html_side_matter;
mod html_stories;
mod html_story;
mod html_tag;
mod json;
mod json_lines;
mod mail;
mod markdown;
mod markdown_text;
mod nearly_json;
mod signatures;
mod text;
mod text_lines;

use super::reader::Reader;

pub(super) use signatures::other_format;

/// The reader of standard input unless another format is named.
pub(super) const JSON_LINES: &dyn Reader = &json_lines::JsonLinesReader;

/// The reader of articles made in memory.
pub(super) const ARTICLE_LINES: &dyn Reader = &article_lines::ArticleLinesReader;

/// All readers, in the order in which format detection tries them; plain text accepts almost anything and comes last.
pub(super) static READERS: &[&dyn Reader] = &[
    // Documents that are archives inside, before containers.
    &databases::NexisUniReader,
    &databases::RtfReader,
    JSON_LINES,
    &json::JsonReader,
    &databases::NexisHtmlReader,
    &databases::FactivaHtmlReader,
    &databases::EuropresseReader,
    &databases::ProquestHtmlReader,
    &databases::KikuzoReader,
    &databases::YomidasuReader,
    &databases::IntegrumReader,
    &databases::ProquestTextReader,
    &databases::NexisTextReader,
    &databases::FactivaTextReader,
    &databases::GeniosReader,
    &databases::RisReader,
    &mail::MboxReader,
    &mail::MailReader,
    &html::HtmlReader,
    &markdown::MarkdownReader,
    &text::TextReader,
    &text_lines::TextLinesReader,
    ARTICLE_LINES,
];
