//! The registry of readers, one format per file.
//!
//! A new format needs a file here, a row in [`READERS`] and a fixture in `tests/fixtures/readers`.

mod agency;
mod article_lines;
mod catalogue;
mod clippings;
mod databases;
mod digitised;
mod documents;
mod exports;
mod feeds;
mod html;
mod json;
mod json_lines;
mod mail;
mod notes;
mod saved_web;
mod sgml;
mod signatures;
mod tables;
mod text;
mod text_lines;
mod wires;

use super::reader::Reader;
pub use catalogue::FormatRow;
pub(super) use catalogue::row_of;
pub(super) use json::without_half_pairs;
pub(super) use signatures::other_format;

/// The default reader of standard input.
pub(super) const JSON_LINES: &dyn Reader = &json_lines::JsonLinesReader;

/// The reader of articles built in memory.
pub(super) const ARTICLE_LINES: &dyn Reader = &article_lines::ArticleLinesReader;

/// All readers, in the order in which format detection tries them; plain text accepts almost anything and comes last.
pub(super) static READERS: &[&dyn Reader] = &[
    // Documents that are ZIP archives, before containers.
    &documents::DocxReader,
    &documents::OdtReader,
    &documents::EpubReader,
    &documents::PdfReader,
    &documents::RtfReader,
    &tables::WorkbookReader,
    &saved_web::WarcReader,
    &saved_web::ArcReader,
    &saved_web::MhtmlReader,
    &saved_web::WebarchiveReader,
    &wires::anpa_1312::Anpa1312Reader,
    &wires::iptc_7901::Iptc7901Reader,
    &feeds::json_feed::JsonFeedReader,
    JSON_LINES,
    &json::JsonReader,
    &feeds::wordpress::WordPressReader,
    &feeds::syndication::RssReader,
    &feeds::syndication::AtomReader,
    &feeds::sitemap::SitemapReader,
    &wires::newsml_g2::NewsmlG2Reader,
    &wires::newsml::NewsmlReader,
    &wires::nitf::NitfReader,
    &exports::factiva_xml::FactivaXmlReader,
    &exports::zotero_rdf::ZoteroRdfReader,
    &exports::enex::EnexReader,
    &exports::endnote_xml::EndnoteXmlReader,
    &exports::dublin_core::OaiPmhReader,
    &exports::solr_xml::SolrXmlReader,
    &exports::tei::TeiReader,
    &sgml::reuters::ReutersReader,
    &sgml::rcv1::Rcv1Reader,
    &sgml::trec::TrecReader,
    &exports::trafilatura_xml::TrafilaturaXmlReader,
    &documents::FlatOdtReader,
    &digitised::MetsReader,
    &digitised::AltoReader,
    &digitised::PageXmlReader,
    &digitised::HocrReader,
    &digitised::AbbyyReader,
    &digitised::TetmlReader,
    &digitised::DjvuReader,
    &digitised::MiniOcrReader,
    &digitised::DidlReader,
    &digitised::ArticleTextReader,
    &digitised::ArticleXmlReader,
    &digitised::ArticleMetadataReader,
    &digitised::OliveReader,
    &digitised::GallicaReader,
    &databases::ProquestHtmlReader,
    &databases::NexisHtmlReader,
    &databases::FactivaHtmlReader,
    &databases::EuropresseReader,
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
    &clippings::BookmarksReader,
    &html::HtmlReader,
    &tables::DelimitedReader,
    &notes::RestructuredTextReader,
    &notes::OrgReader,
    &notes::MarkdownReader,
    &text::TextReader,
    &text_lines::TextLinesReader,
    ARTICLE_LINES,
];
