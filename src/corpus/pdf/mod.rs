//! PDF: text of pages with its positions, read by a separate process.
//!
//! The library that decodes fonts panics on some files, loops on others and takes memory without bound. So a file is read by a child process (`extract`),
//! which sends its pages line by line (`protocol`) and may be killed at any time; `child` starts it, limits it and reads its output. The PDF reader interprets
//! the pages in the main process.

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
