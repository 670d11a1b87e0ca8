//! OCR of page images, by programs that the user installs: `pdftoppm` (Poppler) renders a page, `tesseract` recognises its text.

mod languages;
mod recognition;

pub use languages::{OcrLanguages, OcrLanguagesError};
pub use recognition::OcrPrograms;
pub(super) use recognition::{OcrRequest, PageRecognition, RESOLUTION};
