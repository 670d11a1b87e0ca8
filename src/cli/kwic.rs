//! `dateline kwic`

use super::context::Context;
use super::exit::Exit;
use super::explain::explain;
use super::pager::ResultsOutput;
use super::query_args::{HitFormat, KwicArgs, LineSort};
use super::status;
use crate::library::{ConcordanceOptions, LineOrder};
use crate::output::messages::concordance_summary;
use crate::output::{LineLayout, LineWriter};
use anyhow::Result;

/// The default context in characters on each side.
const DEFAULT_WIDTH: usize = 40;

pub(super) fn run(args: &KwicArgs, context: &Context) -> Result<Exit> {
    let query = args.query.search_query(&args.filters);
    if args.query.explain_query {
        return explain(&query, context);
    }
    let archive = context.open_archive()?;
    let for_people = args.format == HitFormat::Human;
    let (layout, width) = match (args.width.map(usize::from), context.columns.filter(|_| for_people)) {
        (None, Some(columns)) => {
            let layout = LineLayout::of_terminal(columns);
            (layout, layout.context())
        }
        (width, _) => {
            let width = width.unwrap_or(DEFAULT_WIDTH);
            (LineLayout::of_context(width), width)
        }
    };
    let options = ConcordanceOptions {
        order: match args.sort {
            LineSort::Date => LineOrder::Date,
            LineSort::Left => LineOrder::Left,
            LineSort::Right => LineOrder::Right,
            LineSort::Source => LineOrder::Source,
        },
        width,
        limit: args.limit,
        time_limit: args.time.limit(context),
        scratch: std::env::temp_dir(),
    };
    let mut out = ResultsOutput::new(context.pager.as_deref().filter(|_| for_people && !args.no_pager));
    let mut writer = LineWriter::new(args.format.into(), layout, &context.style);
    let results = archive.concordance(&query, &options, &mut |line| out.write(|out| writer.write(line, out)));
    let results = out.end(results, |results, out| writer.finish(results, out))?;
    if !context.quiet {
        status::notes(&results.notes)?;
        match results.lines {
            0 if !results.has_more => {
                status::nothing_found("matches", results.suggestion.as_deref(), Some(&args.filters))?;
            }
            _ => status::line(&concordance_summary(&results))?,
        }
    }
    Ok(if results.lines == 0 && !results.has_more { Exit::NoHits } else { Exit::Done })
}
