//! PDF: text of pages with its places, read by a process of its own.
//!
//! The library that decodes fonts panics on some files, loops on others and takes memory without bound. So a file is read by a child process (`extract`),
//! which sends its pages line by line (`protocol`) and may be killed at any time; `child` starts it, limits it and reads its output. The reader of PDF
//! interprets the pages, in this process.

mod child;
mod extract;
mod flatten;
mod glyphs;
mod metadata;
mod order;
mod protocol;
mod repair;
mod right_to_left;
mod unicode_fonts;

pub use child::PdfProgram;
pub(super) use child::{PdfFailure, read};
pub use extract::tell_pages;
pub(super) use protocol::{PdfHead, PdfLine, PdfPage};
