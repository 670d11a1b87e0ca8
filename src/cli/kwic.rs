//! `dateline kwic`

use super::context::Context;
use super::error::Exit;
use super::explain::explain;
use super::pager::Output;
use super::query_args::{HitFormat, KwicArgs, LineSort};
use super::say;
use crate::output::{LineLayout, LineWriter, plural};
use crate::search::{Concordance, ConcordanceOptions, LineOrder, concordance};
use anyhow::{Context as _, Result};
use std::ops::ControlFlow;

/// How many characters to show on each side unless anything says otherwise.
const DEFAULT_WIDTH: usize = 40;

pub(super) fn run(args: &KwicArgs, context: &Context) -> Result<Exit> {
    let question = args.query.question(&args.filters);
    if args.query.explain_query {
        return explain(&question, context);
    }
    let engine = context.open_archive()?;
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
    };
    let mut out = Output::new(context.pager.as_deref().filter(|_| for_people && !args.no_pager));
    let mut writer = LineWriter::new(args.format.into(), layout, &context.style);
    let mut failure = None;
    let given = concordance(engine, &question, &options, &mut |line| match writer.write(line, &mut out) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    let ended = match failure {
        Some(error) => Err(error),
        None => given.as_ref().map_or(Ok(()), |given| writer.finish(given, &mut out)),
    };
    // The pager is waited for whatever happened.
    let finished = out.finish();
    let given = given?;
    ended.and(finished).context("cannot write the output")?;
    if !context.quiet {
        say::notes(&given.notes)?;
        match given.lines {
            0 if !given.has_more => say::nothing_found("matches", given.suggestion.as_deref())?,
            _ => say::line(&found(&given))?,
        }
    }
    Ok(if given.lines == 0 && !given.has_more { Exit::NoHits } else { Exit::Done })
}

fn found(given: &Concordance) -> String {
    let matches = plural(given.lines as u64, "match", "matches");
    let articles = plural(given.articles as u64, "article", "articles");
    let more = if given.has_more { " shown, and there are more" } else { "" };
    format!("{matches} in {articles}{more} ({:.1} ms)", given.seconds * 1000.0)
}
