//! Notes and documents in plain-text markup: Markdown, reStructuredText and Org mode.
//!
//! The other languages are converted to Markdown, so that the same rules apply to all.

mod front_matter;
mod joplin_item;
mod markdown;
mod markdown_text;
mod notion_properties;
mod org;
mod restructured_text;

pub(super) use markdown::MarkdownReader;
pub(super) use notion_properties::in_table as notion_properties;
pub(super) use org::OrgReader;
pub(super) use restructured_text::RestructuredTextReader;
