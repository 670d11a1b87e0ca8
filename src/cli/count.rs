//! `dateline count`

use super::context::Context;
use super::exit::Exit;
use super::explain::explain;
use super::pager::write_out;
use super::query_args::{CountArgs, CountBy, TableFormat};
use super::status;
use crate::library::{CountOptions, Grouping};
use crate::output::messages::count_summary;
use crate::output::write_count;
use anyhow::Result;

pub(super) fn run(args: &CountArgs, context: &Context) -> Result<Exit> {
    let query = args.query.search_query(&args.filters);
    if args.query.explain_query {
        return explain(&query, context);
    }
    let archive = context.open_archive()?;
    let by = args.by.map(|by| match by {
        CountBy::Source => Grouping::Source,
        CountBy::Year => Grouping::Year,
        CountBy::Month => Grouping::Month,
        CountBy::Lang => Grouping::Language,
        CountBy::Section => Grouping::Section,
    });
    let tally = archive.count_by(&query, &CountOptions { by, time_limit: args.time.limit(context) })?;
    let for_people = args.format == TableFormat::Human;
    // In text, a status line replaces an empty table.
    if tally.articles > 0 || !for_people {
        write_out(None, |out| write_count(&tally, args.format.into(), &context.style, out))?;
    }
    if !context.quiet {
        status::notes(&tally.notes)?;
        if tally.articles == 0 {
            status::nothing_found("articles", tally.suggestion.as_deref(), Some(&args.filters))?;
        } else if by.is_some() || !for_people {
            status::line(&format!("{} ({:.1} ms)", count_summary(&tally), tally.seconds * 1000.0))?;
        }
    }
    Ok(if tally.articles == 0 { Exit::NoHits } else { Exit::Done })
}
