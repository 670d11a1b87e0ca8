//! Documents of word processors and publishing programs, and e-books.
//!
//! Each reader turns a file into blocks of text with the meaning of their styles (`outline`), or into pages; one file decides for all formats which of them are
//! headline, byline, date and body. Exports of databases in these formats are recognised first and passed to the readers of the database.

mod document_articles;
mod document_block;
mod docx;
mod epub;
mod epub_contents;
mod epub_package;
mod epub_page;
mod head_lines;
mod line_parts;
mod odt;
mod odt_text;
mod outline;
mod package;
mod pdf;
mod pdf_heads;
mod pdf_text;
mod properties;
mod publication_names;
mod recognised_lines;
mod rtf;
mod styles;
mod word;

pub(super) use docx::DocxReader;
pub(super) use epub::EpubReader;
pub(super) use head_lines::split_head_lines;
pub(super) use odt::{FlatOdtReader, OdtReader};
pub(super) use pdf::PdfReader;
pub(super) use rtf::RtfReader;
pub(super) use word::Paragraphs;
