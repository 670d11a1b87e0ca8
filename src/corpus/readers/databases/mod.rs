//! Exports of news databases.
//!
//! Their readers turn the output of a database into paragraphs or fields, and one file per database (`…_record`) turns these into a draft, whatever the file
//! format of the export.

mod document_text;
mod dom;
mod europresse;
mod factiva_html;
mod factiva_record;
mod factiva_text;
mod genios;
mod integrum;
mod kikuzo;
mod languages;
mod nexis_classic;
mod nexis_html;
mod nexis_labels;
mod nexis_lines;
mod nexis_parts;
mod nexis_record;
mod nexis_text;
mod nexis_uni;
mod nexis_uni_record;
mod pieces;
mod proquest_fields;
mod proquest_html;
mod proquest_labels;
mod proquest_record;
mod proquest_text;
mod publications;
mod ris;
mod yomidasu;

use crate::corpus::reader::{ReaderContext, RecordSink};
use crate::corpus::skip::Skip;

pub(super) use document_text::{marks_document, read_document_text};
pub(super) use europresse::EuropresseReader;
pub(super) use factiva_html::FactivaHtmlReader;
pub(super) use factiva_text::FactivaTextReader;
pub(super) use genios::GeniosReader;
pub(super) use integrum::IntegrumReader;
pub(super) use kikuzo::KikuzoReader;
pub(super) use nexis_html::NexisHtmlReader;
pub(super) use nexis_text::{NexisTextReader, is_nexis};
pub(super) use nexis_uni::read_paragraphs as read_nexis_uni;
pub(super) use proquest_html::ProquestHtmlReader;
pub(super) use proquest_text::{ProquestTextReader, is_proquest};
pub(super) use ris::{RisReader, begins_record};
pub(super) use yomidasu::YomidasuReader;

/// Reads the articles of an export in the text of a mail; returns whether it is an export.
pub(super) fn read_mailed_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<bool, Skip> {
    if is_proquest(text) {
        proquest_text::read_text(text, context, sink)?;
    } else if is_nexis(text) {
        nexis_text::read_text(text, context, sink)?;
    } else if factiva_text::is_factiva(text) {
        factiva_text::read_text(text, context, sink)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Reads the articles of an export in the HTML of a mail; returns whether it is an export.
pub(super) fn read_mailed_html(
    html: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<bool, Skip> {
    let is_export = proquest_html::is_proquest_html(html);
    if is_export {
        proquest_html::read_html(html, context, sink)?;
    }
    Ok(is_export)
}
