//! Exports of news databases.
//!
//! Their readers turn what a database prints into paragraphs or fields, and these into a draft by one file a database (`…_record`), whatever
//! the file format of the export.

mod dom;
mod europresse;
mod factiva_html;
mod factiva_record;
mod factiva_text;
mod genios;
mod integrum;
mod kikuzo;
mod languages;
mod names;
mod nexis_html;
mod nexis_labels;
mod nexis_record;
mod nexis_text;
mod nexis_uni;
mod pieces;
mod proquest_html;
mod proquest_record;
mod proquest_text;
mod rtf;
mod word;
mod yomidasu;

pub(super) use europresse::EuropresseReader;
pub(super) use factiva_html::FactivaHtmlReader;
pub(super) use factiva_text::FactivaTextReader;
pub(super) use genios::GeniosReader;
pub(super) use integrum::IntegrumReader;
pub(super) use kikuzo::KikuzoReader;
pub(super) use nexis_html::NexisHtmlReader;
pub(super) use nexis_text::NexisTextReader;
pub(super) use nexis_uni::NexisUniReader;
pub(super) use proquest_html::ProquestHtmlReader;
pub(super) use proquest_text::ProquestTextReader;
pub(super) use rtf::RtfReader;
pub(super) use yomidasu::YomidasuReader;
