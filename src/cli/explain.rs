//! `--explain-query`

use super::context::Context;
use super::exit::Exit;
use super::pager::write_out;
use super::status;
use crate::library::{SearchQuery, resolve_query};
use crate::output::{query_outline, sanitize_text};
use anyhow::Result;

/// Prints how a query is read: its canonical form, which can be typed instead, and its tree.
pub(super) fn explain(query: &SearchQuery, context: &Context) -> Result<Exit> {
    let resolved = resolve_query(query)?;
    let full_query = resolved.full_query();
    let canonical = full_query.to_string();
    let canonical = if canonical.is_empty() { "(every article)" } else { &canonical };
    let text = format!("{canonical}\n\n{}", query_outline(&full_query));
    write_out(None, |out| writeln!(out, "{}", sanitize_text(text.trim_end())))?;
    if !context.quiet {
        status::notes(&resolved.notes)?;
    }
    Ok(Exit::Done)
}
