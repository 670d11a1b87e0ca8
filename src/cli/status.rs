//! Status lines on standard error: notes, totals, suggestions.

use crate::library::SearchNote;
use crate::output::messages::{no_results, search_note_text};
use crate::output::sanitize_line;
use anyhow::Result;
use std::io::Write;

/// Prints notes on a search.
pub(super) fn notes(notes: &[SearchNote]) -> Result<()> {
    notes.iter().try_for_each(|search_note| note(&search_note_text(search_note)))
}

/// Prints one note.
pub(super) fn note(text: &str) -> Result<()> {
    line(&format!("note: {}", sanitize_line(text)))
}

/// Prints that nothing was found, with a respelling suggestion if there is one.
pub(super) fn nothing_found(what: &str, suggestion: Option<&str>) -> Result<()> {
    line(&no_results(what, suggestion))
}

/// Prints one line.
pub(super) fn line(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{text}")?)
}
