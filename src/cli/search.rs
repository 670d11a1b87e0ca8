//! `dateline search`

use super::archive_args::RunningArgs;
use super::context::Context;
use super::exit::Exit;
use super::explain::explain;
use super::pager::ResultsOutput;
use super::progress::{Progress, stop_on_interrupt};
use super::query_args::{FilterArgs, HitFormat, SearchArgs, SortChoice};
use super::status;
use crate::library::{
    Archive, FilePath, FolderToIndex, HitOrder, IngestError, LockedArchive, MatchMode, PassageOptions, SearchOptions,
    SearchResults,
};
use crate::output::messages::{did_you_mean, search_summary, update_impossible, update_skipped};
use crate::output::{HitWriter, report_text};
use anyhow::{Context as _, Result};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

pub(super) fn run(args: &SearchArgs, context: &Context) -> Result<Exit> {
    let query = args.query.search_query(&args.filters);
    if args.query.explain_query {
        return explain(&query, context);
    }
    if !args.within.is_empty() && update_folders(args, context)? == Exit::Interrupted {
        return Ok(Exit::Interrupted);
    }
    let archive = context.open_archive()?;
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
        ranking: args.ranking.options(MatchMode::AllFirst),
        explain: args.explain_score,
        time_limit: args.time.limit(context),
        ..SearchOptions::default()
    };
    let for_people = args.format == HitFormat::Human;
    let mut out = ResultsOutput::new(context.pager.as_deref().filter(|_| for_people && !args.no_pager));
    let mut writer = HitWriter::new(args.format.into(), &context.style);
    let results = archive.find_each(&query, &options, &mut |hit| out.write(|out| writer.write(&hit, out)));
    let results = out.end(results, |results, out| writer.finish(results, out))?;
    if !context.quiet {
        if context.style.width.is_some() && for_people && results.shown > 0 {
            // Separate the status line from the last hit.
            writeln!(std::io::stderr())?;
        }
        print_summary(&results, &args.filters)?;
    }
    Ok(if results.total == 0 { Exit::NoHits } else { Exit::Done })
}

/// Updates the archive from the folders to search, unless another process is writing to it.
fn update_folders(args: &SearchArgs, context: &Context) -> Result<Exit> {
    let folders: Vec<FolderToIndex> = args.within.iter().map(FolderToIndex::new).collect();
    super::index::require_folders(&args.within, context)?;
    let progress = Progress::new(context, None)?;
    stop_on_interrupt()?;
    let run = RunningArgs { jobs: None, memory: None, rejects: None }.options()?;
    let updated = match LockedArchive::open(&context.index, "dateline search --in") {
        Err(error) if is_read_only(&error) && Archive::exists(&context.index)? => {
            progress.finish()?;
            status::note(&update_impossible())?;
            return Ok(Exit::Done);
        }
        opened => opened.and_then(|mut archive| archive.update(&folders, &run, &progress)),
    };
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
            status::note(&update_skipped(&holder))?;
            Ok(Exit::Done)
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns whether an archive could not be opened for writing because its disk or its permissions are read-only.
fn is_read_only(error: &IngestError) -> bool {
    let kind = match error {
        IngestError::Io { source, .. } => source.kind(),
        _ => return false,
    };
    matches!(kind, ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied)
}

fn folders(args: &SearchArgs) -> Result<Vec<FilePath>> {
    let canonical = |path: &PathBuf| {
        let path = std::fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
        Ok(FilePath::from_path(&path))
    };
    args.within.iter().map(canonical).collect()
}

/// Prints notes, the number of hits and the time taken on standard error.
fn print_summary(results: &SearchResults, filters: &FilterArgs) -> Result<()> {
    status::notes(&results.notes)?;
    if results.total == 0 {
        return status::nothing_found("articles", results.suggestion.as_deref(), Some(filters));
    }
    if let Some(suggestion) = &results.suggestion {
        status::line(&did_you_mean(suggestion))?;
    }
    status::line(&search_summary(results))
}
