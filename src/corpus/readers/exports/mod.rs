//! XML exports of databases, extractors and note-taking programs.

pub(super) mod dublin_core;
pub(super) mod endnote_xml;
pub(super) mod enex;
pub(super) mod factiva_xml;
pub(super) mod solr_xml;
pub(super) mod tei;
pub(super) mod trafilatura_xml;
pub(super) mod zotero_rdf;
