//! Recognition of text in pictures of pages, by programs that the user installs: `pdftoppm` (Poppler) draws a page, `tesseract` reads it.

mod languages;
mod recognition;

pub use languages::{OcrLanguages, OcrLanguagesError};
pub use recognition::OcrPrograms;
pub(super) use recognition::{OcrRequest, PageRecognition, RESOLUTION};
