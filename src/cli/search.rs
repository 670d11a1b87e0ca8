//! `dateline search`

use super::args::RunningArgs;
use super::context::Context;
use super::error::Exit;
use super::explain::explain;
use super::pager::write_out;
use super::progress::{Progress, stop_on_interrupt};
use super::query_args::{HitFormat, SearchArgs, SortChoice, end_of_today};
use super::say;
use crate::article::FilePath;
use crate::ingest::{Archive, FolderToIndex, IngestError};
use crate::matching::PassageOptions;
use crate::output::{clean_line, plural, report_text, write_answer};
use crate::ranking::MatchMode;
use crate::search::{HitOrder, SearchOptions, SearchResults, search};
use anyhow::{Context as _, Result};
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(args: &SearchArgs, context: &Context) -> Result<Exit> {
    let question = args.query.question(&args.filters);
    if args.query.explain_query {
        return explain(&question, context);
    }
    if !args.within.is_empty() && bring_up_to_date(args, context)? == Exit::Interrupted {
        return Ok(Exit::Interrupted);
    }
    let engine = context.open_archive()?;
    let limit = args.limit.unwrap_or(context.limit);
    let page = usize::try_from(args.page - 1).unwrap_or(usize::MAX);
    let options = SearchOptions {
        folders: folders(args)?,
        order: args.sort.map(|sort| match sort {
            SortChoice::Relevance => HitOrder::Relevance,
            SortChoice::Newest => HitOrder::Newest,
            SortChoice::Oldest => HitOrder::Oldest,
        }),
        offset: page.saturating_mul(limit),
        limit,
        passages: PassageOptions::default(),
        ranking: args.ranking.options(MatchMode::AllOrMost),
        today: end_of_today(),
        explain: args.explain_score,
    };
    let answer = search(engine, &question, &options)?;
    let pager = if args.no_pager || args.format != HitFormat::Human { None } else { context.pager.as_deref() };
    write_out(pager, |out| write_answer(&answer, args.format.into(), &context.style, out))?;
    if !context.quiet {
        if context.style.width.is_some() && args.format == HitFormat::Human && !answer.hits.is_empty() {
            // On a terminal the line stands right below the last hit.
            writeln!(std::io::stderr())?;
        }
        say_what_was_found(&answer)?;
    }
    Ok(if answer.total == 0 { Exit::NoHits } else { Exit::Done })
}

/// Brings the archive up to date with the folders to search, unless somebody else is doing so.
fn bring_up_to_date(args: &SearchArgs, context: &Context) -> Result<Exit> {
    let folders: Vec<FolderToIndex> = args.within.iter().map(FolderToIndex::new).collect();
    super::index::require_folders(&args.within, context)?;
    let progress = Progress::new(context, None)?;
    stop_on_interrupt()?;
    let run = RunningArgs { jobs: None, memory: None, rejects: None }.options();
    let updated = Archive::open(&context.index, "dateline search --in")
        .and_then(|mut archive| archive.update(&folders, &run, &progress));
    progress.finish()?;
    match updated {
        Ok(report) => {
            let changes = [report.files.added, report.files.changed, report.files.removed];
            if !context.quiet && changes.iter().any(|count| *count > 0) {
                writeln!(std::io::stderr(), "{}\n", report_text(&report))?;
            }
            Ok(super::index::exit_of(&report))
        }
        Err(IngestError::Locked { holder, .. }) => {
            writeln!(
                std::io::stderr(),
                "note: not brought up to date: the index is being written by {}",
                clean_line(&holder)
            )?;
            Ok(Exit::Done)
        }
        Err(error) => Err(error.into()),
    }
}

fn folders(args: &SearchArgs) -> Result<Vec<FilePath>> {
    let canonical = |path: &PathBuf| {
        let path = std::fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
        Ok(FilePath::from_path(&path))
    };
    args.within.iter().map(canonical).collect()
}

/// Says on standard error how the query was read, how many hits there are and how long it took.
fn say_what_was_found(answer: &SearchResults) -> Result<()> {
    say::notes(&answer.notes)?;
    if answer.total == 0 {
        return say::nothing_found("articles", answer.suggestion.as_deref());
    }
    let shown = match (answer.hits.len(), answer.total) {
        (0, total) => format!(", none on this page (the last hit is number {total})"),
        (shown, total) if shown < total => format!(", {} to {} shown", answer.offset + 1, answer.offset + shown),
        _ => String::new(),
    };
    if let Some(suggestion) = &answer.suggestion {
        say::line(&format!("did you mean: {}", clean_line(suggestion)))?;
    }
    let articles = plural(answer.total as u64, "article", "articles");
    say::line(&format!("{articles}{shown} ({:.1} ms)", answer.seconds * 1000.0))
}
