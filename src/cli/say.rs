//! What commands that ask the archive say on standard error.

use crate::output::{clean_line, search_note_text};
use crate::search::SearchNote;
use anyhow::Result;
use std::io::Write;

/// Says how the query was read.
pub(super) fn notes(notes: &[SearchNote]) -> Result<()> {
    notes.iter().try_for_each(|note| line(&format!("note: {}", clean_line(&search_note_text(note)))))
}

/// Says that there is nothing, and what may have been meant.
pub(super) fn nothing_found(what: &str, suggestion: Option<&str>) -> Result<()> {
    match suggestion {
        Some(suggestion) => line(&format!("no {what}; did you mean: {}", clean_line(suggestion))),
        None => line(&format!("no {what}")),
    }
}

/// Says one line.
pub(super) fn line(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{text}")?)
}
