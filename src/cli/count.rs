//! `dateline count`

use super::context::Context;
use super::error::Exit;
use super::explain::explain;
use super::pager::write_out;
use super::query_args::{CountArgs, CountBy, TableFormat};
use super::say;
use crate::article::Grouping;
use crate::output::{tally_text, write_tally};
use crate::search::count;
use anyhow::Result;

pub(super) fn run(args: &CountArgs, context: &Context) -> Result<Exit> {
    let question = args.query.question(&args.filters);
    if args.query.explain_query {
        return explain(&question, context);
    }
    let engine = context.open_archive()?;
    let by = args.by.map(|by| match by {
        CountBy::Source => Grouping::Source,
        CountBy::Year => Grouping::Year,
        CountBy::Month => Grouping::Month,
        CountBy::Lang => Grouping::Language,
        CountBy::Section => Grouping::Section,
    });
    let tally = count(engine, &question, by)?;
    let for_people = args.format == TableFormat::Human;
    // Nothing needs no table for people: the line below says it.
    if tally.articles > 0 || !for_people {
        write_out(None, |out| write_tally(&tally, args.format.into(), &context.style, out))?;
    }
    if !context.quiet {
        say::notes(&tally.notes)?;
        if tally.articles == 0 {
            say::nothing_found("articles", tally.suggestion.as_deref())?;
        } else if by.is_some() || !for_people {
            say::line(&format!("{} ({:.1} ms)", tally_text(&tally), tally.seconds * 1000.0))?;
        }
    }
    Ok(if tally.articles == 0 { Exit::NoHits } else { Exit::Done })
}
