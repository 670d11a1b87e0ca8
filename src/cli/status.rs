//! Status lines on standard error: notes, totals, suggestions.

use super::hints;
use super::query_args::FilterArgs;
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
    line(&format!("note: {text}"))
}

/// Prints that nothing was found, with a respelling suggestion if there is one, and a hint that filters by name need whole names.
pub(super) fn nothing_found(what: &str, suggestion: Option<&str>, filters: Option<&FilterArgs>) -> Result<()> {
    line(&no_results(what, suggestion))?;
    filters.and_then(hints::whole_names).map_or(Ok(()), |hint| line(&format!("  {hint}")))
}

/// Prints one line, sanitized.
pub(super) fn line(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{}", sanitize_line(text))?)
}
