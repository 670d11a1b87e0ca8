//! Digitised newspapers: issues with their articles, and OCR pages.

mod abbyy;
mod alto;
mod article_metadata;
mod article_xml;
mod confidence;
mod didl;
mod gallica;
mod hocr;
mod hocr_lines;
mod mets;
mod mets_articles;
mod mets_document;
mod mets_files;
mod mets_issue;
mod mods;
mod olive;
mod page_path;
mod page_records;
mod page_text;
mod page_xml;
mod piece_text;
mod plain_pages;
mod recognised_page;

pub(super) use abbyy::AbbyyReader;
pub(super) use alto::AltoReader;
pub(super) use article_metadata::ArticleMetadataReader;
pub(super) use article_xml::ArticleXmlReader;
pub(super) use confidence::Confidence;
pub(super) use didl::{ArticleTextReader, DidlReader};
pub(super) use gallica::GallicaReader;
pub(super) use hocr::HocrReader;
pub(super) use hocr_lines::{HocrLine, hocr_paragraphs};
pub(super) use mets::MetsReader;
pub(super) use olive::OliveReader;
pub(super) use page_path::PagePath;
pub(super) use page_xml::PageXmlReader;
pub(super) use plain_pages::{DjvuReader, MiniOcrReader, TetmlReader};

use crate::article::Language;
use crate::corpus::draft::Draft;
use crate::corpus::skip::{Skip, SkipReason};

/// Returns the language that a library states, by a code or its English name.
fn stated_language(text: &str) -> Option<Language> {
    Language::parse(text.trim())
}

/// Returns the record of an article whose pages may be damaged: damage skips the article, and only a failing disk ends the reading.
fn record_of(read: Result<Result<Draft, SkipReason>, SkipReason>) -> Result<Result<Draft, SkipReason>, Skip> {
    match read {
        Err(reason @ SkipReason::Unreadable(_)) => Err(reason.into()),
        Err(reason) => Ok(Err(reason)),
        Ok(draft) => Ok(draft),
    }
}

/// Returns the number of an issue as its edition: `no. 288`.
fn numbered(number: String) -> String {
    if number.bytes().all(|byte| byte.is_ascii_digit()) { format!("no. {number}") } else { number }
}
