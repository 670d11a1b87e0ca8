//! `dateline terms`

use super::context::Context;
use super::exit::Exit;
use super::pager::write_out;
use super::query_args::TermsArgs;
use super::status;
use crate::library::{VocabularyOptions, VocabularyQuery};
use crate::output::messages::vocabulary_summary;
use crate::output::write_vocabulary;
use anyhow::Result;

pub(super) fn run(args: &TermsArgs, context: &Context) -> Result<Exit> {
    let asked = match (&args.like, &args.prefix) {
        (Some(word), _) => VocabularyQuery::Fuzzy(word.clone()),
        (None, prefix) => VocabularyQuery::Prefix(prefix.clone().unwrap_or_default()),
    };
    let options = VocabularyOptions { limit: args.limit, time_limit: args.time.limit(context) };
    let archive = context.open_archive()?;
    let words = archive.vocabulary(&asked, &options)?;
    write_out(None, |out| write_vocabulary(&words, args.format.into(), out))?;
    if !context.quiet {
        match words.entries.len() {
            0 if !words.has_more => status::nothing_found("matching words", None, None)?,
            _ => status::line(&vocabulary_summary(&words))?,
        }
    }
    Ok(if words.entries.is_empty() && !words.has_more { Exit::NoHits } else { Exit::Done })
}
