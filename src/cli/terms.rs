//! `dateline terms`

use super::context::Context;
use super::error::Exit;
use super::pager::write_out;
use super::query_args::TermsArgs;
use super::say;
use crate::output::{plural, write_words};
use crate::search::{VocabularyQuery, list_vocabulary};
use anyhow::Result;

pub(super) fn run(args: &TermsArgs, context: &Context) -> Result<Exit> {
    let asked = match (&args.like, &args.prefix) {
        (Some(word), _) => VocabularyQuery::Fuzzy(word.clone()),
        (None, prefix) => VocabularyQuery::Prefix(prefix.clone().unwrap_or_default()),
    };
    let engine = context.open_archive()?;
    let words = list_vocabulary(engine, &asked, args.limit)?;
    write_out(None, |out| write_words(&words, args.format.into(), out))?;
    if !context.quiet {
        match words.entries.len() {
            0 if !words.has_more => say::nothing_found("such words", None)?,
            count if words.has_more => {
                say::line(&format!("{} shown, and there are more (-n)", plural(count as u64, "word", "words")))?;
            }
            count => say::line(&plural(count as u64, "word", "words"))?,
        }
    }
    Ok(if words.entries.is_empty() && !words.has_more { Exit::NoHits } else { Exit::Done })
}
