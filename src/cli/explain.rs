//! `--explain-query`

use super::context::Context;
use super::error::Exit;
use super::pager::write_out;
use super::say;
use crate::output::{clean_text, query_outline};
use crate::search::{SearchQuery, resolve_query};
use anyhow::Result;

/// Prints how a question is read: its canonical form, which can be typed instead, and its tree.
pub(super) fn explain(question: &SearchQuery, context: &Context) -> Result<Exit> {
    let understood = resolve_query(question)?;
    let asked = understood.full_query();
    let canonical = asked.to_string();
    let canonical = if canonical.is_empty() { "(every article)" } else { &canonical };
    let text = format!("{canonical}\n\n{}", query_outline(&asked));
    write_out(None, |out| writeln!(out, "{}", clean_text(text.trim_end())))?;
    if !context.quiet {
        say::notes(&understood.notes)?;
    }
    Ok(Exit::Done)
}
