//! Digitised newspapers: issues described in METS, and pages as programs recognise them.

mod alto;
mod confidence;
mod mets;
mod mets_articles;
mod mets_files;
mod mets_issue;
mod mods;
mod page_path;
mod page_text;

pub(super) use alto::AltoReader;
pub(super) use mets::MetsReader;

use crate::article::Language;

/// Returns the language that a library states, by a code or its English name.
fn stated_language(text: &str) -> Option<Language> {
    Language::parse(text.trim())
}
